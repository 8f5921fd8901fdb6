"""Rules about the whole set, asked again only about the bodies that a change concerns."""

from __future__ import annotations

from siplint.engine.cross_file import check_pair, entries_wanted
from siplint.engine.key_index import KEY_MASK
from siplint.engine.pair_index import PairIndex
from siplint.rules import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from siplint.engine.cross_file import KeyFunctions, ReadBody
    from siplint.engine.pair_index import Slot
    from siplint.model.finding import Finding, Path
    from siplint.model.settings import Settings
    from siplint.rules.catalogue import Entry

    Read: TypeAlias = Callable[[Slot], ReadBody | None]

NUMBERS = "siplint.rules.set_keys:numbers_by_direction"
"""The key function that gives the numbers of a body: inbound ones are negative."""


class IncrementalCrossFile:
    """What the rules about the whole set say of each body that shares a key with an earlier one."""

    __slots__ = ("chains", "functions", "indexes", "references", "rules", "said", "slots")

    def __init__(self, settings: Settings) -> None:
        self.rules = entries_wanted(settings)
        self.references = list(dict.fromkeys(entry.keys[0] for entry in self.rules))
        self.functions: KeyFunctions = [catalogue.key_of(reference) for reference in self.references]
        self.chains = sorted(
            {entry.keys[:size] for entry in self.rules for size in range(1, len(entry.keys) + 1)}, key=len
        )
        self.indexes = {chain: PairIndex() for chain in self.chains}
        self.slots: dict[str, set[Slot]] = {}
        self.said: dict[Slot, dict[str, list[Finding]]] = {}

    def replace(self, rows: Mapping[str, Mapping[Slot, Mapping[int, Iterable[int]]]], read: Read) -> set[str]:
        """Take in the new keys of files, by slot and number of the key function; return the files that may differ.

        `read` reads a body once more; it returns None where it cannot.
        """
        old = {slot for file in rows for slot in self.slots.pop(file, ())}
        new = {slot: keys for slots in rows.values() for slot, keys in slots.items()}
        for slot in new:
            self.slots.setdefault(slot[0], set()).add(slot)
        for slot in old:
            self.said.pop(slot, None)
        changed: dict[tuple[str, ...], set[Slot]] = {}
        moved: dict[tuple[str, ...], set[Slot]] = {}
        for chain in self.chains:
            index = self.indexes[chain]
            if len(chain) == 1:
                number = self.references.index(chain[0])
                mine = {slot: keys[number] for slot, keys in new.items() if number in keys}
                changed[chain], moved[chain] = index.replace(old, mine)
                continue
            before = chain[:-1]
            function = catalogue.key_of(chain[-1])
            closer: dict[Slot, list[int]] = {}
            for slot in sorted(moved[before]):
                body = read(slot) if self.indexes[before].is_paired(slot) else None
                if body is not None:
                    closer[slot] = [key if type(key) is int else hash(key) for key in function(body[1])]
            changed[chain], moved[chain] = index.replace(old | moved[before], closer)
            changed[chain] |= {slot for slot in changed[before] if slot not in index.keys}
        self._ask(changed, read)
        return {slot[0] for slots in changed.values() for slot in slots} | set(rows)

    def _ask(self, changed: Mapping[tuple[str, ...], set[Slot]], read: Read) -> None:
        for entry in self.rules:
            for slot in sorted(changed[entry.keys]):
                findings = self._findings(entry, slot, read)
                if findings:
                    self.said.setdefault(slot, {})[entry.code] = findings
                elif slot in self.said:
                    self.said[slot].pop(entry.code, None)

    def _findings(self, entry: Entry, slot: Slot, read: Read) -> list[Finding]:
        """Return what a rule says of a body and the earlier ones it is paired with; of two that say the same the first."""
        found: dict[tuple[Path, str], Finding] = {}
        for first in self.indexes[entry.keys].firsts(slot):
            known, earlier = read(slot), read(first)
            if known is None or earlier is None:
                continue
            for finding in check_pair(entry, known, earlier):
                found.setdefault((finding.place, finding.message), finding)
        return list(found.values())

    def files_with_number(self, number: int) -> list[str] | None:
        """Return the files with a body that has a number; None if no rule about the whole set asks for numbers."""
        index = self.indexes.get((NUMBERS,))
        if index is None:
            return None
        slots = [*index.groups.get(number & KEY_MASK, ()), *index.groups.get(-number & KEY_MASK, ())]
        return sorted({slot[0] for slot in slots})

    def findings(self, file: str) -> list[Finding]:
        """Return what is said of the bodies of a file, in the order of a run."""
        slots = sorted(slot for slot in self.slots.get(file, ()) if slot in self.said)
        return [finding for entry in self.rules for slot in slots for finding in self.said[slot].get(entry.code, ())]

"""Rules about the whole set: the pairs of bodies that share a key are found, and both bodies are given to the rule."""

from __future__ import annotations

from siplint.engine.key_index import KeyIndex
from siplint.model.severity import SEVERITIES
from siplint.rules import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from siplint.body.members import Trusted
    from siplint.model.finding import Finding, Origins, Path
    from siplint.model.settings import Settings
    from siplint.rules.base import Key
    from siplint.rules.catalogue import Entry

    KeyFunctions: TypeAlias = Sequence[Key]
    Pair: TypeAlias = tuple[Path, Path]
    ReadBody: TypeAlias = tuple[Path, Trusted, Origins]
    """A body that was read once more: its path, what is meant, and where members are written."""
    Bodies: TypeAlias = Callable[[Iterable[Path]], Iterator[tuple[Path, Path, Trusted, Origins]]]

HELD = 10_000
"""Pairs whose bodies are held at once: more are read in several rounds."""


def entries_wanted(settings: Settings) -> list[Entry]:
    """Return the rules about several bodies that can find anything that is asked for."""
    if not settings.cross_file:
        return []
    if not (settings.select or settings.ignore or settings.per_file_ignores):
        shown = SEVERITIES[: SEVERITIES.index(settings.min_severity) + 1]
        return [
            entry
            for entry in catalogue.entries("set")
            if settings.kind in entry.kinds
            and entry.severity in shown
            and (settings.preview or entry.maturity != "preview")
        ]
    from siplint.model.suppression import may_be_wanted

    return [
        entry for entry in catalogue.entries("set") if settings.kind in entry.kinds and may_be_wanted(entry, settings)
    ]


def check_pair(entry: Entry, read: ReadBody, earlier: ReadBody) -> Iterator[Finding]:
    """Return what a rule says of a body and an earlier one."""
    rule = catalogue.rule_of(entry.code)
    path, body, origins = read
    other_path, other, other_origins = earlier
    if not rule.on or (rule.on in body and rule.on in other):
        for finding in rule.check(body, other):
            yield finding.reported(rule, path, other_path, origins, other_origins)


class CrossFile:
    """The keys met so far, and the pairs of bodies that share one."""

    __slots__ = ("functions", "indexes", "pairs", "references", "rules", "settings")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rules = entries_wanted(settings)
        self.references = list(dict.fromkeys(entry.keys[0] for entry in self.rules))
        self.functions: KeyFunctions = [catalogue.key_of(reference) for reference in self.references]
        self.indexes = [KeyIndex() for _ in self.references]
        self.pairs: list[dict[Pair, None]] = [{} for _ in self.references]

    def add(self, file: str, keys: Sequence[int]) -> None:
        """Take in the keys of a chunk: the index of a body (negative: the whole file), the function's number, the key."""
        row = iter(keys)
        path: Path = (file,)
        for index, number, key in zip(row, row, row, strict=True):
            if index >= 0 and path[-1] != index:
                path = (file, index)
            first = self.indexes[number].first(key, path)
            if first is not path and first != path:
                self.pairs[number][path, first] = None

    def findings(self, bodies: Bodies) -> Iterator[Finding]:
        """Ask the rules about all pairs; `bodies` reads bodies again, by their paths."""
        for entry in self.rules:
            first, *others = entry.keys
            pairs = list(self.pairs[self.references.index(first)])
            for reference in others:
                pairs = self.closer_pairs(pairs, catalogue.key_of(reference), bodies)
            pairs.sort(key=lambda pair: pair[1])
            reported = set()
            for start in range(0, len(pairs), HELD):
                for finding in self.asked(entry, pairs[start : start + HELD], bodies):
                    about = (
                        finding.place,
                        finding.message,
                    )  # two pairs may show the same; the earliest other body counts
                    if about not in reported:
                        reported.add(about)
                        yield finding

    def closer_pairs(self, pairs: Sequence[Pair], function: Key, bodies: Bodies) -> list[Pair]:
        """Return the pairs that share another key too, of all the bodies that share one at all."""
        index = KeyIndex()
        closer: dict[Pair, None] = {}
        for slot, _, body, _ in bodies({slot for pair in pairs for slot in pair}):
            for key in function(body):
                first = index.first(key if type(key) is int else hash(key), slot)
                if first != slot:
                    closer[slot, first] = None
        return list(closer)

    def asked(self, entry: Entry, pairs: Sequence[Pair], bodies: Bodies) -> Iterator[Finding]:
        """Ask a rule about some pairs."""
        if not pairs:
            return
        known = {
            slot: (path, body, origins)
            for slot, path, body, origins in bodies({slot for pair in pairs for slot in pair})
        }
        for slot, first in pairs:
            if slot not in known or first not in known:  # the file has changed meanwhile
                continue
            yield from check_pair(entry, known[slot], known[first])

"""The pairs of bodies that share a key, kept up to date when the bodies of a file change."""

from __future__ import annotations

from bisect import bisect_left, insort

from siplint.engine.key_index import KEY_MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    Slot: TypeAlias = tuple[str, int]
    """A body: its file, and its number in the file. Sorted slots are in the order of a run."""


class PairIndex:
    """The slots by key, in the order of a run. A slot is paired with the first slot of each of its keys."""

    __slots__ = ("groups", "keys")

    def __init__(self) -> None:
        self.groups: dict[int, list[Slot]] = {}
        self.keys: dict[Slot, frozenset[int]] = {}

    def replace(self, old: Iterable[Slot], new: Mapping[Slot, Iterable[int]]) -> tuple[set[Slot], set[Slot]]:
        """Remove old slots and add new ones with their keys.

        Return the slots whose pairs may be others now, and those that may have become paired or single; new slots are in
        both, and the slots that are gone are in neither.
        """
        before: dict[int, tuple[Slot, ...]] = {}
        gone = [slot for slot in old if slot in self.keys]
        for slot in gone:
            for key in self.keys.pop(slot):
                self._note(key, before)
                self._remove(key, slot)
        for slot, keys in new.items():
            self.keys[slot] = frozenset([key & KEY_MASK for key in keys])
            for key in self.keys[slot]:
                self._note(key, before)
                insort(self.groups.setdefault(key, []), slot)
        changed, moved = set(new), set(new)
        replaced = {*gone, *new}
        for key, earlier in before.items():
            group = self.groups.get(key, [])
            firsts = {*earlier[:1], *group[:1]}
            if not firsts.isdisjoint(replaced):
                changed.update(group)
            if len(group) <= 1 or len(earlier) <= 1:
                moved.update(group)
        return changed & self.keys.keys(), moved & self.keys.keys()

    def _note(self, key: int, before: dict[int, tuple[Slot, ...]]) -> None:
        """Remember the first two slots of a key as they were before a change."""
        if key not in before:
            before[key] = tuple(self.groups.get(key, ())[:2])

    def _remove(self, key: int, slot: Slot) -> None:
        group = self.groups[key]
        del group[bisect_left(group, slot)]
        if not group:
            del self.groups[key]

    def firsts(self, slot: Slot) -> list[Slot]:
        """Return the earlier slots that a slot is paired with, in order."""
        return sorted({self.groups[key][0] for key in self.keys.get(slot, ())} - {slot})

    def is_paired(self, slot: Slot) -> bool:
        """Return whether a slot shares a key with another one."""
        return any(len(self.groups[key]) > 1 for key in self.keys.get(slot, ()))

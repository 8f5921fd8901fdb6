"""What a rule about several bodies remembers of those it has seen: 11 bytes a key, of a million bodies too."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.diagnostic import Path

BUCKETS = 8191
"""A prime, so that numbers in a row spread evenly."""
KEY, BODY, ITEM = 6, 4, 1
"""Bytes of a record's parts. What the number of its bucket leaves of a key has less than 48 bits."""
SIZE = KEY + BODY + ITEM
BITS = 8 * (BODY + ITEM)
FEW = 20_000
"""Keys that a dictionary has."""
MASK = (1 << 60) - 1
"""The bits of a key: enough for every number, and for hashes of a million texts to be all different."""
FAR = (1 << 8 * ITEM) - 1
"""Items from here on are rare enough for a dictionary."""


class Seen:
    """The place where each of many keys was met first.

    A key is an integer (a phone number's digits, the hash of a text); a place is a body and the index of an item in
    it. A dictionary has the first keys, but of many it would take ten times the memory: there a bucket is a string of
    records, in which the key is found as bytes are found in bytes. Bodies are numbered as they come, and `_starts` says
    where each file begins.
    """

    __slots__ = ("_base", "_buckets", "_far", "_few", "_files", "_last", "_number", "_starts")

    def __init__(self) -> None:
        self._few: dict[int, tuple[Path, int]] = {}
        self._buckets: list[bytes] = []
        self._far: dict[int, int] = {}
        self._files: list[str] = []
        self._starts: list[int] = []
        self._last = self._number = -1
        self._base: Path = ()

    def first(self, key: int, base: Path, item: int = 0) -> tuple[Path, int]:
        """Give the body and the item where a key was met first: those given, if it never was before."""
        key &= MASK
        if not self._buckets:
            place = self._few.setdefault(key, (base, item))
            if len(self._few) > FEW:
                self._pack()
            return place
        number = self._number if base is self._base else self._numbered(base)
        rest, which = divmod(key, BUCKETS)
        record = (rest << BITS | number << 8 * ITEM | (min(FAR, item))).to_bytes(SIZE, "big")
        mark = record[:KEY]
        bucket = self._buckets[which]
        at = bucket.find(mark)
        while at > 0 and at % SIZE:  # it stands across two records
            at = bucket.find(mark, at + 1)
        if at < 0:
            self._buckets[which] = bucket + record
            if item >= FAR:
                self._far[key] = item
            return base, item
        there = int.from_bytes(bucket[at + KEY : at + KEY + BODY], "big")
        index = int.from_bytes(bucket[at + KEY + BODY : at + SIZE], "big")
        return base if there == number else self._path(there), self._far[key] if index == FAR else index

    def _pack(self) -> None:
        self._buckets = [b""] * BUCKETS
        for key, place in self._few.items():
            self.first(key, *place)
        self._few = {}

    def _numbered(self, base: Path) -> int:
        if not self._files or self._files[-1] != base[0]:
            self._files.append(str(base[0]))
            self._starts.append(self._last + 1)
        number = self._starts[-1] + (int(base[1]) + 1 if len(base) > 1 else 0)
        self._last = max(self._last, number)
        self._base, self._number = base, number
        return number

    def _path(self, number: int) -> Path:
        from bisect import bisect_right

        place = bisect_right(self._starts, number) - 1
        index = number - self._starts[place]
        return (self._files[place], index - 1) if index else (self._files[place],)

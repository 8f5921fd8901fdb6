"""Where each of many keys was met first: 10 bytes a key, of a million bodies too."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import Path

BUCKETS = 8191
"""A prime, so that numbers in a row spread evenly."""
KEY_BYTES, BODY_BYTES = 6, 4
"""Bytes of a record's parts. What the number of its bucket leaves of a key has less than 48 bits."""
RECORD_BYTES = KEY_BYTES + BODY_BYTES
BODY_BITS = 8 * BODY_BYTES
KEYS_IN_DICTIONARY = 20_000
KEY_MASK = (1 << 60) - 1
"""The bits of a key: enough for every number, and for hashes of a million texts to be all different."""


class KeyIndex:
    """The body where each key was met first.

    A key is an integer (a phone number's digits, the hash of a text). A dictionary holds the first keys, but for many
    it would take ten times the memory: there a bucket is a string of records, in which the key is found as bytes are
    found in bytes. Bodies are numbered as they come, and `_starts` says where each file begins.
    """

    __slots__ = ("_base", "_buckets", "_few", "_files", "_last", "_number", "_starts")

    def __init__(self) -> None:
        self._few: dict[int, Path] = {}
        self._buckets: list[bytes] = []
        self._files: list[str] = []
        self._starts: list[int] = []
        self._last = self._number = -1
        self._base: Path = ()

    def first(self, key: int, base: Path) -> Path:
        """Return the path of the body where a key was met first: `base`, if it never was before."""
        key &= KEY_MASK
        if not self._buckets:
            first = self._few.setdefault(key, base)
            if len(self._few) > KEYS_IN_DICTIONARY:
                self._pack()
            return first
        number = self._number if base is self._base else self._numbered(base)
        rest, which = divmod(key, BUCKETS)
        record = (rest << BODY_BITS | number).to_bytes(RECORD_BYTES, "big")
        mark = record[:KEY_BYTES]
        bucket = self._buckets[which]
        at = bucket.find(mark)
        while at > 0 and at % RECORD_BYTES:  # it stands across two records
            at = bucket.find(mark, at + 1)
        if at < 0:
            self._buckets[which] = bucket + record
            return base
        there = int.from_bytes(bucket[at + KEY_BYTES : at + RECORD_BYTES], "big")
        return base if there == number else self._path(there)

    def _pack(self) -> None:
        self._buckets = [b""] * BUCKETS
        for key, path in self._few.items():
            self.first(key, path)
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

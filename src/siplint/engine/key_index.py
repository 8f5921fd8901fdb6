"""Where each of many keys was met first, in 10 bytes for each key."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import Path

BUCKETS = 8191
"""A prime, so that consecutive numbers are spread evenly."""
KEY_BYTES, BODY_BYTES = 6, 4
"""Bytes of the two parts of a record. The rest of a key, without its bucket number, has fewer than 48 bits."""
RECORD_BYTES = KEY_BYTES + BODY_BYTES
BODY_BITS = 8 * BODY_BYTES
KEYS_IN_DICTIONARY = 20_000
KEY_MASK = (1 << 60) - 1
"""The bits of a key: enough for every phone number, and for different hashes of a million texts."""


class KeyIndex:
    """The body where each key was met first.

    A key is an integer (a phone number's digits, the hash of a text). A dictionary holds the first keys. For many keys
    it would take ten times the memory, so then a bucket is a string of records in which a key is searched as bytes.
    Bodies are numbered in order, and `_starts` are the numbers at which the files begin.
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
        """Return the path of the body where a key was met first: `base` if the key is new."""
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
        while at > 0 and at % RECORD_BYTES:  # the match is across two records
            at = bucket.find(mark, at + 1)
        if at < 0:
            self._buckets[which] = bucket + record
            return base
        first_number = int.from_bytes(bucket[at + KEY_BYTES : at + RECORD_BYTES], "big")
        return base if first_number == number else self._path(first_number)

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

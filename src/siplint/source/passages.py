"""Texts that a file of another notation spells: each code point with its place, and holes that only a run fills."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.source.json_scanner import BLANK
from siplint.source.unknown import UNKNOWN, KnownStart, OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from siplint.model.finding import JSON

    Piece: TypeAlias = tuple[str, int, int]

HOLE = "\ufdd0"
"""Stands for a part of a text that only a run knows; no text may contain this code point (Unicode noncharacter)."""


class Passage(Record):
    """A text and, for each of its code points, where the spelling of it starts and ends in the file."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def start(self) -> int:
        """Where the passage starts in the file; it may not be empty."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Where the passage ends in the file; it may not be empty."""
        return self.ends[-1]

    def part(self, start: int, end: int) -> Passage:
        """Return a part, by code points of the text."""
        return Passage(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def stripped(self) -> Passage:
        """Return the passage without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip(BLANK))
        return self.part(start, max(start, len(self.text.rstrip(BLANK))))

    def with_holes(self, pattern: re.Pattern[str]) -> Passage:
        """Return the passage with a hole in place of each match."""
        pieces: list[Passage] = []
        at = 0
        for match in pattern.finditer(self.text):
            hole = self.part(*match.span())
            pieces += [self.part(at, match.start()), Passage(HOLE, [hole.start], [hole.end])]
            at = match.end()
        return join_passages([*pieces, self.part(at, len(self.text))]) if pieces else self

    def value(self) -> JSON:
        """Return the text; of one with a hole only the known beginning."""
        return known_part(self.text)

    def as_json(self) -> Passage:
        """Return the passage with quotes around each hole that is outside of the strings of its JSON."""
        if HOLE not in self.text:
            return self
        pieces: list[Passage] = []
        before, inside, at = 0, False, 0
        while at < len(self.text):
            letter = self.text[at]
            if letter == '"':
                inside = not inside
            elif letter == "\\" and inside:
                at += 1
            elif letter == HOLE and not inside:
                places = [self.starts[at]] * 3, [self.ends[at]] * 3
                pieces += [self.part(before, at), Passage(f'"{HOLE}"', *places)]
                before = at + 1
            at += 1
        return join_passages([*pieces, self.part(before, len(self.text))])


def passage_of(pieces: Iterable[Piece]) -> Passage:
    """Join pieces: a text and where its spelling starts and ends; one as long as its spelling is written as it is."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for text, start, end in pieces:
        texts.append(text)
        if len(text) == end - start:
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            starts += [start] * len(text)
            ends += [end] * len(text)
    return Passage("".join(texts), starts, ends)


def join_passages(passages: Sequence[Passage]) -> Passage:
    """Join passages."""
    starts: list[int] = []
    ends: list[int] = []
    for passage in passages:
        starts += passage.starts
        ends += passage.ends
    return Passage("".join([passage.text for passage in passages]), starts, ends)


def known_part(text: str) -> JSON:
    """Return a text; of one with a hole only the known beginning."""
    known, hole, _ = text.partition(HOLE)
    if not hole:
        return text
    return KnownStart(known) if known else UNKNOWN


def known_value(value: JSON) -> JSON:
    """Return a value in which the texts with holes are unknown; an object that has such a key is open.

    The beginning of a text says nothing certain about a member of a body.
    """
    if isinstance(value, str):
        return UNKNOWN if HOLE in value else value
    if isinstance(value, list):
        return [known_value(item) for item in value]
    if not isinstance(value, dict):
        return value
    members = {key: known_value(item) for key, item in value.items() if HOLE not in key}
    return members if len(members) == len(value) else OpenObject(members)

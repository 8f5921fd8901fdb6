"""What is secret in the user's files, and where it stands in a text."""

from __future__ import annotations

from bisect import bisect_right

from siplint.domain.heuristics import looks_left_in
from siplint.secrets.patterns import SHORTEST_SECRET, WEB64, is_api_key, secrets_in
from siplint.source.json_scanner import encode_basestring, encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from siplint.model.finding import JSON

    Span: TypeAlias = tuple[int, int]

HEAD = 8
"""Characters of a secret by which it is found, and of which a piece that was cut (`…`) is hidden too."""
SHORT = 4
"""Characters of a secret that is looked for at all; below `HEAD` it must stand alone. What is shorter still is hidden
by its place only."""
FEW = 16
"""So many heads are looked for one by one."""
LONG = 1024
"""Characters of the pieces in which long secrets are looked for."""
WHOLE = 16
"""The fewest characters of what is taken for a JSON Web Token."""


class Secrets(frozenset[str]):
    """Texts that no output may show; not even its own `repr` does."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} secrets>"


def api_keys(value: JSON) -> Iterator[str]:
    """Give what the API key of a body, or of each of a list of bodies, holds, however it is spelled and shaped."""
    met: set[int] = set()
    for body in value if isinstance(value, (list, tuple)) else (value,):
        for name in body if isinstance(body, dict) else ():
            if isinstance(name, str) and is_api_key(name):
                yield from _strings(body[name], met)


def _strings(value: JSON, met: set[int]) -> Iterator[str]:
    todo = [value]
    while todo:
        here = todo.pop()
        if isinstance(here, (dict, list, tuple)):
            if id(here) in met:  # a body that never was text may hold itself, or the same many times
                continue
            met.add(id(here))
        if isinstance(here, str):
            if here and not looks_left_in(here):
                yield here
        elif isinstance(here, dict):
            todo += (*here, *here.values())
        elif isinstance(here, (list, tuple)):
            todo += here
        elif here is not None and not isinstance(here, bool):
            try:
                yield str(here)
            except (
                ValueError
            ):  # an integer of more digits than Python is willing to write; nothing else writes it either
                continue


def secret_texts(value: JSON) -> Iterator[str]:
    """Give what looks like a secret anywhere in a value, also where no rule looks."""
    for text in _strings(value, set()):
        if len(text) >= SHORTEST_SECRET:
            yield from (piece for _, piece in secrets_in(text))


def secrets_of(value: JSON) -> list[str]:
    """Give all of a value that no output may show: its API keys, and what looks like a secret."""
    return [*api_keys(value), *secret_texts(value)] if value else []


def finder(wanted: Iterable[str]) -> Callable[[str], Iterator[Span]]:
    """Give the function that finds secrets in a text, whole or cut, spelled as JSON or not; spans may overlap."""
    known = _Forms(_spellings(wanted))

    def spans(text: str) -> Iterator[Span]:
        yield from known.spans(text)
        if "eyJ" in text:
            yield from _tokens(text)

    return spans


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Give spans in order, those that overlap as one."""
    start = end = -1
    for one in sorted(spans):
        if one[0] > end:
            if end >= 0:
                yield start, end
            start = one[0]
        end = max(end, one[1])
    if end >= 0:
        yield start, end


def _spellings(wanted: Iterable[str]) -> Iterator[str]:
    """Give all spellings of secrets that are looked for, very long ones in pieces."""
    for secret in map(str.strip, wanted):
        if len(secret) < SHORT:
            continue
        ascii_form = encode_basestring_ascii(secret)[1:-1]
        for form in {secret, encode_basestring(secret)[1:-1], ascii_form, ascii_form.replace("/", "\\/")}:
            last = max(len(form) - HEAD - 1, 0) // LONG * LONG
            yield from (form[at : at + LONG] for at in range(0, last, LONG))
            yield form[last:]


class _Forms:
    """Texts to be found, however many: the time to look hardly grows with their number."""

    __slots__ = ("beginnings", "heads", "least", "long", "longest", "short")

    def __init__(self, wanted: Iterable[str]) -> None:
        forms = sorted(set(wanted))
        self.short = {form for form in forms if len(form) < HEAD}
        self.long = [form for form in forms if len(form) >= HEAD]
        self.longest = max(map(len, forms), default=0)
        self.least: list[str] = []
        for form in self.long:
            if not self.least or not form.startswith(self.least[-1]):
                self.least.append(form)
        self.heads = {form[:HEAD] for form in self.long}
        self.beginnings = self.heads | {form[:SHORT] for form in self.short}

    def spans(self, text: str) -> Iterator[Span]:
        """Find them, from left to right; none overlaps another."""
        after = 0
        for at in _starts(text, self.beginnings):
            if at >= after:
                after = self.end_of_long(text, at) or self.end_of_short(text, at) or after
                if after > at:
                    yield at, after

    def end_of_long(self, text: str, at: int) -> int:
        """Give where a long one that stands here ends, or 0.

        One stands here if one of `least` does, of which none begins another; it ends where the most similar one does.
        """
        if text[at : at + HEAD] not in self.heads:
            return 0
        piece = text[at : at + self.longest]
        place = bisect_right(self.least, piece)
        whole = place and piece.startswith(self.least[place - 1])
        if not whole and "…" not in text[at + HEAD : at + self.longest + 1]:
            return 0
        place = bisect_right(self.long, piece)
        size = max(_common(piece, form) for form in self.long[max(place - 1, 0) : place + 1])
        return at + size if whole or text[at + size : at + size + 1] == "…" else 0

    def end_of_short(self, text: str, at: int) -> int:
        """Give where a short one that stands here alone ends, or 0."""
        for size in range(HEAD - 1, SHORT - 1, -1):
            around = (text[at - 1 : at] if at else "") + text[at + size : at + size + 1]
            if text[at : at + size] in self.short and not any(map(str.isalnum, around)):
                return at + size
        return 0


def _starts(text: str, heads: set[str]) -> Iterable[int]:
    if len(heads) > FEW:
        return (at for at in range(len(text)) if text[at : at + HEAD] in heads or text[at : at + SHORT] in heads)
    found = set()
    for head in heads:
        at = text.find(head)
        while at >= 0:
            found.add(at)
            at = text.find(head, at + 1)
    return sorted(found)


def _common(one: str, other: str) -> int:
    """Give how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _tokens(text: str) -> Iterator[Span]:
    """Find what is shaped like a JSON Web Token, whole or cut."""
    at = text.find("eyJ")
    while at >= 0:
        end = at
        while end < len(text) and (text[end] in WEB64 or text[end] == "."):
            end += 1
        if end - at >= WHOLE:
            yield at, end
        at = text.find("eyJ", end)

"""Known secrets, found in a text: whole, cut, in pieces, and however JSON spells them."""

from __future__ import annotations

from bisect import bisect_right

from siplint.secrets.patterns import SHORTEST_SECRET, WEB64, secret_places
from siplint.source.common_start import common_start
from siplint.source.json_scanner import encode_basestring, encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    Span: TypeAlias = tuple[int, int]

HEAD = 8
"""Characters of a secret by which it is found, and of which a piece that was cut (`…`) is hidden too."""
QUARTER = 4
"""Characters of a piece of `HEAD` that are looked at first: in any such piece four begin at a fifth place of the text."""
MOST_PIECES = 100_000
"""Characters of secrets of which all pieces are kept."""
SHORT = 4
"""Characters of a secret that is looked for at all; below `HEAD` it must stand alone. What is shorter still is hidden
by its place only."""
FEW = 16
"""So many heads are looked for one by one."""
LONG = 1024
"""Characters of the pieces in which long secrets are looked for."""
WHOLE = 16
"""The fewest characters of what is taken for a JSON Web Token."""


def finder(
    wanted: Iterable[str], long_words: Callable[[str], Iterable[Span]] | None = None
) -> Callable[[str], Iterator[Span]]:
    """Return the function that finds secrets in a text, those given and any other that looks like one.

    They are found whole or cut, and spelled as JSON or not; spans may overlap.
    """
    known = KnownForms(_spellings(wanted))

    def spans(text: str) -> Iterator[Span]:
        yield from known.spans(text)
        if len(text) >= SHORTEST_SECRET:
            yield from ((start, end) for _, start, end in secret_places(text, long_words(text) if long_words else None))
            if "eyJ" in text:
                yield from _tokens(text)

    return spans


def piece_finder(wanted: Iterable[str]) -> Callable[[str], Iterator[Span]]:
    """Return the function that finds every piece of `HEAD` characters of secrets in a text; spans may overlap.

    What is quoted of a secret may begin and end anywhere. Of very many secrets only the first are looked for so.
    """
    quarters: set[str] = set()
    pieces: set[str] = set()
    forms: list[str] = []
    room = MOST_PIECES
    for secret in sorted(wanted, key=lambda text: (len(text), text)):
        room -= len(secret)
        if len(secret) >= HEAD and room >= 0:
            forms += {secret, encode_basestring(secret)[1:-1]}
    for form in forms:
        quarters.update([form[at : at + QUARTER] for at in range(len(form) - QUARTER + 1)])

    def spans(text: str) -> Iterator[Span]:
        for at in range(0, len(text) - QUARTER + 1, HEAD - QUARTER + 1) if quarters else ():
            if text[at : at + QUARTER] not in quarters:
                continue
            if not pieces:
                pieces.update([form[at : at + HEAD] for form in forms for at in range(len(form) - HEAD + 1)])
            for start in range(max(at + QUARTER - HEAD, 0), at + 1):
                if text[start : start + HEAD] in pieces:
                    yield start, start + HEAD

    return spans


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Return spans in order, those that overlap as one."""
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
    """Return all spellings of secrets that are looked for, very long ones in pieces."""
    for secret in {form for text in wanted for form in _lines(text.strip())}:
        if len(secret) < SHORT:
            continue
        ascii_form = encode_basestring_ascii(secret)[1:-1]
        for form in {secret, encode_basestring(secret)[1:-1], ascii_form, ascii_form.replace("/", "\\/")}:
            last = max(len(form) - HEAD - 1, 0) // LONG * LONG
            yield from (form[at : at + LONG] for at in range(0, last, LONG))
            yield form[last:]


def _lines(secret: str) -> Iterator[str]:
    """Return a secret, each of its lines, and how a header's name would be suggested that is meant by it."""
    yield secret
    words = secret.split()
    if len(words) > 1:
        yield "-".join(words)
        yield from (line for line in map(str.strip, secret.splitlines()) if HEAD <= len(line) < len(secret))


class KnownForms:
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
        """Return where a long form that begins here ends, or 0.

        One begins here if one of `least` does, of which none begins another; it ends where the most similar form does.
        """
        if text[at : at + HEAD] not in self.heads:
            return 0
        piece = text[at : at + self.longest]
        place = bisect_right(self.least, piece)
        whole = place and piece.startswith(self.least[place - 1])
        if not whole and "…" not in text[at + HEAD : at + self.longest + 1]:
            return 0
        place = bisect_right(self.long, piece)
        size = max(common_start(piece, form) for form in self.long[max(place - 1, 0) : place + 1])
        return at + size if whole or text[at + size : at + size + 1] == "…" else 0

    def end_of_short(self, text: str, at: int) -> int:
        """Return where a short form that is alone here ends, or 0."""
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

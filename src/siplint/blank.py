"""Files with their secrets blanked out, for reports that show pieces of them."""

from __future__ import annotations

import re
from _json import scanstring

from siplint.rules.placeholder import looks_left_in
from siplint.secret import finder, is_api_key, joined, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from siplint.secret import Span

FILLER = {1: "*", 2: "·", 3: "•", 4: "𝟘"}
"""What a character is blanked with, by its bytes in UTF-8: places stay what they are, in characters and in bytes."""

KEY = re.compile(r"api[_-]?key[\"']?\s*+[:=]\s*+", re.IGNORECASE)
COLON = re.compile(r"\s*+:\s*+")
VALUE = re.compile(r"""[\[{\s]*+(?:"((?:[^"\\\n]|\\.)*+)|'((?:[^'\\\n]|\\.)*+)|([^\s,}\]"']++))""")
ESCAPED = re.compile(r'"([^"\\\n]*+(?:\\.[^"\\\n]*+)++)"?')
PIECE = re.compile(r"[^\s\"'\\,:{}\[\]]{15,}+(?: [^\s\"'\\,:{}\[\]]++)?")
PLAIN = ("", "true", "false", "null")


def blanked(data: bytes, secrets: Iterable[str]) -> bytes:
    """Give a file with its secrets blanked out and nothing moved: no line, no column, no offset.

    Besides the secrets that are given, what follows `apiKey` and what is shaped like a JSON Web Token is blanked, also
    where the file is no JSON; strings are found however they are escaped.
    """
    text = data.decode("utf-8", "surrogateescape")
    spans = finder(secrets)
    found = [*spans(text), *_after_keys(text), *_escaped(text, spans)]
    if not found:
        return data
    pieces = []
    after = 0
    for start, end in joined(found):
        pieces += [text[after:start], "".join(map(_blank, text[start:end]))]
        after = end
    return "".join((*pieces, text[after:])).encode("utf-8", "surrogateescape")


def marked(text: str) -> Iterator[str]:
    """Give what follows `apiKey` in a text, and what looks like a secret: in keys given twice, and where it is no JSON."""
    for start, end in _after_keys(text):
        yield text[start:end]
    for piece in PIECE.findall(text):
        yield from told(piece)


def _blank(letter: str) -> str:
    return letter if letter in "\r\n" else FILLER[len(letter.encode("utf-8", "replace"))]


def _after_keys(text: str) -> Iterator[Span]:
    at = 0
    while key := KEY.search(text, at):
        at = key.end()
        for start, end in _value(text, at):
            yield start, end
            at = end


def _value(text: str, at: int) -> Iterator[Span]:
    value = VALUE.match(text, at)
    if value:
        start, end = value.span(value.lastindex or 0)
        if text[start:end] not in PLAIN and not looks_left_in(text[start:end]):
            yield start, end


def _escaped(text: str, spans: Callable[[str], Iterator[Span]]) -> Iterator[Span]:
    """Find the strings that hold a secret behind escapes, and what follows an `apiKey` that is spelled with them."""
    if "\\" not in text:
        return
    for match in ESCAPED.finditer(text):
        start, end = match.span(1)
        try:
            string = scanstring(text, start, False)[0]
        except (ValueError, SystemError):  # no escape of JSON; on 3.11 SystemError, unless json has been imported
            continue
        if any(spans(string)):
            yield start, end
        colon = COLON.match(text, end + 1)
        if colon and is_api_key(string):
            yield from _value(text, colon.end())

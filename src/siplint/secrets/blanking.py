"""Files with their secrets blanked out, for reports that show pieces of them."""

from __future__ import annotations

from siplint.domain.heuristics import looks_left_in
from siplint.secrets.detect import finder, joined, secret_texts
from siplint.secrets.patterns import is_api_key
from siplint.source.json_scanner import scanstring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from siplint.secrets.detect import Span

FILLER = {1: "*", 2: "·", 3: "•", 4: "𝟘"}
"""What a character is blanked with, by its bytes in UTF-8: places stay what they are, in characters and in bytes."""

ESCAPED = r'"([^"\\\n]*+(?:\\.[^"\\\n]*+)++)"?'
"""A string with an escape in it."""
PIECE = r"[^\s\"'\\,:{}\[\]]{15,}+(?: [^\s\"'\\,:{}\[\]]++)?"
"""A word or two that are long enough for a secret."""
ENDS = " \t\r\n,}]\"'"
"""What ends a value without quotation marks."""
PLAIN = ("", "true", "false", "null")


def blank_secrets(data: bytes, secrets: Iterable[str]) -> bytes:
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


def secrets_in_text(text: str) -> Iterator[str]:
    """Give what follows `apiKey` in a text, and what looks like a secret: in keys given twice, and where it is no JSON."""
    import re  # what imports it costs a run as much as all the rest, so only where it is needed

    for start, end in _after_keys(text):
        yield text[start:end]
    for piece in re.findall(PIECE, text):
        yield from secret_texts(piece)


def _blank(letter: str) -> str:
    return letter if letter in "\r\n" else FILLER[len(letter.encode("utf-8", "replace"))]


def _after_keys(text: str) -> Iterator[Span]:
    """Find what follows `apiKey`, however it is spelled, and a colon or an equals sign."""
    plain = text.encode("ascii", "replace").lower()
    at = plain.find(b"api")
    while at >= 0:
        end = at + 3 + (plain[at + 3 : at + 4] in (b"_", b"-"))
        if plain.startswith(b"key", end):
            end += 3
            end = _blanks(text, end + (text[end : end + 1] in ('"', "'")))
            if text[end : end + 1] in (":", "="):
                start, end = _value(text, end + 1)
                if _is_meant(text[start:end]):
                    yield start, end
        at = plain.find(b"api", end)


def _blanks(text: str, at: int, also: str = "") -> int:
    """Pass over white space."""
    while at < len(text) and (text[at].isspace() or text[at] in also):
        at += 1
    return at


def _value(text: str, at: int) -> Span:
    start = end = _blanks(text, at, "[{")
    quote = text[start : start + 1]
    if quote in ('"', "'"):
        start = end = start + 1
        while text[end : end + 1] not in ("", quote, "\n"):
            end += 2 if text[end] == "\\" and text[end + 1 : end + 2] not in ("", "\n") else 1
    else:
        while end < len(text) and text[end] not in ENDS:
            end += 1
    return start, end


def _is_meant(value: str) -> bool:
    return value not in PLAIN and not looks_left_in(value)


def _escaped(text: str, spans: Callable[[str], Iterator[Span]]) -> Iterator[Span]:
    """Find the strings that hold a secret behind escapes, and what follows an `apiKey` that is spelled with them."""
    if "\\" not in text:
        return
    import re

    for match in re.finditer(ESCAPED, text):
        start, end = match.span(1)
        try:
            string = scanstring(text, start, False)[0]
        except (ValueError, SystemError):  # no escape of JSON; on 3.11 SystemError, unless json has been imported
            continue
        if any(spans(string)):
            yield start, end
        colon = _blanks(text, end + 1)
        if text[colon : colon + 1] == ":" and is_api_key(string):
            start, end = _value(text, colon + 1)
            if _is_meant(text[start:end]):
                yield start, end

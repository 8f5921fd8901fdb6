"""Files with their secrets blanked out, for reports that show pieces of them."""

from __future__ import annotations

from siplint.secrets.patterns import LONG_WORD, TOKEN68, is_api_key, secret_places
from siplint.secrets.search import finder, joined, piece_finder
from siplint.secrets.values import (
    hides_place,
    hides_value,
    is_meant_value,
    value_after,
    values_after_names,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from siplint.secrets.search import Span

FILLER = {1: "*", 2: "·", 3: "•", 4: "𝟘"}
"""What a character is blanked with, by its bytes in UTF-8: places stay what they are, in characters and in bytes."""

ESCAPED = r"""(["'])((?:(?!\1)[^\\\n])*+(?:\\.(?:(?!\1)[^\\\n])*+)++)"""
"""A string with an escape in it, whether or not it ends."""
WORDS = bytes(byte if chr(byte) in TOKEN68 else ord(" ") for byte in range(256))
"""Turns what is in no secret into spaces."""
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
WHOLE_TEXTS = (".json", ".jsonl", ".ndjson")
"""How files are named in which a text is written as one string."""


def blank_file(name: str, data: bytes, secrets: Iterable[str]) -> bytes:
    """Return a file of this name with its secrets blanked out: in code and YAML a text may be written in pieces."""
    return blank_secrets(data, secrets, in_pieces="." in name and not name.endswith(WHOLE_TEXTS))


def blank_secrets(data: bytes, secrets: Iterable[str], *, in_pieces: bool = False, pins: bool = True) -> bytes:
    """Return a file with its secrets blanked out and nothing moved: no line, no column, no offset.

    Besides the secrets that are given, what follows `apiKey` or `pin` and whatever looks like a secret is blanked, also where the
    file is not JSON; strings are found however they are escaped, and with `in_pieces` also what is joined of several. Without
    `pins` PINs stay as they are.
    """
    text = data.decode("utf-8", "surrogateescape")
    spans = finder(secrets, long_words)
    found = [*spans(text), *values_after_names(text, hides_place if pins else is_api_key)]
    if in_pieces:
        found += piece_finder(secrets)(text)
    for span, string in _escaped_strings(text):
        found += [span] if any(spans(string)) else _value_after_escaped_name(text, span[1], string, is_shown=pins)
    if not found:
        return data
    pieces = []
    after = 0
    for start, end in joined(found):
        pieces += [text[after:start], "".join(map(_blank, text[start:end]))]
        after = end
    return "".join((*pieces, text[after:])).encode("utf-8", "surrogateescape")


def secrets_in_text(text: str) -> Iterator[str]:
    """Return what is secret in a text: in keys given twice, and where it is not JSON."""
    yield from (text[start:end] for start, end in values_after_names(text))
    yield from (text[start:end] for _, start, end in secret_places(text, long_words(text)))
    for (_, after), string in _escaped_strings(text):
        yield from (string[start:end] for _, start, end in secret_places(string))
        yield from (text[start:end] for start, end in _value_after_escaped_name(text, after, string))


def long_words(text: str) -> Iterator[Span]:
    """Find the words of a large text that are long enough for a secret."""
    plain = text.encode("ascii", "replace").translate(WORDS)
    at = 0
    for word in plain.split():
        if len(word) >= LONG_WORD:
            at = plain.index(word, at)
            yield at, at + len(word)
            at += len(word)


def _blank(letter: str) -> str:
    return letter if letter in "\r\n" else FILLER[len(letter.encode("utf-8", "replace"))]


def _escaped_strings(text: str) -> Iterator[tuple[Span, str]]:
    """Find the strings that have escapes in them; return what they spell too."""
    if "\\" not in text:
        return
    import re  # what imports it costs a run as much as all the rest, so only where it is needed

    def spelled(escape: re.Match[str]) -> str:
        word = escape[1]
        return chr(int(word[1:], 16)) if len(word) > 1 else ESCAPES.get(word, word)

    for match in re.finditer(ESCAPED, text):
        yield match.span(2), re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", spelled, match[2])


def _value_after_escaped_name(text: str, end: int, name: str, *, is_shown: bool = False) -> Iterator[Span]:
    if hides_value(name) or (is_shown and hides_place(name)):
        start, end = value_after(text, end, name)
        if is_meant_value(name, text[start:end]):
            yield start, end

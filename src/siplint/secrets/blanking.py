"""Files with their secrets blanked out, for reports that show pieces of them."""

from __future__ import annotations

from siplint.domain.heuristics import looks_left_in
from siplint.secrets.detect import hides_value, is_secret_value
from siplint.secrets.patterns import LONGEST_NAME, is_api_key, secret_places
from siplint.secrets.search import finder, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from siplint.secrets.search import Span

FILLER = {1: "*", 2: "·", 3: "•", 4: "𝟘"}
"""What a character is blanked with, by its bytes in UTF-8: places stay what they are, in characters and in bytes."""

ESCAPED = r"""(["'])((?:(?!\1)[^\\\n])*+(?:\\.(?:(?!\1)[^\\\n])*+)++)"""
"""A string with an escape in it, whether or not it ends."""
LONG_WORD = r"[A-Za-z0-9\-_+/=.]{19,}+"
"""A word that is long enough for a secret (`patterns.LONG_WORD`)."""
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
ENDS = " \t\r\n,;}]\"'"
"""What ends a value without quotation marks."""
SCHEMES = ("bearer", "basic", "digest", "token")
"""What a value begins with that has its secret in the next word."""
SAFE_DIGITS = 18
"""Digits of a number that is looked at."""
PLAIN = ("", "true", "false", "null")
STEMS = (b"api", b"key", b"passw", b"pwd", b"passphrase", b"secret", b"token", b"credential", b"authorization")
"""What the names of secrets have in them."""
NAME = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_-.")


def blank_secrets(data: bytes, secrets: Iterable[str]) -> bytes:
    """Return a file with its secrets blanked out and nothing moved: no line, no column, no offset.

    Besides the secrets that are given, what follows `apiKey` and whatever looks like a secret is blanked, also where the
    file is not JSON; strings are found however they are escaped.
    """
    text = data.decode("utf-8", "surrogateescape")
    spans = finder(secrets, long_words)
    found = [*spans(text), *values_after_names(text, is_api_key)]
    for span, string in _escaped_strings(text):
        found += [span] if any(spans(string)) else _value_after_escaped_name(text, span[1], string)
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


def long_words(text: str) -> list[tuple[int, int]]:
    """Return where the long words of a large text are."""
    import re  # what imports it costs a run as much as all the rest, so only where it is needed

    return [match.span() for match in re.finditer(LONG_WORD, text)]


def values_after_names(text: str, is_meant: Callable[[str], bool] | None = None) -> Iterator[Span]:
    """Find what follows a name that says that it is secret (or that `is_meant`), and a colon or an equals sign."""
    plain = text.encode("ascii", "replace").lower()
    after = 0
    for at in sorted({at for stem in STEMS[: 1 if is_meant else None] for at in _places_of(plain, stem)}):
        if at < after:
            continue
        first, after = at, at
        while first and at - first < LONGEST_NAME and plain[first - 1] in NAME:
            first -= 1
        while after < len(plain) and after - at < LONGEST_NAME and plain[after] in NAME:
            after += 1
        name = text[first:after].rpartition(".")[2].strip("_-")
        if (is_meant or hides_value)(name):
            start, end = _value_after(text, after, name)
            if text[end - 1 : end] in (":", "=") and end - start < LONGEST_NAME:
                continue  # it is a name too
            after = max(after, end)
            if _is_meant(name, text[start:end]):
                yield start, end


def _places_of(plain: bytes, stem: bytes) -> Iterator[int]:
    at = plain.find(stem)
    while at >= 0:
        yield at
        at = plain.find(stem, at + len(stem))


def _value_after(text: str, end: int, name: str) -> Span:
    """Find the value of a member whose name ends here; an empty one if there is none."""
    end += text.startswith("\\", end)
    end = _blanks(text, end + (text[end : end + 1] in ('"', "'", "`")))
    if text[end : end + 1] not in (":", "="):
        return end, end
    return _value(text, end + 1 + text.startswith("=>", end), "[{" if is_api_key(name) else "[")


def _is_meant(name: str, value: str) -> bool:
    """Tell whether the value of a member that is named as a secret can be one."""
    if is_api_key(name):
        return value not in PLAIN and not looks_left_in(value)
    if value.lstrip("-").isdecimal():
        return len(value) < SAFE_DIGITS and is_secret_value(name, int(value))
    return value[:1] != "{" and is_secret_value(name, value)


def _blank(letter: str) -> str:
    return letter if letter in "\r\n" else FILLER[len(letter.encode("utf-8", "replace"))]


def _blanks(text: str, at: int, also: str = "") -> int:
    """Return where white space ends."""
    while at < len(text) and (text[at].isspace() or text[at] in also):
        at += 1
    return at


def _value(text: str, at: int, also: str) -> Span:
    start = _blanks(text, at, also)
    inside = text.startswith("\\", start)  # of a string that holds JSON
    start = end = start + inside
    quote = text[start : start + 1]
    if quote in ('"', "'", "`"):
        start = end = start + 1
        while text[end : end + 1] not in ("", "\\" if inside else quote, "\n"):
            end += 2 if text[end] == "\\" and text[end + 1 : end + 2] not in ("", "\n") else 1
        return start, end
    while end < len(text) and text[end] not in ENDS:
        end += 1
    if text[start:end].lower() in SCHEMES:
        end = _blanks(text, end)
        while end < len(text) and text[end] not in ENDS:
            end += 1
    return start, end


def _escaped_strings(text: str) -> Iterator[tuple[Span, str]]:
    """Find the strings that have escapes in them; return what they spell too."""
    if "\\" not in text:
        return
    import re

    def spelled(escape: re.Match[str]) -> str:
        word = escape[1]
        return chr(int(word[1:], 16)) if len(word) > 1 else ESCAPES.get(word, word)

    for match in re.finditer(ESCAPED, text):
        yield match.span(2), re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", spelled, match[2])


def _value_after_escaped_name(text: str, end: int, name: str) -> Iterator[Span]:
    if hides_value(name):
        start, end = _value_after(text, end, name)
        if _is_meant(name, text[start:end]):
            yield start, end

"""Values that their names make secret: `password: …`, `"apiKey": …`, `TOKEN=…`."""

from __future__ import annotations

from siplint.domain.field_aliases import ROOM_ALIASES, folded
from siplint.domain.heuristics import looks_left_in
from siplint.secrets.patterns import LONGEST_NAME, is_api_key, names_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from siplint.model.finding import JSON
    from siplint.secrets.search import Span

SHORTEST_VALUE = 4
"""Characters of a value that its name makes secret."""
MOST_WORDS = 5
"""A longer text says something about a secret."""
PLAIN_WORDS = frozenset(
    (
        "true",
        "false",
        "null",
        "none",
        "yes",
        "no",
        "required",
        "optional",
        "enabled",
        "disabled",
        "unknown",
        "bearer",
        "basic",
    )
)
REFERENCES = ("arn:", "vault:", "ssm:", "env:", "projects/")
"""How a text begins that names the place of a secret."""
ENDS = " \t\r\n,;}]\"'"
"""What ends a value without quotation marks."""
SCHEMES = ("bearer", "basic", "digest", "token")
"""What a value begins with that has its secret in the next word."""
SAFE_DIGITS = 18
"""Digits of a number that is looked at."""
PLAIN = ("", "true", "false", "null")
STEMS = (b"api", b"key", b"passw", b"pwd", b"passphrase", b"secret", b"token", b"credential", b"authorization")
"""What the names of secrets have in them."""
HIDDEN_STEMS = (b"api", b"pin", b"pass")
"""What the names of API keys and PINs have in them."""
PINS = frozenset(("pin", "pincode", *(alias for alias, field in ROOM_ALIASES.items() if field == "pin")))
NAME = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_-.")


def hides_value(name: str) -> bool:
    """Tell whether the value of a member of this name is kept out of all outputs."""
    return is_api_key(name) or names_secret(name) or name.lower() in ("authorization", "proxy-authorization")


def is_pin(name: str) -> bool:
    """Tell whether a member's name is `pin`, or what is meant as it."""
    return folded(name) in PINS


def hides_place(name: str) -> bool:
    """Tell whether the value of a member of this name is blanked where the text of a file is shown, whatever it is."""
    return is_api_key(name) or is_pin(name)


def is_secret_value(name: str, value: JSON) -> bool:
    """Tell whether a value of a member whose name says that it is secret can be one."""
    if isinstance(value, int) and not isinstance(value, bool):  # `maxToken` counts
        return (
            -(1 << 62) < value < 1 << 62
            and abs(value) >= 10**SHORTEST_VALUE // 10
            and not name.lower().endswith("token")
        )
    if not isinstance(value, str):
        return False
    text = value.strip()
    if len(text) < SHORTEST_VALUE or text.lower() in PLAIN_WORDS or "://" in text or text.startswith(REFERENCES):
        return False
    if "${" in text or "{{" in text or len(text.split(None, MOST_WORDS)) > MOST_WORDS:
        return False
    return not looks_left_in(text)


def values_after_names(text: str, is_meant: Callable[[str], bool] | None = None) -> Iterator[Span]:
    """Find what follows a name that says that it is secret (or that `is_meant`), and a colon or an equals sign."""
    plain = text.encode("ascii", "replace").lower()
    after = 0
    for at in sorted({at for stem in (HIDDEN_STEMS if is_meant else STEMS) for at in _places_of(plain, stem)}):
        if at < after:
            continue
        first, after = at, at
        while first and at - first < LONGEST_NAME and plain[first - 1] in NAME:
            first -= 1
        while after < len(plain) and after - at < LONGEST_NAME and plain[after] in NAME:
            after += 1
        name = text[first:after].rpartition(".")[2].strip("_-")
        if (is_meant or hides_value)(name):
            start, end = value_after(text, after, name)
            if text[end - 1 : end] in (":", "=") and end - start < LONGEST_NAME:
                continue  # it is a name too
            after = max(after, end)
            if is_meant_value(name, text[start:end]):
                yield start, end


def _places_of(plain: bytes, stem: bytes) -> Iterator[int]:
    at = plain.find(stem)
    while at >= 0:
        yield at
        at = plain.find(stem, at + len(stem))


def value_after(text: str, end: int, name: str) -> Span:
    """Find the value of a member whose name ends here; an empty one if there is none."""
    end += text.startswith("\\", end)
    end = after_blanks(text, end + (text[end : end + 1] in ('"', "'", "`")))
    if text[end : end + 1] not in (":", "="):
        return end, end
    return value_at_place(text, end + 1 + text.startswith("=>", end), "[{" if hides_place(name) else "[")


def is_meant_value(name: str, value: str) -> bool:
    """Tell whether the value of a member that is named as a secret can be one."""
    if hides_place(name):
        return value not in PLAIN and not looks_left_in(value)
    if value.lstrip("-").isdecimal():
        return len(value) < SAFE_DIGITS and is_secret_value(name, int(value))
    return value[:1] != "{" and is_secret_value(name, value)


def after_blanks(text: str, at: int, also: str = "") -> int:
    """Return where white space ends."""
    while at < len(text) and (text[at].isspace() or text[at] in also):
        at += 1
    return at


def value_at_place(text: str, at: int, also: str) -> Span:
    """Return where the value is that begins at a place of a text, without its quotes; what is `also` blank is passed."""
    start = after_blanks(text, at, also)
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
        end = after_blanks(text, end)
        while end < len(text) and text[end] not in ENDS:
            end += 1
    return start, end

"""Passwords in URLs: what is between the colon and the `@` of `https://user:password@host`."""

from __future__ import annotations

from siplint.domain.heuristics import looks_left_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ENDS = frozenset("/?#\"'`<>,;\\ \t\r\n")
"""What ends the host of a URL, with the user and the password before it."""
SHORTEST = 4
"""Characters of a password."""
EXAMPLES = ("pass", "password", "passwd", "pwd", "passphrase", "secret", "token", "key", "test", "user", "credentials")
"""What the word that examples have for a password ends with."""
PARTS = ("${", "{{", "<", "*", "%(", "…")
"""What a text has in it that is filled in later, or hidden already."""


def url_passwords(text: str) -> Iterator[tuple[str, int, int]]:
    """Return what it is, where it starts and where it ends for each password of a URL in a text; placeholders are none."""
    at = text.find("://")
    while at >= 0:
        start = end = at + len("://")
        while end < len(text) and text[end] not in ENDS:
            end += 1
        last = text.rfind("@", start, end)
        colon = text.find(":", start, max(last, start))
        if colon >= 0 and is_password(text[colon + 1 : last]):
            yield "a password in a URL", colon + 1, last
        at = text.find("://", end)


def is_password(text: str) -> bool:
    """Tell whether what stands in the place of a password is one."""
    if len(text) < SHORTEST or text.lower().endswith(EXAMPLES) or text.startswith("$"):
        return False
    return not any(part in text for part in PARTS) and not looks_left_in(text)

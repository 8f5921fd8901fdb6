"""IPv4 addresses."""

from __future__ import annotations

OCTETS = {str(number): number for number in range(256)}
"""The valid spellings of an octet: ASCII digits, no sign, no leading zero."""
SPELLINGS = frozenset(OCTETS)
QUAD = 4
FIRST_OCTETS = frozenset(("0", "10", "100", "127", "169", "172", "192", "198", "203", *map(str, range(224, 256))))
"""An IPv4 address with any other first octet is public."""


def is_quad(text: str) -> bool:
    """Return whether a text is an IPv4 address in its only valid spelling."""
    parts = text.split(".")
    return len(parts) == QUAD and SPELLINGS.issuperset(parts)


def quad(text: str) -> int:
    """Return an IPv4 address as a number."""
    number = 0
    for part in text.split("."):
        number = number << 8 | OCTETS[part]
    return number

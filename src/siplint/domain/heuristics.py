"""What a text looks like: a placeholder that was left in, a weak PIN, or not an id of a room."""

from __future__ import annotations

PIN_DIGITS = "0123456789"
UP = PIN_DIGITS * 3
DOWN = UP[::-1]
SHORTEST_PIN = 4
LONGEST_PIN = 16
"""What LiveKit, a comparable service, takes in from a caller's keys."""

PLACEHOLDER_STARTS = (
    "$",
    "YOUR_",
    "YOUR-",
    "your_",
    "your-",
    "<",
    "{{",
    "xxx",
    "XXX",
    "REPLACE_ME",
    "CHANGE_ME",
    "CHANGEME",
    "TODO",
)
"""How placeholders begin."""


def blank(text: str) -> bool:
    """Tell whether a text is empty, or only white space."""
    return not text or text.isspace()


def looks_left_in(text: str) -> bool:
    """Tell whether a text is a placeholder as documentation writes them, alone or in a template's brackets."""
    text = text.strip()
    if not text.startswith(PLACEHOLDER_STARTS):
        return False
    first = text[0]
    if first == "<":
        return text.endswith(">")
    if first == "$":
        return text[1:2] == "{" or (text[1:].replace("_", "").isalnum() and not text[1:2].isdigit())
    if first == "{":
        return text.endswith("}}")
    if first in "xX":
        return not text.strip("xX-_.")
    return True


def is_strong(pin: str) -> bool:
    """Tell whether a PIN can be keyed in and has no weakness."""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN or not pin.isascii() or not pin.isdigit():
        return False
    return pin not in UP and pin not in DOWN and pin.strip(pin[0]) != ""


def weakness(pin: str) -> str:
    """Name what makes a PIN of digits easy to guess or too long; empty when there is nothing."""
    if pin.strip(PIN_DIGITS):
        return ""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        from siplint.domain.wording import count

        return f"has {count(len(pin), 'digit')}" if pin else "is empty"
    if pin in UP or pin in DOWN:
        return "is a run of digits"
    return "" if pin.strip(pin[0]) else "is one digit repeated"


def oddity(text: str) -> str:
    """Name what no room's id has; empty when there is nothing."""
    if "://" in text:
        return "is a URL"
    if "/" in text:
        return "has a slash"
    if len(text.split()) > 1 or text != text.strip():
        return "" if blank(text) or looks_left_in(text) else "has white space"
    return ""

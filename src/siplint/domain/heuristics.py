"""What a text looks like: a placeholder that was left in, a weak PIN, or not an id of a room."""

from __future__ import annotations

PIN_DIGITS = "0123456789"
UP = PIN_DIGITS * 3
DOWN = UP[::-1]
SHORTEST_PIN = 4
LONGEST_PIN = 16
"""What LiveKit, a comparable service, takes in from a caller's keys."""

WHITE = " \t\n\r\f\v"
PLACEHOLDER_INITIALS = frozenset(("", *WHITE, *"$<{%*[(•.…YyxXRrCcTFuNnpoeEv"))
"""How a text begins that may be a placeholder, is empty or is indented."""
PLACEHOLDER_HEADS = frozenset(
    (
        *("YOUR", "your", "Your", "REPL", "repl", "Repl", "CHAN", "chan", "Chan", "TODO", "TBD", "FIXM"),
        *("unde", "None", "null", "NULL", "Null", "nil", "NaN", "proc", "os.e", "os.g", "ENV[", "env.", "var."),
        *(f"{letters}{more}" for letters in ("xxx", "XXX") for more in ("", "x", "X", "-", "_", ".")),
    )
)
"""The first four characters of such a text where the first is a letter."""
PLACEHOLDER_FINALS = frozenset((*WHITE, *"}>xX-_.deN]*•"))
"""How a text ends that may have a placeholder at its end."""
ENDS = frozenset((*WHITE, "}", ">"))
PLACEHOLDER_TAILS = frozenset(("_xxx", "-xxx", "xxxx", "_XXX", "-XXX", "XXXX", "ined", "None", "ect]", "****", "••••"))
"""The last four characters of such a text where the last is a letter or a sign."""


def blank(text: str) -> bool:
    """Tell whether a text is empty, or only white space."""
    return not text or text.isspace()


def may_be_placeholder(text: str) -> bool:
    """Tell whether a text may be a placeholder, is empty, or has white space at its ends: the quick question."""
    first, last = text[:1], text[-1:]
    if first in PLACEHOLDER_INITIALS and (not first.isalpha() or text[:4] in PLACEHOLDER_HEADS):
        return True
    return last in PLACEHOLDER_FINALS and (last in ENDS or text[-4:] in PLACEHOLDER_TAILS)


def looks_left_in(text: str) -> bool:
    """Tell whether a text is a placeholder: of documentation, of a template, or what a program writes for nothing."""
    return left_in(text) != ""


def left_in(text: str) -> str:
    """Return which kind of placeholder a text is (`siplint.domain.placeholder_forms`); "" for any other text."""
    text = text.strip(WHITE)
    if not may_be_placeholder(text):
        return ""
    from siplint.domain.placeholder_forms import placeholder_kind

    return placeholder_kind(text)


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

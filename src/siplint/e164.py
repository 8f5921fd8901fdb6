"""What is a phone number: its format."""

from __future__ import annotations

from siplint.record import record

DIGITS = "0123456789"
FEWEST = 2
MOST = 15
"""Digits of an E.164 number, country code included (ITU-T E.164 6.1)."""


@record
class Defect:
    """What keeps a text from being E.164.

    `what` completes the sentence 'the number …'; `meant` is the E.164 number, empty when it cannot be said; `safe`
    tells that only separators were in the way.
    """

    what: str
    meant: str = ""
    safe: bool = False


def is_e164(text: str) -> bool:
    """Tell whether a text is `+`, then 2 to 15 ASCII digits of which the first is not 0."""
    return text.rstrip(DIGITS) == "+" and FEWEST < len(text) <= MOST + 1 and text[1] != "0"


def defect(text: str) -> Defect | None:
    """Name what keeps a text from being E.164, and the number that was meant; None when it is E.164."""
    if is_e164(text):
        return None
    plain = "".join(sign for sign in text if sign not in " -().")
    return Defect("has separators", plain, safe=True) if is_e164(plain) else Defect("is no phone number")


def normalise(text: str) -> str:
    """Give the E.164 number that a text spells, or an empty string."""
    wrong = defect(text)
    return wrong.meant if wrong else text

"""Letters in a text that spells a phone number: extensions, and words that are keyed in."""

from __future__ import annotations

from siplint.domain.phone import DIGITS, MOST_DIGITS
from siplint.domain.phone_characters import digits_in

EXTENSIONS = ("extension", "ext", "x", "#", ",,")
KEYPAD = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
"""The digit each letter has on a telephone (ITU-T E.161)."""
VANITY = 3
"""Letters that make a word to be keyed in; fewer are a slip (libphonenumber has the same limit)."""
FULL = 7
"""Digits from which on a text counts as a number of its own."""


def without_extension(text: str) -> tuple[str, list[str]]:
    """Take off what is keyed in after the call is answered: `x99`, `ext. 99`, `,,99`, `#99`."""
    lower = text.lower()
    at = min((lower.index(one) for one in EXTENSIONS if one in lower), default=0)
    tail = lower[at:]
    for one in (*EXTENSIONS, ","):
        tail = tail.replace(one, "")
    if len(digits_in(text[:at])) >= FULL and tail.strip(" .:#") and not tail.strip(" .:#").strip(DIGITS):
        return text[:at].rstrip(" ,;."), ["has an extension"]
    return text, []


def keyed_in(text: str) -> tuple[str, list[str]]:
    """Write the letters of a word that is meant to be keyed in as digits."""
    upper = text.upper()
    letters = [sign for sign in upper if sign in KEYPAD]
    if len(letters) < VANITY or not upper.lstrip("+(")[:1].isdecimal():
        return text, []
    keyed = "".join([KEYPAD.get(sign, sign) for sign in upper])
    if len(digits_in(keyed)) > MOST_DIGITS:
        return text, []
    return keyed, ["has letters"]

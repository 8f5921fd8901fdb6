"""What is a phone number: its format, and what phonenumbers' metadata say of it, in one walk along its digits."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from siplint.spelling import Defect

DIGITS = "0123456789"
FEWEST = 2
MOST = 15
"""Digits of an E.164 number, country code included (ITU-T E.164, 6.1)."""

INVALID = 1
IMPOSSIBLE = 2
EXAMPLE = 4
"""The bits of a verdict. IMPOSSIBLE is set for valid numbers only: for others, the country's lengths tell it."""

LITTLE_ENDIAN = memoryview(b"\1\0").cast("H")[0] == 1
_FILE: list[Sequence[int]] = []
_FEW = iter(range(100))
"""As many numbers are looked up before the table is worth a list."""
_TABLE: list[int] = []
_VERDICT = ord("9") + 1


def is_e164(text: str) -> bool:
    """Tell whether a text is `+`, then 2 to 15 ASCII digits of which the first is not 0."""
    return text.rstrip("0123456789") == "+" and FEWEST < len(text) <= MOST + 1 and text[1] != "0"


def verdict(text: str) -> int:
    """Judge a text; 0 means there is nothing to say: E.164, possible, valid, and no example.

    "Valid" is `phonenumbers.is_valid_number` and "possible" that `is_possible_number_with_reason` says IS_POSSIBLE, both
    of the number as it is written; `phonenumbers.parse` would take a national prefix off first. The table, made by
    scripts/make_e164.py, is an automaton: a row for each state, with ten cells that lead on and the verdict.
    """
    if text.rstrip("0123456789") != "+":
        return INVALID
    table = _TABLE or _load()
    state = 0
    for sign in text.encode():
        state = table[state + sign]
    return table[state + _VERDICT]


def _load() -> Sequence[int]:
    """Give the table as it lies in the file, and for many numbers as a list, which is faster to walk and slower to make."""
    if not _FILE:
        with open(os.path.join(os.path.dirname(__file__), "e164.bin"), "rb") as file:
            data = file.read()
        _FILE.append(memoryview(data).cast("H") if LITTLE_ENDIAN else _unpacked(data))
    if next(_FEW, None) is None:
        _TABLE.extend(_FILE[0])
    return _FILE[0]


def _unpacked(data: bytes) -> Sequence[int]:
    return [low | high << 8 for low, high in zip(data[::2], data[1::2], strict=True)]


def valid(text: str) -> bool:
    """Tell whether a text is E.164 and lies in a range that its country has in use."""
    return not verdict(text) & INVALID


def possible(text: str) -> bool:
    """Tell whether a text is E.164 and has a length that numbers of its country have."""
    if not verdict(text):
        return True
    from siplint.numbering import POSSIBLE, reason

    return is_e164(text) and reason(text) == POSSIBLE


def defect(text: str) -> Defect | None:
    """Name what keeps a text from being E.164, and the number that was meant; None when it is E.164."""
    if is_e164(text):
        return None
    from siplint.spelling import read

    return read(text)


def normalise(text: str) -> str:
    """Give the E.164 number that a text spells, or an empty string.

    No country is guessed: a missing `+` is filled in only where the result has a length that its country has.
    """
    wrong = defect(text)
    return wrong.meant if wrong else text

"""Emergency numbers and short codes behind a calling code."""

from __future__ import annotations

from siplint.domain.phone import VERDICT, read_automaton, state_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

NONE, CODE, EMERGENCY = range(3)
"""What digits behind a calling code can be: neither, a short code, an emergency number."""
MOST_DIGITS = 6
"""Digits of the longest short number."""
_TABLE: list[Sequence[int]] = []


def short_number_kind(number: str) -> int:
    """Return what the digits after the calling code of an E.164 number are in the main country of the code.

    The table, made by scripts/make_e164.py, has the emergency numbers of phonenumbers, and the short codes that have up
    to three digits or a known tariff.
    """
    if not _TABLE:
        _TABLE.append(read_automaton("short_numbers.bin"))
    return _TABLE[0][state_after(_TABLE[0], number) + VERDICT]

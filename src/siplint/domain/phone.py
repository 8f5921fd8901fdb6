"""What is a phone number: its format, and what phonenumbers' metadata say of it, in one walk along its digits."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = "0123456789"
FEWEST_DIGITS = 2
MOST_DIGITS = 15
"""Digits of an E.164 number, country code included (ITU-T E.164, 6.1)."""

INVALID = 1
IMPOSSIBLE = 2
EXAMPLE_BIT = 4
"""The bits of a verdict. IMPOSSIBLE is set for valid numbers only: for others, the country's lengths tell it."""

LITTLE_ENDIAN = memoryview(b"\1\0").cast("H")[0] == 1
_TABLE: list[Sequence[int]] = []
_ZERO, VERDICT = ord("0"), ord("9") + 1
"""Cells of a row, counted from where the state begins."""
HEAD_LENGTH = 8
"""Characters after which mostly nothing but the length matters."""
MOST_BLOCKS = 4096
_BLOCKS: dict[str, dict[int, int]] = {}
"""By the beginnings of numbers: the verdict for each length; nothing where further digits matter."""


def is_e164(text: str) -> bool:
    """Tell whether a text is `+`, then 2 to 15 ASCII digits of which the first is not 0."""
    return text.rstrip("0123456789") == "+" and FEWEST_DIGITS < len(text) <= MOST_DIGITS + 1 and text[1] != "0"


def verdict(text: str) -> int:
    """Check a text; 0 means there is nothing to say: E.164, possible, valid, and no example.

    "Valid" is `phonenumbers.is_valid_number` and "possible" that `is_possible_number_with_reason` says IS_POSSIBLE, both
    of the number as it is written; `phonenumbers.parse` would take a national prefix off first. The table, made by
    scripts/make_e164.py, is an automaton: a row for each state, with ten cells that lead on and the verdict.
    """
    if text.rstrip("0123456789") != "+":
        return INVALID
    try:
        return _BLOCKS[text[:HEAD_LENGTH]][len(text)]
    except KeyError:
        return _walked(text)


def _walked(text: str) -> int:
    """Check a text of digits after a `+`, and learn what its beginning says of others."""
    if not _TABLE:
        _TABLE.append(read_automaton("e164.bin"))
    table = _TABLE[0]
    head = text[:HEAD_LENGTH]
    if head not in _BLOCKS:
        if len(_BLOCKS) >= MOST_BLOCKS:
            _BLOCKS.clear()
        _BLOCKS[head] = _block(table, state_after(table, head), len(head))
    return table[state_after(table, text) + VERDICT]


def state_after(table: Sequence[int], text: str) -> int:
    """Return the state of an automaton after a text of `+` and digits; its verdict is VERDICT cells on."""
    state = 0
    for sign in text.encode():
        state = table[state + sign]
    return state


def _block(table: Sequence[int], state: int, length: int) -> dict[int, int]:
    """Give the verdict for each length from here on; none where anything but the length matters."""
    verdicts = {}
    while length <= MOST_DIGITS + 1:
        verdicts[length] = table[state + VERDICT]
        after = {*table[state + _ZERO : state + VERDICT]}
        if len(after) > 1:
            return {}
        (state,) = after
        length += 1
    return verdicts


def read_table(name: str) -> bytes:
    """Return one of the tables that scripts/make_e164.py makes, as it is in its file."""
    with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:
        return file.read()


def read_automaton(name: str) -> Sequence[int]:
    """Return an automaton as it is in its file: to make a list of it would take longer than all that most runs look up."""
    data = read_table(name)
    return memoryview(data).cast("H") if LITTLE_ENDIAN else _unpacked(data)


def _unpacked(data: bytes) -> Sequence[int]:
    return [low | high << 8 for low, high in zip(data[::2], data[1::2], strict=True)]


def is_valid(text: str) -> bool:
    """Tell whether a text is E.164 and lies in a range that its country has in use."""
    return not verdict(text) & INVALID

"""Numbers that were written without quotes where a text may be meant; as values they are ordinary numbers."""

from __future__ import annotations


class UnquotedInteger(int):
    """An integer of a notation that needs no quotes around texts; `written` is how it is written."""

    written: str


class UnquotedFloat(float):
    """A number with a fraction or an exponent, or a very long integer, likewise."""

    written: str


def integer(value: int, written: str) -> UnquotedInteger:
    """Return an integer that knows how it is written."""
    number = UnquotedInteger(value)
    number.written = written
    return number


def floating(value: float, written: str) -> UnquotedFloat:
    """Return a number that knows how it is written."""
    number = UnquotedFloat(value)
    number.written = written
    return number

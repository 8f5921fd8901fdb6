"""What is the matter with an E.164 number, by the numbering plan of its country; asked only where something is."""

from __future__ import annotations

from siplint.domain.phone import EXAMPLE_BIT, is_e164, is_valid, read_table, verdict
from siplint.model.record import Record

POSSIBLE = ""
UNKNOWN_COUNTRY = "unknown country"
TOO_SHORT = "too short"
TOO_LONG = "too long"
WRONG_LENGTH = "wrong length"
LOCAL_ONLY = "local only"
UNASSIGNED = "unassigned"
TRUNK = "trunk"
SHORT_NUMBER = "short"
EXAMPLE = "example"
LENGTHS = {
    TOO_SHORT: "is too short",
    TOO_LONG: "is too long",
    WRONG_LENGTH: "has a wrong length",
    LOCAL_ONLY: "has no area code",
}
"""The kinds that are about the length, and what a sentence says of them."""

ANYWHERE = ("112", "911", "999")
"""Emergency numbers known far from home; with `+` before them they are still meant (ITU-T E.161.1 has the first two)."""
OLD_MEXICAN = len("+5215512345678")
"""Characters of a Mexican mobile number as it was dialled until August 2019."""


class Country(Record):
    """What the numbers of a calling code look like: `lengths` after it, `local` lengths without an area code.

    `begin` has the digits with which a national prefix can begin; `name` stands in a sentence, with its article.
    """

    code: str
    lengths: tuple[int, ...]
    local: tuple[int, ...]
    begin: str
    name: str


NOWHERE = Country("", (), (), "", "")


_ROWS: dict[str, list[str]] = {}
_COUNTRIES: dict[str, Country] = {}
_KINDS: dict[str, str] = {}
MOST_KINDS = 1024
"""As many numbers are remembered with what is to be said of them (functools.cache would have to be imported)."""


def _rows() -> dict[str, list[str]]:
    """Give the rows of the table that scripts/make_e164.py makes, by calling code."""
    if not _ROWS:
        lines = read_table("countries.txt").decode().splitlines()[1:]
        rows = {line[: line.index("\t")]: line.split("\t") for line in lines}
        _ROWS.update(rows)  # at once, so that no other thread sees half of them
    return _ROWS


def country(number: str) -> Country:
    """Give the country of an E.164 number; one without a code when there is none."""
    rows = _rows()
    code = next((number[1:end] for end in (2, 3, 4) if number[1:end] in rows), "")
    if code and code not in _COUNTRIES:
        _, lengths, local, begin, name = rows[code]
        _COUNTRIES[code] = Country(code, tuple(map(int, lengths.split())), tuple(map(int, local.split())), begin, name)
    return _COUNTRIES.get(code, NOWHERE)


def national(number: str) -> str:
    """Give the digits after the calling code."""
    return number[1 + len(country(number).code) :]


def length_reason(number: str) -> str:
    """Say what `phonenumbers.is_possible_number_with_reason` says of an E.164 number as it is written."""
    home = country(number)
    if not home.code:
        return UNKNOWN_COUNTRY
    length = len(national(number))
    if length in home.lengths:
        return POSSIBLE
    if length in home.local:
        return LOCAL_ONLY
    if length < home.lengths[0]:
        return TOO_SHORT
    return TOO_LONG if length > home.lengths[-1] else WRONG_LENGTH


def number_kind(number: str) -> str:
    """Name the one thing to be said of an E.164 number; empty when there is nothing.

    A number that only makes sense once the national prefix is taken off is TRUNK. Short and
    emergency numbers are not possible numbers of their country, so they are looked up before it is called too short.
    """
    if number not in _KINDS:
        if len(_KINDS) >= MOST_KINDS:
            _KINDS.clear()
        _KINDS[number] = _kind(number)
    return _KINDS[number]


def _kind(number: str) -> str:
    if verdict(number) & EXAMPLE_BIT:
        return EXAMPLE
    if not verdict(number):
        return POSSIBLE
    why = length_reason(number)
    meant = canonical_number(number)
    if meant != number and (why or is_valid(meant)):
        return TRUNK
    if why:
        return SHORT_NUMBER if short_form(number) else why
    return UNASSIGNED


def canonical_number(number: str) -> str:
    """Give an E.164 number without the national prefix it was written with; the same number when it has none."""
    begin = national(number)[:1]
    if not begin or begin not in country(number).begin or is_valid(number):
        return number
    from siplint.domain.dialling_plan import main_plan, without_national_prefix

    plan = main_plan(country(number).code)
    meant = f"+{plan.code}{without_national_prefix(national(number), plan)}" if plan else number
    return meant if is_possible(meant) else number


def without_old_mobile_prefix(number: str) -> str:
    """Return a Mexican number without the 1 that was dialled after +52 before mobile numbers until 2019; else nothing."""
    if number.startswith("+521") and len(number) == OLD_MEXICAN:
        return "+52" + number[4:]
    return ""


def short_form(number: str) -> str:
    """Give the emergency number or short code that an E.164 number has after its calling code, or is; else nothing."""
    if number[1:] in ANYWHERE:
        return number[1:]
    from siplint.domain.short_number import short_number_kind

    return national(number) if short_number_kind(number) else ""


def is_emergency(number: str) -> bool:
    """Tell whether what `short_form` returns is an emergency number."""
    from siplint.domain.short_number import EMERGENCY, short_number_kind

    return number[1:] in ANYWHERE or short_number_kind(number) == EMERGENCY


def is_possible(text: str) -> bool:
    """Tell whether a text is E.164 and has a length that numbers of its country have."""
    return not verdict(text) or (is_e164(text) and length_reason(text) == POSSIBLE)

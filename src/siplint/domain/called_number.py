"""A number that was called, as carriers write it: a URI, digits without `+`, or a number as dialled inside a region."""

from __future__ import annotations

from siplint.domain.numbering_plan import canonical_number, without_old_mobile_prefix
from siplint.domain.phone import MOST_DIGITS, is_valid
from siplint.domain.phone_characters import BETWEEN, digits_in, in_ascii
from siplint.domain.phone_letters import FULL
from siplint.domain.phone_repair import normalise
from siplint.domain.phone_uri import phone_context, without_uri
from siplint.domain.suggest import number as one_slip_away

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable

OTHER_NAMES = {
    "UK": "GB",
    "GBR": "GB",
    "ENGLAND": "GB",
    "SCOTLAND": "GB",
    "WALES": "GB",
    "EN": "GB",
    "USA": "US",
    "AMERICA": "US",
    "UAE": "AE",
    "KSA": "SA",
    "DEU": "DE",
    "GER": "DE",
    "ESP": "ES",
    "CHE": "CH",
    "AUT": "AT",
    "AUS": "AU",
    "IND": "IN",
    "CHN": "CN",
    "SWE": "SE",
    "DNK": "DK",
    "POL": "PL",
    "PRT": "PT",
    "MEX": "MX",
    "KOREA": "KR",
    "HOLLAND": "NL",
}
"""What people call regions, other than ISO 3166-1 alpha-2 does."""
NEAREST_NAME = 0.75
"""How alike (difflib's ratio) two names of regions must be for one to be suggested."""


class UnknownRegion(ValueError):  # noqa: N818 (the name says it)
    """A text is no region of the table of regions; `suggestion` is the one that is probably meant."""

    def __init__(self, text: str, suggestion: str) -> None:
        super().__init__(text)
        self.suggestion = suggestion


def region_named(text: str) -> str:
    """Return a region as ISO 3166-1 alpha-2 writes it; raise UnknownRegion."""
    from siplint.domain.dialling_plan import dialling_plans

    region = text.strip().upper()
    if region in dialling_plans():
        return region
    raise UnknownRegion(text, _region_meant(region))


def _region_meant(text: str) -> str:
    from difflib import get_close_matches

    from siplint.domain.dialling_plan import dialling_plans, main_plan

    if text in OTHER_NAMES:
        return OTHER_NAMES[text]
    plans = dialling_plans()
    digits = text.removeprefix("+")
    if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS:
        home = main_plan(str(int(digits)))
        return home.region if home and home.region in plans else ""
    names = {plan.name.upper(): plan.region for plan in plans.values() if plan.name}
    near = get_close_matches(text[:100], names, n=1, cutoff=NEAREST_NAME)
    return names[near[0]] if near else ""


def read_called_number(text: str, region: str = "") -> str:
    """Return the E.164 number that a text means, or an empty string.

    With a `region`, digits without `+` are read as dialled inside it first, where that is a number in use.
    """
    rest = without_uri(text)[0].strip()
    context = phone_context(text)
    if context and "+" not in rest:
        rest = context + rest
    worldwide = normalise(rest)
    if not region or "+" in in_ascii(rest)[0]:
        return worldwide
    from siplint.domain.dialled_number import read_dialled_number

    national = read_dialled_number(rest, region)
    return worldwide if is_valid(worldwide) and not is_valid(national) else national or worldwide


def called_digits(text: str) -> str:
    """Return the digits of a called number, where nothing but separators is between them; else an empty string."""
    rest = in_ascii(without_uri(text)[0])[0]
    return "" if rest.strip("+0123456789" + BETWEEN) else digits_in(rest)


def nearest_number(number: str, others: Container[str]) -> str:
    """Return the one number among others that was perhaps meant by an E.164 number; empty if there is none.

    It is the same number in canonical form, or differs by one digit: another, one more, one less, two swapped.
    """
    for same in (canonical_number(number), without_old_mobile_prefix(number), _with_old_mobile_prefix(number)):
        if same != number and same in others:
            return same
    near = one_slip_away(number, others)
    if near:
        return near
    shorter = {number[:at] + number[at + 1 :] for at in range(1, len(number))}
    longer = {number[:at] + digit + number[at:] for at in range(1, len(number) + 1) for digit in "0123456789"}
    found = {other for other in shorter | longer if other in others}
    return found.pop() if len(found) == 1 else ""


def _with_old_mobile_prefix(number: str) -> str:
    return "+521" + number[3:] if number.startswith("+52") else ""


def number_ending_in(digits: str, others: Iterable[str]) -> str:
    """Return the one number among others that ends in the digits of a national number; empty if there is none."""
    digits = digits.lstrip("0")
    found = {other for other in others if len(digits) >= FULL and other.endswith(digits)}
    return found.pop() if len(found) == 1 else ""

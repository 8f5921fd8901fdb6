"""Emergency numbers and short codes behind a calling code, as phonenumbers' metadata of short numbers have them."""

from __future__ import annotations

from typing import Any

from number_automaton import Patterns, Progress
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from siplint.domain import short_number

TARIFFS = ("premium_rate", "standard_rate", "toll_free")
FEW = 3
"""Digits of codes that count whatever their tariff."""
CODE = rf"[1-9]\d{{0,{short_number.MOST_DIGITS - 1}}}"
"""Digits that can be a short code: none begins with 0."""


class ShortNumbers:
    """The emergency numbers and short codes of the main region of one calling code."""

    def __init__(self, code: int) -> None:
        metadata: Any = PhoneMetadata.short_metadata_for_region(COUNTRY_CODE_TO_REGION_CODE[code][0])
        self.emergency = _descriptions(metadata, "emergency")
        self.needed = _descriptions(metadata, "general_desc", "short_code")
        self.tariffs = _descriptions(metadata, *TARIFFS)
        described = [*self.emergency, *self.needed, *self.tariffs]
        self.patterns = Patterns([CODE, *(one.national_number_pattern for one in described)])
        self.initial = self.patterns.initial

    def go(self, at: Progress, digit: int) -> Progress:
        """Go on by a digit; past the longest short number nothing matches any more."""
        after = self.patterns.go(at, digit)
        return after if after.length <= short_number.MOST_DIGITS else Progress(after.length, (0,) * len(after.states))

    def verdict(self, at: Progress) -> int:
        """Return what the number that ends here is.

        Of codes with more than three digits only those count whose tariff is known: in some countries a code may be any
        four to six digits, and a number cut short is one too.
        """
        if any(self.patterns.matches(at, one.national_number_pattern) for one in self.emergency):
            return short_number.EMERGENCY
        if len(self.needed) < 2 or not self.patterns.matches(at, CODE):  # noqa: PLR2004 (one of the two is missing)
            return short_number.NONE
        if not all(self.patterns.fits(at, one) for one in self.needed):
            return short_number.NONE
        is_known = at.length <= FEW or any(self.patterns.fits(at, one) for one in self.tariffs)
        return short_number.CODE if is_known else short_number.NONE


def _descriptions(metadata: Any, *names: str) -> list[Any]:
    """Return the descriptions that have a pattern."""
    found = [getattr(metadata, name, None) for name in names]
    return [one for one in found if one is not None and one.national_number_pattern]

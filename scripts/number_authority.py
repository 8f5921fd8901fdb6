"""What phonenumbers says of numbers and texts: the authority that the tables of `siplint.domain` are compared with."""

from __future__ import annotations

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneNumber, ValidationResult, shortnumberinfo

from siplint.domain import numbering_plan, phone, short_number

FEW = 3
"""Digits of short codes that count whatever their tariff."""
REASONS = {
    ValidationResult.IS_POSSIBLE: numbering_plan.POSSIBLE,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: numbering_plan.LOCAL_ONLY,
    ValidationResult.INVALID_COUNTRY_CODE: numbering_plan.UNKNOWN_COUNTRY,
    ValidationResult.TOO_SHORT: numbering_plan.TOO_SHORT,
    ValidationResult.TOO_LONG: numbering_plan.TOO_LONG,
    ValidationResult.INVALID_LENGTH: numbering_plan.WRONG_LENGTH,
}


def as_written(text: str) -> PhoneNumber | None:
    """Return the number of exactly the digits of a text, as `parse` would not: nothing is taken off."""
    for end in (2, 3, 4):
        if text[1:end] and int(text[1:end]) in COUNTRY_CODE_TO_REGION_CODE:
            digits = text[end:]
            if not digits:
                return None
            zeros = min(len(digits) - len(digits.lstrip("0")), len(digits) - 1)
            return PhoneNumber(
                int(text[1:end]), int(digits), italian_leading_zero=zeros > 0, number_of_leading_zeros=zeros
            )
    return None


def length_reason(number: PhoneNumber) -> str:
    """Return what is said of the length of a number."""
    return REASONS[phonenumbers.is_possible_number_with_reason(number)]


def read(text: str, region: str | None = None) -> str:
    """Return a text as `parse` reads it, in E.164, where that is a possible number; else an empty string."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return ""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written if phone.is_e164(written) else ""


def short_number_kind(text: str) -> int:
    """Return what the digits after a calling code are: an emergency number, a short code or neither."""
    number = as_written(text)
    if number is None:
        return short_number.NONE
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    digits = phonenumbers.national_significant_number(number)
    if len(digits) > short_number.MOST_DIGITS:
        return short_number.NONE
    if shortnumberinfo.is_emergency_number(digits, region):
        return short_number.EMERGENCY
    if digits[0] == "0" or not shortnumberinfo.is_valid_short_number_for_region(number, region):
        return short_number.NONE
    tariff = shortnumberinfo.expected_cost_for_region(number, region)
    is_known = len(digits) <= FEW or tariff != shortnumberinfo.ShortNumberCost.UNKNOWN_COST
    return short_number.CODE if is_known else short_number.NONE

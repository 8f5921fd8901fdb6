"""Compare the verdicts of siplint with those of the installed phonenumbers, over numbers of every region and length.

    python scripts/compare_e164.py [HOW_MANY]      (default 1 000 000)

Numbers come from each region's patterns for each type of number, as they are, with a digit changed, with one more or
less, with the national prefix left in, with a 0 before the calling code; from each calling code with random digits of
every length; and from nothing but digits. Exit 1 if there is a disagreement. The numbers are the same in every run.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).parent))

import phonenumbers
from make_e164 import TYPES
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumber, ValidationResult
from phonenumbers.re_util import enable_pattern_cache

from siplint.domain import numbering_plan as numbering
from siplint.domain import phone

if TYPE_CHECKING:
    from collections.abc import Iterator

REASONS = {
    ValidationResult.IS_POSSIBLE: numbering.POSSIBLE,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: numbering.LOCAL_ONLY,
    ValidationResult.INVALID_COUNTRY_CODE: numbering.UNKNOWN_COUNTRY,
    ValidationResult.TOO_SHORT: numbering.TOO_SHORT,
    ValidationResult.TOO_LONG: numbering.TOO_LONG,
    ValidationResult.INVALID_LENGTH: numbering.WRONG_LENGTH,
}


def generated(chance: random.Random) -> Iterator[str]:
    """Give numbers without end: in turn from every pattern of every region, and as many beside them."""
    sources: list[tuple[str, Any, Any]] = [
        (str(code), region, parser.parse(desc.national_number_pattern))
        for code, names in COUNTRY_CODE_TO_REGION_CODE.items()
        for region in (PhoneMetadata.metadata_for_region_or_calling_code(code, name) for name in names)
        for desc in (getattr(region, name) for name in (*TYPES, "general_desc"))
        if desc is not None and desc.national_number_pattern
    ]
    while True:
        for code, region, pattern in sources:
            digits = _matching(pattern, chance)
            at = chance.randrange(len(digits))
            yield f"+{code}{digits}"
            yield f"+{code}{digits[:at]}{chance.randrange(10)}{digits[at + 1 :]}"
            yield f"+{code}{digits[:at]}{digits[at + 1 :]}"
            yield f"+{code}{digits}{chance.randrange(10)}"
            yield f"+{code}{region.national_prefix or 0}{digits}"
            yield f"+{code}{_random(chance, chance.randrange(15))}"
            yield f"+0{code}{digits}"
        yield f"+{_random(chance, chance.randrange(1, 16))}"


def _random(chance: random.Random, length: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(length))


def _matching(nodes: Any, chance: random.Random) -> str:
    """Give a text that matches a parsed pattern of digits."""
    made = ""
    for kind, value in nodes:
        if kind is sre.LITERAL:
            made += chr(value)
        elif kind is sre.IN:
            low, high = _span(chance.choice(value))
            made += str(chance.randint(low, high))
        elif kind is sre.BRANCH:
            made += _matching(chance.choice(value[1]), chance)
        elif kind is sre.SUBPATTERN:
            made += _matching(value[-1], chance)
        else:
            assert kind is sre.MAX_REPEAT
            made += "".join(_matching(value[2], chance) for _ in range(chance.randint(value[0], value[1])))
    return made


def _span(item: tuple[Any, Any]) -> tuple[int, int]:
    kind, value = item
    if kind is sre.CATEGORY:
        return 0, 9
    low, high = value if kind is sre.RANGE else (value, value)
    return int(chr(low)), int(chr(high))


def as_written(text: str) -> PhoneNumber | None:
    """Make a phonenumbers number of exactly the digits of a text, as `parse` would not: nothing is taken off."""
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


def disagreements(text: str) -> Iterator[str]:
    """Say where siplint and phonenumbers judge a text differently."""
    number = as_written(text)
    if not phone.is_e164(text):
        if phone.is_valid(text) or numbering.is_possible(text):
            yield f"{text}: is not E.164"
        return
    if number is None:
        return
    valid = phonenumbers.is_valid_number(number)
    reason = REASONS[phonenumbers.is_possible_number_with_reason(number)]
    possible = reason == numbering.POSSIBLE
    if phone.is_valid(text) != valid:
        yield f"{text}: valid is {valid}"
    if numbering.is_possible(text) != possible or numbering.length_reason(text) != reason:
        yield f"{text}: possible is {reason or possible}"
    if bool(phone.verdict(text) & ~phone.EXAMPLE_BIT) == (valid and possible):
        yield f"{text}: the verdict is {phone.verdict(text)}"
    if not valid and numbering.canonical_number(text) != _stripped(text):
        yield f"{text}: canonical is {_stripped(text)}"


def _stripped(text: str) -> str:
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return text
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    meant = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return meant if possible and phone.is_e164(meant) else text


def main() -> int:
    """Compare as many numbers as asked for, and say how it went."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    enable_pattern_cache()
    seen: set[str] = set()
    found: list[str] = []
    counts = {"valid": 0, "possible": 0}
    for text in generated(random.Random(164)):  # noqa: S311 (no secret depends on it)
        if len(seen) >= many:
            break
        if text in seen:
            continue
        seen.add(text)
        found += disagreements(text)
        counts["valid"] += phone.is_valid(text)
        counts["possible"] += numbering.is_possible(text)
    for one in found[:50]:
        print(one)
    print(
        f"phonenumbers {phonenumbers.__version__}: {len(seen):,} different texts,"
        f" {counts['possible']:,} possible, {counts['valid']:,} valid: {len(found)} disagreements"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

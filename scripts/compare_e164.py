"""Compare the verdicts of siplint with those of the installed phonenumbers, over numbers of every region and length.

    python scripts/compare_e164.py [HOW_MANY]      (default 1 000 000)

Numbers come from each region's patterns for each type of number, as they are, with a digit changed, with one more or
less, with the national prefix and a carrier code left in, with a 0 before the calling code; from the patterns of short
numbers; from each calling code with random digits of every length; and from nothing but digits. Exit 1 if there is a disagreement. The numbers are the same in every run.
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

import number_authority as authority
import phonenumbers
from make_e164 import TYPES
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from phonenumbers.re_util import enable_pattern_cache
from short_number_plan import TARIFFS

from siplint.domain import numbering_plan as numbering
from siplint.domain import phone, short_number

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT_TYPES = ("general_desc", "short_code", "emergency", *TARIFFS)


def generated(chance: random.Random) -> Iterator[str]:
    """Give numbers without end: in turn from every pattern of every region, and as many beside them."""
    sources: list[tuple[str, Any, Any]] = [
        (str(code), region, parser.parse(desc.national_number_pattern))
        for code, names in COUNTRY_CODE_TO_REGION_CODE.items()
        for region in (PhoneMetadata.metadata_for_region_or_calling_code(code, name) for name in names)
        for desc in (getattr(region, name) for name in (*TYPES, "general_desc"))
        if desc is not None and desc.national_number_pattern
    ]
    sources += [
        (str(code), PhoneMetadata.metadata_for_region_or_calling_code(code, names[0]), parser.parse(pattern))
        for code, names in COUNTRY_CODE_TO_REGION_CODE.items()
        for pattern in _short_patterns(names[0])
    ]
    while True:
        for code, region, pattern in sources:
            digits = matching(pattern, chance)
            at = chance.randrange(len(digits))
            yield f"+{code}{digits}"
            yield f"+{code}{digits[:at]}{chance.randrange(10)}{digits[at + 1 :]}"
            yield f"+{code}{digits[:at]}{digits[at + 1 :]}"
            yield f"+{code}{digits}{chance.randrange(10)}"
            yield f"+{code}{region.national_prefix or 0}{digits}"
            yield f"+{code}{national_prefix(region, chance)}{digits}"
            yield f"+{code}{random_digits(chance, chance.randrange(15))}"
            yield f"+0{code}{digits}"
        yield f"+{random_digits(chance, chance.randrange(1, 16))}"


def _short_patterns(region: str) -> Iterator[str]:
    metadata = PhoneMetadata.short_metadata_for_region(region)
    for name in SHORT_TYPES if metadata else ():
        description: Any = getattr(metadata, name)
        if description is not None and description.national_number_pattern:
            yield description.national_number_pattern


def national_prefix(region: Any, chance: random.Random) -> str:
    """Return what is dialled before a national number, maybe with a carrier code; empty where there is nothing."""
    return matching(parser.parse(region.national_prefix_for_parsing or ""), chance)


def random_digits(chance: random.Random, length: int) -> str:
    """Return as many digits as asked for."""
    return "".join(chance.choice("0123456789") for _ in range(length))


def matching(nodes: Any, chance: random.Random) -> str:
    """Return a text that matches a parsed pattern of digits."""
    made = ""
    for kind, value in nodes:
        if kind is sre.LITERAL:
            made += chr(value)
        elif kind is sre.IN:
            low, high = _span(chance.choice(value))
            made += str(chance.randint(low, high))
        elif kind is sre.BRANCH:
            made += matching(chance.choice(value[1]), chance)
        elif kind is sre.SUBPATTERN:
            made += matching(value[-1], chance)
        elif kind is not sre.AT:
            assert kind is sre.MAX_REPEAT
            made += "".join(matching(value[2], chance) for _ in range(chance.randint(value[0], value[1])))
    return made


def _span(item: tuple[Any, Any]) -> tuple[int, int]:
    kind, value = item
    if kind is sre.CATEGORY:
        return 0, 9
    low, high = value if kind is sre.RANGE else (value, value)
    return int(chr(low)), int(chr(high))


def disagreements(text: str) -> Iterator[str]:
    """Say where siplint and phonenumbers judge a text differently."""
    number = authority.as_written(text)
    if not phone.is_e164(text):
        if phone.is_valid(text) or numbering.is_possible(text):
            yield f"{text}: is not E.164"
        return
    if number is None:
        return
    valid = phonenumbers.is_valid_number(number)
    reason = authority.length_reason(number)
    possible = reason == numbering.POSSIBLE
    if phone.is_valid(text) != valid:
        yield f"{text}: valid is {valid}"
    if numbering.is_possible(text) != possible or numbering.length_reason(text) != reason:
        yield f"{text}: possible is {reason or possible}"
    if bool(phone.verdict(text) & ~phone.EXAMPLE_BIT) == (valid and possible):
        yield f"{text}: the verdict is {phone.verdict(text)}"
    canonical = authority.read(text) or text
    if not valid and numbering.canonical_number(text) != canonical:
        yield f"{text}: canonical is {canonical}"
    kind = authority.short_number_kind(text)
    if short_number.short_number_kind(text) != kind:
        yield f"{text}: the kind of short number is {kind}"


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

"""A number as it is dialled inside a region, in any spelling that phonenumbers understands."""

from __future__ import annotations

from siplint.domain.dialling_plan import (
    dialling_plans,
    has_national_length,
    is_national_number,
    main_plan,
    text_patterns,
    without_national_prefix,
)
from siplint.domain.numbering_plan import country, is_possible
from siplint.domain.phone_letters import KEYPAD, VANITY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.domain.dialling_plan import DiallingPlan

MOST_CHARACTERS = 250
"""Characters of the longest text that is read."""
FEWEST_DIGITS = 2
"""Digits of the shortest national number."""


def read_dialled_number(text: str, region: str) -> str:
    """Return the E.164 number that is dialled by a text without `+` inside a region; empty if it is not a possible one.

    The region is a code of ISO 3166-1 alpha-2. The answer is that of `phonenumbers.parse`: words before the number and
    an extension after it are dropped, letters are keyed in, and the exit code, the calling code and the national prefix
    may be there or not.
    """
    plan = dialling_plans().get(region)
    written = _number_in(text) if plan and len(text) <= MOST_CHARACTERS else ""
    if not plan or not written:
        return ""
    digits = _dialled_digits(_without_extension(written))
    abroad = _after_exit_code(digits, plan)
    if abroad is not None:
        code = country(f"+{abroad}").code if len(abroad) > FEWEST_DIGITS else ""
        digits = abroad[len(code) :]
    else:
        national = _after_calling_code(digits, plan)
        code, digits = plan.code, national or digits
        if not national:
            return _as_e164(digits, plan)
    home = main_plan(code)
    return _as_e164(digits, home) if home else ""


def _number_in(text: str) -> str:
    """Return the part of a text that is a number, maybe with an extension; empty if there is none."""
    import re

    patterns = text_patterns()
    start = re.search(patterns["start"], text)
    part = text[start.start() :] if start else ""
    for name in ("end", "second"):
        after = re.search(patterns[name], part)
        part = part[: after.start()] if after else part
    return part if _is_number(part) else ""


def _is_number(text: str) -> bool:
    import re

    return len(text) >= FEWEST_DIGITS and re.fullmatch(text_patterns()["number"], text, re.IGNORECASE) is not None


def _without_extension(text: str) -> str:
    import re

    found = re.search(text_patterns()["extension"], text, re.IGNORECASE)
    return text[: found.start()] if found and _is_number(text[: found.start()]) else text


def _dialled_digits(text: str) -> str:
    """Return the ASCII digits of a text; the letters of a word are keyed in."""
    from unicodedata import decimal

    if sum(sign.isascii() and sign.isalpha() for sign in text) >= VANITY:
        return "".join(sign if sign.isascii() and sign.isdecimal() else KEYPAD.get(sign.upper(), "") for sign in text)
    return "".join(str(decimal(sign)) for sign in text if sign.isdecimal())


def _after_exit_code(digits: str, plan: DiallingPlan) -> str | None:
    """Return what follows the digits that are dialled for the `+`; None if they are not there.

    No calling code begins with 0.
    """
    import re

    found = re.match(plan.exit_code, digits) if plan.exit_code else None
    return digits[found.end() :] if found and digits[found.end() :][:1] != "0" else None


def _after_calling_code(digits: str, plan: DiallingPlan) -> str:
    """Return national digits behind the calling code of a region; empty if it is not there or belongs to the number."""
    if not digits.startswith(plan.code):
        return ""
    national = without_national_prefix(digits[len(plan.code) :], plan)
    is_better = not is_national_number(digits, plan) and is_national_number(national, plan)
    is_too_long = len(digits) not in plan.local and len(digits) > plan.lengths[-1]
    return national if is_better or is_too_long else ""


def _as_e164(digits: str, plan: DiallingPlan) -> str:
    """Return national digits, with or without a national prefix, as E.164; empty if that is not possible."""
    national = without_national_prefix(digits, plan)
    if len(digits) < FEWEST_DIGITS:
        return ""
    number = f"+{plan.code}{national if has_national_length(national, plan) else digits}"
    return number if is_possible(number) else ""

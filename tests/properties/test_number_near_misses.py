"""Every answer about a number agrees on texts made to be nearly one: `is_e164`, the table, the fast path, set keys."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.api import check
from siplint.domain import numbering_plan, phone
from siplint.domain.phone_repair import defect, normalise
from siplint.engine import fast_path
from siplint.model.examples import INBOUND_BODY
from siplint.model.settings import Settings
from siplint.rules.set_keys import numbers_by_direction

FULL_WIDTH = str.maketrans("+0123456789", "＋０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
NEAR_MISSES = {
    "itself": "{}",
    "0 after the plus": "+0{digits}",
    "00 after the plus": "+00{digits}",
    "0 in place of the first digit": "+0{after_first}",
    "a digit more": "{}7",
    "a digit less": "{shorter}",
    "filled to 15 digits": "{filled}",
    "filled to 16 digits": "{filled}1",
    "no plus": "{digits}",
    "two plus signs": "+{}",
    "plus last": "{digits}+",
    "trailing newline": "{}\n",
    "leading newline": "\n{}",
    "trailing space": "{} ",
    "trailing NUL": "{}\0",
    "a letter": "{}a",
    "an O for a 0": "{with_o}",
    "national prefix": "{prefixed}",
    "full-width": "{full_width}",
    "full-width digits alone": "+{full_width_digits}",
    "Arabic-Indic": "+{arabic}",
    "byte order mark": "\ufeff{}",
    "superscript": "{shorter}²",
    "plus alone": "+",
    "nothing": "",
}


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """Return the example numbers of phonenumbers in E.164, each with its country's national prefix."""
    numbers = {}
    kinds = phonenumbers.PhoneNumberType.values()
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        prefix = phonenumbers.ndd_prefix_for_region(region, True) or "0"
        for kind in kinds:
            number = phonenumbers.example_number_for_type(region, kind)
            if number:
                numbers[phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)] = prefix
    for code in sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS):
        number = phonenumbers.example_number_for_non_geo_entity(code)
        if number:
            numbers[phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)] = "0"
    return tuple(numbers.items())


def near_miss(number: str, prefix: str, how: str) -> str:
    digits = number[1:]
    code = numbering_plan.country(number).code
    return NEAR_MISSES[how].format(
        number,
        digits=digits,
        after_first=digits[1:],
        shorter=number[:-1],
        filled=number.ljust(16, "1"),
        with_o=number.replace("0", "O") if "0" in number else number + "O",
        prefixed=f"+{code}{prefix}{digits[len(code) :]}",
        full_width=number.translate(FULL_WIDTH),
        full_width_digits=digits.translate(FULL_WIDTH),
        arabic=digits.translate(ARABIC),
    )


def verdict_of_library(text: str) -> int:
    """Return what phonenumbers says of E.164 digits as they are written, in the bits of a verdict."""
    code = numbering_plan.country(text).code
    digits = text[1 + len(code) :]
    if not code or not digits:
        return phone.INVALID
    zeros = min(len(digits) - len(digits.lstrip("0")), len(digits) - 1)
    number = phonenumbers.PhoneNumber(
        int(code), int(digits), italian_leading_zero=zeros > 0, number_of_leading_zeros=zeros
    )
    if not phonenumbers.is_valid_number(number):
        return phone.INVALID
    possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    return 0 if possible else phone.IMPOSSIBLE


def assert_all_answers_agree(text: str) -> None:
    well_formed = bool(re.fullmatch(r"\+[1-9][0-9]{1,14}", text))
    assert phone.is_e164(text) == well_formed
    if well_formed:
        assert phone.verdict(text) & ~phone.EXAMPLE_BIT == verdict_of_library(text)
    else:
        assert phone.verdict(text) == phone.INVALID
        assert not numbering_plan.is_possible(text)
        assert not phone.is_valid(text)
    assert fast_path._are_numbers([text]) == (phone.verdict(text) == 0)
    assert fast_path._are_callers([text]) == well_formed
    assert (normalise(text) == text) == well_formed or text == ""
    body = INBOUND_BODY | {"phoneNumbers": [text], "allowedNumbers": [text]}
    (key,) = numbers_by_direction(body)  # type: ignore[arg-type]
    assert key == (-int(text) if well_formed else key)
    codes = {one.code for one in check(body, settings=Settings(min_severity="info"))}
    assert ("RR301" in codes) == ("RR501" in codes) == (not well_formed)


@pytest.mark.parametrize("how", NEAR_MISSES)
def test_every_answer_agrees_on_a_near_miss_of_an_example_of_every_region(how: str) -> None:
    for number, prefix in examples():
        text = near_miss(number, prefix, how)
        well_formed = bool(re.fullmatch(r"\+[1-9][0-9]{1,14}", text))
        assert phone.is_e164(text) == well_formed, text
        wanted = verdict_of_library(text) if well_formed else phone.INVALID
        assert phone.verdict(text) & ~phone.EXAMPLE_BIT == wanted, text
        assert fast_path._are_numbers([text]) == (phone.verdict(text) == 0), text
        assert fast_path._are_callers([text]) == well_formed, text


@given(st.data())
def test_every_answer_agrees_on_near_misses(data: st.DataObject) -> None:
    number, prefix = data.draw(st.sampled_from(examples()))
    how = data.draw(st.sampled_from(sorted(NEAR_MISSES)))
    assert_all_answers_agree(near_miss(number, prefix, how))


@given(st.data())
def test_every_answer_agrees_where_one_character_is_another(data: st.DataObject) -> None:
    number, _ = data.draw(st.sampled_from(examples()))
    at = data.draw(st.integers(0, len(number)))
    put = data.draw(st.sampled_from(["", *"0123456789+ -aO\n\0\u200b٣３"]))
    dropped = data.draw(st.integers(0, 1))
    assert_all_answers_agree(number[:at] + put + number[at + dropped :])


def test_no_number_with_a_0_after_the_plus_passes() -> None:
    bodies = [INBOUND_BODY | {"phoneNumbers": [f"+0{number[1:]}"]} for number, _ in examples()]
    assert len(bodies) > 500
    passed = [body["phoneNumbers"] for body in bodies if [one.pointer for one in check(body)] != ["/phoneNumbers/0"]]
    assert passed == []


@given(st.data())
def test_what_follows_a_whole_number_is_never_joined_to_it(data: st.DataObject) -> None:
    number, _ = data.draw(st.sampled_from(examples()))
    written = data.draw(
        st.sampled_from([number, number[1:], f"00{number[1:]}", f"tel:{number}", f"{number[:5]} {number[5:]}"])
    )
    joiner = data.draw(st.sampled_from(["-", " - ", "/", " / ", "\u2013", "(", "\n", "+", "\uff0d", ",", ";"]))
    rest = data.draw(st.text("0123456789", min_size=1, max_size=4))
    is_parameter = joiner == ";" and written.startswith("tel:")
    if numbering_plan.is_possible(number) and not is_parameter:
        assert normalise(f"{written}{joiner}{rest}") == ""


@given(st.data())
def test_what_phonenumbers_writes_is_read_as_it_was(data: st.DataObject) -> None:
    number, _ = data.draw(st.sampled_from(examples()))
    style = data.draw(st.sampled_from(["INTERNATIONAL", "RFC3966"]))
    written = phonenumbers.format_number(phonenumbers.parse(number), getattr(phonenumbers.PhoneNumberFormat, style))
    assert normalise(written) in (number, "")
    spaced = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if "-" not in spaced and "/" not in spaced and numbering_plan.is_possible(number):
        wrong = defect(spaced)
        assert wrong is None or (wrong.meant, wrong.safe) == (number, True)


@given(st.text("+0123456789 -./()\u200b\u202a\u00a0x,;\n", max_size=20))
def test_a_safe_fix_is_possible_and_canonical_and_keeps_every_digit(text: str) -> None:
    wrong = defect(text)
    if wrong and wrong.meant:
        assert numbering_plan.is_possible(wrong.meant)
    if wrong and wrong.safe:
        assert "+" + "".join(sign for sign in text if sign in "0123456789") == wrong.meant
        assert numbering_plan.canonical_number(wrong.meant) == wrong.meant
        before = text[: max(map(text.rfind, "-/,;x"), default=0)] if any(sign in text for sign in "-/,;x") else ""
        assert not numbering_plan.is_possible("+" + "".join(sign for sign in before if sign in "0123456789"))

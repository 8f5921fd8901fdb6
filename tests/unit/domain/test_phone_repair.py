"""How a text that is no E.164 is spelled, and which number was meant."""

from __future__ import annotations

import pytest
from hypothesis import given

from siplint.domain import numbering_plan, phone, phone_repair
from siplint.domain.phone_characters import SEPARATORS
from siplint.domain.phone_repair import Defect
from strategies import NUMBER_TEXTS


@given(NUMBER_TEXTS)
def test_what_normalises_is_e164_and_stays_what_it_is(text: str) -> None:
    meant = phone_repair.normalise(text)
    assert meant == "" or phone.is_e164(meant)
    assert meant == text or not phone.is_e164(text)
    assert phone_repair.normalise(meant) == meant


@given(NUMBER_TEXTS)
def test_a_safe_fix_takes_out_separators_alone(text: str) -> None:
    wrong = phone_repair.defect(text)
    if wrong and wrong.safe:
        assert wrong.meant == "".join(sign for sign in text if sign not in SEPARATORS)
    elif wrong and wrong.meant:
        assert numbering_plan.is_possible(wrong.meant)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Defect("is empty")),
        (" \t", Defect("is only white space")),
        ("+1415555*", Defect("is a pattern")),
        ("+1415555123?", Defect("is a pattern")),
        ("+14155551234,+14155551235", Defect("holds more than one number", kind="joined")),
        ("+14155551234\n+14155551235", Defect("holds more than one number", kind="joined")),
        ("+14155551234+14155551235", Defect("holds more than one number", kind="joined")),
        ("+1 415 555 1234", Defect("has spaces", "+14155551234", safe=True)),
        (" +14155551234", Defect("has spaces", "+14155551234", safe=True)),
        ("(+1) 415 555 1234", Defect("has brackets and spaces", "+14155551234", safe=True)),
        ("+1 (415) 555-1234", Defect("has spaces, brackets and hyphens", "+14155551234", safe=True)),
        ("+1.415.555.1234", Defect("has dots", "+14155551234", safe=True)),
        ("+1\u00a0415\u2011555\u20111234", Defect("has no-break spaces and hyphens", "+14155551234", safe=True)),
        ("+1 415 555 12", Defect("has spaces", doubt="+141555512 is too short")),
        ("14155551234", Defect("has no +", "+14155551234")),
        ("14150001111", Defect("has no +", "+14150001111")),
        (
            "911",
            Defect(
                "is an emergency number",
                doubt="it is dialled inside its country only, and has no E.164 form",
                kind="short",
            ),
        ),
        (
            "000",
            Defect(
                "is an emergency number",
                doubt="it is dialled inside its country only, and has no E.164 form",
                kind="short",
            ),
        ),
        (
            "9111",
            Defect(
                "has only 4 digits, like an extension or a short code",
                doubt="a full number has + and the country code",
                kind="short",
            ),
        ),
        ("4155551234", Defect("has no +")),
        ("1-415-555-1234", Defect("has hyphens and no +", "+14155551234")),
        ("44 20 7183 8750", Defect("has spaces and no +", "+442071838750")),
        ("(201) 555-1234", Defect("has brackets, spaces, hyphens and no +")),
        ("201-555-12345", Defect("has hyphens and no +")),
        ("0014155551234", Defect("begins with 00, which is dialled for the +", "+14155551234")),
        ("00 44 20 7183 8750", Defect("begins with 00, which is dialled for the + and has spaces", "+442071838750")),
        ("01114155551234", Defect("begins with 011, which is dialled for the +", "+14155551234")),
        ("001114155551234", Defect("begins with 0011, which is dialled for the +", "+14155551234")),
        ("+0014155551234", Defect("begins with 00 after the +", "+14155551234")),
        ("02071838750", Defect("has no + and a 0 where the country code begins")),
        ("+02071838750", Defect("has a 0 where the country code begins")),
        ("tel:+14155551234", Defect("begins with tel:", "+14155551234")),
        ("TEL:+1-415-555-1234", Defect("begins with tel: and has hyphens", "+14155551234")),
        ("sip:+14155551234@example.com;user=phone", Defect("begins with sip: and has a host", "+14155551234")),
        ("sips:alice@example.com", Defect("begins with sips: and has a host and letters")),
        ("+14155551234@example.com", Defect("has a host", "+14155551234")),
        ("tel:+14155551234;ext=12", Defect("begins with tel: and has an extension", "+14155551234")),
        (
            "tel:201555;phone-context=+1",
            Defect(
                "begins with tel: and has parameters and only 6 digits, like an extension or a short code",
                doubt="a full number has + and the country code",
                kind="short",
            ),
        ),
        ("+14155551234 x12", Defect("has an extension", "+14155551234")),
        ("+1 415 555 1234 ext. 12", Defect("has an extension and spaces", "+14155551234")),
        ("+14155551234,,12#", Defect("has an extension", "+14155551234")),
        ("+14155551234,", Defect('has "," in it')),
        ("+14155551234#", Defect('has "#" in it')),
        ("+14155551234 ext", Defect("has letters and spaces")),
        ("+1415555123A", Defect("has letters")),
        ("+1-800-FLOWERS", Defect("has letters and hyphens", "+18003569377")),
        ("1-800-FLOWERS", Defect("has letters, hyphens and no +", "+18003569377")),
        ("+1415555XXXX", Defect("is a placeholder", kind="placeholder")),
        ("+14155551234 (Sales)", Defect("has letters")),
        ("+1415_5551234", Defect('has "_" in it')),
        ("<number>", Defect("is a placeholder", kind="placeholder")),
        ("$YOUR_NUMBER", Defect("is a placeholder", kind="placeholder")),
        ("+", Defect("has no digits")),
        ("+1", Defect("has one digit; the fewest are 2")),
        ("+1234567890123456", Defect("has 16 digits; the most are 15")),
        ("1234 5678 9012 3456", Defect("has spaces, no + and 16 digits; the most are 15")),
        ("++14155551234", Defect("has 2 plus signs", "+14155551234")),
        ("1+4155551234", Defect("has a + that is not first", "+14155551234")),
        ("+14155551234\n", Defect("has a line break", "+14155551234", safe=True)),
        ("+1415\t5551234", Defect("has a tab", "+14155551234", safe=True)),
        (
            "\u202a+14155551234\u200e",
            Defect("has the invisible characters U+202A and U+200E", "+14155551234", safe=True),
        ),
        ("+١٤١٥٥٥٥١٢٣٤", Defect("has Arabic-Indic digits", "+14155551234")),
        ("＋１４１５５５５１２３４", Defect("has a fullwidth plus and fullwidth digits", "+14155551234")),
        ("+1415555123²", Defect('has "²" in it')),
        ("+1415555123é", Defect("has letters")),
        ("+44 (0)20 7183 8750", Defect("has a national prefix in brackets, (0)", "+442071838750")),
        ("0044 (0)20 7183 8750", Defect("has a national prefix in brackets, (0)", "+442071838750")),
        ("+39 (0)6 12345678", Defect("has a national prefix in brackets, (0)", "+390612345678")),
        ("+999 (0)6 12345678", Defect("has a national prefix in brackets, (0)", doubt="no country code begins +999")),
        ("\ud800", Defect("has the invisible character U+D800 and no digits")),
    ],
)
def test_each_defect_is_named_and_a_number_given_where_one_is_meant(text: str, expected: Defect) -> None:
    assert phone_repair.defect(text) == expected
    assert phone_repair.normalise(text) == expected.meant


def test_what_is_kept_of_texts_that_are_no_numbers_is_little() -> None:
    for index in range(phone_repair.MOST_DEFECTS + 10):
        text = f"+1 415 {index:07}"
        assert phone_repair.read_spelling(text) is phone_repair.read_spelling(text) == phone_repair._read(text)
        assert len(phone_repair._READ) <= phone_repair.MOST_DEFECTS
    phone_repair.read_spelling("x" * 1000)
    assert list(phone_repair._READ) == ["x" * 1000]
    phone_repair.read_spelling("y" * 1000)
    assert list(phone_repair._READ) == ["y" * 1000]


def test_an_e164_number_has_no_defect() -> None:
    assert phone_repair.defect("+14155551234") is None
    assert phone_repair.normalise("+14155551234") == "+14155551234"

"""RR301 and RR501: what is said of a text that is no E.164 number, and which fixes are safe, offered or not made."""

from __future__ import annotations

import json

import pytest

from siplint.api import check
from siplint.engine.driver import lint_value
from siplint.model.examples import INBOUND_BODY
from siplint.model.settings import Settings

SAFE = {
    "+1 (415) 555-1234": "+14155551234",
    "+7 495 123-45-67": "+74951234567",
    "+1-415-555-1234": "+14155551234",
    "(+1) 415 555 1234": "+14155551234",
    "+44 20 7183 8750": "+442071838750",
    "+49 (30) 1234567": "+49301234567",
    "+49 30/1234567": "+49301234567",
    "+39 06 12345678": "+390612345678",
    "+33 6 12 34 56 78": "+33612345678",
    "+1.415.555.1234": "+14155551234",
    " +14155551234 ": "+14155551234",
    "+14155551234\n": "+14155551234",
    "+14155551234\r\n": "+14155551234",
    "+1 415\t555\t1234": "+14155551234",
    "\u202a+14155551234\u202c": "+14155551234",
    "\u2066+1 415 555 1234\u2069": "+14155551234",
    "\u200e+14155551234": "+14155551234",
    "+1415\u200b5551234": "+14155551234",
    "+1415\u200d5551234": "+14155551234",
    "+1\u00a0415\u00a0555\u00a01234": "+14155551234",
    "+1\u202f415\u2009555\u20071234": "+14155551234",
    "\ufeff+14155551234": "+14155551234",
    "+1415\u00ad555\u00ad1234": "+14155551234",
    "+1415\u20605551234\ufe0f": "+14155551234",
    "+1\u2011415\u2011555\u20111234": "+14155551234",
}
OFFERED = {
    "14155551234": "+14155551234",
    "0014155551234": "+14155551234",
    "tel:+1-415-555-1234": "+14155551234",
    "sip:+14155551234@example.com;user=phone": "+14155551234",
    "sip:%2B14155551234@example.com": "+14155551234",
    "<sip:+14155551234@example.com>;tag=1": "+14155551234",
    "＋１４１５５５５１２３４": "+14155551234",
    "+33 0612345678": "+33612345678",
    "+44 020 7183 8750": "+442071838750",
    "+44 (0)20 7183 8750": "+442071838750",
    "+52 1 55 1234 5678": "+525512345678",
    "5215512345678": "+525512345678",
    "+14155551234.": "+14155551234",
    "+14155551234-": "+14155551234",
    "+1415\x005551234": "+14155551234",
    "+14155551234 x12": "+14155551234",
    "+14155551234,,12#": "+14155551234",
}
JOINED = (
    "+49 89 62828048/49",
    "+49 89 62828048 / 49",
    "+49 89 62828048-49",
    "+49 89 62828048\u201349",
    "+49 89 62828048(49)",
    "+49 89 62828048\n49",
    "+49 89 62828048/49-",
    "+49 89 62828048/49/50",
    "+498962828048+49",
    "49 89 62828048/49",
    "0049 89 62828048/49",
    "+49 (0)89 62828048/49",
    "tel:+49-89-62828048/49",
    "\u202a+49 89 62828048/49",
    "+４９ 89 62828048/49",
    "+14155551200-99",
    "+1 415 555 1200 - 1299",
    "+1 415 555 1234 / 1235",
    "+39 06 1234 5678 - 79",
    "+39 06 12345678-9",
    "+33 06 12 34 56 78-79",
    "+43 1 234567-0",
)
NOT_FIXED = (
    *JOINED,
    "+1415555....",
    "+1415..5551234",
    "+1 415",
    "+1 415 555 12",
    "+1 415 555 1234 567",
    "+999 123 4567",
    "+014155551234",
    "4155551234",
    "2025550123",
    "9876543210",
    "330612345678",
    "+14155551200,99",
    "+14155551234;5",
    "+14155551234 to 1240",
    "+14155551234 (Sales)",
)


def fixes(text: str, field: str = "phoneNumbers") -> list[tuple[str, object, bool]]:
    linted = lint_value(INBOUND_BODY | {field: [text]}, Settings())
    assert linted is not None
    code = "RR301" if field == "phoneNumbers" else "RR501"
    (found,) = [one for one in linted.findings if one.rule.code == code]
    assert found.path == (field, 0)
    return [(change.how, change.value, found.safe) for change in found.changes]


@pytest.mark.parametrize("field", ["phoneNumbers", "allowedNumbers"])
@pytest.mark.parametrize(("text", "number"), SAFE.items())
def test_separators_and_invisible_marks_are_safe_to_remove(text: str, number: str, field: str) -> None:
    assert fixes(text, field) == [("value", number, True)]


@pytest.mark.parametrize("field", ["phoneNumbers", "allowedNumbers"])
@pytest.mark.parametrize(("text", "number"), OFFERED.items())
def test_what_is_more_than_separators_is_an_offer(text: str, number: str, field: str) -> None:
    assert fixes(text, field) == [("value", number, False)]


@pytest.mark.parametrize("field", ["phoneNumbers", "allowedNumbers"])
@pytest.mark.parametrize("text", NOT_FIXED)
def test_a_guess_is_not_offered(text: str, field: str) -> None:
    assert fixes(text, field) == []


@pytest.mark.parametrize("text", [*SAFE, *OFFERED, *NOT_FIXED])
def test_each_is_an_error_at_its_place_and_nothing_else(text: str) -> None:
    found = check(INBOUND_BODY | {"phoneNumbers": ["+16505551234", text]})
    assert [(one.code, one.pointer) for one in found] == [("RR301", "/phoneNumbers/1")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("+14155551200-99", "has hyphens; it may be two numbers, a range, or a number with an extension"),
        ("+1415555....", "has dots; digits may be missing where the dots are"),
        ("+1 415", "has spaces; +1415 is too short"),
        ("+999 123 4567", "has spaces; no country code begins +999"),
        ("911", "is an emergency number; it is dialled inside its country only, and has no E.164 form"),
        ("112", "is an emergency number; it is dialled inside its country only, and has no E.164 form"),
        ("6002", "has only 4 digits, like an extension or a short code; a full number has + and the country code"),
        ("73", "has only 2 digits, like an extension or a short code; a full number has + and the country code"),
        ("116123", "has only 6 digits, like an extension or a short code; a full number has + and the country code"),
        ("0800", "has only 4 digits, like an extension or a short code; a full number has + and the country code"),
        (
            "tel:6002",
            (
                "begins with tel: and has only 4 digits, like an extension or a short code; "
                "a full number has + and the country code"
            ),
        ),
        ("+52 1 55 1234 5678", "has spaces; the 1 after +52 is gone since 2019; E.164 is +525512345678"),
        (
            "+52 (1) 55-1234-5678",
            "has spaces, brackets and hyphens; the 1 after +52 is gone since 2019; E.164 is +525512345678",
        ),
        (
            "0052 1 55 1234 5678",
            (
                "begins with 00, which is dialled for the + and has spaces; the 1 after +52 is gone since 2019; "
                "E.164 is +525512345678"
            ),
        ),
        ("5215512345678", "has no +; the 1 after +52 is gone since 2019; E.164 is +525512345678"),
        ("tel:+5215512345678", "begins with tel:; the 1 after +52 is gone since 2019; E.164 is +525512345678"),
        ("+014155551234", "has a 0 where the country code begins; E.164 is +, country code and number in digits alone"),
        ("\u2066\u202a\u200b\u200c+14155551235", "has 4 different invisible characters; E.164 is +14155551235"),
        ("+14155551235 ext", "has letters and spaces; E.164 is +, country code and number in digits alone"),
        ("+1-800-FLOWERS", "has letters and hyphens; E.164 is +18003569377"),
        ("\u202a+14155551235\u202c", "has the invisible characters U+202A and U+202C; E.164 is +14155551235"),
    ],
)
def test_the_words(text: str, message: str) -> None:
    for field, code in (("phoneNumbers", "RR301"), ("allowedNumbers", "RR501")):
        found = check(INBOUND_BODY | {field: [text]})
        shown = json.dumps(text, ensure_ascii=False)
        assert [(one.code, one.pointer) for one in found] == [(code, f"/{field}/0")]
        assert found[0].message in (f"{shown} {message}", f"{json.dumps(text)} {message}")


@pytest.mark.parametrize(
    ("number", "codes"),
    [("+5215512345678", ["RR302"]), ("+5213312345678", ["RR302"]), ("+525512345678", []), ("+521551234567", ["RR303"])],
)
def test_a_number_in_the_old_mexican_form(number: str, codes: list[str]) -> None:
    found = check(INBOUND_BODY | {"phoneNumbers": [number]}, settings=Settings(min_severity="info"))
    told = [one for one in found if one.pointer == "/phoneNumbers/0"]
    assert [one.code for one in told] == codes
    assert ["the 1 after +52 is gone since 2019" in one.message for one in told] == [code == "RR302" for code in codes]


PLACEHOLDERS = {
    "${PHONE}": "${…}",
    "+1${NUMBER}": "${…}",
    "{{phone}}": "{{…}}",
    "+{{ phone }}": "{{…}}",
    "<number>": "<…>",
    "<your number>": "<…>",
    "{phone}": "{…}",
    "$PHONE": "$PHONE",
    "YOUR_NUMBER": "YOUR_NUMBER",
    "your-phone-number": "your-phone-number",
    "PHONE_NUMBER": "PHONE_NUMBER",
    "[number]": "[number]",
    "%PHONE%": "%PHONE%",
    "+1XXXXXXXXXX": "+1XXXXXXXXXX",
    "+1-NXX-NXX-XXXX": "+1-NXX-NXX-XXXX",
    "process.env.PHONE": "process.env.PHONE",
    "undefined": "undefined",
    "sip:${PHONE}@example.com": "${…}",
}


@pytest.mark.parametrize(("field", "code"), [("phoneNumbers", "RR301"), ("allowedNumbers", "RR501")])
@pytest.mark.parametrize(("text", "template"), PLACEHOLDERS.items())
def test_a_placeholder_is_named_once_with_the_way_to_allow_it(text: str, template: str, field: str, code: str) -> None:
    found = check(INBOUND_BODY | {field: [text]}, settings=Settings(min_severity="info"))
    assert [(one.code, one.pointer) for one in found if one.pointer.startswith(f"/{field}")] == [(code, f"/{field}/0")]
    (told,) = [one for one in found if one.code == code]
    assert told.message == f'"{text}" is a placeholder; E.164 is +, country code and number in digits alone'
    assert told.help.endswith(
        f'if it is filled in before sending, add "{template}" to the configuration\'s `templates`'
    )
    allowed = check(INBOUND_BODY | {field: [text]}, settings=Settings(templates=(template,)))
    assert [one.code for one in allowed if one.pointer.startswith(f"/{field}")] == []


@pytest.mark.parametrize(
    "text", ["nobody", "anonymous", "+1415555123A", "Sales", "sip:alice@example.com", "extension x12"]
)
def test_other_letters_are_no_placeholder(text: str) -> None:
    (found,) = check(INBOUND_BODY | {"phoneNumbers": [text]})
    assert (found.code, found.pointer) == ("RR301", "/phoneNumbers/0")
    assert "placeholder" not in found.message

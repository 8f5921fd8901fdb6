"""What numbers are: the format, the spellings, the verdicts of phonenumbers, and what the rules say of them."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from types import ModuleType
from typing import Any

import jsonschema
import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from judged import findings_of
from places import ROOT
from siplint.api import check
from siplint.domain import numbering_plan, phone, phone_repair
from siplint.domain.phone_characters import SEPARATORS
from siplint.domain.phone_repair import Defect
from siplint.engine.fast_path import remarkable_members
from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Change, Note
from siplint.model.settings import Settings
from siplint.rules.catalogue import all_rules

BY_CODE = {rule.code: rule for rule in all_rules()}

texts = st.one_of(
    st.text("+0123456789", max_size=18),
    st.text("+0123456789 -.()/;=,@x*?extlLABCtel:sip\n\u200e٤０＋", max_size=24),
    st.text(max_size=20),
    st.builds("+{}{}".format, st.sampled_from(sorted(numbering_plan._rows())), st.text("0123456789", max_size=12)),
)


def script(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def metadata_are_the_tables() -> bool:
    first = (ROOT / "src/siplint/domain/countries.txt").read_text(encoding="utf-8").partition("\n")[0]
    return first == phonenumbers.__version__


same_metadata = pytest.mark.skipif(not metadata_are_the_tables(), reason="the tables are of another phonenumbers")


def told(*numbers: Any) -> list[tuple[str, str, str]]:
    found = check(INBOUND_BODY | {"phoneNumbers": list(numbers)}, settings=Settings(min_severity="info"))
    return [(one.code, one.pointer.removeprefix("/phoneNumbers/"), one.message) for one in found if one.code > "RR3"]


@given(texts)
@example("+14155551234\n")
@example("+1")
@example("+12")
@example("+123456789012345")
@example("+1234567890123456")
@example("+0123")
@example("\ud800")
def test_e164_is_plus_and_2_to_15_digits_of_which_the_first_is_not_0(text: str) -> None:
    assert phone.is_e164(text) == bool(re.fullmatch(r"\+[1-9][0-9]{1,14}", text))


@given(texts)
@example("+14155551234\n")
def test_the_published_schema_says_the_same(text: str) -> None:
    validator = jsonschema.Draft202012Validator({"allOf": [BY_CODE["RR301"].states, BY_CODE["RR308"].states]})
    assert validator.is_valid({"phoneNumbers": [text]}) == phone.is_e164(text)


@given(texts)
def test_what_normalises_is_e164_and_stays_what_it_is(text: str) -> None:
    meant = phone_repair.normalise(text)
    assert meant == "" or phone.is_e164(meant)
    assert meant == text or not phone.is_e164(text)
    assert phone_repair.normalise(meant) == meant


@given(texts)
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


@pytest.mark.parametrize(
    ("number", "kind", "possible", "valid"),
    [
        ("+14155551234", "", True, True),
        ("+80012345678", "", True, True),
        ("+390612345678", "", True, True),
        ("+14150001111", numbering_plan.UNASSIGNED, True, False),
        ("+39612345678", numbering_plan.UNASSIGNED, True, False),
        ("+5215512345678", numbering_plan.TOO_LONG, False, False),
        ("+1415555123", numbering_plan.TOO_SHORT, False, False),
        ("+8001234567", numbering_plan.TOO_SHORT, False, False),
        ("+800123456789", numbering_plan.TOO_LONG, False, False),
        ("+44", numbering_plan.TOO_SHORT, False, False),
        ("+12", numbering_plan.TOO_SHORT, False, False),
        ("+4420718387", numbering_plan.LOCAL_ONLY, False, False),
        ("+15551234", numbering_plan.LOCAL_ONLY, False, False),
        ("+13101234", numbering_plan.LOCAL_ONLY, False, True),
        ("+9991234567", numbering_plan.UNKNOWN_COUNTRY, False, False),
        ("+21", numbering_plan.UNKNOWN_COUNTRY, False, False),
        ("+330612345678", numbering_plan.TRUNK, False, False),
        ("+112", numbering_plan.SHORT_NUMBER, False, False),
        ("+999", numbering_plan.SHORT_NUMBER, False, False),
        ("+1911", numbering_plan.SHORT_NUMBER, False, False),
        ("+61000", numbering_plan.SHORT_NUMBER, False, False),
        ("+1411", numbering_plan.SHORT_NUMBER, False, False),
        ("+1415555", numbering_plan.TOO_SHORT, False, False),
        ("+12025550100", numbering_plan.EXAMPLE, True, True),
        ("+33639989098", numbering_plan.EXAMPLE, True, False),
        ("1", "malformed", False, False),
        ("+1234567890123456", "malformed", False, False),
        ("+0123", "malformed", False, False),
    ],
)
def test_the_verdict_on_a_number(number: str, kind: str, possible: bool, valid: bool) -> None:
    assert (numbering_plan.is_possible(number), phone.is_valid(number)) == (possible, valid)
    assert bool(phone.verdict(number)) == bool(kind)
    if kind != "malformed":
        assert numbering_plan.number_kind(number) == kind


@pytest.mark.parametrize(
    ("number", "canonical"),
    [
        ("+330612345678", "+33612345678"),
        ("+4402071838750", "+442071838750"),
        ("+114155551234", "+14155551234"),
        ("+540111523456789", "+5491123456789"),
        ("+33612345678", "+33612345678"),
        ("+390612345678", "+390612345678"),
        ("+330", "+330"),
        ("+9991234567", "+9991234567"),
        ("+33001", "+33001"),
    ],
)
def test_the_national_prefix_goes_only_where_a_possible_number_is_left(number: str, canonical: str) -> None:
    assert numbering_plan.canonical_number(number) == canonical


def test_the_region_of_a_number() -> None:
    assert [
        numbering_plan.region_of(one) for one in ("+442071838750", "+80012345678", "+14150001111", "+9991234567")
    ] == [
        "GB",
        "001",
        "",
        "",
    ]


@same_metadata
def test_the_verdicts_are_those_of_phonenumbers() -> None:
    compare = script("compare_e164")
    chance = random.Random(31)
    assert [one for text in islice(compare.generated(chance), 8000) for one in compare.disagreements(text)] == []


@same_metadata
def test_the_comparison_would_tell_a_disagreement(monkeypatch: pytest.MonkeyPatch) -> None:
    compare = script("compare_e164")
    assert list(compare.disagreements("+14155551234")) == []
    monkeypatch.setattr(phone, "verdict", lambda _: phone.INVALID)
    assert list(compare.disagreements("+14155551234")) == [
        "+14155551234: valid is True",
        "+14155551234: the verdict is 1",
    ]


@same_metadata
def test_the_tables_are_what_the_script_makes() -> None:
    make = script("make_e164")
    assert make.World().table() == (ROOT / "src/siplint/domain/e164.bin").read_bytes()
    assert make.countries().encode() == (ROOT / "src/siplint/domain/countries.txt").read_bytes()


def test_the_table_is_read_alike_however_a_machine_orders_bytes() -> None:
    data = (ROOT / "src/siplint/domain/e164.bin").read_bytes()
    phone.verdict("+1")
    assert phone._unpacked(data) == list(phone._TABLE[0])


@pytest.mark.parametrize("code", ["1", "33", "44", "49", "7", "999", "800", "870"])
def test_what_was_learned_of_a_beginning_holds_for_all_that_begin_so(code: str) -> None:
    chance = random.Random(code)
    phone._BLOCKS.clear()
    for _ in range(300):
        text = f"+{code}" + "".join(chance.choices("0123456789", k=chance.randrange(16 - len(code))))
        others = [text[:-1], text, text + "0", text + "00", text + "9" * 12]
        learned = [phone.verdict(one) for one in others]
        phone._BLOCKS.clear()
        table = phone._TABLE[0]
        assert learned == [table[phone._walk(table, one) + phone._VERDICT] for one in others]


def test_what_is_learned_of_beginnings_takes_bounded_memory() -> None:
    sizes = set()
    for index in range(phone.MOST_BLOCKS + 10):
        phone.verdict(f"+1{200_000 + index}0000")
        sizes.add(len(phone._BLOCKS))
    assert max(sizes) == phone.MOST_BLOCKS
    assert min(sizes) == 1


def test_what_is_learned_of_a_beginning_is_the_verdict_for_each_length() -> None:
    for text in ("+14152200000", "+99912345678"):
        phone._BLOCKS.clear()
        phone.verdict(text)
        (head,) = phone._BLOCKS
        assert head == text[: phone.HEAD_LENGTH]
        expected = {length: phone.verdict(text.ljust(length, "1")[:length]) for length in range(len(head), 17)}
        assert phone._BLOCKS[head] == expected
    phone._BLOCKS.clear()
    assert (phone.verdict("+994900200123"), phone.verdict("+994900299999")) == (0, phone.INVALID)
    assert phone._BLOCKS == {"+9949002": {}}


def test_ordinary_numbers_ask_nothing_but_the_table() -> None:
    program = (
        "import sys; before = set(sys.modules); from siplint.domain import phone;"
        "assert phone.verdict('+14155551234') == 0 and phone.is_e164('+442071838750');"
        "print(sorted(set(sys.modules) - before - {'_struct', '__future__'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.stdout.strip() == "['siplint', 'siplint.domain', 'siplint.domain.phone']"


@pytest.mark.parametrize(
    ("number", "code", "message"),
    [
        (
            "+4420718387",
            "RR302",
            "has no area code: numbers of the United Kingdom have 7, 9 or 10 digits after +44; this has 8",
        ),
        ("+33612", "RR302", "is too short: numbers of France have 9 digits after +33; this has 3"),
        ("+1415555123456", "RR302", "is too long: numbers of North America have 10 digits after +1; this has 12"),
        ("+9991234567", "RR302", "begins with no country code; +999 is not in use"),
        ("+14150001111", "RR303", "is in no known range of North America (+1)"),
        ("+330612345678", "RR304", "is written as inside France; E.164 is +33612345678"),
        ("+1911", "RR306", "is the emergency number 911 of North America, which has no E.164 form"),
        ("+112", "RR306", "is the emergency number 112, which has no E.164 form"),
        ("+1411", "RR306", "is the short code 411 of North America, which has no E.164 form"),
        ("+447700900123", "RR307", "is a number that the United Kingdom sets aside for examples and films"),
        ("+1*", "RR308", "is a pattern, and a rule is attached to single numbers"),
        ("4155551234", "RR301", "has no +; E.164 is +, country code and number in digits alone"),
        ("14155551234", "RR301", "has no +; E.164 is +14155551234"),
    ],
)
def test_one_mistake_is_one_finding(number: str, code: str, message: str) -> None:
    assert told("+442071838750", number) == [(code, "1", f'"{number}" {message}')]


def test_a_length_between_two_is_named() -> None:
    gap = next(
        f"+{one.code}{'1' * length}"
        for one in map(numbering_plan.country, map("+{}".format, numbering_plan._rows()))
        for length in range(one.lengths[0], one.lengths[-1])
        if length not in one.lengths + one.local and not numbering_plan.short_form(f"+{one.code}{'1' * length}")
    )
    assert [(code, " has a wrong length: " in message) for code, _, message in told(gap)] == [("RR302", True)]


def test_doubles_are_found_in_any_spelling_and_beside_what_is_no_number() -> None:
    found = told("+14155551234", 5, "+1 415 555 1234", "xxx", "xxx", "+14155551234", "+1*", "+1*")
    assert [one[:2] for one in found if one[0] not in ("RR301", "RR308")] == [("RR305", "2"), ("RR305", "5")]


def test_a_double_is_to_be_removed() -> None:
    body = INBOUND_BODY | {"phoneNumbers": ["+14155551234", "+442071838750", "+14155551234"]}
    (one,) = findings_of(body)
    path = ("phoneNumbers", 2)
    assert (one.rule.code, one.path, one.message) == ("RR305", path, '"+14155551234" is already in the list')
    assert (one.notes, one.help) == ((Note(("phoneNumbers", 0), "here first"),), "remove it")
    assert (one.changes, one.safe) == ((Change("remove", path),), True)


numbers = st.one_of(texts, st.sampled_from(("+14155551234", "+442071838750", "+33612345678")))


@given(st.lists(numbers, max_size=4))
def test_every_number_of_a_list_has_one_finding_of_its_own_at_most(items: list[str]) -> None:
    own = [where for code, where, _ in told(*items) if code != "RR305"]
    assert len(own) == len(set(own))
    odd = [str(index) for index, one in enumerate(items) if phone.verdict(one)]
    assert sorted(own) == sorted(odd)


def test_what_is_remembered_of_numbers_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering_plan, "MOST_KINDS", 2)
    texts = [f"+1415555010{digit}" for digit in range(5)]
    assert [numbering_plan.number_kind(text) for text in texts + texts] == [numbering_plan.EXAMPLE] * 10
    assert len(numbering_plan._KINDS) <= 2


@pytest.mark.parametrize("text", ["(0)", "+(0)", "tel:(0)", "(0)(0)"])
def test_brackets_alone_are_no_number(text: str) -> None:
    ((code, where, message),) = told(text)
    assert (code, where) == ("RR301", "0")
    assert message.endswith(
        "has a national prefix in brackets, (0); E.164 is +, country code and number in digits alone"
    )


@given(st.lists(numbers, max_size=4))
@example([])
@example(["+14155551234", "+14155551234"])
def test_a_list_is_passed_over_when_no_rule_has_anything_to_say(items: list[str]) -> None:
    body: Any = {"phoneNumbers": items}
    found = [one for rule in all_rules("body") if rule.members == ("phoneNumbers",) for one in rule.check(body)]
    assert remarkable_members(body) == (["phoneNumbers"] if found else [])

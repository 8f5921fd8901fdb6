"""What numbers are: the format, the spellings, the verdicts of phonenumbers, and what the rules say of them."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from itertools import islice

import jsonschema
import pytest
from hypothesis import example, given

from places import ROOT
from project_scripts import same_metadata, script
from siplint.domain import numbering_plan, phone
from siplint.rules.catalogue import all_rules
from strategies import NUMBER_TEXTS

BY_CODE = {rule.code: rule for rule in all_rules()}


@given(NUMBER_TEXTS)
@example("+14155551234\n")
@example("+1")
@example("+12")
@example("+123456789012345")
@example("+1234567890123456")
@example("+0123")
@example("\ud800")
def test_e164_is_plus_and_2_to_15_digits_of_which_the_first_is_not_0(text: str) -> None:
    assert phone.is_e164(text) == bool(re.fullmatch(r"\+[1-9][0-9]{1,14}", text))


@given(NUMBER_TEXTS)
@example("+14155551234\n")
def test_the_published_schema_says_the_same(text: str) -> None:
    validator = jsonschema.Draft202012Validator({"allOf": [BY_CODE["RR301"].states, BY_CODE["RR308"].states]})
    assert validator.is_valid({"phoneNumbers": [text]}) == phone.is_e164(text)


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


@pytest.mark.slow
@same_metadata
def test_the_tables_are_what_the_script_makes() -> None:
    folder = ROOT / "src/siplint/domain"
    for name, data in script("make_e164").tables().items():
        assert (folder / name).read_bytes() == data, name


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
        assert learned == [table[phone.state_after(table, one) + phone.VERDICT] for one in others]


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

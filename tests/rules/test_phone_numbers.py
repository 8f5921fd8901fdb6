"""What the rules report about the numbers of a body."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from body_findings import findings_of
from siplint.api import check
from siplint.domain import numbering_plan, phone
from siplint.engine.fast_path import remarkable_members
from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Change, Note
from siplint.model.settings import Settings
from siplint.rules.catalogue import all_rules
from strategies import NUMBER_TEXTS


def told(*numbers: Any) -> list[tuple[str, str, str]]:
    found = check(INBOUND_BODY | {"phoneNumbers": list(numbers)}, settings=Settings(min_severity="info"))
    return [(one.code, one.pointer.removeprefix("/phoneNumbers/"), one.message) for one in found if one.code > "RR3"]


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


numbers = st.one_of(NUMBER_TEXTS, st.sampled_from(("+14155551234", "+442071838750", "+33612345678")))


@given(st.lists(numbers, max_size=4))
def test_every_number_of_a_list_has_one_finding_of_its_own_at_most(items: list[str]) -> None:
    own = [where for code, where, _ in told(*items) if code != "RR305"]
    assert len(own) == len(set(own))
    odd = [str(index) for index, one in enumerate(items) if phone.verdict(one)]
    assert sorted(own) == sorted(odd)


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

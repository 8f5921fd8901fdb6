"""Where a member is called quiet, none of its rules has anything to say."""

from __future__ import annotations

import json
from collections import UserString
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.engine import fast_path as quiet
from siplint.source.sendable import unsendable
from siplint.model.fields import FIELDS
from siplint.engine.driver import RELATIVES, judge
from siplint.api import check
from siplint.engine.cross_file import MARKERS
from siplint.engine.fast_path import LONG, MANY, ORDERLY, glance
from siplint.rules.catalogue import all_rules
from siplint.model.examples import INBOUND_BODY
from siplint.secrets.detect import secret_texts
from siplint.body.members import Partial, left_out
from siplint.body.understand import understand
from strategies import bodies, broken
from test_document import JSON

RULES = all_rules()
BY_CODE = {rule.code: rule for rule in all_rules()}

if TYPE_CHECKING:
    from siplint.model.found import Found

TEXTS = st.sampled_from(
    (
        "",
        " ",
        "a",
        "X-A",
        "x-a",
        "X A",
        "sipUser",
        "sip.a",
        "$A",
        "xxx",
        "<a>",
        "{{a}}",
        "T",
        "a" * 40,
        "Inbound support rule",
        "Bearer aBcDeFgHiJkL",
    )
)
VALUES: Any = {
    "type": ("inbound", "outbound"),
    "phoneNumbers": (["+14155552671"], ["+442071838751", "+14155552671"]),
    "agentId": ("a",),
    "agentMetadata": ({"a": 1},),
    "room": (
        {"type": "dynamic"},
        {"type": "dynamic", "prefix": "participantNumber"},
        {"type": "static", "id": "a"},
        {"type": "static", "id": "a", "pin": "4826"},
    ),
    "includeHeaders": ("ALL", "SIP_X_HEADERS", "NONE"),
    "headersToAttributes": ({"X-A": "a"},),
    "headers": ({"X-A": "a"},),
    "allowedNumbers": ([], ["+442071838751"]),
    "allowedIpAddresses": ([], ["8.8.8.8"]),
    "hidePhoneNumber": (True, False),
}
"""Values that are in order by themselves."""
MAPS = st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=2)
ROOMS = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(("static", "dynamic", 1)), "prefix": TEXTS | st.just("blank"), "id": TEXTS}
)
ODD = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS,
        "type": st.sampled_from(("inbound", "outbound", "x")),
        "agentId": TEXTS,
        "headers": MAPS,
        "headersToAttributes": MAPS,
        "agentMetadata": st.dictionaries(TEXTS, TEXTS | MAPS | st.lists(TEXTS)),
        "includeHeaders": st.sampled_from(("ALL", "SIP_X_HEADERS", "NONE")),
        "room": ROOMS,
        "tags": st.lists(TEXTS | st.none()),
        "phoneNumbers": st.lists(st.sampled_from(("+14155551234", "+1", "1", "+12025550100"))),
    },
)


def holds(body: Any) -> None:
    """Assert that what is passed over in a body would have given nothing."""
    seen = glance(body)
    names, _, whole = seen
    plain = {name: value for name, value in body.items() if name not in names}
    _, misfits = understand(plain)
    assert unsendable(plain) is None
    assert {misfit.code for misfit in misfits} <= {"RR101"}
    assert list(secret_texts({name: value for name, value in plain.items() if name != "apiKey"})) == []
    one, some = judge(body, seen=seen)
    other, everything = judge(body)
    assert (one, left_out(one)) == (other, left_out(other))
    assert in_words(some) == in_words(everything)
    assert whole == {"name", "type", "phoneNumbers"}.issubset(body)
    assert seen is not ORDERLY or not some
    assert (seen is ORDERLY) == (seen == ORDERLY)
    for member, mark in MARKERS.values() if not names else ():
        assert member not in body or mark(body, True) == mark(body, False)


def in_words(found: list[Found]) -> list[tuple[str, str]]:
    return sorted((one.rule.code, repr(one.finding)) for one in found)


@given(st.one_of(bodies(), broken(), ODD))
def test_what_is_passed_over_has_nothing_to_it(body: Any) -> None:
    holds(body)


@given(ODD, st.sampled_from((*FIELDS, "x", 1)), JSON | st.text("\ud800a") | st.binary())
def test_what_cannot_be_sent_is_looked_at(body: Any, name: Any, value: Any) -> None:
    names = glance(INBOUND_BODY | body | {name: value})[0]
    if unsendable({name: value}):
        assert name in names
    elif isinstance(name, str):
        holds(INBOUND_BODY | body | {name: value})


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.stage == "each"], ids=lambda rule: rule.code)
def test_the_examples_of_all_rules_agree(rule: Any) -> None:
    for body in (*rule.good, *(bad.body for bad in rule.bad)):
        holds(body)


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}))
def test_members_that_are_in_order_may_be_at_odds(body: Any) -> None:
    holds(body)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("agentId", lambda text: text),
        ("allowedNumbers", lambda text: [text]),
        ("allowedIpAddresses", lambda text: [text]),
        ("headersToAttributes", lambda text: {text: "a"}),
        ("headersToAttributes", lambda text: {"X-A": text}),
    ],
)
@pytest.mark.parametrize("text", ["support", "+442071838750", "8.8.4.4", "X-Ticket", "ticket"])
def test_what_equals_a_text_met_before_is_not_taken_for_it(member: str, value: Any, text: str) -> None:
    before = glance({member: value(text)})
    assert glance({member: value(text)}) == before
    assert glance({member: value(UserString(text))})[0] == (member,)


def test_texts_met_before_take_bounded_memory() -> None:
    for index in range(MANY + 10):
        assert glance({"agentId": f"agent-{index}"})[0] == ()
    assert 0 < len(quiet._AGENTS) <= MANY
    long = "a b " * LONG
    assert glance({"agentId": long})[0] == ()
    assert long not in quiet._AGENTS


def test_pairs_met_before_do_not_hide_that_two_headers_have_one_attribute() -> None:
    for _ in range(3):
        for value in ({"X-A": "a", "X-B": "b"}, {"X-A": "b"}, {"X-B": "a"}, {"X-C": "a"}, {"X-B": "b", "X-A": "a"}):
            assert glance({"headersToAttributes": value})[0] == ()
        for value in ({"X-A": "a", "X-B": "a"}, {"X-A": "b", "X-B": "b"}, {"X-C": "a", "X-A": "a"}, {}):
            assert glance({"headersToAttributes": value})[0] == ("headersToAttributes",)
    for index in range(MANY + 10):
        assert glance({"headersToAttributes": {f"X-{index}": f"a{index}"}})[0] == ()
        assert len(quiet._PAIRS) == len(quiet._PAIRED) <= MANY
    many = {f"X-{index}": f"b{index}" for index in range(100)}
    assert glance({"headersToAttributes": many | {"X" * 200: "a"}})[0] == ("headersToAttributes",)
    assert glance({"headersToAttributes": many})[0] == ()
    long = {f"X-{'Team' * LONG}": "b"}
    assert glance({"headersToAttributes": long})[0] == ()
    assert not long.keys() & quiet._PAIRS.keys()


class Vague:
    """What numpy's arrays and the like are: compared with anything, they give no truth value."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> Any:
        return self

    __ne__ = __eq__

    def __bool__(self) -> bool:
        raise ValueError("ambiguous")


@pytest.mark.parametrize("member", [*FIELDS, "gatewayId", "x"])
def test_what_cannot_be_compared_is_told(member: str) -> None:
    everything = {**ORDINARY, "hidePhoneNumber": True, "includeHeaders": "ALL"}
    for body in ({**ORDINARY, member: Vague()}, {**everything, member: Vague()}, {"phoneNumbers": [], member: Vague()}):
        assert [one.code for one in check(body)] == ["RR001"]
    for name in ("type", "prefix", "id", "pin", "x"):
        body = {**ORDINARY, "room": {"type": "dynamic", "prefix": "blank", name: Vague()}}
        assert [one.code for one in check(body)] == ["RR001"]


@pytest.mark.parametrize("field", [{"gatewayId": "g"}, {"dispatch": {}}, {"id": "rr_1"}, {"rule": {"type": "direct"}}])
@pytest.mark.parametrize("direction", ["inbound", "outbound"])
def test_bodies_of_another_kind_are_looked_at_in_full(field: Any, direction: str) -> None:
    holds(
        {"name": "n", "type": direction, "phoneNumbers": ["+14155551234"], "allowedNumbers": ["+14155551234"]} | field
    )
    holds(ORDINARY | {"type": direction} | field)


def test_the_first_member_that_cannot_be_sent_is_told() -> None:
    for names in (("tags", "name"), ("recording", "apiKey"), ("x", "type"), ("room", "x")):
        odd: Any = {name: [float("nan")] if name == names[0] else "\ud800" for name in names}
        (one,) = check(odd | {name: value for name, value in ORDINARY.items() if name not in odd})
        assert (one.code, one.pointer) == ("RR001", "")
        odd = {name: ["\ud800"] if name == names[0] else float("nan") for name in names}
        (one,) = check(odd | {name: value for name, value in ORDINARY.items() if name not in odd})
        assert (one.code, one.pointer) == ("RR006", f"/{names[0]}/0")


def test_metadata_with_what_stands_in_many_places_is_looked_at_once() -> None:
    shared: Any = 1
    for _ in range(40):
        shared = [shared] * 30
    assert glance(ORDINARY | {"agentMetadata": {"a": shared}})[0] == ("agentMetadata",)


class Watched(Partial):
    """A body that notes which of its members are asked for."""

    asked: set[str]

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


@pytest.mark.parametrize("rule", [rule for rule in BY_CODE.values() if rule.stage == "each" and rule.on])
def test_it_is_known_which_rules_look_at_other_members(rule: Any) -> None:
    others = set()
    for one in RULES if "create" in rule.kinds else ():
        for body in (*one.good, *(bad.body for bad in one.bad)) if one.stage == "each" else ():
            watched = Watched(understand(body)[0])
            watched.asked = set()
            if rule.on in body:
                list(rule.check(watched))
            others |= watched.asked - {rule.on}
    assert others == {name for name, codes in RELATIVES.items() if rule.code in codes}


ORDINARY: Any = {
    "name": "Support, 2nd line – Zürich",
    "type": "inbound",
    "phoneNumbers": ["+14155552671", "+442071838751"],
    "apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80",
    "agentId": "dispatcher",
    "agentMetadata": {"team": "Übersee", "queue": 3, "skills": ["a", True, None, {"level": -1}]},
    "room": {"type": "dynamic", "prefix": "random", "pin": "483062"},
    "includeHeaders": "SIP_X_HEADERS",
    "headersToAttributes": {"X-Ticket": "ticket", "X-Customer-Id": "Customer_id"},
    "allowedNumbers": ["+442071838750"],
    "allowedIpAddresses": ["8.8.4.4", "8.8.8.8"],
    "tags": ["support", ""],
    "recording": True,
    "dtmf": False,
    "noiseCancellation": False,
    "hidePhoneNumber": False,
}
OUT: Any = {
    "name": "Callbacks",
    "type": "outbound",
    "phoneNumbers": ["+14155552671"],
    "headers": {"X-Team": "Ticket 12", "X-Cost-Center": "4711"},
    "room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4826"},
}


@pytest.mark.parametrize("body", [ORDINARY, OUT, ORDINARY | {"room": OUT["room"], "hidePhoneNumber": True}])
def test_an_ordinary_body_is_passed_over(body: Any) -> None:
    assert glance(body) is ORDERLY
    holds(body)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("nmae", "n"),
        ("name", ""),
        ("name", " a"),
        ("name", "TODO: name"),
        ("name", "\u00a0"),
        ("name", "line 2\ud800"),
        ("name", "Bearer aBcDeFgHiJkL"),
        ("name", 1),
        ("type", "in"),
        ("type", []),
        ("phoneNumbers", []),
        ("phoneNumbers", ["é"]),
        ("phoneNumbers", [1]),
        ("phoneNumbers", ("+14155551234",)),
        ("phoneNumbers", ["+14155552671", "+14155552671"]),
        ("apiKey", "a b"),
        ("apiKey", "a\n"),
        ("apiKey", "eyJhbGciOiJIUzI1NiJ9"),
        ("agentId", "dep_1"),
        ("agentId", "Deployment-1"),
        ("agentMetadata", []),
        ("agentMetadata", {"a": 1 << 64}),
        ("agentMetadata", {"a": 1.5}),
        ("agentMetadata", {1: "a"}),
        ("agentMetadata", {"a\ud800": 1}),
        ("agentMetadata", {"a" * 16 + "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl": 1}),
        ("agentMetadata", {"a": json.loads("[" * 60 + "]" * 60)}),
        ("agentMetadata", {"a": [0] * 1_001}),
        ("agentMetadata", {"a": ["ghp_0123456789abcdefghij"]}),
        ("room", []),
        ("room", {}),
        ("room", {"type": 1}),
        ("room", {"type": "x"}),
        ("room", {"type": "static"}),
        ("room", {"type": "static", "id": "a b"}),
        ("room", {"type": "static", "id": "a", "prefix": "blank"}),
        ("room", {"type": "dynamic", "id": "a"}),
        ("room", {"type": "dynamic", "prefix": "mine"}),
        ("room", {"type": "dynamic", "prefix": ["blank"]}),
        ("room", {"type": "dynamic", "pin": "1234"}),
        ("room", {"type": "dynamic", "pin": "48٣9"}),
        ("room", {"type": "dynamic", "pin": 4839}),
        ("room", {"type": "dynamic", "kind": "x"}),
        ("headersToAttributes", []),
        ("headersToAttributes", {}),
        ("headersToAttributes", {"From": "caller"}),
        ("headersToAttributes", {"X-Ä": "caller"}),
        ("headersToAttributes", {"X A": "caller"}),
        ("headersToAttributes", {"X-A": "sipUser"}),
        ("headersToAttributes", {"X-A": "sip.a"}),
        ("headersToAttributes", {"X-A": "xxx"}),
        ("headersToAttributes", {"X-A": "é"}),
        ("headersToAttributes", {"X-A": 1}),
        ("headersToAttributes", {"X-A": "a", "X-B": "a"}),
        ("headersToAttributes", {"X-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z": "a"}),
        ("headersToAttributes", {"X-A": "ghp_0123456789abcdefghij"}),
        ("headers", {}),
        ("headers", []),
        ("headers", {"A": "b"}),
        ("headers", {"X-A": 1}),
        ("headers", {"X-A": ""}),
        ("headers", {"X-A": "b "}),
        ("headers", {"X-A": "b\n"}),
        ("headers", {"X-A": "é"}),
        ("headers", {"X-A": "a{{b}}"}),
        ("headers", {"X-A": "a" * 15}),
        ("headers", {"X-" + "A" * 15: "a"}),
        ("headers", {"X-A": "a", "X-a": "b"}),
        ("headers", {f"X-{number}": "a" for number in range(9)}),
        ("allowedNumbers", {}),
        ("allowedNumbers", ["0"]),
        ("allowedNumbers", [None]),
        ("allowedIpAddresses", ""),
        ("allowedIpAddresses", ["10.0.0.1"]),
        ("allowedIpAddresses", ["8.8.8.0/24"]),
        ("allowedIpAddresses", [8]),
        ("allowedIpAddresses", ["8.8.4.4", "8.8.4.4"]),
        ("tags", {}),
        ("tags", [1]),
        ("tags", ["ghp_0123456789abcdefghij"]),
        ("dtmf", 1),
    ],
)
def test_what_is_not_in_order_is_looked_at(member: str, value: Any) -> None:
    assert glance(ORDINARY | {member: value})[0] == (member,)
    assert glance({member: value})[0] == (member,)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"agentId": None, "room": None, "agentMetadata": None}, ["RR401"]),
        ({"headers": {"X-Team": "a"}}, ["RR201"]),
        ({"room": {"type": "static", "id": "a"}}, ["RR410"]),
        ({"allowedNumbers": ["+14155552671"]}, ["RR502"]),
        ({"type": "outbound"}, ["RR503", "RR202"]),
        ({"includeHeaders": "NONE"}, ["RR236"]),
        ({"agentId": None}, ["RR420"]),
        ({"hidePhoneNumber": True, "includeHeaders": "ALL"}, ["RR521"]),
        ({"hidePhoneNumber": True, "room": {"type": "dynamic", "prefix": "participantNumber"}}, ["RR520"]),
        ({"type": None, "allowedIpAddresses": None, "allowedNumbers": None}, ["RR202"]),
    ],
)
def test_rules_about_several_members_are_asked_only_where_they_may_speak(change: Any, codes: list[str]) -> None:
    body = {name: value for name, value in (ORDINARY | change).items() if value is not None}
    names, secret_texts, _ = glance(body)
    assert (names, set(secret_texts)) == ((), set(codes))
    holds(body)


@pytest.mark.parametrize("name", ["name", "type", "phoneNumbers"])
def test_a_body_in_which_something_is_missing_is_not_whole(name: str) -> None:
    body = {one: value for one, value in ORDINARY.items() if one != name}
    names, _, whole = glance(body)
    assert (names, whole) == ((), False)

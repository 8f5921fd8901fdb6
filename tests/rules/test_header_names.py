"""Headers that go out and headers that come in: what the examples of the rules do not show."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from body_findings import findings_of
from siplint.api import check
from siplint.domain.sip_headers import COMPACT, RESERVED
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.finding import Change
from siplint.model.settings import Settings
from siplint.rules.catalogue import all_rules

BY_CODE = {rule.code: rule for rule in all_rules()}

ALL = Settings(min_severity="info")


def told(body: Any) -> list[tuple[str, str]]:
    return sorted((one.code, one.pointer) for one in check(body, settings=ALL))


def sends(headers: dict[str, str]) -> list[tuple[str, str]]:
    return told(OUTBOUND_BODY | {"headers": headers})


def maps(mapped: dict[str, str], **more: Any) -> list[tuple[str, str]]:
    return told(INBOUND_BODY | {"headersToAttributes": mapped} | more)


def message(body: Any) -> str:
    (one,) = check(body, settings=ALL)
    return one.message


def changes(body: Any) -> list[tuple[Change, ...]]:
    return [finding.changes for finding in findings_of(body)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("X A", "a space"),
        ("X-A:", "a colon"),
        ("X\tA", "a tab"),
        ("X-A\r", "a carriage return (CR)"),
        ("X-A\n", "a line feed (LF)"),
        ("X-A\0", "a NUL"),
        ("X-A\x7f", "a DEL"),
        ("X-A\x1b", "the character U+001B"),
        ("X-A\u2028", "the character U+2028"),
        ("X-(A", "`(`"),
        ("X-É", "`É` (U+00C9)"),
    ],
)
def test_the_character_that_no_name_may_have_is_named(name: str, words: str) -> None:
    assert f" has {words};" in message(OUTBOUND_BODY | {"headers": {name: "1"}})
    assert f" has {words};" in message(INBOUND_BODY | {"headersToAttributes": {name: "a"}})


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({" X-A:": "1"}, [(Change("key", ("headers", " X-A:"), "X-A"),)]),
        ({"X-A : ": "1"}, [(Change("key", ("headers", "X-A : "), "X-A"),)]),
        ({"X-A:": "1", "X-A": "2"}, [()]),
        ({"From:": "1"}, [()]),
        ({"X-A§": "1"}, [()]),
        ({"X A": "1"}, [()]),
        ({":": "1"}, [()]),
    ],
)
def test_a_name_is_trimmed_only_where_what_remains_is_a_new_and_lawful_one(
    headers: dict[str, str], expected: list[tuple[Change, ...]]
) -> None:
    assert changes(OUTBOUND_BODY | {"headers": headers}) == expected


def test_every_reserved_name_is_told_in_any_case_and_nothing_else_of_it() -> None:
    for name in (*RESERVED, *COMPACT, *map(str.upper, RESERVED), *map(str.title, RESERVED)):
        assert sends({name: "1"}) == [("RR211", f"/headers/{name}")]
        assert [code for code, _ in maps({name: "a"}) if code != "RR234"] == []


def test_a_compact_form_is_explained() -> None:
    assert "`f`, the compact form of `from`, is" in message(OUTBOUND_BODY | {"headers": {"f": "1"}})
    assert "SIP's own" in message(OUTBOUND_BODY | {"headers": {"s": "1"}})


def test_what_collides_labels_the_first_in_order_of_name() -> None:
    body = OUTBOUND_BODY | {"headers": {"From": "1", "X-A": "1", "f": "1", "FROM": "1", "x-a": "1"}}
    found = [one for one in check(body, settings=ALL) if one.code == "RR213"]
    assert [(one.pointer, [label.pointer for label in one.labels]) for one in found] == [
        ("/headers/From", ["/headers/FROM"]),
        ("/headers/f", ["/headers/FROM"]),
        ("/headers/x-a", ["/headers/X-A"]),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\tb", []),
        ("\t", ["RR219"]),
        ("ÿ\x85", ["RR219"]),
        ("a\x1f", ["RR212"]),
        (" \r\n", ["RR212"]),
        ("\U0001f600", ["RR219"]),
        ("{{", []),
        ("}} {{", []),
        ("$ {a}", []),
        ("${a", []),
        ("{{a}} ${b}", ["RR216"]),
        ("a" * 1024, ["RR220"]),
        ("€" * 342, ["RR214", "RR219"]),
        ("€" * 300, ["RR219", "RR220"]),
    ],
)
def test_a_value_gives_exactly_these(value: str, expected: list[str]) -> None:
    assert [code for code, _ in sends({"X-A": value})] == expected


def test_the_words_on_odd_white_space() -> None:
    assert message(OUTBOUND_BODY | {"headers": {"X-A": "  "}}).endswith("is only white space")
    assert "which does not arrive" in message(OUTBOUND_BODY | {"headers": {"X-A": "a "}})


def test_one_mistake_in_a_name_is_one_finding() -> None:
    assert sends({"Privacy": "id"}) == [("RR215", "/headers/Privacy")]
    assert sends({"Custom Er": "1"}) == [("RR210", "/headers/Custom Er")]


def test_a_template_alone_is_told_once() -> None:
    assert sends({"X-A": "${A}"}) == [("RR216", "/headers/X-A")]
    assert sends({"X-A": "<your value>"}) == [("RR113", "/headers/X-A")]


def test_a_map_of_the_other_direction_that_was_emptied_is_not_empty() -> None:
    assert told(INBOUND_BODY | {"headers": {"X-A": 1}}) == [("RR102", "/headers/X-A"), ("RR201", "/headers")]
    assert changes(INBOUND_BODY | {"headers": {}}) == [(Change("remove", ("headers",)),)]


@pytest.mark.parametrize(
    ("mapped", "expected"),
    [
        ({"X-A": "", "X-B": ""}, [("RR231", "/X-A"), ("RR231", "/X-B")]),
        ({"X-A": "a", "X-B": "a", "X-C": "a"}, [("RR232", "/X-B"), ("RR232", "/X-C")]),
        ({"AUTHORIZATION": "login"}, [("RR234", "/AUTHORIZATION")]),
        ({"caller": "From", "id": "P-Asserted-Identity"}, [("RR235", "/caller"), ("RR235", "/id")]),
        ({"from": "From", "Subject": "subject", "User-to-User": "X-Uui", "X-A": "X-B"}, []),
    ],
)
def test_a_map_gives_exactly_these(mapped: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert maps(mapped) == [(code, f"/headersToAttributes{step}") for code, step in expected]


def test_a_reversed_entry_is_swapped_only_into_a_free_place() -> None:
    path = ("headersToAttributes", "ticket")
    swap = (Change("key", path, "X-Ticket"), Change("value", path, "ticket"))
    assert changes(INBOUND_BODY | {"headersToAttributes": {"ticket": "X-Ticket"}}) == [swap]
    assert changes(INBOUND_BODY | {"headersToAttributes": {"ticket": "X-Ticket", "X-Ticket": "id"}}) == [()]


def test_what_may_stay_empty_is_told_by_entry() -> None:
    field = "/headersToAttributes"
    mapped = {"X-A": "a", "From": "b", "To Do": "c", "ticket": "X-Ticket"}
    found = [("RR230", f"{field}/To Do"), ("RR235", f"{field}/ticket")]
    assert maps(mapped, includeHeaders="SIP_X_HEADERS") == [*found, ("RR236", f"{field}/From")]
    assert maps(mapped, includeHeaders="NONE") == [*found, ("RR236", field)]
    assert maps({}, includeHeaders="NONE") == []


NAMES = st.one_of(
    st.text(max_size=6),
    st.text("XYab-_.:;é\n ", max_size=4),
    st.sampled_from((*RESERVED, *COMPACT)).map(str.title),
    st.sampled_from((*RESERVED, *COMPACT)).map(lambda name: name + "\n"),
)
VALUES = st.one_of(st.text(max_size=6), st.text("a\t\r\n\0\x1f\x7f\x80é", max_size=4))


@pytest.mark.parametrize("code", ["RR210", "RR211", "RR212"])
@given(headers=st.dictionaries(NAMES, VALUES, max_size=3))
def test_the_schema_of_a_rule_says_what_the_rule_says(code: str, headers: dict[str, str]) -> None:
    body = OUTBOUND_BODY | {"headers": headers}
    found = any(BY_CODE[code].check(body))
    refused = not Draft202012Validator(dict(BY_CODE[code].states)).is_valid(body)
    if code == "RR211":  # a name with a line feed at its end is no token, and told as that
        found = found or any(name.endswith("\n") and name[:-1].lower() in {*RESERVED, *COMPACT} for name in headers)
    assert refused == found


@pytest.mark.parametrize(
    ("name", "sent", "mapped"),
    [
        ("X Customer Id", 'choose another name, such as "X-Customer-Id", that the receiver looks for', "X-Customer-Id"),
        ("X-Kündigung", "choose another name that the receiver looks for", ""),
        ("X-A:", 'write "X-A"', "X-A"),
        ("Call ID", "choose another name that the receiver looks for", ""),
        (" ", "choose another name that the receiver looks for", ""),
        ("X-Taken Name", "choose another name that the receiver looks for", "X-Taken-Name"),
    ],
)
def test_a_name_that_no_header_can_have_comes_with_advice(name: str, sent: str, mapped: str) -> None:
    chosen = Settings(select=("RR210", "RR230"))
    (one,) = check(OUTBOUND_BODY | {"headers": {name: "1", "X-Taken-Name": "2"}}, settings=chosen)
    assert (one.code, one.help) == ("RR210", sent)
    (one,) = check(INBOUND_BODY | {"headersToAttributes": {name: "a"}}, settings=chosen)
    perhaps = f', perhaps "{mapped}"' if mapped else ""
    assert (one.code, one.help) == ("RR230", f"write the name as the INVITE has it{perhaps}")

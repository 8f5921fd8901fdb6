"""The published schemas say what siplint says, as far as a schema can."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from places import CASES
from schema_errors import error_codes
from siplint import check_bytes
from siplint.model.severity import ERROR
from siplint.model.tree_path import pointer
from siplint.reference.schemas import CANNOT_SAY, SCHEMAS
from siplint.rules.base import Bad, Rule
from siplint.rules.catalogue import all_rules
from strategies import bodies, broken

RULES = all_rules()
BY_CODE = {rule.code: rule for rule in all_rules()}

if TYPE_CHECKING:
    from siplint.model.settings import Kind

VALIDATORS = {name: Draft202012Validator(make()) for name, make in SCHEMAS.items()}
KINDS: tuple[Kind, ...] = ("create", "update")
BEFORE = {one.code for one in RULES if one.stage == "text"}
STATED = [one for one in RULES if one.stage in ("shape", "body") and one.severity == ERROR]
FILES = sorted(CASES.glob("*.json*"))


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_right_body_is_right_to_both(kind: Kind, data: st.DataObject) -> None:
    body = data.draw(bodies(kind))
    assert error_codes(body, kind) == set()
    assert list(VALIDATORS[kind].iter_errors(body)) == []


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_the_schema_accepts_exactly_the_bodies_without_an_error_it_can_say(kind: Kind, data: st.DataObject) -> None:
    body = data.draw(broken(kind))
    codes = error_codes(body, kind)
    if codes & BEFORE:  # nothing else is looked at; what is no rule at all is no create body to the schema either
        assert kind == "update" or not VALIDATORS[kind].is_valid(body)
    else:
        assert VALIDATORS[kind].is_valid(body) == (not codes - CANNOT_SAY[kind].keys())


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_says_where_it_lives(name: str) -> None:
    schema = SCHEMAS[name]()
    validator = Draft7Validator if name.endswith("draft-07") or name == "config" else Draft202012Validator
    validator.check_schema(schema)
    assert schema["$schema"] == validator.META_SCHEMA["$schema"]
    assert schema["$id"].endswith(f"/schemas/{name}.schema.json")
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_has_something_to_show_for_each_field(kind: Kind) -> None:
    fields = SCHEMAS[kind]()["properties"]
    for shown in [*fields.values(), *fields["room"]["properties"].values()]:
        assert shown["title"]
        assert shown["description"]
        assert [one for one in shown.get("examples", ()) if not Draft202012Validator(shown).is_valid(one)] == []


def test_a_field_is_written_for_people_and_may_be_null_where_it_is_optional() -> None:
    fields = SCHEMAS["create"]()["properties"]
    assert [one["title"] for one in fields.values()][:6] == [
        "Name",
        "Type",
        "Phone numbers",
        "API key",
        "Agent ID",
        "Agent metadata",
    ]
    values = ("inbound", "outbound", "static", "dynamic", None, "x")
    for field, allowed in (
        (fields["type"], ["inbound", "outbound"]),
        (SCHEMAS["update"]()["properties"]["type"], ["inbound", "outbound", None]),
        (fields["room"]["properties"]["type"], ["static", "dynamic", None]),
    ):
        assert [one for one in values if Draft202012Validator(field).is_valid(one)] == allowed
    snippets = fields["room"]["properties"]["prefix"]["defaultSnippets"]
    assert [one["body"] for one in snippets] == ["blank", "participantNumber", "sipNumber", "random"]


@pytest.mark.parametrize(
    ("rule", "kind", "bad"),
    [
        pytest.param(rule, kind, bad, id=f"{rule.code}-{kind}-{i}")
        for rule in STATED
        for kind in rule.kinds
        for i, bad in enumerate(rule.bad)
    ],
)
def test_a_schema_refuses_the_bad_examples_of_what_it_can_say(rule: Rule, kind: Kind, bad: Bad) -> None:
    errors = list(VALIDATORS[kind].iter_errors(bad.body))
    if rule.code in error_codes(bad.body, kind) and rule.code not in CANNOT_SAY[kind]:
        assert errors
        if rule.states:
            places = [pointer(tuple(error.absolute_path)) for error in errors]
            named = bad.at.rpartition("/")[
                0
            ]  # what is said of a name stands at the object: propertyNames has no other place
            assert bad.at in places or (named and named in places)


@pytest.mark.parametrize("kind", KINDS)
def test_the_codes_a_schema_says_and_those_it_cannot_are_all_errors_there_are(kind: Kind) -> None:
    may = {
        one.code
        for one in RULES
        if kind in one.kinds and (one.severity == ERROR or any(bad.severity == ERROR for bad in one.bad))
    }
    stated = {one["$comment"][:5] for one in SCHEMAS[kind]()["allOf"]}
    assert CANNOT_SAY[kind].keys() | stated | {"RR101", "RR102", "RR103"} - {"RR101" if kind == "update" else ""} == may
    assert not stated & CANNOT_SAY[kind].keys()
    assert all(CANNOT_SAY[kind].values())


def test_what_a_rule_states_names_its_code() -> None:
    (one,) = (one for one in SCHEMAS["create"]()["allOf"] if one["$comment"].startswith("RR201"))
    assert one["$comment"] == "RR201 headers-on-inbound: `headers` is set on an inbound rule"
    assert one["then"]["properties"]["headers"]["errorMessage"].endswith("(RR201)")
    for body in (*BY_CODE["RR201"].good, *(bad.body for bad in BY_CODE["RR201"].bad)):
        assert Draft202012Validator(one).is_valid(body) == Draft202012Validator(BY_CODE["RR201"].states).is_valid(body)


@pytest.mark.parametrize("name", ["gatewayId", "dispatch", "rule", "id", "createdAt", "updatedAt"])
def test_fields_of_other_bodies_are_refused_and_not_offered(name: str) -> None:
    body = {"name": "n", "type": "outbound", "phoneNumbers": ["+14155551234"], name: "x"}
    assert [pointer(tuple(error.absolute_path)) for error in VALIDATORS["create"].iter_errors(body)] == [f"/{name}"]
    assert name not in SCHEMAS["create"]()["properties"]
    assert VALIDATORS["update"].is_valid(body) == (name == "id")


def test_a_file_holds_a_rule_or_a_list_of_rules() -> None:
    right = {"name": "n", "type": "outbound", "phoneNumbers": ["+14155551234"]}
    wrong = right | {"headersToAttributes": {"X-A": "a"}}
    validator = VALIDATORS["rules"]
    assert validator.is_valid(right)
    assert validator.is_valid([right, right])
    assert [list(error.absolute_path) for error in validator.iter_errors([right, wrong])] == [
        [1, "headersToAttributes"]
    ]
    assert [list(error.absolute_path) for error in validator.iter_errors(wrong)] == [["headersToAttributes"]]
    assert not validator.is_valid("text")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_every_report_is_what_its_schema_says(path: Path) -> None:
    report = check_bytes(path.read_bytes(), file=path.name).to_dict()
    assert list(VALIDATORS["report"].iter_errors(report)) == []

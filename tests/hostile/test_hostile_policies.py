"""Policies made to take for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from siplint.api import check_files
from siplint.model.examples import INBOUND_BODY
from siplint.model.failure import BadConfiguration
from siplint.model.settings import Settings
from siplint.rules.policy_engine import complaints, policy
from siplint.rules.policy_steps import FEWEST, MOST

LONG = "a" * 60 + "!"
TOO_MANY = "the rule cannot be judged by the house policy: that takes too many steps"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def compiled(schema: Any) -> Any:
    return policy(json.dumps(schema).encode(), "policy.json")


def places(schema: Any, **members: Any) -> list[str]:
    house = compiled(schema)
    found = ["/".join(map(str, path)) for path, *_ in complaints(house, INBOUND_BODY | members)]
    assert house.limit.left >= 0
    return found


def refused(schema: Any) -> str:
    with pytest.raises(BadConfiguration) as caught:
        compiled(schema)
    return str(caught.value)


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(a|aa)+$",
        "^(a|a)*$",
        "^(.*)*!!$",
        "(a*)*b",
        "a*a*a*a*a*a*a*b",
        "^(a?){50}a{61}$",
        "([a-z]+)*\\d",
        "(x+x+)+y",
        "(?:a|a?)+b",
    ],
)
def test_a_pattern_never_explodes(pattern: str) -> None:
    assert places({"properties": {"name": {"pattern": pattern}}}, name=LONG) == ["name"]
    assert places({"properties": {"name": {"pattern": pattern}}}, name="a" * 3000 + "!") == ["name"]
    found = [name for name in INBOUND_BODY if re.search(pattern, name)]
    assert places({"patternProperties": {pattern: False}}, **{LONG: 1}) == found
    assert places({"propertyNames": {"pattern": f"{pattern}|^[a-zA-Z]*$"}}, **{LONG: 1}) == [LONG]
    inside = {"allOf": [{"$schema": DIALECT, "properties": {"name": {"pattern": pattern}}}]}
    assert places(inside, name=LONG) == ["name"]
    names = dict.fromkeys(INBOUND_BODY, True)
    assert places(
        {"patternProperties": {pattern: True}, "properties": names, "additionalProperties": False}, **{LONG: 1}
    ) == [LONG]


@pytest.mark.parametrize("pattern", ["^(?=(a+)+$)", "^(a+)+\\1$", "(?i)^(a+)+$", "^(?!(a|aa)+$)"])
def test_a_pattern_that_cannot_be_bounded_is_refused_by_name(pattern: str) -> None:
    house = compiled({"properties": {"agentMetadata": {"properties": {"zz": {"pattern": pattern}}}}})
    assert list(complaints(house, INBOUND_BODY | {"agentMetadata": {"zz": LONG}})) == [
        ((), f"{TOO_MANY}, because of the pattern {json.dumps(pattern)}", "")
    ]
    assert list(complaints(house, INBOUND_BODY | {"agentMetadata": {"zz": 1}})) == []


@pytest.mark.parametrize(
    "pattern", ["^(?!test-)", "^(?=.*[a-z])(?=.*\\d).{3,}$", "^(\\w)\\1", "(?i)^prod-", "^[A-Z]{2}-(?:\\d{3}|x)+$"]
)
def test_ordinary_patterns_are_checked_by_python(pattern: str) -> None:
    for name in ("prod-1", "PROD-x", "test-2", "aab1", "DE-123x", ""):
        expected = [] if re.search(pattern, name) else ["name"]
        assert places({"properties": {"name": {"pattern": pattern}}}, name=name) == expected


def chain(floor: Callable[[str], Any], **more: Any) -> dict[str, Any]:
    floors = {f"a{number}": floor(f"#/$defs/a{number + 1}") for number in range(39)}
    return {"$ref": "#/$defs/a0", "$defs": floors | {"a39": {"minProperties": 1}}, **more}


@pytest.mark.parametrize(
    "schema",
    [
        chain(lambda ref: {"allOf": [{"$ref": ref}, {"$ref": ref}]}),
        chain(lambda ref: {"anyOf": [{"not": {"$ref": ref}}, {"$ref": ref}]}),
        chain(lambda ref: {"oneOf": [{"$ref": ref}, {"not": {"$ref": ref}}]}),
        chain(lambda ref: {"if": {"$ref": ref}, "then": {"$ref": ref}}),
        chain(lambda ref: {"not": {"not": {"allOf": [{"$ref": ref}, {"$ref": ref}]}}}),
        chain(lambda ref: {"dependentSchemas": {"name": {"$ref": ref}, "type": {"$ref": ref}}}),
        {
            "unevaluatedProperties": True,
            **chain(lambda ref: {"dependentSchemas": {"name": {"$ref": ref}, "type": {"$ref": ref}}}),
        },
        {"unevaluatedProperties": True, **chain(lambda ref: {"$ref": ref, "$dynamicRef": ref})},
        {"unevaluatedProperties": True, **chain(lambda ref: {"allOf": [{"$ref": ref}, {"$ref": ref}]})},
        {"allOf": [{"$schema": DIALECT, **chain(lambda ref: {"allOf": [{"$ref": ref}, {"$ref": ref}]})}], "$defs": {}},
        chain(lambda ref: {"allOf": [{"$ref": ref}, {"$ref": ref}], "required": ["zzz"]}),
    ],
)
def test_doubling_ends_at_a_number_of_steps(schema: dict[str, Any]) -> None:
    if schema.get("$defs") == {}:
        schema["$defs"] = schema["allOf"][0].pop("$defs")
    assert refused(schema) == "policy.json:1:1: the policy cannot be used: judging a rule by it takes too many steps"


def test_doubling_that_waits_for_a_body_ends_there_and_other_findings_stay() -> None:
    doubling = chain(lambda ref: {"allOf": [{"$ref": ref}, {"$ref": ref}]})
    schema = {"$defs": doubling.pop("$defs"), "if": {"properties": {"name": {"const": "x"}}}, "then": doubling}
    house = compiled(schema)
    bodies = {name: json.dumps(INBOUND_BODY | {"name": name, "recording": "true"}).encode() for name in "xyz"}
    files = {f"{name}.json": data for name, data in bodies.items()}
    report = check_files(files, settings=Settings(policy=house, cross_file=False))
    assert [(one.file, one.code, one.pointer, one.message) for one in report if one.code == "RR190"] == [
        ("x.json", "RR190", "", TOO_MANY)
    ]
    assert [(one.file, one.pointer) for one in report if one.code == "RR102"] == [
        ("x.json", "/recording"),
        ("y.json", "/recording"),
        ("z.json", "/recording"),
    ]


MIXED = [item for number in range(2000) for item in (number, str(number), {"a": number})]


def test_unique_items_are_compared_in_linear_time() -> None:
    schema = {"properties": {"tags": {"uniqueItems": True}}}
    assert places(schema, tags=MIXED * 20) == ["tags"]
    assert places(schema, tags=MIXED) == []
    assert places(schema, tags=[1, True, "1", 1.5, [1], [True], {"a": 1}, {"a": True}, None, 0, False]) == []
    twins: list[list[Any]] = [
        [1, 1.0],
        [{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}],
        [[], []],
        [None, None],
        ["a", 1, "a"],
    ]
    for twice in twins:
        assert places(schema, tags=twice) == ["tags"]
    assert "not a JSON Schema" in refused({"required": [1, "a", {}, 1]})
    assert "not a JSON Schema" in refused(
        {"required": [item for number in range(3000) for item in (number, str(number))]}
    )


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"properties": {"name": {"pattern": "a{99999999999}"}}}, "is not a 'regex'"),
        ({"properties": {"name": {"pattern": "(" * 3000 + ")" * 3000}}}, "nested too deeply"),
        ({"properties": {"name": {"pattern": "(?i)" + "[\x01-\U0010fffe]" * 50}}}, "because of the pattern"),
        ({"$defs": {f"a{number}": {} for number in range(5001)}}, "more than 10000 objects and members"),
        ({"properties": {f"a{number}": 5 for number in range(10_000)}}, "more than 10000 objects and members"),
    ],
)
def test_what_would_take_long_to_read_is_refused(schema: dict[str, Any], said: str) -> None:
    assert said in refused(schema)


def test_many_names_of_subschemas_are_looked_up_once() -> None:
    names = {f"a{number}": {"$anchor": f"b{number}", "minProperties": 1} for number in range(1000)}
    house = compiled({"allOf": [{"$ref": f"#b{number}"} for number in range(1000)], "$defs": names})
    assert list(complaints(house, INBOUND_BODY)) == []


def test_limits_grow_with_the_body_and_the_policy_up_to_a_bound() -> None:
    house = compiled({"properties": {"phoneNumbers": {"items": {"pattern": "^\\+1[0-9]{10}$", "type": "string"}}}})
    numbers = [f"+1415555{number:04}" for number in range(5000)]
    assert list(complaints(house, INBOUND_BODY | {"phoneNumbers": numbers})) == []
    assert FEWEST < house.limit.left < MOST
    assert list(complaints(house, INBOUND_BODY | {"phoneNumbers": [*numbers, "+4"]})) == [
        (("phoneNumbers", 5000), 'item 5000 of `phoneNumbers` does not meet `pattern`: "^\\\\+1[0-9]{10}$"', "")
    ]

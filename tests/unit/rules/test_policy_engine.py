"""House policies: what a schema finds, where, in whose words, and what is no policy."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from siplint.api import check, check_files
from siplint.cli import main as cli
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.failure import BadConfiguration
from siplint.model.settings import Settings
from siplint.rules.house_policy import house_policy
from siplint.rules.policy_engine import complaints, policy

SECRET = "8d2f-this-is-not-to-be-shown"
DRAFT_4 = "http://json-schema.org/draft-04/schema#"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def compiled(schema: Any) -> Any:
    return policy(json.dumps(schema).encode(), "policy.schema.json")


def told(schema: Any, body: Any) -> list[tuple[str, str, str]]:
    report = check(body, settings=Settings(select=("RR190",), policy=compiled(schema)))
    return [(one.pointer, one.message, one.help) for one in report]


def places(schema: Any, body: Any) -> list[str]:
    return [pointer for pointer, _, _ in told(schema, body)]


def refused(text: bytes | str) -> str:
    with pytest.raises(BadConfiguration) as caught:
        policy(text.encode() if isinstance(text, str) else text, "policy.schema.json")
    return str(caught.value)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"const": True}, "`recording` should be true"),
        ({"enum": ["a", 1, True]}, '`recording` should be one of "a", 1, true'),
        ({"enum": [1, 2, 3, 4, 5, 6]}, "`recording` should be one of 1, 2, 3, 4, 5, …"),
        ({"type": "string"}, '`recording` should be of type "string"'),
        ({"type": ["string", "null"]}, '`recording` should be of type "string", "null"'),
        ({"not": {"type": "boolean"}}, "`recording` does not meet `not`"),
        ({"anyOf": [{"const": 1}, {"const": 2}]}, "`recording` does not meet `anyOf`"),
        (False, "`recording` is not allowed"),
        ({"allOf": [False]}, "`recording` is not allowed"),
    ],
)
def test_without_words_of_its_own_a_schema_gets_ours(schema: Any, expected: str) -> None:
    assert told({"properties": {"recording": schema}}, INBOUND_BODY | {"recording": False}) == [
        ("/recording", expected, "")
    ]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"properties": {"name": {"pattern": "^prod-"}}}, [("/name", '`name` does not meet `pattern`: "^prod-"')]),
        ({"properties": {"name": {"maxLength": 3}}}, [("/name", "`name` does not meet `maxLength`: 3")]),
        ({"required": ["tags", "name", "dtmf"]}, [("/dtmf", "`dtmf` is missing"), ("/tags", "`tags` is missing")]),
        ({"dependentRequired": {"name": ["dtmf"], "dtmf": ["tags"]}}, [("/dtmf", "`dtmf` is missing")]),
        ({"properties": {"room": {"required": ["pin"]}}}, [("/room/pin", "`room.pin` is missing")]),
        ({"properties": {"headers": False}}, [("/headers", "`headers` is not allowed")]),
        ({"patternProperties": {"^head": False}}, [("/headers", "`headers` is not allowed")]),
        (
            {"properties": {"headers": {"additionalProperties": False}}},
            [("/headers/X-A", "`headers.X-A` is not allowed")],
        ),
        (
            {"properties": {"headers": {"propertyNames": {"pattern": "^X-Acme-"}}}},
            [("/headers/X-A", '`headers.X-A` does not meet `pattern`: "^X-Acme-"')],
        ),
        ({"properties": {"headers": {"propertyNames": False}}}, [("/headers/X-A", "`headers.X-A` is not allowed")]),
        (
            {"properties": {"phoneNumbers": {"items": {"pattern": "^\\+1415"}}}},
            [("/phoneNumbers/1", 'item 1 of `phoneNumbers` does not meet `pattern`: "^\\\\+1415"')],
        ),
        (
            {"properties": {"phoneNumbers": {"prefixItems": [True, False]}}},
            [("/phoneNumbers/1", "item 1 of `phoneNumbers` is not allowed")],
        ),
        (
            {"properties": {"phoneNumbers": {"prefixItems": [True], "items": False}}},
            [("/phoneNumbers/1", "item 1 of `phoneNumbers` is not allowed")],
        ),
        (
            {"properties": {"phoneNumbers": {"maxItems": 1}}},
            [("/phoneNumbers", "`phoneNumbers` does not meet `maxItems`: 1")],
        ),
        ({"maxProperties": 2}, [("", "the rule does not meet `maxProperties`: 2")]),
        (
            {"unevaluatedProperties": False, "properties": {"name": True}},
            [("", "the rule does not meet `unevaluatedProperties`")],
        ),
        (False, [("", "the rule is not allowed")]),
        (True, []),
        (
            {"required": 1, "$schema": DRAFT_4, "properties": {}} | {"required": ["dtmf"]},
            [("/dtmf", "`dtmf` is missing")],
        ),
        (
            {"$schema": DRAFT_7, "properties": {"phoneNumbers": {"items": [True], "additionalItems": False}}},
            [("/phoneNumbers/1", "item 1 of `phoneNumbers` is not allowed")],
        ),
        (
            {"$schema": DRAFT_7, "properties": {"phoneNumbers": {"items": [True, False]}}},
            [("/phoneNumbers/1", "item 1 of `phoneNumbers` is not allowed")],
        ),
        ({"properties": {"name": {"format": "ipv4"}}}, [("/name", '`name` does not meet `format`: "ipv4"')]),
        ({"required": ["dtmf"], "allOf": [{"required": ["dtmf"]}]}, [("/dtmf", "`dtmf` is missing")]),
        ({"items": False, "propertyNames": {"maxLength": 30}}, []),
    ],
)
def test_a_finding_stands_at_the_member_it_is_about(schema: Any, expected: list[tuple[str, str]]) -> None:
    body = OUTBOUND_BODY | {
        "room": {"type": "dynamic"},
        "headers": {"X-A": "a"},
        "phoneNumbers": ["+14155551234", "+33612345678"],
    }
    assert [(pointer, message) for pointer, message, _ in told(schema, body)] == expected


def test_what_has_another_type_is_not_searched_for_members() -> None:
    schema = {"required": ["a"], "propertyNames": {"maxLength": 1}, "dependentRequired": {"a": ["b"]}}
    assert places({"properties": {"name": schema}}, INBOUND_BODY) == []


@pytest.mark.parametrize(
    ("schema", "message", "advice"),
    [
        ({"properties": {"recording": {"const": True, "title": "every rule records"}}}, "every rule records", "should"),
        (
            {"properties": {"recording": {"const": True, "description": "every\n rule  records"}}},
            "every rule records",
            "should",
        ),
        ({"properties": {"recording": {"const": True, "title": "a", "description": "b"}}}, "a: b", "should"),
        (
            {"allOf": [{"title": "every rule records", "properties": {"recording": {"const": True}}}]},
            "every rule records",
            "should",
        ),
        (
            {
                "$defs": {"on": {"const": True}},
                "properties": {"recording": {"$ref": "#/$defs/on", "title": "every rule records"}},
            },
            "every rule records",
            "should",
        ),
        (
            {
                "title": "the house",
                "$defs": {"on": {"const": True, "title": "on"}},
                "properties": {"recording": {"$ref": "#/$defs/on"}},
            },
            "on",
            "should",
        ),
        (
            {"title": "the house", "properties": {"recording": {"const": True}}},
            "the house: `recording` should be true",
            "",
        ),
        ({"title": 5, "properties": {"recording": {"const": True, "title": 7}}}, None, None),
        ({"properties": {"recording": {"const": True, "title": "x" * 300}}}, "x" * 200 + "…", "should"),
        ({"properties": {"recording": {"const": True, "title": " "}}}, "`recording` should be true", ""),
    ],
)
def test_the_nearest_title_and_description_are_the_message(
    schema: Any, message: str | None, advice: str | None
) -> None:
    if message is None:
        assert "not a JSON Schema" in refused(json.dumps(schema))
        return
    expected = "`recording` should be true" if advice else ""
    assert told(schema, INBOUND_BODY | {"recording": False}) == [("/recording", message, expected)]


def test_a_missing_member_is_told_in_the_words_of_its_own_schema() -> None:
    schema = {"title": "the house", "properties": {"recording": {"title": "every rule records"}, "dtmf": True}}
    assert told(schema | {"required": ["recording", "dtmf", "tags"]}, INBOUND_BODY) == [
        ("/dtmf", "the house: `dtmf` is missing", ""),
        ("/recording", "every rule records", "`recording` is missing"),
        ("/tags", "the house: `tags` is missing", ""),
    ]


def test_findings_have_places_in_files_and_lists() -> None:
    settings = Settings(policy=compiled({"required": ["recording"], "properties": {"name": {"pattern": "^prod-"}}}))
    data = b'[\n {"name": "prod-1", "type": "outbound", "phoneNumbers": ["+14155551234"]},\n {"recording": true, "name": "a", "type": "outbound", "phoneNumbers": ["+14155551234"]}\n]'
    report = check_files({"a.json": data}, settings=settings)
    assert [(one.code, one.pointer, one.start and (one.start.line, one.start.column)) for one in report] == [
        ("RR190", "/0/recording", (2, 2)),
        ("RR190", "/1/name", (3, 22)),
    ]


def test_no_value_of_the_body_is_in_a_message() -> None:
    everywhere = {
        "name": SECRET,
        "apiKey": SECRET,
        "agentMetadata": {"a": [SECRET, SECRET]},
        "tags": [SECRET, SECRET],
        "headers": {"X-Token": SECRET},
        "phoneNumbers": [SECRET],
        "type": "outbound",
    }
    texts: list[Any] = [
        {"const": "a"},
        {"enum": ["a"]},
        {"pattern": "^a"},
        {"minLength": 99},
        {"type": "null"},
        {"format": "ipv4"},
    ]
    texts += [{"not": {"type": "string"}}, {"anyOf": [{"const": 1}]}, {"oneOf": [{}, {}]}, False]
    lists: list[Any] = [
        {"uniqueItems": True},
        {"contains": {"const": 1}},
        {"maxItems": 0},
        {"items": False},
        {"unevaluatedItems": False},
    ]
    for schema in texts:
        of = {"properties": {"name": schema, "apiKey": schema, "headers": {"additionalProperties": schema}}}
        said = told(of, everywhere)
        assert [pointer for pointer, _, _ in said] == ["/apiKey", "/headers/X-Token", "/name"]
        assert SECRET not in str(said)
    for schema in lists:
        said = told({"properties": {"tags": schema, "agentMetadata": {"properties": {"a": schema}}}}, everywhere)
        assert {pointer.partition("/0")[0].partition("/1")[0] for pointer, _, _ in said} == {
            "/tags",
            "/agentMetadata/a",
        }
        assert SECRET not in str(said)


def test_the_keys_a_policy_allows_are_not_told() -> None:
    schema = {"properties": {"apiKey": {"enum": [SECRET]}}}
    assert told(schema, INBOUND_BODY | {"apiKey": "x"}) == [("/apiKey", "`apiKey` does not meet `enum`", "")]


def test_an_api_key_that_a_finding_is_about_is_a_secret() -> None:
    ready = compiled({"properties": {"apiKey": False}, "required": ["apiKey", "name"]})
    for body, expected in (
        ({"apiKey": SECRET}, [("apiKey", (SECRET,)), ("name", ())]),
        ({"apiKey": 5}, [("apiKey", ()), ("name", ())]),
        ({}, [("apiKey", ()), ("name", ())]),
    ):
        assert sorted((str(*one.path), one.secrets) for one in house_policy.check(body, ready)) == expected


def test_the_words_of_a_policy_s_description() -> None:
    found = [next(house_policy.check(bad.body, compiled(bad.policy))) for bad in house_policy.bad]
    assert [(one.message, one.help) for one in found] == [
        ("every rule records", "`recording` should be true"),
        ("every rule records", "`recording` is missing"),
        ("names begin with prod-", '`name` does not meet `pattern`: "^prod-"'),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{\n  "type": "object",\n}', "2:19: the policy cannot be used: a comma before `}`"),
        ("", "1:1: the policy cannot be used: "),
        (b'{"title": "\xff"}', "1:12: the policy cannot be used: "),
        ('{"required": ["a"], "required": ["b"]}', "1:21: the policy cannot be used: "),
        ("[\n{}]", "1:1: the policy cannot be used: not a JSON Schema: [{}] is not of type"),
        (
            '{\n "properties": {\n  "name": {"type": "text"}\n }\n}',
            "3:12: the policy cannot be used: not a JSON Schema: 'text' is not",
        ),
        (
            '{"properties": {"name": {"pattern": "("}}}',
            "1:26: the policy cannot be used: not a JSON Schema: '(' is not a 'regex'",
        ),
        (
            '{"$schema": "https://example.com/x"}',
            '1:2: the policy cannot be used: "https://example.com/x" is not a dialect',
        ),
        (
            '{"$schema": "http://json-schema.org/draft-03/schema#"}',
            "is not a dialect of JSON Schema from draft 4 to 2020-12",
        ),
        ('{"$schema": 5}', "1:2: the policy cannot be used: 5 is not a dialect"),
        (
            '{\n "properties": {"name": {"$ref": "#/$defs/nmae"}}\n}',
            '2:26: the policy cannot be used: "#/$defs/nmae" leads nowhere in this file, and nothing is fetched',
        ),
        (
            '{"allOf": [{}, {"$ref": "https://example.com/x.json"}]}',
            '1:17: the policy cannot be used: "https://example.com/x.json" leads',
        ),
        ('{"items": {"$dynamicRef": "#x"}}', '1:12: the policy cannot be used: "#x" leads nowhere'),
        ('{"$ref": "#"}', "1:1: the policy cannot be used: it refers to itself without end"),
        (
            '{"properties": {"room": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}',
            "without end",
        ),
        ('{"not": ' * 190 + "{}" + "}" * 190, "nested too deeply"),
        ('{"not": ' * 5000 + "{}" + "}" * 5000, "the policy cannot be used: "),
    ],
)
def test_what_is_no_policy_is_told_with_its_place(text: bytes | str, said: str) -> None:
    assert said in refused(text)
    assert refused(text).startswith("policy.schema.json:")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    assert "leads nowhere" in refused('{"$ref": "http://127.0.0.1:9/x.json"}')
    nested = {"$id": "https://example.com/root.json", "$defs": {"a": {"$id": "a.json", "const": 1}}}
    assert places(nested | {"properties": {"name": {"$ref": "a.json"}}}, INBOUND_BODY) == ["/name"]
    assert (
        places({"properties": {"room": {"$ref": "https://json-schema.org/draft/2020-12/schema"}}}, INBOUND_BODY) == []
    )


def test_a_recursive_policy_checks_what_is_not_too_deep() -> None:
    schema = {
        "properties": {"agentMetadata": {"$ref": "#/$defs/tree"}},
        "$defs": {
            "tree": {
                "maxProperties": 1,
                "allOf": [{"allOf": [{"anyOf": [{"additionalProperties": {"$ref": "#/$defs/tree"}}]}]}],
            }
        },
    }
    assert places(schema, INBOUND_BODY | {"agentMetadata": {"a": {"b": {"c": 1, "d": 2}}}}) == ["/agentMetadata"]
    deep: dict[str, Any] = {}
    for _ in range(190):
        deep = {"a": deep}
    assert told(schema, INBOUND_BODY | {"agentMetadata": deep}) == [
        ("", "the rule cannot be judged by the house policy: it is nested too deeply", "")
    ]
    assert told({"required": ["recording"]}, INBOUND_BODY | {"agentMetadata": deep}) == [
        ("/recording", "`recording` is missing", "")
    ]
    assert told(
        {"properties": {"agentMetadata": {"properties": {"n": {"multipleOf": 0.5}}}}},
        INBOUND_BODY | {"agentMetadata": {"n": 10**400}},
    ) == [("", "the rule cannot be judged by the house policy: it has a number too large", "")]


def test_a_body_that_holds_the_same_values_again_and_again_is_checked_as_far_as_it_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("siplint.rules.policy_engine.LARGEST", 10_000)
    schema = {"properties": {"agentMetadata": {"additionalProperties": {"uniqueItems": True}}}}

    def body(floors: int, top: int = 2) -> dict[str, Any]:
        tower: list[Any] = []
        for _ in range(floors):
            tower = [tower, tower]
        return INBOUND_BODY | {"agentMetadata": {"a": [tower] * top}}

    assert told(schema, body(3)) == [
        ("/agentMetadata/a", "`agentMetadata.a` does not meet `uniqueItems`", ""),
    ]
    assert told(schema, body(60)) == [
        ("", "the rule cannot be judged by the house policy: it holds the same value too many times", "")
    ]
    assert told({}, INBOUND_BODY | {"agentMetadata": {"a": [0] * 10_001}}) == []


def test_tuples_are_lists() -> None:
    schema = {"properties": {"phoneNumbers": {"type": "array", "items": {"pattern": "^\\+1"}}}}
    assert places(schema, INBOUND_BODY | {"phoneNumbers": ("+14155551234", "+33612345678")}) == ["/phoneNumbers/1"]


def test_update_bodies_are_checked_too() -> None:
    settings = Settings(kind="update", policy=compiled({"properties": {"name": {"pattern": "^prod-"}}}))
    report = check({"name": "a"}, kind="update", settings=settings)
    assert [(one.code, one.pointer) for one in report] == [("RR190", "/name")]


def test_words_stay_nearest_where_the_schema_is_marked_and_refers_to_itself() -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "properties": {
            "agentMetadata": {"additionalProperties": {"$ref": "#"}},
            "name": {"maxLength": 3, "title": "short"},
        },
    }
    body = {"name": "abc", "agentMetadata": {"x": {"name": "abcd"}}}
    assert list(complaints(compiled(schema), body)) == [
        (("agentMetadata", "x", "name"), "short", "`agentMetadata.x.name` does not meet `maxLength`: 3")
    ]


SUBSCHEMAS = st.sampled_from(
    [
        True,
        False,
        {"type": "string"},
        {"pattern": "^a"},
        {"minLength": 2},
        {"const": "b"},
        {"required": ["a"]},
        {"maxItems": 1},
    ]
)
SCHEMAS = st.fixed_dictionaries(
    {},
    optional={
        "properties": st.dictionaries(st.sampled_from("abc"), SUBSCHEMAS),
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), SUBSCHEMAS),
        "additionalProperties": SUBSCHEMAS,
        "propertyNames": SUBSCHEMAS,
        "required": st.lists(st.sampled_from("abc"), unique=True),
        "dependentRequired": st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from("abc"), unique=True)),
        "anyOf": st.lists(SUBSCHEMAS, min_size=1),
        "not": SUBSCHEMAS,
    },
)
VALUES = st.none() | st.booleans() | st.sampled_from(["", "a", "ab", "b"]) | st.lists(st.sampled_from("ab"), max_size=2)


@given(SCHEMAS, st.dictionaries(st.sampled_from("abcd"), VALUES | st.dictionaries(st.sampled_from("ab"), VALUES)))
def test_a_body_has_findings_exactly_when_jsonschema_refuses_it(schema: dict[str, Any], body: dict[str, Any]) -> None:
    assert (not list(complaints(compiled(schema), body))) == Draft202012Validator(schema).is_valid(body)


def test_a_policy_is_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "siplint.toml").write_text('policy = "conf/policy.json"\n')
    (tmp_path / "sub" / "a.json").write_text(json.dumps(INBOUND_BODY))
    monkeypatch.chdir(tmp_path / "sub")

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(("check", "--format", "concise", *words))
        out, err = capsys.readouterr()
        return code, out, err

    where = f"{tmp_path.as_posix()}/conf/policy.json"
    config = f"{tmp_path.as_posix()}/siplint.toml"
    assert run() == (2, "", f"siplint: {where}: there is no such file or folder (`policy` in {config})\n")
    (tmp_path / "conf" / "policy.json").write_text("{")
    code, out, err = run()
    assert (code, out, err.startswith(f"siplint: {where}:1:")) == (2, "", True)
    (tmp_path / "conf" / "policy.json").write_text('{"required": ["recording"], "title": "every rule records"}')
    code, out, _ = run()
    assert (code, out) == (1, "a.json:1:1: error[RR190] every rule records: `recording` is missing\n")
    assert run("--isolated")[0] == 0

"""What an editor offers and says with the published schemas: no made-up data, no null, our own messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from siplint.model.fields import FIELDS, ROOM_FIELDS
from siplint.reference.schemas import SCHEMAS, body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.settings import Kind

KINDS: tuple[Kind, ...] = ("create", "update")
EDITOR_SCHEMAS = ("create", "update", "rules", "create.draft-07", "update.draft-07", "rules.draft-07")
BASE: dict[str, Any] = {"name": "Support line", "phoneNumbers": ["+14155551234"]}


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a schema, itself included."""
    if isinstance(schema, dict):
        yield schema
    for item in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(item)


def offered(schema: dict[str, Any], value: dict[str, Any]) -> set[str]:
    """Return the members that VS Code offers inside an object: those of each schema that applies to it."""
    names = {name for name, item in schema.get("properties", {}).items() if not item.get("doNotSuggest")}
    for item in schema.get("allOf", ()):
        names |= offered(item, value)
    if "if" in schema:
        fits = Draft202012Validator(schema["if"]).is_valid(value)
        names |= (offered(schema["if"], value) if fits else set()) | offered(
            schema.get("then" if fits else "else", {}), value
        )
    return names


def value_completions(field: dict[str, Any]) -> list[Any]:
    """Return the values that VS Code offers for a field: it does not look into `if`, `then`, `else` and `not`."""
    types = [field["type"]] if isinstance(field.get("type"), str) else field.get("type", [])
    snippets = [snippet["body"] for snippet in field.get("defaultSnippets", ())]
    plain = [None] if "null" in types else [True, False] if "boolean" in types else []
    return [*field.get("enum", plain), *field.get("examples", ()), *snippets]


def messages(schema: dict[str, Any], value: Any) -> list[tuple[str, str]]:
    """Return the pointer of each error with the message that VS Code shows for it."""
    found = []
    for error in Draft202012Validator(schema).iter_errors(value):
        near: Any = schema
        for step in [*error.absolute_schema_path][:-1]:
            near = near[step]
        place = "/".join(map(str, ("", *error.absolute_path)))
        found.append((place, near.get("errorMessage", error.message)))
    return sorted(found)


@pytest.mark.parametrize("name", EDITOR_SCHEMAS)
def test_null_and_data_of_an_account_are_never_inserted(name: str) -> None:
    schema = SCHEMAS[name]()
    for part in parts(schema):
        assert "examples" not in part
        assert "default" not in part
        assert None not in part.get("enum", ())
        assert part.get("type") == "null" or "null" not in part.get("type", ())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("apiKey", ["$1"]),
        ("agentId", ["$1"]),
        ("recording", [True, False]),
        ("hidePhoneNumber", [True, False]),
        ("includeHeaders", ["ALL", "SIP_X_HEADERS", "NONE"]),
        ("allowedNumbers", [["$1"]]),
        ("allowedIpAddresses", [["$1"]]),
        ("tags", [["$1"]]),
        ("headers", [{"$1": "$2"}]),
        ("headersToAttributes", [{"$1": "$2"}]),
        ("agentMetadata", [{"$1": "$2"}]),
        ("room", [{"type": "static", "id": "$1"}, {"type": "dynamic"}]),
    ],
)
def test_an_optional_field_is_completed_with_documented_values_or_with_nothing(
    kind: Kind, field: str, values: list[Any]
) -> None:
    assert value_completions(SCHEMAS[kind]()["properties"][field]) == values


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("type", ["static", "dynamic"]),
        ("prefix", ["blank", "participantNumber", "sipNumber", "random"]),
        ("id", ["$1"]),
        ("pin", ["$1"]),
    ],
)
def test_the_fields_of_a_room_are_completed_alike(field: str, values: list[Any]) -> None:
    room = SCHEMAS["create"]()["properties"]["room"]
    assert value_completions(room["properties"][field]) == values


def test_the_type_of_a_rule_is_completed_from_its_enum() -> None:
    assert value_completions(SCHEMAS["create"]()["properties"]["type"]) == ["inbound", "outbound"]
    assert value_completions(SCHEMAS["update"]()["properties"]["type"]) == ["inbound", "outbound"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ({"type": "inbound"}, {"headers"}),
        ({"type": "outbound"}, {"headersToAttributes"}),
        ({"type": "inbound", "headersToAttributes": {}}, {"headers"}),
        ({"type": "outbound", "name": "n", "room": {}}, {"headersToAttributes"}),
        ({}, set()),
        ({"name": "n"}, set()),
        ({"type": "Inbound"}, set()),
    ],
)
def test_a_header_field_is_offered_only_in_its_direction(
    kind: Kind, written: dict[str, Any], missing: set[str]
) -> None:
    assert offered(SCHEMAS[kind](), written) == FIELDS.keys() - missing


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("strange", ["gatewayId", "dispatch", "rule", "id", "createdAt"])
def test_fields_of_other_bodies_are_not_offered(kind: Kind, strange: str) -> None:
    assert strange not in offered(SCHEMAS[kind](), {strange: "x"})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type": "Inbound"}, [("/type", '`type` must be "inbound" or "outbound" (RR103)')]),
        ({"name": " "}, [("/name", "`name` is empty, or only white space: the API answers 400 (RR104)")]),
        ({"recording": "true"}, [("/recording", "`recording` must be `true` or `false` (RR102)")]),
        ({"tags": "vip"}, [("/tags", "`tags` must be a list of strings (RR102)")]),
        ({"tags": ["vip", 1]}, [("/tags/1", "each item of `tags` must be a string (RR102)")]),
        ({"headers": {"X-A": "a"}}, [("/headers", "`headers` is set on an inbound rule: the API answers 400 (RR201)")]),
        (
            {"headersToAttributes": {"X-A": 1}},
            [("/headersToAttributes/X-A", "each value in `headersToAttributes` must be a string (RR102)")],
        ),
        ({"headers": []}, [("/headers", "`headers` must be an object whose values are strings (RR102)")]),
        ({"room": {"pin": 4711}}, [("/room/pin", "`room.pin` must be a string (RR102)")]),
        ({"room": {"type": "direct"}}, [("/room/type", '`room.type` must be "static" or "dynamic" (RR103)')]),
        (
            {"includeHeaders": "all"},
            [("/includeHeaders", '`includeHeaders` must be "ALL", "SIP_X_HEADERS" or "NONE" (RR103)')],
        ),
        ({"apiKey": None, "recording": None, "room": None, "headers": None}, []),
        ({"room": {"type": None, "pin": None}}, []),
    ],
)
def test_the_editor_shows_our_words(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    value = BASE | {"type": "inbound"} | changes
    assert messages(SCHEMAS["create"](), value) == expected


def test_every_statement_of_a_rule_has_its_message_and_code() -> None:
    for kind in KINDS:
        for statement in SCHEMAS[kind]()["allOf"]:
            code = statement["$comment"][:5]
            shown = [part["errorMessage"] for part in parts(statement) if "errorMessage" in part]
            assert shown or code == "RR601"  # VS Code has no message of ours for `anyOf`
            assert all(message.endswith(f"({code})") for message in shown)


def test_every_documented_value_is_described_and_every_field_has_its_source() -> None:
    for field in (*FIELDS.values(), *ROOM_FIELDS.values()):
        assert len(field.meanings) == len(field.values)
    fields = SCHEMAS["create"]()["properties"]
    assert fields["type"]["enumDescriptions"] == [
        "the rule answers incoming calls",
        "the rule is used for outgoing calls",
    ]
    for name, field in FIELDS.items():
        assert fields[name]["markdownDescription"] == f"{field.doc}\n\n[Where this is documented]({field.source})"


@pytest.mark.parametrize("name", EDITOR_SCHEMAS)
def test_a_new_file_begins_with_a_body_to_fill_in(name: str) -> None:
    labels = [snippet["label"] for snippet in SCHEMAS[name]()["defaultSnippets"]]
    if name.startswith("update"):
        assert labels == ["other numbers", "another agent"]
    else:
        assert labels == ["inbound rule: calls go to an agent", "inbound rule: calls go to a room", "outbound rule"]


def test_the_plain_schema_keeps_its_types_and_examples() -> None:
    fields = body("create")["properties"]
    assert fields["recording"]["type"] == ["boolean", "null"]
    assert fields["apiKey"]["examples"] == [FIELDS["apiKey"].example]
    assert "errorMessage" not in fields["recording"]

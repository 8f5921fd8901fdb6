"""What editors show beside a schema: messages, descriptions of values, and completions without made-up data.

VS Code reads `errorMessage`, `enumDescriptions`, `markdownDescription`, `defaultSnippets` and `doNotSuggest`; a validator
ignores them. An editor inserts what it finds in `examples`, and offers null where `type` allows it. So here `examples`
are left out wherever the value belongs to the account, and null is allowed by `if` and `else`.
"""

from __future__ import annotations

from siplint.domain.wording import either
from siplint.model.fields import FIELDS, INBOUND, OUTBOUND, ROOM_FIELDS, ROOM_PREFIXES
from siplint.rules.catalogue import rule_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.fields import Field
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind

EXPECTED: Mapping[str, str] = {
    "string": "a string",
    "boolean": "`true` or `false`",
    "strings": "a list of strings",
    "map": "an object whose values are strings",
    "object": "an object",
    "room": "an object",
}
"""What the value of a field must be, by the field's kind."""
BLANK: Mapping[str, JSON] = {"string": "$1", "strings": ["$1"], "map": {"$1": "$2"}, "object": {"$1": "$2"}}
"""What is inserted for a field without documented values: the cursor, and no data."""
SUBSCHEMAS = frozenset(("then", "else", "items", "additionalProperties", "propertyNames"))
"""Keywords of the rules' statements whose value is one schema."""
WITH_MESSAGE = frozenset(("type", "enum", "const", "pattern", "not"))
"""Keywords for which VS Code shows the `errorMessage` beside them."""

NEW_BODIES: Mapping[Kind, Mapping[str, JSON]] = {
    "create": {
        "inbound rule: calls go to an agent": {
            "name": "$1",
            "type": INBOUND,
            "phoneNumbers": ["$2"],
            "agentId": "$3",
        },
        "inbound rule: calls go to a room": {
            "name": "$1",
            "type": INBOUND,
            "phoneNumbers": ["$2"],
            "room": {"type": "static", "id": "$3"},
        },
        "outbound rule": {"name": "$1", "type": OUTBOUND, "phoneNumbers": ["$2"]},
    },
    "update": {"other numbers": {"phoneNumbers": ["$1"]}, "another agent": {"agentId": "$1"}},
}
"""Bodies to begin with, by what they are for."""


def for_editors(schema: dict[str, JSON], kind: Kind) -> dict[str, JSON]:
    """Return the plain schema of a body with all that editors read; it accepts the same bodies."""
    required = schema.get("required", ())
    made = {keyword: value for keyword, value in schema.items() if keyword != "examples"}
    made["errorMessage"] = "a routing rule is an object"
    made["properties"] = {
        name: _field(field, schema["properties"][name], name, optional=name not in required)
        for name, field in FIELDS.items()
    }
    made["allOf"] = [_statement(statement, schema["properties"]) for statement in schema["allOf"]]
    made["defaultSnippets"] = body_snippets(kind)
    return made


def body_snippets(kind: Kind) -> list[JSON]:
    """Return the bodies that an editor offers in an empty file."""
    return [{"label": label, "body": body} for label, body in NEW_BODIES[kind].items()]


def _field(field: Field, plain: Mapping[str, JSON], name: str, *, optional: bool) -> dict[str, JSON]:
    """Return the schema of a field; `name` is its name in messages."""
    made = _documentation(field, plain) | _inner(field, plain, name)
    if field.direction:
        made["doNotSuggest"] = True  # `_statement` offers it, where the direction is the right one
    checks = _checks(field, plain, name)
    if not optional:
        return made | checks
    return {**made, "if": {"type": "null"}, "else": checks, "defaultSnippets": _snippets(field, plain["title"])}


def _documentation(field: Field, plain: Mapping[str, JSON]) -> dict[str, JSON]:
    described = {keyword: plain[keyword] for keyword in ("title", "description", "$comment")}
    return {**described, "markdownDescription": f"{field.doc}\n\n[Where this is documented]({field.source})"}


def _checks(field: Field, plain: Mapping[str, JSON], name: str) -> dict[str, JSON]:
    """Return what a value that is not null must be, with the message for one that is not."""
    checks: dict[str, JSON] = {"type": _without_null(plain["type"])[0]}
    if not field.values:
        return {**checks, "errorMessage": f"`{name}` must be {EXPECTED[field.kind]} (RR102)"}
    values = either(f'"{value}"' for value in field.values).replace("`", "")
    return {
        **checks,
        "enum": list(field.values),
        "enumDescriptions": list(field.meanings),
        "errorMessage": f"`{name}` must be {values} (RR103)",
    }


def _inner(field: Field, plain: Mapping[str, JSON], name: str) -> dict[str, JSON]:
    """Return the schemas of the items or members of a field, if it has any."""
    if field.kind == "strings":
        return {"items": {**plain["items"], "errorMessage": f"each item of `{name}` must be a string (RR102)"}}
    if field.kind == "map":
        message = f"each value in `{name}` must be a string (RR102)"
        return {"additionalProperties": {**plain["additionalProperties"], "errorMessage": message}}
    if field.kind == "room":
        return {
            "properties": {
                key: _field(ROOM_FIELDS[key], schema, f"{name}.{key}", optional=True)
                for key, schema in plain["properties"].items()
            }
        }
    return {}


def _without_null(types: JSON) -> list[str]:
    return [name for name in ([types] if isinstance(types, str) else types) if name != "null"]


def _snippets(field: Field, title: str) -> list[JSON]:
    """Return the completions of a field's value: documented values, or an empty value to fill in."""
    if field.values:
        return [
            {"label": value, "description": meaning, "body": value}
            for value, meaning in zip(field.values, field.meanings, strict=True)
        ]
    if field is ROOM_FIELDS["prefix"]:
        return [{"label": prefix, "body": prefix} for prefix in ROOM_PREFIXES]
    if field.kind == "boolean":
        return [{"label": "true", "body": True}, {"label": "false", "body": False}]
    if field.kind == "room":
        kinds = ROOM_FIELDS["type"]
        bodies = {"static": {"type": "static", "id": "$1"}, "dynamic": {"type": "dynamic"}}
        return [
            {"label": f"{value} room", "description": meaning, "body": bodies[value]}
            for value, meaning in zip(kinds.values, kinds.meanings, strict=True)
        ]
    return [{"label": title, "description": field.doc, "body": BLANK[field.kind]}]


def _statement(statement: Mapping[str, JSON], properties: Mapping[str, JSON]) -> dict[str, JSON]:
    """Return what a rule states with the rule's message wherever an editor reports it."""
    rule = rule_of(statement["$comment"][:5])
    made = _with_message(statement, f"{rule.summary}: {rule.outcome} ({rule.code})")
    for name, field in FIELDS.items():
        if field.direction and name in statement.get("then", {}).get("properties", ()):
            offered = {
                **_documentation(field, properties[name]),
                "defaultSnippets": _snippets(field, properties[name]["title"]),
            }
            made["else"] = {"properties": {name: offered}}
    return made


def _with_message(schema: Mapping[str, JSON], message: str) -> dict[str, JSON]:
    made: dict[str, JSON] = {}
    for keyword, value in schema.items():
        if keyword == "if":
            made[keyword] = {**value, "properties": _unsuggested(value["properties"])}
        elif keyword == "properties":
            made[keyword] = _unsuggested({name: _with_message(item, message) for name, item in value.items()})
        elif keyword == "dependentSchemas":
            made[keyword] = {name: _with_message(item, message) for name, item in value.items()}
        else:
            made[keyword] = _with_message(value, message) if keyword in SUBSCHEMAS and value else value
    if not WITH_MESSAGE.isdisjoint(schema) or schema.get("additionalProperties") is False:
        made["errorMessage"] = message
    return made


def _unsuggested(properties: Mapping[str, JSON]) -> dict[str, JSON]:
    """Return schemas of members that no editor completes: the field's own schema is the one that is offered."""
    return {name: {**schema, "doNotSuggest": True} for name, schema in properties.items()}

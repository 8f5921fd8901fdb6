"""The published JSON Schemas, derived from the fields and from what the rules state.

`body` builds the plain schema of a body. The published schemas of bodies are made from it by
`siplint.reference.editor_schemas` (completions and messages for editors) and `siplint.reference.draft_07`; all of them
accept the same bodies.
"""

from __future__ import annotations

from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.fields import FIELDS, RESPONSE, ROOM_FIELDS, ROOM_PREFIXES, TARGET
from siplint.model.severity import ERROR
from siplint.reference.draft_07 import draft_07
from siplint.reference.editor_schemas import body_snippets, for_editors
from siplint.rules.catalogue import all_rules, rule_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from siplint.model.fields import Field
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind
    from siplint.rules.base import Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"
HOME = "https://raw.githubusercontent.com/siplint/siplint/main/schemas/"

TITLES = {"create": "VideoSDK SIP routing rule", "update": "Update of a VideoSDK SIP routing rule"}
DOCS = {
    "create": "The body of POST /v2/sip/routing-rule.",
    "update": "The body of PATCH /v2/sip/routing-rule/:ruleId; at least one field other than `type`.",
}
TYPES: Mapping[str, JSON] = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "strings": {"type": "array", "items": {"type": "string"}},
    "map": {"type": "object", "additionalProperties": {"type": "string"}},
    "object": {"type": "object"},
}
WORDS = {"api": "API", "id": "ID", "ip": "IP", "pin": "PIN", "dtmf": "DTMF"}
"""Words of titles that are abbreviations."""

SHAPE = frozenset(("RR101", "RR102", "RR103", "RR110", "RR111", "RR112"))
"""Codes of the shape stage that types, `enum`, `required` and `_telltales` express."""

UNSAID: Mapping[str, str] = {
    "text": "is about the text, before there is a body",
    "shape": "no keyword says it",
    "body": "a few lines of JSON Schema cannot say it exactly",
    "set": "is about more than one body",
    "account": "needs to know the account",
    "request": "is about the request around the body",
    "policy": "is the user's own schema",
}
"""Why a schema cannot express the rules of a stage."""


def _cannot_say(kind: Kind) -> dict[str, str]:
    reasons = {rule.code: _reason(rule) for rule in all_rules() if kind in rule.kinds and may_be_error(rule)}
    return {code: reason for code, reason in reasons.items() if reason}


def may_be_error(rule: Rule) -> bool:
    """Return whether a rule can report errors: some findings have a higher severity than their rule."""
    return ERROR in (rule.severity, *(bad.severity for bad in rule.bad))


def _reason(rule: Rule) -> str:
    said = _states(rule) if rule.stage == "body" else rule.code in SHAPE
    return "" if said else UNSAID[rule.stage]


def create() -> dict[str, JSON]:
    """Return the schema of a body that creates a rule."""
    return _head("create") | for_editors(body("create"), "create")


def update() -> dict[str, JSON]:
    """Return the schema of a body that changes a rule."""
    return _head("update") | for_editors(body("update"), "update")


def rules_file() -> dict[str, JSON]:
    """Return the schema of a file: one rule, or a list of rules."""
    rule = {"$ref": "#/$defs/rule"}
    return {
        **_head("rules"),
        "title": "VideoSDK SIP routing rules",
        "description": "One routing rule, or a list of routing rules.",
        "if": {"type": "array"},
        "then": {"items": rule},
        "else": rule,
        "defaultSnippets": body_snippets("create"),
        "$defs": {"rule": for_editors(body("create"), "create")},
    }


def report() -> dict[str, JSON]:
    """Return the schema of the JSON report."""
    from siplint.report.json_model import JSONReport

    return {**_head("report"), **JSONReport.model_json_schema(mode="serialization"), "title": "siplint's JSON report"}


def account() -> dict[str, JSON]:
    """Return the schema of an account snapshot."""
    from siplint.account.snapshot_schema import account_schema

    return _head("account") | account_schema()


def create_draft_07() -> dict[str, JSON]:
    """Return the schema of a body that creates a rule, in draft-07."""
    return draft_07(create(), f"{HOME}create.draft-07.schema.json")


def update_draft_07() -> dict[str, JSON]:
    """Return the schema of a body that changes a rule, in draft-07."""
    return draft_07(update(), f"{HOME}update.draft-07.schema.json")


def rules_file_draft_07() -> dict[str, JSON]:
    """Return the schema of a file of rules, in draft-07."""
    return draft_07(rules_file(), f"{HOME}rules.draft-07.schema.json")


def config() -> dict[str, JSON]:
    """Return the schema of the configuration, in draft-07."""
    from siplint.reference.config_schema import config_schema

    return config_schema(f"{HOME}config.schema.json")


SCHEMAS: Mapping[str, Callable[[], dict[str, JSON]]] = {
    "create": create,
    "update": update,
    "rules": rules_file,
    "report": report,
    "account": account,
    "config": config,
    "create.draft-07": create_draft_07,
    "update.draft-07": update_draft_07,
    "rules.draft-07": rules_file_draft_07,
}
"""The published schemas by name; each is built on request."""


def body(kind: Kind) -> dict[str, JSON]:
    """Return the plain schema of one body, to be used alone or inside another. Unknown fields are a warning: allowed."""
    required = [field.name for field in FIELDS.values() if field.required and kind == "create"]
    return {
        "title": TITLES[kind],
        "description": DOCS[kind],
        "type": "object",
        "properties": {name: member(field, optional=name not in required) for name, field in FIELDS.items()},
        **({"required": required} if required else {}),
        "allOf": [*_telltales(kind), *_stated(kind)],
        "examples": [INBOUND_BODY, OUTBOUND_BODY]
        if kind == "create"
        else [{"phoneNumbers": INBOUND_BODY["phoneNumbers"]}],
    }


def member(field: Field, *, optional: bool) -> dict[str, JSON]:
    """Return the schema of one field. An optional one may be null: what null does is not documented, so it is an info."""
    if field.kind == "room":
        inside = {name: member(room_field, optional=True) for name, room_field in ROOM_FIELDS.items()}
        typed: dict[str, JSON] = {"type": "object", "properties": inside}
    else:
        typed = dict(TYPES[field.kind])
    if field.values:
        typed["enum"] = list(field.values)
    if optional:
        typed["type"] = [typed["type"], "null"]
        if field.values:
            typed["enum"].append(None)
    examples = list(ROOM_PREFIXES) if field is ROOM_FIELDS["prefix"] else list(field.values) or [field.example]
    return {
        "title": _title(field.name),
        "description": field.doc,
        "$comment": field.source,
        **typed,
        "examples": examples,
    }


def _head(name: str) -> dict[str, JSON]:
    return {"$schema": DIALECT, "$id": f"{HOME}{name}.schema.json"}


def _title(name: str) -> str:
    """Return a field's name in words: "Agent ID" for `agentId`."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).split()
    text = " ".join(WORDS.get(word, word) for word in words)
    return text[0].upper() + text[1:]


def _states(rule: Rule) -> bool:
    """Return whether a rule states all that it reports as an error; a warning is no reason to refuse a body."""
    return bool(rule.states) and rule.severity == ERROR and rule.maturity != "preview"


def _stated(kind: Kind) -> Iterable[dict[str, JSON]]:
    """Return what the rules state, each statement marked with its code."""
    for rule in all_rules():
        if kind in rule.kinds and _states(rule):
            yield {"$comment": _mark(rule), **rule.states}


def _telltales(kind: Kind) -> Iterable[dict[str, JSON]]:
    """Return the schemas that forbid the fields of a body of another kind.

    A field is named only for bodies that have it, so that no editor offers it.
    """
    response = sorted(RESPONSE.difference(("id",) if kind == "update" else ()))
    for code, names in (("RR110", ("gatewayId", "dispatch")), ("RR111", response), ("RR112", (TARGET,))):
        forbidden: dict[str, JSON] = {name: {"properties": {name: {"not": {}}}} for name in names}
        yield {"$comment": _mark(rule_of(code)), "dependentSchemas": forbidden}


def _mark(rule: Rule) -> str:
    return f"{rule.code} {rule.name}: {rule.summary}"


CANNOT_SAY: Mapping[Kind, Mapping[str, str]] = {"create": _cannot_say("create"), "update": _cannot_say("update")}
"""For each kind of body, the error codes that its schema cannot express, each with the reason."""

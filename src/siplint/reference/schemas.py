"""The published JSON Schemas (draft 2020-12), derived from the fields and from what the rules state."""

from __future__ import annotations

from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.fields import FIELDS, RESPONSE, ROOM_FIELDS, ROOM_PREFIXES, TARGET
from siplint.model.finding import ERROR
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
"""Words of titles that are no ordinary words."""

SHAPE = frozenset(("RR101", "RR102", "RR103", "RR110", "RR111", "RR112"))
"""Codes of the shape stage that `types`, `enum`, `required` and `telltales` say."""

UNSAID: Mapping[str, str] = {
    "text": "is about the text, before there is a body",
    "shape": "no keyword says it",
    "body": "a few lines of JSON Schema cannot say it exactly",
    "set": "is about more than one body",
    "account": "needs to know the account",
    "request": "is about the request around the body",
    "policy": "is the user's own schema",
}
"""Why a schema cannot say what the rules of a stage say."""


def _cannot_say(kind: Kind) -> dict[str, str]:
    reasons = {one.code: _reason(one) for one in all_rules() if kind in one.kinds and may_be_error(one)}
    return {code: reason for code, reason in reasons.items() if reason}


def may_be_error(rule: Rule) -> bool:
    """Tell whether findings of a rule can be of severity error; some rules raise a finding above their own."""
    return ERROR in (rule.severity, *(bad.severity for bad in rule.bad))


def _reason(rule: Rule) -> str:
    said = _states(rule) if rule.stage == "body" else rule.code in SHAPE
    return "" if said else UNSAID[rule.stage]


def create() -> dict[str, JSON]:
    """Give the schema of a body that creates a rule."""
    return _head("create") | body("create")


def update() -> dict[str, JSON]:
    """Give the schema of a body that changes a rule."""
    return _head("update") | body("update")


def rules_file() -> dict[str, JSON]:
    """Give the schema of a file: one rule, or a list of rules."""
    one = {"$ref": "#/$defs/rule"}
    return {
        **_head("rules"),
        "title": "VideoSDK SIP routing rules",
        "description": "One routing rule, or a list of routing rules.",
        "if": {"type": "array"},
        "then": {"items": one},
        "else": one,
        "$defs": {"rule": body("create")},
    }


def report() -> dict[str, JSON]:
    """Give the schema of the JSON report."""
    from siplint.report.json_model import JSONReport

    return {**_head("report"), **JSONReport.model_json_schema(mode="serialization"), "title": "siplint's JSON report"}


def account() -> dict[str, JSON]:
    """Give the schema of an account snapshot."""
    from siplint.account.snapshot_schema import account_schema

    return _head("account") | account_schema()


SCHEMAS: Mapping[str, Callable[[], dict[str, JSON]]] = {
    "create": create,
    "update": update,
    "rules": rules_file,
    "report": report,
    "account": account,
}
"""The published schemas by name; each is made when it is asked for."""


def body(kind: Kind) -> dict[str, JSON]:
    """Give the schema of one body, to stand alone or inside another schema. Unknown fields are a warning: allowed."""
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
    """Give the schema of one field. An optional one may be null: what that does is not documented, and only an info."""
    if field.kind == "room":
        inside = {name: member(one, optional=True) for name, one in ROOM_FIELDS.items()}
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
    """Write a field's name in words: `agentId` is "Agent ID"."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).split()
    text = " ".join(WORDS.get(word, word) for word in words)
    return text[0].upper() + text[1:]


def _states(rule: Rule) -> bool:
    """Tell whether a rule states what all its findings at error level are about; a warning is no reason to refuse."""
    return bool(rule.states) and rule.severity == ERROR


def _stated(kind: Kind) -> Iterable[dict[str, JSON]]:
    """Give what the rules state, each marked with its code."""
    for one in all_rules():
        if kind in one.kinds and _states(one):
            yield {"$comment": _mark(one), **one.states}


def _telltales(kind: Kind) -> Iterable[dict[str, JSON]]:
    """Forbid the fields that tell a body of another kind.

    They are named only where they are there, so that no editor offers them.
    """
    response = sorted(RESPONSE.difference(("id",) if kind == "update" else ()))
    for code, names in (("RR110", ("gatewayId", "dispatch")), ("RR111", response), ("RR112", (TARGET,))):
        forbidden: dict[str, JSON] = {name: {"properties": {name: {"not": {}}}} for name in names}
        yield {"$comment": _mark(rule_of(code)), "dependentSchemas": forbidden}


def _mark(rule: Rule) -> str:
    return f"{rule.code} {rule.name}: {rule.summary}"


CANNOT_SAY: Mapping[Kind, Mapping[str, str]] = {"create": _cannot_say("create"), "update": _cannot_say("update")}
"""For a kind of body, the codes at error level that its schema does not say, each with the reason."""

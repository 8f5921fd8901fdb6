"""RR101 to RR113: has each field the documented type and value, and is it the right body at all."""

from __future__ import annotations

from siplint.domain import suggest
from siplint.domain.field_aliases import folded
from siplint.domain.phone import is_e164
from siplint.domain.wording import cut, dotted, either, json_kind, show
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY, without_members
from siplint.model.fields import CREATE_PAGE, FIELDS, ROOM_FIELDS
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.model.tree_path import spelled
from siplint.rules.base import REFUSED, Bad, rule
from siplint.source.unquoted import UnquotedFloat, UnquotedInteger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.fault import Fault

AGENT_PAGE = "https://docs.videosdk.live/telephony/call-routing/routing-sip-calls-to-agent"
NAMES, ROOM_NAMES = suggest.by_folded(FIELDS), suggest.by_folded(ROOM_FIELDS)
TEXT_LIST = "a list of strings"
NO_ARRAY = "the API answers 400: the create page names a `phoneNumbers` that is no array"


@rule(
    "RR101",
    "missing-field",
    ERROR,
    stage="shape",
    kinds=("create",),
    status=400,
    source=CREATE_PAGE,
    good=[INBOUND_BODY],
    bad=[
        Bad(without_members(INBOUND_BODY, "name"), at="/name"),
        Bad(OUTBOUND_BODY | {"phoneNumbers": None}, at="/phoneNumbers"),
        Bad(without_members(OUTBOUND_BODY, "type"), at="/type"),
    ],
)
def missing_field(fault: Fault) -> Iterator[Finding]:
    """`name`, `type` or `phoneNumbers` is missing, or is null.

    The create page marks the three as required. The SDKs' types make `phoneNumbers` optional; the page does not.
    """
    field = fault.field
    assert field
    advice = f'add "{field.name}", {field.doc[0].lower()}{field.doc[1:].rstrip(".")}'
    if field.values:
        advice = f'add "{field.name}": {either(field.values)}'
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()
    if fault.alias:
        alias = spelled(fault.alias[-1])
        notes = (Note(fault.alias, f"`{cut(alias)}` means `{field.name}`"),)
        advice = f"write `{cut(alias)}` as `{field.name}`"
        changes = (Change("key", fault.alias, field.name),)
    yield Finding(fault.path, f"the required field `{field.name}` is missing", notes, advice, changes)


@rule(
    "RR102",
    "wrong-type",
    ERROR,
    stage="shape",
    source=CREATE_PAGE,
    outcome="it breaks the documented type; what the API does with it is not documented",
    fix="offer",
    good=[
        OUTBOUND_BODY | {"recording": True},
        INBOUND_BODY | {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}},
    ],
    bad=[
        Bad(OUTBOUND_BODY | {"recording": "true"}, at="/recording"),
        Bad(OUTBOUND_BODY | {"phoneNumbers": "+14155551234"}, at="/phoneNumbers"),
        Bad(OUTBOUND_BODY | {"phoneNumbers": [14155551234]}, at="/phoneNumbers/0"),
        Bad(INBOUND_BODY | {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": 4711}}, at="/room/pin"),
        Bad(OUTBOUND_BODY | {"headers": {"X-Priority": 1}}, at="/headers/X-Priority"),
    ],
)
def wrong_type(fault: Fault) -> Iterator[Finding]:
    """A field, list item or map value has another JSON type than documented.

    `"true"` is a text, not a boolean; a phone number without quotes loses its plus; one number is not a list of one.
    The member is left out of all other checks, which go on with the rest.
    """
    value, wanted = fault.value, fault.wanted
    if isinstance(value, (UnquotedInteger, UnquotedFloat)) and wanted in ("a string", TEXT_LIST):
        yield _unquoted(fault)
        return
    message = f"{_place(fault)} is {json_kind(value)}"
    if not isinstance(value, (dict, list, tuple)) and value is not None:
        message += f", {_shown(fault, value)}"
    better = fault.meant if fault.meant is not None else _retyped(value, wanted)
    shown = f"[{', '.join(map(show, better))}]" if isinstance(better, list) else _shown(fault, better)
    advice = f"write {shown}" if better is not None else ""
    changes = (Change("value", fault.path, better),) if better is not None else ()
    yield Finding(fault.path, f"{message}; it should be {wanted}", (), advice, changes, outcome=_outcome(fault))


def _unquoted(fault: Fault) -> Finding:
    """Report a text that is a number because it has no quotes."""
    number, quoted = _shown(fault, fault.value), _shown(fault, fault.value.written)
    written = number if number == "***" else cut(fault.value.written)
    message = f"{_place(fault)} is the number {number}: `{written}` has no quotes; it should be {fault.wanted}"
    if fault.wanted == TEXT_LIST:
        return Finding(fault.path, message, help=f"put it in quotes, in a list: [{quoted}]", outcome=_outcome(fault))
    changes = (Change("value", fault.path, fault.value.written),)
    is_safe = not isinstance(fault.path[-1], int) or fault.path[0] == "tags" or is_e164(fault.value.written)
    return Finding(fault.path, message, help=f"put it in quotes: {quoted}", changes=changes, safe=is_safe)


def _shown(fault: Fault, value: object) -> str:
    """Return a value as a message has it; a PIN is not shown."""
    return "***" if fault.path == ("room", "pin") else show(value)


def _outcome(fault: Fault) -> str:
    return NO_ARRAY if fault.path == ("phoneNumbers",) else ""


def _place(fault: Fault) -> str:
    if isinstance(fault.path[-1], int):
        return f"item {fault.path[-1]} of `{fault.path[-2]}`"
    return f"`{dotted(fault.path)}`"


def _retyped(value: object, wanted: str) -> object:
    """Return the value that was surely meant, or None."""
    if wanted == "a boolean" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    if wanted == TEXT_LIST and isinstance(value, str) and value.strip(" ,"):
        return [part.strip() for part in value.split(",") if part.strip()] if "," in value else [value]
    if wanted == "a string" and isinstance(value, int) and not isinstance(value, bool) and -(10**20) < value < 10**20:
        return str(value)
    return None


@rule(
    "RR103",
    "wrong-value",
    ERROR,
    stage="shape",
    source=CREATE_PAGE,
    outcome="it breaks the documented enumeration; what the API does with it is not documented for this call",
    fix="offer",
    good=[INBOUND_BODY, INBOUND_BODY | {"room": {"type": "dynamic"}, "includeHeaders": "SIP_X_HEADERS"}],
    bad=[
        Bad(OUTBOUND_BODY | {"type": "OUTBOUND"}, at="/type"),
        Bad(OUTBOUND_BODY | {"includeHeaders": "X_HEADERS"}, at="/includeHeaders"),
        Bad(INBOUND_BODY | {"room": {"type": "direct", "id": "2kyv-gzay-64pg", "pin": "4711"}}, at="/room/type"),
    ],
)
def wrong_value(fault: Fault) -> Iterator[Finding]:
    """`type`, `includeHeaders` or `room.type` is not one of the documented values.

    For `type` the create page documents a 400, for `includeHeaders` the update page does. Other APIs of this kind
    use other words: `SIP_NO_HEADERS`, `direct` and `individual`; VideoSDK's old API answered with `INBOUND`.
    """
    field, value = fault.field, fault.value
    assert field
    message = f"`{dotted(fault.path)}` is {show(value)}; it should be {either(field.values)}"
    meant = fault.meant or (suggest.nearest_value(value, field.values) if isinstance(value, str) else "")
    advice = f'did you mean "{meant}"?' if meant else ""
    same = bool(meant) and isinstance(value, str) and meant.lower() == value.lower()
    changes = (Change("value", fault.path, meant),) if meant else ()
    outcome = REFUSED if fault.path == ("type",) else ""
    yield Finding(fault.path, message, help=advice, changes=changes, safe=same, outcome=outcome)


@rule(
    "RR104",
    "empty-name",
    ERROR,
    on="name",
    skips_ordinary=True,
    status=400,
    source=CREATE_PAGE,
    good=[INBOUND_BODY],
    bad=[Bad(INBOUND_BODY | {"name": ""}, at="/name"), Bad(INBOUND_BODY | {"name": " \t"}, at="/name")],
    states={"properties": {"name": {"pattern": r"\S"}}},
)
def empty_name(body: Trusted) -> Iterator[Finding]:
    """`name` is empty, or only white space.

    "`name` is required", says the create page, and answers 400 without it. That a name of nothing but white space
    counts as none is likely.
    """
    name = body["name"]
    if not name or name.isspace():
        what = "only white space" if name else "empty"
        yield Finding(("name",), f"`name` is {what}", help="give the rule a name that a person can find it by")


@rule(
    "RR105",
    "unknown-field",
    WARNING,
    stage="shape",
    source=CREATE_PAGE,
    outcome="VideoSDK documents no such field: likely ignored, so what it should do does not happen",
    sure="likely",
    fix="offer",
    good=[OUTBOUND_BODY | {"recording": True}],
    bad=[
        Bad(OUTBOUND_BODY | {"recordng": True}, at="/recordng"),
        Bad(OUTBOUND_BODY | {"transport": "tls"}, at="/transport"),
        Bad(
            INBOUND_BODY | {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711", "roomId": "x"}},
            at="/room/roomId",
        ),
    ],
)
def unknown_field(fault: Fault) -> Iterator[Finding]:
    """A field is not one that VideoSDK documents for a routing rule or its `room`.

    Whether the API refuses or ignores it is not documented. A misspelled `recording` records nothing; a
    misspelled allowlist lets everybody in.
    """
    *above, last = fault.path
    name = spelled(last)
    if fault.update and fault.path == ("id",):
        if isinstance(fault.value, str):  # it says which rule a file updates
            return
        message = "`id` says which rule is updated; the API documents no such field"
        yield Finding(fault.path, message, help="the id goes into the path of the request", severity=INFO)
        return
    known, aliases = (ROOM_NAMES, suggest.MEMBER_ALIASES) if above else (NAMES, suggest.FIELD_ALIASES)
    of = "`room`" if above else "a routing rule"
    message = f"`{cut(name)}` is not a documented field of {of}"
    meant = suggest.nearest_field(name, known, aliases)
    owner = "" if above else suggest.ELSEWHERE.get(folded(name), "")
    if owner:
        yield Finding(fault.path, f"{message}; it belongs to {owner}", help=f"set it on {owner}")
    elif meant:
        changes = (Change("key", fault.path, meant),) if "." not in meant else ()
        yield Finding(fault.path, message, help=f"did you mean `{meant}`?", changes=changes)
    elif folded(name) == "inboundnumbers":
        advice = "write `allowedNumbers` for callers, as on LiveKit, or `phoneNumbers` for the numbers that are called"
        yield Finding(fault.path, message, help=advice)
    else:
        yield Finding(fault.path, message)


@rule(
    "RR106",
    "null-value",
    INFO,
    stage="shape",
    source=CREATE_PAGE,
    outcome="likely the same as leaving it out; not documented",
    sure="guess",
    fix="safe",
    good=[OUTBOUND_BODY],
    bad=[
        Bad(OUTBOUND_BODY | {"agentId": None}, at="/agentId"),
        Bad(INBOUND_BODY | {"room": {"type": "dynamic", "pin": None}}, at="/room/pin"),
    ],
)
def null_value(fault: Fault) -> Iterator[Finding]:
    """An optional field is null.

    The API's answers write what is not set as null, its request page does not say what null means. In an update it
    may be meant to clear what is set, so there its removal is only offered.
    """
    name = dotted(fault.path)
    yield Finding(
        fault.path,
        f"`{name}` is null",
        help="leave it out",
        changes=(Change("remove", fault.path),),
        safe=not fault.update,
    )


@rule(
    "RR107",
    "empty-numbers",
    WARNING,
    on="phoneNumbers",
    skips_ordinary=True,
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="the rule is attached to no number, so no call uses it",
    sure="likely",
    good=[INBOUND_BODY],
    bad=[Bad(INBOUND_BODY | {"phoneNumbers": []}, at="/phoneNumbers")],
)
def empty_numbers(body: Trusted) -> Iterator[Finding]:
    """`phoneNumbers` is an empty list.

    They are the numbers "to attach this rule to". The field is documented as required; whether it may be empty is
    not.
    """
    if not body["phoneNumbers"] and not isinstance(body["phoneNumbers"], dict):
        yield Finding(("phoneNumbers",), "`phoneNumbers` is empty", help="name at least one number of the account")

"""Whether a value is a routing rule, something that holds rules, or something else: the one table that decides."""

from __future__ import annotations

from siplint.body.spellings import LONGEST_SPELLING, field_meant, value_meant
from siplint.model.fields import EDITABLE, FIELDS
from siplint.model.record import Record
from siplint.source.unknown import OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Literal, TypeAlias

    from siplint.model.finding import JSON, Path

    What: TypeAlias = Literal["rule", "wrapper", "other"]

SIGNS = frozenset(
    (
        "phoneNumbers",
        "agentId",
        "agentMetadata",
        "includeHeaders",
        "headersToAttributes",
        "allowedIpAddresses",
        "hidePhoneNumber",
    )
)
"""Fields that only routing rules have."""
ENOUGH = 2
"""Signs that make a rule of an object that nobody named."""
MOST_KEYS = 200
"""Keys of an object that are looked at for spellings of fields and for rules inside."""
DEEPEST = 2
"""Levels of objects in which a rule is looked for; lists in them do not count."""


class Recognised(Record):
    """What a value is: a rule, a wrapper with the paths of the rules in it, or something else, named where it is known.

    `certain` is false for a rule with a single sign: enough for a file that was named, not for one that a walk met.
    """

    what: What
    name: str = ""
    inside: tuple[Path, ...] = ()
    certain: bool = True


RULE = Recognised("rule")
WEAK_RULE = Recognised("rule", certain=False)
OTHER = Recognised("other")
LIST_ANSWER = "the answer of the list call, not a list of routing rules"
SNAPSHOT = "an account snapshot of siplint's own"


def recognise(value: JSON, *, update: bool = False) -> Recognised:  # noqa: PLR0911 (one table, in its order)
    """Say what a value is that is where a routing rule may stand; `update`: an object may be as small as a name."""
    if not isinstance(value, dict):
        return OTHER
    kind = other_kind(value)
    if kind:
        return Recognised("other", kind)
    count = signs(value)
    if count >= ENOUGH:
        return RULE
    if not count and "version" in value and "routingRules" in value:
        return Recognised("other", SNAPSHOT)
    if not count and "pageInfo" in value and "data" in value:
        return Recognised("other", LIST_ANSWER)
    inside = tuple(_rules_inside(value, DEEPEST))
    if inside:
        return Recognised("wrapper", inside=inside)
    if count or not value or isinstance(value, OpenObject):  # what shows a rule may come from elsewhere
        return WEAK_RULE
    return _as_update(value) if update else OTHER


def _as_update(value: Mapping[JSON, JSON]) -> Recognised:
    """Recognise an update: an object may be as small as a name, or the `id` of the rule that it changes."""
    fields = [name if name in FIELDS else field_meant(name, value[name]) for name in _first_keys(value)]
    if all(field or name == "id" for field, name in zip(fields, _first_keys(value), strict=True)):
        return RULE
    return WEAK_RULE if any(field in EDITABLE for field in fields) else OTHER


def signs(body: Mapping[str, JSON]) -> int:
    """Count what says of an object that it is a routing rule, up to two."""
    found = {name for name in SIGNS if name in body}  # behind however many other members
    if len(found) >= ENOUGH:
        return ENOUGH
    for name in _first_keys(body):
        field = name if name in FIELDS else field_meant(name, body[name])
        if field in SIGNS or name == "dispatch":
            found.add(field or name)
        elif field == "type" and value_meant("type", body[name]):
            found.add("type")
        elif name == "rule" and _is_target(body[name]):
            found.add("rule")
        if len(found) >= ENOUGH:
            break
    return len(found)


def _is_target(value: JSON) -> bool:
    return isinstance(value, dict) and value.get("type") in ("direct", "individual")


def _first_keys(body: Mapping[JSON, JSON]) -> Iterator[str]:
    for count, name in enumerate(body):
        if count == MOST_KEYS:
            return
        if isinstance(name, str) and len(name) <= LONGEST_SPELLING:
            yield name


def _rules_inside(value: Mapping[str, JSON], depth: int) -> Iterator[Path]:
    for name in _first_keys(value):
        item = value[name]
        if isinstance(item, dict):
            if signs(item) >= ENOUGH and not other_kind(item):
                yield (name,)
            elif depth > 1:
                yield from ((name, *path) for path in _rules_inside(item, depth - 1))
        elif isinstance(item, (list, tuple)):
            yield from ((name, index) for index, inner in enumerate(item) if _is_surely_rule(inner))


def _is_surely_rule(value: JSON) -> bool:
    return isinstance(value, dict) and signs(value) >= ENOUGH and not other_kind(value)


def other_kind(body: Mapping[str, JSON]) -> str:
    """Name the other kind of body that an object is, by a field that only that kind has; empty if it is not one."""
    if not OWN_FIELDS.isdisjoint(body) or value_meant("type", body.get("type")):
        return ""
    for name, fields, also in OTHER_KINDS:
        for field in fields:
            if field in body and (also is None or also(body)):
                return name
    return ""


def _has_gateway(body: Mapping[str, JSON]) -> bool:
    return "gatewayId" in body


def _has_region(body: Mapping[str, JSON]) -> bool:
    return any(isinstance(body.get(name), dict) and "sipRegion" in body[name] for name in ("inbound", "outbound"))


def _has_livekit_rule(body: Mapping[str, JSON]) -> bool:
    rule = body["rule"]
    return isinstance(rule, dict) and any(isinstance(name, str) and name.startswith("dispatchRule") for name in rule)


OWN_FIELDS = frozenset(("room", "agentId", "dispatch"))
"""Fields with which an object is no other kind, whatever else it has."""
OTHER_KINDS: tuple[tuple[str, tuple[str, ...], Callable[[Mapping[str, JSON]], bool] | None], ...] = (
    (
        "the body of POST /v2/sip/call",
        ("sipCallTo", "sipCallFrom", "routingRuleId", "destinationRoomId", "callTo"),
        None,
    ),
    ("the body of POST /v2/sip/call", ("roomId",), _has_gateway),
    ("the body of POST /v2/sip/phone-numbers", ("isShared",), None),
    ("the body of POST /v2/sip/phone-numbers", ("inbound", "outbound"), _has_region),
    (
        "the body of a gateway",
        ("address", "transport", "mediaEncryption", "allowedAddresses", "geoRegion"),
        None,
    ),
    ("a LiveKit dispatch rule", ("dispatch_rule", "trunk_ids", "room_config"), None),
    ("a LiveKit dispatch rule", ("rule",), _has_livekit_rule),
    ("a LiveKit SIP trunk", ("trunk", "allowed_addresses", "auth_username"), None),
    ("a phone number import of Retell", ("termination_uri", "ignore_e164_validation"), None),
    ("a phone number of Vapi", ("numberE164CheckEnabled", "outboundLeadingPlusEnabled"), None),
)
"""Other kinds of bodies, the fields that only they have, and what else must hold (DOMAIN sources V13 to V20, L4, RE1, VA1)."""

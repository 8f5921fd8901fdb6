"""What most bodies that create a rule look like: cheap tests that spare the rules which would have nothing to say.

No test here tells a fault: what does not pass is only looked at by the rules. A property holds the tests to that.
"""

from __future__ import annotations

from siplint.document import lonely
from siplint.e164 import is_e164, verdict
from siplint.fields import DEPLOYMENTS, FIELDS, INBOUND, OUTBOUND, PLATFORM, PREFIXES
from siplint.guise import SHORTEST, STARTS, is_strong, oddity, secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from siplint.diagnostic import JSON
    from siplint.settings import Settings
    from siplint.shape import Trusted

REMARKABLE = frozenset((*(start[0] for start in STARTS), *" \t\n\r\f\v", ""))
"""How a text begins that may be a placeholder; an empty one and one that is indented are looked at too."""
FEW = 8
"""So many headers, of names and values shorter than `SHORTEST`, are far from filling an INVITE."""
DEEP = 8
"""So deep is metadata looked through here."""
MANY, LONG = 1000, 100
"""Texts of one kind that are known at once to be in order, and characters that none of them has."""
LARGE = 1 << 62
SMALL = -LARGE
"""Numbers between these have fewer digits than any secret of digits."""

_AGENTS: set[str] = set()
_CALLERS: set[str] = set()
_ADDRESSES: set[str] = set()
_X_HEADERS: set[str] = set()
_ATTRIBUTES: set[str] = set()
"""Texts met before and in order: one customer's rules repeat them."""


def suspects(body: JSON, settings: Settings) -> list[str] | None:
    """Give the members of a body that are to be looked at; None where nothing can be passed over."""
    if settings.kind == "create" and not settings.templates and type(body) is dict:
        return remarkable(body)
    return None


def remarkable(body: Mapping[str, JSON]) -> list[str]:
    """Give the members of a body that are to be looked at: all but those that are in order, taken by themselves.

    Of the others it is known that they can be sent and have their type, that no rule about them alone or about any text
    has anything to say, and that no text of theirs looks like a secret, that of `apiKey` aside.
    """
    names = []
    for name, value in body.items():
        try:
            if TESTS[name](value):
                continue
        except (KeyError, TypeError):  # a member nobody knows, one that is missing, a value that cannot be looked up
            pass
        names.append(name)
    return names


def related(body: Trusted) -> list[str]:  # noqa: C901, PLR0912 (a rule, a condition)
    """Give the codes of the rules about several members that may have something to say, by members that are in order."""
    codes = []
    kind = body.get("type")
    if kind != OUTBOUND:
        if "room" in body:
            if "pin" not in body["room"] and body["room"].get("type") == "static":
                codes.append("RR410")
        elif "agentId" not in body:
            codes.append("RR401")
        if "headers" in body:
            codes.append("RR201")
        if "allowedNumbers" in body and not {*body["allowedNumbers"]}.isdisjoint(body.get("phoneNumbers", ())):
            codes.append("RR502")
    if kind != INBOUND and ("allowedNumbers" in body or "allowedIpAddresses" in body):
        codes.append("RR503")
    if "headersToAttributes" in body:
        if kind != INBOUND:
            codes.append("RR202")
        if "includeHeaders" in body and body["includeHeaders"] == "NONE":
            codes.append("RR236")
    if "agentMetadata" in body and "agentId" not in body:
        codes.append("RR420")
    if body.get("hidePhoneNumber"):
        if body.get("room", {}).get("prefix") == "participantNumber":
            codes.append("RR520")
        if body.get("includeHeaders") == "ALL":
            codes.append("RR521")
    return codes


def silent(body: Mapping[str, JSON]) -> bool:
    """Tell of a body of which nothing is `remarkable` that nothing is missing or at odds with something else."""
    return "name" in body and "type" in body and "phoneNumbers" in body and not related(body)  # type: ignore[arg-type]


def _safe(text: str) -> bool:
    """Tell whether a text can be sent and holds nothing secret."""
    return (text.isascii() or not lonely(text)) and (len(text) < SHORTEST or not secrets(text))


def _is_begun(text: str) -> bool:
    """Tell whether a text that begins with one of `REMARKABLE` may be a placeholder, is empty or indented."""
    return text[:1] <= " " or text.startswith(STARTS)


def _text(value: JSON) -> bool:
    if type(value) is not str or (value[:1] in REMARKABLE and _is_begun(value)):
        return False
    if len(value) < SHORTEST and value.isascii():
        return True
    return (value.isascii() or value[0].isalpha()) and _safe(value)


def _api_key(value: JSON) -> bool:
    return _text(value) and "eyJ" not in value and value.split() == [value]


def _agent(value: JSON) -> bool:
    return type(value) is str and (value in _AGENTS or _is_agent(value))


def _is_agent(text: str) -> bool:
    if not _text(text) or (text[0] in "dD" and text.lower().startswith(DEPLOYMENTS)):
        return False
    return _learned(_AGENTS, text)


def _numbers(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:  # here and below: a generator costs more than the loop
        if type(text) is not str or verdict(text):
            return False
    return len(value) == 1 or len(value) == len(set(value)) > 0


def _callers(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:  # noqa: SIM110
        if type(text) is not str or (text not in _CALLERS and not _is_caller(text)):
            return False
    return True


def _is_caller(text: str) -> bool:
    return is_e164(text) and _learned(_CALLERS, text)


def _addresses(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:
        if type(text) is not str or (text not in _ADDRESSES and not _is_address(text)):
            return False
    return len(value) == 1 or len(value) == len(set(value))


def _is_address(text: str) -> bool:
    from siplint.address import FIRST_OCTETS, is_quad

    return is_quad(text) and text[: text.index(".")] not in FIRST_OCTETS and _learned(_ADDRESSES, text)


def _tags(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:
        if type(text) is not str or not ((len(text) < SHORTEST and text.isascii()) or _safe(text)):
            return False
    return True


def _metadata(value: JSON) -> bool:
    return type(value) is dict and _plain(value, DEEP)


def _plain(value: JSON, depth: int) -> bool:
    """Tell whether all of an object or array can be sent and holds nothing secret."""
    if type(value) is dict:
        for key in value:
            if type(key) is not str or ((len(key) >= SHORTEST or not key.isascii()) and not _safe(key)):
                return False
        value = value.values()
    for item in value:
        kind = type(item)
        if kind is str:
            if (len(item) >= SHORTEST or not item.isascii()) and not _safe(item):
                return False
        elif kind is int:
            if not SMALL < item < LARGE:
                return False
        elif kind is dict or kind is list:
            if not depth or not _plain(item, depth - 1):
                return False
        elif item is not None and kind is not bool:
            return False
    return True


def _headers(value: JSON) -> bool:
    if type(value) is not dict or not 0 < len(value) <= FEW:
        return False
    for name, text in value.items():
        if type(name) is not str or len(name) >= SHORTEST or (name not in _X_HEADERS and not _is_x_header(name)):
            return False
        if type(text) is not str or len(text) >= SHORTEST:
            return False
        if not text.isascii() or not text.isprintable() or "{" in text or text[-1:] == " ":
            return False
        if text[:1] in REMARKABLE and _is_begun(text):
            return False
    return len(value) == 1 or len({name.lower() for name in value}) == len(value)


def _is_x_header(name: str) -> bool:
    if name[:2] != "X-" or not name.isascii() or not name.replace("-", "").isalnum() or not _safe(name):
        return False
    return _learned(_X_HEADERS, name)


def _map(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    attributes = set(value.values())
    for name in value:
        if type(name) is not str or (name not in _X_HEADERS and not _is_x_header(name)):
            return False
    for text in attributes:
        if type(text) is not str or (text not in _ATTRIBUTES and not _is_attribute(text)):
            return False
    return len(value) == len(attributes) > 0


def _is_attribute(text: str) -> bool:
    if not text.isidentifier() or not text.isascii() or text in PLATFORM:
        return False
    return not (text[0] in REMARKABLE and _is_begun(text)) and _safe(text) and _learned(_ATTRIBUTES, text)


def _room(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    known = 1
    if value["type"] == "dynamic":
        if "prefix" in value:
            known = 2
            prefix = value["prefix"]
            if type(prefix) is not str or prefix not in PREFIXES:
                return False
    elif value["type"] == "static" and _text(value["id"]) and not oddity(value["id"]):
        known = 2
    else:
        return False
    if "pin" in value:
        known += 1
        pin = value["pin"]
        if type(pin) is not str or not is_strong(pin):
            return False
    return len(value) == known


def _learned(texts: set[str], text: str) -> bool:
    """Note of a text that it is in order, and say so."""
    if len(text) < LONG:
        if len(texts) >= MANY:
            texts.clear()
        texts.add(text)
    return True


def _one_of(values: tuple[str, ...]) -> Callable[[JSON], bool]:
    return lambda value: type(value) is str and value in values


TESTS: Mapping[str, Callable[[JSON], bool]] = {
    **{field.name: bool.__instancecheck__ for field in FIELDS.values() if field.kind == "boolean"},
    **{field.name: _one_of(field.values) for field in FIELDS.values() if field.values},
    "name": _text,
    "phoneNumbers": _numbers,
    "apiKey": _api_key,
    "agentId": _agent,
    "agentMetadata": _metadata,
    "room": _room,
    "headers": _headers,
    "headersToAttributes": _map,
    "allowedNumbers": _callers,
    "allowedIpAddresses": _addresses,
    "tags": _tags,
}
"""What is in order of a member's value."""

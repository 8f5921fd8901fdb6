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
    from collections.abc import Mapping
    from typing import TypeAlias

    from siplint.diagnostic import JSON
    from siplint.settings import Settings

    Glance: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], bool]

REMARKABLE = frozenset((*(start[0] for start in STARTS), *" \t\n\r\f\v", ""))
"""How a text begins that may be a placeholder; an empty one and one that is indented are looked at too."""
FEW = 8
"""So many headers, of names and values shorter than `SHORTEST`, are far from filling an INVITE."""
MOST, WIDE = 50, 1_000
"""So many objects and arrays of metadata are looked through here, and so many items of each: then they are not too deep
either, and what stands in many places costs no more than what does not."""
MANY, LONG = 1000, 100
"""Texts of one kind that are known at once to be in order, and characters that none of them has."""
LARGE = 1 << 62
SMALL = -LARGE
"""Numbers between these have fewer digits than any secret of digits."""

SURFACED = FIELDS["includeHeaders"].values
ORDERLY: Glance = ((), (), True)
"""What is told of a body of which there is nothing to say."""

_AGENTS: set[str] = set()
_CALLERS: set[str] = set()
_ADDRESSES: set[str] = set()
_X_HEADERS: set[str] = set()
_ATTRIBUTES: set[str] = set()
_PAIRS: dict[str, str] = {}
_PAIRED: set[str] = set()
"""Texts met before and in order: one customer's rules repeat them."""


def glanced(body: JSON, settings: Settings) -> Glance | None:
    """Give what a glance at a body tells; None where nothing can be passed over."""
    if settings.kind == "create" and not settings.templates and type(body) is dict:
        return glance(body)
    return None


def glance(body: Mapping[str, JSON]) -> Glance:  # noqa: C901, PLR0912, PLR0915 (one pass along the fields, for speed)
    """Tell which members of a body are to be looked at, which of the others may be at odds, and whether none is missing.

    Of the members that are not named it is known that they can be sent and have their type, that no rule about them
    alone or about any text has anything to say, and that no text of theirs looks like a secret, that of `apiKey` aside.
    The codes are of the rules about several members that may have something to say of some that are in order.
    """
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    known = 0
    whole = True
    direction = body.get("type")
    if type(direction) is not str:
        direction = ""
    inward, outward = direction != OUTBOUND, direction != INBOUND
    if "name" in body:
        known += 1
        if not _text(body["name"]):
            names += ("name",)
    else:
        whole = False
    if "type" in body:
        known += 1
        if inward and outward:
            names += ("type",)
    else:
        whole = False
    if "phoneNumbers" in body:
        known += 1
        if not _numbers(body["phoneNumbers"]):
            names += ("phoneNumbers",)
    else:
        whole = False
    if "apiKey" in body:
        known += 1
        if not _api_key(body["apiKey"]):
            names += ("apiKey",)
    if "agentId" in body:
        known += 1
        if not _agent(body["agentId"]):
            names += ("agentId",)
    elif inward and "room" not in body:
        codes += ("RR401",)
    if "agentMetadata" in body:
        known += 1
        if not _metadata(body["agentMetadata"]):
            names += ("agentMetadata",)
        if "agentId" not in body:
            codes += ("RR420",)
    surfaced = ""
    if "includeHeaders" in body:
        known += 1
        surfaced = body["includeHeaders"]
        if type(surfaced) is not str or surfaced not in SURFACED:
            names += ("includeHeaders",)
            surfaced = ""
    if "headersToAttributes" in body:
        known += 1
        if not _map(body["headersToAttributes"]):
            names += ("headersToAttributes",)
        if outward:
            codes += ("RR202",)
        if surfaced == "NONE":
            codes += ("RR236",)
    if "headers" in body:
        known += 1
        if not _headers(body["headers"]):
            names += ("headers",)
        if inward:
            codes += ("RR201",)
    if "allowedNumbers" in body:
        known += 1
        callers = body["allowedNumbers"]
        if not _callers(callers):
            names += ("allowedNumbers",)
        elif inward and "phoneNumbers" not in names:
            own = body.get("phoneNumbers", ())
            if own[0] in callers if len(own) == 1 else not {*own}.isdisjoint(callers):
                codes += ("RR502",)
        if outward:
            codes += ("RR503",)
    if "allowedIpAddresses" in body:
        known += 1
        if not _addresses(body["allowedIpAddresses"]):
            names += ("allowedIpAddresses",)
        if outward:
            codes += ("RR503",)
    if "tags" in body:
        known += 1
        if not _tags(body["tags"]):
            names += ("tags",)
    if "recording" in body:
        known += 1
        if body["recording"] is not True and body["recording"] is not False:
            names += ("recording",)
    if "dtmf" in body:
        known += 1
        if body["dtmf"] is not True and body["dtmf"] is not False:
            names += ("dtmf",)
    if "noiseCancellation" in body:
        known += 1
        if body["noiseCancellation"] is not True and body["noiseCancellation"] is not False:
            names += ("noiseCancellation",)
    hidden = False
    if "hidePhoneNumber" in body:
        known += 1
        hidden = body["hidePhoneNumber"]
        if hidden is not True and hidden is not False:
            names += ("hidePhoneNumber",)
            hidden = False
        elif hidden and surfaced == "ALL":
            codes += ("RR521",)
    if "room" in body:
        known += 1
        room = body["room"]
        if not _room(room):
            names += ("room",)
        elif room["type"] == "static":
            if inward and "pin" not in room:
                codes += ("RR410",)
        elif hidden and room.get("prefix") == "participantNumber":
            codes += ("RR520",)
    if known != len(body):
        names += tuple([name for name in body if name not in FIELDS])
    return (names, codes, whole) if names or codes or not whole else ORDERLY


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
    todo: list[JSON] = []
    return type(value) is dict and _plain(value, todo) and (not todo or _all_plain(todo))


def _all_plain(todo: list[JSON]) -> bool:
    for here in todo:  # noqa: SIM110 (it grows meanwhile)
        if len(here) > WIDE or len(todo) > MOST or not _plain(here, todo):
            return False
    return True


def _plain(value: JSON, todo: list[JSON]) -> bool:
    """Tell whether an object or array can be sent and holds nothing secret, what is in `todo` from then on aside."""
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
            todo.append(item)
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
    for name, text in value.items():
        if type(name) is not str or type(text) is not str or _PAIRS.get(name) != text:
            return _is_map(value)
    return len(value) > 0  # of known pairs no two have the same attribute


def _is_map(value: JSON) -> bool:
    for name, text in value.items():
        if type(name) is not str or (name not in _X_HEADERS and not _is_x_header(name)):
            return False
        if type(text) is not str or (text not in _ATTRIBUTES and not _is_attribute(text)):
            return False
    if len(value) != len({*value.values()}):
        return False
    for name, text in value.items() if len(value) <= FEW else ():
        if len(_PAIRS) >= MANY:
            _PAIRS.clear()
            _PAIRED.clear()
        if name not in _PAIRS and text not in _PAIRED and len(name) < LONG and len(text) < LONG:
            _PAIRS[name] = text
            _PAIRED.add(text)
    return True


def _is_attribute(text: str) -> bool:
    if not text.isidentifier() or not text.isascii() or text in PLATFORM:
        return False
    return not (text[0] in REMARKABLE and _is_begun(text)) and _safe(text) and _learned(_ATTRIBUTES, text)


def _room(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    known = 1
    kind = value.get("type")
    if type(kind) is not str:
        return False
    if kind == "dynamic":
        if "prefix" in value:
            known = 2
            prefix = value["prefix"]
            if type(prefix) is not str or prefix not in PREFIXES:
                return False
    elif kind == "static" and _text(value.get("id")) and not oddity(value["id"]):
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

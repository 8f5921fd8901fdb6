"""What most bodies that create a rule look like: cheap tests that spare the rules which would have nothing to say.

No test here tells a fault: what does not pass is only looked at by the rules. A property holds the tests to that.
"""

from __future__ import annotations

from siplint.address import FIRST_OCTETS, is_quad
from siplint.document import lonely
from siplint.e164 import is_e164, verdict
from siplint.fields import DEPLOYMENTS, FIELDS, INBOUND, OUTBOUND, PLATFORM, PREFIXES
from siplint.guise import SHORTEST, STARTS, oddity, secrets, weakness

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
LARGE = 1 << 62
"""Numbers up to here have fewer digits than any secret of digits."""


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
        test = TESTS.get(name)
        if test is None or not test(value):
            names.append(name)
    return names


def related(body: Trusted) -> list[str]:  # noqa: C901, PLR0912 (a rule, a condition)
    """Give the codes of the rules about several members that may have something to say, by members that are in order."""
    codes = []
    kind = body.get("type")
    if kind != OUTBOUND:
        if "agentId" not in body and "room" not in body:
            codes.append("RR401")
        if "headers" in body:
            codes.append("RR201")
        if "room" in body and "pin" not in body["room"] and body["room"].get("type") == "static":
            codes.append("RR410")
        if "allowedNumbers" in body and not set(body.get("phoneNumbers", ())).isdisjoint(body["allowedNumbers"]):
            codes.append("RR502")
    if kind != INBOUND and ("allowedNumbers" in body or "allowedIpAddresses" in body):
        codes.append("RR503")
    if "headersToAttributes" in body:
        if kind != INBOUND:
            codes.append("RR202")
        if body.get("includeHeaders") == "NONE":
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


def _may_be_left_in(text: str) -> bool:
    """Tell whether a text that begins with one of `REMARKABLE` may be a placeholder, is empty or indented."""
    return text[:1] <= " " or text.startswith(STARTS)


def _text(value: JSON) -> bool:
    if type(value) is not str or (value[:1] in REMARKABLE and _may_be_left_in(value)):
        return False
    return (value.isascii() or value[0].isalpha()) and _safe(value)


def _api_key(value: JSON) -> bool:
    return _text(value) and "eyJ" not in value and value.split() == [value]


def _agent(value: JSON) -> bool:
    return _text(value) and (value[0] not in "dD" or not value.lower().startswith(DEPLOYMENTS))


def _boolean(value: JSON) -> bool:
    return value is True or value is False


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
        if type(text) is not str or not is_e164(text):
            return False
    return True


def _addresses(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:
        if type(text) is not str or not is_quad(text) or text[: text.index(".")] in FIRST_OCTETS:
            return False
    return len(value) == 1 or len(value) == len(set(value))


def _tags(value: JSON) -> bool:
    if type(value) is not list:
        return False
    for text in value:  # noqa: SIM110
        if type(text) is not str or not _safe(text):
            return False
    return True


def _metadata(value: JSON) -> bool:
    return type(value) is dict and _plain(value, DEEP)


def _plain(value: JSON, depth: int) -> bool:  # noqa: PLR0911 (a kind of value, an answer)
    kind = type(value)
    if kind is str:
        return _safe(value)
    if kind is int:
        return bool(-LARGE < value < LARGE)
    if kind is dict and depth:
        for key, item in value.items():
            if type(key) is not str or not _safe(key) or not _plain(item, depth - 1):
                return False
        return True
    if kind is list and depth:
        for item in value:  # noqa: SIM110
            if not _plain(item, depth - 1):
                return False
        return True
    return value is None or kind is bool


def _headers(value: JSON) -> bool:
    if type(value) is not dict or not 0 < len(value) <= FEW:
        return False
    for name, text in value.items():
        if not _x_header(name) or len(name) >= SHORTEST or type(text) is not str or len(text) >= SHORTEST:
            return False
        if not text.isascii() or not text.isprintable() or "{" in text or text[-1:] == " ":
            return False
        if text[:1] in REMARKABLE and _may_be_left_in(text):
            return False
    return len(value) == 1 or len({name.lower() for name in value}) == len(value)


def _x_header(name: JSON) -> bool:
    return type(name) is str and name[:2] == "X-" and name.isascii() and name.replace("-", "").isalnum() and _safe(name)


def _map(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    for name, attribute in value.items():
        if type(attribute) is not str or not attribute.isidentifier() or attribute in PLATFORM:
            return False
        if not _x_header(name) or (attribute[0] in REMARKABLE and _may_be_left_in(attribute)):
            return False
        if not attribute.isascii() or not _safe(attribute):
            return False
    return len(value) == 1 or len(value) == len(set(value.values())) > 0


def _room(value: JSON) -> bool:  # noqa: PLR0911 (a member, an answer)
    if type(value) is not dict or type(value.get("type")) is not str:
        return False
    dynamic = value["type"] == "dynamic"
    if not dynamic and (value["type"] != "static" or "id" not in value):
        return False
    for name, text in value.items():
        if name == "pin":
            if type(text) is not str or not text.isascii() or not text.isdigit() or weakness(text):
                return False
        elif name == "prefix":
            if not dynamic or type(text) is not str or text not in PREFIXES:
                return False
        elif name == "id":
            if dynamic or not _text(text) or oddity(text):
                return False
        elif name != "type":
            return False
    return True


def _one_of(values: tuple[str, ...]) -> Callable[[JSON], bool]:
    return lambda value: type(value) is str and value in values


TESTS: Mapping[str, Callable[[JSON], bool]] = {
    **{field.name: _boolean for field in FIELDS.values() if field.kind == "boolean"},
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

"""What the properties are tried on: bodies that are right, and the same with one or two things broken."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from siplint.domain import numbering_plan
from siplint.model.fields import FIELDS, ROOM_FIELDS, ROOM_PREFIXES

NUMBERS = ("+14155551234", "+442079460123", "+33612345678", "+4930123456")
LETTERS = 'abcXYZ 0189-_ée日😀/~"\\'
JUNK: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        17,
        14155551234,
        1.5,
        "",
        " ",
        "\t\n",
        "inbound",
        "OUTBOUND",
        "true",
        "ALL",
        "dynamic",
        "x",
    ),
    *(
        [],
        [1],
        ["+14155551234"],
        ["+14155551234", None],
        [[]],
        {},
        {"a": 1},
        {"X-A": "b"},
        {"type": "static"},
        {"type": 1},
    ),
)
STRANGERS = (
    "gatewayId",
    "dispatch",
    "id",
    "createdAt",
    "updatedAt",
    "rule",
    "numbers",
    "recordng",
    "roomId",
    "metadata",
)
ITEMS: tuple[Any, ...] = (
    *(
        None,
        1,
        True,
        [],
        {},
        "",
        " ",
        "+1 415 555 1234",
        "14155551234",
        "+0123",
        "+1",
        "+14155551234\n",
        "+1415555*",
        "?",
    ),
    *(
        "+" + "1" * 16,
        "+١٢٣٤٥٦",
        "tel:+14155551234",
        "198.51.100.7:5060",
        "::1%eth0",
        "10.0.0.256",
        "a.example",
        "1.2.3.4,5.6.7.8",
    ),
    *(
        "a\r\nb",
        "\x00",
        "\x7f",
        "日本",
        "tab\there",
        "$YOUR_API_KEY",
        "{{ticket}}",
        "[::1]",
        "01.2.3.4",
        "fe80::1",
        "1.2.3.4/33",
    ),
)
HEADERS = (
    "X Team",
    "X-Team:",
    "",
    "Via",
    "via",
    "v",
    "Call-ID",
    "Content-Length",
    "X-Ünïcode",
    "a\nb",
    "From",
    "x-team",
    "X-Team",
)

ORDINARY_INBOUND: dict[str, Any] = {
    "name": "Support, 2nd line – Zürich",
    "type": "inbound",
    "phoneNumbers": ["+14155552671", "+442071838751"],
    "apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80",
    "agentId": "dispatcher",
    "agentMetadata": {"team": "Übersee", "queue": 3, "skills": ["a", True, None, {"level": -1}]},
    "room": {"type": "dynamic", "prefix": "random", "pin": "483062"},
    "includeHeaders": "SIP_X_HEADERS",
    "headersToAttributes": {"X-Ticket": "ticket", "X-Customer-Id": "Customer_id"},
    "allowedNumbers": ["+442071838750"],
    "allowedIpAddresses": ["8.8.4.4", "8.8.8.8"],
    "tags": ["support", ""],
    "recording": True,
    "dtmf": False,
    "noiseCancellation": False,
    "hidePhoneNumber": False,
}
ORDINARY_OUTBOUND: dict[str, Any] = {
    "name": "Callbacks",
    "type": "outbound",
    "phoneNumbers": ["+14155552671"],
    "headers": {"X-Team": "Ticket 12", "X-Cost-Center": "4711"},
    "room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4826"},
}
"""Bodies with every field a body of that direction may have, nothing in them worth a word."""


def bodies(kind: str = "create") -> st.SearchStrategy[dict[str, Any]]:
    """Right bodies: nothing at error level is to be said about them."""
    texts = st.text(LETTERS, min_size=1, max_size=8).filter(lambda text: not text.isspace())
    maps = st.dictionaries(
        st.sampled_from(("X-Team", "X-Ticket", "X-A")), st.sampled_from(("ticket", "sales", "a")), max_size=2
    )
    members: dict[str, st.SearchStrategy[Any]] = {
        "name": texts,
        "phoneNumbers": st.lists(st.sampled_from(NUMBERS), max_size=3, unique=True),
        "apiKey": st.just("3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"),
        "agentId": texts,
        "agentMetadata": st.dictionaries(texts, st.sampled_from(JUNK), max_size=2),
        "room": st.one_of(
            st.fixed_dictionaries({"type": st.just("static"), "id": texts}, optional={"pin": st.just("4711")}),
            st.fixed_dictionaries({"type": st.just("dynamic")}, optional={"prefix": st.sampled_from(ROOM_PREFIXES)}),
        ),
        "includeHeaders": st.sampled_from(FIELDS["includeHeaders"].values),
        "allowedNumbers": st.lists(st.sampled_from(NUMBERS), max_size=2),
        "allowedIpAddresses": st.lists(st.sampled_from(("198.51.100.7", "2001:db8::1", "8.8.8.8")), max_size=2),
        "tags": st.lists(texts, max_size=2),
        **dict.fromkeys(("recording", "dtmf", "noiseCancellation", "hidePhoneNumber"), st.booleans()),
    }
    if kind == "update":
        either = st.sampled_from((members | {"headers": maps}, members | {"headersToAttributes": maps}))
        return either.flatmap(lambda known: st.fixed_dictionaries({}, optional=known).filter(bool)).map(deepcopy)
    required = {name: members.pop(name) for name in ("name", "phoneNumbers")}
    return st.one_of(
        st.fixed_dictionaries(
            {**required, "type": st.just("inbound")}, optional={**members, "headersToAttributes": maps}
        ),
        st.fixed_dictionaries({**required, "type": st.just("outbound")}, optional={**members, "headers": maps}),
    ).map(deepcopy)


@st.composite
def broken(draw: st.DrawFn, kind: str = "create") -> dict[str, Any]:
    """Right bodies with one or two things done to them that may be wrong."""
    body = draw(bodies(kind))
    for _ in range(draw(st.integers(1, 2))):
        _break(draw, body)
    return body


def _break(draw: st.DrawFn, body: dict[str, Any]) -> None:
    how = draw(st.sampled_from(("drop", "put", "stranger", "room", "item", "map", "text", "turn")))
    junk = st.sampled_from(JUNK).map(deepcopy)
    if how == "drop" and body:
        del body[draw(st.sampled_from(sorted(body)))]
    elif how == "put":
        body[draw(st.sampled_from(sorted(FIELDS)))] = draw(junk)
    elif how == "stranger":
        body[draw(st.sampled_from(STRANGERS))] = draw(junk)
    elif how == "text":
        body[draw(st.sampled_from(("name", "apiKey", "agentId", "includeHeaders")))] = draw(st.sampled_from(ITEMS))
    elif how == "room":
        room = body.setdefault("room", {"type": "dynamic"})
        if isinstance(room, dict):
            room[draw(st.sampled_from((*sorted(ROOM_FIELDS), "roomId")))] = draw(junk)
    elif how == "item":
        name = draw(st.sampled_from(("phoneNumbers", "allowedNumbers", "allowedIpAddresses", "tags")))
        items = body.setdefault(name, [])
        if isinstance(items, list):
            items.append(draw(st.sampled_from(ITEMS)))
    elif how == "map":
        name = draw(st.sampled_from(("headers", "headersToAttributes")))
        entries = body.setdefault(name, {})
        if isinstance(entries, dict):
            entries[draw(st.sampled_from(HEADERS))] = draw(st.sampled_from(ITEMS))
    else:
        body["type"] = draw(st.sampled_from(FIELDS["type"].values))


@st.composite
def rendered(draw: st.DrawFn, value: Any) -> bytes:
    """A JSON text of a value as nobody would write it: odd white space, escapes and numbers, CRLF, a byte order mark."""
    blanks = draw(st.sampled_from((("",), ("", " "), ("\n  ", " ", ""), ("\r\n\t", "\r\n", "  "), (" ", "\t", "\n"))))
    dice = draw(st.randoms(use_true_random=False))
    mark = b"\xef\xbb\xbf" if dice.random() < 0.2 else b""

    def blank() -> str:
        return dice.choice(blanks)

    def spelled(text: str) -> str:
        return '"' + "".join(letter(one) for one in text) + '"'

    def letter(one: str) -> str:
        plain = json.dumps(one, ensure_ascii=False)[1:-1]
        if dice.random() < 0.8:
            return plain
        return "\\/" if one == "/" else "".join(f"\\u{unit:04X}" for unit in units(one))

    def units(one: str) -> tuple[int, ...]:
        raw = one.encode("utf-16-be", "surrogatepass")
        return tuple(int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))

    def whole(one: Any) -> str:
        if isinstance(one, str):
            return spelled(one)
        if isinstance(one, float):
            return dice.choice((str(one), f"{one}0", f"{one}E+0", f"{one}e-00"))
        if isinstance(one, dict):
            return enclosed("{}", [f"{spelled(key)}{blank()}:{blank()}{whole(inner)}" for key, inner in one.items()])
        if isinstance(one, list):
            return enclosed("[]", [whole(inner) for inner in one])
        return json.dumps(one)

    def enclosed(brackets: str, entries: list[str]) -> str:
        return brackets[0] + ",".join(blank() + entry + blank() for entry in entries or [""]) + brackets[1]

    return mark + (blank() + whole(value) + blank()).encode()


def shuffled(value: Any, dice: Any) -> Any:
    """The same value with the members of its objects in another order."""
    if isinstance(value, dict):
        names = list(value)
        dice.shuffle(names)
        return {name: shuffled(value[name], dice) for name in names}
    return [shuffled(item, dice) for item in value] if isinstance(value, list) else value


def anything() -> st.SearchStrategy[Any]:
    """Python values of all kinds, those that no JSON can hold too, and bodies with such values inside."""
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.integers(5000, 5001).map(lambda digits: 10**digits),
        st.floats(),
        st.complex_numbers(),
        st.binary(max_size=3),
        st.text(st.characters(codec=None), max_size=5),
        st.sampled_from((object(), int, frozenset((1, 2)), range(3), ...)),
    )
    values = st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.lists(inner, max_size=3).map(tuple),
            st.dictionaries(
                st.text(st.characters(codec=None), max_size=3) | st.integers() | st.none(), inner, max_size=3
            ),
        ),
        max_leaves=6,
    )
    members = st.dictionaries(st.sampled_from((*FIELDS, *STRANGERS)), values | st.sampled_from(JUNK), max_size=5)
    return values | members | members.map(lambda body: {"name": "n", "type": "inbound", "phoneNumbers": [], **body})


# --- near misses: what is almost an ordinary value

WRAPPINGS = (
    "{} ",
    " {}",
    "{}\n",
    "\u00a0{}",
    "{}\u200b",
    "\u202a{}",
    '"{}"',
    "<{}>",
    "{}.",
    "+{}",
    "0{}",
    "${}",
    "{}, {}",
)
TWINS = str.maketrans("0123456789+-.aeoXbl", "０１２３４５６７８９＋‐．аеоＸЬI")
"""Characters that look like others."""


def _swapped(text: str, at: int) -> str:
    return text[:at] + text[at : at + 1].swapcase() + text[at + 1 :]


@st.composite
def nearly(draw: st.DrawFn, text: str) -> str:
    """A text that differs from another in one thing: a digit more or less, the case, the spelling, what is around it."""
    at = draw(st.integers(0, max(len(text) - 1, 0)))
    ways = (
        text[:at] + text[at + 1 :],
        text[: at + 1] + text[at:],
        text[:1] + "0" + text[1:],
        text[:1] + "00" + text[1:],
        text + draw(st.sampled_from("0123456789")),
        text[:-1] + draw(st.sampled_from("0123456789aX")),
        text[:at] + draw(st.sampled_from(" -_./:@%\t\x00é٤")) + text[at:],
        text[:at] + text[at : at + 1].translate(TWINS) + text[at + 1 :],
        _swapped(text, at),
        text.upper(),
        text.lower(),
        text.title(),
        text.replace("-", "_"),
        text.removeprefix("+"),
        text.removeprefix("X-"),
        draw(st.sampled_from(WRAPPINGS)).replace("{}", text),
    )
    return draw(st.sampled_from(ways))


@st.composite
def _nearly_right(draw: st.DrawFn, value: Any) -> Any:
    """A value of which one text or one number is a near miss."""
    if isinstance(value, str):
        return draw(nearly(value))
    if isinstance(value, bool):
        return draw(
            st.sampled_from((str(value), str(value).lower(), int(value), f" {value} ".lower(), None, not value))
        )
    if isinstance(value, int):
        return draw(st.sampled_from((str(value), float(value), 10**20 + value, -value)))
    if isinstance(value, list) and value:
        at = draw(st.integers(0, len(value) - 1))
        item = draw(_nearly_right(value[at]))
        how = draw(st.sampled_from(("replace", "add", "double", "alone")))
        if how == "alone":
            return item
        return (
            [*value[:at], item, *value[at + 1 :]] if how == "replace" else [*value, item if how == "add" else value[at]]
        )
    if isinstance(value, dict) and value:
        name = draw(st.sampled_from(sorted(value)))
        how = draw(st.sampled_from(("name", "value", "add", "double", "drop")))
        if how == "value":
            return {**value, name: draw(_nearly_right(value[name]))}
        rest = {one: item for one, item in value.items() if one != name or how in ("add", "double")}
        if how == "drop":
            return rest
        return {**rest, draw(nearly(name)): value[name] if how != "add" else draw(_nearly_right(value[name]))}
    return draw(st.sampled_from(JUNK))


BESIDE = {
    "phoneNumbers": ("+12025550123", "+911", "+1911", "+33639989098", "+5215512345678", "+390612345678", "+4420718387"),
    "allowedIpAddresses": (
        "10.0.0.1",
        "172.16.0.1",
        "100.64.1.1",
        "8.8.8.0/24",
        "::ffff:8.8.8.8",
        "1.1.1.1/32",
        "0.0.0.0",
    ),
    "pin": ("1234", "0000", "483062", "4826", "12345678901234567", "987654", "48٣9"),
}
"""Values beside ordinary ones that no small change of those would give."""


@st.composite
def near_misses(draw: st.DrawFn) -> dict[str, Any]:
    """Bodies of ordinary members, some left out, one or two of them almost right, or under almost their name."""
    whole = draw(st.sampled_from((ORDINARY_INBOUND, ORDINARY_OUTBOUND, ORDINARY_INBOUND | ORDINARY_OUTBOUND)))
    names = draw(st.sets(st.sampled_from(sorted(whole)), min_size=1))
    body = deepcopy({name: whole[name] for name in whole if name in names or name in ("type", "phoneNumbers")})
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(body)))
        value = body[name]
        how = draw(st.sampled_from(("value", "value", "value", "value", "list", "pin", "name", "turn")))
        if how == "name":
            del body[name]
            body[draw(nearly(name))] = value
        elif how == "turn":
            body["type"] = draw(st.sampled_from(("inbound", "outbound")))
        elif how == "list":
            name = draw(st.sampled_from(("phoneNumbers", "allowedNumbers", "allowedIpAddresses")))
            texts = BESIDE["allowedIpAddresses" if name == "allowedIpAddresses" else "phoneNumbers"]
            body[name] = [draw(st.sampled_from(texts))]
        elif how == "pin" and isinstance(body.get("room"), dict):
            body["room"] = {**body["room"], "pin": draw(st.sampled_from(BESIDE["pin"]))}
        else:
            body[name] = draw(_nearly_right(value))
    return body


# --- members that are odd, or at odds with each other

_TEXTS = st.sampled_from(
    (
        "",
        " ",
        "a",
        "X-A",
        "x-a",
        "X A",
        "sipUser",
        "sip.a",
        "$A",
        "xxx",
        "<a>",
        "{{a}}",
        "T",
        "a" * 40,
        "Inbound support rule",
        "Bearer aBcDeFgHiJkL",
    )
)
_VALUES: dict[str, Any] = {
    "type": ("inbound", "outbound"),
    "phoneNumbers": (["+14155552671"], ["+442071838751", "+14155552671"]),
    "agentId": ("a",),
    "agentMetadata": ({"a": 1},),
    "room": (
        {"type": "dynamic"},
        {"type": "dynamic", "prefix": "participantNumber"},
        {"type": "static", "id": "a"},
        {"type": "static", "id": "a", "pin": "4826"},
    ),
    "includeHeaders": ("ALL", "SIP_X_HEADERS", "NONE"),
    "headersToAttributes": ({"X-A": "a"},),
    "headers": ({"X-A": "a"},),
    "allowedNumbers": ([], ["+442071838751"]),
    "allowedIpAddresses": ([], ["8.8.8.8"]),
    "hidePhoneNumber": (True, False),
}
"""Values that are in order by themselves."""
_MAPS = st.dictionaries(_TEXTS, _TEXTS | st.integers(), max_size=2)
_ROOMS = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(("static", "dynamic", 1)), "prefix": _TEXTS | st.just("blank"), "id": _TEXTS}
)
ODD_BODIES = st.fixed_dictionaries(
    {},
    optional={
        "name": _TEXTS,
        "type": st.sampled_from(("inbound", "outbound", "x")),
        "agentId": _TEXTS,
        "headers": _MAPS,
        "headersToAttributes": _MAPS,
        "agentMetadata": st.dictionaries(_TEXTS, _TEXTS | _MAPS | st.lists(_TEXTS)),
        "includeHeaders": st.sampled_from(("ALL", "SIP_X_HEADERS", "NONE")),
        "room": _ROOMS,
        "tags": st.lists(_TEXTS | st.none()),
        "phoneNumbers": st.lists(st.sampled_from(("+14155551234", "+1", "1", "+12025550100"))),
    },
)
"""Bodies of members with odd values."""
MEMBERS_IN_CONFLICT = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in _VALUES.items()}
)
"""Bodies of members that are ordinary by themselves."""
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
"""Any JSON value."""

NUMBER_TEXTS = st.one_of(
    st.text("+0123456789", max_size=18),
    st.text("+0123456789 -.()/;=,@x*?extlLABCtel:sip\n\u200e٤０＋", max_size=24),
    st.text(max_size=20),
    st.builds("+{}{}".format, st.sampled_from(sorted(numbering_plan._rows())), st.text("0123456789", max_size=12)),
)
"""Texts like those that people write for a phone number."""

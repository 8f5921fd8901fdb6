"""The edges of rules, where their examples do not reach: what each fix writes, and the last value that is still fine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from siplint import check, check_bytes, check_files
from siplint.body.recognise import recognise
from siplint.domain.phone import is_e164, verdict
from siplint.domain.phone_repair import defect
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings
from siplint.source.locations import byte_positions, locate, positions_in
from siplint.source.reader import parse_json
from siplint.source.sendable import LIMIT

STATIC = {"type": "static", "id": "2kyv-gzay-64pg"}


def found(members: dict[str, Any], code: str, kind: Any = "create") -> list[str]:
    report = check(members, settings=Settings(kind=kind, min_severity="info"))
    return [one.pointer for one in report if one.code == code]


@pytest.mark.parametrize("name", ["From", "f", "P-Asserted-Identity", "remote-party-ID", "Contact", "M", "Diversion"])
def test_headers_that_tell_the_caller(name: str) -> None:
    body = INBOUND_BODY | {"hidePhoneNumber": True, "headersToAttributes": {name: "a", "X-From": "b"}}
    assert found(body, "RR521") == [f"/headersToAttributes/{name}"]


def test_only_what_sends_calls_to_a_room_can_leak_there() -> None:
    hidden = {"hidePhoneNumber": True}
    leaking = hidden | {"includeHeaders": "ALL"}
    assert found(INBOUND_BODY | leaking, "RR521") == ["/includeHeaders"]
    assert found(OUTBOUND_BODY | leaking, "RR521") == []
    assert found({"name": "n", **leaking}, "RR521", "update") == ["/includeHeaders"]
    assert found(INBOUND_BODY | hidden | {"room": STATIC | {"prefix": "participantNumber"}}, "RR520") == []
    assert found(INBOUND_BODY | hidden | {"room": {"prefix": "participantNumber"}}, "RR520") == ["/room/prefix"]


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("deployment_1", True),
        ("deployment-1", True),
        ("dep_1", True),
        ("DEP-1", True),
        ("depot", False),
        ("deploymentx", False),
    ],
)
def test_deployments(agent: str, told: bool) -> None:
    assert found(INBOUND_BODY | {"agentId": agent}, "RR421") == (["/agentId"] if told else [])


@pytest.mark.parametrize(
    ("pin", "told"),
    [
        ("123", True),
        ("1234", True),
        ("4711", False),
        ("7" * 16, True),
        ("4711" * 4, False),
        ("4711" * 4 + "0", True),
        ("789012", True),
        ("210987", True),
        ("135790", False),
        ("9876", True),
    ],
)
def test_weak_pins(pin: str, told: bool) -> None:
    assert found(INBOUND_BODY | {"room": STATIC | {"pin": pin}}, "RR408") == (["/room/pin"] if told else [])


def test_who_may_enter_a_room() -> None:
    assert found(INBOUND_BODY | {"room": STATIC}, "RR410") == ["/room"]
    assert found(INBOUND_BODY | {"room": STATIC | {"pin": ""}}, "RR410") == []
    assert found(INBOUND_BODY | {"room": STATIC | {"pin": 4711}}, "RR410") == []
    assert found(INBOUND_BODY | {"room": STATIC, "allowedIpAddresses": ["8.8.4.4"]}, "RR410") == []
    assert found(INBOUND_BODY | {"room": STATIC, "allowedNumbers": [1]}, "RR410") == []


def test_what_would_be_enough_to_know_where_a_call_goes() -> None:
    lost = {name: value for name, value in INBOUND_BODY.items() if name not in ("room", "agentId")}
    assert found(lost, "RR401") == [""]
    known: list[dict[str, Any]] = [{"room": 1}, {"room": {}}, {"agentId": "a"}, {"agentId": 1}]
    for members in known:
        assert found(lost | members, "RR401") == []


def test_a_room_without_a_type_is_guessed_only_from_one_member() -> None:
    for room, help_ in (
        ({"id": "a"}, 'add "type": "static", which uses `id`'),
        ({"prefix": "blank"}, 'add "type": "dynamic", which uses `prefix`'),
        ({"id": "a", "prefix": "blank"}, "add `type`"),
        ({}, "add `type`"),
    ):
        data = json.dumps(INBOUND_BODY | {"room": room}).encode()
        (one,) = (one for one in check_bytes(data) if one.code == "RR406")
        assert (one.help, one.fix is None) == (help_, help_ == "add `type`")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["8.8.4.4", "8.8.4.4/32"], [("/allowedIpAddresses/1", "is there already", "the same address")]),
        (["8.8.4.0/24", "8.8.4.0/25"], [("/allowedIpAddresses/1", "lies in 8.8.4.0/24", "this network holds it")]),
        (["8.8.4.0/24", "8.8.4.9"], [("/allowedIpAddresses/1", "lies in 8.8.4.0/24", "this network holds it")]),
        (["8.8.4.4", "8.8.4.4"], [("/allowedIpAddresses/1", "is there already", "the same address")]),
        (["2001:4860::1", "2001:4860:0::1"], [("/allowedIpAddresses/1", "is there already", "the same address")]),
        (["8.8.4.4", "8.8.4.5"], []),
        (["8.8.4.0/24"], []),
        (["8.8.4.255", "8.8.5.0/24"], []),
    ],
)
def test_networks_in_each_other(items: list[str], expected: list[tuple[str, str, str]]) -> None:
    report = check(INBOUND_BODY | {"allowedIpAddresses": items}, settings=Settings(min_severity="info"))
    overlapping = [one for one in report if one.code == "RR509"]
    told = [(one.pointer, one.message.split(" ", 1)[1], one.labels[0].message) for one in overlapping]
    assert told == expected
    assert {one.help for one in overlapping} <= {"remove it"}


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("8.8.4.4/24", '"8.8.4.4/24" has host bits set; the network is 8.8.4.0/24'),
        ("8.8.4.0/255.255.255.0", '"8.8.4.0/255.255.255.0" has a mask in place of a prefix length'),
        ("8.8.4.4/255.255.255.255", '"8.8.4.4/255.255.255.255" has a mask in place of a prefix length'),
        ("2001:4860::1/32", '"2001:4860::1/32" has host bits set; the network is 2001:4860::/32'),
    ],
)
def test_networks_not_as_they_are_written(item: str, message: str) -> None:
    report = check(INBOUND_BODY | {"allowedIpAddresses": [item]}, settings=Settings(min_severity="info"))
    assert [one.message for one in report if one.code == "RR506"] == [message]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("0.0.0.0", "an unspecified address"),
        ("10.0.0.1", "a private address"),
        ("fe80::/10", "a link-local network"),
        ("240.0.0.1", "a reserved address"),
    ],
)
def test_addresses_nobody_calls_from(item: str, words: str) -> None:
    report = check(INBOUND_BODY | {"allowedIpAddresses": [item]})
    (one,) = (one for one in report if one.code == "RR508")
    assert one.message == f'"{item}" is {words}, not a public one'


def test_own_numbers_are_known_however_they_are_spelled() -> None:
    body = INBOUND_BODY | {
        "phoneNumbers": ["nonsense", "+1 415 555 1234"],
        "allowedNumbers": ["nonsense", "+14155551234"],
    }
    assert found(body, "RR502") == ["/allowedNumbers/0", "/allowedNumbers/1"]


@pytest.mark.parametrize("sign", ["§", "٣", "３", "\n", " ", "+"])
def test_only_ascii_digits_are_digits(sign: str) -> None:
    for text in ("+1415555123" + sign, "+1415" + sign + "5551234", sign + "14155551234"):
        assert is_e164(text) == (text == "+14155551234")
        assert (verdict(text) == 1) == (text != "+14155551234")
    assert [verdict(text) for text in ("+" + sign, "+3" + sign + "3612345", "+33" + sign + "612345")] == [1, 1, 1]
    assert found(INBOUND_BODY | {"allowedNumbers": ["+91*" + sign]}, "RR501") == ["/allowedNumbers/0"]
    wrong = defect("+1415§5551234")
    assert wrong
    assert (wrong.what, wrong.meant) == ('has "§" in it', "")
    (one,) = (one for one in check(INBOUND_BODY | {"allowedNumbers": ["+91*§"]}) if one.code == "RR501")
    assert one.severity == "warning"


def test_identical_rules_have_their_lists_in_any_order() -> None:
    lists: dict[str, list[str]] = {
        "phoneNumbers": ["+14155551234", "+14155551235"],
        "allowedNumbers": ["+14155550198", "+14155550199"],
        "allowedIpAddresses": ["8.8.4.4", "8.8.8.8"],
        "tags": ["a", "b"],
    }
    same = OUTBOUND_BODY | lists
    other = same | {"name": "m"} | {name: items[::-1] for name, items in lists.items()}
    settings = Settings(select=("RR702",))
    files = {"a.json": json.dumps([same, other]).encode()}
    assert [one.pointer for one in check_files(files, settings=settings)] == ["/1"]
    for odd in ({"agentMetadata": {"a": [1, 2]}}, {"agentMetadata": {"a": [2, 1]}}, {"tags": ["a"]}):
        files = {"a.json": json.dumps([same | {"agentMetadata": {"a": []}}, other | odd]).encode()}
        assert list(check_files(files, settings=settings)) == []


# --- documents and places


def test_how_deep_is_too_deep() -> None:
    assert LIMIT == 200
    for number in (LIMIT, LIMIT + 1):
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            faults = parse_json(opening * number + "1" + closing * number)[1]
            assert [fault.code for fault in faults] == ["RR004"] * (number - LIMIT)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe\0\0{", "UTF-32"),
        (b"\0\0\xfe\xff\0\0\0{\xff", "UTF-32"),
        (b"\xff\xfe{\0", "UTF-16"),
        (b"\xfe\xff\0{", "UTF-16"),
        ("{}".encode("utf-16-le"), "UTF-16"),
        ("{}".encode("utf-16-be"), "UTF-16"),
        ("{}".encode("utf-32-le"), "UTF-32"),
        ("{}".encode("utf-32-be"), "UTF-32"),
    ],
)
def test_marks_of_other_encodings(data: bytes, message: str) -> None:
    (one,) = check_bytes(data)
    assert one.message == f"the file begins like {message}, at offset 0; it should be UTF-8"


@pytest.mark.parametrize("data", [b"\0" * 8, b'"\0"', b"a\0\0b", b"{}\0\0"])
def test_nul_alone_is_no_other_encoding(data: bytes) -> None:
    assert [one.code for one in check_bytes(data)] == ["RR001"]


def test_lines_end_at_line_feeds_alone() -> None:
    for data in (b"{}\n{}", b"{}\n{}\n", b"\n{}\n\n{}\n\n"):
        assert [one.pointer for one in check_bytes(data, file="a.jsonl") if one.code == "RR101"] == [
            f"/{index}/{name}" for index in (0, 1) for name in ("name", "phoneNumbers", "type")
        ]


def test_surrogates_are_found_in_any_spelling() -> None:
    for escape in ("\\ud800", "\\uD800", "\\uDc00", "\\udFff"):
        assert [fault.code for fault in parse_json(f'["a{escape}b"]')[1]] == ["RR006"]


def test_bytes_have_lines_and_columns() -> None:
    data = "\ufeffé\n\n日b\nc".encode()
    at = {
        offset: (one.line, one.column, one.offset)
        for offset, one in byte_positions(data, (3, 5, 6, 7, 10, 11, 12)).items()
    }
    assert at[3] == (1, 1, 3)
    assert at[5] == (1, 2, 5)
    assert at[6] == (2, 1, 6)
    assert at[7] == (3, 1, 7)
    assert at[10] == (3, 2, 10)
    assert at[11] == (3, 3, 11)
    assert at[12] == (4, 1, 12)
    first = byte_positions(b"\nab\xffc", [0, 1, 3, 5])
    assert [(one.line, one.column) for one in first.values()] == [(1, 1), (2, 1), (2, 3), (2, 5)]
    assert byte_positions(b"\xef\xbb\xbf{}", [4])[4].column == 2
    (last,) = byte_positions(data, [11]).values()
    assert (last.line, last.column) == (3, 3)


def test_code_points_have_lines_and_columns() -> None:
    found_ = positions_in("é\n日\udcff", [0, 1, 2, 4])
    assert [(one.line, one.column, one.offset) for one in found_.values()] == [
        (1, 1, 0),
        (1, 2, 2),
        (2, 1, 3),
        (2, 3, 7),
    ]
    later = positions_in("a\nb", [0, 2], 5, 100)
    assert [(one.line, one.column, one.offset) for one in later.values()] == [(5, 1, 100), (6, 1, 102)]


def test_places_in_texts_with_faults() -> None:
    text = '{"a": [NaN, -Infinity, "x"], "b": 1E5}'
    places = locate(text, [("a", 2), ("b",), ("b", "c"), ("c",)])
    assert places["a", 2] == (23, 23, 26)
    assert places["b",] == (29, 34, 37)
    assert places["c",] == (0, 0, 1)


# --- what is a rule at all


@pytest.mark.parametrize(
    "member",
    ["dispatch", "agent_id", "phone_numbers", "agentId", "agent-metadata", "IncludeHeaders", "hidePhoneNumber"],
)
def test_one_field_that_only_rules_have_makes_an_object_a_rule(member: str) -> None:
    assert recognise({member: 1, "version": "1"}).what == "rule"


@pytest.mark.parametrize(
    "member",
    ["name", "type", "tags", "headers", "metadata", "label", "title", "room", "gatewayId", "direction", "recording"],
)
def test_fields_that_anything_may_have_tell_nothing(member: str) -> None:
    assert recognise({member: "x", "version": "1"}).what == "other"


@pytest.mark.parametrize(
    ("value", "update", "expected"),
    [
        ({}, False, False),
        ({"name": "n"}, False, True),
        ({"name": "n"}, True, False),
        ({"recording": True, "tags": ["a"], "headers": {}}, False, True),
        ({"name": "n", "x": 1}, False, True),
        ({"type": "inbound", "x": 1}, False, False),
        ({"type": "OUTBOUND", "x": 1}, False, False),
        ({"type": "module", "x": 1}, False, True),
        ({"type": 1, "x": 1}, False, True),
        ({"phoneNumbers": None, "x": 1}, False, False),
        ({"id": "r", "name": "n"}, False, True),
        ({"id": "r", "name": "n"}, True, False),
        ({"id": "r", "x": 1}, True, True),
        ([], False, True),
    ],
)
def test_what_is_plainly_no_rule(value: Any, update: bool, expected: bool) -> None:
    assert (recognise(value, update=update).what != "rule") is expected


def told(members: dict[str, Any], kind: Any = "create") -> list[tuple[str, str]]:
    report = check(members, settings=Settings(kind=kind, min_severity="info"))
    return [(one.code, one.pointer) for one in report if one.code < "RR2" or one.code == "RR601"]


def test_what_is_ill_shaped_is_told_where_nothing_else_is_wrong() -> None:
    assert told(INBOUND_BODY | {"room": {"prefx": "random"}}) == [("RR105", "/room/prefx")]
    assert told(INBOUND_BODY | {"room": {"id": 1}}) == [("RR102", "/room/id")]
    assert told(INBOUND_BODY | {"room": {"type": "direct"}}) == [("RR103", "/room/type")]
    assert told({"includeHeaders": "X_HEADERS"}, "update") == [("RR103", "/includeHeaders")]
    assert told({"type": "sideways", "name": "n"}, "update") == [("RR103", "/type")]
    for name in ("phoneNumbers", "headers", "tags"):
        assert told(OUTBOUND_BODY | {name: [1] if name != "headers" else {"X-A": 1}}) == [
            ("RR102", f"/{name}/{'X-A' if name == 'headers' else 0}")
        ]


def test_null_counts_as_named_in_an_update_and_as_absent_elsewhere() -> None:
    assert told({"agentId": None}, "update") == [("RR106", "/agentId")]
    assert told({"id": "r", "createdAt": "", "name": "n", "room": None}, "update") == [("RR111", "")]
    assert told(OUTBOUND_BODY | {"createdAt": "", "room": None}) == [("RR111", "")]
    assert told(OUTBOUND_BODY | {"id": "r", "room": None}) == [("RR111", "")]


# --- headers and attributes


def looked(code: str, mapped: dict[str, str], **members: Any) -> list[str]:
    return found(INBOUND_BODY | {"headersToAttributes": mapped} | members, code)


def test_names_are_checked_each_for_itself() -> None:
    assert found(OUTBOUND_BODY | {"headers": {"": "a", "X A": "b", "X-B": "c", "É": "d"}}, "RR210") == [
        "/headers/",
        "/headers/X A",
        "/headers/É",
    ]
    assert found(OUTBOUND_BODY | {"headers": {"X-A": "a", "Team": "b", "x-b": "c", "Desk": "d"}}, "RR218") == [
        "/headers/Desk",
        "/headers/Team",
    ]


def test_attributes_that_collide_or_are_the_platform_s() -> None:
    assert looked("RR232", {"X-A": " ", "X-B": " ", "X-C": "c", "X-D": "c"}) == ["/headersToAttributes/X-D"]
    assert looked("RR233", {"X-A": "sipUser", "X-B": "sipCallType", "X-C": "sipx", "X-D": "callType"}) == [
        "/headersToAttributes/X-A",
        "/headersToAttributes/X-D",
    ]


@pytest.mark.parametrize(
    ("name", "attribute", "told"),
    [
        ("ticket", "X-Ticket", True),
        ("ticket", "x-ticket", True),
        ("ticket", "X Ticket", False),
        ("ticket", "X-Tick et", False),
        ("caller", "From", True),
        ("caller", "from", False),
        ("caller", "Fromm", False),
        ("caller", "call-id", True),
        ("caller", "CALL-ID", True),
        ("caller", "cALL-ID", True),
        ("caller", "p-asserted-identity", True),
        ("caller", "P-Asserted-IDENTITY", True),
        ("caller", "p-asserted-IDENTITY", True),
        ("caller", "my-caller", False),
        ("caller", "My-Caller", True),
        ("caller", "My-Call er", False),
        ("X-Ticket", "X-Case", False),
        ("x-ticket", "From", False),
        ("from", "X-Case", False),
        ("FROM", "X-Case", False),
        ("fROM", "X-Case", False),
        ("the ticket", "X-Ticket", False),
    ],
)
def test_maps_that_look_reversed(name: str, attribute: str, told: bool) -> None:
    assert looked("RR235", {name: attribute}) == ([f"/headersToAttributes/{name}"] if told else [])


def test_maps_that_may_stay_empty() -> None:
    only = {"includeHeaders": "SIP_X_HEADERS"}
    names = {"X-A": "a", "x-b": "b", "From": "c", "two words": "d"}
    assert looked("RR236", names, **only) == ["/headersToAttributes/From"]
    assert looked("RR236", names, includeHeaders="NONE") == ["/headersToAttributes"]
    assert looked("RR236", names) == looked("RR236", {}, includeHeaders="NONE") == []


# --- what is to be done with a body of another kind


@pytest.mark.parametrize(
    ("value", "recording", "name", "tags"),
    [
        ("TRUE", "write true", "", 'write ["TRUE"]'),
        (" false ", "write false", "", 'write [" false "]'),
        (10**20 - 1, "", 'write "99999999999999999999"', ""),
        (1 - 10**20, "", 'write "-99999999999999999999"', ""),
        (10**20, "", "", ""),
        (-(10**20), "", "", ""),
        (1.5, "", "", ""),
    ],
)
def test_advice_on_values_of_another_type(value: Any, recording: str, name: str, tags: str) -> None:
    for field, words in (("recording", recording), ("name", name), ("tags", tags)):
        report = check(OUTBOUND_BODY | {field: value})
        fits = field == "name" and isinstance(value, str)
        assert [one.help for one in report if one.code == "RR102"] == ([] if fits else [words])

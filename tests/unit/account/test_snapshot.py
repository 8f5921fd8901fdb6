"""A body against an account: what the snapshot says, what it leaves unknown, and what is no snapshot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import siplint
from siplint.account.snapshot import BadSnapshot, account_of
from siplint.api import check, check_bytes, check_files
from siplint.cli import main as cli
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings
from siplint.reference.schemas import SCHEMAS
from siplint.rules.catalogue import all_rules

RULES = all_rules()

ONE, TWO = "+14155551234", "+14155555678"
LINE = {"id": "rr_1", "name": "Old line", "type": "inbound", "numbers": [ONE]}


def listed(number: str, **members: Any) -> dict[str, Any]:
    """Give a number as the API lists it."""
    return {
        "phoneNumber": {"e164": number, "status": "ACTIVE"},
        "inbound": {"id": "i"},
        "outbound": {"id": "o"},
    } | members


def snapshot(**parts: Any) -> dict[str, Any]:
    return {"version": 1, "takenAt": "2026-01-01T00:00:00Z"} | parts


def told(body: Any, account: Any, kind: Any = "create", **more: Any) -> list[tuple[str, str]]:
    """Give code and pointer of all that the account rules say of a body."""
    chosen = ("RR603", "RR604", "RR706", "RR8")
    report = check(body, settings=Settings(kind=kind, select=chosen, min_severity="info"), account=account, **more)
    return [(one.code, one.pointer) for one in report]


def run(files: dict[str, Any], account: Any, **settings: Any) -> Any:
    data = {name: json.dumps(value).encode() for name, value in files.items()}
    chosen = Settings(**({"select": ("RR603", "RR604", "RR706", "RR8"), "min_severity": "info"} | settings))
    return check_files(data, settings=chosen, account=account)


def places(report: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.file, one.pointer) for one in report]


@pytest.mark.parametrize(
    "part",
    [
        pytest.param([listed(ONE)], id="as listed"),
        pytest.param([{"e164": ONE, "status": "ACTIVE"}], id="the record alone"),
        pytest.param([ONE], id="the number alone"),
        pytest.param({"pageInfo": {"currentPage": 1, "lastPage": 1}, "data": [listed(ONE)]}, id="one answer"),
        pytest.param([{"pageInfo": {"currentPage": 1, "lastPage": 1}, "data": [listed(ONE)]}], id="answers"),
    ],
)
def test_numbers_are_read_in_every_form_the_api_gives_them(part: Any) -> None:
    bodies = INBOUND_BODY | {"phoneNumbers": [ONE, TWO, "no number"]}
    assert told(bodies, snapshot(phoneNumbers=part)) == [("RR801", "/phoneNumbers/1")]


@pytest.mark.parametrize(
    ("number", "help_"),
    [
        ("+14155551235", "did you mean +14155551234?"),
        ("+14155551243", "did you mean +14155551234?"),
        ("+14155551299", "provision it first, or name one that is"),
        ("+141555512", "provision it first, or name one that is"),
    ],
)
def test_a_slip_of_the_finger_is_suggested(number: str, help_: str) -> None:
    body = INBOUND_BODY | {"phoneNumbers": [number]}
    report = check(body, settings=Settings(select=("RR801",)), account=snapshot(phoneNumbers=[ONE]))
    assert [one.help for one in report] == [help_]


def test_a_part_that_is_absent_is_unknown_and_said_once() -> None:
    body = INBOUND_BODY | {"apiKey": "k-1", "room": {"type": "static", "id": "2kyv-gzay-64pg"}}
    report = run({"a.json": [body, body | {"name": "b"}]}, snapshot())
    assert places(report) == []
    assert list(report.notes) == [
        "<account> has no `phoneNumbers`: RR801, RR804, RR805 and RR810 keep silent",
        "<account> has no `routingRules`: RR603, RR604, RR706, RR802 and RR810 keep silent",
        "<account> has no `apiKeys`: RR803 keeps silent",
        "<account> has no `agents`: RR806 keeps silent",
        "<account> has no `rooms`: RR807 keeps silent",
    ]


def test_a_part_nobody_needs_is_not_missed() -> None:
    whole = snapshot(phoneNumbers=[listed(ONE)], routingRules=[])
    assert run({"a.json": OUTBOUND_BODY}, whole).notes == ()


def test_an_empty_part_is_known() -> None:
    body = INBOUND_BODY | {"apiKey": "k-1", "room": {"type": "static", "id": "2kyv-gzay-64pg"}}
    account = snapshot(phoneNumbers=[], apiKeys=[], agents=[], rooms=[])
    assert told(body, account) == [
        ("RR801", "/phoneNumbers/0"),
        ("RR803", "/apiKey"),
        ("RR806", "/agentId"),
        ("RR807", "/room/id"),
    ]


def test_an_incomplete_part_says_what_is_there_and_not_what_is_missing() -> None:
    part = {"pageInfo": {"currentPage": 2, "lastPage": 4}, "data": [listed(ONE, inbound=None)]}
    body = INBOUND_BODY | {"phoneNumbers": [ONE, TWO]}
    report = run({"a.json": body}, snapshot(phoneNumbers=part, routingRules=[]))
    assert places(report) == [("RR811", "<account>", "/phoneNumbers"), ("RR804", "a.json", "/phoneNumbers/0")]
    assert report.diagnostics[0].message == "the snapshot has 1 of 4 pages of `phoneNumbers`"
    alone = check(body, account=snapshot(phoneNumbers=part, routingRules=[]))
    assert alone.notes == (
        "<account> has 1 of 4 pages of `phoneNumbers`: what it lacks cannot be judged",
        "<account> has no `agents`: RR806 keeps silent",
    )


def test_pages_are_counted_by_their_numbers() -> None:
    pages = [{"pageInfo": {"currentPage": page, "lastPage": 2}, "data": []} for page in (1, 1)]
    assert account_of(snapshot(phoneNumbers=pages)).gaps == {"phoneNumbers": "1 of 2 pages"}
    pages[1]["pageInfo"] = {"currentPage": 2, "lastPage": 2}
    assert account_of(snapshot(phoneNumbers=pages)).gaps == {}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (INBOUND_BODY, [("RR802", "/phoneNumbers/0")]),
        (INBOUND_BODY | {"phoneNumbers": [TWO, "+1 415 555 1234"]}, [("RR802", "/phoneNumbers/1")]),
        (INBOUND_BODY | {"name": "Old line"}, [("RR802", "/phoneNumbers/0")]),
        (OUTBOUND_BODY, []),
        (OUTBOUND_BODY | {"name": "Old line"}, []),
        (INBOUND_BODY | {"phoneNumbers": [TWO]}, []),
    ],
)
def test_a_number_is_taken_by_another_inbound_rule(body: Any, expected: Any) -> None:
    assert told(body, snapshot(routingRules=[LINE, LINE | {"id": "rr_2", "type": "outbound"}])) == expected


def test_the_holder_is_told_by_name_and_id() -> None:
    report = check(INBOUND_BODY, settings=Settings(select=("RR802",)), account=snapshot(routingRules=[LINE]))
    (one,) = report
    assert one.message == '+14155551234 is attached to the inbound rule "Old line" (rr_1)'
    assert one.outcome == "the API answers 400"


def test_a_legacy_list_in_capitals_is_understood() -> None:
    assert told(INBOUND_BODY, snapshot(routingRules=[LINE | {"type": "INBOUND"}])) == [("RR802", "/phoneNumbers/0")]


def test_an_update_does_not_conflict_with_the_rule_of_its_id() -> None:
    account = snapshot(routingRules=[LINE, LINE | {"id": "rr_2", "name": "Other", "numbers": [TWO]}])
    assert told({"id": "rr_1", "phoneNumbers": [ONE, TWO]}, account, "update") == [("RR802", "/phoneNumbers/1")]
    assert told({"id": "rr_1", "name": "Other", "phoneNumbers": [ONE]}, account, "update") == []
    assert told({"name": "Old line", "phoneNumbers": [ONE]}, account, "update") == []


def test_a_number_moves_when_the_run_takes_it_from_its_holder() -> None:
    files = {"a.json": INBOUND_BODY, "b.json": INBOUND_BODY | {"name": "Old line", "phoneNumbers": [TWO]}}
    report = run(files, snapshot(routingRules=[LINE]))
    assert places(report) == [("RR706", "a.json", "/phoneNumbers/0")]
    (one,) = report
    assumed = "siplint assumes that each file updates the stored rule of its name"
    assert one.help == f'update "Old line" (rr_1) first, then send this rule; {assumed}'
    assert [(label.file, label.pointer) for label in one.labels] == [("b.json", "")]
    alone = run(files, snapshot(routingRules=[LINE]), cross_file=False)
    assert places(alone) == [("RR802", "a.json", "/phoneNumbers/0")]


def test_a_number_that_its_holder_keeps_in_the_run_is_taken() -> None:
    files = {"a.json": INBOUND_BODY, "b.json": INBOUND_BODY | {"name": "Old line"}}
    assert places(run(files, snapshot(routingRules=[LINE]))) == [("RR802", "a.json", "/phoneNumbers/0")]


def test_of_several_bodies_of_one_stored_rule_the_last_says_what_it_keeps() -> None:
    old = INBOUND_BODY | {"name": "Old line"}
    moved, kept = old | {"phoneNumbers": [TWO]}, old
    account = snapshot(routingRules=[LINE])
    report = run(
        {"a.json": INBOUND_BODY, "b.json": kept, "c.json": moved, "d.json": old | {"phoneNumbers": 1}}, account
    )
    assert places(report) == [("RR706", "a.json", "/phoneNumbers/0")]
    assert [(label.file, label.pointer) for label in report.diagnostics[0].labels] == [("c.json", "")]
    report = run({"a.json": INBOUND_BODY, "b.json": moved, "c.json": kept}, account)
    assert places(report) == [("RR802", "a.json", "/phoneNumbers/0")]


def test_of_many_holders_of_a_number_the_first_are_told() -> None:
    account = snapshot(routingRules=[LINE | {"id": f"rr_{index}"} for index in range(30)])
    assert told(INBOUND_BODY, account) == [("RR802", "/phoneNumbers/0")] * 10


def test_of_many_numbers_that_an_update_detaches_the_first_are_named() -> None:
    numbers = [f"+141555512{index}" for index in range(34, 46)]
    for some, said in ((numbers[:10], ""), (numbers[:11], " and others")):
        account = snapshot(routingRules=[LINE | {"numbers": some[::-1]}])
        settings = Settings(kind="update", select=("RR604",))
        (one,) = check({"id": "rr_1", "phoneNumbers": []}, settings=settings, account=account)
        assert one.message == f"the update detaches {', '.join(numbers[:10])}{said}"


def test_the_number_that_was_meant_is_suggested_if_there_is_but_one() -> None:
    def near(*numbers: str) -> str:
        settings = Settings(select=("RR801",))
        (one,) = check(
            INBOUND_BODY | {"phoneNumbers": [ONE]}, settings=settings, account=snapshot(phoneNumbers=[*numbers])
        )
        return one.help

    assert near("+14155551243") == "did you mean +14155551243?"
    assert near(TWO, "+14155551239") == "did you mean +14155551239?"
    assert near("+14155551243", "+14155551235") == near("+14155551432") == "provision it first, or name one that is"


def test_an_outbound_rule_moves_nothing() -> None:
    files = {"a.json": OUTBOUND_BODY, "b.json": INBOUND_BODY | {"name": "Old line", "phoneNumbers": [TWO]}}
    assert places(run(files, snapshot(routingRules=[LINE]))) == []


def test_gateways_and_status_are_judged_by_what_the_list_says() -> None:
    account = snapshot(
        phoneNumbers=[
            listed(ONE, inbound=None),
            listed(TWO, phoneNumber={"e164": TWO, "status": "suspended"}),
            {"e164": "+14155550000"},
        ]
    )
    numbers = [ONE, TWO, "+14155550000"]
    assert told(INBOUND_BODY | {"phoneNumbers": numbers}, account) == [
        ("RR804", "/phoneNumbers/0"),
        ("RR805", "/phoneNumbers/1"),
    ]
    assert told(OUTBOUND_BODY | {"phoneNumbers": numbers}, account) == [("RR805", "/phoneNumbers/1")]


@pytest.mark.parametrize(
    ("agent", "severity"), [("support-agent", "info"), ("VideoSDKAgent", "info"), ("nobody", "warning")]
)
def test_an_agent_in_no_list_may_be_hosted_elsewhere(agent: str, severity: str) -> None:
    account = snapshot(agents=[{"agentId": "sales"}], routingRules=[LINE | {"numbers": [], "agentId": "support-agent"}])
    report = check(
        INBOUND_BODY | {"agentId": agent}, settings=Settings(select=("RR806",), min_severity="info"), account=account
    )
    assert [(one.pointer, one.severity) for one in report] == [("/agentId", severity)]
    assert told(INBOUND_BODY | {"agentId": "sales"}, account) == []


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        ({"type": "static", "id": "mine"}, []),
        ({"type": "static", "id": "2kyv-gzay-64pg"}, []),
        ({"type": "static", "id": "other"}, [("RR807", "/room/id")]),
        ({"type": "static", "id": "$YOUR_ROOM"}, []),
        ({"type": "dynamic", "id": "other"}, []),
        ({"type": "static"}, []),
    ],
)
def test_a_static_room_is_known_by_either_id(room: Any, expected: Any) -> None:
    account = snapshot(
        rooms=[{"roomId": "2kyv-gzay-64pg", "customRoomId": "mine"}, {"roomId": "x", "customRoomId": None}]
    )
    assert told(INBOUND_BODY | {"room": room}, account) == expected


def test_an_api_key_is_looked_up_and_not_shown() -> None:
    account = snapshot(apiKeys=[{"apiKey": "k-1", "name": "main"}, "k-2"])
    assert told(OUTBOUND_BODY | {"apiKey": "k-1"}, account) == []
    assert told(OUTBOUND_BODY | {"apiKey": "k-2"}, account) == []
    assert told(OUTBOUND_BODY | {"apiKey": "$YOUR_API_KEY"}, account) == []
    report = check(OUTBOUND_BODY | {"apiKey": "k-3-private"}, settings=Settings(select=("RR803",)), account=account)
    assert [one.pointer for one in report] == ["/apiKey"]
    assert "k-3-private" not in str(report)


@pytest.mark.parametrize("field", ["headers", "headersToAttributes"])
@pytest.mark.parametrize("direction", ["inbound", "outbound"])
def test_a_header_field_is_judged_by_the_direction_of_the_stored_rule(field: str, direction: Any) -> None:
    wrong = (field == "headers") == (direction == "inbound")
    expected = [("RR603", f"/{field}")] if wrong else []
    update = {field: {"X-Team": "sales"}}
    account = snapshot(routingRules=[LINE | {"type": direction}])
    assert told(update, None, "update", direction=direction) == expected
    assert told(update | {"id": "rr_1"}, account, "update") == expected
    assert told(update, account, "update", rule_id="rr_1") == expected
    assert told(update | {"name": "Old line"}, account, "update") == []
    assert told({field: {}}, None, "update", direction=direction) == []
    assert told(update, None, "update") == []


@pytest.mark.parametrize(
    ("field", "direction", "help_"),
    [
        ("headers", "inbound", "remove `headers`; an inbound rule may have `headersToAttributes`"),
        ("headersToAttributes", "outbound", "remove `headersToAttributes`; an outbound rule may have `headers`"),
    ],
)
def test_a_header_field_is_told_once_and_with_the_right_one(field: str, direction: Any, help_: str) -> None:
    for value in ({"X-Team": "sales"}, {"X-Team": 1}):
        settings = Settings(kind="update", select=("RR2", "RR603"))
        (one,) = check({field: value}, settings=settings, direction=direction)
        assert (one.code, one.message, one.help) == ("RR603", f"`{field}` is set, and the rule is {direction}", help_)
        (one,) = check({field: value, "type": direction}, settings=settings, direction=direction)
        assert (one.code, one.pointer) == ("RR201" if field == "headers" else "RR202", f"/{field}")
        (one,) = check({field: value, "type": "other"}, settings=settings, direction=direction)
        assert (one.code, one.pointer) == ("RR603", f"/{field}")


def test_an_update_of_an_unknown_or_ambiguous_rule_has_no_direction() -> None:
    account = snapshot(routingRules=[LINE, LINE | {"id": "rr_2", "type": "outbound"}])
    update = {"headers": {"X-Team": "sales"}}
    assert told(update | {"name": "Old line"}, account, "update") == []
    assert told(update | {"name": "Old line"}, account, "update", direction="inbound") == [("RR603", "/headers")]
    assert told(update | {"id": "rr_9"}, account, "update") == []
    assert told(update | {"name": "New name"}, account, "update") == []


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ({"id": "rr_1", "phoneNumbers": [TWO]}, "the update detaches +14155551234"),
        ({"id": "rr_1", "phoneNumbers": []}, "the update detaches +14155551234, +14155559999"),
        ({"phoneNumbers": []}, "the update detaches all numbers"),
    ],
)
def test_an_update_says_which_numbers_it_takes_away(update: Any, message: str) -> None:
    numbers = [ONE] if update["phoneNumbers"] else [ONE, "+14155559999"]
    account = snapshot(routingRules=[LINE | {"numbers": numbers}])
    report = check(update, kind="update", settings=Settings(kind="update", select=("RR604",)), account=account)
    assert [(one.pointer, one.message) for one in report] == [("/phoneNumbers", message)]


@pytest.mark.parametrize("numbers", [[ONE], ["+1 415 555 1234", TWO], [1]])
def test_an_update_that_keeps_all_numbers_or_says_nothing_sure_takes_none(numbers: Any) -> None:
    account = snapshot(routingRules=[LINE])
    assert told({"id": "rr_1", "phoneNumbers": numbers}, account, "update") == []


def test_an_update_may_name_its_rule() -> None:
    bodies = [{"id": "rr_1", "headersToAttributes": {"X-Team": "team"}}, {"id": "rr_1", "name": "New name"}]
    walked = Settings(kind="update", walked=frozenset(("a.json",)))
    report = check_files({"a.json": json.dumps(bodies).encode()}, settings=walked)
    assert ([one.code for one in report.errors], report.rules) == ([], 2)


def test_an_update_of_a_rule_without_numbers_detaches_none() -> None:
    account = snapshot(routingRules=[LINE | {"numbers": None}])
    assert told({"id": "rr_1", "phoneNumbers": []}, account, "update") == []


def test_a_number_without_a_rule_is_told_in_the_snapshot() -> None:
    account = snapshot(
        phoneNumbers=[
            listed(ONE),
            listed(TWO),
            listed("+14155550000", inbound=None),
            listed("+14155550001", inbound=None),
        ],
        routingRules=[LINE, LINE | {"id": "rr_2", "type": "outbound", "numbers": ["+14155550000", TWO]}],
    )
    data = json.dumps(account, indent=1).encode()
    report = check_files(
        {}, settings=Settings(select=("RR810",), min_severity="info"), account=account_of(data, "acc.json")
    )
    assert places(report) == [("RR810", "acc.json", "/phoneNumbers/1"), ("RR810", "acc.json", "/phoneNumbers/3")]
    start = report.diagnostics[0].start
    assert start
    assert data.split(b"\n")[start.line - 1].strip() == b"{"
    assert report.sources == {"acc.json": data}
    assert report.files == 0
    files = {"a.json": INBOUND_BODY | {"phoneNumbers": [TWO, "+14155550001"]}}
    assert places(run(files, account, select=("RR810",))) == []
    assert places(run({}, account, cross_file=False)) == []


def test_the_snapshot_itself_is_not_linted() -> None:
    data = json.dumps(snapshot(phoneNumbers=[], routingRules=[])).encode()
    report = check_files({"acc.json": data}, account=account_of(data, "acc.json"))
    assert (places(report), report.files, report.skipped) == ([], 0, 0)
    walked = check_files({"acc.json": data}, settings=Settings(walked=frozenset(("acc.json",))))
    assert (places(walked), walked.files, walked.skipped) == ([], 0, 1)


DAY = 86400
TAKEN = 1767225600.0
"""2026-01-01T00:00:00Z"""


@pytest.mark.parametrize(
    ("taken", "days", "message"),
    [
        ("2026-01-01T00:00:00Z", 7, ""),
        ("2026-01-01T00:00:00Z", 30, ""),
        ("2026-01-01T00:00:00Z", 30 + 20 / DAY, "the snapshot is older than the 30 days that the configuration allows"),
        ("2026-01-01T00:00:00-12:00", 30.4, ""),
        ("2026-01-01T00:00:00-12:00", 30.6, "the snapshot is older than the 30 days that the configuration allows"),
        ("2026-01-01T00:00:00", 30, ""),
        ("2026-01-01T00:00:00Z", 31, "the snapshot is older than the 30 days that the configuration allows"),
        ("2026-01-01T00:00:00", 40, "the snapshot is older than the 30 days that the configuration allows"),
        ("last week", 1, "the snapshot does not say when it was taken"),
    ],
)
def test_a_snapshot_may_be_too_old(taken: str, days: float, message: str) -> None:
    settings = {"max_age": 30, "now": TAKEN + days * DAY}
    report = run({}, snapshot() | {"takenAt": taken}, **settings)
    expected = [("RR811", "/takenAt", message)] if message else []
    assert [(one.code, one.pointer, one.message) for one in report] == expected
    assert places(run({}, snapshot() | {"takenAt": taken}, now=TAKEN + 9999 * DAY)) == []


BROKEN: list[tuple[bytes, str]] = [
    (b"", "acc.json:1:1: "),
    (b"{\n 'version': 1}", "acc.json:2:2: "),
    (b'{"version": 1,\n "version": 1}', "acc.json:2:2: "),
    (b"\xff\xfe", "acc.json:1:1: "),
    (b'"\\ud800"', "acc.json:1:1: "),
    (b"[]", "acc.json:1: this is not an account snapshot"),
    (b"{}", "acc.json:1: this is not an account snapshot"),
    (b'{"name": "a rule"}', "acc.json:1: this is not an account snapshot"),
    (b'{\n "version": 2}', "acc.json:2: /version is not 1"),
    (b'{"version": true}', "acc.json:1: /version is not 1"),
    (b'{"version": 1, "takenAt": 5}', "acc.json:1: /takenAt is not a text"),
    (b'{"version": 1, "phoneNumbers": "x"}', "acc.json:1: /phoneNumbers is neither a list"),
    (b'{"version": 1, "phoneNumbers": {"data": []}}', "acc.json:1: /phoneNumbers is not an answer of the API"),
    (b'{"version": 1, "phoneNumbers": [{"pageInfo": 1, "data": []}]}', "acc.json:1: /phoneNumbers/0 is not an answer"),
    (b'{"version": 1, "phoneNumbers": [\n1]}', "acc.json:2: /phoneNumbers/0 is not a phone number"),
    (b'{"version": 1, "phoneNumbers": [{}]}', 'acc.json:1: /phoneNumbers/0 has no "e164"'),
    (b'{"version": 1, "phoneNumbers": ["none"]}', 'acc.json:1: /phoneNumbers/0 has no "e164"'),
    (b'{"version": 1, "routingRules": [1]}', "acc.json:1: /routingRules/0 is not a routing rule"),
    (b'{"version": 1, "routingRules": [{"name": "a"}]}', 'acc.json:1: /routingRules/0 has no "id"'),
    (b'{"version": 1, "routingRules": [{"id": 1}]}', "acc.json:1: /routingRules/0/id is not a text"),
    (
        b'{"version": 1, "routingRules": [{"id": "a", "numbers": "b"}]}',
        "acc.json:1: /routingRules/0/numbers is not a list",
    ),
    (
        b'{"version": 1, "routingRules": [{"id": "a", "numbers": [1]}]}',
        "acc.json:1: /routingRules/0/numbers is not a list",
    ),
    (b'{"version": 1, "agents": [1]}', "acc.json:1: /agents/0 is neither a text nor an object with agentId or id"),
    (b'{"version": 1, "rooms": [{}]}', "acc.json:1: /rooms/0 is neither a text"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_what_is_no_snapshot_is_told_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(BadSnapshot) as caught:
        account_of(data, "acc.json")
    assert str(caught.value).startswith(message)


JUDGE = Draft202012Validator(SCHEMAS["account"]())
UNREADABLE = 5
"""The first of BROKEN are no JSON; and whether a text is a phone number, the schema does not say."""


@pytest.mark.parametrize("data", [data for data, _ in BROKEN[UNREADABLE:] if b'"none"' not in data])
def test_the_schema_refuses_what_is_no_snapshot(data: bytes) -> None:
    assert not JUDGE.is_valid(json.loads(data))


@pytest.mark.parametrize("account", [bad.account for rule in RULES for bad in rule.bad if bad.account])
def test_the_schema_takes_what_is_a_snapshot(account: Any) -> None:
    account_of(account)
    assert list(JUDGE.iter_errors(account | {"takenAt": "2026-01-01T00:00:00Z"})) == []


def test_plain_data_that_is_no_snapshot_is_told_without_a_place() -> None:
    with pytest.raises(siplint.BadSnapshot) as caught:
        siplint.check(INBOUND_BODY, account={"version": 1, "agents": [None]})
    assert str(caught.value) == "<account>: /agents/0 is neither a text nor an object with agentId or id"


def test_a_part_by_another_name_is_noted() -> None:
    account = snapshot(phoneNumbers=[ONE], phone_numbers=[])
    assert check(OUTBOUND_BODY, account=account).notes == (
        "<account> has no `routingRules`: RR603, RR604, RR706, RR802 and RR810 keep silent",
        "<account>: 'phone_numbers' is not a part of an account snapshot",
    )


def test_a_null_part_is_absent_and_an_account_is_taken_as_it_is() -> None:
    account = account_of(snapshot(apiKeys=None))
    assert account.known == frozenset()
    assert account_of(account) is account


def test_every_way_in_takes_a_snapshot() -> None:
    account = snapshot(phoneNumbers=[TWO])
    assert [one.code for one in siplint.check(INBOUND_BODY, account=account)] == ["RR801"]
    assert [
        one.code for one in check_bytes(json.dumps(INBOUND_BODY).encode(), account=json.dumps(account).encode())
    ] == ["RR801"]
    with pytest.raises(siplint.InvalidRoutingRule):
        siplint.require(INBOUND_BODY, account=account)
    with pytest.raises(siplint.InvalidRoutingRule):
        siplint.require({"headers": {"X-A": "1"}}, kind="update", direction="inbound")


def test_the_command_judges_against_a_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rule.json").write_text(json.dumps(INBOUND_BODY))
    (tmp_path / "account.json").write_text(json.dumps(snapshot(phoneNumbers=[TWO], routingRules=[])))
    assert cli.main(["check", "--format", "concise", "--account", "account.json"]) == 1
    captured = capfd.readouterr()
    assert captured.out == "rule.json:1:62: error[RR801] +14155551234 is not on the account\n"
    assert captured.err.splitlines()[0] == "siplint: account.json has no `agents`: RR806 keeps silent"
    (tmp_path / "account.json").write_text("{")
    assert cli.main(["check", "--account", "account.json", "rule.json"]) == 2
    assert capfd.readouterr().err.startswith("siplint: account.json:1:")
    (tmp_path / "account.json").write_text(json.dumps(snapshot()))
    (tmp_path / "siplint.toml").write_text('account = "account.json"\naccount-max-age = 30\nselect = ["RR811"]')
    assert cli.main(["check", "--format", "concise", "rule.json"]) == 0
    assert "account.json:1:16: warning[RR811] the snapshot is " in capfd.readouterr().out
    assert cli.main(["check", "--account", "none.json", "rule.json"]) == 2
    assert capfd.readouterr().err.startswith("siplint: none.json: ")

"""What could not be judged, and what is said of the snapshot itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import siplint
from accounts import LINE, ONE, TWO, listed, places, run, snapshot, told
from siplint.account.snapshot import account_of
from siplint.api import check, check_bytes, check_files
from siplint.cli import main as cli
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings


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


def test_the_command_checks_against_a_snapshot(
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


STORED = snapshot(
    routingRules=[
        {"id": "rr_in", "name": "In", "type": "inbound", "phoneNumbers": [ONE], "agentId": "a"},
        {"id": "rr_out", "name": "Out", "type": "outbound", "phoneNumbers": [TWO]},
    ]
)
URL = "https://api.videosdk.live/v2/sip/routing-rule"
CALLS = {
    "a.py": "requests.patch('{url}', json={body})\n",
    "a.sh": "curl -X PATCH '{url}' -H \"Authorization: $T\" --json '{body}'\n",
    "a.http": "PATCH {url}\nContent-Type: application/json\n\n{body}\n",
    "a.md": "```http\nPUT {url}\nContent-Type: application/json\n\n{body}\n```\n",
    "a.postman_collection.json": '{{"item": [{{"request": {{"method": "PATCH", "url": "{url}", "body": '
    '{{"mode": "raw", "raw": {quoted}, "options": {{"raw": {{"language": "json"}}}}}}}}}}]}}',
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"{URL}/rr_in", ["RR603"]),
        (f"{URL}/rr_out", []),
        (f"{URL}/rr_other", []),
    ],
)
def test_an_update_in_another_file_is_one_of_the_rule_in_its_url(name: str, url: str, found: list[str]) -> None:
    body = json.dumps({"name": "In", "headers": {"X-A": "b"}})
    text = CALLS[name].format(url=url, body=body, quoted=json.dumps(body))
    report = check_files({name: text.encode()}, settings=Settings(select=("RR603", "RR802")), account=STORED)
    assert [one.code for one in report] == found
    missing = [note for note in report.notes if "has no rule" in note]
    assert missing == (['<account> has no rule "rr_other", which an update is for'] if "rr_other" in url else [])


def test_an_update_whose_url_is_not_known_has_no_stored_rule() -> None:
    text = f"requests.patch(f'{URL}/{{rule}}', json={{'headers': {{'X-A': 'b'}}}})\n"
    report = check_files({"a.py": text.encode()}, settings=Settings(select=("RR603",)), account=STORED)
    assert list(report) == []
    assert [note for note in report.notes if "does not say which rule is changed" in note] != []


def test_updates_and_new_rules_of_one_file_are_checked_as_what_they_are() -> None:
    """The update is the stored rule whose numbers it has; the new rule would take them."""
    body = {"type": "inbound", "phoneNumbers": [ONE], "agentId": "a"}
    text = f"requests.patch('{URL}/rr_in', json={body})\nrequests.post('{URL}', json={body | {'name': 'New'}})\n"
    report = check_files({"a.py": text.encode()}, settings=Settings(select=("RR802",)), account=STORED)
    assert [(one.code, one.start and one.start.line) for one in report] == [("RR802", 2)]


def test_an_update_with_both_maps_needs_no_account() -> None:
    text = f"requests.patch('{URL}/x', json={{'headers': {{'X-A': 'b'}}, 'headersToAttributes': {{'X-A': 'b'}}}})\n"
    assert [one.code for one in check_files({"a.py": text.encode()}, settings=Settings(select=("RR603",)))] == ["RR603"]

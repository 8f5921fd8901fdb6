"""Who answers a number: routed, ambiguous and unrouted, in text and in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from siplint.cli import main as cli
from siplint.engine.routing import NotANumber, as_json, as_text, colored, route
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

NUMBER = "+14155551234"
FULL = INBOUND_BODY | {
    "room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"},
    "allowedNumbers": ["+14155550100", "+14155550101"],
    "allowedIpAddresses": ["198.51.100.7"],
    "recording": True,
    "hidePhoneNumber": True,
    "headersToAttributes": {"X-Ticket": "ticket"},
    "apiKey": "k-private",
}


def files(**values: Any) -> dict[str, bytes]:
    """Give files: `a` is a.json; bytes are taken as they are."""
    return {
        f"{name}.json": value if isinstance(value, bytes) else json.dumps(value, indent=1).encode()
        for name, value in values.items()
    }


def text(asked: str, **values: Any) -> str:
    return "".join(as_text(route(asked, files(**values))))


@pytest.mark.parametrize("spelling", [NUMBER, "+1 415 555 1234", "+1-415-555-1234", "+1 (415) 555-1234"])
def test_any_spelling_finds_the_rule(spelling: str) -> None:
    answer = route(spelling, files(a=[OUTBOUND_BODY | {"phoneNumbers": []}, INBOUND_BODY]))
    assert (answer.number, answer.status) == (NUMBER, "routed")
    assert [(one.name, one.file, one.line, one.pointer) for one in answer.inbound] == [
        ("Support line", "a.json", 7, "/1")
    ]


def test_a_rule_that_spells_the_number_otherwise_is_found() -> None:
    answer = route(NUMBER, files(a=INBOUND_BODY | {"phoneNumbers": [1, "+1 415 555 1234", NUMBER]}))
    assert [one.pointer for one in answer.inbound] == [""]


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(NotANumber) as caught:
        route("nobody", {})
    assert str(caught.value) == '"nobody" is not a phone number: write it like +14155551234'


def test_a_routed_number_is_told_with_all_that_happens_to_its_calls() -> None:
    out = OUTBOUND_BODY | {"headers": {"X-Team": "sales", "X-Desk": "7"}, "recording": False, "hidePhoneNumber": False}
    assert text(NUMBER, a=FULL, b=[out]) == (
        '+14155551234 is answered by "Support line"  a.json:1\n'
        '  room      always "2kyv-gzay-64pg"\n'
        '  agent     "support-agent"\n'
        "  PIN       asked\n"
        "  callers   only +14155550100, +14155550101; only from 198.51.100.7\n"
        "  recorded  yes\n"
        "  hidden    the caller's number\n"
        "  headers   X-Ticket as ticket\n"
        "\n"
        "calls out from +14155551234 may use:\n"
        '  "Sales calls"  b.json:2\n'
        "    recorded  no\n"
        "    hidden    nothing\n"
        "    headers   sends X-Team, X-Desk\n"
    )


def test_an_inbound_rule_is_not_said_to_send_its_headers() -> None:
    said = text(NUMBER, a=INBOUND_BODY | {"headers": {"X-Team": "sales", "X-Desk": "7"}})
    assert said.endswith("  headers   not sent: X-Team, X-Desk; they are for outbound rules (RR201)\n")


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ({"type": "static"}, "always the same, but no id is given"),
        ({"type": "dynamic"}, "a new one for each call"),
        ({"type": "dynamic", "prefix": "blank"}, 'a new one for each call, named by the strategy "blank"'),
        (None, "none is given"),
    ],
)
def test_the_room_is_told(room: Any, line: str) -> None:
    body = {name: value for name, value in INBOUND_BODY.items() if name not in ("agentId", "name")} | {"room": room}
    assert text(NUMBER, a=body) == (
        "+14155551234 is answered by a rule without a name  a.json:1\n"
        f"  room      {line}\n"
        "  agent     none\n"
        "  PIN       not asked\n"
        "  callers   anybody\n"
        "  recorded  not said; the default is not documented\n"
        "  hidden    not said; the default is not documented\n"
    )


def test_several_rules_are_shown_as_the_conflict_they_are() -> None:
    told = text(NUMBER, a=INBOUND_BODY, b=INBOUND_BODY | {"name": "Second line"}).splitlines()
    assert told[0] == "+14155551234 is in 2 inbound rules: a conflict, the API refuses all but the first"
    assert [line for line in told if "json:" in line] == ['  "Support line"  a.json:1', '  "Second line"  b.json:1']


def test_an_unrouted_number_says_so_and_what_was_perhaps_meant() -> None:
    assert text("+14155551243", a=INBOUND_BODY) == (
        "+14155551243 is in no inbound rule: it is not in the only rule; did you mean +14155551234?\n"
        '  +14155551234 is in the inbound rule "Support line"  a.json:1\n'
    )
    assert text("+14155559999", a=INBOUND_BODY) == "+14155559999 is in no inbound rule: it is not in the only rule\n"
    assert (
        text(NUMBER, a=OUTBOUND_BODY).splitlines()[0]
        == "+14155551234 is in no inbound rule: it is only in 1 outbound rule, for calls that go out"
    )


def test_files_with_faults_are_no_hindrance() -> None:
    broken = {name: value for name, value in INBOUND_BODY.items() if name != "type"} | {"name": "Torn"}
    answer = route(NUMBER, files(a=b"{", b=[broken, 5, INBOUND_BODY | {"recording": "yes"}], c={"scripts": {}}))
    assert [one.pointer for one in answer.inbound] == ["/2"]
    assert [one.pointer for one in answer.unclear] == ["/0"]
    assert answer.unread == ("a.json",)
    assert 'no direction that can be read:\n  "Torn"  b.json:2\n' in "".join(as_text(answer))


def test_json_lines_have_their_lines() -> None:
    lines = b"{\n\n" + json.dumps(OUTBOUND_BODY).encode() + b"\n" + json.dumps(INBOUND_BODY).encode()
    answer = route(NUMBER, {"a.jsonl": lines})
    assert [(one.line, one.pointer) for one in (*answer.inbound, *answer.outbound)] == [(4, "/2"), (3, "/1")]


def test_json_has_everything_but_secrets() -> None:
    answer = route("+1 415 555 1234", files(a=FULL | {"allowedNumbers": ["+14155550100", 1]}, b=OUTBOUND_BODY))
    assert as_json(answer) == {
        "version": 1,
        "asked": "+1 415 555 1234",
        "number": NUMBER,
        "status": "routed",
        "inbound": [
            {
                "name": "Support line",
                "file": "a.json",
                "line": 1,
                "pointer": "",
                "type": "inbound",
                "room": {"type": "static", "id": "2kyv-gzay-64pg"},
                "pinAsked": True,
                "agentId": "support-agent",
                "allowedNumbers": ["+14155550100"],
                "allowedIpAddresses": ["198.51.100.7"],
                "recording": True,
                "hidePhoneNumber": True,
                "headersToAttributes": {"X-Ticket": "ticket"},
            }
        ],
        "outbound": [
            {
                "name": "Sales calls",
                "file": "b.json",
                "line": 1,
                "pointer": "",
                "type": "outbound",
                "room": None,
                "pinAsked": False,
            }
        ],
        "unclear": [],
        "unread": [],
        "near": None,
        "nearRules": [],
        "reason": None,
        "region": None,
        "rules": 2,
    }


def test_text_of_the_files_is_made_visible_and_colours_are_ours() -> None:
    answer = route(NUMBER, files(a=INBOUND_BODY | {"name": "\x1b[31m", "agentId": "a\nb"}))
    told = "".join(as_text(answer, colored))
    assert told.startswith("\x1b[1;32m+14155551234\x1b[0m is answered by \x1b[1m")
    assert "\x1b[31m" not in told
    assert '"a\\nb"' in told


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, data in files(a=INBOUND_BODY, b=OUTBOUND_BODY, c=b"{").items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (["+1 415 555 1234", "a.json"], 0, '+14155551234 is answered by "Support line"', ""),
        (["+14155551234"], 0, '+14155551234 is answered by "Support line"', "siplint: c.json: not JSON, skipped\n"),
        (["+14155551234", "b.json"], 1, "+14155551234 is in no inbound rule", ""),
        (["--color", "always", "+14155551234", "b.json"], 1, "\x1b[1;31m+14155551234\x1b[0m is in no inbound rule", ""),
        (
            ["+14155551234", "a.json", "none.json"],
            2,
            "+14155551234 is answered by",
            "siplint: none.json: there is no such",
        ),
        (["nobody", "a.json"], 2, "", 'siplint: "nobody" is not a phone number: write it like +14155551234\n'),
        ([], 2, "", "siplint: route needs a number: siplint route +14155551234 [PATH ...]\n"),
    ],
)
def test_the_command(words: list[str], code: int, out: str, err: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["route", *words]) == code
    captured = capfd.readouterr()
    assert captured.out.startswith(out)
    assert captured.err.lower().startswith(err.lower())
    assert bool(captured.err) == bool(err)


@pytest.mark.usefixtures("folder")
def test_the_command_writes_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["route", "--format", "json", "+14155551234", "a.json"]) == 0
    assert json.loads(capfd.readouterr().out)["status"] == "routed"

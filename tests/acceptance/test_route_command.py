"""`siplint route` with numbers as carriers send them, regions, and the reason why a number is not answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from siplint.cli import main as cli
from siplint.engine.routing import NotANumber, as_json, as_text, route
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

if TYPE_CHECKING:
    from pathlib import Path

NUMBER = "+14155551234"


def files(*bodies: object) -> dict[str, bytes]:
    return {"rules.json": json.dumps(list(bodies)).encode()}


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (["14155551234"], 0, '+14155551234 is answered by "Support line"', ""),
        (["sip:+14155551234@example.com"], 0, '+14155551234 is answered by "Support line"', ""),
        (["sips:14155551234@203.0.113.7:5061"], 0, '+14155551234 is answered by "Support line"', ""),
        (["tel:+1-415-555-1234"], 0, '+14155551234 is answered by "Support line"', ""),
        (['"Ann" <sip:+14155551234@example.com>;tag=1'], 0, '+14155551234 is answered by "Support line"', ""),
        (["--region", "US", "(415) 555-1234"], 0, '+14155551234 is answered by "Support line"', ""),
        (["4155551234", "--region=us"], 0, '+14155551234 is answered by "Support line"', ""),
        (
            ["4155551234"],
            2,
            "",
            (
                'siplint: "4155551234" is not a phone number: write it like +14155551234, '
                "or name the region it is dialled in: --region US; did you mean +14155551234?\n"
            ),
        ),
        (
            ["911"],
            2,
            "",
            (
                'siplint: "911" is not a phone number: it is an emergency number; '
                "it is dialled inside its country only, and has no E.164 form; write it like +14155551234\n"
            ),
        ),
        (
            ["123", "--region", "GB"],
            2,
            "",
            'siplint: "123" is not a phone number: it has only 3 digits, like an extension',
        ),
        (["nobody"], 2, "", 'siplint: "nobody" is not a phone number: write it like +14155551234\n'),
        ([NUMBER, "--region", "UK"], 2, "", "siplint: --region: there is no region 'UK'; did you mean GB?\n"),
        ([NUMBER, "--region", "Germny"], 2, "", "siplint: --region: there is no region 'Germny'; did you mean DE?\n"),
        (
            [NUMBER, "--region", "QQ"],
            2,
            "",
            "siplint: --region: there is no region 'QQ'; regions are written like US, GB, IN\n",
        ),
        ([NUMBER, "--region"], 2, "", "siplint: --region needs a value: CC\n"),
    ],
)
def test_the_command(
    words: list[str],
    code: int,
    out: str,
    err: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.json").write_text(json.dumps(INBOUND_BODY), encoding="utf-8")
    asked = [word for word in words if not word.startswith("--")]
    assert (
        cli.main(["route", *words, "rules.json"] if words[-1] != "--region" else ["route", *asked, "--region"]) == code
    )
    captured = capfd.readouterr()
    assert captured.out.startswith(out)
    assert captured.err.startswith(err)
    assert (bool(captured.out), bool(captured.err)) == (bool(out), bool(err))


@pytest.mark.parametrize(
    ("asked", "bodies", "lines"),
    [
        ("+14155559999", [INBOUND_BODY], ["+14155559999 is in no inbound rule: it is not in the only rule"]),
        (
            "+14155559999",
            [INBOUND_BODY, OUTBOUND_BODY, INBOUND_BODY | {"phoneNumbers": ["+442071838750"]}],
            ["+14155559999 is in no inbound rule: it is in none of the 3 rules"],
        ),
        ("+14155559999", [], ["+14155559999 is in no inbound rule: there is no rule in these files"]),
        (
            "+14155551243",
            [INBOUND_BODY],
            [
                "+14155551243 is in no inbound rule: it is not in the only rule; did you mean +14155551234?",
                '  +14155551234 is in the inbound rule "Support line"  rules.json:1',
            ],
        ),
        (
            "+1415555123",
            [OUTBOUND_BODY],
            [
                "+1415555123 is in no inbound rule: it is not in the only rule; did you mean +14155551234?",
                '  +14155551234 is in the outbound rule "Sales calls"  rules.json:1',
            ],
        ),
        (
            "442071838750",
            [INBOUND_BODY],
            [
                "+442071838750 is in no inbound rule: it is not in the only rule",
                "  it was read with a country code; if it has none, name the region it is dialled in: --region US",
            ],
        ),
        (
            NUMBER,
            [{name: value for name, value in INBOUND_BODY.items() if name != "type"}],
            [
                "+14155551234 is in no inbound rule: it is in 1 rule whose direction cannot be read",
                "",
                "has the number, but no direction that can be read:",
                '  "Support line"  rules.json:1',
            ],
        ),
    ],
)
def test_a_miss_says_why(asked: str, bodies: list[object], lines: list[str]) -> None:
    assert "".join(as_text(route(asked, files(*bodies)))).splitlines() == lines


def test_a_number_of_outbound_rules_alone_says_so() -> None:
    answer = route(NUMBER, files(OUTBOUND_BODY, OUTBOUND_BODY | {"name": "More"}))
    assert answer.status == "unrouted"
    assert "".join(as_text(answer)).splitlines()[:3] == [
        "+14155551234 is in no inbound rule: it is only in 2 outbound rules, for calls that go out",
        "",
        "calls out from +14155551234 may use:",
    ]


def test_digits_that_are_a_number_of_the_rules_are_read_so() -> None:
    odd = "+2025550123"
    with pytest.raises(NotANumber):
        route(odd[1:], files(INBOUND_BODY))
    assert route(odd[1:], files(INBOUND_BODY | {"phoneNumbers": [odd]})).number == odd


def test_data_of_a_miss_has_the_reason_and_the_nearest_rules() -> None:
    data = as_json(route("4155551243", files(INBOUND_BODY, OUTBOUND_BODY), "US"))
    assert {name: data[name] for name in ("number", "status", "near", "reason", "rules", "region")} == {
        "number": "+14155551243",
        "status": "unrouted",
        "near": NUMBER,
        "reason": "it is in none of the 2 rules",
        "rules": 2,
        "region": "US",
    }
    assert [(one["type"], one["pointer"]) for one in data["nearRules"]] == [("inbound", "/0"), ("outbound", "/1")]
    routed = as_json(route(NUMBER, files(INBOUND_BODY)))
    assert [routed[name] for name in ("near", "reason", "region", "nearRules")] == [None, None, None, []]


def test_a_secret_of_the_nearest_rule_is_hidden() -> None:
    answer = route("+14155551243", files(INBOUND_BODY | {"apiKey": "k-private-1234"}))
    assert "k-private-1234" in answer.secrets


def test_rules_in_other_notations_are_read_if_the_configuration_says_so_and_else_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    url = "https://api.videosdk.live/v2/sip/routing-rule"
    (tmp_path / "send.py").write_text(f"requests.post({url!r}, json={INBOUND_BODY!r})")
    assert cli.main(["route", NUMBER]) == 1
    assert capsys.readouterr().err == (
        "siplint: did not read 1 file that may hold rules in another notation (1 .py);"
        " name them, or set `embedded` in the configuration\n"
    )
    (tmp_path / "siplint.toml").write_text("embedded = ['python']")
    assert cli.main(["route", NUMBER]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f'{NUMBER} is answered by "Support line"  send.py:1\n')
    assert err == ""

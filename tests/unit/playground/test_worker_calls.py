from __future__ import annotations

import json

import pytest
import worker_calls
from web_tree_sitter import GrammarNeeded

from siplint.rules.catalogue import all_rules

OUTBOUND = '{"name": "n", "type": "Outbound", "phoneNumbers": ["+14155551234"]}'


def call(name: str, **values: object) -> object:
    return json.loads(worker_calls.call(name, json.dumps(values)))


def test_a_check_has_the_report_and_the_notation() -> None:
    found = worker_calls.check(OUTBOUND)
    assert [one["code"] for one in found["report"]["diagnostics"]] == ["RR103"]
    assert (found["notation"], found["troubles"], found["written"]) == ("json", [], "")
    assert call("check", text=OUTBOUND) == json.loads(json.dumps(found))


@pytest.mark.parametrize(("output", "word"), [("json", '"version": 1'), ("sarif", '"2.1.0"'), ("full", "RR103")])
def test_a_report_is_written_in_a_format(output: str, word: str) -> None:
    assert word in worker_calls.check(OUTBOUND, output=output)["written"]


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("{", "json"),
        ("", "json"),
        ("name: n\ntype: inbound\n", "yaml"),
        ("curl https://api.videosdk.live/v2/sip/routing-rule -d '{}'", "curl"),
        ("```json\n{}\n```\n", "markdown"),
        ("const a = 1;", "javascript"),
        ("import requests\n", "python"),
        ("POST https://api.videosdk.live/v2/sip/routing-rule\n\n{}", "http"),
    ],
)
def test_the_notation_of_a_text(text: str, notation: str) -> None:
    assert worker_calls.notation_of(text) == notation
    assert notation in worker_calls.NAMES


def test_a_text_with_a_lone_surrogate_is_checked() -> None:
    assert [one["code"] for one in worker_calls.check('"\ud800"')["report"]["diagnostics"]] == ["RR002"]


def test_safe_repairs_are_made_and_broken_code_stays() -> None:
    assert worker_calls.repair(OUTBOUND) == {"text": OUTBOUND.replace("Outbound", "outbound")}
    broken = "requests.post('/v2/sip/routing-rule', json={"
    assert worker_calls.repair(broken, notation="python") == {"text": broken}


def test_the_body_in_code_is_json() -> None:
    code = "requests.patch('https://api.videosdk.live/v2/sip/routing-rule/rr_1', json={'recording': %s})"
    assert worker_calls.body(code % "True") == {"text": '{\n  "recording": true\n}\n', "kind": "update"}
    assert worker_calls.body(code % "wanted") == {"text": "", "kind": "create"}
    assert worker_calls.body("requests.post(", notation="python") == {"text": "", "kind": "create"}
    two = "curl https://api.videosdk.live/v2/sip/routing-rule -d '{}'\n"
    assert worker_calls.body(two * 2)["text"] == ""


def test_a_needed_grammar_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def need(**_values: object) -> dict[str, str]:
        raise GrammarNeeded("tsx")

    monkeypatch.setitem(worker_calls.CALLS, "check", need)
    assert call("check", text="") == {"needs": "tsx"}


def test_every_rule_has_an_example_with_its_finding() -> None:
    for rule in all_rules():
        shown = worker_calls.example(rule.code)
        if (
            rule.stage in ("account", "snapshot", "policy")
            or rule.bad[0].account
            or isinstance(rule.bad[0].body, bytes)
        ):
            continue
        found = worker_calls.check(shown["text"], kind=shown["kind"], notation=shown["notation"], severity="info")
        assert rule.code in [one["code"] for one in found["report"]["diagnostics"]], rule.code


def test_an_unknown_rule_has_no_example() -> None:
    assert worker_calls.example("RR999")["text"] == ""

"""What findings are recognised by: in any place of a file, in any notation, about rules and about what is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from siplint.account.snapshot import account_of
from siplint.engine.files import lint_files
from siplint.engine.fingerprint import LONGEST_NAME, Identities, keys_asked_about, rule_key
from siplint.model.diagnostic import stable_fingerprints
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.identity import Identity, RuleKey
from siplint.model.settings import Settings
from siplint.rules.catalogue import rule_of
from siplint.rules.policy_engine import policy
from siplint.source.documents import Document

BAD = OUTBOUND_BODY | {"name": "Sales", "recording": "yes"}
NUMBERS = rule_key(BAD, "").numbers


def identities(value: Any, name: str = "a.json", **settings: Any) -> list[Identity]:
    data = value if isinstance(value, bytes) else (value if isinstance(value, str) else json.dumps(value)).encode()
    report = lint_files({name: data}, Settings(**{"min_severity": "info", **settings}))
    return [one.identity for one in report if one.identity]


def of(code: str, found: list[Identity]) -> Identity:
    (identity,) = [one for one in found if one.code == code]
    return identity


def test_a_rule_is_known_by_its_name_else_by_its_numbers_else_by_the_rest() -> None:
    nameless = {key: BAD[key] for key in BAD if key != "name"}
    assert rule_key(BAD, "f") == RuleKey("Sales", NUMBERS, "f")
    assert rule_key(nameless, "f") == rule_key(BAD | {"name": " "}, "f") == RuleKey(f"#{NUMBERS}", NUMBERS, "f")
    two = {"phoneNumbers": ["+14155552671", "+442071838750"]}
    assert rule_key(two, "") == rule_key({"phoneNumbers": two["phoneNumbers"][::-1], "dtmf": True}, "")
    rest = rule_key({"type": "inbound", "dtmf": True}, "f")
    assert rest.numbers == ""
    assert rest == rule_key({"dtmf": True, "type": "inbound", "apiKey": "k", "phoneNumbers": []}, "f").but(
        rule=rest.rule
    )
    assert rest.rule != rule_key({"type": "inbound", "dtmf": False}, "f").rule
    assert rule_key(["a"], "f") == RuleKey("", "", "f")
    assert rule_key({"phoneNumbers": "+14155552671"}, "").rule == rule_key({"phoneNumbers": ["+14155552671"]}, "").rule


def test_a_long_name_is_a_digest() -> None:
    key = rule_key(BAD | {"name": "n" * (LONGEST_NAME + 1)}, "f")
    assert key.rule.startswith("#")
    assert key.rule != f"#{NUMBERS}"
    assert rule_key(BAD | {"name": "n" * LONGEST_NAME}, "f").rule == "n" * LONGEST_NAME


def test_a_run_notes_only_the_rules_that_a_baseline_asks_about() -> None:
    assert keys_asked_about(BAD, "f", frozenset({"Sales"})) == (rule_key(BAD, "f"),)
    assert keys_asked_about(BAD, "f", frozenset({"Support"})) == ()
    assert keys_asked_about(BAD | {"name": ""}, "f", frozenset({f"#{NUMBERS}"})) == (rule_key(BAD | {"name": ""}, "f"),)
    assert keys_asked_about([], "f", frozenset({"Sales"})) == ()
    report = lint_files({"a.jsonl": json.dumps(OUTBOUND_BODY).encode()}, Settings(known_rules=frozenset({"x"})))
    assert report.rule_keys == frozenset()
    rules = frozenset({OUTBOUND_BODY["name"]})
    report = lint_files({"a.jsonl": json.dumps(OUTBOUND_BODY).encode()}, Settings(known_rules=rules))
    assert report.rule_keys == {rule_key(OUTBOUND_BODY, "a.jsonl")}


@pytest.mark.parametrize(
    ("value", "settings"),
    [
        (BAD, {}),
        ([OUTBOUND_BODY, BAD], {}),
        ({"data": BAD}, {}),
        ({"spec": {"rules": [BAD]}}, {"rules_at": ("/spec/rules/*",)}),
        (json.dumps(BAD, indent=2).replace("\n", "\r\n"), {}),
    ],
)
def test_a_rule_is_recognised_wherever_it_is_in_a_file(value: Any, settings: Any) -> None:
    identity = of("RR102", identities(value, **settings))
    assert (identity.pointer, identity.rules) == ("/recording", (RuleKey("Sales", NUMBERS, "a.json"),))
    assert identity == of("RR102", identities(BAD))


def test_a_repeated_key_is_in_its_rule() -> None:
    text = json.dumps([OUTBOUND_BODY, BAD]).replace('"recording"', '"dtmf": true, "dtmf": true, "recording"')
    identity = of("RR003", identities(text))
    assert (identity.pointer, identity.rules[0].rule) == ("/dtmf", "Sales")
    top = identities('{"a": 1, "a": 2}')
    assert [one.rules[0].rule for one in top if one.code == "RR003"] == [rule_key({"a": 2}, "").rule]


def test_a_member_with_another_spelling_has_the_pointer_of_what_is_there() -> None:
    body = {key: OUTBOUND_BODY[key] for key in OUTBOUND_BODY if key != "phoneNumbers"}
    found = identities(body | {"phone_numbers": ["14155552671"]})
    assert "/phone_numbers" in {one.pointer for one in found}


def test_two_rules_are_sorted_and_spellings_of_a_number_do_not_count() -> None:
    one = INBOUND_BODY | {"name": "One", "phoneNumbers": ["+14155552671"]}
    two = INBOUND_BODY | {"name": "Two", "phoneNumbers": ["+1 415 555 2671"]}
    first, second = (of("RR701", identities(rules)) for rules in ([one, two], [two, one]))
    assert first == second
    assert [key.rule for key in first.rules] == ["One", "Two"]
    assert (first.pointer, len(first.value)) == ("/phoneNumbers", 16)


def test_statements_of_a_policy_about_one_member_are_told_apart() -> None:
    schema = {"properties": {"name": {"allOf": [{"pattern": "^prod-", "title": "a"}, {"pattern": "x$", "title": "b"}]}}}
    found = identities(OUTBOUND_BODY, policy=policy(json.dumps(schema).encode(), "p"))
    assert len({one.value for one in found if one.code == "RR190"}) == 2


def test_a_request_is_known_by_its_file() -> None:
    text = (
        'POST https://api.videosdk.live/v2/sip/routing-rule\nAuthorization: Bearer abcdefgh12345678\n\n{"name": "n"}\n'
    )
    found = [one for one in identities(text, "a.http") if one.code.startswith("RR9")]
    assert found
    assert {(one.rules, one.value) for one in found} == {((RuleKey("", "", "a.http"),), "")}


def test_numbers_of_a_snapshot_are_told_apart_and_its_age_does_not_count() -> None:
    listed = ["+14155552671", {"e164": "+442071838750"}, {"phoneNumber": {"e164": "+33612345678"}}]
    snapshot = {"version": 1, "fetchedAt": "2020-01-01T00:00:00Z", "phoneNumbers": listed, "routingRules": []}
    account = account_of(json.dumps(snapshot).encode(), "account.json")
    found = identities(OUTBOUND_BODY | {"phoneNumbers": []}, account=account)
    numbers = [one for one in found if one.code == "RR810"]
    assert len({one.value for one in numbers}) == len(numbers) == 3
    assert all(one.value and one.rules == (RuleKey("", "", "account.json"),) for one in numbers)


def test_a_text_that_is_no_rule_has_its_file_and_signs() -> None:
    (identity,) = identities('{"name": "a",}')
    assert identity.rules[0] == identities('{"name": "bcd",}')[0].rules[0]
    assert identity.rules[0] != identities('{"name": ["a"],}')[0].rules[0]
    assert (identity.rules[0].rule, identity.rules[0].file, identity.pointer) == ("", "a.json", "")
    assert of("RR005", identities("[5]")).rules[0].rule == ""


def test_long_and_secret_keys_are_left_out_of_pointers() -> None:
    key = "k" * (LONGEST_NAME + 1)
    secret = "sk_live_51HxYz2eZvKYlo2CABCDE"
    found = [one.pointer for one in identities(OUTBOUND_BODY | {key: 1, secret: 1, "a/b": 1}) if one.code == "RR105"]
    assert sorted(found) == ["", "/***", "/a~1b"]


def test_what_only_a_program_knows_has_no_digest() -> None:
    text = f"import requests\nURL = 'https://api.videosdk.live/v2/sip/routing-rule'\nrequests.post(URL, json={BAD!r})\n"
    unknown = text.replace("'yes'", "f'{x}'").replace("'Sales'", "name")
    assert of("RR102", identities(text, "a.py")).rules[0].rule == "Sales"
    assert {one.rules[0].rule for one in identities(unknown, "a.py") if one.rules[0].rule} <= {f"#{NUMBERS}"}


def test_without_a_wish_there_are_no_identities_and_fingerprints_all_the_same() -> None:
    report = lint_files({"a.json": json.dumps(BAD).encode()}, Settings(identities=False))
    assert [one.identity for one in report] == [None] * len(report)
    assert len(set(stable_fingerprints(report))) == len(report)


def test_the_members_of_an_object_are_not_gone_through_for_each_fault_in_it() -> None:
    """Many faults in an object of many members are as many questions, not as many times its members."""

    class Counted(dict[str, Any]):
        asked = 0

        def __iter__(self) -> Any:
            Counted.asked += 1
            return super().__iter__()

    text = "{" + ", ".join(f'"k{n}": 1, "k{n}": 2' for n in range(50)) + "}"
    document = Document(text.encode(), 0, len(text), 1, ())
    document.value = Counted(document.value)
    (fault, *_) = document.faults
    (finding,) = rule_of(fault.code).check(fault)
    finding = finding.reported(rule_of(fault.code), ("a.json",))
    identities = Identities({("a.json",): document})
    first = identities.identity(finding)
    before = Counted.asked
    assert [identities.identity(finding) for _ in range(50)] == [first] * 50
    assert Counted.asked - before < 50

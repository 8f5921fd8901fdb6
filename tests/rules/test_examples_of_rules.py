"""The examples of every rule are its tests; the catalogue is whole and in order."""

from __future__ import annotations

import json
from typing import Any

import pytest

from examples_of_rules import text_of
from siplint.api import check_bytes
from siplint.model.settings import Settings
from siplint.rules.base import Bad, Rule
from siplint.rules.catalogue import all_rules
from siplint.rules.policy_engine import policy as compiled

RULES = all_rules()

HERE = [one for one in RULES if one.stage != "request"]


def findings_of(rule: Rule, example: Any, account: Any) -> list[Any]:
    policy = rule.bad[0].policy and compiled(json.dumps(rule.bad[0].policy).encode(), "policy.schema.json")
    together = rule.stage in ("set", "account", "snapshot")
    settings = Settings(kind=rule.kinds[0], min_severity="info", cross_file=together, policy=policy, preview=True)
    snapshot = text_of(account) if account else None
    return list(check_bytes(text_of(example), file="rule.json", settings=settings, account=snapshot))


@pytest.mark.parametrize(
    ("rule", "bad"),
    [pytest.param(rule, bad, id=f"{rule.code}-{index}") for rule in HERE for index, bad in enumerate(rule.bad)],
)
def test_a_bad_example_gives_exactly_its_code_at_exactly_its_pointer(rule: Rule, bad: Bad) -> None:
    found = findings_of(rule, bad.body, bad.account)
    mine = [(one.code, one.pointer) for one in found if one.code == rule.code]
    assert mine == [(rule.code, bad.at)]
    assert {one.code for one in found} == {rule.code, *bad.also}
    (one,) = (one for one in found if one.code == rule.code)
    assert [label.pointer for label in one.labels] == ([] if bad.label is None else [bad.label])
    assert one.severity == (bad.severity or rule.severity)


@pytest.mark.parametrize(
    ("rule", "good"),
    [pytest.param(rule, good, id=f"{rule.code}-{index}") for rule in HERE for index, good in enumerate(rule.good)],
)
def test_a_good_example_gives_nothing_of_warning_or_error(rule: Rule, good: Any) -> None:
    account = rule.bad[0].account if rule.stage == "account" else None
    found = findings_of(rule, good, account)
    assert [one for one in found if one.code == rule.code or one.severity != "info"] == []


def test_codes_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_all_that_is_asked_of_it(rule: Rule) -> None:
    assert rule.summary
    assert rule.why
    assert rule.source.startswith("https://")
    assert rule.outcome
    assert rule.good
    assert rule.bad
    assert rule.status in (0, 400)
    assert (rule.outcome == "the API answers 400") == (rule.status == 400)
    assert rule.sure != "guess" or rule.severity == "info"

"""Baselines whose entries are about very many rules, or about rules that all share something."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.cli.baseline_file import HEAD, parse_baseline
from siplint.engine import known_findings
from siplint.engine.known_findings import RuleSet, match_known
from siplint.model.failure import BadConfiguration
from siplint.model.identity import Identity, RuleKey

MANY = 400


def finding(*rules: str) -> Identity:
    return Identity("RR501", "/phoneNumbers/0", "1", tuple(RuleKey(rule, "1", "a.json") for rule in rules))


def test_sets_that_many_findings_are_about_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    rules_in = RuleSet.rules_in

    def counting(one: RuleSet, other: RuleSet) -> int:
        compared.append(one)
        return rules_in(one, other)

    monkeypatch.setattr(RuleSet, "rules_in", counting)
    entries = [finding(f"r{number}", "first") for number in range(MANY)]
    findings = [finding(f"r{number}", "last") for number in range(MANY)]
    known, used = match_known(entries, findings, (), {"a.json"})
    assert (len(known), len(used)) == (MANY - 1, MANY - 1)
    assert len(compared) == 1


def test_entries_about_rules_that_no_finding_has_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[Any] = []
    by_likeness = known_findings._Matching.by_likeness

    def counting(self: Any, levels: Any, indexes: Any) -> Any:
        searched.append(levels)
        return by_likeness(self, levels, indexes)

    monkeypatch.setattr(known_findings._Matching, "by_likeness", counting)
    findings = [finding(f"r{number}") for number in range(MANY)]
    names = [[f"r{bit}" if number >> bit & 1 else "" for bit in range(9)] for number in range(MANY)]
    match_known([finding(*rules) for rules in names], findings, (), {"a.json"})
    assert searched == []


def test_the_rules_of_one_entry_are_connected_once() -> None:
    rules = [f"r{number}" for number in range(MANY)]
    sets = known_findings._sets_of_rules([finding(*rules)])
    assert {one.names for one in sets.values()} == {frozenset(rules)}


def test_a_path_that_no_system_takes_is_no_entry() -> None:
    longest = "a/" * 2048
    lines = [f'{{"code": "RR201", "file": "{name}"}}' for name in (longest, f"{longest}a")]
    assert len(parse_baseline(f"{HEAD}\n{lines[0]}\n".encode(), "b")) == 1
    with pytest.raises(BadConfiguration, match="b:2: this is not an entry of a baseline"):
        parse_baseline(f"{HEAD}\n{lines[1]}\n".encode(), "b")

"""What the fast path spares changes no answer: asking the rules it chooses finds what asking all rules finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siplint.body.members import Partial, left_out
from siplint.body.understand import understand
from siplint.engine.driver import lint_value
from siplint.engine.fast_path import CONFLICTS, ORDINARY, remarkable_members
from siplint.engine.full_lint import LintedBody, lint_in_full
from siplint.model.fields import FIELDS
from siplint.model.finding import Finding
from siplint.model.settings import DEFAULT
from siplint.rules.catalogue import all_rules
from siplint.source.sendable import unsendable
from strategies import (
    JSON_VALUES,
    MEMBERS_IN_CONFLICT,
    ODD_BODIES,
    ORDINARY_INBOUND,
    ORDINARY_OUTBOUND,
    bodies,
    broken,
    near_misses,
)

RULES = all_rules("body")


def identity(finding: Finding) -> tuple[str, ...]:
    facts = (finding.place, finding.message, finding.help, finding.changes, finding.severity)
    return finding.rule.code, *map(repr, facts)


def advice(finding: Finding, body: Mapping[str, Any]) -> str:
    """Say what to narrow so that the rule of a finding is asked about a body."""
    rule = finding.rule
    members = rule.members or tuple(name for name in body if name in ORDINARY)
    alone = [name for name in members if name in body and any(rule.check({name: body[name]}))] if rule.on else []
    wrong: list[Any] = [*alone[:1]] or [name for name in finding.path[:1] if len(members) == 1]
    said = f"{rule.code} reports {'/'.join(map(str, finding.path)) or 'the body'}: {finding.message!r}, and was not asked. "
    if wrong:
        return f"{said}Narrow the predicate ORDINARY[{wrong[0]!r}] in engine/fast_path.py: {body[wrong[0]]!r} is not ordinary."
    known = [conflict for _, conflict, _ in CONFLICTS if {*conflict} <= {*members}]
    way = f"widen the test of {known}" if known else f"add a conflict of {members}"
    return f"{said}In CONFLICTS of engine/fast_path.py {way}; or do without `skips_ordinary` in the rule."


def assert_agrees(body: Any) -> None:
    """Assert that the fast path loses no finding, invents none, and trusts the same members."""
    quick = lint_value(body, DEFAULT, is_text=False) or LintedBody(body)
    full = lint_in_full(body, None, DEFAULT, (), is_text=False)
    asked = {identity(finding) for finding in quick.findings}
    lost = [finding for finding in full.findings if identity(finding) not in asked]
    assert lost == [], "\n".join(advice(finding, body) for finding in lost)
    assert sorted(map(identity, quick.findings)) == sorted(map(identity, full.findings))
    assert (quick.meant, left_out(quick.meant)) == (full.meant, left_out(full.meant))
    assert set(quick.secrets) == set(full.secrets) or not full.findings


@given(st.one_of(near_misses(), bodies(), broken(), ODD_BODIES, MEMBERS_IN_CONFLICT))
@example({"name": "n", "type": "inbound", "phoneNumbers": ["+04155552671"], "agentId": "a"})
@example(ORDINARY_INBOUND | {"room": {"": False}})
@example(ORDINARY_INBOUND | {"room": {"": None}})
def test_asking_the_chosen_rules_is_asking_all(body: Any) -> None:
    assert_agrees(body)


@given(st.sampled_from(sorted(ORDINARY)), st.data())
def test_an_ordinary_member_alone_breaks_no_rule(name: str, data: st.DataObject) -> None:
    body = data.draw(near_misses())
    if name in body and ORDINARY[name](body[name]):
        for rule in RULES:
            if rule.members == (name,) and "create" in rule.kinds:
                assert list(rule.check({name: body[name]})) == [], f"narrow ORDINARY[{name!r}] for {rule.code}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_a_rule_agree(rule: Any) -> None:
    for body in (*rule.good, *(bad.body for bad in rule.bad)):
        assert_agrees(body)


@given(ODD_BODIES, st.sampled_from((*FIELDS, "x", 1)), JSON_VALUES | st.text("\ud800a") | st.binary())
def test_what_cannot_be_sent_is_remarkable(odd: Any, name: Any, value: Any) -> None:
    body = ORDINARY_OUTBOUND | odd | {name: value}
    if unsendable({name: value}):
        assert name in remarkable_members(body)
    elif isinstance(name, str):
        assert_agrees(body)


@pytest.mark.parametrize("field", [{"gatewayId": "g"}, {"dispatch": {}}, {"id": "rr_1"}, {"rule": {"type": "direct"}}])
@pytest.mark.parametrize("direction", ["inbound", "outbound"])
def test_bodies_of_another_kind_are_looked_at_in_full(field: Any, direction: str) -> None:
    assert_agrees(
        {"name": "n", "type": direction, "phoneNumbers": ["+14155551234"], "allowedNumbers": ["+14155551234"]} | field
    )
    assert_agrees(ORDINARY_INBOUND | {"type": direction} | field)


class Watched(Partial):
    """A body that notes which of its members are asked for."""

    asked: set[str]

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.members], ids=lambda rule: rule.code)
def test_a_rule_reads_no_members_but_those_that_it_declares(rule: Any) -> None:
    asked: set[str] = set()
    for one in RULES:
        for example_body in (*one.good, *(bad.body for bad in one.bad)):
            watched = Watched(understand(example_body, update="create" not in one.kinds)[0])
            watched.asked = set()
            if not rule.on or rule.on in dict(watched):
                list(rule.check(watched))
            asked |= watched.asked
    assert asked <= {*rule.members}, f"{rule.code} reads members that its `on` and `reads` do not declare"

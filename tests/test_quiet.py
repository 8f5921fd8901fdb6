"""Where a member is called quiet, none of its rules has anything to say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.document import unsound
from siplint.fields import FIELDS
from siplint.judge import PLANS
from siplint.quiet import QUIET, ordinary
from siplint.rules import BY_MEMBER, RULES
from siplint.samples import INBOUND
from siplint.shape import trust
from strategies import bodies, broken
from test_document import JSON

TEXTS = st.sampled_from(
    (
        "",
        " ",
        "a",
        "X-A",
        "x-a",
        "X A",
        "sipUser",
        "sip.a",
        "$A",
        "xxx",
        "<a>",
        "{{a}}",
        "T",
        "a" * 40,
        "Inbound support rule",
        "Bearer aBcDeFgHiJkL",
    )
)
MAPS = st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=2)
ROOMS = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(("static", "dynamic", 1)), "prefix": TEXTS | st.just("blank"), "id": TEXTS}
)
ODD = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS,
        "type": st.sampled_from(("inbound", "outbound", "x")),
        "agentId": TEXTS,
        "headers": MAPS,
        "headersToAttributes": MAPS,
        "agentMetadata": st.dictionaries(TEXTS, TEXTS | MAPS | st.lists(TEXTS)),
        "includeHeaders": st.sampled_from(("ALL", "SIP_X_HEADERS", "NONE")),
        "room": ROOMS,
        "tags": st.lists(TEXTS | st.none()),
        "phoneNumbers": st.lists(st.sampled_from(("+14155551234", "+1", "1", "+12025550100"))),
    },
)


def holds(body: Any) -> None:
    trusted, misfits = trust(body)
    if ordinary(body):
        assert (unsound(body), misfits) == (None, [])
        assert [(rule.code, one) for rule in BY_MEMBER["create"][""] for one in rule.check(trusted)] == []
    for name, quiet in QUIET.items():
        if name in trusted and quiet(trusted):
            assert [(rule.code, one) for rule in BY_MEMBER["create"][name] for one in rule.check(trusted)] == []


@given(st.one_of(bodies(), broken(), ODD))
def test_quiet_means_that_no_rule_has_anything_to_say(body: Any) -> None:
    holds(body)


@given(ODD, st.sampled_from((*FIELDS, "x", 1)), JSON | st.text("\ud800a") | st.binary())
def test_what_cannot_be_sent_is_not_ordinary(body: Any, name: Any, value: Any) -> None:
    holds(INBOUND | body | {name: value})


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.stage == "each"], ids=lambda rule: rule.code)
def test_the_examples_of_all_rules_agree(rule: Any) -> None:
    for body in (*rule.good, *(bad.body for bad in rule.bad)):
        holds(body)


ORDINARY: Any = INBOUND | {
    "room": {"type": "dynamic", "prefix": "blank"},
    "includeHeaders": "SIP_X_HEADERS",
    "headersToAttributes": {"X-Ticket": "ticket"},
    "agentMetadata": {"team": "support"},
    "tags": ["v2"],
    "dtmf": False,
}


def test_an_ordinary_body_is_quiet_throughout() -> None:
    assert ordinary(ORDINARY)
    assert {name: quiet(ORDINARY) for name, quiet in QUIET.items()} == dict.fromkeys(QUIET, True)
    assert PLANS["update"]["type"][0](ORDINARY) is False


@pytest.mark.parametrize(
    "change",
    [
        {"nmae": "n"},
        {"name": "é"},
        {"name": "line 2 of the support"},
        {"type": "in"},
        {"phoneNumbers": ["é"]},
        {"phoneNumbers": ("+14155551234",)},
        {"tags": {}},
        {"tags": ["a" * 20]},
        {"room": []},
        {"room": {"kind": "x"}},
        {"room": {"type": "x"}},
        {"room": {"id": ""}},
        {"agentMetadata": []},
        {"agentMetadata": {"a": 1}},
        {"agentMetadata": {"a": "$A"}},
        {"dtmf": 1},
    ],
)
def test_what_is_not_ordinary_is_looked_at_again(change: Any) -> None:
    assert not ordinary(ORDINARY | change)

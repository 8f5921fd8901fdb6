"""What is a rule at all, and what is something else."""

from __future__ import annotations

from typing import Any

import pytest

from siplint import check
from siplint.body.recognise import recognise
from siplint.model.settings import Settings


def told(body: dict[str, Any], kind: Any) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in check(body, settings=Settings(kind=kind, min_severity="info"))]


@pytest.mark.parametrize("name", ["type", "agent", "number", "label", "title", "metadata"])
@pytest.mark.parametrize("kind", ["create", "update"])
def test_what_anything_may_have_makes_no_rule(name: str, kind: str) -> None:
    assert told({name: 1, "version": "1"}, kind) == [("RR005", "")]


@pytest.mark.parametrize("name", ["agent", "number", "label", "title", "metadata"])
@pytest.mark.parametrize("kind", ["create", "update"])
def test_a_field_that_only_resembles_ours_makes_no_rule(name: str, kind: str) -> None:
    assert told({name: 1}, kind) == [("RR005", "")]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ({"rule": {"type": "direct"}}, ["RR101", "RR101", "RR101", "RR112", "RR402"]),
        ({"rule": {"type": "direct", "roomId": "r"}}, ["RR101", "RR101", "RR101", "RR112"]),
        ({"rule": {"type": "individual"}}, ["RR101", "RR101", "RR101", "RR112"]),
        ({"rule": {"type": "other"}}, ["RR005"]),
        ({"rule": {}}, ["RR005"]),
        ({"rule": "direct"}, ["RR005"]),
        ({"zebra": 1, "gateway_id": "g"}, ["RR005"]),
        ({"zebra": 1, "agent_id": "g"}, ["RR101", "RR101", "RR101", "RR105", "RR105"]),
        ({"zebra": 1, "giraffe": 2}, ["RR005"]),
        (dict.fromkeys(map(str, range(19)), 1) | {"agentid": "a"}, ["RR101"] * 3 + ["RR105"] * 20),
        (dict.fromkeys(map(str, range(199)), 1) | {"agentid": "a"}, ["RR101"] * 3 + ["RR105"] * 200),
        (dict.fromkeys(map(str, range(200)), 1) | {"agentid": "a"}, ["RR005"]),
    ],
)
def test_one_field_that_is_meant_as_ours_makes_a_rule(body: dict[str, Any], codes: list[str]) -> None:
    assert sorted(code for code, _ in told(body, "create")) == codes


@pytest.mark.parametrize("name", ["phoneNumbers", "agentId", "hidePhoneNumber"])
def test_a_field_of_a_rule_counts_wherever_it_is_in_the_object(name: str) -> None:
    others = dict.fromkeys(map(str, range(1000)), 1)
    assert recognise(others | {name: 1}).what == recognise({name: 1} | others).what == "rule"
    assert recognise(others).what == "other"

"""A routing rule that is given as the snapshot of an account is called what it is."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.account.snapshot import BadSnapshot, account_of

RULE = {"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"]}


@pytest.mark.parametrize(
    "rule", [RULE, {**RULE, "phoneNumbers": [4155551234]}, {**RULE, "type": "outbound"}, {**RULE, "phoneNumbers": []}]
)
def test_a_routing_rule_is_no_snapshot(rule: dict[str, Any]) -> None:
    with pytest.raises(BadSnapshot) as raised:
        account_of(rule)
    assert str(raised.value) == (
        "<account>: this is a routing rule, not an account snapshot, which `siplint account pull` makes"
    )


@pytest.mark.parametrize("more", [{}, {"version": 1}, {"version": 1, "type": "snapshot"}, {"name": "ours"}])
def test_a_snapshot_is_read_whatever_else_it_has(more: dict[str, Any]) -> None:
    assert set(account_of({"phoneNumbers": ["+14155551234"], **more}).numbers) == {"+14155551234"}

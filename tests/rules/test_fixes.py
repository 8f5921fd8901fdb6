"""What each fix of a rule writes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from examples_of_rules import text_of
from siplint.engine.fix import fix_bytes
from siplint.model.settings import Settings
from siplint.rules.catalogue import all_rules

BY_CODE = {rule.code: rule for rule in all_rules()}


GONE = object()


ROOM = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


FIXED: dict[tuple[str, int], tuple[bool, dict[str, Any]]] = {
    ("RR102", 0): (False, {"recording": True}),
    ("RR102", 1): (False, {"phoneNumbers": ["+14155551234"]}),
    ("RR102", 2): (False, {"phoneNumbers": ["14155551234"]}),
    ("RR102", 3): (False, {"room": ROOM}),
    ("RR102", 4): (False, {"headers": {"X-Priority": "1"}}),
    ("RR103", 0): (True, {"type": "outbound"}),
    ("RR103", 1): (False, {"includeHeaders": "SIP_X_HEADERS"}),
    ("RR103", 2): (False, {"room": ROOM}),
    ("RR105", 0): (False, {"recording": True, "recordng": GONE}),
    ("RR106", 0): (True, {"agentId": GONE}),
    ("RR106", 1): (True, {"room": {"type": "dynamic"}}),
    ("RR110", 0): (
        False,
        {"phoneNumbers": ["+14155551234"], "room": {"type": "dynamic"}}
        | dict.fromkeys(("gatewayId", "numbers", "dispatch"), GONE),
    ),
    ("RR110", 1): (
        False,
        {"phoneNumbers": ["+14155551234"]} | dict.fromkeys(("gatewayId", "numbers", "dispatch"), GONE),
    ),
    ("RR111", 0): (False, {"phoneNumbers": ["+14155551234"], "id": GONE, "numbers": GONE}),
    ("RR111", 1): (False, {"createdAt": GONE}),
    ("RR112", 0): (False, {"room": ROOM, "rule": GONE}),
    ("RR201", 0): (False, {"headers": GONE}),
    ("RR202", 0): (False, {"headersToAttributes": GONE}),
    ("RR203", 0): (True, {"headers": GONE}),
    ("RR203", 1): (True, {"headersToAttributes": GONE}),
    ("RR210", 1): (False, {"headers": {"X-Customer-Id": "42"}}),
    ("RR235", 0): (False, {"headersToAttributes": {"X-Ticket": "ticket"}}),
    ("RR301", 0): (True, {"phoneNumbers": ["+14155551234"]}),
    ("RR301", 1): (False, {"phoneNumbers": ["+14155551234"]}),
    ("RR301", 2): (False, {"phoneNumbers": ["+14155551234", "+14155551235"]}),
    ("RR301", 3): (False, {"phoneNumbers": ["+14155551234"]}),
    ("RR301", 4): (True, {"phoneNumbers": ["+14155551234"]}),
    ("RR304", 0): (False, {"phoneNumbers": ["+33612345678"]}),
    ("RR304", 1): (False, {"phoneNumbers": ["+442071838750"]}),
    ("RR305", 0): (True, {"phoneNumbers": ["+14155551234"]}),
    ("RR305", 1): (True, {"phoneNumbers": ["+14155551234"]}),
    ("RR403", 0): (False, {"room": {"type": "dynamic", "prefix": "blank"}}),
    ("RR404", 0): (False, {"room": ROOM}),
    ("RR405", 1): (True, {"room": {"type": "dynamic", "prefix": "sipNumber"}}),
    ("RR406", 0): (False, {"room": {"id": "2kyv-gzay-64pg", "pin": "4711", "type": "static"}}),
    ("RR406", 1): (False, {"room": {"prefix": "random", "type": "dynamic"}}),
    ("RR501", 0): (True, {"allowedNumbers": ["+14155550100"]}),
    ("RR504", 1): (False, {"allowedIpAddresses": ["8.8.4.4"]}),
    ("RR504", 3): (False, {"allowedIpAddresses": ["8.8.8.8", "8.8.4.4"]}),
    ("RR506", 0): (False, {"allowedIpAddresses": ["8.8.4.0/24"]}),
    ("RR506", 1): (False, {"allowedIpAddresses": ["8.8.4.0/24"]}),
}
"""For the bad examples of rules, by code and number: whether the fix is safe, and the members that it changes."""


EXAMPLES = [
    (rule, index, bad.body)
    for rule in BY_CODE.values()
    if rule.stage in ("shape", "body")
    for index, bad in enumerate(rule.bad)
]


@pytest.mark.parametrize(("rule", "index", "body"), EXAMPLES, ids=[f"{rule.code}-{at}" for rule, at, _ in EXAMPLES])
def test_what_a_fix_writes(rule: Any, index: int, body: Any) -> None:
    settings = Settings(kind=rule.kinds[0], select=(rule.code,), cross_file=False)
    data = text_of(body)
    safe = fix_bytes("rule.json", data, settings=settings)[0]
    offered = fix_bytes("rule.json", data, unsafe=True, settings=settings)[0]
    is_safe, changes = FIXED.get((rule.code, index), (False, {}))
    expected = {name: value for name, value in {**body, **changes}.items() if value is not GONE}
    assert json.loads(offered) == expected
    assert safe == (offered if is_safe else data)


def test_every_rule_with_a_fix_is_above() -> None:
    fixing = {rule.code for rule in BY_CODE.values() if rule.fix and rule.stage in ("shape", "body")}
    assert {code for code, _ in FIXED} == fixing

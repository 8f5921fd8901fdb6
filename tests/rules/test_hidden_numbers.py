"""RR520, RR521, RR233 and RR203: which headers, attributes and directions are reported, and which are not."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from siplint import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings


def found(
    body: dict[str, Any], *codes: str, kind: Literal["create", "update"] = "create"
) -> list[tuple[str, str, str]]:
    report = check(body, kind=kind, settings=Settings(select=codes, min_severity="info", kind=kind))
    return [(one.code, one.severity, one.pointer) for one in report]


def mapping(header: str, attribute: str = "who", **more: Any) -> dict[str, Any]:
    return INBOUND_BODY | {"headersToAttributes": {header: attribute}} | more


CARRY_THE_NUMBER = [
    "From", "f", "Contact", "m", "P-Asserted-Identity", "P-Preferred-Identity", "Remote-Party-ID", "Diversion", "Identity",
    "P-Charge-Info", "p-charge-info", "REMOTE-PARTY-ID",
]  # fmt: skip
MAY_CARRY_IT = ["History-Info", "Referred-By", "b", "B", "history-info"]
DO_NOT = [
    "To",
    "t",
    "X-From",
    "X-P-Preferred-Identity",
    "P-Access-Network-Info",
    "Subject",
    "Identity-Info",
    "X-Ticket",
    "Call-ID",
]


@pytest.mark.parametrize("header", CARRY_THE_NUMBER)
def test_a_header_with_the_number_leaks_it(header: str) -> None:
    pointer = f"/headersToAttributes/{header}"
    assert found(mapping(header, hidePhoneNumber=True), "RR521") == [("RR521", "warning", pointer)]
    assert found(mapping(header, hidePhoneNumber=False), "RR521") == []
    assert found(mapping(header), "RR521") == []
    assert found(mapping(header, hidePhoneNumber=True, type="outbound"), "RR521") == []


@pytest.mark.parametrize("header", MAY_CARRY_IT)
def test_a_header_that_may_have_the_number_is_only_worth_a_look(header: str) -> None:
    pointer = f"/headersToAttributes/{header}"
    assert found(mapping(header, hidePhoneNumber=True), "RR521") == [("RR521", "info", pointer)]
    assert found(mapping(header, hidePhoneNumber=False), "RR521") == []


@pytest.mark.parametrize("header", DO_NOT)
def test_other_headers_leak_nothing(header: str) -> None:
    assert found(mapping(header, hidePhoneNumber=True), "RR521") == []


def test_all_headers_are_surfaced() -> None:
    body = INBOUND_BODY | {"hidePhoneNumber": True, "includeHeaders": "ALL"}
    assert found(body, "RR521") == [("RR521", "warning", "/includeHeaders")]
    assert found(body | {"includeHeaders": "SIP_X_HEADERS"}, "RR521") == []
    assert found(OUTBOUND_BODY | {"hidePhoneNumber": True, "includeHeaders": "ALL"}, "RR521") == []


def test_what_the_prefix_writes_is_only_worth_a_look() -> None:
    room = {"type": "dynamic", "prefix": "participantNumber"}
    assert found(INBOUND_BODY | {"hidePhoneNumber": True, "room": room}, "RR520") == [("RR520", "info", "/room/prefix")]
    assert found(INBOUND_BODY | {"hidePhoneNumber": False, "room": room}, "RR520") == []
    assert found(INBOUND_BODY | {"hidePhoneNumber": True, "room": room | {"prefix": "sipNumber"}}, "RR520") == []
    assert found(INBOUND_BODY | {"hidePhoneNumber": True, "room": room | {"type": "static"}}, "RR520") == []
    assert found(OUTBOUND_BODY | {"hidePhoneNumber": True, "room": room}, "RR520") == []


@pytest.mark.parametrize("attribute", ["sipUser", "callType", "enableAgentEvents", "sip.user", "sip.", "sip.trunkID"])
def test_attributes_that_the_platform_uses(attribute: str) -> None:
    pointer = "/headersToAttributes/X-A"
    assert found(mapping("X-A", attribute), "RR233") == [("RR233", "warning", pointer)]


@pytest.mark.parametrize(
    "attribute", ["sipCallType", "calltype", "callTypes", "sipuser", "sip_user", "enableAgentEvent", "sip"]
)
def test_attributes_that_are_free(attribute: str) -> None:
    assert found(mapping("X-A", attribute), "RR233") == []


def test_an_empty_map_of_the_other_direction_is_reported_of_create_bodies_only() -> None:
    assert found(INBOUND_BODY | {"headers": {}}, "RR203") == [("RR203", "warning", "/headers")]
    assert found(OUTBOUND_BODY | {"headersToAttributes": {}}, "RR203") == [("RR203", "warning", "/headersToAttributes")]
    assert found(INBOUND_BODY | {"headersToAttributes": {}}, "RR203") == []
    assert found(OUTBOUND_BODY | {"headers": {}}, "RR203") == []
    update = {"type": "inbound", "headers": {}}
    assert found(update, "RR203", kind="update") == []
    assert found({"type": "outbound", "headersToAttributes": {}, "headers": {"X-A": "1"}}, "RR203", kind="update") == []


def test_an_empty_map_is_said_to_be_likely_harmless() -> None:
    (one,) = check(INBOUND_BODY | {"headers": {}}, settings=Settings(select=("RR203",)))
    assert "likely" in one.outcome
    assert "400" not in one.outcome

"""Placeholders that are meant: what is still to be put in is not judged."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.api import check
from siplint.body.templates import unfinished
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings


@pytest.mark.parametrize(
    ("template", "text", "verdict"),
    [
        ("${…}", "${NUMBER}", True),
        ("${...}", "+1${AREA}5551234", True),
        ("${…}", "${}", False),
        ("${…}", "${NUMBER", False),
        ("${…}", "}${", False),
        ("${…}", "${}}", True),
        ("{{…}}", "{{ x }}{{ y }}", True),
        ("$NAME", "x$NAMEy", True),
        ("$NAME", "$NUMBER", False),
        ("$…", "$", False),
        ("$…", "$x", True),
        ("…_HERE", "ID_HERE", True),
        ("…_HERE", "_HERE", False),
        ("<…:…>", "<env:NAME>", True),
        ("<…:…>", "<env:>", False),
    ],
)
def test_a_template_is_text_with_gaps(template: str, text: str, verdict: bool) -> None:
    assert unfinished(text, (template,)) == verdict


def silent(body: dict[str, Any]) -> list[tuple[str, str]]:
    report = check(body, settings=Settings(min_severity="info", templates=("${…}", "{{…}}")))
    return [(one.code, one.pointer) for one in report if one.severity != "info"]


def test_what_is_still_put_in_is_not_checked_and_counts_as_there() -> None:
    fields = ("name", "type", "phoneNumbers", "apiKey", "agentId", "room", "headers", "tags", "recording", "dtmf")
    assert silent(dict.fromkeys(fields, "${VALUE}")) == []
    inbound = INBOUND_BODY | {"type": "inbound", "agentId": "a-${ENV}"}
    assert silent(inbound | {"phoneNumbers": ["${A}", "+14155551234"], "recording": True}) == []
    assert silent(inbound | {"phoneNumbers": ["${A}"], "tags": []}) == []
    assert silent(inbound | {"room": {"type": "${KIND}", "id": "x ${ROOM}", "pin": "{{ pin }}"}}) == []
    assert silent(OUTBOUND_BODY | {"headers": {"X-${A}": "b", "X-B": "{{b}}", "X-C": "c"}}) == []


def test_what_is_finished_beside_it_is_checked() -> None:
    body = {"name": "${NAME}", "type": "inbound", "phoneNumbers": ["${A}", 5]}
    assert ("RR102", "/phoneNumbers/1") in silent(body)
    assert silent(INBOUND_BODY | {"phoneNumbers": [7, "${A}"]}) == [("RR102", "/phoneNumbers/0")]
    assert silent(OUTBOUND_BODY | {"recording": "$RECORDING"}) == [("RR102", "/recording")]
    assert silent(INBOUND_BODY | {"headers": {"X-A": "${A}"}}) == [("RR201", "/headers")]
    assert ("RR112", "/rule") in silent(INBOUND_BODY | {"rule": "${ROOM}"})
    assert silent(INBOUND_BODY | {"agentMetadata": {"a": "${A}"}}) == []

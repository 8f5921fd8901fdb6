"""RR113: every form of placeholder, and the names, headers and ids that only resemble one."""

from __future__ import annotations

from typing import Any

import pytest

from siplint import check
from siplint.domain.heuristics import looks_left_in, may_be_placeholder
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings

DOCUMENTATION = [
    "$YOUR_AGENT_ID", "$KEY", "$API_KEY2", "$_KEY", "${KEY}", "${key}", "$(KEY)", "agent-${ENV}", "{{agent}}",
    "agent-{{env}}", "YOUR_API_KEY", "YOUR-API-KEY", "YOUR AGENT ID", "your_agent_id", "your-agent-id", "your-key-here",
    "yourAgentId", "yourApiKey", "<room id>", "<AGENT_ID>", "<region>-<env>", "agent-<env>", "xxx", "XXX", "xxxxxxxx",
    "agent_xxx", "room-xxxx", "ag_XXXXXX", "xxxx-xxxx-xxxx", "REPLACE_ME", "REPLACE_WITH_AGENT_ID", "REPLACE-ME",
    "replace_me", "replace-with-your-id", "replaceme", "CHANGE_ME", "CHANGEME", "changeme", "change-me", "ChangeMe",
    "changeme!", "change_this", "TODO", "TODO: fill in", "TODO(bob)", "TODO_AGENT", "TODO set the agent", "TBD", "...",
]  # fmt: skip
CODE = [
    "process.env.VIDEOSDK_API_KEY", "process.env['KEY']", "os.environ['KEY']", 'os.environ["KEY"]',
    "os.environ.get('KEY')", "os.getenv('KEY')", "ENV['KEY']", "env.API_KEY", "var.agent_id", "var.api_key", "%KEY%",
    "%api_key%", "%VIDEOSDK_API_KEY%",
]  # fmt: skip
NOTHING = [
    "undefined", "None", "null", "NULL", "(null)", "nil", "NaN", "<nil>", "[object Object]", "[object Promise]",
    "agent-undefined", "room_undefined", "agent-None", "agent-[object Object]", "********", "***", "••••••••",
    "sk_********",
]  # fmt: skip
ORDINARY = [
    "", "support-agent", "$ales", "$Sales", "$50 line", "$5", "TODOS LOS CLIENTES", "TODO EL DIA", "TODO el mundo",
    "Todo list", "to-do", "my TODO", "your-brand.com support", "your-brand", "your-brand-support", "Your brand",
    "yours truly", "YOUR BRAND", "Yourself", "<b>Support</b>", "<3 support", "Sales <team@example.com>",
    "<sip:bob@example.com>", "<sips:bob@example.com>", "<tel:+14155551234>", "<http://pbx.example/bell>",
    "<https://pbx.example/bell>", "<urn:service:sos>", "xx", "xxl-shop", "maxxx-power", "XXXL store", "Building XXI",
    "replacement-agent", "replace-battery-line", "REPLACEMENTS", "Changement de ligne", "changemaker", "change-management",
    "undefined behaviour", "Undefined Records", "Nonesuch", "none", "phone", "headphone", "combined", "nullable",
    "null-island", "NaNo", "Nilsson", "[VIP] support", "[object]", "processing", "process-environment", "os-environment",
    "variety", "var", "var.", "environment", "envoy", "100%", "50 % off, 20 %", "%", "VIP *", "Hotel ****", "**VIP**",
    "*", "..", "proc", "{agent}", "TBDs", "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80", "2kyv-gzay-64pg",
]  # fmt: skip


@pytest.mark.parametrize("text", DOCUMENTATION + CODE + NOTHING)
def test_a_placeholder_is_found(text: str) -> None:
    assert looks_left_in(text)
    assert may_be_placeholder(text)
    assert looks_left_in(f"  {text}\n")


@pytest.mark.parametrize("text", ORDINARY)
def test_what_resembles_a_placeholder_is_none(text: str) -> None:
    assert not looks_left_in(text)


def found(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    report = check(body, settings=Settings(select=("RR113",), min_severity="info"))
    return [(one.severity, one.pointer, one.message) for one in report]


@pytest.mark.parametrize("text", DOCUMENTATION + CODE + NOTHING)
def test_every_member_that_is_checked_reports_it(text: str) -> None:
    """The fast path lets no form through, in whatever member it is written."""
    room = {"type": "static", "id": text}
    inbound = check(INBOUND_BODY | {"name": text, "agentId": text, "apiKey": text, "room": room})
    assert [(one.code, one.severity, one.pointer) for one in inbound if one.code == "RR113"] == [
        ("RR113", "warning", "/agentId"),
        ("RR113", "error", "/apiKey"),
        ("RR113", "warning", "/name"),
        ("RR113", "warning", "/room/id"),
    ]
    for name, value in (("name", text), ("agentId", text), ("apiKey", text), ("room", room)):
        assert [pointer for _, pointer, _ in found(INBOUND_BODY | {name: value})] == [
            f"/{name}/id" if name == "room" else f"/{name}"
        ]
    assert [pointer for _, pointer, _ in found(INBOUND_BODY | {"headersToAttributes": {"X-A": text}})] == [
        "/headersToAttributes/X-A"
    ]
    sent = found(OUTBOUND_BODY | {"headers": {"X-A": text}})
    template = "${" in text or "{{" in text  # RR216 reports these
    assert [pointer for _, pointer, _ in sent] == ([] if template else ["/headers/X-A"])


@pytest.mark.parametrize("text", ORDINARY)
def test_no_member_reports_what_only_resembles_one(text: str) -> None:
    body = INBOUND_BODY | {
        "name": text,
        "agentId": text,
        "apiKey": text,
        "room": {"type": "static", "id": text},
        "headersToAttributes": {"X-A": text},
    }
    assert found(body) == []
    assert found(OUTBOUND_BODY | {"headers": {"X-A": text}}) == []


def test_the_message_says_which_kind_it_is() -> None:
    body = INBOUND_BODY | {"name": "<name>", "agentId": "undefined", "apiKey": "process.env.KEY"}
    assert found(body) == [
        ("warning", "/agentId", '`agentId` is "undefined", which programs write for a value that is missing'),
        ("error", "/apiKey", '`apiKey` is "process.env.KEY", code that was not run'),
        ("warning", "/name", '`name` is still the placeholder "<name>"'),
    ]


@pytest.mark.parametrize("text", ["agent-${ENV}", "{{agent}}"])
def test_a_configured_template_is_accepted(text: str) -> None:
    settings = Settings(select=("RR113",), templates=("${…}", "{{…}}"))
    assert list(check(INBOUND_BODY | {"agentId": text}, settings=settings)) == []

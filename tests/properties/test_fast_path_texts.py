"""The fast path lets no text pass that a rule reports: placeholders, secrets, and texts made to be near misses of both."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siplint import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings

FAST = Settings(min_severity="info")
SLOW = FAST.but(templates=("no text has this \x00…",))
"""With a template configured, all rules are asked."""

PIECES = st.sampled_from([
    *("$", "$A", "$a", "${", "}", "{{", "}}", "<", ">", "%", "*", "****", "***", "•", "•••", "…", "...", "[", "]", "(", ")"),
    *("YOUR_", "YOUR-", "your_", "your-", "Your", "Id", "KEY", "key", "xx", "xxx", "XXX", "x", "REPLACE", "replace", "_ME"),
    *("-me", "CHANGE", "change", "Change", "TODO", "TODOS", ":", "TBD", "undefined", "None", "null", "NULL", "Null", "nil"),
    *("NaN", "[object Object]", "process.env.", "os.environ", "os.getenv", "env.", "ENV['", "']", "var.", "sip:", "http://"),
    *("agent", "_", "-", " ", "\t", ".", "/", "1", "A", "é", "Bearer ", "Basic ", "YWRtaW46c2VjcmV0MTIz", "ghp_", "AKIA"),
    *("sk_live_", "Q3EGRTZ7PLM2XW9K", "hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU", "eyJhbGciOiJIUzI1NiJ9", ".eyJhIjoiZXhhbXBsZSJ9"),
    *(".c2lnbmF0dXJl", "-----BEGIN PRIVATE KEY-----", "password", "token", "s", "api", "da39a3ee5e6b4b0d3255bfef95601890"),
])  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=5).map("".join)


def bodies(text: str) -> list[dict[str, Any]]:
    return [
        INBOUND_BODY | {"name": text},
        INBOUND_BODY | {"agentId": text},
        INBOUND_BODY | {"apiKey": text},
        INBOUND_BODY | {"tags": [text]},
        INBOUND_BODY | {"room": {"type": "static", "id": text, "pin": "482613"}},
        INBOUND_BODY | {"headersToAttributes": {"X-A": text}},
        INBOUND_BODY | {"agentMetadata": {"a": text}},
        INBOUND_BODY | {"agentMetadata": {text: "value"}},
        INBOUND_BODY | {"agentMetadata": {"a": [{text: ["value", text]}]}},
        OUTBOUND_BODY | {"headers": {"X-A": text}},
        OUTBOUND_BODY | {"headers": {f"X-{text}": "value"}},
    ]


@pytest.mark.slow
@settings(max_examples=400)
@given(TEXTS)
def test_a_text_that_the_fast_path_lets_pass_is_reported_by_no_rule(text: str) -> None:
    for body in bodies(text):
        fast, slow = (
            [(one.code, one.severity, one.pointer, one.message) for one in check(body, settings=chosen)]
            for chosen in (FAST, SLOW)
        )
        assert fast == slow

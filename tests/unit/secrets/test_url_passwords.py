"""Passwords in URLs are found; placeholders and ports are none."""

from __future__ import annotations

import pytest

import siplint
from siplint.model.examples import INBOUND_BODY
from siplint.secrets.patterns import secrets_in


@pytest.mark.parametrize(
    ("text", "passwords"),
    [
        ("https://user:hunter2x@example.com/hook", ["hunter2x"]),
        ("https://u:p%40ssw0rd@a.example https://v:second+one@b.example:8080", ["p%40ssw0rd", "second+one"]),
        ("see <amqp://guest:gu3st:more@queue>, please", ["gu3st:more"]),
        ("postgresql+psycopg://app:s3cr3t-x@db/app?sslmode=require", ["s3cr3t-x"]),
        ("://a:bcde@", ["bcde"]),
        *(
            (text, [])
            for text in (
                "https://example.com:8080/path@2",
                "https://user@example.com:8080/",
                "https://[::1]:8080/x@y",
                "https://example.com/user:hunter2x@example.org",
                "https://user:password@example.com",
                "https://user:MY_SECRET@example.com",
                "https://user:${PASSWORD}@example.com",
                "https://user:$PASSWORD@example.com",
                "https://user:{{ password }}@example.com",
                "https://user:<password>@example.com",
                "https://user:changeme@example.com",
                "https://user:********@example.com",
                "https://user:abc@example.com",
                "https://user:@example.com/long-enough",
                "mailto:user@example.com, https://example.com",
                "sip:user:hunter2x@example.com",
                "a :// b : cdefg @ h, long enough",
            )
        ),
    ],
)
def test_the_password_of_a_url_is_a_secret(text: str, passwords: list[str]) -> None:
    assert [piece for kind, piece in secrets_in(text) if kind == "a password in a URL"] == passwords


def test_a_password_in_a_url_is_reported_and_shown_nowhere() -> None:
    hook = "https://user:hunter2x@hooks.example/?x=1"
    report = siplint.check(INBOUND_BODY | {"agentMetadata": {"hook": hook}, "tags": [1, hook]})
    assert [(one.code, one.pointer) for one in report] == [
        ("RR102", "/tags/0"),
        ("RR217", "/agentMetadata/hook"),
        ("RR217", "/tags/1"),
    ]
    assert "hunter2" not in f"{report}{report!r}{report.to_dict()}"

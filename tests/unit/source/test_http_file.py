"""Requests of HTTP files: separators, comments, variables, and what is sent around them."""

from __future__ import annotations

import pytest

import siplint

URL = "https://api.videosdk.live/v2/sip/routing-rule"
BAD = '{"name": "", "type": "outbound", "phoneNumbers": ["+14155551234"]}'
NAME = ("RR104", "/name")
AUTH = "/headers/authorization"


def found(text: str) -> list[tuple[str, str]]:
    report = siplint.check_bytes(text.encode(), file="a.http")
    assert report.unchecked == ()
    return [(diagnostic.code, diagnostic.pointer) for diagnostic in report]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"POST {URL}\n\n{BAD}\n", [NAME]),
        (f"# a comment\n// another\n@host = x\nPOST {URL} HTTP/1.1\nContent-Type: application/json\n\n{BAD}", [NAME]),
        (f"POST {URL}\nAuthorization: Bearer {{{{token}}}}\n\n{BAD}", [("RR901", AUTH), NAME]),
        (f"POST {URL}\nAuthorization: {{{{token}}}}\n\n{BAD}", [NAME]),
        (f"POST {URL}\nAuthorization: $YOUR_TOKEN\n\n{BAD}", [("RR113", AUTH), NAME]),
        (f"POST {URL}\nContent-Type: text/plain\n\n{BAD}", [("RR903", "/headers/content-type"), NAME]),
        (f"POST {URL}\n# Authorization: Bearer x\n\n{BAD}", [NAME]),
        (f"POST {{{{host}}}}/v2/sip/routing-rule\n\n{BAD}\n\n> {{% client.test() %}}\n", [NAME]),
        (f"POST {URL}\n  ?dry=1\n  &x=2\n\n{BAD}", [NAME]),
        (f"GET {URL}\n\n###\nPOST {URL}\n\n{BAD}\n### the next\nDELETE {URL}/x\n", [NAME]),
        (f"PATCH {URL}/{{{{id}}}}\n\n" + '{"recording": "true"}', [("RR102", "/recording")]),
        (f"PATCH {URL}\n\n" + '{"recording": "true"}', [("RR904", "/path"), ("RR102", "/recording")]),
        (f"POST {URL}\n\n" + BAD.replace('"+14155551234"', "{{number}}"), [NAME]),
        (f"POST {URL}\n\n" + BAD.replace('""', '"{{name}}"').replace("outbound", "in"), [("RR103", "/type")]),
        (f"POST {URL}\n\n" + "{{body}}", []),
        (f"curl {URL} -H @h --json '{BAD}'\n", [NAME]),
        (f"POST https://example.com/call\n\n{BAD}\n# {URL}", []),
        (f"POST {URL}\n\n" + BAD.replace("]", ",]"), [("RR001", "")]),
    ],
)
def test_requests(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
    assert found(text.replace("\n", "\r\n")) == expected


def test_a_body_in_a_file_is_noted() -> None:
    report = siplint.check_bytes(f"POST {URL}\n\n< ./rule.json\n".encode(), file="a.http")
    assert tuple(report) == ()
    assert report.notes == ("a.http:1: the body is in ./rule.json, which is not readable here",)

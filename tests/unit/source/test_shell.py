"""Curl commands of shell scripts: what is known, what is not, and what curl adds itself."""

from __future__ import annotations

import pytest

import siplint

URL = "https://api.videosdk.live/v2/sip/routing-rule"
JSON_TYPE = "-H 'Content-Type: application/json'"
TOKEN = '-H "Authorization: $TOKEN"'
OUTBOUND = '{"name": "n", "type": "outbound", "phoneNumbers": ["+14155551234"]}'
BAD = '{"name": "", "type": "outbound", "phoneNumbers": ["+14155551234"]}'
NAME = ("RR104", "/name")
FORM = ("RR903", "/headers/content-type")


def found(script: str, name: str = "a.sh") -> list[tuple[str, str]]:
    report = siplint.check_bytes(script.encode(), file=name)
    assert report.unread == ()
    assert report.failures == ()
    return [(diagnostic.code, diagnostic.pointer) for diagnostic in report]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (f"curl {URL} {TOKEN} {JSON_TYPE} -d '{OUTBOUND}'", []),
        (f"curl {URL} {TOKEN} {JSON_TYPE} -d'{BAD}'", [NAME]),
        (f"curl -X POST {TOKEN} {JSON_TYPE} --data-raw '{BAD}' {URL}", [NAME]),
        (f"curl -sSLXPOST {TOKEN} {JSON_TYPE} --data-binary '{BAD}' '{URL}'", [NAME]),
        (f"curl -fsS --json '{BAD}' {TOKEN} --url {URL}", [NAME]),
        (f"/usr/bin/curl --json '{BAD}' {TOKEN} {URL} > out.json 2>&1 || exit 1", [NAME]),
        (f"time sudo -E curl --json '{BAD}' {TOKEN} {URL}", []),  # `sudo -E` is not looked through
        (f"A=1 curl --json '{BAD}' {TOKEN} {URL} | jq .", [NAME]),
        (f"if ! curl --json '{BAD}' {TOKEN} {URL}; then exit 1; fi", [NAME]),
        (f"f() {{\n  curl --json '{BAD}' {TOKEN} {URL}\n}}", [NAME]),
        (f"curl {URL} {TOKEN} -d '{OUTBOUND}'", [FORM]),
        (f"curl {URL} {TOKEN} -H 'content-type: text/plain' -d '{OUTBOUND}'", [FORM]),
        (f"curl {URL} {TOKEN} -H \"Content-Type: $KIND\" -d '{OUTBOUND}'", []),
        (f"curl {URL} -H @headers -d '{OUTBOUND}'", []),
        (f"curl {URL} \"${{ARGS[@]}}\" -d '{OUTBOUND}'", []),
        (f"curl {URL} $ARGS -d '{OUTBOUND}'", []),
        (
            f"curl --json '{OUTBOUND}' -H 'Authorization: Bearer $TOKEN' {URL}",
            [("RR113", "/headers/authorization"), ("RR901", "/headers/authorization")],
        ),
        (f"curl --json '{OUTBOUND}' -H \"Authorization: Bearer $TOKEN\" {URL}", [("RR901", "/headers/authorization")]),
        (
            f"curl --json '{OUTBOUND}' -H \"Authorization: bearer ${{TOKEN}}\" {URL}",
            [("RR901", "/headers/authorization")],
        ),
        (f"curl --json '{OUTBOUND}' -H \"Authorization: Basic $(cat t)\" {URL}", [("RR901", "/headers/authorization")]),
        (f"curl --json '{OUTBOUND}' -u key:secret {URL}", [("RR901", "/headers/authorization")]),
        (f"curl --json '{OUTBOUND}' --oauth2-bearer \"$T\" {URL}", [("RR901", "/headers/authorization")]),
        (f"curl --json '{OUTBOUND}' -H \"Authorization: $YOUR_TOKEN\" {URL}", [("RR113", "/headers/authorization")]),
        (f"curl --json '{OUTBOUND}' -H 'Authorization: $YOUR_TOKEN' {URL}", [("RR113", "/headers/authorization")]),
        (f"curl --json '{OUTBOUND}' -H 'Authorization: <token>' {URL}", [("RR113", "/headers/authorization")]),
        (f"curl --json '{OUTBOUND}' -H 'Authorization: secret' {URL}", [("RR902", "/headers/authorization")]),
        (f"curl --json '{OUTBOUND}' {URL}", [("RR902", "/headers/authorization")]),
        (f"YOUR_TOKEN=$(cat t)\ncurl --json '{OUTBOUND}' -H \"Authorization: $YOUR_TOKEN\" {URL}", []),
    ],
)
def test_what_curl_sends(script: str, expected: list[tuple[str, str]]) -> None:
    assert found(script) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('"{\\"name\\": \\"$NAME\\", \\"type\\": \\"outbound\\", \\"phoneNumbers\\": [\\"$N\\"]}"', []),
        ('"{\\"name\\": \\"\\", \\"type\\": \\"$TYPE\\", \\"phoneNumbers\\": $NUMBERS}"', [NAME]),
        ('\'{"name": "\'"$NAME"\'", "type": "out", "phoneNumbers": ["+14155551234"]}\'', [("RR103", "/type")]),
        (
            '\'{"name": "\'$NAME\'", "dtmf": \'$DTMF\', "type": "outbound", "phoneNumbers": ["x"]}\'',
            [("RR301", "/phoneNumbers/0")],
        ),
        ('"{\\"name\\": \\"n\\", \\"type\\": \\"outbound\\", \\"phoneNumbers\\": [\\"14155$N\\"]}"', []),
        ('"{\\"name\\": \\"n\\", $MORE}"', []),
        ('"{\\"name\\": \\"n\\", \\"$KEY\\": 1, \\"dtmf\\": \\"true\\"}"', [("RR102", "/dtmf")]),
        ('"$BODY"', []),
        ('"$(jq -n "{}")"', []),
        ('"$(cat rule.json)"', []),
        ("`make_body`", []),
    ],
)
def test_what_is_not_literal_is_unknown(body: str, expected: list[tuple[str, str]]) -> None:
    assert found(f"curl {URL} {TOKEN} --json {body}") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"-X PATCH {URL}/$ID", [("RR102", "/recording")]),
        (f'-X PATCH "{URL}/${{ID}}"', [("RR102", "/recording")]),
        (f"-X PATCH {URL}/rr_1", [("RR102", "/recording")]),
        (f"--request PATCH {URL}", [("RR904", "/path"), ("RR102", "/recording")]),
        (f"-X PUT {URL}/rr_1", [("RR904", "/method"), ("RR102", "/recording")]),
        (f"-X PATCH {URL}/undefined", [("RR102", "/recording"), ("RR904", "/path")]),
        ("-X PATCH $API/v2/sip/routing-rule/$ID", [("RR102", "/recording")]),
        (f"-X $METHOD {URL}", []),
        (f"-X DELETE {URL}/rr_1", []),
        (f"-G {URL}", []),
        ("-X PATCH https://api.videosdk.live/v2/sip/routing-rules-old/rr_1", []),
        ("-X PATCH https://api.videosdk.live/v2/sip/call", []),
    ],
)
def test_methods_and_paths(words: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(f'curl {TOKEN} --json \'{{"recording": "true"}}\' {words}')) == sorted(expected)


def test_an_old_body_on_the_old_path_is_no_old_body_elsewhere() -> None:
    body = '{"name": "", "type": "inbound", "numbers": ["+14155551234"], "gatewayId": "g", "dispatch": "agent"}'
    old = f"curl {TOKEN} --json '{body}' {URL}s"
    new = f"curl {TOKEN} --json '{body}' {URL}"
    assert "RR110" not in {code for code, _ in found(old)}
    assert ("RR110", "") in found(new)
    assert NAME in found(old)
    assert ("RR904", "/path") in found(f"curl {TOKEN} --json '{OUTBOUND}' {URL}s")


def test_a_body_in_a_file_is_not_checked_and_is_noted() -> None:
    script = f"#!/bin/sh\n\ncurl {URL} -d @rule.json\ncurl {URL} --json @- < rule.json\n"
    report = siplint.check_bytes(script.encode(), file="a.sh")
    assert tuple(report) == ()
    assert report.notes == (
        "a.sh:3: the body is in rule.json, which is not readable here",
        "a.sh:4: the body is in standard input, which is not readable here",
    )


def test_several_commands_have_their_own_places() -> None:
    one = f"curl {URL} {TOKEN} \\\n  --json '{BAD}'\n"
    two = one.replace("5551234", "5551235")
    report = siplint.check_bytes((one + "# it's a comment\n" + two).encode(), file="a.sh")
    assert [(one.code, one.start and one.start.line, one.start and one.start.column) for one in report] == [
        ("RR104", 2, 12),
        ("RR104", 5, 12),
    ]


@pytest.mark.parametrize(
    "script",
    [
        f"# curl {URL} --json '{BAD}'",
        f"echo curl {URL} --json '{BAD}'",
        f"curl {URL} -F 'rule={BAD}'",
        f"curl {URL} --data-urlencode 'rule={BAD}'",
        f"wget {URL} --post-data '{BAD}'",
        f"cat <<EOF\ncurl {URL} --json '{BAD}'\nEOF",
        f"curl {URL} -H @headers -d a=1 -d b=2",
    ],
)
def test_what_is_no_request_is_left_alone(script: str) -> None:
    assert found(script) == []


def test_a_quote_that_is_never_closed_is_unreadable() -> None:
    report = siplint.check_bytes(f"\ncurl {URL} -d '{{\n".encode(), file="a.sh")
    assert report.unread == ("a.sh: line 2: a quote that opens here is never closed",)


def test_a_token_is_not_shown() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJrIn0.c2lnbmF0dXJl"
    script = f"curl {URL} -H 'Authorization: Bearer {token}' --json '{OUTBOUND}'"
    report = siplint.check_bytes(script.encode(), file="a.sh")
    assert [one.code for one in report] == ["RR901"]
    assert token.encode() not in report.sources["a.sh"]

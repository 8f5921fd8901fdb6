"""Secrets made up for tests, and the shapes of files in which they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

_BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\nAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4ypb"

SECRETS = {
    "jwt": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcGlrZXkiOiIzZjFjN2E1MiJ9.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
    "bearer": "Bearer 5up3rS3cretT0kenValue",
    "basic": "Basic YWRtaW46c3VwZXJzZWNyZXQxMjM=",
    "private-key": f"-----BEGIN PRIVATE KEY-----\n{_BODY}\n-----END PRIVATE KEY-----",
    "github": "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "github-pat": "github_pat_11ABCDEFG0q8Zb3Xv5Nm7L_Kp2Wd4Rt6Yh8Jf1Gs3Qx5Zc7Vb9Mn2Lk4Pj6Hg8Fd",
    "aws-id": "AKIAQ3EGRTZ7PLM2XW9K",
    "aws-secret": "kWcrlUX5JEDGM/LtmEENI/aVmYvHNif5zB+d9+ct",
    "stripe": "sk_live_51HxYz2eZvKYlo2CABCDE",
    "slack": "xoxb-263594206564-2343594206574-FGqddMF8t08v8N7Oq4i57vs1",
    "google": "AIzaSyD9tSrke72PouQMnMXa7eZSW0jkFMBWY1x",
    "random": "hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU",
}
HARMLESS = {"-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"}
"""What of a private key is the same for all of them; it is hidden too where it is written as it is."""

RULE: dict[str, Any] = {
    "name": "Support line",
    "type": "inbound",
    "phoneNumbers": ["+14155552671"],
    "agentId": "support-agent",
    "recording": "yes",
}


def text_of(value: Any) -> str:
    return json.dumps(value, indent=2)


def member(**members: Any) -> str:
    return text_of(RULE | members)


def escaped(secret: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in secret)


def quoted(secret: str) -> str:
    return json.dumps(secret)


SHAPES: dict[str, Callable[[str], str | bytes]] = {
    "name": lambda secret: member(name=secret),
    "name-long": lambda secret: member(name="n" * 50 + " " + secret, recording="n" * 50 + " " + secret),
    "type": lambda secret: member(type=secret),
    "phone-numbers": lambda secret: member(phoneNumbers=[secret]),
    "phone-numbers-text": lambda secret: member(phoneNumbers=secret),
    "api-key": lambda secret: member(apiKey=secret),
    "API_KEY": lambda secret: member(API_KEY=secret),
    "api-key-spaces": lambda secret: member(apiKey=f" {secret} "),
    "agent-id": lambda secret: member(agentId=secret),
    "room": lambda secret: member(room=secret),
    "room-id": lambda secret: member(room={"type": "static", "id": f"https://x/ {secret}", "pin": secret}),
    "room-prefix": lambda secret: member(room={"type": secret, "prefix": secret}),
    "include-headers": lambda secret: member(includeHeaders=secret),
    "header-value": lambda secret: member(type="outbound", headers={"X-Auth": secret}),
    "header-value-cr": lambda secret: member(type="outbound", headers={"X-Auth": secret + "\r\n"}),
    "header-name": lambda secret: member(type="outbound", headers={secret: "1", f"{secret}:": "2"}),
    "header-twice": lambda secret: member(type="outbound", headers={secret: "1", secret.lower(): "2"}),
    "attribute": lambda secret: member(headersToAttributes={"X-A": secret, "X-B": secret, "From": secret}),
    "mapped-name": lambda secret: member(headersToAttributes={secret: "a", f"{secret} ": "b"}),
    "allowed-numbers": lambda secret: member(allowedNumbers=[secret, f"+{secret}"]),
    "allowed-addresses": lambda secret: member(allowedIpAddresses=[secret, f"{secret}:80", f"http://{secret}"]),
    "tags": lambda secret: member(tags=[secret, 1]),
    "metadata": lambda secret: member(agentMetadata={"crm": [{"login": {"key": [secret]}}]}),
    "metadata-name": lambda secret: member(agentMetadata={"crm": {secret: {secret: 1}}}),
    "metadata-password": lambda secret: member(agentMetadata={"password": secret, "client_secret": secret}),
    "unknown-field": lambda secret: member(recordng=secret, password=secret),
    "unknown-name": lambda secret: member(**{secret: secret}),
    "not-a-rule": lambda secret: text_of({"service": {"image": "x", "token": secret, "env": [f"A={secret}"]}}),
    "wrapped": lambda secret: text_of({"data": RULE | {"apiKey": secret, secret: 1}}),
    "list-items": lambda secret: text_of([secret, RULE | {"name": 1}, [secret], {"a": secret}]),
    "bare-string": quoted,
    "plain-text": lambda secret: f"TOKEN={secret}\nAWS_SECRET_ACCESS_KEY={secret}\n{secret}\n",
    "plain-line": lambda secret: secret,
    "error-before": lambda secret: text_of(RULE).replace(",", ",,", 1)[:-2] + f', "apiKey": {quoted(secret)}}}',
    "error-after": lambda secret: f'{{"name": {quoted(secret)}, "a": {quoted(secret)} "type" 1}}',
    "error-at": lambda secret: f'{{"name": {secret}, "apiKey": "x"}}',
    "cut-off": lambda secret: f'{{"name": "x", "type": {quoted(secret)[:-1]}',
    "cut-off-escaped": lambda secret: f'{{"name": "x", "type": "{escaped(secret)}',
    "duplicate-key": lambda secret: f'{{"name": {quoted(secret)}, "name": {quoted(secret)}, "type": "inbound", '
    f'{quoted(secret)}: 1, {quoted(secret)}: 2, "password": {quoted(secret)}, "password": "x"}}',
    "bad-utf8": lambda secret: b'{"name": "\xff' + quoted(secret).encode()[1:] + b', "a": "b"}',
    "json-lines": lambda secret: f"{json.dumps(RULE | {'tags': [secret]})}\n{{{quoted(secret)}\n{quoted(secret)}\n",
    "comment": lambda secret: f'// token: {secret}\n{{ /* {secret} */ "name": "x" }}',
    "single-quotes": lambda secret: f"{{'apiKey': '{secret}', 'name': '{secret}'}}",
    "crlf": lambda secret: member(apiKey=secret, tags=[secret]).replace("\n", "\r\n"),
    "escaped": lambda secret: member(apiKey="@1", tags=["@2"]).replace("@1", escaped(secret)).replace("@2", escaped(secret)),
    "escaped-broken": lambda secret: f'{{"api\\u004bey": "{escaped(secret)}", "a": "{escaped(secret)}" 1',
    "json-in-text": lambda secret: member(agentMetadata={"config": json.dumps({"token": secret}), "x": 1}),
    "fixes": lambda secret: member(phone_numbers=[secret], agent_id=secret, rule={"type": "direct", "id": secret}),
    "legacy": lambda secret: text_of({"gatewayId": secret, "name": secret, "numbers": [secret], "dispatch": {"room": {"id": secret}}}),
    "minified": lambda secret: json.dumps([RULE, RULE | {"apiKey": secret, "agentMetadata": {"a": secret}}], separators=(",", ":")),
}  # fmt: skip

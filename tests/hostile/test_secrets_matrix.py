"""No output shows a secret: 11 kinds of secret, in 40 shapes of files, in every output.

Each secret is made up for this test, and no piece of eight characters of it may be read anywhere.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from siplint import InvalidRoutingRule, check, check_bytes, require
from siplint.cli.apply_fixes import _sentences, differences
from siplint.cli.discovery import Files
from siplint.engine.fix_set import fix_set
from siplint.model.settings import FORMATS, Settings
from siplint.pydantic import RoutingRule
from siplint.pytest import assert_valid
from siplint.report import formatter
from siplint.secrets.redact import redact_report
from siplint.source.source_lines import Excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

    from siplint.model.diagnostic import Report

PIECE = 8
EVERYTHING = Settings(min_severity="info")
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


@cache
def pieces(secret: str) -> frozenset[str]:
    """Return what of a secret may be read nowhere: each piece of it, also as JSON spells it."""
    words = secret.removeprefix("Bearer ").removeprefix("Basic ")
    forms = {words, *words.split("\n"), json.dumps(words)[1:-1]} - HARMLESS
    found = {form[at : at + PIECE] for form in forms for at in range(len(form) - PIECE + 1)}
    return frozenset(piece for piece in found if "--" not in piece)


def outputs(report: Report) -> dict[str, str]:
    shown = {f"{name}": "".join(formatter(name)(report)) for name in FORMATS}
    shown["str"] = f"{report}\n{report!r}\n{report.secrets!r}\n{report.sources!r}"
    shown["repr"] = repr(list(report))
    shown["dict"] = repr(report.to_dict())
    shown["error"] = f"{InvalidRoutingRule(report)} {InvalidRoutingRule(report)!r}"
    shown["notes"] = repr((report.notes, report.failures, report.unread))
    shown["sources"] = "".join(data.decode("utf-8", "surrogateescape") for data in report.sources.values())
    return shown


def leaks(shown: dict[str, str], secret: str) -> list[tuple[str, str]]:
    return sorted((name, piece) for name, text in shown.items() for piece in pieces(secret) if piece in text)


def data_of(shape: str, secret: str) -> bytes:
    made = SHAPES[shape](secret)
    return made if isinstance(made, bytes) else made.encode()


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_output_shows_a_secret(shape: str, kind: str) -> None:
    secret = SECRETS[kind]
    name = "rules.jsonl" if shape == "json-lines" else "rules.json"
    data = data_of(shape, secret)
    for settings in (EVERYTHING, Settings(ignore=("RR217", "RR422"), min_severity="info")):
        report = check_bytes(data, file=name, settings=settings)
        assert len(report)
        assert leaks(outputs(report), secret) == []


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("shape", SHAPES)
def test_neither_a_diff_nor_the_list_of_changes_shows_a_secret(shape: str, kind: str) -> None:
    secret = SECRETS[kind]
    files = Files({"rules.json": data_of(shape, secret)}, {}, frozenset(), ())
    failures: list[str] = []
    shown = {"diff": "".join(differences(files, EVERYTHING, {"unsafe_fixes": True}, failures))}
    for name, fixed in fix_set(files.contents, EVERYTHING, failures, unsafe=True).items():
        shown[name] = "\n".join(_sentences(name, fixed, EVERYTHING))
    assert failures == []
    assert leaks(shown, secret) == []


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_report_on_a_value_shows_a_secret(shape: str, kind: str) -> None:
    """The library call has no text: what it shows comes from the body alone."""
    secret = SECRETS[kind]
    try:
        body = json.loads(data_of(shape, secret))
    except ValueError:
        return
    for update in ("create", "update"):
        report = check(body, kind=update, settings=Settings(min_severity="info", kind=update))
        assert leaks(outputs(report), secret) == []
    assert leaks(raised_by(body), secret) == []


def raised_by(body: Any) -> dict[str, str]:
    """Return what the doors that raise say of a body."""
    doors: dict[str, Callable[[Any], object]] = {
        "require": require,
        "assert_valid": assert_valid,
        "pydantic": TypeAdapter(RoutingRule).validate_python,
    }
    shown = {}
    for name, door in doors.items():
        try:
            door(body)
        except (InvalidRoutingRule, AssertionError, ValidationError) as error:
            shown[name] = f"{error} {error!r} {error.args}"
            if isinstance(error, ValidationError):
                shown[name] += f"{error.errors()} {error.json()}"
    return shown


@pytest.mark.parametrize("kind", SECRETS)
def test_the_lines_of_a_large_file_show_no_secret(kind: str) -> None:
    """Of a file that is not held in memory the report has only the lines that are pointed at."""
    secret = SECRETS[kind]
    lines = [json.dumps(RULE | {"tags": [secret], "headers": {secret: secret}}), json.dumps({"token": secret})]
    data = "\n".join(lines).encode()
    excerpt = Excerpt({1: (0, lines[0].encode()), 2: (len(lines[0]) + 1, lines[1].encode())})
    report = check_bytes(data, file="rules.jsonl", settings=EVERYTHING)
    large = redact_report(report.but(sources={}, excerpts={"rules.jsonl": excerpt}), ())
    assert leaks(outputs(large), secret) == []


CODE: dict[str, Callable[[str], str]] = {
    "rules.py": lambda secret: "import siplint\nRULE: siplint.Body = "
    + repr(RULE | {"apiKey": secret, "tags": ["@"]}).replace("'@'", f"{secret[:12]!r} {secret[12:]!r}"),
    "joined.py": lambda secret: "import siplint\nTOKEN = " + repr(secret) + "\nRULE: siplint.Body = "
    + repr(RULE | {"apiKey": "@"}).replace("'@'", f"({secret[:9]!r}\n  {secret[9:18]!r}\n  {secret[18:]!r})"),
    "broken.py": lambda secret: f"# siplint: rule\nRULE = {{'apiKey': {secret!r}, 'name': {secret!r}, 'type' 1}}",
    "rules.js": lambda secret: f"// siplint: rule\nconst rule = {json.dumps(RULE | {'apiKey': secret, 'tags': [secret]})};",
}  # fmt: skip


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("name", CODE)
def test_no_output_on_code_shows_a_secret(name: str, kind: str) -> None:
    """In code a text may be joined of several literals."""
    secret = SECRETS[kind]
    report = check_bytes(CODE[name](secret).encode(), file=name, settings=EVERYTHING)
    assert len(report) or name == "broken.py"
    assert leaks(outputs(report), secret) == []

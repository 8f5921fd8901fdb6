"""The example of the vendor's page gives the same findings, at true places, wherever a request spells it."""

from __future__ import annotations

import ast
import json
import re
import shlex

import pytest

import siplint
from siplint.model.diagnostic import Diagnostic

URL = "https://api.videosdk.live/v2/sip/routing-rule"
BODY = {
    "name": "Inbound support rule",
    "type": "inbound",
    "phoneNumbers": ["+14155551234"],
    "apiKey": "$YOUR_API_KEY",
    "agentId": "$YOUR_AGENT_ID",
    "room": {"type": "dynamic", "prefix": "blank"},
    "headersToAttributes": {"X-Caller-Id": "callerId"},
    "headers": {"X-Customer-Id": "cust_42 “é” 😀"},
    "hidePhoneNumber": True,
}
SAME = {("RR113", "/apiKey"), ("RR201", "/headers"), ("RR113", "/agentId")}
AROUND = {("RR113", "/headers/authorization")}
HEADERS = "-H 'Authorization: $YOUR_TOKEN' -H 'Content-Type: application/json'"
INDENTED = json.dumps(BODY, indent=2, ensure_ascii=False)
ESCAPED = json.dumps(BODY)


def curl(body: str) -> str:
    return f"curl --request POST \\\n  --url {URL} \\\n  {HEADERS} \\\n  --data {body}\n"


def double_quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$").replace("`", "\\`")
    return f'"{escaped}"'


def ansi_quoted(text: str) -> str:
    return "$'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("é", "\\u00e9") + "'"


def http(body: str) -> str:
    return f"### create\nPOST {URL} HTTP/1.1\nAuthorization: $YOUR_TOKEN\nContent-Type: application/json\n\n{body}\n\n###\n"


def postman(body: str) -> str:
    header = [{"key": "Authorization", "value": "$YOUR_TOKEN"}, {"key": "Content-Type", "value": "application/json"}]
    request = {"method": "POST", "header": header, "url": {"raw": URL}, "body": {"mode": "raw", "raw": body}}
    folder = {"name": "sip", "item": [{"name": "create", "request": request}]}
    return json.dumps({"info": {"name": "c"}, "item": [folder]}, indent="\t", ensure_ascii=False)


def fenced(text: str, language: str, indent: str = "") -> str:
    lines = [f"{indent}{line}" for line in text.split("\n")]
    return "\n".join(["# Rules", "", "1. Send it:", "", f"{indent}```{language}", *lines, f"{indent}```", "", "Done."])


SPELLINGS = {
    "single quotes.sh": curl(shlex.quote(INDENTED)),
    "one line.sh": curl(shlex.quote(ESCAPED)),
    "double quotes.sh": curl(double_quoted(INDENTED)),
    "escapes in double quotes.sh": curl(double_quoted(ESCAPED)),
    "ansi quotes.bash": curl(ansi_quoted(INDENTED)),
    "heredoc.sh": curl(f"@- <<'EOF'\n{INDENTED}\nEOF"),
    "heredoc in a word.sh": curl(f"\"$(cat <<'EOF'\n{INDENTED}\nEOF\n)\""),
    "open heredoc in a word.sh": curl('"$(cat <<EOF\n' + INDENTED.replace("$", "\\$") + '\nEOF\n)"'),
    "piped heredoc.sh": f"cat <<'EOF' | {curl('@-')}{INDENTED}\nEOF\n",
    "echo.sh": f"echo {shlex.quote(INDENTED)} | {curl('@-')}",
    "variable.sh": f"BODY={shlex.quote(INDENTED)}\n" + curl('"$BODY"'),
    "in a command.sh": 'RESPONSE="$(' + curl(shlex.quote(INDENTED)).rstrip() + ')"\n',
    "several lines.sh": "set -e\nif true; then\n  " + curl(shlex.quote(INDENTED)) + 'fi\necho "it\'s done"\n',
    "crlf.sh": curl(shlex.quote(INDENTED)).replace("\n", "\r\n"),
    "rule.http": http(INDENTED),
    "crlf.rest": http(INDENTED).replace("\n", "\r\n"),
    "c.postman_collection.json": postman(INDENTED),
    "escapes.postman_collection.json": postman(ESCAPED),
    "bash.md": fenced(curl(shlex.quote(INDENTED)), "bash"),
    "list.md": fenced(curl(shlex.quote(INDENTED)), "sh title=x", "   "),
    "console.mdx": fenced("$ " + curl(shlex.quote(ESCAPED)) + "it's what it prints", "console"),
    "http.md": fenced(http(INDENTED).removeprefix("### create\n"), "http", "  "),
    "nothing named.md": fenced(curl(shlex.quote(INDENTED)), ""),
    "tabs.md": fenced(curl(shlex.quote(INDENTED)), "shell", "\t"),
}


def found(report: siplint.Report) -> set[tuple[str, str]]:
    return {(diagnostic.code, diagnostic.pointer) for diagnostic in report}


def cut(data: bytes, diagnostic: Diagnostic) -> str:
    assert diagnostic.start is not None
    assert diagnostic.end is not None
    return data[diagnostic.start.offset : diagnostic.end.offset].decode()


@pytest.mark.parametrize("name", SPELLINGS)
def test_the_example_gives_the_same_findings(name: str) -> None:
    report = siplint.check_bytes(SPELLINGS[name].encode(), file=name)
    assert found(report) == SAME | AROUND
    assert (report.rules, report.unread, report.notes) == (1, (), ())


def unescaped(name: str, text: str) -> str:
    """Take off what the notation itself adds to a text."""
    if "postman" in name:
        return str(json.loads(f'"{text}"'))
    if "double" in name or name == "open heredoc in a word.sh":
        return re.sub(r'\\(["\\$`])', r"\1", text)
    return ast.literal_eval(f"'{text}'") if "ansi" in name else text


@pytest.mark.parametrize("name", SPELLINGS)
def test_places_are_those_of_the_file(name: str) -> None:
    data = SPELLINGS[name].encode()
    for diagnostic in siplint.check_bytes(data, file=name):
        text = cut(data, diagnostic)
        assert diagnostic.start is not None
        line = data.decode().split("\n")[diagnostic.start.line - 1]
        assert line[diagnostic.start.column - 1 :].startswith(text.split("\n")[0])
        if diagnostic.pointer == "/headers/authorization":
            assert re.fullmatch(r'Authorization: \$YOUR_TOKEN|"Authorization",\s+"value": "\$YOUR_TOKEN"', text)
        else:
            key = diagnostic.pointer.removeprefix("/")
            assert json.loads("{" + unescaped(name, text) + "}") == {key: BODY[key]}


@pytest.mark.parametrize("name", [name for name in SPELLINGS if name.endswith((".sh", ".md", ".http"))])
def test_a_byte_order_mark_moves_only_bytes(name: str) -> None:
    data = b"\xef\xbb\xbf" + SPELLINGS[name].encode()
    report = siplint.check_bytes(data, file=name)
    assert found(report) == SAME | AROUND
    assert cut(data, next(one for one in report if one.pointer == "/agentId")).endswith(('_ID"', '_ID\\"'))


def test_a_fence_with_the_body_alone_has_no_request() -> None:
    for language in ("json", ""):
        assert found(siplint.check_bytes(fenced(INDENTED, language, "  ").encode(), file="a.md")) == SAME

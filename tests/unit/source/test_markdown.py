"""Fences of Markdown files: which are read, as what, and where their findings are."""

from __future__ import annotations

import pytest

import siplint

URL = "https://api.videosdk.live/v2/sip/routing-rule"
BAD = '{"name": "", "type": "outbound", "phoneNumbers": ["+14155551234"]}'
NAME = ("RR104", "/name")


def found(text: str) -> list[tuple[str, str]]:
    report = siplint.check_bytes(text.encode(), file="a.md")
    assert report.unchecked == ()
    return [(diagnostic.code, diagnostic.pointer) for diagnostic in report]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"```json\n{BAD}\n```", [NAME]),
        (f"```\n{BAD}\n```", [NAME]),
        (f"~~~~ json\n{BAD}\n~~~\n~~~~", [("RR001", "")]),  # the shorter fence is content
        (f"``` {{.json #id}}\n{BAD}\n```", [NAME]),
        (f'```json title="rule.json" {{1,3}}\n{BAD}\n```', [NAME]),
        (f"````json\n{BAD}\n````", [NAME]),
        (f"- a\n  - b\n\n    ```JSON\n    {BAD}\n    ```", [NAME]),
        (f"1. ```json\n   {BAD}\n   ```", [NAME]),
        (f"> ```json\n> {BAD}\n> ```", [NAME]),
        (f"```json\n{BAD}", [NAME]),
        (f"```json\n[{BAD}]\n```", [("RR104", "/0/name")]),
        (f'```json\n{{"a": 1}}\n```\n\n```json\n{BAD}\n```', [NAME]),
        ('```json\n{"name": "", "type": "outbound"}\n```', []),  # one sign
        ('```json\n{"phoneNumbers": [], "other": 1}\n```', []),
        (f"```js\n// {BAD}\n```", []),
        (f"```text\n{BAD} and so on\n```", []),
        (f"    {BAD}", []),
        (f"`{BAD}`", []),
        ('```json\n{"type": "inbound", "phoneNumbers": ["+14155551234"], ...}\n```', []),
        ('```json\n{"type": "inbound", "agentId": "a", "phoneNumbers": ["1"] // one\n}\n```', [("RR001", "")]),
        ('```\n{type: "inbound", "agentId": "a", "phoneNumbers": ["1"]}\n```', []),
        (f"The response:\n\n```json\n{BAD}\n```", []),
        (
            f"PATCH {URL}/id\n\n" + '```json\n{"agentId": "", "dtmf": "true", "hidePhoneNumber": true}\n```',
            [("RR102", "/dtmf")],
        ),
        (f"```sh\ncurl {URL} -H @h --json '{BAD}'\n```", [NAME]),
        (f"```\ncurl {URL} -H @h --json '{BAD}'\n```", [NAME]),
        (f"```console\n$ ls\nit's\n$ curl {URL} -H @h \\\n    --json '{BAD}'\n{{\"it's\": 1}}\n```", [NAME]),
        (f"```bash\ncurl {URL} -d '{{\n```\n\n```json\n{BAD}\n```", [NAME]),  # a fence that does not parse is skipped
        (f"```http\nPOST {URL}\n\n{BAD}\n```", [NAME]),
        (f"```\nPOST /v2/sip/routing-rule HTTP/1.1\nHost: api.videosdk.live\n\n{BAD}\n```", [NAME]),
        (
            f'```python\nimport requests\nrequests.post("{URL}", json={{"name": "", "type": "outbound", "phoneNumbers": ["+14155551234"]}}, headers=h)\n```',
            [NAME],
        ),
        (f"```json\n{BAD}\n```\n\n```sh\ncurl {URL} -H @h --json '{BAD}'\n```", [NAME, NAME]),  # no duplicate
    ],
)
def test_fences(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
    assert found(text.replace("\n", "\r\n")) == expected


def test_an_indented_fence_has_true_places() -> None:
    text = '# é\n\n* 😀\n\n\t```json\n\t{\n\t  "name": "",\n\t  "type": "outbound",\n\t  "phoneNumbers": ["+14155551234"]\n\t}\n\t```\n'
    (diagnostic,) = siplint.check_bytes(text.encode(), file="a.md")
    start, end = diagnostic.start, diagnostic.end
    assert start is not None
    assert end is not None
    assert (start.line, start.column, end.line, end.column) == (7, 4, 7, 14)
    assert text.encode()[start.offset : end.offset] == b'"name": ""'


def test_a_file_in_a_fence_is_noted_at_its_line() -> None:
    report = siplint.check_bytes(f"# a\n\n```sh\n\ncurl {URL} -d @rule.json\n```\n".encode(), file="a.md")
    assert report.notes == ("a.md:5: the body is in rule.json, which is not readable here",)

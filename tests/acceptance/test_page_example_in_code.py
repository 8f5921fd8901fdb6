"""The example of VideoSDK's page has the same findings in Python and JavaScript as it has in JSON."""

from __future__ import annotations

import json

import pytest

import siplint
from places import CASES

BODY = json.loads((CASES / "vendor-create-example.json").read_text())
TEXT = json.dumps(BODY, indent=2)
EXPECTED = [("RR113", "/apiKey"), ("RR201", "/headers"), ("RR113", "/agentId")]
TOKEN = ("RR113", "/headers/authorization")
URL = "https://api.videosdk.live/v2/sip/routing-rule"
HEADERS = '{"Authorization": "$YOUR_TOKEN", "Content-Type": "application/json"}'


def found(data: str, name: str) -> list[tuple[str, str]]:
    return sorted((one.code, one.pointer) for one in siplint.check_bytes(data.encode(), file=name))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (f"import requests\nrequests.post('{URL}', json={BODY!r}, headers={HEADERS})", "a.py"),
        (
            (
                f"import requests, json\nurl = '{URL}'\nheaders = {HEADERS}\npayload = json.dumps({BODY!r})\n"
                "response = requests.request('POST', url, headers=headers, data=payload)"
            ),
            "a.py",
        ),
        (f"import requests\nrequests.post('{URL}', data='''{TEXT}''', headers={HEADERS})", "a.py"),
        (f"fetch('{URL}', {{ method: 'POST', headers: {HEADERS}, body: JSON.stringify({TEXT}) }});", "a.js"),
        (f"fetch('{URL}', {{ method: 'POST', headers: {HEADERS}, body: `{TEXT}` }});", "a.ts"),
        (
            (
                f"const options = {{ method: 'POST', headers: {HEADERS}, body: JSON.stringify({TEXT}) }};\n"
                f"const url = `{URL}`;\nconst response = await fetch(url, options);"
            ),
            "a.tsx",
        ),
        (f"axios.post('{URL}', {TEXT}, {{ headers: {HEADERS} }});", "a.mjs"),
    ],
)
def test_the_example_of_the_page(code: str, name: str) -> None:
    if name != "a.py":
        pytest.importorskip("tree_sitter_typescript", reason="the extra `code` is not installed")
    assert found(code, name) == sorted([*EXPECTED, TOKEN])
    assert found(TEXT, "a.json") == sorted(EXPECTED)

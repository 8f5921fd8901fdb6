"""The body that a program, a script or a document sends is found, and it is said if there is not exactly one."""

from __future__ import annotations

import json

import pytest

from siplint.engine.pasted_answer import PastedAnswer
from siplint.engine.sent_body import pasted_program, sent_body
from siplint.model.examples import INBOUND_BODY
from siplint.model.failure import UsageError

SENT = json.dumps(INBOUND_BODY)
URL = "https://api.videosdk.live/v2/sip/routing-rule"
FILES = {
    "a.json": SENT,
    "list.json": f"[{SENT}]",
    "a.jsonl": f"\n{SENT}\n",
    "a.jsonc": f"// sent\n{SENT}",
    "a.sh": f"curl -X POST {URL} -d '{SENT}'",
    "a.md": f"# A\n\n```json\n{SENT}\n```\n",
    "a.py": f"requests.post({URL!r}, json={INBOUND_BODY!r})",
    "a.http": f"POST {URL}\nContent-Type: application/json\n\n{SENT}\n",
}


@pytest.mark.parametrize("name", FILES)
def test_the_one_body_of_a_file(name: str) -> None:
    assert sent_body(FILES[name].encode(), name).body == INBOUND_BODY


def test_an_update_is_known_by_its_request() -> None:
    text = f"requests.patch({URL + '/rr_1'!r}, json={{'recording': True}})"
    assert sent_body(text.encode(), "a.py") == PastedAnswer(body={"recording": True}, kind="update")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", f"[{SENT}, {SENT}]", "a.json has 2 routing rules; put the one that was sent into a file of its own"),
        ("a.py", "print(1)", "a.py: there is no routing rule in it"),
        ("a.json", '{"version": 1}', "a.json: there is no routing rule in it"),
        ("a.json", " \n", "a.json: there is no routing rule in it"),
        ("a.json", SENT[:-1], "a.json: the body in it is not valid JSON; siplint check a.json shows the place"),
        (
            "a.sh",
            f"curl {URL} -d '{SENT[:-1]},}}'",
            "a.sh: the body in it is not valid JSON; siplint check a.sh shows the place",
        ),
        ("a.py", f"# {URL}\ndef (", "a.py: the Python code does not parse: "),
    ],
)
def test_what_is_not_one_body_is_said(name: str, text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        sent_body(text.encode(), name)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        f"import requests\n\nrequests.post({URL!r}, headers={{'Authorization': t}}, json={INBOUND_BODY!r})\n",
        f'await fetch("{URL}", {{method: "POST", headers: {{a: t}}, body: JSON.stringify({SENT})}});\n',
    ],
    ids=["python", "javascript"],
)
def test_a_pasted_program_is_the_body(text: str) -> None:
    found = pasted_program(text.encode())
    assert found == PastedAnswer(body=INBOUND_BODY, kind="create")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name is required",
        f"POST {URL}\nstatus 400\n",
        f"import requests\nrequests.get({URL!r}\n",
        f"x = {URL!r}\nprint(x)\n",
    ],
)
def test_what_is_pasted_else_is_no_program(text: str) -> None:
    assert pasted_program(text.encode()) is None

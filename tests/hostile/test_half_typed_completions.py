"""Completions in buffers that are half typed: never an error, and what is taken can be read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from completions import SNIPPETS, offered, taken
from editor import Editor
from siplint.source.notations import notation_of, reader_of

URL = "https://api.videosdk.live/v2/sip/routing-rule"
YAML = """\
# rules: {
- &a
  name: "Support 😀" # siplint: ignore[RR701]
  type: inbound
  phoneNumbers:
    - '+14155550100'
  room: {type: static, id: 2kyv-gzay-64pg,
    pin: '0471'}
  tags: [a, "\\u00e9"]
  agentMetadata:
    text: |
      type: inbound
      x
- 'phoneNumbers': []

  type: 'outbound'
"""
PYTHON = f"""\
import requests, siplint
# siplint: rule
RULE = {{  # why {{
    "name": "é😀", 'type': "inbound", **more, "phoneNumbers": ["+1" + y, *more],
    "room": {{'type': 'static', 'id': r'x'}}, "recording": True,
}}
body: siplint.Body = {{"name": f"A{{x}}", "tags": ["type: inbound"], }}
requests.post("{URL}", json=body, headers={{"Authorization": token}})
requests.patch(f"{URL}/{{x}}", data='{{"name": "A", "recording": true}}')
"""
SCRIPT = f"""\
import axios from "axios";
const body = {{ name: `é😀 ${{x}}`, type: "in" + 'bound', ...more, phoneNumbers: ["+1", ...numbers],
  room: {{ type: "static", 'id': "x" }}, recording: true, /* }} */ }};
fetch(`{URL}/${{id}}`, {{ method: "PATCH", body: JSON.stringify(body), headers: {{ Authorization: t }} }});
// siplint: rule
const rule = {{ "name": "a", get a() {{ return 1 }}, [key]: 1, dtmf: x ? true : false }};
"""
CURL = f"""curl -X POST {URL} -H 'Authorization: x' -d '{{"name": "A", "type": "inbound", "room": {{"type": "static"}}}}'\n"""
HTTP = f"""### A\nPOST {URL}\nContent-Type: application/json\n\n{{"name": "A", "type": "inbound",\n "dtmf": true}}\n"""
FENCES = (
    "# A\n\n```yaml\nphoneNumbers: []\ntype: inbound\n```\n\n"
    '```json\n{"phoneNumbers": [], "type": "inbound"}\n```\n\n- ```py\n  # siplint: rule\n  X = {"type": "inbound"}\n  ```\n'
)
SEEDS = [
    ("a.yaml", YAML),
    ("b.yaml", YAML.replace("\n", "\r\n")),
    ("a.py", PYTHON),
    ("a.ts", SCRIPT),
    ("a.sh", CURL),
    ("a.http", HTTP),
    ("a.md", FENCES),
]
PIECES = (
    *"{}[]()'\"`,:;#&*!|>-\\\n\t\r \0",
    "//",
    "/*",
    '"""',
    "😀",
    "${",
    "---\n",
    "```\n",
    "type",
    "'type': ",
    "\ufeff",
)


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path, SNIPPETS)


def values(name: str, text: str) -> list[Any]:
    """Return what is read in a file; None for a text that has faults."""
    documents = reader_of(notation_of(name))(text.encode(), name)
    return [document.value for document in documents if document.kind != "request" and not document.faults]


def words_in(value: Any) -> set[Any]:
    """Return the keys and the values of a value."""
    if isinstance(value, dict):
        return {*value}.union(*map(words_in, value.values()))
    return set().union(*map(words_in, value)) if isinstance(value, list) else {value}


@pytest.mark.parametrize(("name", "text"), SEEDS)
def test_what_is_taken_anywhere_in_a_finished_text_can_be_read(tmp_path: Path, name: str, text: str) -> None:
    plain = Editor(tmp_path)
    places = 0
    for at in range(len(text) + 1):
        items = offered(plain, f"{text[:at]}\x01{text[at:]}", name, "\x01")
        places += bool(items)
        for item in (*items[:1], *items[-1:]):
            found = values(name, taken(text, item))
            assert len(found) == len(values(name, text)), (at, item)
            word = {"true": True, "True": True, "false": False, "False": False}.get(item["label"], item["label"])
            assert word in words_in(found), (at, item)
    assert places > 5


@pytest.mark.parametrize(("name", "text"), SEEDS)
def test_random_edits_are_answered(editor: Editor, name: str, text: str) -> None:
    chance = random.Random(text)
    for _ in range(250):
        edited = text
        for _ in range(chance.randint(1, 3)):
            at = chance.randint(0, len(edited))
            edited = edited[:at] + chance.choice((*PIECES, "")) + edited[at + chance.choice((0, 0, 1, 5)) :]
        at = min(at + chance.randint(0, 3), len(edited))
        for item in offered(editor, f"{edited[:at]}\x01{edited[at:]}", name, "\x01"):
            assert item["textEdit"]["newText"]


@pytest.mark.parametrize(("name", "text"), SEEDS)
def test_every_beginning_is_answered(editor: Editor, name: str, text: str) -> None:
    for end in range(0, len(text), 3):
        offered(editor, text[:end] + "\x01", name, "\x01")


@pytest.mark.parametrize("name", ["a.yaml", "a.py", "a.ts", "a.md", "a.sh"])
@pytest.mark.parametrize("piece", ["{", "[{", "({", "'", '"""\\"', "`${", "{'a':", "- ", "#", "\\", "a: [", "```\n"])
def test_long_hostile_texts_are_answered(editor: Editor, name: str, piece: str) -> None:
    text = "x = siplint({" + piece * 3_000
    assert offered(editor, text + "\x01", name, "\x01") == []

"""What is offered in YAML and in code, and that it can be read once it is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from completions import SNIPPETS, offered, taken
from editor import Editor
from siplint.model.fields import EDITABLE, FIELDS, ROOM_FIELDS
from siplint.source.notations import notation_of, reader_of

URL = "https://api.videosdk.live/v2/sip/routing-rule"
PYTHON = f"requests.post('{URL}', json=BODY)\n"
SCRIPT = f'await fetch("{URL}", {{method: "POST", body: JSON.stringify(BODY)}});\n'
CURL = f"curl -X POST {URL} -d 'BODY'\n"
HTTP = f"POST {URL}\nContent-Type: application/json\n\nBODY\n"

PLACES = [
    ("yaml", "yaml", "phoneNumbers: []\n@\nagentId: x\n"),
    ("quoted YAML", "yml", 'phoneNumbers: []\n"@"\n'),
    ("a list in YAML", "yaml", "- phoneNumbers: []\n  @\n- other: x\n"),
    ("flow in YAML", "yaml", "{phoneNumbers: [], @}\n"),
    ("flow in YAML before a member", "yaml", "{phoneNumbers: [],\n  @\n  agentId: x}\n"),
    ("YAML with CR LF", "yaml", "phoneNumbers: []\r\n@\r\nagentId: x\r\n"),
    ("YAML after emoji", "yaml", "{phoneNumbers: ['😀'], @}\n"),
    ("python", "py", PYTHON.replace("BODY", "{'phoneNumbers': [], @}")),
    ("python in quotes", "py", PYTHON.replace("BODY", "{'phoneNumbers': [], '@'}")),
    ("python after emoji", "py", PYTHON.replace("BODY", "{'name': '😀😀', \"@\"}")),
    ("python before a member", "py", PYTHON.replace("BODY", "{\n    @\n    'phoneNumbers': []}")),
    ("a name in python", "py", "body = {@}\n" + PYTHON.replace("BODY", "body")),
    ("a mark in python", "py", "# siplint: rule\nRULE = {  # {\n    @\n}\n"),
    ("JSON in python", "py", PYTHON.replace("json=BODY", "data='{\"tags\": [], @}'")),
    ("javascript", "js", SCRIPT.replace("BODY", "{ type: 'inbound', @ }")),
    ("javascript in quotes", "mjs", SCRIPT.replace("BODY", '{ "phoneNumbers": [], "@" }')),
    ("javascript before a member", "cjs", SCRIPT.replace("BODY", "{ @\n name }")),
    ("typescript", "ts", "const rule = { @ } as const; // 😀\n" + SCRIPT.replace("BODY", "rule")),
    ("tsx", "tsx", SCRIPT.replace("BODY", "{ ...rest, @ }")),
    ("shell", "sh", CURL.replace("BODY", '{"phoneNumbers": [], @}')),
    ("http", "http", HTTP.replace("BODY", '{"phoneNumbers": [], "@"}')),
    ("a fence", "md", "# A\n\n```yaml\nphoneNumbers: []\n@\n```\n"),
]


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path)


def bodies(text: str, ending: str) -> list[Any]:
    """Return the bodies that siplint reads in a text."""
    documents = reader_of(notation_of(f"a.{ending}"))(text.encode(), f"a.{ending}")
    found = [document.value for document in documents if document.kind != "request"]
    return [item for value in found for item in (value if isinstance(value, list) else [value])]


def texts(editor: Editor, marked: str, name: str) -> dict[str, str]:
    return {item["label"]: item["textEdit"]["newText"] for item in offered(editor, marked, name, "@")}


@pytest.mark.parametrize(("ending", "marked"), [place[1:] for place in PLACES], ids=[place[0] for place in PLACES])
def test_each_offered_field_is_read_once_it_is_taken(editor: Editor, ending: str, marked: str) -> None:
    items = offered(editor, marked, f"a.{ending}", "@")
    assert len(items) > 10
    for item in items:
        text = taken(marked.replace("@", ""), item)
        found = [body for body in bodies(text, ending) if item["label"] in body]
        assert len(found) == 1, text
        assert found[0][item["label"]] is not None
        assert found[0].keys() <= FIELDS.keys()


@pytest.mark.parametrize(
    ("ending", "marked", "wanted"),
    [
        ("yaml", "phoneNumbers: []\ntype: @\n", {"inbound": "inbound", "outbound": "outbound"}),
        ("yaml", "phoneNumbers: []\ntype: in@ # why\n", {"inbound": "inbound", "outbound": "outbound"}),
        ("yaml", "phoneNumbers: []\ntype: 'in@'\n", {"inbound": "'inbound'", "outbound": "'outbound'"}),
        ("yaml", 'phoneNumbers: []\ntype: "@\n', {"inbound": '"inbound"', "outbound": '"outbound"'}),
        ("yaml", "{type: @, phoneNumbers: []}\n", {"inbound": "inbound", "outbound": "outbound"}),
        ("yaml", "phoneNumbers: []\nrecording: @\n", {"true": "true", "false": "false"}),
        (
            "yaml",
            "agentId: x\nincludeHeaders: @",
            {"ALL": "ALL", "SIP_X_HEADERS": "SIP_X_HEADERS", "NONE": "NONE"},
        ),
        ("yaml", "- agentId: x\n  room:\n    type: @\n", {"static": "static", "dynamic": "dynamic"}),
        (
            "py",
            PYTHON.replace("BODY", "{'includeHeaders': @}"),
            {"ALL": "'ALL'", "SIP_X_HEADERS": "'SIP_X_HEADERS'", "NONE": "'NONE'"},
        ),
        ("py", PYTHON.replace("BODY", "{'recording': T@}"), {"True": "True", "False": "False"}),
        (
            "py",
            PYTHON.replace("BODY", '{"type": "@", "name": "x"}'),
            {"inbound": '"inbound"', "outbound": '"outbound"'},
        ),
        ("py", PYTHON.replace("BODY", "{'room': {'type': '@'}}"), {"static": "'static'", "dynamic": "'dynamic'"}),
        ("ts", SCRIPT.replace("BODY", "{ type: @ }"), {"inbound": '"inbound"', "outbound": '"outbound"'}),
        ("ts", SCRIPT.replace("BODY", "{ name: 'x', type: '@' }"), {"inbound": "'inbound'", "outbound": "'outbound'"}),
        ("js", SCRIPT.replace("BODY", "{ recording: @ }"), {"true": "true", "false": "false"}),
        ("sh", CURL.replace("BODY", '{"type": "@"}'), {"inbound": '"inbound"', "outbound": '"outbound"'}),
        ("http", HTTP.replace("BODY", '{"dtmf": @, "phoneNumbers": []}'), {"true": "true", "false": "false"}),
        (
            "py",
            PYTHON.replace("json=BODY", 'data=\'{"type": "@"}\''),
            {"inbound": '"inbound"', "outbound": '"outbound"'},
        ),
    ],
)
def test_documented_values_are_offered_with_the_quotes_around(
    editor: Editor, ending: str, marked: str, wanted: dict[str, str]
) -> None:
    assert texts(editor, marked, f"a.{ending}") == wanted


@pytest.mark.parametrize(
    ("ending", "marked"),
    [
        ("yaml", "phoneNumbers: []\n# @\n"),
        ("yaml", "phoneNumbers: []\ntags:\n  - @\n"),
        ("yaml", "phoneNumbers:\n  - '@'\n"),
        ("yaml", "phoneNumbers: []\nagentMetadata:\n  @\n"),
        ("yaml", "phoneNumbers: []\nname: Support @\n"),
        ("yaml", "phoneNumbers: []\nname: |\n  x\n  @\n"),
        ("yaml", "phoneNumbers: []\ntype:@\n"),
        ("yaml", "phoneNumbers: []\n@ x\n"),
        ("yaml", "phoneNumbers: []\n\t@\n"),
        ("yaml", "phoneNumbers: [\n@\n"),
        ("yaml", "on: push\n@\n"),
        ("yaml", "- hosts: all\n- @\n"),
        ("yaml", "kind: Pod\n---\n@\n"),
        ("yaml", "openapi: 3\ncomponents:\n  type: @\n"),
        ("py", "x = {'agentId': 'y', '@'}\n"),
        ("py", "x = {'agentId': 'y', '@'}\n" + PYTHON.replace("BODY", "{}")),
        ("py", PYTHON.replace("BODY", "{'tags': ['@']}")),
        ("py", PYTHON.replace("BODY", "{'type': x if y else '@'}")),
        ("py", PYTHON.replace("BODY", "{}, headers={'@'}")),
        ("py", PYTHON.replace("BODY", "{'name': 1}  # {@")),
        ("py", PYTHON.replace("BODY", "{'type': b'@'}")),
        ("py", PYTHON.replace("BODY", "{'agentMetadata': {'@'}}")),
        ("py", PYTHON.replace("json=BODY", 'data="{\\"type\\": \\"@\\"}"')),
        ("js", "const x = { agentId: 'y', @ };\n" + SCRIPT.replace("BODY", "{}")),
        ("js", SCRIPT.replace("BODY", "{}") + "if (x) { @ }\n"),
        ("ts", SCRIPT.replace("BODY", "{ name: `{ @` }")),
        ("ts", SCRIPT.replace("BODY", "{ headers: { @ } }")),
        ("sh", 'echo \'{"type": "@"}\'\n'),
        ("http", "GET https://example.com\n\n{@}\n"),
    ],
)
def test_nothing_is_offered_where_no_rule_is_written(editor: Editor, ending: str, marked: str) -> None:
    assert texts(editor, marked, f"a.{ending}") == {}


@pytest.mark.parametrize(
    ("ending", "marked"),
    [
        ("yaml", "phoneNumbers: []\nty@\nname: [\n"),
        ("yaml", "phoneNumbers: []\nroom: {id: x}\ntags: {@\n"),
        ("py", "siplint.check({'phoneNumbers': [], 'ty@\n"),
        ("py", "import siplint\nbody: siplint.Body = {'phoneNumbers': [], @\nprint(body)\n"),
        ("py", "body = {'phoneNumbers': [], '@\n" + PYTHON.replace("BODY", "body")),
        ("py", "import siplint\nsiplint.check({'phoneNumbers': [], '@'})\nx = [\n"),
        ("js", "// siplint: rule\nconst x = { phoneNumbers: [], @\n"),
        ("ts", "// siplint: rule\nconst x = { phoneNumbers: [], @ };\nconst y = (\n"),
        ("js", SCRIPT.replace("BODY", "{ phoneNumbers: [], @").partition("@")[0] + "@\n"),
    ],
)
def test_unfinished_texts_are_completed(editor: Editor, ending: str, marked: str) -> None:
    wanted = () if "tags: {" in marked else ("type", "agentId")
    assert texts(editor, marked, f"a.{ending}").keys() >= {*wanted}
    assert bool(texts(editor, marked, f"a.{ending}")) is bool(wanted)


def test_a_room_has_its_own_fields(editor: Editor) -> None:
    assert list(texts(editor, "phoneNumbers: []\nroom:\n  @\n", "a.yaml")) == list(ROOM_FIELDS)
    assert list(texts(editor, PYTHON.replace("BODY", "{'room': {'id': 'x', @}}"), "a.py")) == ["type", "prefix", "pin"]


def test_an_update_requires_nothing_and_cannot_change_the_type(editor: Editor) -> None:
    marked = PYTHON.replace("requests.post", "requests.patch").replace("rule'", "rule/x'").replace("BODY", "{@}")
    items = offered(editor, marked, "a.py", "@")
    assert [item["label"] for item in items] == list(EDITABLE)
    assert not [item for item in items if "required" in item["detail"]]


def test_only_fields_of_the_direction_are_offered(editor: Editor) -> None:
    names = texts(editor, "type: outbound\n@\n", "a.yaml").keys()
    assert {"headers", "headersToAttributes"} & names == {"headers"}
    names = texts(editor, PYTHON.replace("BODY", "{'type': 'inbound', @}"), "a.py").keys()
    assert {"headers", "headersToAttributes"} & names == {"headersToAttributes"}


def test_members_that_are_spread_are_not_offered_again(editor: Editor) -> None:
    marked = "base = {'name': 'x', 'type': 'inbound'}\n" + PYTHON.replace("BODY", "{**base, @}")
    assert texts(editor, marked, "a.py").keys() == FIELDS.keys() - {"name", "type", "headers"}


def test_an_empty_yaml_file_may_become_a_rule(tmp_path: Path) -> None:
    items = {item["label"]: item for item in offered(Editor(tmp_path, SNIPPETS), "@", "a.yaml", "@")}
    assert items["outbound rule"]["textEdit"]["newText"] == 'name: "$1"\ntype: outbound\nphoneNumbers: ["$2"]'
    assert items["type"]["textEdit"]["newText"] == "type: ${1|inbound,outbound|}"
    assert items["room"]["textEdit"]["newText"] == "room: {type: ${1|static,dynamic|}$2}"
    assert items["recording"]["textEdit"]["newText"] == "recording: ${1|true,false|}"


def test_a_token_in_quotes_is_filtered_with_them(editor: Editor) -> None:
    items = offered(editor, "phoneNumbers: []\ntype: 'i@'\n", "a.yaml", "@")
    assert [item["filterText"] for item in items] == ["'inbound'", "'outbound'"]
    assert items[0]["textEdit"]["range"] == {"start": {"line": 1, "character": 6}, "end": {"line": 1, "character": 9}}


def test_a_large_file_is_completed_where_it_can_be_read_with_the_completion(editor: Editor) -> None:
    padding = "# siplint\n" * 7_000
    finished = PYTHON.replace("BODY", "{'phoneNumbers': [], @}")
    assert "agentId" in texts(editor, padding + finished, "a.py")
    assert "agentId" not in texts(editor, padding + finished.partition("@")[0] + "@\n", "a.py")

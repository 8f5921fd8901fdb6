"""Literals in code: what is wrong with their texts and keys is reported in each notation as in JSON."""

from __future__ import annotations

import pytest

import siplint
from siplint.engine.files import lint_files
from siplint.model.settings import Settings
from siplint.source.code_nodes import Node
from siplint.source.code_values import Values
from siplint.source.literals import text_literal
from siplint.source.unknown import UNKNOWN

URL = "https://api.videosdk.live/v2/sip/routing-rule"
MEMBERS = '"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "a"'
WRITTEN = {
    "a.py": f'import requests\nrequests.post("{URL}", json=@)\n',
    "b.py": "import siplint\nsiplint.check(@)\n",
    "c.py": "import siplint\nbody: siplint.Body = @\n",
    "d.py": f'import requests\nBODY = @\nrequests.post("{URL}", json=BODY)\n',
    "a.js": f'axios.post("{URL}", @);\n',
    "b.ts": f'fetch("{URL}", {{ method: "POST", headers, body: JSON.stringify(@) }});\n',
    "c.md": f'```js\naxios.post("{URL}", @);\n```\n',
    "<stdin>": "body = @\n",
}
BODIES = {
    "twice": f'{{"name": "first", {MEMBERS}}}',
    "three times": f'{{"name": "first", "name": "second", {MEMBERS}}}',
    "twice inside": f'{{{MEMBERS}, "room": {{"type": "static", "id": "x", "type": "dynamic", "id": "y"}}}}',
    "twice in a list": f'{{{MEMBERS}, "agentMetadata": {{"a": [1, {{"b": 1, "b": 2}}]}}}}',
    "the same key in two objects": f'{{{MEMBERS}, "agentMetadata": {{"name": 1, "a": {{"name": 2}}}}}}',
    "half a pair": f'{{{MEMBERS}, "tags": ["a", "\\ud800"]}}',
    "the other half": f'{{{MEMBERS}, "agentMetadata": {{"a": {{"b": "x\\udfffx"}}}}}}',
    "half a pair in a key": f'{{{MEMBERS}, "agentMetadata": {{"a\\ud800": {{"b": 1}}}}}}',
    "both halves": f'{{{MEMBERS}, "tags": ["\\ud83d\\ude00"], "agentMetadata": {{"\\ud83d\\ude00": 1}}}}',
}


def found(data: bytes, name: str) -> list[tuple[str, str, str, list[str]]]:
    """Return code, pointer, and the text at the place and at the labels of each finding about the text."""

    def cut(place: object) -> str:
        start, end = place.start, place.end  # type: ignore[attr-defined]
        return data[start.offset : end.offset].decode()

    report = lint_files({name: data}, Settings(min_severity="info"))
    assert not report.failures
    assert not report.unchecked
    labels = "in this body"
    return [
        (one.code, one.pointer, cut(one), [cut(label) for label in one.labels if label.message != labels])
        for one in report
        if one.code in ("RR003", "RR006")
    ]


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_key_given_twice_and_half_a_character_are_reported_as_in_json(body: str, name: str) -> None:
    if name.endswith((".js", ".ts", ".md")):
        pytest.importorskip("tree_sitter_typescript", reason="the extra `code` is not installed")
    expected = found(body.encode(), "a.json")
    assert found(WRITTEN[name].replace("@", body).encode(), name) == expected
    assert bool(expected) == (body not in (BODIES["both halves"], BODIES["the same key in two objects"]))


@pytest.mark.parametrize(
    "code",
    [
        'base = {"name": "a"}\nsiplint.check({**base, "name": "n", "type": "inbound", "phoneNumbers": []})',
        'siplint.check({**{"name": "a"}, **{"name": "n"}, "type": "inbound", "phoneNumbers": []})',
        'siplint.check({"name": "a", "type": "inbound", "phoneNumbers": []} | {"name": "b"})',
        f"body = {{{MEMBERS}}}\nbody['agentId'] = 'b'\nsiplint.check(body)",
        f"body = {{{MEMBERS}, 'tags': ['\\ud800']}}\nbody['tags'] = 'b'\nsiplint.check(body)",
        f"tags = ['\\ud800']\ntags.clear()\nsiplint.check({{{MEMBERS}, 'tags': tags}})",
    ],
)
def test_what_is_replaced_on_purpose_is_no_fault(code: str) -> None:
    assert found(f"import siplint\n{code}\n".encode(), "a.py") == []


def test_a_computed_key_that_cannot_be_sent_is_unknown() -> None:
    key = Node("join", 1, 5, None, [Node("text", 1, 2, "\ud800"), Node("text", 3, 4, "x")])
    literal = Values().literal(Node("object", 0, 9, None, [Node("constant", 7, 8, 1)], [key]))
    assert (literal.value, literal.faults) == ({}, ())


def test_two_halves_of_a_character_are_that_character() -> None:
    assert text_literal("a\ud83d\ude00", 0, 2).value == "a\N{GRINNING FACE}"
    assert text_literal("a\ude00\ud83d", 0, 2).value is UNKNOWN


@pytest.mark.parametrize(
    ("body", "fixed"),
    [
        ('"Name": "A", "name": "B"', '"Name": "A", "name": "B"'),
        ('"Name": "A", "NAME": "B"', '"name": "A", "NAME": "B"'),
        ('"agent_id": "A", "name": "B", "AgentId": "C"', '"agentId": "A", "name": "B", "AgentId": "C"'),
        ('"name": "B", "phone_numbers": {"a": 1}', '"name": "B", "phone_numbers": {"a": 1}'),
    ],
)
@pytest.mark.parametrize("name", ["a.py", "a.yaml", "a.json"])
def test_no_fix_gives_an_object_a_key_twice(body: str, fixed: str, name: str) -> None:
    before, after = (
        "import siplint\nsiplint.check(@)\n".replace("@", text) if name == "a.py" else text
        for text in (f'{{"type": "inbound", "phoneNumbers": [], {one}}}' for one in (body, fixed))
    )
    if name == "a.yaml":
        pytest.importorskip("yaml", reason="the extra `yaml` is not installed")
        before, after = before.replace('"', ""), after.replace('"', "")
    assert siplint.fix(before.encode(), unsafe=True, file=name).decode() == after

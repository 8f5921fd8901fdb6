"""Standard input and .json files that hold another notation."""

from __future__ import annotations

import json

import pytest

from siplint.engine.files import lint_files
from siplint.engine.fix import fix_bytes
from siplint.model.settings import DEFAULT, Settings
from siplint.source.sniff import sniff

RULE = {"name": "A", "type": "Inbound", "agentId": "ag_1", "phoneNumbers": ["+14155550100"], "recording": True}
SINGLE = repr(RULE)
UNQUOTED = "{ name: 'A', type: \"Inbound\", agentId, phoneNumbers: [`+14155550100`], recording: true }"


def found(text: str, name: str = "a.json", settings: Settings = DEFAULT) -> list[tuple[str, str, str]]:
    """Return code, pointer and the text at the place of each finding."""
    data = text.encode()
    report = lint_files({name: data}, settings)
    return [
        (one.code, one.pointer, data[one.start.offset : one.end.offset].decode())
        for one in report
        if one.start and one.end
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SINGLE, "python"),
        (f"\n  {SINGLE}\n", "python"),
        (f"[{SINGLE}]", "python"),
        (UNQUOTED, "javascript"),
        (UNQUOTED + ";\n", "javascript"),
        (f"body = {SINGLE}\n", "python"),
        (f"import requests\n\nrequests.post(URL, json={SINGLE})\n", "python"),
        (f"from x import y\nresponse = await client.post(url, json={SINGLE})", "python"),
        (f"body: dict[str, str] = {SINGLE}\n", "python"),
        (f"def f():\n    return {SINGLE}\n", "python"),
        (f"const body = {UNQUOTED};", "javascript"),
        (f"await fetch(url, {{method: 'POST', body: JSON.stringify({UNQUOTED})}})", "javascript"),
        (f"import axios from 'axios';\naxios.post(url, {UNQUOTED})", "javascript"),
        (f"// a rule\nexport default {UNQUOTED}", "javascript"),
        ("name: A\ntype: inbound\n", "yaml"),
        ("# a rule\n---\nname: A\n", "yaml"),
        ("- name: A\n  type: inbound\n", "yaml"),
        ('"name": A\n', "yaml"),
        ("curl -X POST https://api.videosdk.live/v2/sip/routing-rule \\\n  -d '{}'", "curl"),
        ("$ curl https://api.videosdk.live", "curl"),
        ("TOKEN=abc curl -d @x https://api.videosdk.live", "curl"),
        ("#!/bin/sh\nset -e\ncurl -d @x https://api.videosdk.live\n", "curl"),
        ("export TOKEN=x\ncurl --json '{}' https://api.videosdk.live\n", "curl"),
        ("POST https://api.videosdk.live/v2/sip/routing-rule\n\n{}", "http"),
        ("```json\n{}\n```\n", "fence"),
        ("~~~\n{}\n~~~", "fence"),
        ("# Title\n\nUse this:\n\n```json\n{}\n```\n", "fence"),
        ("Send it:\n\n```sh\ncurl x\n```\n", "fence"),
    ],
)
def test_a_text_is_what_it_is(text: str, kind: str) -> None:
    assert sniff(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "{",
        "[",
        '{"name": "A" "type": "inbound"}',
        '{"name": "A", "recording": True}',
        '{"name": "A",}',
        '{"name": "A"} // inbound',
        "// inbound\n{}",
        "/* phoneNumbers */ {}",
        "[NaN]",
        "[1 2]",
        "{'name': 1",
        "{name: 1",
        "{a: 1}",
        "nonsense",
        "true false",
        "17 inbound",
        '"inbound',
        "{{{",
    ],
)
def test_json_with_a_mistake_is_json(text: str) -> None:
    assert sniff(text) == ""


def test_json_with_comments_in_a_json_file_is_not_checked() -> None:
    text = json.dumps(RULE)[:-1] + ",} // x"
    assert found(text) == [("RR001", "", ",")] or found(text) == [("RR001", "", "// x")]
    assert found("// x\n" + json.dumps(RULE)) == [("RR001", "", "// x")]


@pytest.mark.parametrize(
    ("text", "message", "advice", "place"),
    [
        (SINGLE, "this is a Python dictionary, not JSON", "json.dumps writes it as JSON", "'type': 'Inbound'"),
        (UNQUOTED, "this is a JavaScript object, not JSON", "JSON.stringify writes it as JSON", 'type: "Inbound"'),
        (
            f"import os\n\nbody = {SINGLE}\n",
            "this is Python code, not JSON; the body is in its line 3",
            "save the body alone, as json.dumps writes it, or give the file the ending .py",
            "'type': 'Inbound'",
        ),
        (
            f"\n\nconst body = {UNQUOTED};\n",
            "this is JavaScript code, not JSON; the body is in its line 3",
            "save the body alone, as JSON.stringify writes it, or give the file the ending .js",
            'type: "Inbound"',
        ),
        (
            "name: A\ntype: Inbound\nagentId: a\nphoneNumbers: ['+14155550100']\n",
            "this is YAML, not JSON",
            "give the file the ending .yaml, or write it as JSON",
            "type: Inbound",
        ),
    ],
)
def test_a_json_file_that_holds_another_notation(text: str, message: str, advice: str, place: str) -> None:
    if "YAML" in message:
        pytest.importorskip("yaml")
    report = lint_files({"a.json": text.encode()}, Settings())
    first = report[0]
    assert (first.code, first.pointer, first.message, first.help) == ("RR001", "", message, advice)
    assert [one[:2] for one in found(text)] == [("RR001", ""), ("RR103", "/type")]
    assert found(text)[1][2] == place
    assert found(text, "<stdin>") == [("RR103", "/type", place)]
    if "line 3" in message:
        (label,) = first.labels
        assert label.message == "the body is here"
        assert label.start
        assert label.start.line == 3


def test_what_is_not_certainly_a_rule_is_checked_on_standard_input_alone() -> None:
    text = "{'name': 'A', 'type': 'outbound', 'tags': 'a'}"
    assert [one[:2] for one in found(text, "<stdin>")] == [("RR101", "/phoneNumbers"), ("RR102", "/tags")]
    assert [one[:2] for one in found(text)] == [("RR001", "")]


def test_places_after_wide_characters() -> None:
    text = "\ufeff# é 😀\r\nbody = {\r\n\t'name': '😀', 'type':\t'Inbound', 'agentId': x,\r\n 'phoneNumbers': ['+14155550100']}"
    assert found(text, "<stdin>") == [("RR103", "/type", "'type':\t'Inbound'")]


def test_what_is_no_literal_is_unknown() -> None:
    text = (
        "body = {'name': name, 'type': get('type', {'a': 1}), **rest, 'agentId': f'{x}', "
        "'phoneNumbers': [number, '+1' + rest, '+14155550100'], 'recording': 'a' 'b'}"
    )
    assert found(text, "<stdin>") == []
    text = "const body = {name: process.env.NAME, type: a ? 'x' : 'y', ...rest, agentId, phoneNumbers: numbers.map((n) => n)}"
    assert found(text, "<stdin>") == []


def test_the_conversion_to_json_is_offered_where_nothing_is_lost() -> None:
    (first, *_) = lint_files({"a.json": (SINGLE + "\n").encode()}, Settings())
    assert first.fix
    assert not first.fix.safe
    data = (SINGLE + "\n").encode()
    assert fix_bytes("a.json", data)[0] == data
    better = fix_bytes("a.json", data, unsafe=True)[0]
    assert json.loads(better) == RULE | {"type": "inbound"}
    assert better.endswith(b"}\n")


@pytest.mark.parametrize(
    "text",
    [
        SINGLE.replace("{", "{ # why\n", 1),
        SINGLE.replace("'A'", "name"),
        SINGLE.replace("{", "{**rest, ", 1),
        SINGLE.replace("{", "{'name': 'B', ", 1),
        f"body = {SINGLE}",
        f"x = 1\nbody = {SINGLE}",
        UNQUOTED,
        "type: inbound # why\nname: A\nagentId: a\nphoneNumbers: ['+14155550100']\n",
        "type: inbound\nname: A\nagentId: a\nphoneNumbers: [+14155550100]\n",
        "type: inbound\nname: A\nname: B\nagentId: a\nphoneNumbers: ['+14155550100']\n",
        "type: inbound\nname: &a A\nagentId: *a\nphoneNumbers: ['+14155550100']\n",
    ],
)
def test_nothing_is_offered_where_something_is_lost(text: str) -> None:
    pytest.importorskip("yaml")
    (first, *_) = lint_files({"a.json": text.encode()}, Settings(select=("RR001",)))
    assert (first.code, first.message.partition(" is ")[0]) == ("RR001", "this")
    assert first.fix is None


def test_a_name_for_standard_input_says_what_it_is() -> None:
    pytest.importorskip("yaml")
    assert found(SINGLE, "a.yaml") == [("RR103", "/type", "'type': 'Inbound'")]
    assert found(json.dumps(RULE), "a.yaml") == [("RR103", "/type", '"type": "Inbound"')]
    assert found(SINGLE, "<stdin>/<stdin>") == [("RR103", "/type", "'type': 'Inbound'")]


def test_json_on_standard_input_is_json() -> None:
    assert found(json.dumps(RULE), "<stdin>") == [("RR103", "/type", '"type": "Inbound"')]


CURL = f"curl -X POST https://api.videosdk.live/v2/sip/routing-rule \\\n  -H 'Content-Type: application/json' \\\n  -d '{json.dumps(RULE)}'\n"
FENCE = f"```json\n{json.dumps(RULE)}\n```\n"


def test_a_curl_command_in_a_json_file() -> None:
    (first, second) = lint_files({"a.json": CURL.encode()}, Settings())
    assert (first.code, first.pointer) == ("RR001", "")
    assert first.message == "this is a curl command, not JSON; the body is in its line 3"
    assert first.labels[0].start
    assert (first.labels[0].start.line, first.labels[0].start.column) == (3, 7)
    assert first.fix is None
    assert (second.code, second.pointer) == ("RR103", "/type")
    assert found(CURL)[1][2] == '"type": "Inbound"'
    assert ("RR103", "/type", '"type": "Inbound"') in found(CURL, "<stdin>")


def test_a_fence_in_a_json_file() -> None:
    report = lint_files({"a.json": FENCE.encode()}, Settings())
    assert [(one.code, one.pointer) for one in report] == [("RR001", ""), ("RR103", "/type")]
    assert report[0].message == "this is Markdown with a fence, not JSON; the body is in its line 2"
    assert fix_bytes("a.json", FENCE.encode())[0] == FENCE.encode()
    better = json.dumps(RULE | {"type": "inbound"}) + "\n"
    assert fix_bytes("a.json", FENCE.encode(), unsafe=True)[0].decode() == better
    assert found(FENCE, "<stdin>") == [("RR103", "/type", '"type": "Inbound"')]
    (first, *_) = lint_files({"a.json": ("Text\n\n" + FENCE).encode()}, Settings())
    assert (first.code, first.fix) == ("RR001", None)


def test_words_of_python_on_standard_input_are_python_and_in_a_file_a_mistake() -> None:
    text = json.dumps(RULE | {"tags": "True"}).replace(": true", ": True")
    assert found(text, "<stdin>") == [("RR103", "/type", '"type": "Inbound"'), ("RR102", "/tags", '"tags": "True"')]
    assert found(text) == [("RR001", "", "True")]


@pytest.mark.parametrize(
    "text", ['{"tags": "True", "name": nul}', '{"recording": True, "name": }', '{"recording": truE}']
)
def test_standard_input_with_another_mistake_is_json(text: str) -> None:
    assert [code for code, _, _ in found(text, "<stdin>")] == ["RR001"]

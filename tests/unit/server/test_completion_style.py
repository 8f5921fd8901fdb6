"""Completions are written with the quotes and the words of their notation."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.server.completion_style import JSON_STYLE, Style

BODY: dict[str, Any] = {
    "type": "inbound",
    "phoneNumbers": ["$1"],
    "headersToAttributes": {"X-Id": "id"},
    "recording": True,
    "room": {"type": "static"},
}
YAML = Style("", "", '"', blocks=True)
SCRIPT = Style("", "'", "'")
PYTHON = Style("'", "'", "'", "True", "False")


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            JSON_STYLE,
            (
                '{"type": "inbound", "phoneNumbers": ["$1"], "headersToAttributes": {"X-Id": "id"}, "recording": true,'
                ' "room": {"type": "static"}}'
            ),
        ),
        (
            YAML,
            (
                '{type: inbound, phoneNumbers: ["$1"], headersToAttributes: {"X-Id": "id"}, recording: true,'
                " room: {type: static}}"
            ),
        ),
        (
            SCRIPT,
            (
                "{type: 'inbound', phoneNumbers: ['$1'], headersToAttributes: {'X-Id': 'id'}, recording: true,"
                " room: {type: 'static'}}"
            ),
        ),
        (
            PYTHON,
            (
                "{'type': 'inbound', 'phoneNumbers': ['$1'], 'headersToAttributes': {'X-Id': 'id'}, 'recording': True,"
                " 'room': {'type': 'static'}}"
            ),
        ),
    ],
)
def test_names_words_and_texts_have_their_quotes(style: Style, text: str) -> None:
    assert style.written(BODY) == text


def test_a_whole_rule_has_a_line_for_each_member() -> None:
    body = {"name": "$1", "type": "outbound"}
    assert JSON_STYLE.rule(body, "  ") == '{\n  "name": "$1",\n  "type": "outbound"\n}'
    assert JSON_STYLE.rule(body, "") == '{"name": "$1", "type": "outbound"}'
    assert YAML.rule(body, "") == 'name: "$1"\ntype: outbound'

"""Which token is being written at a place, and how completions are written there."""

from __future__ import annotations

import pytest

from siplint.server.completion_style import JSON_STYLE, Style
from siplint.server.written_token import WrittenToken, token_at


def token(marked: str, notation: str) -> WrittenToken | None:
    at = marked.index("|")
    return token_at(marked.replace("|", "", 1), at, notation)


@pytest.mark.parametrize(
    ("marked", "notation", "covered", "is_key", "has_colon", "closers"),
    [
        ("x({'na|'})", "python_code", "'na'", True, False, "})"),
        ("x({'na|me': 1})", "python_code", "'name'", True, True, "})"),
        ('x({"a": |})', "python_code", "", False, False, "})"),
        ('x({"a": "in|bound"})', "python_code", '"inbound"', False, False, "})"),
        ('x({"a":  # why\n "|', "python_code", '"', True, False, "})"),
        ("{ # } '\n  ']', 'a': [|", "python_code", "", True, False, "]}"),
        ('{"""}\n"""  : |', "python_code", "", False, False, "}"),
        ("f({ na|: 1 })", "javascript", "na", True, True, "})"),
        ("f({ /* } */ `}`, '}' // }\n |", "javascript", "", True, False, "})"),
        ("f({ type:\n  '|'", "javascript", "''", False, False, "})"),
        ("a: b\nro|: x", "yaml_text", "ro", True, True, ""),
        ("type: |", "yaml_text", "", False, False, ""),
        ("type: 'in|\nname: x", "yaml_text", "'in", False, False, ""),
        ("room:\n  ty|", "yaml_text", "ty", True, False, ""),
        ("don't: [1, {a: '}', |", "yaml_text", "", True, False, "}]"),
        ("# {\na: {|", "yaml_text", "", True, False, "}"),
        ("curl -d '{\"ty|\": 1}'", "shell", '"ty"', True, True, ""),
    ],
)
def test_the_token_and_what_is_open(
    marked: str, notation: str, covered: str, is_key: bool, has_colon: bool, closers: str
) -> None:
    found = token(marked, notation)
    assert found
    text = marked.replace("|", "", 1)
    assert text[found.start : found.end] == covered
    assert (found.is_key, found.has_colon, found.closers) == (is_key, has_colon, closers)


@pytest.mark.parametrize(
    ("marked", "notation"),
    [("x = '|'", "python_code"), ("x({'a': 1})\ny|", "python_code"), ("(a) => b; |", "javascript")],
)
def test_code_outside_of_all_brackets_has_no_token(marked: str, notation: str) -> None:
    assert token(marked, notation) is None


@pytest.mark.parametrize("notation", ["python_code", "javascript", "yaml_text", "shell"])
def test_an_escaped_quote_has_no_token(notation: str) -> None:
    assert token('f({"{\\"ty|\\": 1}"})', notation) is None


@pytest.mark.parametrize(
    ("marked", "notation", "style"),
    [
        ("x({'a': 1, |})", "python_code", Style("'", "'", "'", "True", "False")),
        ("x({'a': \"b\", |})", "python_code", Style("'", '"', '"', "True", "False")),
        ("x({\"a\": 'b', '|'})", "python_code", Style("'", "'", "'", "True", "False")),
        ("y('z')\nx({|})", "python_code", Style("'", "'", "'", "True", "False")),
        ("x({|})\ny('z')", "python_code", Style("'", "'", "'", "True", "False")),
        ("x({|})", "python_code", Style('"', '"', '"', "True", "False")),
        ("x({|\n 'a': b})", "python_code", Style("'", "'", "'", "True", "False")),
        ('x({\'a\': 1, "b": "|"})', "python_code", Style('"', '"', '"', "True", "False")),
        ("f('x', { a: 1, |})", "javascript", Style("", "'", "'")),
        ("f('x', { 'a': `b`, |})", "javascript", Style("'", "'", "'")),
        ("f({ a: \"b\", '|' })", "javascript", Style("'", '"', '"')),
        ("f({ a: '|' })", "javascript", Style("", "'", "'")),
        ("f({ | })", "javascript", Style("", '"', '"')),
        ("f({ |\n\"a\": 1 }, { 'b': 1 })", "javascript", Style('"', '"', '"')),
        ("|", "yaml_text", Style("", "", '"', blocks=True)),
        ("type: '|'", "yaml_text", Style("'", "'", "'", blocks=True)),
        ("-d '{\"a\": |}'", "shell", JSON_STYLE),
    ],
)
def test_quotes_are_those_around(marked: str, notation: str, style: Style) -> None:
    found = token(marked, notation)
    assert found
    assert found.style == style


def test_only_what_comes_after_the_beginning_of_a_fence_is_open() -> None:
    text = "({[\n```py\nx({'a': 1, \n"
    found = token_at(text, len(text), "python_code", text.index("x("))
    assert found
    assert found.closers == "})"

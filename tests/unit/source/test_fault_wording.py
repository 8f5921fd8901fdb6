"""What is said of a text that is no JSON: the sentence, the advice, the second place and the repair, for every kind."""

from __future__ import annotations

import math
from typing import Any

import pytest

from siplint import check, check_bytes
from siplint.model.diagnostic import Diagnostic, Edit, Fix
from siplint.source.fault_wording import FOREIGN_WORDS, MISTAKES
from siplint.source.syntax_errors import parse_carefully

LAST = "JSON allows none after the last entry"
ELSE = "a text needs double quotes; the bare words are true, false and null"
FIGURES = "write it as 15, -1.5 or 1e3: no plus, no leading zero, digits around the point"
LONG = "k" * 60
RENAMED = "rename `numbers` to `phoneNumbers`, and drop what only responses have"

SAID: list[tuple[str, str, str, str]] = [
    ("{} // x", "`//` begins a comment; JSON has none", "delete the comment", ""),
    ('{"a": 1,}', f"a comma before `}}`; {LAST}", "delete the comma", ""),
    ("[1,]", f"a comma before `]`; {LAST}", "delete the comma", ""),
    ("{'a': 1}", "`'` is not a JSON quotation mark", 'write strings and keys in double quotes: "…"', ""),
    ("{a: 1}", "the key `a` has no quotes", 'write "a"', ""),
    ("{é: 1}", "the key `é` has no quotes", 'write "é"', ""),
    (f"{{{LONG}k: 1}}", f"the key `{LONG}…` has no quotes", f'write "{LONG}…"', ""),
    ("{1: 2}", "`1` is where a key should be", 'a key is a string in double quotes: "name"', ""),
    ('{"a" = 1}', "`=` is where the colon after a key should be", 'write "key": value', "this key"),
    ('{"a": }', "`}` is where a value should be", "write a value, or delete what comes before it", ""),
    ("[\u200b]", r"`\u200b` is where a value should be", "write a value, or delete what comes before it", ""),
    ('{"a": [1}', "`}` does not close the bracket that is open here", "", "opened here"),
    (
        "[1 2]",
        "`2` is where a comma or a closing bracket should be",
        "put a comma between two entries",
        "opened here",
    ),
    ("[01]", "`01` is not a JSON number", FIGURES, ""),
    ("[+]", "`+` is not a JSON number", FIGURES, ""),
    ("[hello]", "`hello` is not a JSON value", ELSE, ""),
    ("[-NaN]", "`-NaN` is not a JSON value", ELSE, ""),
    (
        '["abc',
        "a string is not closed on its line",
        'close it with ", and write a line break inside it as \\n',
        "it begins here",
    ),
    ('["a\tb"]', "a control character (U+0009) stands raw in a string", r"write it as \u0009", ""),
    (r'["\x41"]', r"`\x` is not a JSON escape", r"write a backslash itself as \\", ""),
    ('{"a": [1', "the text ends before `[` is closed", "", "opened here"),
    ("", "the text is empty", "a file holds one rule, or a list of rules", ""),
    (
        "[1] 2",
        "there is more text after the end of the JSON value",
        "put several rules in a list […], or one a line in a .jsonl file",
        "",
    ),
    ("{NaN: 1}", "the key `NaN` has no quotes", 'write "NaN"', ""),
]
ADVICE = {
    "NaN": "JSON has no NaN; leave the member out, or send null",
    "Infinity": "JSON has no infinity; leave the member out, or send null",
    "-Infinity": "JSON has no infinity; leave the member out, or send null",
    "True": "write true",
    "False": "write false",
    "None": "write null",
    "undefined": "write null, or leave the member out",
    "nil": "write null",
    "TRUE": "write true",
    "FALSE": "write false",
    "NULL": "write null",
}
COMMAS = {'{"a": 1,}': Fix(True, (Edit(7, 8, ""),)), "[1,]": Fix(True, (Edit(2, 3, ""),))}


def only(text: str) -> Diagnostic:
    (one,) = check_bytes(text.encode())
    assert (one.code, one.pointer, one.severity) == ("RR001", "", "error")
    return one


@pytest.mark.parametrize(("text", "message", "help_", "label"), SAID, ids=[repr(one[0][:12]) for one in SAID])
def test_a_mistake_has_its_words(text: str, message: str, help_: str, label: str) -> None:
    one = only(text)
    assert (one.message, one.help) == (message, help_)
    assert [mark.message for mark in one.labels] == ([label] if label else [])
    assert one.fix == COMMAS.get(text)


@pytest.mark.parametrize(("word", "help_"), ADVICE.items())
def test_a_word_of_another_language_has_its_advice(word: str, help_: str) -> None:
    one = only(f"[{word}]")
    assert (one.message, one.help, one.fix) == (f"`{word}` is not a JSON value", help_, None)


def test_no_kind_of_mistake_and_no_word_is_forgotten() -> None:
    assert {parse_carefully(one[0])[1][0].kind for one in SAID} == MISTAKES.keys()
    assert ADVICE.keys() == FOREIGN_WORDS.keys()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (math.nan, "nan is not a JSON value"),
        (-math.inf, "-inf is not a JSON value"),
        ({1, 2}, "a Python set is not a JSON value"),
        (b"n", "a Python bytes is not a JSON value"),
    ],
)
def test_what_no_json_can_hold_is_named(value: Any, message: str) -> None:
    for body, where in ((value, ""), ({"name": "n", "agentMetadata": {"a": [value]}}, "/agentMetadata/a/0")):
        (one,) = check(body)
        assert (one.code, one.message, one.pointer, one.labels, one.fix) == ("RR001", message, where, (), None)
        assert one.help == "build the body of dict, list, str, int, float, bool and None"


@pytest.mark.parametrize(
    ("value", "message", "help_"),
    [
        (
            {"a": 1, "b": 2, "c": 3, "d": 4},
            "an object with `a`, `b`, `c` and no field that only routing rules have",
            "a rule has `name`, `type` and `phoneNumbers`",
        ),
        (
            {"pageInfo": {}, "data": []},
            "this is the answer of the list call, not a list of routing rules",
            f"each entry of `data` is a response: {RENAMED}",
        ),
        (
            {"pageInfo": {}},
            "an object with `pageInfo` and no field that only routing rules have",
            "a rule has `name`, `type` and `phoneNumbers`",
        ),
        (
            {"data": []},
            "an object with `data` and no field that only routing rules have",
            "a rule has `name`, `type` and `phoneNumbers`",
        ),
        ([[]], "a list is not a routing rule", "a rule has `name`, `type` and `phoneNumbers`"),
        ("a text", '"a text" is not a routing rule', "a rule has `name`, `type` and `phoneNumbers`"),
        (
            ' {"type": "inbound"}',
            '" {\\"type\\": \\"inbound\\"}" is not a routing rule',
            "the text seems to be JSON: give what it is parsed into, not the text",
        ),
        (None, "null is not a routing rule", "a rule has `name`, `type` and `phoneNumbers`"),
    ],
)
def test_what_is_no_rule_is_named(value: Any, message: str, help_: str) -> None:
    (one,) = check(value)
    assert (one.code, one.message, one.help, one.pointer) == ("RR005", message, help_, "")

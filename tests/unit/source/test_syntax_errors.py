"""The careful reader: the whole fault for each mistake, to the character, and the same values as the fast one."""

from __future__ import annotations

import math
from typing import Any

import pytest

from siplint.api import check_bytes
from siplint.model.fault import Fault
from siplint.source.sendable import ABSENT, LIMIT
from siplint.source.syntax_errors import parse_carefully


def mistake(kind: str, at: tuple[int, int], word: str = "", **more: Any) -> Fault:
    return Fault("RR001", kind, at, word, **more)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("/**/ {}", mistake("comment", (0, 4), "/*")),
        ("/*/ */ {}", mistake("comment", (0, 6), "/*")),
        ("/*/ {}", mistake("comment", (0, 6), "/*")),
        ("[1 /* a */]", mistake("comment", (3, 10), "/*")),
        ("//", mistake("comment", (0, 2), "//")),
        ("#\r\n{}", mistake("comment", (0, 1), "#")),
        ("{} # a\r", mistake("comment", (3, 7), "#")),
        ("[1, # a\n2]", mistake("comment", (4, 7), "#")),
        ("[/]", mistake("value", (1, 2), "/")),
        ("['a']", mistake("quotes", (1, 4), "'")),
        ("[`a`]", mistake("quotes", (1, 4), "`")),
        ("[‘a’]", mistake("quotes", (1, 4), "‘")),
        ("[’a’]", mistake("quotes", (1, 4), "’")),
        ("[“a”]", mistake("quotes", (1, 4), "“")),
        ("[”a”]", mistake("quotes", (1, 4), "”")),
        ("[„a“]", mistake("quotes", (1, 4), "„")),
        ("[«a»]", mistake("quotes", (1, 4), "«")),
        ("[»a»]", mistake("quotes", (1, 4), "»")),
        ("[''", mistake("quotes", (1, 3), "'")),
        ("['\n'", mistake("quotes", (1, 2), "'")),
        ("['a\r\n'", mistake("quotes", (1, 2), "'")),
        ("[§a§]", mistake("value", (1, 2), "§")),
        ("{§a§: 1}", mistake("no-key", (1, 2), "§")),
        ("[}", mistake("bracket", (1, 2), "}", other=(0, 1))),
        ("{]", mistake("bracket", (1, 2), "]", other=(0, 1))),
        ('{"a":]', mistake("bracket", (5, 6), "]", other=(0, 1))),
        ("]", mistake("value", (0, 1), "]")),
        ("[1 2]", mistake("between", (3, 4), "2", other=(0, 1))),
        ("[1 §]", mistake("between", (3, 4), "§", other=(0, 1))),
        ("[[1] 'a']", mistake("between", (5, 6), "'", other=(0, 1))),
        ("[1", mistake("unclosed", (2, 2), "[", other=(0, 1))),
        ('[{"a": 1, ', mistake("unclosed", (10, 10), "{", other=(1, 2))),
        ('[{"a" ', mistake("unclosed", (6, 6), "{", other=(1, 2))),
        ("\t", mistake("empty", (0, 1))),
        ("[1,]", mistake("comma", (2, 3), "]")),
        ("[1,2,\n]", mistake("comma", (4, 5), "]")),
        ('[{"a": 1 , }]', mistake("comma", (9, 10), "}")),
        ('[{"a": 1,]', mistake("bracket", (9, 10), "]", other=(1, 2))),
        ('{"a": [1,}', mistake("bracket", (9, 10), "}", other=(6, 7))),
        ("[,]", mistake("value", (1, 2), ",")),
        ("{,}", mistake("no-key", (1, 2), ",")),
        ('{"a":,}', mistake("value", (5, 6), ",")),
        ('{"a": [], "b":}', mistake("value", (14, 15), "}")),
        ("{a$-1: 2}", mistake("key", (1, 5), "a$-1")),
        ("[-a1]", mistake("word", (1, 4), "-a1")),
        ("[a-b]", mistake("word", (1, 2), "a")),
        ("[1a]", mistake("number", (1, 3), "1a")),
        ("[-01.e]", mistake("number", (1, 6), "-01.e")),
        ("[1.5.]", mistake("number", (1, 5), "1.5.")),
        ("[+1]", mistake("number", (1, 3), "+1")),
        ("[--1]", mistake("number", (1, 4), "--1")),
        ('{"a" 1}', mistake("colon", (5, 6), "1", path=("a",), other=(1, 4))),
        ('[{"a":1,"b";2}]', mistake("colon", (11, 12), ";", path=(0, "b"), other=(8, 11))),
        (r'["\x', mistake("escape", (2, 4), r"\x")),
        (r'["a\u12"]', mistake("escape", (3, 5), r"\u")),
        ('["\\', mistake("string", (1, 2), other=(1, 2))),
        ('["a', mistake("string", (1, 3), other=(1, 2))),
        ('["a\rb"]', mistake("string", (1, 3), other=(1, 2))),
        ('["a\nb"]', mistake("string", (1, 3), other=(1, 2))),
        ('["a\x00"]', mistake("control", (3, 4), "\x00")),
        ('["a\x1f"]', mistake("control", (3, 4), "\x1f")),
        ("1 2", mistake("after", (2, 3), "2")),
        ("1 'a'\r\n2", mistake("after", (2, 5), "'")),
        ("[" * (LIMIT + 1), Fault("RR004", "depth", (LIMIT, LIMIT + 1))),
    ],
)
def test_a_mistake_is_one_fault(text: str, fault: Fault) -> None:
    assert parse_carefully(text) == (ABSENT, (fault,))


def test_faults_that_leave_a_value() -> None:
    assert parse_carefully(r'[{"\ud800": "é\udc00", "a": 1, "\u0061" : 2, "a":3}]') == (
        [{"\ud800": "é\udc00", "a": 3}],
        (
            Fault("RR006", "key", None, path=(0, "\ud800")),
            Fault("RR006", "value", None, path=(0, "\ud800")),
            Fault("RR003", "key", (31, 43), "a", (0, "a"), (23, 29)),
            Fault("RR003", "key", (45, 50), "a", (0, "a"), (23, 29)),
        ),
    )
    assert parse_carefully('{"a": 1, "a": 1} x') == (ABSENT, (mistake("after", (17, 18), "x"),))


def test_halves_of_a_pair_are_told_of_keys_and_of_texts() -> None:
    report = check_bytes(rb'{"name": "\ud800", "type": "inbound", "phoneNumbers": [], "agentMetadata": {"\udc00": 1}}')
    assert [(one.code, one.pointer, one.message) for one in report.errors] == [
        ("RR006", "/name", "this string holds half of a surrogate pair, which is no character"),
        ("RR006", "/agentMetadata/\udc00", "this key holds half of a surrogate pair, which is no character"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[]", []),
        (" {} ", {}),
        ('{"": [{}, []]}', {"": [{}, []]}),
        ("[-5, 0, 10]", [-5, 0, 10]),
        ("[-5.0, 1e2, 1E-2, 0.5e+1]", [-5.0, 100.0, 0.01, 5.0]),
        ("-" + "9" * 4300, -int("9" * 4300)),
        ("9" * 4300, int("9" * 4300)),
        ("9" * 4301, math.inf),
        ("-" + "9" * 4301, -math.inf),
        ("[true, false, null]", [True, False, None]),
        (r'["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"]', ['"\\/\b\f\n\r\té\U0001f600']),
    ],
)
def test_a_value_is_of_its_type(text: str, value: Any) -> None:
    assert parse_carefully(text) == (value, ())
    assert repr(parse_carefully(text)[0]) == repr(value)

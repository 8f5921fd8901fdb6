"""The reader: strictly RFC 8259, every mistake named at its place, no limit of any Python in sight."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.api import check_bytes
from siplint.source.documents import read_documents
from siplint.source.reader import parse_fast, parse_json
from siplint.source.sendable import ABSENT, LIMIT
from siplint.source.syntax_errors import parse_carefully

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)

MISTAKES: list[tuple[str, tuple[int, int], str, str]] = [
    ("", (0, 0), "the text is empty", ""),
    (" \n ", (0, 3), "the text is empty", ""),
    ('{"a": 1,}', (7, 8), "a comma before `}`; JSON allows none after the last entry", ""),
    ("[1, 2, ]", (5, 6), "a comma before `]`; JSON allows none after the last entry", ""),
    ("[1,, 2]", (3, 4), "`,` is where a value should be", ""),
    ("[,]", (1, 2), "`,` is where a value should be", ""),
    ('{"a": }', (6, 7), "`}` is where a value should be", ""),
    ("{,}", (1, 2), "`,` is where a key should be", ""),
    ("{1: 2}", (1, 2), "`1` is where a key should be", ""),
    ('{"a": 1 // one\r\n}', (8, 14), "`//` begins a comment; JSON has none", ""),
    ("/* one\n*/ {}", (0, 9), "`/*` begins a comment; JSON has none", ""),
    ("/* one", (0, 6), "`/*` begins a comment; JSON has none", ""),
    ("# one\n{}", (0, 5), "`#` begins a comment; JSON has none", ""),
    ("{} // one", (3, 9), "`//` begins a comment; JSON has none", ""),
    ("{'a': 1}", (1, 4), "`'` is not a JSON quotation mark", ""),
    ("{'a: 1}", (1, 2), "`'` is not a JSON quotation mark", ""),
    ("[“a”]", (1, 4), "`“` is not a JSON quotation mark", ""),
    ('{a: "b"}', (1, 2), "the key `a` has no quotes", ""),
    ('{"a" = 1}', (5, 6), "`=` is where the colon after a key should be", '"a"'),
    ('{"a" "b"}', (5, 6), '`"` is where the colon after a key should be', '"a"'),
    ("[1 2]", (3, 4), "`2` is where a comma or a closing bracket should be", "["),
    ("{\"a\": 1 'b': 2}", (8, 9), "`'` is where a comma or a closing bracket should be", "{"),
    ('{"a": 1: 2}', (7, 8), "`:` is where a comma or a closing bracket should be", "{"),
    ('["a": 1]', (4, 5), "`:` is where a comma or a closing bracket should be", "["),
    ('{"a": [1}', (8, 9), "`}` does not close the bracket that is open here", "["),
    ('{"a": 1]', (7, 8), "`]` does not close the bracket that is open here", "{"),
    ('{"a": [}', (7, 8), "`}` does not close the bracket that is open here", "["),
    ('{"a": [1, 2', (11, 11), "the text ends before `[` is closed", "["),
    ('{"a"', (4, 4), "the text ends before `{` is closed", "{"),
    ('{"a":', (5, 5), "the text ends before `{` is closed", "{"),
    ('{"a": 1', (7, 7), "the text ends before `{` is closed", "{"),
    ("{", (1, 1), "the text ends before `{` is closed", "{"),
    ("[1,", (3, 3), "the text ends before `[` is closed", "["),
    ("}", (0, 1), "`}` is where a value should be", ""),
    ("[NaN]", (1, 4), "`NaN` is not a JSON value", ""),
    ("[-Infinity]", (1, 10), "`-Infinity` is not a JSON value", ""),
    ("[True]", (1, 5), "`True` is not a JSON value", ""),
    ("tru", (0, 3), "`tru` is not a JSON value", ""),
    ("[01]", (1, 3), "`01` is not a JSON number", ""),
    ("[+1]", (1, 3), "`+1` is not a JSON number", ""),
    ("[.5]", (1, 3), "`.5` is not a JSON number", ""),
    ("[1.]", (1, 3), "`1.` is not a JSON number", ""),
    ("[0x1F]", (1, 5), "`0x1F` is not a JSON number", ""),
    ("[1e]", (1, 3), "`1e` is not a JSON number", ""),
    ("[-]", (1, 2), "`-` is not a JSON number", ""),
    ("[1_000]", (1, 6), "`1_000` is not a JSON number", ""),
    ('"abc', (0, 4), "a string is not closed on its line", '"'),
    ('["abc\n"]', (1, 5), "a string is not closed on its line", '"'),
    ('["abc\\', (1, 5), "a string is not closed on its line", '"'),
    ('["a\tb"]', (3, 4), "a control character (U+0009) stands raw in a string", ""),
    (r'["\x41"]', (2, 4), r"`\x` is not a JSON escape", ""),
    (r'["\u12"]', (2, 4), r"`\u` is not a JSON escape", ""),
    ("[1, \x00]", (4, 5), r"`\x00` is where a value should be", ""),
    (" \ufeff{}", (1, 2), r"`\ufeff` is where a value should be", ""),
    ("{} {}", (3, 5), "there is more text after the end of the JSON value", ""),
    ("[1]]", (3, 4), "there is more text after the end of the JSON value", ""),
    ("[] 'a'", (3, 6), "there is more text after the end of the JSON value", ""),
]


@pytest.mark.parametrize(("text", "at", "message", "label"), MISTAKES, ids=[repr(one[0]) for one in MISTAKES])
def test_a_mistake_is_named_at_its_place(text: str, at: tuple[int, int], message: str, label: str) -> None:
    (one,) = check_bytes(text.encode("utf-8", "surrogatepass"))
    assert one.start
    assert one.end
    raw = text.encode()
    assert (one.code, one.message, one.pointer) == ("RR001", message, "")
    assert (len(raw[: one.start.offset].decode()), len(raw[: one.end.offset].decode())) == at
    seen = [raw[mark.start.offset : mark.end.offset].decode() for mark in one.labels if mark.start and mark.end]
    assert seen == ([label] if label else [])
    value, (fault,) = parse_carefully(text)
    assert value is ABSENT
    assert fault.at == at


def test_a_word_of_another_language_gets_its_own_advice() -> None:
    (one,) = check_bytes(b"[None]")
    assert one.help == "write null"


@given(JSON, st.sampled_from([None, 0, 1, "\t"]), st.booleans())
def test_both_readers_give_what_json_gives(value: Any, indent: Any, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    starts: list[int] = []
    assert parse_fast(text, starts) == value
    assert [text[at] for at in starts] == (
        [json.dumps(item, ensure_ascii=ascii_only)[0] for item in value] if isinstance(value, list) else []
    )
    assert parse_carefully(text) == (value, ())


@given(st.text(alphabet="{}[]\",:\\/ \t\r\n01-.eEtrufalsn'#NaI\x00\ud800é"))
def test_any_text_is_read_or_named(text: str) -> None:
    value, faults = parse_json(text)
    try:
        expected = json.loads(text, parse_constant=pytest.fail)
    except (ValueError, pytest.fail.Exception):
        assert value is ABSENT
        assert [fault.code for fault in faults] == ["RR001"]
    else:
        assert value == expected
        assert {fault.code for fault in faults} <= {"RR003", "RR006"}


@given(st.binary())
def test_any_bytes_are_read_or_named(data: bytes) -> None:
    for lines in (False, True):
        for document in read_documents(data, lines=lines):
            assert (document.value is ABSENT) == any(one.code in ("RR001", "RR002", "RR004") for one in document.faults)


def test_a_repeated_key_is_told_each_time_and_points_to_the_first() -> None:
    found = check_bytes(rb'{"name":"n","type":"outbound","phoneNumbers":[],"\u006eame":"m", "name" : "o"}').errors
    assert [(one.code, one.pointer, one.start and one.start.column, one.end and one.end.column) for one in found] == [
        ("RR003", "/name", 49, 64),
        ("RR003", "/name", 66, 78),
    ]
    assert [
        [(label.start and label.start.column, label.end and label.end.column) for label in one.labels] for one in found
    ] == [
        [(2, 12)],
        [(2, 12)],
    ]


def test_repeated_keys_deep_inside_have_their_pointer() -> None:
    body = b'[{"name":"n","type":"outbound","phoneNumbers":[],"agentMetadata":{"a":[{"x/y":1,"x/y":2}]}}]'
    assert [one.pointer for one in check_bytes(body).errors] == ["/0/agentMetadata/a/0/x~1y"]


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_the_depth_limit_is_our_own(opening: str) -> None:
    closing = "]" if opening == "[" else "}"

    def nested(depth: int) -> str:
        return opening * depth + "1" + closing * depth

    assert parse_json(nested(LIMIT))[1] == ()
    for depth in (LIMIT + 1, 1_000, 100_000):
        for text in (nested(depth), opening * depth):
            value, (fault,) = parse_json(text)
            assert value is ABSENT
            assert (fault.code, fault.at) == ("RR004", (len(opening) * LIMIT, len(opening) * LIMIT + 1))
    assert parse_json("[" + nested(LIMIT - 1) + "]")[1] == ()
    assert parse_json("[1, " + nested(LIMIT) + "]")[1][0].code == "RR004"
    wide = "[" + ",".join([nested(LIMIT // 2)] * 5) + "]"
    assert parse_json(wide)[1] == ()


def test_numbers_of_any_length_are_read() -> None:
    assert parse_json("9" * 4_000)[0] == int("9" * 4_000)
    assert parse_json("-" + "9" * 100_000)[0] == -math.inf
    assert parse_json("1e999")[0] == math.inf
    assert parse_json("[12345678901234567890123, 1.50e2]")[0] == [12345678901234567890123, 150.0]


def test_a_lone_surrogate_is_told_where_it_stands() -> None:
    body = rb'{"name":"\ud800","type":"outbound","phoneNumbers":[],"tags":["a","\uDC00x","\ud83d\ude00"],"agentMetadata":{"\udfff":1}}'
    found = check_bytes(body).errors
    assert [(one.code, one.pointer) for one in found] == [
        ("RR006", "/name"),
        ("RR006", "/tags/1"),
        ("RR006", "/agentMetadata/\udfff"),
    ]


def test_json_lines_are_read_for_themselves() -> None:
    data = b'\xef\xbb\xbf{"a":1}\r\n\r\n \t\n[1\n"\xff"\n{"b":2}'
    documents = list(read_documents(data, lines=True))
    assert [(one.path, one.line, one.offset) for one in documents] == [
        ((0,), 1, 3),
        ((1,), 4, 17),
        ((2,), 5, 20),
        ((3,), 6, 24),
    ]
    assert [one.value for one in documents] == [{"a": 1}, ABSENT, ABSENT, {"b": 2}]
    assert list(read_documents(b"", lines=True)) == []


def test_places_are_found_behind_what_the_fast_reader_leaves_to_the_other() -> None:
    rule = '{"name": "n", "type": "outbound", "phoneNumbers": ["+14155552671"], "dtmf": %s}'
    twice = 'true, "dtmf": false'
    text = f"[{rule % 'true'}, {{}}, {rule % 'true'},\n {rule % twice},\n {rule % 1}]"
    report = check_bytes(text.encode())
    assert [(one.code, one.pointer) for one in report if one.start and one.start.line == 3] == [("RR102", "/4/dtmf")]
    starts: list[int] = []
    parse_json(text, starts)
    assert starts == []

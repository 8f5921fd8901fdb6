"""Where things stand: every member and item, lines at LF only, columns in code points, offsets in bytes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from siplint.api import check_bytes
from siplint.model.diagnostic import Position
from siplint.source.locations import locate, positions_in
from siplint.source.reader import parse_json
from strategies import JSON_VALUES as JSON


def everything(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [(path, value), *(one for key, item in inner for one in everything(item, (*path, key)))]


@given(JSON, st.sampled_from([None, 1, "\t"]), st.sampled_from([(",", ":"), (" , ", " : "), ("\n,\r\n", "\n:\n")]))
def test_every_member_and_item_is_found(value: Any, indent: Any, separators: tuple[str, str]) -> None:
    text = " \n" + json.dumps(value, indent=indent, separators=separators, ensure_ascii=False) + "\n"
    wanted = dict(everything(value))
    places = locate(text, wanted)
    assert places.keys() == wanted.keys()
    starts: list[int] = []
    parse_json(text, starts)
    asked = [*wanted, (len(starts), "x")]
    assert locate(text, asked, starts) == locate(text, asked)
    for path, (start, inner, end) in places.items():
        assert json.loads(text[inner:end]) == wanted[path]
        assert text[start:inner] == "" or json.loads(text[start:inner].rstrip(" \r\n").rstrip(":")) == path[-1]


def test_what_is_missing_has_the_bracket_of_what_should_hold_it() -> None:
    text = ' {"room": {"pin": "1"}, "tags": ["a"], "name": "n"}'
    places = locate(text, [("type",), ("room", "id"), ("tags", 3), ("name", "x", "y"), ("a", "b")])
    assert {path: text[place[0] : place[2]] for path, place in places.items() if path} == {
        ("type",): "{",
        ("room",): '"room": {"pin": "1"}',
        ("room", "id"): "{",
        ("tags",): '"tags": ["a"]',
        ("tags", 3): "[",
        ("name",): '"name": "n"',
        ("name", "x"): '"',
        ("name", "x", "y"): '"',
        ("a",): "{",
        ("a", "b"): "{",
    }


def test_the_last_of_repeated_keys_is_the_one() -> None:
    text = r'{"a": 1, "\u0061": 22}'
    assert text[slice(*locate(text, [("a",)])[("a",)][::2])] == r'"\u0061": 22'


@given(st.text(alphabet="a\té😀\r\n\u2028\ufeffé́"), st.data())
def test_positions_count_lines_code_points_and_bytes(text: str, data: st.DataObject) -> None:
    indexes = data.draw(st.lists(st.integers(0, len(text))))
    for index, position in positions_in(text, indexes, 3, 7).items():
        before = text[:index].split("\n")
        assert position == Position(2 + len(before), len(before[-1]) + 1, 7 + len(text[:index].encode()))


def test_places_are_right_among_crlf_tabs_emoji_and_separators() -> None:
    text = '{\r\n\t"tags": ["😀\u2028", "é"],\r\n\t"type": "outbound", "phoneNumbers": [], "name": " " }\r\n'
    (one,) = check_bytes(b"\xef\xbb\xbf" + text.encode()).errors
    assert (one.pointer, one.start, one.end) == ("/name", Position(3, 42, 76), Position(3, 53, 87))
    raw = b"\xef\xbb\xbf" + text.encode()
    assert raw[76:87] == b'"name": " "'


def test_a_line_of_json_lines_has_its_own_line_and_offset() -> None:
    data = b'\n{"name":"n","type":"outbound","phoneNumbers":[]}\r\n{"name":"","type":"outbound","phoneNumbers":[]}'
    (one,) = check_bytes(data, file="a.jsonl").errors
    assert (one.pointer, one.start, one.end) == ("/1/name", Position(3, 2, 52), Position(3, 11, 61))

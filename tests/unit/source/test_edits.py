"""Changes become edits that touch nothing else, whatever the file looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from siplint.model.finding import Change
from siplint.source.documents import Document
from siplint.source.edits import Sheet, draft, spell
from siplint.source.locations import locate
from siplint.source.trailing_commas import commas

if TYPE_CHECKING:
    from siplint.model.finding import Path


def mended(text: str, *changes: Change, root: Path = ()) -> str:
    data = text.encode()
    document = Document(data, 0, len(data), 1, ())
    paths = {root + change.path for change in changes}
    paths |= {root + path for change in changes if change.how == "move" for _, path in change.value}
    for start, end, new in reversed(draft(Sheet(document, locate(text, paths)), root, changes)):
        text = text[:start] + new + text[end:]
    return text


def remove(*names: str | int) -> list[Change]:
    return [Change("remove", (name,)) for name in names]


@pytest.mark.parametrize(
    ("before", "names", "after"),
    [
        ('{"a": 1, "b": 2, "c": 3}', "a", '{"b": 2, "c": 3}'),
        ('{"a": 1, "b": 2, "c": 3}', "b", '{"a": 1, "c": 3}'),
        ('{"a": 1, "b": 2, "c": 3}', "c", '{"a": 1, "b": 2}'),
        ('{"a":1,"b":2}', "a", '{"b":2}'),
        ('{"a":1,"b":2}', "b", '{"a":1}'),
        ('{ "a": 1 }', "a", "{}"),
        ('{\n  "a": 1\n}', "a", "{}"),
        ('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n', "a", '{\n  "b": 2,\n  "c": 3\n}\n'),
        ('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n', "b", '{\n  "a": 1,\n  "c": 3\n}\n'),
        ('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n', "c", '{\n  "a": 1,\n  "b": 2\n}\n'),
        ('{\r\n\t"a": 1,\r\n\t"b": 2,\r\n\t"c": 3\r\n}\r\n', "b", '{\r\n\t"a": 1,\r\n\t"c": 3\r\n}\r\n'),
        ('{\r\n\t"a": 1,\r\n\t"b": 2\r\n}', "b", '{\r\n\t"a": 1\r\n}'),
        ('{"a": 1\n, "b": 2\n, "c": 3\n}', "b", '{"a": 1\n, "c": 3\n}'),
        ('{"a": 1, "b": 2,\n "c": 3}', "b", '{"a": 1,\n "c": 3}'),
        ('{"a": 1,\n "b": 2, "c": 3}', "b", '{"a": 1,\n "c": 3}'),
        ('{"a" : 1.50e2 , "b" : 2 , "\\u0063" : 3 }', "b", '{"a" : 1.50e2 , "\\u0063" : 3 }'),
        ('{"a": 1, "b": 2, "c": 3, "d": 4}', "bc", '{"a": 1, "d": 4}'),
        ('{"a": 1, "b": 2, "c": 3, "d": 4}', "cd", '{"a": 1, "b": 2}'),
        ('{"a": 1, "b": 2, "c": 3, "d": 4}', "ac", '{"b": 2, "d": 4}'),
        ('{"a": 1, "b": 2, "c": 3, "d": 4}', "abcd", "{}"),
        ('{"😀": 1, "b": [1, 2], "c": 3}', "b", '{"😀": 1, "c": 3}'),
    ],
)
def test_removed_members_take_their_comma_and_leave_the_look(before: str, names: str, after: str) -> None:
    assert mended(before, *remove(*names)) == after


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("[1, 2 ,3]", Change("remove", (1,)), "[1, 3]"),
        ("[1, 2 ,3]", Change("remove", (2,)), "[1, 2]"),
        ("[\n 1,\n 2\n]", Change("items", (1,), ["a", "b"]), '[\n 1,\n "a",\n "b"\n]'),
        ("[1]", Change("items", (0,), ["a", "b"]), '["a", "b"]'),
        ("[1,2]", Change("items", (0,), [True, None]), "[true,null,2]"),
        ("[1,2]", Change("value", (0,), {"a": [1, "é"]}), '[{"a": [1, "é"]},2]'),
        ('{"a" :  1.50e2, "b": 1}', Change("key", ("a",), 'ü"'), '{"ü\\"" :  1.50e2, "b": 1}'),
        ('{"a" :  1.50e2, "b": 1}', Change("value", ("a",), "\ud800"), '{"a" :  "\\ud800", "b": 1}'),
        ("{ }", Change("add", ("a",), 1), '{"a": 1}'),
        ('{"b":1}', Change("add", ("a",), 1), '{"b":1,"a":1}'),
        ('{"b": 1}', Change("add", ("a",), 1), '{"b": 1, "a": 1}'),
        ('{ "b":1 }', Change("add", ("a",), 1), '{ "b":1, "a":1 }'),
        ('{\r\n\t"b" : 1\r\n}', Change("add", ("a",), 1), '{\r\n\t"b" : 1,\r\n\t"a" : 1\r\n}'),
        ('{"b": 1,  "c": 1}', Change("add", ("a",), 1), '{"b": 1,  "c": 1,  "a": 1}'),
    ],
)
def test_other_changes_take_the_style_of_the_file(before: str, change: Change, after: str) -> None:
    assert mended(before, change) == after


def test_changes_of_one_fix_go_together() -> None:
    assert mended('{"a": 1, "b": 2}', *remove("b"), Change("add", ("c",), 3)) == '{"a": 1, "c": 3}'
    assert mended('{"a": 1}', Change("add", ("c",), 3), Change("add", ("d",), 4)) == '{"a": 1, "c": 3, "d": 4}'
    assert mended('{"a": 1, "b": 2}', Change("key", ("a",), "b"), Change("key", ("b",), "a")) == '{"b": 1, "a": 2}'
    assert mended('{"a": 1, "b": 2}', *remove("b"), Change("key", ("a",), "b")) == '{"b": 1}'
    assert mended('{"a": 1}', Change("key", ("a",), "b"), Change("value", ("a",), "c")) == '{"b": "c"}'
    assert mended('{"a": 1}', Change("text", (), "2", (6, 7))) == '{"a": 2}'
    assert mended('[0, {"a": 1}]', Change("key", ("a",), "b"), root=(1,)) == '[0, {"b": 1}]'


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ('{"a": 1}', Change("remove", ("b",))),
        ('{"a": 1}', Change("remove", ("b", "c"))),
        ('{"a": [1]}', Change("remove", ("a", 1))),
        ('{"a": 1}', Change("remove", ())),
        ('{"a": 1}', Change("add", ("a",), 2)),
        ('{"a": 1}', Change("items", ("a",), [2])),
        ("[1]", Change("add", (1,), 2)),
        ("[1]", Change("key", (0,), "a")),
        ("[1]", Change("move", (0,), (("a", (0,)),))),
        ('{"a": 1, "b": 2}', Change("key", ("a",), "b")),
        ('{"a": 1}', Change("move", ("a",), (("b", ("a", "c")),))),
        ('{"a": {"c": 1}, "b": 2}', Change("move", ("a",), (("b", ("a", "c")),))),
        ('{"a": {"c": 1}}', Change("move", ("a",), (("b", ("a", "c")), ("b", ("a", "c"))))),
        ('{"a": 1, "a": 2}', Change("remove", ("a",))),
        ('{"a": {"b": 1, "\\u0062": 2}}', Change("remove", ("a", "b"))),
        ('{"a": {"b": 1}, "c": 1, "c": 2}', Change("remove", ("a", "b"))),
    ],
)
def test_a_change_without_a_clear_place_gives_no_edit(before: str, change: Change) -> None:
    assert mended(before, change) == before


def test_what_is_moved_keeps_its_text_and_takes_its_new_depth() -> None:
    before = (
        '{\n  "x": {\n    "r": {\n      "n": 1.50e2,\n      "gone": null\n    },\n    "b": [1 , 2]\n  },\n  "y": 1\n}'
    )
    after = '{\n  "room": {\n    "n": 1.50e2\n  },\n  "c": [1 , 2],\n  "y": 1\n}'
    changes = (Change("move", ("x",), (("room", ("x", "r")), ("c", ("x", "b")))), Change("remove", ("x", "r", "gone")))
    assert mended(before, *changes) == after
    odd = '{"y": 1,\n  "x": {\n "r": {\n"n": 1}, "b": 2}}'
    assert mended(odd, Change("move", ("x",), (("r", ("x", "r")),))) == '{"y": 1,\n  "r": {\n"n": 1}}'
    assert mended('{"x": {"r": {"n":1}, "s": {}}}', changes[0]) == '{"x": {"r": {"n":1}, "s": {}}}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": [1,], "b": "c,]",}', [8, 22]),
        ("[[1,],[,]]", [3]),
        ("[[1 , \n],[1,,]]", [4]),
        ("[[1,],[1,}, 2,]", [3]),
        ("[[1,], // ,]\n 2,]", [3]),
        ('[[1,], "\\",]', [3]),
        ('[[1,], "\\', [3]),
        ("[" * 150 + "1,]" + ",[" + "[" * 100 + "1,]", [151]),
    ],
)
def test_commas_are_found_as_far_as_the_text_is_json_without_them(text: str, found: list[int]) -> None:
    assert commas(text, found[0]) == found


def test_values_are_spelled_as_json() -> None:
    assert spell([None, True, 1.5, 10**30, "a\n"]) == f'[null, true, 1.5, {10**30}, "a\\n"]'

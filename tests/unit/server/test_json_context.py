"""Where a place in a text is, however unfinished the text."""

from __future__ import annotations

import pytest

from siplint.server.json_context import Context, context_at


def context(marked: str) -> Context | None:
    at = marked.index("|")
    return context_at(marked.replace("|", "", 1), at)


@pytest.mark.parametrize(
    ("marked", "path", "expects", "key"),
    [
        ("{|", (), "key", ""),
        ('{"a": |}', (), "value", "a"),
        ('{"a": "x|"}', (), "value", "a"),
        ('{"a": {"b": [1, {|}]}}', ("a", "b", 1), "key", ""),
        ("[1, |]", (), "value", ""),
        ("[{}, {}, {|", (2,), "key", ""),
        ('{"a": 1 "b": |', (), "value", "b"),
        ('{"a" "b": |', (), "value", "b"),
        ('// {\n{"a": /* } */ |', (), "value", "a"),
        ('{"a": "}", |}', (), "key", ""),
        ('{"a": [}, |', (), "key", ""),
    ],
)
def test_the_object_around_a_place(marked: str, path: tuple[str | int, ...], expects: str, key: str) -> None:
    found = context(marked)
    assert found
    assert found.frame
    assert (found.frame.path, found.expects) == (path, expects)
    assert expects == "key" or found.key == key


@pytest.mark.parametrize(
    "marked",
    ['{"a"|', '{"a" | : 1}', "{} // x|", "/* | */", '{"a": 1 |}', '{"a": | "b"}', '{"a":| 1, "b": 2}', "[| {}]"],
)
def test_nothing_is_expected_around_a_value_and_in_comments(marked: str) -> None:
    assert context(marked) is None


def test_members_before_and_after_the_place_are_known() -> None:
    found = context('{"a": "x", "b|": 2, "c": {"d": 1}} {"e": 1}')
    assert found
    assert found.frame
    assert found.frame.members == {"a": '"x"', "c": "{"}
    assert (found.has_value, found.is_followed) == (True, False)


def test_a_value_is_expected_before_another_member() -> None:
    found = context('{"a": | "b": 1}')
    assert found
    assert (found.expects, found.key) == ("value", "a")


def test_a_missing_comma_after_the_place_is_noticed() -> None:
    found = context('{"b|" "c": 1}')
    assert found
    assert (found.has_value, found.is_followed) == (False, True)


def test_of_a_string_without_an_end_only_the_word_is_replaced() -> None:
    found = context('{"ty|pe, 1: 2}')
    assert found
    assert (found.start, found.end) == (1, 6)


@pytest.mark.parametrize(
    ("marked", "is_empty"), [("|", True), (" \n|", True), ("// x\n|", True), ("{}|", False), ('"n|', True)]
)
def test_an_empty_text_is_known(marked: str, is_empty: bool) -> None:
    found = context(marked)
    assert found
    assert found.is_empty is is_empty


def test_a_deep_or_large_text_is_followed() -> None:
    found = context("[" * 5000 + '{"a": |')
    assert found
    assert found.key == "a"
    assert found.frame
    assert found.frame.path == (0,) * 5000

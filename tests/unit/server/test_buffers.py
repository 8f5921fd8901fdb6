"""Open documents: changes are made one after the other, in the units that were agreed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.server.buffers import Buffer, utf8


def change(start: tuple[int, int], end: tuple[int, int], text: str) -> dict[str, Any]:
    places = [{"line": line, "character": character} for line, character in (start, end)]
    return {"range": {"start": places[0], "end": places[1]}, "text": text}


def test_each_change_is_about_the_text_after_the_one_before() -> None:
    buffer = Buffer("file:///a.json", "json", 1, "ab\ncd", "utf-16")
    buffer.change(2, [change((0, 1), (1, 1), "X"), change((0, 1), (0, 2), "😀\n"), change((1, 0), (1, 1), "e")])
    assert (buffer.data.decode(), buffer.version) == ("a😀\ne", 2)
    buffer.change(3, [{"text": "all"}, change((0, 3), (0, 3), "!")])
    assert buffer.data == b"all!"


def test_a_range_that_ends_before_it_starts_is_an_insertion() -> None:
    buffer = Buffer("file:///a.json", "json", 1, "abc", "utf-16")
    buffer.change(2, [change((0, 2), (0, 1), "X")])
    assert buffer.data == b"abXc"


@pytest.mark.parametrize(
    ("text", "data"), [("a\ud83d", "a\ufffd"), ("\ude00b", "\ufffdb"), ("\ud83d\ude00", "😀"), ("é", "é")]
)
def test_half_of_a_surrogate_pair_becomes_a_replacement_character(text: str, data: str) -> None:
    assert utf8(text) == data.encode()


@given(st.text(st.sampled_from("aé😀\n"), max_size=20), st.data())
def test_an_edit_of_a_range_is_that_of_python(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text(st.sampled_from("x😀\n"), max_size=5))
    places = []
    for at in (start, end):
        lines = text[:at].split("\n")
        places.append((len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2))
    buffer = Buffer("file:///a.json", "json", 1, text, "utf-16")
    buffer.change(2, [change(places[0], places[1], new)])
    assert buffer.data.decode() == text[:start] + new + text[end:]

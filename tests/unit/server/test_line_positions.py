"""Positions of the protocol: all line ends, all encodings, the middle of characters, and what is not there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.server import line_positions
from siplint.server.line_positions import ENCODINGS, PIECE, LinePositions

TEXTS = st.text(st.sampled_from('aé😀\n\r\u2028\u0085"{'), max_size=30)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_characters_are_counted_in_the_units_that_were_agreed(encoding: str, character: int) -> None:
    positions = LinePositions("x\naé😀b".encode(), encoding)  # type: ignore[arg-type]
    assert positions.position(9) == {"line": 1, "character": character}
    assert positions.offset(1, character) == 9


def test_a_lone_cr_ends_a_line_and_u2028_does_not() -> None:
    positions = LinePositions("a\rb\r\nc\u2028d\n".encode(), "utf-16")
    assert [positions.position(offset)["line"] for offset in (0, 2, 5, 9, 11)] == [0, 1, 2, 2, 3]


def test_a_position_in_the_middle_of_a_character_is_its_start() -> None:
    assert LinePositions("a😀b".encode(), "utf-16").offset(0, 2) == 1
    assert LinePositions("a😀b".encode(), "utf-8").offset(0, 3) == 1


def test_a_position_beyond_a_line_or_the_text_is_its_end() -> None:
    positions = LinePositions(b"ab\r\ncd\n", "utf-16")
    assert [positions.offset(*place) for place in ((0, 99), (1, 99), (2, 99), (9, 0), (-1, 5), (1, -3))] == [
        2,
        6,
        7,
        7,
        0,
        4,
    ]
    assert LinePositions("é".encode(), "utf-16").offset(0, 9) == 2


def test_a_bom_is_not_counted() -> None:
    positions = LinePositions(b"\xef\xbb\xbf{}\r\n[]", "utf-16")
    assert positions.position(4) == {"line": 0, "character": 1}
    assert positions.offset(0, 1) == 4
    assert positions.position(7) == {"line": 1, "character": 0}


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_an_offset_and_its_position_are_the_same_place(text: str, encoding: str) -> None:
    positions = LinePositions(text.encode(), encoding)  # type: ignore[arg-type]
    for index in range(len(text) + 1):
        if text[index - 1 : index + 1] == "\r\n" or (index == len(text) and text.endswith("\n") and index == 0):
            continue  # inside a line end: no position is there
        offset = len(text[:index].encode())
        place = positions.position(offset)
        assert positions.offset(place["line"], place["character"]) == offset


@given(st.text(st.sampled_from('aé€😀"'), min_size=1, max_size=9), st.sampled_from(ENCODINGS), st.data())
def test_long_lines_are_counted_as_short_ones(text: str, encoding: str, data: st.DataObject) -> None:
    line = text * (3 * PIECE // len(text.encode()) + 1)
    index = data.draw(st.integers(0, len(line)))
    before = line[:index]
    units = {"utf-8": len(before.encode()), "utf-16": len(before.encode("utf-16-le")) // 2, "utf-32": index}[encoding]
    positions = LinePositions(f"é\n{line}\n".encode(), encoding)  # type: ignore[arg-type]
    offset = len("é\n".encode()) + len(before.encode())
    assert positions.position(offset) == {"line": 1, "character": units}
    assert positions.offset(1, units) == offset


def test_what_is_before_a_place_in_a_long_line_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    count = line_positions._units

    def units(piece: bytes, encoding: Any) -> int:
        counted.append(len(piece))
        return count(piece, encoding)

    monkeypatch.setattr(line_positions, "_units", units)
    data = ("é" * 100 * PIECE).encode()
    positions = LinePositions(data, "utf-16")
    for offset in range(0, len(data), PIECE):
        positions.position(offset)
    assert sum(counted) < 2 * len(data)

"""Changes of a text by its lines: the same as changes of the whole text, each after the one before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.server.buffers import Buffer
from siplint.server.line_positions import ENCODINGS, line_starts

TEXTS = st.text(st.sampled_from("aé😀\n\r\ufeff"), max_size=12)
POSITIONS = st.fixed_dictionaries({"line": st.integers(-1, 5), "character": st.integers(-1, 6)})
CHANGES = st.fixed_dictionaries(
    {"text": TEXTS, "range": st.none() | st.fixed_dictionaries({"start": POSITIONS, "end": POSITIONS})}
)


@given(TEXTS, st.lists(CHANGES, min_size=2, max_size=6), st.sampled_from(ENCODINGS))
def test_changes_at_once_are_changes_one_by_one(text: str, changes: list[Any], encoding: Any) -> None:
    together = Buffer("file:///a.json", "json", 1, text, encoding)
    together.change(2, changes)
    alone = Buffer("file:///a.json", "json", 1, text, encoding)
    for change in changes:
        alone.change(2, [change])
    assert together.data == alone.data


def test_lines_are_counted_once_for_all_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def counting(data: bytes) -> list[int]:
        counted.append(len(data))
        return line_starts(data)

    monkeypatch.setattr("siplint.server.line_edits.line_starts", counting)
    buffer = Buffer("file:///a.json", "json", 1, "abcdefgh\n" * 1000, "utf-16")
    places = [{"line": line, "character": 1} for line in range(1000)]
    buffer.change(2, [{"range": {"start": place, "end": place}, "text": "X\nY"} for place in places[::-1]])
    assert buffer.data == b"aX\nYbcdefgh\n" * 1000
    assert sum(counted) < 4 * len(buffer.data)

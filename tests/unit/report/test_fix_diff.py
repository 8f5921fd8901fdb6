"""The repair under a finding: the lines that change, cut where there are many or where they are long."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint import check_bytes
from siplint.api import check_files
from siplint.engine.files import lint_files
from siplint.engine.fix import apply
from siplint.model.diagnostic import Edit, Fix, Position
from siplint.model.escaping import visible
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.settings import Settings
from siplint.report.fix_diff import (
    ADDED,
    BESIDE,
    CUT,
    KEPT,
    LARGEST,
    MOST_COMPARED,
    MOST_LINES,
    REMOVED,
    DiffLine,
    _lines_around,
    fix_diff,
)
from siplint.report.full import full
from siplint.source.source_lines import Excerpt

TOP = Position(1, 1, 0)
WIDE = 80


def rows(source: bytes, *edits: Edit, wide: int = WIDE) -> list[tuple[str, int, str]]:
    return [(line.sign, line.number, line.text) for line in fix_diff(source, edits, TOP, wide)]


def test_only_lines_that_change_are_shown() -> None:
    source = b"one\ntwo\nthree\nfour"
    assert rows(source, Edit(4, 7, "2")) == [(REMOVED, 2, "two"), (ADDED, 0, "2")]
    assert rows(source, Edit(4, 8, "")) == [(REMOVED, 2, "two")]
    assert rows(source, Edit(4, 4, "1.5\n")) == [(ADDED, 0, "1.5")]


def test_one_line_between_two_changes_is_kept_and_more_are_cut() -> None:
    source = b"one\ntwo\nthree\nfour"
    assert rows(source, Edit(0, 3, "1"), Edit(8, 13, "3")) == [
        (REMOVED, 1, "one"),
        (ADDED, 0, "1"),
        (KEPT, 2, "two"),
        (REMOVED, 3, "three"),
        (ADDED, 0, "3"),
    ]
    assert (CUT, 0, "") in rows(source, Edit(0, 3, "1"), Edit(14, 18, "4"))


def test_line_ends_and_byte_order_marks_are_not_part_of_a_line() -> None:
    assert rows(b"\xef\xbb\xbfone\r\ntwo\r\n", Edit(3, 6, "1")) == [(REMOVED, 1, "one"), (ADDED, 0, "1")]


def test_lines_are_counted_from_the_place_of_the_finding() -> None:
    source = b"one\ntwo\nthree\n"
    for near in (TOP, Position(2, 1, 4), Position(3, 2, 9)):
        assert fix_diff(source, [Edit(4, 7, "2")], near, WIDE)[0] == DiffLine(REMOVED, 2, "two")


def test_a_large_change_is_cut_and_says_so() -> None:
    for many in (MOST_LINES, MOST_COMPARED + 1):
        source = b"\n".join(b"line %d" % number for number in range(many))
        lines = rows(source, Edit(0, len(source), "one"))
        assert len(lines) == MOST_LINES
        assert lines[-1] == (CUT, 0, f"{many + 1 - (MOST_LINES - 1)} more lines; --diff shows them")


def test_a_long_line_is_cut_around_the_change() -> None:
    source = b"x" * 500 + b"OLD" + b"y" * 500
    (_, _, old), (_, _, new) = rows(source, Edit(500, 503, "NEW"), wide=60)
    assert "OLD" in old
    assert "NEW" in new
    assert old.index("OLD") == new.index("NEW")
    assert max(len(old), len(new)) <= 62


def test_the_part_that_changes_is_known() -> None:
    old, new = fix_diff(b'  "type": "Inbound",', [Edit(11, 18, "inbound")], TOP, WIDE)
    assert (old.text[old.start : old.end], new.text[new.start : new.end]) == ("I", "i")
    old, new = fix_diff(b'"a": "true", "b": 1', [Edit(5, 11, "true")], TOP, WIDE)
    assert (old.text[old.start : old.end], new.text[new.start : new.end]) == ('"true"', "true")
    (old,) = fix_diff(b"gone\nkept", [Edit(0, 5, "")], TOP, WIDE)
    assert (old.start, old.end) == (0, 0)


def test_a_change_that_breaks_a_runners_command_apart_is_broken_up_as_a_whole() -> None:
    old, new = fix_diff(b'"#x": 1, "#[group]y": 2', [Edit(2, 10, "")], TOP, WIDE)
    assert new.text == visible('"##[group]y": 2')
    assert (new.start, new.end) == (0, 0)
    assert "##[" not in old.text + new.text


@pytest.mark.parametrize("letter", ["x", "é", "日", "😀"])
def test_of_a_huge_line_only_a_part_is_looked_at(letter: str) -> None:
    side = letter.encode() * 100_000
    source = b"first\n" + side + b"OLD" + side + b"\nlast"
    start = source.index(b"OLD")
    number, offset, block = _lines_around(source, start, start + 3, Position(2, 1, 6)) or (0, 0, b"")
    assert (number, source[offset : offset + len(block)]) == (2, block)
    assert len(block) <= 2 * BESIDE + 3
    block.decode()
    (_, _, old), (_, _, new) = (
        (line.sign, line.number, line.text) for line in fix_diff(source, [Edit(start, start + 3, "NEW")], TOP, 60)
    )
    assert old == new.replace("NEW", "OLD")
    assert (old[0], old[-1]) == ("…", "…")


def test_a_repair_from_one_end_of_a_large_file_to_the_other_is_not_shown() -> None:
    source = b"{" + b"x" * LARGEST + b"}"
    assert fix_diff(source, [Edit(0, 1, ""), Edit(len(source) - 1, len(source), "")], TOP, WIDE) == []


def test_of_a_large_file_only_lines_that_are_held_are_shown() -> None:
    excerpt = Excerpt({7: (100, b"seven")})
    edit, here = Edit(100, 105, "7"), Position(7, 1, 100)
    assert fix_diff(excerpt, [edit], TOP, WIDE) == []
    assert fix_diff(excerpt, [edit], here, WIDE) == [DiffLine(REMOVED, 7, "seven"), DiffLine(ADDED, 0, "7")]
    assert fix_diff(excerpt, [Edit(90, 95, "")], here, WIDE) == []


def test_a_rule_a_line_shows_its_repair_however_it_is_read() -> None:
    data = json.dumps(OUTBOUND_BODY | {"type": "Outbound"}).encode() + b"\n"
    settings = Settings(select=("RR103",))

    class Pieces:
        def __call__(self) -> object:
            import io

            return io.BytesIO(data * 2)

    whole = "".join(full(lint_files({"a.jsonl": data * 2}, settings)))
    pieces = "".join(full(lint_files({"a.jsonl": Pieces()}, settings)))  # type: ignore[dict-item]
    assert whole == pieces
    assert whole.count("= fix (--fix):") == 2


def test_a_secret_is_in_no_repair() -> None:
    key = "sk-proj-" + "Ab3" * 12
    body = {**OUTBOUND_BODY, "apiKey": key, "type": "Outbound"}
    text = "".join(full(check_bytes(json.dumps(body).encode())))
    assert "= fix (--fix):" in text
    assert key not in text


@given(lines=st.lists(st.text("ab,", max_size=4), min_size=1, max_size=6), data=st.data())
def test_the_lines_shown_turn_the_old_text_into_the_new(lines: list[str], data: st.DataObject) -> None:
    source = "\n".join(lines).encode()
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    edit = Edit(start, end, data.draw(st.sampled_from(("", "x", "a\nb", "long " * 3))))
    shown = fix_diff(source, [edit], TOP, WIDE)
    before, after = (text.split("\n") for text in (source.decode(), _applied(source, edit)))
    assert all(before[line.number - 1] == line.text for line in shown if line.number)
    removed = {line.number for line in shown if line.sign == REMOVED}
    kept = [text for number, text in enumerate(before, 1) if number not in removed]
    assert sorted(kept + [line.text for line in shown if line.sign == ADDED]) == sorted(after)


def _applied(source: bytes, edit: Edit) -> str:
    return apply(source, [Fix(safe=True, edits=(edit,))]).decode()


def test_the_report_of_a_set_marks_what_fix_repairs() -> None:
    files = {"a.json": json.dumps(OUTBOUND_BODY | {"type": "Outbound", "recording": "true"}).encode()}
    marked = {one.code: one.is_fixable for one in check_files(files)}
    assert marked == {"RR103": True, "RR102": False}

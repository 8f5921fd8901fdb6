"""The report a person reads fits the terminal: titles and labels wrap at words, lines are cut by columns."""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.api import check_bytes, check_files
from siplint.model.diagnostic import Diagnostic, Label, Position
from siplint.model.run_report import Report
from siplint.model.settings import Settings
from siplint.report.columns import NARROW, cut_around, seen, width
from siplint.report.full import WIDTH, full

LONG = "a name that is far longer than any terminal is wide, so that it has to go on in the next line"


def position(data: str, index: int) -> Position:
    line = data.count("\n", 0, index) + 1
    return Position(line, index - (data.rfind("\n", 0, index) + 1) + 1, len(data[:index].encode()))


def shown(data: str, place: str, room: int, message: str = "fault", label: str = "", at: str = "") -> list[str]:
    labels: tuple[Label, ...] = ()
    if label:
        begin = data.index(at)
        labels = (Label(label, "a.json", "", position(data, begin), position(data, begin + len(at))),)
    begin = data.index(place)
    one = Diagnostic(
        "RR105",
        "unknown-field",
        "error",
        message,
        "",
        "a.json",
        "",
        position(data, begin),
        position(data, begin + len(place)),
        labels,
    )
    return "".join(full(Report((one,), sources={"a.json": data.encode()}), room=room)).split("\n")


def test_a_title_wraps_at_words() -> None:
    assert shown("{}", "{", 60, LONG)[:3] == [
        "error[RR105]: a name that is far longer than any terminal is",
        "  wide, so that it has to go on in the next line",
        " --> a.json:1:1",
    ]
    assert shown("{}", "{", 0, LONG)[:2] == [f"error[RR105]: {LONG}", " --> a.json:1:1"]


def test_a_label_wraps_at_words_beside_its_place() -> None:
    data = '{"type": "x", "room": 1}'
    assert shown(data, '"room": 1', 80, label=LONG, at='"type": "x"')[2:8] == [
        "  |",
        '1 | {"type": "x", "room": 1}',
        "  |  ----------- a name that is far longer than any terminal is wide, so that it",
        "  |              has to go on in the next line",
        "  |               ^^^^^^^^^",
        "  |",
    ]


def test_a_label_stands_below_where_there_is_no_room_beside_its_place() -> None:
    data = '{"aaaaaaaaaaaaaaaaaaaaaaaaaa": 1, "type": "x"}'
    assert shown(data, "{", 60, label=LONG, at='"type": "x"')[3:9] == [
        '1 | {"aaaaaaaaaaaaaaaaaaaaaaaaaa": 1, "type": "x"}',
        "  | ^",
        "  |                                   -----------",
        "  |                 a name that is far longer than any",
        "  |                 terminal is wide, so that it has to go",
        "  |                 on in the next line",
    ]


@pytest.mark.parametrize("room", [40, 44, 60, 80, 100, 200])
@pytest.mark.parametrize("text", [LONG, "日本語 " * 20, "x" * 30 + " " + LONG, "é" * 20 + " " + LONG])
def test_no_line_of_a_report_is_wider_than_the_terminal(room: int, text: str) -> None:
    data = json.dumps({"aaaa": text, "type": "x", "more": text * 3, "room": 1}, ensure_ascii=False)
    for line in shown(data, '"room": 1', room, text, text, '"type": "x"'):
        assert width(line) <= max(room, NARROW + len("1 | ……")), line


def test_a_second_file_has_a_rule_of_its_own() -> None:
    good = b'{"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}\n'
    report = check_files({"a.json": good, "b.json": good.replace(b'"a"', b'"b"')}, settings=Settings(select=("RR701",)))
    assert "".join(full(report)).split("\n")[1:10] == [
        " --> b.json:1:51  /phoneNumbers/0",
        "  |",
        '1 | {"name": "b", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}',
        "  |                                                   ^^^^^^^^^^^^^^",
        "  |",
        " --- a.json:1:51",
        "  |",
        '1 | {"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}',
        "  |                                                   -------------- the first one has it here",
    ]


@pytest.mark.parametrize("letter", ["a", "日", "é", "e\u0301", "\u202e", "\t", "\x1b", "😀", "\u200d", "👩\u200d💻"])
@pytest.mark.parametrize("wide", [40, 41, 100])
def test_a_line_is_cut_by_columns(letter: str, wide: int) -> None:
    for before, after in product((0, 1, 30, 99, 500), repeat=2):
        line = letter * before + "!" + letter * after
        first = before * len(letter)
        low, high = cut_around(line, first, wide)
        assert low <= first < high
        assert width(seen(line[low:high])) <= wide
        whole = width(seen(line)) <= wide and len(line) <= wide
        assert not whole or (low, high) == (0, len(line))
        if high < len(line) and len(letter) == 1 and letter != "\u200d":  # nothing that would fit is cut away
            assert width(seen(line[low : high + 1])) > wide


@given(st.text(max_size=300), st.integers(0, 300), st.integers(40, 100))
def test_any_line_is_cut_by_columns(line: str, at: int, wide: int) -> None:
    first = min(at, len(line))
    low, high = cut_around(line, first, wide)
    assert low <= first <= high
    assert high - low <= 1 or width(seen(line[low:high])) <= wide


def test_a_line_of_a_million_letters_is_cut_in_no_time() -> None:
    line = "\u0301" * 1_000_000
    low, high = cut_around(line, 500_000, WIDTH)
    assert high - low <= 2 * WIDTH


def test_the_report_on_wide_characters_fits() -> None:
    data = json.dumps({"name": "日" * 300, "tpe": "日" * 300}, ensure_ascii=False).encode()
    for line in "".join(full(check_bytes(data, file="a.json"))).split("\n"):
        if line.startswith(("1 |", "  |")):
            assert width(line) <= WIDTH + len("1 | ……")

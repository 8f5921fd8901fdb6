"""What the terminal shows in colors becomes a picture that any browser draws alike."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from places import ROOT
from project_scripts import script

drawing = script("pages/report_picture")
SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[tuple[str, str, str]]:
    """Return the text, color and weight of each piece of a picture."""
    return [
        (one.text or "", one.get("fill", ""), one.get("font-weight", ""))
        for one in ET.fromstring(picture).iter(f"{SVG}text")
    ]


def test_a_color_lasts_until_it_is_ended_and_bold_goes_with_it() -> None:
    picture = drawing.picture("\x1b[1;31merror\x1b[0m plain\n\x1b[34mblue\nstill\x1b[m not\n", "t")
    red, blue = drawing.COLORS[31], drawing.COLORS[34]
    assert texts(picture) == [
        ("error", red, "700"),
        ("plain", "", ""),
        ("blue", blue, ""),
        ("still", blue, ""),
        ("not", "", ""),
    ]


def test_a_piece_has_the_column_and_width_that_the_terminal_gives_it() -> None:
    picture = drawing.picture("  a \x1b[32m 日本\x1b[0m|e\u0301", "t")
    pieces = list(ET.fromstring(picture).iter(f"{SVG}text"))
    columns = [(float(one.get("x", "")) - drawing.MARGIN) / drawing.CELL for one in pieces]
    widths = [float(one.get("textLength", "")) / drawing.CELL for one in pieces]
    assert columns == pytest.approx([2, 5, 9], abs=0.01)
    assert widths == pytest.approx([1, 4, 2], abs=0.01)


def test_spaces_in_a_row_are_kept() -> None:
    assert texts(drawing.picture("-   a b  c  ", "t")) == [("-\u00a0\u00a0\u00a0a b\u00a0\u00a0c", "", "")]


@pytest.mark.parametrize("text", ['<script>&"]]>', "\x00\x08\ufffe", "a\tb", "\x1b[999mx", "\x1b[38;5;1mx", ""])
def test_no_text_breaks_the_picture(text: str) -> None:
    picture = drawing.picture(text, title=text)
    assert ET.fromstring(picture).tag == f"{SVG}svg"
    assert "<script" not in picture


def test_the_picture_shows_all_that_the_command_prints() -> None:
    (picture,) = drawing.pages(str(ROOT)).values()
    shown = "".join("".join(text.split()) for text, _, _ in texts(picture))
    printed = drawing.ESCAPE.sub("", drawing.printed(str(ROOT)))
    assert shown == "".join(f"$ siplint check {drawing.EXAMPLE}{printed}".split())


def test_a_command_that_fails_makes_no_picture(tmp_path: object) -> None:
    with pytest.raises(RuntimeError, match="siplint: "):
        drawing.printed(str(tmp_path))

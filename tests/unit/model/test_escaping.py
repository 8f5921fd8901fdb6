"""Text of the user's files made harmless."""

from __future__ import annotations

from hypothesis import given

from harmless import assert_harmless
from loud import TEXTS
from rendering import finding, rendered
from siplint.model.diagnostic import Position
from siplint.model.escaping import visible
from siplint.model.run_report import Report


@given(TEXTS)
def test_visible_text_is_harmless_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert_harmless("a line", shown)
    assert "\n" not in shown
    assert visible(shown) == shown


def test_what_is_harmless_is_left_alone() -> None:
    for text in ("", "Café 😀 👩\u200d💻", "a ## heading", "#1 [x]", "a::b", "+14155551234", "ab: c"):
        assert visible(text) == text


def test_no_command_grows_from_the_pieces_of_a_line() -> None:
    one = finding(file="#", start=Position(1, 2, 1), end=Position(1, 5, 4))
    (line,) = (line for line in rendered("full", Report((one,), sources={"#": b"##[x]"})).split("\n") if "[x]" in line)
    assert line == "1 | # #[x]"
    assert rendered("concise", Report((finding(file=":", start=None, end=None, pointer=""),))).startswith(": : error")


def test_control_characters_become_pictures_and_the_rest_escapes() -> None:
    assert visible("\x1b[31m\x00\t\r\n\x7f") == "␛[31m␀␉␍␊␡"
    assert visible("\x85\u202e\u2066\u2028\ufeff\uffff") == r"\u0085\u202e\u2066\u2028\ufeff\uffff"
    assert visible("\ud800 \udcff") == r"\ud800 \xff"
    assert visible("##[error] ##vso[x] ###[y]") == "# #[error] # #vso[x] ## #[y]"
    assert visible("\u00a0\u00ad::error::") == "\u00a0\u00ad: :error::"
    assert visible("#\u200b#[x]") == "# \u200b#[x]"

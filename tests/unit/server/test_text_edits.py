"""Edits: one that turns a text into another touches nothing that is the same, and no character is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from siplint.model.diagnostic import Edit
from siplint.server.line_positions import LinePositions
from siplint.server.text_edits import difference, text_edits

TEXTS = st.text(st.sampled_from("abé😀è\n"), max_size=12)


@given(TEXTS, TEXTS)
def test_the_difference_of_two_texts_turns_one_into_the_other(before: str, after: str) -> None:
    one, other = before.encode(), after.encode()
    edit = difference(one, other)
    assert one[: edit.start] + edit.text.encode() + one[edit.end :] == other
    one[: edit.start].decode()
    one[edit.end :].decode()


def test_what_is_the_same_at_both_ends_is_left_alone() -> None:
    assert difference(b"abcdef", b"abXef") == Edit(2, 4, "X")
    assert difference(b"aaaa", b"aaa") == Edit(3, 4, "")
    assert difference("aéb".encode(), "aèb".encode()) == Edit(1, 3, "è")


def test_edits_are_in_order() -> None:
    found = text_edits(LinePositions(b"a\nb", "utf-16"), [Edit(2, 3, "y"), Edit(0, 1, "x")])
    assert [one["newText"] for one in found] == ["x", "y"]

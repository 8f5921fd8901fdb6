"""How far two sequences are the same: compared item by item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from siplint.source.common_start import common_ends, common_start

TEXTS = st.text("ab", max_size=12)


def compared(one: str, other: str) -> int:
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), -1)


@given(TEXTS, TEXTS)
def test_the_common_start_is_the_longest_one(one: str, other: str) -> None:
    first = compared(one, other)
    assert common_start(one, other) == (min(len(one), len(other)) if first < 0 else first)
    assert (
        common_start(list(one), list(other)) == common_start(one.encode(), other.encode()) == common_start(one, other)
    )


@given(TEXTS, TEXTS)
def test_the_ends_do_not_overlap(one: str, other: str) -> None:
    start, end = common_ends(one, other)
    assert start == common_start(one, other)
    assert start + end <= min(len(one), len(other))
    assert one[len(one) - end :] == other[len(other) - end :]
    assert end == common_start(one[start:][::-1], other[start:][::-1])

"""What no JSON can carry."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.source.sendable import unsendable


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, "é", None, True, 1.5, ("t",)]}, None),
        ({"a": [{"b": "\ud800"}]}, ("surrogate", ("a", 0, "b"), "\ud800")),
        ({"\udfff": 1}, ("surrogate", ("\udfff",), "\udfff")),
        ({"é": 1}, None),
        ({1: 2}, ("type", ("1",), 1)),
        ({"a": {1, 2}}, ("type", ("a",), {1, 2})),
        ({"a": math.inf}, ("type", ("a",), math.inf)),
        (b"x", ("type", (), b"x")),
    ],
)
def test_what_cannot_be_sent_is_told(value: Any, expected: Any) -> None:
    assert unsendable(value) == expected


def test_nan_and_circles_cannot_be_sent() -> None:
    assert unsendable([math.nan])[:2] == ("type", (0,))  # type: ignore[index]
    circle: list[Any] = []
    circle.append(circle)
    assert unsendable(circle) == ("depth", (0,), None)
    assert unsendable({"a": [1, {"b": (circle,)}]}) == ("depth", ("a", 1, "b", 0, 0), None)
    outer: dict[str, Any] = {"a": 1, "b": [2]}
    outer["b"].append(outer)
    assert unsendable(outer) == ("depth", ("b", 1), None)


@pytest.mark.parametrize("deepest", [3, 4])
def test_what_stands_in_many_places_is_too_deep_where_one_of_them_is(deepest: int) -> None:
    shared: list[Any] = [[[]]]  # three levels
    told = None if deepest == 4 else ("depth", ("b", 0), None)
    assert unsendable({"a": shared, "b": shared}, 4) is None
    assert unsendable({"a": shared, "b": [shared]}, deepest + 1) == told
    assert unsendable({"a": [shared], "b": shared}, deepest + 1) == (told and ("depth", ("a", 0, 0, 0), None))


def levels(value: Any) -> int:
    return 1 + max(map(levels, value), default=0) if isinstance(value, list) else 0


@given(st.lists(st.lists(st.integers(0, 8), max_size=3), min_size=1, max_size=9), st.integers(1, 9))
def test_what_stands_in_many_places_is_as_deep_as_in_one(plan: list[list[int]], limit: int) -> None:
    made: list[Any] = []
    for picks in plan:
        made.append([made[pick % len(made)] if made else 1 for pick in picks])
    value = [*made, made[0], [[made[-1]]]]
    assert (unsendable(value, limit) is None) == (levels(value) <= limit)


def test_the_depth_of_what_was_read_in_another_place_counts() -> None:
    inner: list[Any] = [[]]
    outer = [inner]
    value = [inner, outer, 1, [[outer]]]
    assert unsendable(value, 6) is None
    assert unsendable(value, 5) == ("depth", (3, 0, 0), None)
    assert unsendable([inner, outer, "\ud800", [[outer]]], 6) == ("surrogate", (2,), "\ud800")

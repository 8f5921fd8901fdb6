"""Where each key was met first: what the packed index answers is what a dictionary would."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.engine import key_index
from siplint.engine.key_index import BUCKETS, KEY_MASK, KeyIndex

KEYS = st.integers(-(2**63), 2**63) | st.integers(0, 40).map(lambda number: number * BUCKETS)
INDEXES = st.sampled_from([None, 0, 1, 254, 255, 256, 2**20])


@given(st.lists(st.tuples(KEYS, INDEXES)))
def test_a_packed_index_agrees_with_a_dictionary(asked: list[tuple[int, int | None]]) -> None:
    paths: dict[int, Any] = {}
    index = KeyIndex()
    index._pack()
    for number, (key, position) in enumerate(asked):
        path = (f"{number // 5}.json",) if position is None else (f"{number // 5}.json", position)
        assert index.first(key, path) == paths.setdefault(key & KEY_MASK, path)


def test_many_keys_are_packed_and_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_index, "KEYS_IN_DICTIONARY", 9)
    index = KeyIndex()
    for turn in range(2):
        for key in range(20):
            first = index.first(key * BUCKETS, (f"{turn}-{key // 7}.json", key % 7))
            assert first == (f"0-{key // 7}.json", key % 7)
            assert bool(index._buckets) == (turn > 0 or key > 8)


def test_the_first_path_is_returned_for_every_later_one() -> None:
    index = KeyIndex()
    assert index.first(5, ("a.json",)) == ("a.json",)
    assert index.first(6, ("b.json", 70_000)) == ("b.json", 70_000)
    assert index.first(5, ("b.json", 1)) == ("a.json",)
    assert index.first(6, ("c.json", 1)) == ("b.json", 70_000)


def test_a_new_key_returns_the_same_object_as_it_was_given() -> None:
    """The caller knows by identity that a key was not met before; that spares a comparison for each key."""
    for packed in (False, True):
        index = KeyIndex()
        if packed:
            index._pack()
        path = ("a.json", 3)
        assert index.first(8, path) is path
        assert index.first(8, ("a.json", 4)) == path


def test_a_key_that_lies_across_two_records_is_not_met() -> None:
    index = KeyIndex()
    index._pack()
    index.first(0, ("a.json", 0))
    index.first(BUCKETS << 32, ("a.json", 1))
    assert index.first(BUCKETS, ("a.json", 2)) == ("a.json", 2)
    assert index.first(BUCKETS << 8, ("a.json", 3)) == ("a.json", 3)

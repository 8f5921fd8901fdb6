"""Pairs of bodies that share a key, after bodies come and go."""

from __future__ import annotations

from siplint.engine.pair_index import PairIndex

A, B, C = ("a", 0), ("b", 0), ("c", 0)


def test_each_slot_is_paired_with_the_first_of_each_of_its_keys() -> None:
    index = PairIndex()
    index.replace((), {C: [1, 2], A: [1], B: [2, 3]})
    assert {slot: index.firsts(slot) for slot in (A, B, C)} == {A: [], B: [], C: [A, B]}
    assert [index.is_paired(slot) for slot in (A, B, C)] == [True, True, True]


def test_only_slots_whose_pairs_may_differ_are_named() -> None:
    index = PairIndex()
    assert index.replace((), {A: [1], B: [1], C: [9]}) == ({A, B, C}, {A, B, C})
    assert index.replace([C], {C: [1]}) == ({C}, {C})
    assert index.replace([A], {A: [2]}) == ({A, B, C}, {A})
    assert index.firsts(C) == [B]
    assert index.replace([B], {}) == ({C}, {C})
    assert not index.is_paired(C)


def test_a_key_that_a_slot_has_twice_is_no_pair() -> None:
    index = PairIndex()
    index.replace((), {A: [1, 1]})
    assert (index.firsts(A), index.is_paired(A)) == ([], False)


def test_nothing_is_left_of_what_is_gone() -> None:
    index = PairIndex()
    index.replace((), {A: [1, 2], B: [2]})
    assert index.replace([A, B, C], {}) == (set(), set())
    assert (index.groups, index.keys) == ({}, {})

"""Pointers below huge keys, whole as far as memory allows."""

from __future__ import annotations

import json
from typing import Any

from siplint import check, check_bytes
from siplint.engine.pointers import MOST, REACH, Pointers
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.tree_path import pointer

MEGA = 1_000_000


def text_of(**members: Any) -> bytes:
    return json.dumps(OUTBOUND_BODY | members).encode()


def inside(text: str) -> bytes:
    """A body whose metadata is a text of JSON."""
    return text_of(agentMetadata=0, agentId="a").replace(b'"agentMetadata": 0', b'"agentMetadata": ' + text.encode())


def test_a_pointer_is_whole_however_long_the_keys_are() -> None:
    key = "k" * MEGA
    assert pointer((key, "a/b", 0, "~")) == f"/{key}/a~1b/0/~0"
    data = inside('{"' + key + '": {"a": 1, "a": 2}}')
    (one,) = (one for one in check_bytes(data) if one.code == "RR003")
    assert (one.pointer, one.start and one.start.offset) == (f"/agentMetadata/{key}/a", data.rindex(b'"a": 2'))


def test_so_many_long_pointers_that_they_fill_the_memory_are_cut() -> None:
    write = Pointers().write
    key = "k" * MOST
    assert write(("a", key)) == f"/a/{key}"  # its own key may be as long as it likes
    assert write(("a", "k" * REACH, 0)) == f"/a/{'k' * REACH}/0"
    assert write(("a", key, "b")) == f"/a/{key}/b"
    assert write(("a", key, "c")) == "/a"
    assert write(("a", key, "c", 0)) == "/a"
    assert write(("k" * REACH, "k", 0)) == "/" + "k" * REACH
    assert write((key, 0)) == ""
    assert write(("k" * REACH, 0)) == "/" + "k" * REACH + "/0"
    assert write(("a", key)) == f"/a/{key}"


def test_people_see_the_beginning_of_a_long_pointer() -> None:
    key = "k" * MEGA
    report = check(OUTBOUND_BODY | {key: 1})
    assert [one.pointer for one in report] == [f"/{key}"]
    assert len(str(report)) < 500

"""Attacks by callers of the library whose objects, stacks, threads and working folders are not what they should be."""

from __future__ import annotations

import os
import sys
import threading
from collections import OrderedDict, UserDict, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from attacks import BAD
from siplint import Report, check, check_bytes, check_file, check_files
from siplint.engine import workers
from siplint.model.examples import INBOUND_BODY
from siplint.source.chunks import Chunk


class Hostile(Exception):  # noqa: N818
    """What hostile objects raise."""


def raising(*methods: str, base: type = object, error: type[BaseException] = Hostile) -> Any:
    def method(*_: Any, **__: Any) -> Any:
        raise error

    return type("Raising", (base,), dict.fromkeys(methods, method) | {"__slots__": ()})


METHODS = (
    "__eq__",
    "__len__",
    "__str__",
    "__repr__",
    "__bool__",
    "__iter__",
    "__contains__",
    "__getattribute__",
    "__int__",
)
BASES: tuple[tuple[type, tuple[Any, ...]], ...] = (
    (object, ()),
    (str, ("x",)),
    (int, (5,)),
    (float, (0.5,)),
    (list, ([1],)),
    (dict, ({"a": 1},)),
    (tuple, ((1,),)),
)
PLACES = ("name", "phoneNumbers", "room", "headers", "unknown")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("base", "arguments"), BASES, ids=[base.__name__ for base, _ in BASES])
def test_an_object_that_raises_does_not_leave(method: str, place: str, base: type, arguments: tuple[Any, ...]) -> None:
    extra = {"__hash__": base.__hash__} if method == "__eq__" else {}
    kind = type("Kind", (raising(method, base=base),), extra)
    assert isinstance(check({**INBOUND_BODY, place: kind(*arguments)}), Report)
    assert isinstance(check([{**INBOUND_BODY, place: {"a": [kind(*arguments)]}}]), Report)
    assert isinstance(check(kind(*arguments)), Report)


class Liar:
    """An object that says it is another."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return dict

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("type")


class Fickle(dict[str, Any]):
    """A dictionary that shows something else each time."""

    def items(self) -> Any:
        return iter([("type", object())] * 3)

    def __getitem__(self, key: str) -> Any:
        raise Hostile

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ARG002
        return "outbound"


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        (OrderedDict(INBOUND_BODY), []),
        (defaultdict(list, INBOUND_BODY), []),
        (Fickle(INBOUND_BODY), []),
        (UserDict(INBOUND_BODY), ["RR001"]),
        (INBOUND_BODY | {"name": Decimal(1)}, ["RR001"]),
        (INBOUND_BODY | {"name": b"x"}, ["RR001"]),
        (INBOUND_BODY | {"name": {1, 2}}, ["RR001"]),
        (INBOUND_BODY | {"name": Liar()}, ["RR001"]),
        (INBOUND_BODY | {float("nan"): 1}, ["RR001"]),
        (INBOUND_BODY | {10**5000: 1}, ["RR001"]),
        (INBOUND_BODY | {"name": float("nan")}, ["RR001"]),
        (INBOUND_BODY | {None: 1, True: 2, 1.5: 3, (): 4}, ["RR001"]),
        (Liar(), ["RR001"]),
        (check, ["RR001"]),
    ],
)
def test_what_is_no_json_is_said_to_be_none(value: Any, codes: list[str]) -> None:
    report = check(value)
    assert [one.code for one in report if one.code == "RR001"] == codes
    assert str(report) is not None


def test_circles_and_towers_are_too_deep() -> None:
    circle: dict[str, Any] = {}
    circle["a"] = [circle]
    tower: Any = []
    for _ in range(100_000):
        tower = [tower]
    for value in (circle, tower, INBOUND_BODY | {"room": circle}, INBOUND_BODY | {"headers": tower}):
        assert "RR004" in [one.code for one in check(value)]
    while tower:  # the interpreter would recurse to let it go
        tower = tower[0]


def test_a_body_that_doubles_ends() -> None:
    value: Any = ["x"]
    for _ in range(60):
        value = [value, value]
    assert isinstance(check(INBOUND_BODY | {"unknown": value}), Report)
    assert isinstance(check(value), Report)


@pytest.mark.parametrize("left", [1, 3, 10, 30, 60])
def test_any_depth_of_the_callers_stack_is_enough(left: int) -> None:
    def descend(depth: int) -> list[str]:
        if depth:
            return descend(depth - 1)
        return [one.code for one in check_bytes(BAD.encode())] + [one.code for one in check({"type": "x"})]

    expected = descend(0)
    depth = sys.getrecursionlimit() - len(stack()) - left
    for less in range(0, 200, 10):
        try:
            found = descend(depth - less)
        except RecursionError:  # of the test's own calls, where nothing at all is left
            assert left + less < 60
            continue
        assert found == expected


def stack() -> list[Any]:
    frames: list[Any] = []
    frame: Any = sys._getframe(1)
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return frames


def test_threads_do_not_disturb_each_other() -> None:
    expected = [(one.code, one.pointer) for one in check_bytes(BAD.encode())]
    found: list[Any] = []

    def work() -> None:
        found.extend([(one.code, one.pointer) for one in check_bytes(BAD.encode())] == expected for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [True] * 160


def test_a_deleted_working_folder_does_not_matter_to_an_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text(BAD)

    def gone() -> str:
        raise FileNotFoundError

    monkeypatch.setattr("os.getcwd", gone)
    report = check_file(str(tmp_path / "a.json"))
    assert [(one.file, one.code) for one in report] == [(f"{tmp_path}/a.json", "RR102")]


@pytest.mark.parametrize(
    "error", [OSError(24, "Too many open files"), RuntimeError("can't start new thread"), ImportError()]
)
@pytest.mark.parametrize(
    "place", ["concurrent.futures.ProcessPoolExecutor.submit", "concurrent.futures.ProcessPoolExecutor.__init__"]
)
def test_without_processes_this_one_does_all_the_work(
    monkeypatch: pytest.MonkeyPatch, error: Exception, place: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(place, fail)
    chunks = [Chunk(f"{n}.json", b"{}") for n in range(5)]
    worked: list[str] = []

    def work(chunk: Chunk) -> Any:
        worked.append(f"{chunk.name} {os.getpid()}")
        return chunk.name

    results: list[Any] = list(workers.spread_work(work, chunks, {}, 2, size=1))
    assert results == [(chunk, chunk.name) for chunk in chunks]
    assert worked == [f"{n}.json {os.getpid()}" for n in range(5)]


@pytest.mark.parametrize(
    "files", [None, [], "a.json", {"a.json": "text"}, {"a.json": None}, {1: b"{}"}, {"": b"{}"}, {"\udcff": b"{}"}]
)
def test_wrong_arguments_are_type_errors_or_checked(files: Any) -> None:
    try:
        report = check_files(files)
    except TypeError:
        assert not isinstance(files, dict) or not all(isinstance(data, bytes) for data in files.values())
    else:
        assert report.failures == ()

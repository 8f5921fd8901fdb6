"""`check` takes any object of Python and runs none of its code: what is no JSON data is RR001 with its place."""

from __future__ import annotations

import collections
import enum
import importlib.util
import itertools
import json
import sys
import types
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from places import ROOT
from siplint.api import InvalidRoutingRule, check, check_bytes, check_files, require
from siplint.model.run_report import Report
from siplint.source.plain_data import NotJSON, is_plain, plain_copy

SOURCE = str(ROOT / "src")
IN = {"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}
METHODS = (
    "__eq__", "__len__", "__str__", "__hash__", "__class__", "__repr__", "__bool__", "__iter__", "__contains__", "__format__",
    "__lt__", "__index__", "__int__", "__float__", "__getattribute__", "__getitem__", "keys", "items", "values", "get",
)  # fmt: skip
BASES: tuple[tuple[type, tuple[Any, ...]], ...] = (
    (object, ()), (str, ()), (str, ("inbound",)), (str, ("x" * 40,)), (int, (5,)), (float, (1.5,)), (dict, ()),
    (dict, ({"a": 1},)), (dict, (IN,)), (list, ()), (list, ([1],)), (tuple, ((1,),)),
)  # fmt: skip


def found(report: Report) -> list[tuple[str, str]]:
    str(report)
    json.dumps(report.to_dict())
    return [(one.code, one.pointer) for one in report]


def boom(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError


def evil(method: str, base: type) -> type:
    """A class one method of which raises."""
    return type("Evil", (base,), {method: property(boom) if method == "__class__" else boom})


def values() -> Iterator[tuple[str, Any, Any]]:
    """Objects that raise, with what they are as JSON: itself for what is none."""
    for method, (base, arguments) in itertools.product(METHODS, BASES):
        value = evil(method, base)(*arguments)
        yield (
            f"{base.__name__}{arguments and arguments[0]}.{method}",
            value,
            base(*arguments) if base is not object else None,
        )


def put_at(name: str, value: Any) -> Any:
    return {**IN, name: value}


PLACES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "top": (lambda value: value, ""),
    **{name: (partial(put_at, name), f"/{name}") for name in (
        "name", "type", "phoneNumbers", "agentId", "room", "tags", "recording", "unknown", "apiKey", "agentMetadata",
        "allowedIpAddresses", "includeHeaders", "headersToAttributes",
    )},
    "number": (lambda value: {**IN, "phoneNumbers": [value]}, "/phoneNumbers/0"),
    "tag": (lambda value: {**IN, "tags": ["a", value]}, "/tags/1"),
    "metadata": (lambda value: {**IN, "agentMetadata": {"a/b": [{"x": value}]}}, "/agentMetadata/a~1b/0/x"),
    "header": (lambda value: {**IN, "type": "outbound", "headers": {"X-A": value}}, "/headers/X-A"),
    "room type": (lambda value: {**IN, "room": {"type": value}}, "/room/type"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["create", "update"])
def test_an_object_that_raises_is_checked_as_what_it_is(place: str, kind: Any) -> None:
    put, pointer = PLACES[place]
    for name, value, plain in values():
        expected = [("RR001", pointer)] if plain is None else found(check(put(plain), kind=kind))
        assert found(check(put(value), kind=kind)) == expected, name


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("place", ["top", "agentMetadata", "headers", "room"])
def test_a_key_that_raises_is_checked_as_what_it_is(method: str, place: str) -> None:
    for base, argument in ((object, ()), (int, (7,)), (str, ("zzz",))):
        made = evil(method, base)
        if method in ("__eq__", "__hash__"):  # no dictionary takes what has no hash
            made = type("Late", (base,), {"__hash__": base.__hash__, "__eq__": boom})
        key = made(*argument)
        report = check({**IN, key: 1} if place == "top" else {**IN, place: {key: 1}})
        if base is str:
            assert found(report) == found(check({**IN, "zzz": 1} if place == "top" else {**IN, place: {"zzz": 1}}))
        else:
            ((code, pointer),) = found(report)
            assert code == "RR001"
            assert pointer.startswith("/" if place == "top" else f"/{place}/")


class Colour(enum.Enum):
    RED = 1


class Direction(str, enum.Enum):  # noqa: UP042 (as programs for older Pythons have it)
    IN = "inbound"


PAIR: Any = collections.namedtuple("PAIR", "a b")  # noqa: PYI024


class Endless(list[int]):
    def __iter__(self) -> Iterator[int]:
        return itertools.count()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(10**5000, "RR102", id="10**5000"),
        (float("nan"), "RR001"),
        (float("inf"), "RR001"),
        (-float("inf"), "RR001"),
        (b"x", "RR001"),
        ({1}, "RR001"),
        (1j, "RR001"),
        (..., "RR001"),
        (int, "RR001"),
        (range(3), "RR001"),
        (Colour.RED, "RR001"),
        (object(), "RR001"),
        (types.MappingProxyType({"a": 1}), "RR001"),
        (collections.UserDict(a=1), "RR001"),
        (collections.UserString("x"), "RR001"),
        (collections.ChainMap({"a": 1}), "RR001"),
        (collections.OrderedDict(a=1), "RR102"),
        (collections.defaultdict(list, a=[1]), "RR102"),
        (collections.Counter("a"), "RR102"),
        (PAIR(1, 2), "RR102"),
        (Endless(), "RR102"),
        (Direction.IN, "RR102"),
    ],
)
def test_what_is_no_json_data_is_rr001_with_its_place(value: Any, expected: str) -> None:
    assert found(check({**IN, "recording": value})) == [(expected, "/recording")]
    if expected == "RR001":
        assert found(check({**IN, "agentMetadata": [{"x": value}]})) == [("RR001", "/agentMetadata/0/x")]
        assert found(check(value)) == [("RR001", "")]


def test_types_of_numpy_are_what_they_derive_from() -> None:
    """numpy.float64 is a float and numpy.str_ a str; numpy.int64 and numpy.bool_ are no types of Python."""
    numpy = types.SimpleNamespace(
        float64=type("float64", (float,), {"__eq__": boom, "__hash__": float.__hash__}),
        str_=type("str_", (str,), {"__len__": boom}),
        int64=type("int64", (), {"__index__": lambda _: 1, "__eq__": lambda *_: True, "__hash__": None}),
    )
    assert found(check({**IN, "type": numpy.str_("inbound"), "agentMetadata": {"x": numpy.float64(1.5)}})) == []
    assert found(check({**IN, "recording": numpy.int64()})) == [("RR001", "/recording")]
    assert [one.message for one in check({**IN, "recording": numpy.int64()})] == [
        one.message for one in check({**IN, "recording": numpy.int64()})
    ]


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (5, "5"),
        (None, "None"),
        ((1,), "(1,)"),
        (1.5, "1.5"),
        (b"a", "b'a'"),
        pytest.param(10**5000, "a Python int", id="10**5000"),
        (Colour.RED, "Colour.RED"),
    ],
)
def test_a_key_that_is_no_text_is_rr001_with_its_place(key: Any, step: str) -> None:
    assert found(check({key: 1})) == [("RR001", f"/{step}")]
    assert found(check({**IN, key: 1})) == [("RR001", f"/{step}")]
    assert found(check({**IN, "agentMetadata": {"a": {key: 1}}})) == [("RR001", f"/agentMetadata/a/{step}")]


def test_what_is_inside_itself_is_too_deep() -> None:
    circle: dict[str, Any] = {**IN}
    circle["agentMetadata"] = collections.OrderedDict(a=circle)
    assert [code for code, _ in found(check(circle))] == ["RR004"]
    ring: list[Any] = [object]
    ring.append(ring)
    assert [code for code, _ in found(check({**IN, "tags": ring}))] == ["RR001"]


def test_what_is_in_many_places_is_copied_once() -> None:
    wide: Any = collections.OrderedDict(a=1)
    for _ in range(100):
        wide = collections.OrderedDict(a=wide, b=wide)
    copy = plain_copy(wide)
    assert copy["a"] is copy["b"]
    assert is_plain(copy)
    assert found(check({**IN, "agentMetadata": wide})) == []


def test_a_copy_is_plain_and_equal() -> None:
    value = {"a": (1, Direction.IN, True, None, 1.5), "b": collections.OrderedDict(c=[])}
    assert plain_copy(value) == {"a": [1, "inbound", True, None, 1.5], "b": {"c": []}}
    assert is_plain(plain_copy(value))
    assert not is_plain(value)
    assert not is_plain(Direction.IN)
    assert [NotJSON(Colour.RED).type_name, str(NotJSON(evil("__str__", object)()))] == ["Colour", "a Python Evil"]


def test_a_secret_beside_what_is_no_json_shows_nowhere() -> None:
    secret = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
    for body in ({**IN, "apiKey": secret, secret: object()}, {**IN, "agentMetadata": {secret: object()}}):
        report = check(body)
        assert [one.code for one in report] == ["RR001"]
        assert secret not in str(report) + json.dumps(report.to_dict())


def test_require_raises_what_it_documents() -> None:
    with pytest.raises(InvalidRoutingRule):
        require({**IN, "tags": evil("__eq__", object)()})


def test_names_and_bytes_of_files_may_be_of_any_derived_type() -> None:
    data = json.dumps({**IN, "type": "x"}).encode()
    odd = evil("__len__", bytes)(data)
    held: Any
    name: Any = evil("__str__", str)("a.json")
    for held in (odd, bytearray(data), memoryview(data)):
        assert found(check_files({name: held})) == [("RR103", "/type")]
        assert found(check_bytes(held)) == [("RR103", "/type")]
    with pytest.raises(TypeError, match="a file is given as bytes"):
        check_bytes(evil("__class__", object)())


# a stack that is nearly full

BAD = {**IN, "type": "x", "tpe": 1}
DATA = json.dumps(BAD).encode()
CALLS: dict[str, tuple[Callable[[], Report], list[tuple[str, str]]]] = {
    "clean": (lambda: check(IN), []),
    "check": (lambda: check(BAD), [("RR103", "/type"), ("RR105", "/tpe")]),
    "an object": (lambda: check({**IN, "tags": object()}), [("RR001", "/tags")]),
    "a derived type": (lambda: check(collections.OrderedDict(IN)), []),
    "check_bytes": (lambda: check_bytes(DATA), [("RR103", "/type"), ("RR105", "/tpe")]),
    "check_files": (
        lambda: check_files({"a.json": DATA, "b.json": b"["}),
        [("RR103", "/type"), ("RR105", "/tpe"), ("RR001", "")],
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_stack_that_is_nearly_full_is_enough(name: str) -> None:
    call, expected = CALLS[name]

    def down(steps: int) -> Report:
        return call() if steps == 0 else down(steps - 1)

    here = 0
    frame: types.FrameType | None = sys._getframe()
    while frame is not None:
        here, frame = here + 1, frame.f_back
    for left in range(12, 300, 3):
        report = down(sys.getrecursionlimit() - here - left)
        assert (found(report), report.failures) == (expected, ()), left


def test_an_error_in_the_other_thread_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise RecursionError

    monkeypatch.setattr("siplint.api._lint_files", full)
    with pytest.raises(RecursionError):
        check_files({"a.json": DATA})
    monkeypatch.setattr("siplint.api._check_strange", full)
    with pytest.raises(RecursionError):
        check(BAD | {"tags": object()})


@pytest.mark.skipif(not importlib.util.find_spec("_xxsubinterpreters"), reason="this Python has no such module")
def test_a_sub_interpreter_checks_too() -> None:
    interpreters = importlib.import_module("_xxsubinterpreters")
    number = interpreters.create()
    try:
        program = (
            f"import sys; sys.path.insert(0, {SOURCE!r})\nfrom siplint.api import check, check_bytes\n"
            f"assert [one.code for one in check({BAD!r})] == ['RR103', 'RR105']\n"
            f"assert [one.code for one in check_bytes({DATA!r})] == ['RR103', 'RR105']\n"
        )
        interpreters.run_string(number, program)
    finally:
        interpreters.destroy(number)

"""Records are immutable values."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import pickle
import weakref
from operator import eq, ne
from typing import Any
from unittest.mock import ANY

import pytest

import siplint
from siplint.model import diagnostic
from siplint.model.finding import Change, Finding
from siplint.model.diagnostic import Diagnostic, Edit, Label, Position, Report
from siplint.model.record import GETTERS, Record, fields_of
from siplint.rules.catalogue import all_rules

RULES = all_rules()

TOLD = Diagnostic("RR101", "missing-field", "error", "m", "o", "f.json", "/name", labels=(Label("m", "f", "/p"),))


class Point(Record):
    """A record like Position, which is a value."""

    line: int
    column: int
    offset: int


POINTS: pytest.MarkDecorator = pytest.mark.parametrize("kind", [Position, Point])
REPORT = Report((TOLD, TOLD), 1, 1, names=("f.json",))


@POINTS
def test_a_record_is_a_value(kind: Any) -> None:
    one = kind(1, 2, 3)
    assert one == kind(line=1, column=2, offset=3)
    assert one.__ne__(kind(1, 2, offset=3)) is False
    assert hash(one) == hash(kind(1, 2, 3))
    assert one != kind(1, 2, 4)
    assert one != Edit(1, 2, "3")
    assert repr(one) == f"{kind.__name__}(line=1, column=2, offset=3)"
    assert Label("m", "f", "/p").start is None


@POINTS
def test_a_record_equals_nothing_but_its_like(kind: Any) -> None:
    one = kind(1, 2, 3)
    same: Any = (1, 2, 3)
    other: Any = Edit(1, 2, 3)  # type: ignore[arg-type]
    assert [eq(one, same), eq(same, one), eq(one, other)] == [False, False, False]
    assert [ne(one, same), ne(same, one), ne(one, other)] == [True, True, True]
    assert len({one, same, other}) == 3
    assert one == ANY
    assert one != 1


@pytest.mark.parametrize("one", [TOLD, REPORT, Finding(("name",), "m", safe=True), RULES[0].bad[0]], ids=repr)
def test_a_record_can_be_copied_and_stored(one: object) -> None:
    assert copy.copy(one) == copy.deepcopy(one) == one
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(one, protocol)) == one


def test_the_fields_of_a_record_are_known_by_name_the_defaults_too() -> None:
    one = Change("remove", ("a",))
    assert vars(one) == fields_of(one) == {"how": "remove", "path": ("a",), "value": None, "at": None}
    assert Change(**vars(one)) == one


def test_a_report_is_made_of_its_diagnostics() -> None:
    assert (list(REPORT), len(REPORT), bool(Report())) == ([TOLD, TOLD], 2, True)
    parts = inspect.signature(Report).parameters
    assert list(parts) == ["diagnostics", *Report.__annotations__, "failing"]
    assert vars(Report()) == {name: one.default for name, one in parts.items()}
    values: list[Any] = [object() for _ in list(parts)[:-1]]
    assert list(vars(Report(*values)).values()) == [*values, None]


def test_a_report_is_no_tuple_but_a_value() -> None:
    assert REPORT == Report((TOLD, TOLD), 1, 1, names=("f.json",)) != REPORT.but(files=2)
    assert hash(REPORT) == hash(REPORT.but(names=()))
    assert REPORT.__eq__(TOLD) is NotImplemented
    assert f"{REPORT}" == "%s" % REPORT == str(REPORT)  # noqa: UP031 (a tuple could not be written so)


def test_a_report_may_be_put_into_words_later() -> None:
    asked = []

    def tell() -> tuple[Diagnostic, ...]:
        asked.append(1)
        return (TOLD,)

    report = Report.later(tell, "f.json", failing=True)
    assert (report.ok, Report.later(tell, "f.json", failing=False).ok, asked) == (False, True, [])
    with pytest.raises(AttributeError):
        _ = report.other  # type: ignore[attr-defined]
    assert (list(report), len(report), asked) == ([TOLD], 1, [1])
    assert report == Report((TOLD,), 1, 1, names=("f.json",))
    later = Report.later(tell, "f.json", failing=True)
    assert Report(**{**vars(later), "files": 3}) == report.but(files=3)
    assert copy.deepcopy(later) == pickle.loads(pickle.dumps(later)) == report


@pytest.mark.parametrize(
    "one",
    [Position(1, 2, 3), Point(1, 2, 3), Finding((), "m"), TOLD, REPORT, RULES[0]],
    ids=lambda one: type(one).__name__,
)
def test_a_record_cannot_be_changed(one: Any) -> None:
    for name in type(one).__annotations__:
        with pytest.raises(AttributeError, match=rf"{type(one).__name__}\.{name} cannot be changed"):
            setattr(one, name, 2)
        with pytest.raises(AttributeError, match=rf"{type(one).__name__}\.{name} cannot be changed"):
            delattr(one, name)
    with pytest.raises(AttributeError):
        one.other = 1


def test_type_checkers_know_that_a_record_cannot_be_changed() -> None:
    one = Position(1, 2, 3)
    with pytest.raises(AttributeError):
        one.line = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "named", "told"),
    [
        ((1, 2), {}, "offset"),
        ((), {"offset": 3}, "line"),
        ((1, 2, 3, 4), {}, "4 values"),
        ((1, 2, 3, 4), {"line": 1}, "4 values"),
        ((1, 2, 3), {"place": 1}, "place"),
        ((1, 2, 3), {"line": 1}, "line"),
        ((1,), {"column": 2, "line": 1, "offset": 3}, "line"),
    ],
)
def test_wrong_fields_are_refused(values: tuple[int, ...], named: dict[str, int], told: str) -> None:
    with pytest.raises(TypeError, match=f"^Point has the fields line, column, offset; look at {told}$"):
        Point(*values, **named)
    with pytest.raises(TypeError, match=r"^Position has the fields line, column, offset, each once$"):
        Position(*values, **named)


def test_what_a_diagnostic_says_twice_is_the_same() -> None:
    parts = inspect.signature(Diagnostic).parameters
    assert list(parts) == list(Diagnostic.__annotations__)
    values: list[Any] = [object() for _ in parts]
    assert list(vars(Diagnostic(*values)).values()) == values
    given = {name: one.default for name, one in parts.items() if one.default is not one.empty}
    assert given == {name: vars(Diagnostic)[name] for name in given}


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (((),), {}), (((), "m"), {"message": "m"}), (((), "m"), {"halp": "h"}), ((0,) * 11, {})],
)
def test_wrong_fields_of_a_finding_are_refused(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Finding(*values, **named)


def test_what_a_finding_says_twice_is_the_same() -> None:
    tree = ast.parse(inspect.getsource(diagnostic))
    (cls,) = (one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "Finding")
    fields = [one for one in cls.body if isinstance(one, ast.AnnAssign)]
    (new,) = (one for one in cls.body if isinstance(one, ast.FunctionDef))
    said = [(one.arg, one.annotation and ast.unparse(one.annotation)) for one in new.args.args[1:]]
    assert said == [(ast.unparse(one.target), ast.unparse(one.annotation)) for one in fields]
    assert [ast.unparse(one) for one in new.args.defaults] == [ast.unparse(one.value) for one in fields if one.value]
    values = [object() for _ in fields]
    assert list(fields_of(Finding(*values)).values()) == values  # type: ignore[arg-type]


def test_no_record_has_more_fields_than_can_be_read() -> None:
    assert max(len(one.__annotations__) for one in Record.__subclasses__()) <= len(GETTERS)


def test_what_users_get_is_no_tuple() -> None:
    explained = siplint.explain(400, {}, {})
    for one in (Position(1, 2, 3), TOLD, Label("m", "f", "/p"), Edit(1, 2, "3"), REPORT, siplint.Account(), explained):
        assert not isinstance(one, tuple)
        assert weakref.ref(one)() is one
        assert f"<{one}>" == "<%s>" % one  # noqa: UP031 (a tuple could not be written so)
        with pytest.raises(TypeError):
            json.dumps(one)


def test_a_class_of_a_user_s_own_has_the_same_fields() -> None:
    class Mine(Position):
        """A place."""

    class More(Position):
        file: str = ""

    assert repr(Mine(1, 2, offset=3)) == "Mine(line=1, column=2, offset=3)"
    assert vars(More(1, 2, 3, "a")) == {"line": 1, "column": 2, "offset": 3, "file": "a"}

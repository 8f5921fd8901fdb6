"""Records are immutable values, all of one kind."""

from __future__ import annotations

import copy
import json
import pickle
import weakref
from operator import eq, ne
from typing import Any
from unittest.mock import ANY

import pytest

import siplint
from siplint.model.diagnostic import Diagnostic, Edit, Label, Position
from siplint.model.finding import Change, Finding
from siplint.model.record import Record
from siplint.model.run_report import Report
from siplint.rules.catalogue import all_rules

RULES = all_rules()
MISSING = Diagnostic("RR101", "missing-field", "error", "m", "o", "f.json", "/name", labels=(Label("m", "f", "/p"),))
REPORT = Report((MISSING, MISSING), 1, 1, names=("f.json",))


class Point(Record):
    """A record of the tests' own."""

    line: int
    column: int
    offset: int = 3


KINDS: pytest.MarkDecorator = pytest.mark.parametrize("kind", [Position, Point])


@KINDS
def test_a_record_is_a_value(kind: Any) -> None:
    one = kind(1, 2, 3)
    assert one == kind(line=1, column=2, offset=3) == kind(1, 2, offset=3)
    assert hash(one) == hash(kind(1, 2, 3))
    assert one != kind(1, 2, 4)
    assert repr(one) == f"{kind.__name__}(line=1, column=2, offset=3)"


@KINDS
def test_a_record_equals_nothing_but_its_like(kind: Any) -> None:
    one = kind(1, 2, 3)
    same: Any = (1, 2, 3)
    other: Any = Edit(1, 2, 3)  # type: ignore[arg-type]
    assert [eq(one, same), eq(same, one), eq(one, other)] == [False, False, False]
    assert [ne(one, same), ne(same, one), ne(one, other)] == [True, True, True]
    assert len({one, same, other}) == 3
    assert one == ANY
    assert one != 1


def test_a_default_counts_as_the_value_it_stands_for() -> None:
    given, left_out = Point(1, 2, 3), Point(1, 2)
    assert given == left_out
    assert hash(given) == hash(left_out)
    assert repr(given) == repr(left_out)
    assert given.fields() == left_out.fields() == {"line": 1, "column": 2, "offset": 3}
    assert left_out.but(line=5) == Point(5, 2, 3)
    assert Label("m", "f", "/p").start is None


@pytest.mark.parametrize("one", [MISSING, REPORT, Finding(("name",), "m", safe=True), RULES[0].bad[0]], ids=repr)
def test_a_record_can_be_copied_and_stored(one: object) -> None:
    assert copy.copy(one) == copy.deepcopy(one) == one
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(one, protocol)) == one


def test_the_fields_of_a_record_are_known_by_name_the_defaults_too() -> None:
    change = Change("remove", ("a",))
    assert change.fields() == {"how": "remove", "path": ("a",), "value": None, "at": None}
    assert Change(**change.fields()) == change


@pytest.mark.parametrize(
    "one",
    [Position(1, 2, 3), Point(1, 2, 3), Finding((), "m"), MISSING, REPORT, RULES[0]],
    ids=lambda one: type(one).__name__,
)
def test_a_record_cannot_be_changed(one: Any) -> None:
    for name in (*type(one).field_names, "other"):
        with pytest.raises(AttributeError, match=rf"{type(one).__name__}\.{name} cannot be changed"):
            setattr(one, name, 2)
        with pytest.raises(AttributeError, match=rf"{type(one).__name__}\.{name} cannot be changed"):
            delattr(one, name)


def test_type_checkers_know_that_a_record_cannot_be_changed() -> None:
    one = Position(1, 2, 3)
    with pytest.raises(AttributeError):
        one.line = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("values", "named", "wrong"),
    [
        ((1,), {}, "column"),
        ((), {"column": 2}, "line"),
        ((1, 2, 3, 4), {}, "4 values"),
        ((1, 2, 3, 4), {"line": 1}, "line"),
        ((1, 2, 3), {"place": 1}, "place"),
        ((1, 2, 3), {"line": 1}, "line"),
        ((1,), {"column": 2, "line": 1, "offset": 3}, "column, line, offset"),
        ((1, 2), {"place": 3}, "place"),
    ],
)
def test_wrong_fields_are_refused(values: tuple[int, ...], named: dict[str, int], wrong: str) -> None:
    with pytest.raises(TypeError, match=f"^Point takes the fields line, column, offset, each once: {wrong}$"):
        Point(*values, **named)
    with pytest.raises(TypeError, match=r"^Position takes the fields line, column, offset, each once"):
        Position(*values, **named)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (((),), {}), (((), "m"), {"message": "m"}), (((), "m"), {"halp": "h"}), ((0,) * 13, {})],
)
def test_wrong_fields_of_a_finding_are_refused(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Finding(*values, **named)


def test_a_class_of_a_user_s_own_has_the_fields_that_it_adds() -> None:
    class More(Point):
        file: str = ""

    with pytest.raises(TypeError, match="More takes the fields file, each once"):
        More(1, 2, 3, "a")


# --- what users get


def test_a_report_is_a_sequence_of_its_diagnostics() -> None:
    assert (list(REPORT), len(REPORT), REPORT[0], REPORT[1:], bool(Report())) == (
        [MISSING, MISSING],
        2,
        MISSING,
        (MISSING,),
        True,
    )
    assert REPORT == Report((MISSING, MISSING), 1, 1, names=("f.json",)) != REPORT.but(files=2)
    assert hash(REPORT) == hash(REPORT.but(names=()))
    assert REPORT.__eq__(MISSING) is NotImplemented


def test_what_users_get_is_no_tuple() -> None:
    explained = siplint.explain(400, {}, {})
    for one in (
        Position(1, 2, 3),
        MISSING,
        Label("m", "f", "/p"),
        Edit(1, 2, "3"),
        REPORT,
        siplint.Account(),
        explained,
    ):
        assert not isinstance(one, tuple)
        assert weakref.ref(one)() is one
        assert f"<{one}>" == "<%s>" % one  # noqa: UP031 (a tuple could not be written so)
        with pytest.raises(TypeError):
            json.dumps(one)

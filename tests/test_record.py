"""Records are immutable values."""

from __future__ import annotations

import copy
import pickle

import pytest

from siplint.diagnostic import Edit, Label, Position


def test_a_record_is_a_value() -> None:
    one = Position(1, 2, 3)
    assert one == Position(line=1, column=2, offset=3)
    assert hash(one) == hash(Position(1, 2, 3))
    assert one != Position(1, 2, 4)
    assert one != Edit(1, 2, "3")  # type: ignore[comparison-overlap]
    assert repr(one) == "Position(line=1, column=2, offset=3)"
    assert Label("m", "f", "/p").start is None
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.copy(one) == one


def test_a_record_cannot_be_changed() -> None:
    one = Position(1, 2, 3)
    with pytest.raises(AttributeError, match=r"Position\.line cannot be changed"):
        one.line = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"Position\.line cannot be changed"):
        del one.line


@pytest.mark.parametrize(("values", "named"), [((1, 2), {}), ((1, 2, 3, 4), {}), ((1, 2, 3), {"place": 1})])
def test_wrong_fields_are_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="Position has the fields line, column, offset"):
        Position(*values, **named)

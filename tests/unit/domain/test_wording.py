"""How values are shown inside a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.domain.wording import count, either, json_kind, show


@pytest.mark.parametrize(
    ("value", "shown", "named"),
    [
        (None, "null", "null"),
        (True, "true", "a boolean"),
        (1.5, "1.5", "a number"),
        (10**70, "1" + "0" * 59 + "…", "a number"),
        (10**5000, "a very long number", "a number"),
        ('a"\n', '"a\\"\\n"', "a string"),
        ("x" * 61, '"' + "x" * 60 + '…"', "a string"),
        ({"a": 1}, "an object", "an object"),
        ((1,), "a list", "a list"),
    ],
    ids=range(9),
)
def test_a_value_is_shown_as_json_and_cut(value: Any, shown: str, named: str) -> None:
    assert (show(value), json_kind(value)) == (shown, named)


def test_names_and_numbers_are_joined() -> None:
    assert either(["a"]) == "`a`"
    assert either(["a", "b", "c"], "and") == "`a`, `b` and `c`"
    assert (count(1, "file"), count(20_000, "rule")) == ("1 file", "20 000 rules")

"""docs/neighbours.md: its table says what siplint and a validator with our schema find in the twenty bodies today."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

import siplint
from places import ROOT
from project_scripts import script

VALIDATOR = jsonschema.Draft202012Validator(json.loads((ROOT / "schemas/rules.schema.json").read_text("utf-8")))
PAGE = (ROOT / "docs/neighbours.md").read_text("utf-8")


@pytest.fixture(scope="module")
def comparison() -> Any:
    return script("compare_neighbours")


def by_siplint(text: str) -> bool:
    report = siplint.check_bytes(text.encode())
    return bool(report.errors or report.warnings)


def by_schema(text: str) -> bool:
    return not VALIDATOR.is_valid(json.loads(text))


@pytest.mark.parametrize(
    ("name", "column", "refuses"), [("siplint", 1, by_siplint), ("check-jsonschema", 2, by_schema)]
)
def test_the_page_says_what_is_found(comparison: Any, name: str, column: int, refuses: Callable[[str], bool]) -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line[:1] == "|"]
    head, _, *body, _total = rows
    assert head[column].startswith(name)
    assert [(row[0], row[column]) for row in body] == [
        (case.title, "found" if refuses(case.text) else "–" if case.is_wrong else "passes") for case in comparison.CASES
    ]


def test_there_are_twenty_and_some_are_right(comparison: Any) -> None:
    assert len(comparison.CASES) == len({case.text for case in comparison.CASES}) == 20
    assert sum(not case.is_wrong for case in comparison.CASES) == 3


def test_who_refuses_what_is_right_has_found_nothing(comparison: Any) -> None:
    wrong = [case.is_wrong for case in comparison.CASES]
    *_, total = comparison.table({"good": wrong, "blind": [True] * 20, "silent": [False] * 20}).splitlines()
    assert total == "| **faults found, of 17** | 17 | none | 0 |"

"""The modules and tests that mutation testing names are there, and a mutant is another program."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from places import SOURCE, TESTS
from project_scripts import script


@pytest.fixture(scope="module")
def mutate() -> Any:
    return script("mutate")


def test_what_it_names_is_there(mutate: Any) -> None:
    assert [name for name in mutate.SHARED if not (SOURCE / f"{name.replace('.', '/')}.py").is_file()] == []
    assert [name for name in mutate.FAST if not (TESTS / f"{name}.py").is_file()] == []
    assert [name for name in mutate.NO_RULES if not (SOURCE / "rules" / f"{name}.py").is_file()] == []


@pytest.mark.parametrize(
    ("module", "tests"),
    [("source.reader", ["unit/source/test_reader.py"]), ("rules.rooms", ["rules"]), ("model.finding", [])],
)
def test_the_tests_of_a_module(mutate: Any, module: str, tests: list[str]) -> None:
    assert mutate.own_tests(module) == [TESTS / name for name in tests]


def test_each_mutant_differs_from_the_source_and_has_a_name_of_its_own(mutate: Any) -> None:
    found = list(mutate.mutants("source.locations"))
    source = ast.unparse(ast.parse((SOURCE / "source" / "locations.py").read_text("utf-8")))
    assert all(ast.unparse(mutant.tree()) != source for mutant in found)
    assert len({mutant.name for mutant in found}) == len(found) > 50

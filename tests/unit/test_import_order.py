"""Imports point only to the packages that docs/architecture.md lists earlier, and never in a circle."""

from __future__ import annotations

import ast
import re

import pytest

from places import ROOT, SOURCE

SECTION = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## The packages of")[2].partition("\n##")[0]
ROWS = re.findall(r"^\| ((?:`[a-z]+`,? ?)+) \|", SECTION, re.MULTILINE)
FLOOR = {name: floor for floor, row in enumerate(ROWS) for name in re.findall(r"`([a-z]+)`", row)}
MODULES = {
    ".".join(("siplint", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}


def imports(name: str) -> set[str]:
    """Return the modules of ours that a module imports, inside functions too; what only type checkers read is left out."""
    found: set[str] = set()
    todo: list[ast.AST] = [ast.parse(MODULES[name].read_bytes())]
    while todo:
        for node in ast.iter_child_nodes(todo.pop()):
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                todo += node.orelse
            elif isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= (inner & MODULES.keys()) or {str(node.module)}
            else:
                todo.append(node)
    return {module for module in found if module in MODULES} - {"siplint"}  # the root has the version, and no imports


def package(name: str) -> str:
    return name.split(".")[1]


def test_the_table_has_every_package() -> None:
    assert FLOOR.keys() == {package(name) for name in MODULES if name not in ("siplint", "siplint.__main__")}


@pytest.mark.parametrize("name", [name for name in MODULES if name not in ("siplint", "siplint.__main__")])
def test_imports_point_to_earlier_packages(name: str) -> None:
    later = {other for other in imports(name) if FLOOR[package(other)] > FLOOR[package(name)]}
    assert later == set()


def test_no_import_leads_back() -> None:
    graph = {name: imports(name) for name in MODULES}
    graph["siplint"] = set()
    while True:
        leaves = {name for name, others in graph.items() if not others & graph.keys()}
        if not leaves:
            break
        graph = {name: others for name, others in graph.items() if name not in leaves}
    assert graph == {}

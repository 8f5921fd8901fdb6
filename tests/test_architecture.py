"""The import table of docs/architecture.md, held against the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "siplint"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
MODULES["siplint"] = MODULES.pop("__init__")
ROWS = re.findall(
    r"^\| ([a-z ]+) \| (`.*`) \| (.*?) ?\|$", (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE
)
LAYERS = [re.findall(r"`([^`]+)`", modules) for _, modules, _ in ROWS]
OUTSIDE = {"os", "sys", "io", "subprocess", "socket", "shutil", "tempfile", "pathlib", "signal", "stat"}


def layer(name: str) -> int:
    package = name.rpartition(".")[0]
    return next(index for wanted in (name, f"{package}.*") for index, names in enumerate(LAYERS) if wanted in names)


def imports(path: Path) -> set[str]:
    """Give what a module imports when it is itself imported."""
    found: set[str] = set()
    todo: list[ast.AST] = [ast.parse(path.read_bytes())]
    while todo:
        for node in ast.iter_child_nodes(todo.pop()):
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                todo += node.orelse
            elif isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                known = {name for name in inner if name.removeprefix("siplint.") in MODULES}
                found |= known or {str(node.module)}
            elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                todo.append(node)
    return found


def test_the_table_names_every_module_once() -> None:
    named = [name for names in LAYERS for name in names if not name.endswith(".*")]
    assert len(named) == len(set(named))
    assert set(named) <= set(MODULES)
    assert [
        name
        for name in MODULES
        if not any(name in names or f"{name.rpartition('.')[0]}.*" in names for names in LAYERS)
    ] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_its_layer_and_those_above_it(name: str) -> None:
    ours = {one.removeprefix("siplint.") for one in imports(MODULES[name]) if one.partition(".")[0] == "siplint"}
    assert {one: layer(one) for one in ours if layer(one) > layer(name)} == {}


@pytest.mark.parametrize("name", MODULES)
def test_only_the_outside_reads_writes_and_exits(name: str) -> None:
    may = ROWS[layer(name)][2]
    tree = ast.parse(MODULES[name].read_bytes())
    used = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    used |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    if may != "everything":
        assert used & OUTSIDE <= set(re.findall(r"`([^`]+)`", may))
        assert called & {"print", "input", "exit", "sys.exit", "os.remove", "os.replace", "os.unlink"} == set()
        assert "open" not in called or "tables beside the module" in may


def test_httpx_is_spoken_to_by_two_modules_only() -> None:
    speakers = [
        name
        for name, path in MODULES.items()
        if re.search(r"^\s*(import|from) (httpx|requests|socket)\b", path.read_text(), re.MULTILINE)
    ]
    assert speakers == ["httpx", "pull", "requests"]

"""The house: few rooms at the top, no long rooms or functions, one home for each name, and only the outside acts."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict

import pytest

from places import ROOT, SOURCE
from siplint.rules.catalogue import all_rules

MODULES = {path.relative_to(SOURCE).with_suffix("").as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_bytes()) for name, path in MODULES.items()}
MOST_AT_THE_TOP, LONGEST_MODULE, LONGEST_FUNCTION = 12, 300, 60
LONG_WITH_A_REASON = {"engine/fast_path"}
"""Modules whose docstring says why they are longer."""
OUTSIDE = {"subprocess", "socket", "shutil", "tempfile", "pathlib", "signal"}
ACTS = {"print", "input", "exit", "sys.exit", "os.remove", "os.replace", "os.unlink", "os._exit"}
MAY_ACT = ("cli/", "reference/publish", "account/pull", "engine/workers", "__main__", "api")
"""Where files are read and written, processes started and programs ended; all else is pure."""
READS_ITS_OWN_TABLES = {"domain/phone", "domain/numbering_plan", "domain/dialling_plan"}
OTHER_USERS = [path for folder in ("tests", "scripts", "playground/python") for path in (ROOT / folder).rglob("*.py")]
STARTED_BY_NAME = re.compile(r"run_\w+|\w+_script|__getattr__|__dir__")
"""Functions that `siplint.cli` finds by the name of a command or shell, and those that Python calls."""
ENTRANCES = {"main", "run", "hooks", "read", "documents_in"}


def functions(name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(TREES[name]) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def test_few_modules_are_at_the_top() -> None:
    top = [name for name in MODULES if "/" not in name and name != "__init__"]
    assert len(top) <= MOST_AT_THE_TOP, top


def test_no_module_is_long_without_a_reason() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {
        name: count for name, count in lines.items() if count > LONGEST_MODULE and name not in LONG_WITH_A_REASON
    } == {}


def test_a_long_module_says_why() -> None:
    for name in LONG_WITH_A_REASON:
        assert "one module" in (ast.get_docstring(TREES[name]) or ""), f"say in {name} why it is one module"


def test_no_function_is_long() -> None:
    lines = {
        f"{name}:{one.name}": (one.end_lineno or 0) - one.lineno + 1 for name in MODULES for one in functions(name)
    }
    assert {one: count for one, count in lines.items() if count > LONGEST_FUNCTION} == {}


def test_a_module_opens_with_one_sentence() -> None:
    first = {name: (ast.get_docstring(tree) or "").split("\n\n")[0].rstrip() for name, tree in TREES.items()}
    assert [name for name, sentence in first.items() if not sentence.endswith((".", "`"))] == []


def defined(name: str) -> set[str]:
    """Return the public functions and classes that a module defines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in TREES[name].body if isinstance(node, kinds) and not node.name.startswith("_")}


def test_a_name_is_defined_once() -> None:
    homes = defaultdict(list)
    for name in MODULES:
        for one in defined(name) - ENTRANCES:
            homes[one].append(name)
    assert {one: names for one, names in homes.items() if len(names) > 1} == {}


def test_every_name_is_used() -> None:
    files = [path for path in SOURCE.rglob("*.py") if path.name != "index.py"]
    words = Counter(re.findall(r"\w+", "\n".join(path.read_text("utf-8") for path in [*files, *OTHER_USERS])))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    made = {
        node.name if isinstance(node, kinds) else ast.unparse(node.targets[0])
        for name in MODULES
        for node in TREES[name].body
        if isinstance(node, (*kinds, ast.Assign)) and name != "rules/index"
    }
    rules = {rule.check.__name__ for rule in all_rules()}
    assert [name for name in sorted(made - rules) if words[name] == 1 and not STARTED_BY_NAME.fullmatch(name)] == []


def test_no_module_name_is_used_twice() -> None:
    homes = defaultdict(list)
    for name in MODULES:
        if not name.endswith("__init__"):
            homes[name.rpartition("/")[2]].append(name)
    assert {one: names for one, names in homes.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", MODULES)
def test_only_the_outside_acts(name: str) -> None:
    tree = TREES[name]
    used = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    used |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    if not name.startswith(MAY_ACT):
        assert used & OUTSIDE == set()
        assert called & ACTS == set()
        assert "open" not in called or name in READS_ITS_OWN_TABLES


def test_no_private_module_of_python_is_used_but_two() -> None:
    private = {
        (name, module)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for module in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [str(node.module)])
        if module.startswith("_") and module != "__future__"
    }
    # `_thread` is documented, and costs no import: a stack that is nearly full has no room for one
    assert private == {("source/json_scanner", "_json"), ("api", "_thread")}


def test_two_modules_alone_speak_to_servers_and_doors_arm_clients() -> None:
    speakers = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and {alias.name for alias in node.names} & {"httpx", "requests", "aiohttp"})
        or (isinstance(node, ast.ImportFrom) and str(node.module).partition(".")[0] in ("httpx", "requests", "aiohttp"))
    }
    assert speakers == {"account/pull", "aiohttp", "httpx", "requests"}


def test_no_test_file_imports_from_another() -> None:
    tests = ROOT / "tests"
    borrowed = {
        path.relative_to(tests).as_posix()
        for path in tests.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and str(node.module).rpartition(".")[2].startswith("test_")
    }
    assert borrowed == set()

"""Mutation testing: break the source in one small way after another and see whether a test notices.

    python scripts/mutate.py [--jobs 2] [--every N] [MODULE ...]

Mutants live in memory: every one is made in a fork of a process that has all libraries loaded, so that one costs a
second or two instead of the ten of a fresh test run. mutmut leaves decorated functions alone, which all rules are;
cosmic-ray changes files in place and starts pytest anew each time: hence this script.

The exit code is 1 if a mutant survives: a test is missing, or the mutant means the same as the source.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import re
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "siplint"
TESTS = ROOT / "tests"
SECONDS = 40
"""How long the tests of one mutant may take; a mutant that takes longer is killed."""

MEMORY = 4 << 30
"""Bytes that the tests of one mutant may take: some mutants never end to collect."""

FAST = ("rules/test_rule_edges", "acceptance/test_cases", "unit/test_api")
"""Tests that every mutant has to pass; those of its own module come before."""
NO_RULES = {"__init__", "base", "catalogue", "index"}
"""Modules of `rules` that find and describe rules."""
SHARED = ("body.understand", "domain.heuristics", "domain.phone", "rules.set_keys", "source.locations", "source.reader")
"""Modules that are mutated beside the rules if none is named."""

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
STRIPPED = frozenset(("lower", "upper", "strip", "lstrip", "rstrip", "casefold"))
SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Mutant(NamedTuple):
    """A change of one place: `name` tells it from all others, and stays when lines move."""

    module: str
    line: int
    name: str
    source: str
    place: int
    change: int

    def tree(self) -> ast.Module:
        """Give the changed module."""
        tree = ast.parse(self.source)
        node = next(node for count, (node, _) in enumerate(_places(tree, "")) if count == self.place)
        _put(tree, node, list(_changes(node))[self.change]())
        return ast.fix_missing_locations(tree)


def mutants(module: str) -> Iterator[Mutant]:
    """Give every mutant of a module."""
    source = (PACKAGE / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    seen: dict[str, int] = {}
    for place, (node, where) in enumerate(_places(ast.parse(source), "")):
        for index, change in enumerate(_changes(node)):
            fresh = change()
            after = ast.unparse(fresh) if fresh is not None else "nothing"
            name = f"{module}{where}: `{_short(ast.unparse(node))}` -> `{_short(after)}`"
            seen[name] = seen.get(name, 0) + 1
            name += f" ({seen[name]})" * (seen[name] > 1)
            yield Mutant(module, getattr(node, "lineno", 0), name, source, place, index)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 110 else f"{text[:60]}…{text[-49:]}"  # noqa: PLR2004


def _places(node: ast.AST, where: str) -> Iterator[tuple[ast.AST, str]]:
    """Give the nodes worth a mutation: no types, no docstrings, no words for people, no facts of a rule."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, (ast.JoinedStr, ast.Import, ast.ImportFrom)):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
                continue
            if _is_words(child, node):
                continue
            inner = where
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                inner = f"{where}.{child.name}"
            yield child, inner
            yield from _places(child, inner)


def _is_words(child: ast.AST, parent: ast.AST) -> bool:
    """Tell whether a node is there for people only: a message, a help, the choice between two sentences."""
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in ("Finding", "Note"):
        return child in parent.args[1:2] or (isinstance(child, ast.keyword) and child.arg == "help")
    if isinstance(child, ast.IfExp):
        return any(
            isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and " " in str(one.value))
            for one in (child.body, child.orelse)
        )
    return False


def _changes(node: ast.AST) -> Iterator[Callable[[], ast.AST | None]]:  # noqa: C901, PLR0912 (a table in all but form)
    """Give what can be put in the place of a node."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield lambda: ast.Compare(node.left, [COMPARED[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.Compare):
        for index, one in enumerate(node.ops):
            ops = [COMPARED[type(one)]() if index == at else op for at, op in enumerate(node.ops)]
            yield lambda ops=ops: ast.Compare(node.left, ops, node.comparators)  # type: ignore[misc]
    elif isinstance(node, ast.BoolOp):
        yield lambda: ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield lambda: ast.BinOp(node.left, COUNTED[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant) and not isinstance(node.value, (bytes, float)) and node.value is not None:
        yield from _constants(node)
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)) and isinstance(
        node.test, (ast.Name, ast.Call, ast.Attribute)
    ):
        yield lambda: _negated(node)
    elif isinstance(node, ast.Continue):
        yield ast.Break
    elif isinstance(node, ast.Break):
        yield ast.Continue
    elif (isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield, ast.YieldFrom))) or isinstance(
        node, ast.AugAssign
    ):
        yield ast.Pass
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in STRIPPED:
        called = node.func.value
        yield lambda: called
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SWAPPED:
        swapped = ast.Name(SWAPPED[node.func.id], ast.Load())
        yield lambda: ast.Call(swapped, node.args, node.keywords)


def _constants(node: ast.Constant) -> Iterator[Callable[[], ast.AST]]:
    value = node.value
    if isinstance(value, bool):
        yield lambda: ast.Constant(not value)
    elif isinstance(value, int):
        yield lambda: ast.Constant(value + 1)
    elif isinstance(value, str) and value and not re.search(r"\s\S*\s|://|…", value):
        yield lambda: ast.Constant(f"{value}§")


def _negated(node: ast.If | ast.IfExp | ast.While) -> ast.AST:
    twin = copy.copy(node)
    twin.test = ast.UnaryOp(ast.Not(), node.test)
    return twin


def _put(tree: ast.AST, old: ast.AST, new: ast.AST | None) -> None:
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if value is old:
                setattr(node, field, new)
                return
            if isinstance(value, list) and any(one is old for one in value):
                setattr(node, field, [new if one is old else one for one in value])
                return


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module of the package in its changed form."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find the changed module, and no other."""
        if name != f"siplint.{self.mutant.module}":
            return None
        file = PACKAGE / (self.mutant.module.replace(".", "/") + ".py")
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.mutant.tree(), str(module.__file__), "exec"), module.__dict__)  # noqa: S102 (that is the point)


def survives(mutant: Mutant | None, module: str) -> bool:
    """Run the tests against a mutant (None: against the source as it is) in this process."""
    import pytest
    from hypothesis import Phase, settings

    settings.register_profile(
        "mutate",
        derandomize=True,
        max_examples=60,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
    )
    if mutant:
        sys.meta_path.insert(0, Mutated(mutant))
    if not _examples_hold(module):
        return False
    tests = [*own_tests(module), *(TESTS / f"{name}.py" for name in FAST)]
    words = ["-x", "-q", "-m", "not slow", "--assert=plain", "--tb=no", f"--rootdir={ROOT}", "-p", "no:cacheprovider"]
    words += ["-p", "_hypothesis_pytestplugin", "--hypothesis-profile=mutate"]
    return pytest.main([*words, *map(str, tests)]) == 0


def own_tests(module: str) -> list[Path]:
    """Return the tests of a module: those of its name, and for a rule all of `tests/rules`."""
    package, _, name = module.rpartition(".")
    own = TESTS / "unit" / package.replace(".", "/") / f"test_{name}.py"
    return [path for path in (own, TESTS / "rules") if path.is_file() or (path.is_dir() and package == "rules")]


def _examples_hold(module: str) -> bool:
    """Run the tests of the rules' examples, those of the mutated module first, without the time pytest takes."""
    tests = importlib.import_module("test_examples_of_rules")
    try:
        for rule in sorted(tests.HERE, key=lambda rule: rule.check.__module__ != f"siplint.{module}"):
            for bad in rule.bad:
                tests.test_a_bad_example_gives_exactly_its_code_at_exactly_its_pointer(rule, bad)
            for good in rule.good:
                tests.test_a_good_example_gives_nothing_of_warning_or_error(rule, good)
    except Exception:  # noqa: BLE001 (a mutant fails in every way there is)
        return False
    return True


def forked(mutant: Mutant | None, module: str) -> int:
    """Start the tests of a mutant in a process of its own; it ends with 0 if the mutant survives."""
    child = os.fork()
    if child:
        return child
    signal.alarm(SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    code = 1
    with suppress(BaseException):
        code = not survives(mutant, module)
    os._exit(code)


def run(todo: Sequence[Mutant], jobs: int) -> list[Mutant]:
    """Try all mutants and give those that survive."""
    running: dict[int, Mutant] = {}
    left = list(reversed(todo))
    survivors = []
    started = time.monotonic()
    while left or running:
        while left and len(running) < jobs:
            mutant = left.pop()
            running[forked(mutant, mutant.module)] = mutant
        child, status = os.wait()
        mutant = running.pop(child)
        if os.waitstatus_to_exitcode(status) == 0:
            survivors.append(mutant)
            print(f"survived: line {mutant.line}: {mutant.name}", flush=True)
        done = len(todo) - len(left) - len(running)
        if done % 100 == 0:
            print(f"  {done} of {len(todo)} after {time.monotonic() - started:.0f} s", flush=True)
    return survivors


def main() -> int:
    """Mutate the modules named, by default all that judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="as in rules.room")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try only every Nth mutant")
    parser.add_argument("--again", metavar="LOG", help="try only those that an earlier run's output says survived")
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    asked = parser.parse_args()
    rules = sorted(f"rules.{path.stem}" for path in (PACKAGE / "rules").glob("*.py") if path.stem not in NO_RULES)
    modules = asked.modules or [*SHARED, *rules]
    sys.path[:0] = [str(ROOT / "src"), str(TESTS), str(TESTS / "rules")]
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.nice(10)
    chosen = {module: list(mutants(module))[:: asked.every] for module in modules}
    if asked.again:
        lines = Path(asked.again).read_text(encoding="utf-8").splitlines()
        names = {line.split(": ", 2)[2] for line in lines if line.startswith("survived: ")}
        chosen = {module: [one for one in found if one.name in names] for module, found in chosen.items()}
    if asked.list:
        for found in chosen.values():
            for one in found:
                print(f"{one.line}: {one.name}")
        return 0
    for library in (
        "hypothesis",
        "jsonschema",
        "phonenumbers",
        "pydantic",
        "pytest",
        "referencing",
        "xml.etree.ElementTree",
    ):
        with suppress(ImportError):
            __import__(library)
    for module in modules:
        child = forked(None, module)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
            print(f"the tests of {module} fail without any mutation")
            return 2
    survivors = run([one for found in chosen.values() for one in found], asked.jobs)
    for module, found in chosen.items():
        alive = [one for one in survivors if one.module == module]
        print(f"{module}: {len(found)} mutants, {len(found) - len(alive)} killed, {len(alive)} survived")
    total = sum(map(len, chosen.values()))
    print(f"score: {total - len(survivors)} of {total} killed ({100 * (total - len(survivors)) / max(total, 1):.1f} %)")
    return int(bool(survivors))


if __name__ == "__main__":
    sys.exit(main())

"""Make the page about the library from the docstrings and signatures of what is public.

`siplint.reference.publish` calls `pages`. The source is read and not imported, so that the page needs no HTTP client
to be installed and is the same on every Python.
"""

from __future__ import annotations

import ast
import os
import re
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import siplint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE = "docs/library.md"
PACKAGE = "src/siplint"
INTRODUCTION = """# The library

Everything here is imported from `siplint`. `import siplint` alone costs almost nothing: each name is loaded when it is first used.
A body is what `json.loads` gives: a dictionary for one rule.

```python
import siplint

report = siplint.check(body)
for diagnostic in report:
    print(diagnostic.code, diagnostic.pointer, diagnostic.message)
```
"""
PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Check", "", ("check", "require", "check_bytes", "check_file", "check_files", "InvalidRoutingRule")),
    ("Fix", "", ("fix",)),
    ("Understand an answer", "", ("explain", "Explanation")),
    (
        "What a check returns",
        "All of these are immutable.",
        ("Report", "Diagnostic", "Label", "Position", "Fix", "Edit"),
    ),
    ("The account", "A snapshot is made by [`siplint account pull`](account.md).", ("Account", "BadSnapshot")),
    (
        "Types for type checkers",
        "Dictionaries with documented keys. `headers` on an `InboundBody` is an error to a type checker.",
        ("Body", "InboundBody", "OutboundBody", "UpdateBody", "Room"),
    ),
)
"""The parts of the page: a title, a sentence, and the public names in it."""
DOORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("httpx", "client = httpx.Client(event_hooks=siplint.httpx.hooks())", ("hooks",)),
    ("requests", 'session.mount("https://", siplint.requests.Adapter())', ("Adapter",)),
    (
        "aiohttp",
        "session = aiohttp.ClientSession(middlewares=[siplint.aiohttp.middleware()])",
        ("middleware", "arm"),
    ),
    ("pydantic", "class Request(BaseModel):\n    rule: siplint.pydantic.RoutingRule", ("RoutingRule", "RoutingRuleUpdate", "JSONReport", "Judge")),
    ("pytest", "siplint.pytest.assert_valid(body)", ("assert_valid",)),
)
"""The modules for other libraries: the name, the one line, and the public names in it."""

Public: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


class Item(NamedTuple):
    """A public name: how it is shown, what is said of it, and the public names inside it."""

    heading: str
    code: str
    words: str
    members: tuple[Item, ...] = ()


def pages(folder: str = ".") -> dict[str, str]:
    """Return the page by its path, for the project in a folder."""
    lines = [INTRODUCTION]
    for title, sentence, names in PARTS:
        lines += [f"## {title}\n", *([f"{sentence}\n"] if sentence else [])]
        for name in names:
            lines += written(item(folder, siplint._HOMES[name], name), 3)  # noqa: SLF001 (where public names come from)
    lines += ["## Doors to other libraries\n", "Each is a module of its own, and needs its library.\n"]
    for module, example, names in DOORS:
        lines += [f"### siplint.{module}\n", f"{module_words(folder, module)}\n", f"```python\n{example}\n```\n"]
        for name in names:
            lines += written(item(folder, module, name, prefix=f"{module}."), 4)
    return {PAGE: "\n".join(lines).rstrip("\n") + "\n"}


def written(shown: Item, level: int) -> Iterator[str]:
    """Return the paragraphs about a name and what is in it."""
    yield f"{'#' * level} {shown.heading}\n"
    if shown.code:
        yield f"```python\n{shown.code}\n```\n"
    if shown.words:
        yield f"{shown.words}\n"
    if shown.members:
        yield "| | |\n|---|---|"
        for member in shown.members:
            words = member.words.replace("\n", " ").replace("|", "\\|")
            yield f"| `{member.code}` | {words} |".replace("|  |", "| |")
        yield ""


def item(folder: str, module: str, name: str, prefix: str = "") -> Item:
    """Return what the page says about a name of a module; raise KeyError if the module does not define it."""
    path, source = source_of(folder, module)
    nodes = {key: (node, words) for key, node, words in definitions(source)}
    if name not in nodes:
        from_module = imports(source)[name]
        return item(folder, from_module, name, prefix)
    node, words = nodes[name]
    if isinstance(node, ast.ClassDef):
        return class_item(path, source, node, prefix)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return Item(f"`{prefix}{name}`", signature(source, node, f"{prefix}{name}"), docstring(node))
    return Item(f"`{prefix}{name}`", f"{prefix}{name} = {ast.unparse(node.value)}" if node.value else "", words)


def class_item(path: str, source: str, node: ast.ClassDef, prefix: str) -> Item:
    """Return what the page says about a class: how it is made, its fields, its properties and methods."""
    members = [member for member in class_members(source, node) if member]
    start = next((one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)
    bases = ", ".join(ast.unparse(base) for base in node.bases if ast.unparse(base) not in ("Record", "HTTPAdapter"))
    code = f"class {prefix}{node.name}{f'({bases})' if bases else ''}"
    if start and not bases:
        code = signature(source, start, f"{prefix}{node.name}", skip_self=True, result=False)
    return Item(f"`{prefix}{node.name}`", code, docstring(node), tuple(members))


def class_members(source: str, node: ast.ClassDef) -> Iterator[Item]:
    """Return the public fields, properties and methods of a class."""
    for one, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and not one.target.id.startswith("_"):
            value = f" = {ast.unparse(one.value)}" if one.value else ""
            yield Item("", f"{one.target.id}: {ast.unparse(one.annotation)}{value}", described(after))
        elif isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and docstring(one):
            is_property = any(ast.unparse(mark) == "property" for mark in one.decorator_list)
            result = ast.unparse(one.returns) if one.returns else ""
            code = f"{one.name}: {result}" if is_property else signature(source, one, one.name, skip_self=True)
            yield Item("", code.replace("\n", " "), docstring(one))


def signature(
    source: str, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, *, skip_self: bool = False, result: bool = True
) -> str:
    """Return how a function is called; one line if it is short, else a line for each parameter."""
    if skip_self:
        node.args.args = [one for one in node.args.args if one.arg != "self"]
    returns = f" -> {ast.unparse(node.returns)}" if node.returns and result else ""
    line = f"{name}({ast.unparse(node.args)}){returns}"
    if len(line) <= 88:
        return line
    return f"{name}(\n    " + ",\n    ".join(split(ast.unparse(node.args))) + f",\n){returns}"


def split(parameters: str) -> list[str]:
    """Split parameters at the commas that are not inside brackets."""
    parts, depth = [""], 0
    for char in parameters:
        depth += (char in "[(") - (char in "])")
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def definitions(source: str) -> Iterator[tuple[str, Public, str]]:
    """Return the names that a module defines at its top, or below TYPE_CHECKING, with the text after each."""
    body = list(ast.parse(source).body)
    for one in list(body):
        if isinstance(one, ast.If):
            body += [*one.body, *one.orelse]
    for one, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield one.name, one, ""
        elif isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            yield one.targets[0].id, one, described(after)
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            yield one.target.id, one, described(after)

"""Make the page about the library from the docstrings and signatures of what is public.

`siplint.reference.publish` calls `pages`. The source is read and not imported, so that the page needs no HTTP client
to be installed and is the same on every Python.
"""

from __future__ import annotations

import ast
import os
from inspect import cleandoc
from typing import TYPE_CHECKING, NamedTuple

import siplint
from siplint.model.run_report import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterator

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

In the signatures, `JSON` is plain data as `json.loads` returns it, `Kind` is `"create"` or `"update"`, `Direction` is `"inbound"` or
`"outbound"`, `Severity` is `"error"`, `"warning"` or `"info"`, and `Snapshot` is an `Account`, the plain data of a snapshot, or the bytes of
its file. `Settings` is `siplint.model.settings.Settings`: what the command line and the configuration can say, for programs that
need it.
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
    (
        "pydantic",
        "class Request(BaseModel):\n    rule: siplint.pydantic.RoutingRule",
        ("RoutingRule", "RoutingRuleUpdate", "JSONReport", "RoutingRuleValidator"),
    ),
    ("pytest", "siplint.pytest.assert_valid(body)", ("assert_valid",)),
)
"""The modules for other libraries: the name, the one line, and the public names in it."""

LONGEST = 88
"""The longest signature (code points) that is on one line."""
PUBLIC_MEMBERS = {"Report": PUBLIC, "Account": ("taken_at", "notes")}
"""The members that are for users, where a class has more."""
UNNAMED_BASES = ("Record", "HTTPAdapter", "_Frozen")
"""Base classes that say nothing to a user."""


class Item(NamedTuple):
    """A public name: its heading, its signature, what its docstring says, and the public names inside it."""

    heading: str
    code: str
    words: str
    members: tuple[Item, ...] = ()


class Source(NamedTuple):
    """A module of the package: its text, and the nodes of its top level and below TYPE_CHECKING, each with the next."""

    text: str
    nodes: tuple[tuple[ast.stmt, ast.stmt | None], ...]


def pages(folder: str = ".") -> dict[str, str]:
    """Return the page by its path, for the project in a folder."""
    lines = [INTRODUCTION]
    for title, sentence, names in PARTS:
        lines += [f"## {title}\n", *([f"{sentence}\n"] if sentence else [])]
        for name in names:
            module = siplint._HOMES[name]  # noqa: SLF001 (it says where public names come from)
            lines += written(item(folder, module, name), 3)
    lines += ["## Doors to other libraries\n", "Each is a module of its own and needs its library.\n"]
    for module, example, names in DOORS:
        words = ast.get_docstring(ast.parse(read(folder, module).text)) or ""
        lines += [f"### {module}\n", f"{words}\n", f"```python\n{example}\n```\n"]
        for name in names:
            lines += written(item(folder, module, name, f"{module}."), 4)
    return {PAGE: "\n".join(lines).rstrip("\n") + "\n"}


def written(shown: Item, level: int) -> Iterator[str]:
    """Return the paragraphs about a name and what is in it."""
    yield f"{'#' * level} {shown.heading}\n"
    yield f"```python\n{shown.code}\n```\n"
    if shown.words:
        yield f"{shown.words}\n"
    if shown.members:
        yield "| | |\n|---|---|"
        for member in shown.members:
            code, words = (text.replace("\n", " ").replace("|", "\\|") for text in (member.code, member.words))
            yield f"| `{code}` | {words} |"
        yield ""


def read(folder: str, module: str) -> Source:
    """Read a module of the package."""
    with open(os.path.join(folder, PACKAGE, *module.split(".")) + ".py", encoding="utf-8") as file:
        text = file.read()
    body = ast.parse(text).body
    for node in [one for one in body if isinstance(one, ast.If)]:
        body += node.body
    return Source(text, tuple(zip(body, [*body[1:], None], strict=True)))


def item(folder: str, module: str, name: str, prefix: str = "") -> Item:
    """Return what the page says about a name of a module; raise LookupError if the module does not have it."""
    source = read(folder, module)
    called = f"siplint.{prefix}{name}"
    for node, after in source.nodes:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return class_item(source, node, called)
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return Item(called, signature(source, node, called), words_of(node))
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and name in assigned(node):
            code = ast.get_source_segment(source.text, node.value) if node.value else ""
            return Item(called, f"{called} = {code}", text_of(after))
        if isinstance(node, ast.ImportFrom) and name in [one.name for one in node.names] and node.module:
            return item(folder, node.module.removeprefix("siplint."), name, prefix)
    raise LookupError(f"{module} does not define {name}")


def class_item(source: Source, node: ast.ClassDef, called: str) -> Item:
    """Return what the page says about a class: how it is made, its fields, properties and methods."""
    bases = [base for base in map(ast.unparse, node.bases) if base not in UNNAMED_BASES and not base.startswith("_")]
    shown = [
        (code, words)
        for base in [*base_classes(source, node), node]
        for name, code, words in members(source, base)
        if name in PUBLIC_MEMBERS.get(node.name, (name,))
    ]
    code = f"class {called}" + (f"({', '.join(bases)})" if bases else "")
    fields = [text for text, words in shown if not words]
    code += ":\n    " + "\n    ".join(fields) if fields else ""
    for one in node.body:
        if isinstance(one, ast.FunctionDef) and one.name == "__init__":
            code += "\n\n" + signature(source, one, called).removesuffix(" -> None")
    return Item(f"class {called}", code, words_of(node), tuple(Item("", *pair) for pair in shown if pair[1]))


def base_classes(source: Source, node: ast.ClassDef) -> list[ast.ClassDef]:
    """Return the private classes of the same module that a class takes its fields from."""
    names = {base.id for base in node.bases if isinstance(base, ast.Name) and base.id.startswith("_")}
    return [one for one, _ in source.nodes if isinstance(one, ast.ClassDef) and one.name in names]


def members(source: Source, node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Return name, code and description of public fields, and of properties and methods that have a docstring."""
    for one, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and not assigned(one)[0].startswith("_"):
            yield assigned(one)[0], ast.get_source_segment(source.text, one) or "", text_of(after)
        elif isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and ast.get_docstring(one):
            code = signature(source, one, one.name)
            if "property" in map(ast.unparse, one.decorator_list):
                code = code.replace("() ->", ":")
            yield one.name, code, words_of(one)


def signature(source: Source, node: ast.FunctionDef, called: str) -> str:
    """Return how a function is called: one line if that is short, else a line for each parameter."""
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(given.defaults))
    parts = [parameter(source, *pair) for pair in zip(plain, [*defaults, *given.defaults], strict=True)]
    parts = [part for part in parts if part != "self"]
    if given.vararg:
        parts.append(f"*{parameter(source, given.vararg, None)}")
    elif given.kwonlyargs:
        parts.append("*")
    parts += [parameter(source, *pair) for pair in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    if given.kwarg:
        parts.append(f"**{parameter(source, given.kwarg, None)}")
    result = f" -> {ast.get_source_segment(source.text, node.returns)}" if node.returns else ""
    line = f"{called}({', '.join(parts)}){result}"
    return line if len(line) <= LONGEST else f"{called}(\n    " + ",\n    ".join(parts) + f",\n){result}"


def parameter(source: Source, given: ast.arg, default: ast.expr | None) -> str:
    """Return a parameter as the source writes it."""
    kind = f": {ast.get_source_segment(source.text, given.annotation)}" if given.annotation else ""
    equals = " = " if kind else "="
    return f"{given.arg}{kind}{f'{equals}{ast.get_source_segment(source.text, default)}' if default else ''}"


def assigned(node: ast.Assign | ast.AnnAssign) -> list[str]:
    """Return the names that an assignment is to."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [ast.unparse(target) for target in targets]


def words_of(node: ast.FunctionDef | ast.ClassDef) -> str:
    """Return the docstring of a function or class."""
    return ast.get_docstring(node) or ""


def text_of(node: ast.stmt | None) -> str:
    """Return the text that stands alone after an assignment and describes it, or an empty string."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return cleandoc(node.value.value) if is_text else ""  # type: ignore[union-attr]

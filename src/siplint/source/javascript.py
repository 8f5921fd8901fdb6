"""Routing rules in JavaScript and TypeScript: bodies of requests, calls of the official SDK, and marked literals."""

from __future__ import annotations

import re
from time import perf_counter

from siplint.model.failure import UnreadableSource
from siplint.source.code_requests import CodeBody, CodeDocuments, may_hold_rules
from siplint.source.decoding import text_of_file
from siplint.source.ignore_comments import ignores_of
from siplint.source.javascript_requests import Requests
from siplint.source.javascript_tree import JavaScriptTree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Parser

    from siplint.source.code_nodes import Call, Node, Scope
    from siplint.source.javascript_expressions import Syntax
    from siplint.source.notations import AnyDocument

EXTRA = 'JavaScript and TypeScript need an extra: pip install "siplint[code]"'
TYPESCRIPT = (".ts", ".mts", ".cts")
SECONDS, SECONDS_PER_BYTE = 2, 10e-6
"""How long parsing may take: twenty times as long as for code that people write. Comments and regular expressions that
are never closed make it quadratic."""
MARK = re.compile(r"(?://|/\*)[ \t]*siplint:[ \t]*rule\b")
SDK = "@videosdk.live/server-sdk"
SDK_CALLS = {"create": "create", "update": "update"}
"""By the name of a method of the SDK's `sip.routingRules`, the kind of body; `update` has the id before it."""


def read(data: bytes, name: str) -> Iterator[AnyDocument]:
    """Yield the bodies and requests of a file; raise UnreadableSource where it does not parse."""
    if may_hold_rules(data):
        text, offset = text_of_file(data)
        yield from documents_in(text, name, offset)


def documents_in(text: str, name: str = "", offset: int = 0) -> Iterator[AnyDocument]:
    """Yield the bodies and requests of a text in the language that the file's name says; raise UnreadableSource."""
    root = _parsed(text, name)
    try:
        reader = _Reader(text, JavaScriptTree(text, root), offset)
        reader.read_calls()
        reader.read_marks()
    except RecursionError:
        raise UnreadableSource("the code is nested too deeply to be read") from None
    yield from reader.documents.ordered(ignores_of(text, reader.tree.comments))


def _parsed(text: str, name: str) -> Syntax:
    """Return the root of the syntax tree."""
    try:
        import tree_sitter_javascript
        import tree_sitter_typescript
        from tree_sitter import Language, Parser
    except ImportError:
        raise UnreadableSource(EXTRA) from None
    grammars = [tree_sitter_javascript.language, tree_sitter_typescript.language_tsx]
    if name.lower().endswith(TYPESCRIPT):
        grammars = [tree_sitter_typescript.language_typescript]
    elif name.lower().endswith(".tsx"):
        grammars = grammars[1:]
    data = text.encode()
    roots = []
    for language in grammars:
        roots.append(_parse_in_time(Parser(Language(language())), data))
        if not roots[-1].has_error:
            return roots[-1]
    raise UnreadableSource(f"the code does not parse{_first_error(roots[0])}")


def _parse_in_time(parser: Parser, data: bytes) -> Syntax:
    """Return the root of a tree; raise UnreadableSource for a text that parsers read again and again to its end."""
    seconds = SECONDS + len(data) * SECONDS_PER_BYTE
    try:
        if hasattr(parser, "timeout_micros"):  # before tree-sitter 0.26
            parser.timeout_micros = int(seconds * 1e6)
            return parser.parse(data).root_node
        deadline = perf_counter() + seconds
        return parser.parse(
            lambda start, _place: data[start:], progress_callback=lambda _offset, _has_error: perf_counter() > deadline
        ).root_node
    except ValueError:
        raise UnreadableSource("the code takes too long to parse") from None


def _first_error(root: Syntax) -> str:
    todo = [root]
    while todo:
        here = todo.pop()
        if here.is_error or here.is_missing:
            return f", line {here.start_point[0] + 1}"
        todo += [child for child in reversed(here.children) if child.has_error or child.is_missing]
    return ""


class _Reader:
    """Looks for rules in the syntax tree of a file."""

    __slots__ = ("documents", "text", "tree")

    def __init__(self, text: str, tree: JavaScriptTree, offset: int) -> None:
        self.text = text
        self.tree = tree
        self.documents = CodeDocuments(text, offset, self.json_text)

    def json_text(self, node: Node) -> tuple[str, Sequence[int]] | None:
        """Return the text of a string, and where each of its code points is in the file."""
        from siplint.source.string_escapes import javascript_text

        found = javascript_text(self.text, node.start, node.end)
        return found if found is not None and found[0] == node.value else None

    def read_calls(self) -> None:
        """Add the requests, and the bodies that are passed to the SDK."""
        requests = Requests(self.tree, self.documents.values)
        for syntax, scope in self.tree.calls:
            request = requests.request_of(syntax, scope)
            if request is not None:
                self.documents.add_request(request)
                continue
            function = syntax.child_by_field_name("function")
            if function is not None and self.tree.expressions.callee(function)[-1] in SDK_CALLS:
                self.read_sdk(self.tree.call_of(syntax, scope))

    def read_sdk(self, call: Call) -> None:
        """Add the body of a call of the SDK's `sip.routingRules`, in which `rule` is documented."""
        *receiver, method = call.callee
        if receiver[-2:] != ["sip", "routingRules"] and not (receiver[-1:] == ["routingRules"] and SDK in self.text):
            return
        body = call.argument(0 if method == "create" else 1)
        if body is not None:
            members, _ = self.documents.values.members(body)
            documented = ("RR112", "RR601") if "rule" in members else ("RR112",)
            self.documents.add_body(CodeBody(body, SDK_CALLS[method], frozenset(documented)))

    def read_marks(self) -> None:
        """Add the first literal that begins on the line after a comment `siplint: rule`."""
        lines = set()
        for start, end in self.tree.comments:
            line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
            if MARK.match(self.text, start) and not line.strip():
                lines.add(self.text.find("\n", end) + 1)
        found: dict[int, tuple[int, Syntax, Scope, str]] = {}
        for syntax, scope, name in self.tree.literals if lines else ():
            start = self.tree.expressions.span(syntax)[0]
            line_start = self.text.rfind("\n", 0, start) + 1
            if line_start in lines and (line_start not in found or start < found[line_start][0]):
                found[line_start] = start, syntax, scope, name
        for _, syntax, scope, name in found.values():
            changed = frozenset(scope.changed(name)) if name else frozenset()
            self.documents.add_body(CodeBody(self.tree.expressions.node(syntax, scope), changed=changed))

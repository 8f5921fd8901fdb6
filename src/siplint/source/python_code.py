"""Routing rules in Python: bodies of requests, and literals that siplint is asked to check."""

from __future__ import annotations

import ast
import re

from siplint.model.failure import UnreadableSource
from siplint.source.code_requests import (
    FORM_TYPE,
    JSON_TYPE,
    CodeBody,
    CodeDocuments,
    CodeRequest,
    is_mock,
    is_rule_url,
    may_hold_rules,
    method_of,
)
from siplint.source.decoding import text_of_file
from siplint.source.ignore_comments import NO_IGNORES, ignores_of, may_ignore
from siplint.source.literals import Literal
from siplint.source.python_expressions import TYPES
from siplint.source.python_tree import PythonTree
from siplint.source.unknown import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from siplint.model.finding import JSON
    from siplint.source.code_nodes import Call, Node, Scope
    from siplint.source.notations import AnyDocument

CHECKS = frozenset((("siplint", "check"), ("siplint", "require"), ("siplint", "pytest", "assert_valid")))
MARK = re.compile(r"^[ \t\f]*#[ \t]*siplint:[ \t]*rule\b[^\r\n]*(?:\r\n|\r|\n|$)", re.MULTILINE)
BODIES = ("json", "data", "content", "body")
QUOTED = re.compile(r"""(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')""")
NO_TEXT_TYPE = frozenset(("requests", "httpx", "http"))
"""Libraries that send no `Content-Type` with a text."""


def read(data: bytes, name: str) -> Iterator[AnyDocument]:
    """Yield the bodies and requests of a Python file; raise UnreadableSource where it does not parse."""
    if may_hold_rules(data):
        text, offset = text_of_file(data)
        yield from documents_in(text, name, offset)


def documents_in(text: str, _name: str = "", offset: int = 0) -> Iterator[AnyDocument]:
    """Yield the bodies and requests of a text in Python; raise UnreadableSource where it does not parse."""
    module = _parsed(text)
    try:
        reader = _Reader(text, PythonTree(text, module), offset)
        reader.read_calls()
        reader.read_annotations()
        reader.read_marks()
    except RecursionError:
        raise UnreadableSource("the Python code is nested too deeply to be read") from None
    yield from reader.documents.ordered(ignores_of(text, _comments(text)) if may_ignore(text) else NO_IGNORES)


def _comments(text: str) -> list[tuple[int, int]]:
    """Return the spans of the comments of a text in Python."""
    import tokenize
    from io import StringIO
    from itertools import accumulate

    starts = [0, *accumulate(map(len, StringIO(text, newline="")))]
    spans = []
    try:
        for token in tokenize.generate_tokens(StringIO(text, newline="").readline):
            if token.type == tokenize.COMMENT:
                start = starts[token.start[0] - 1] + token.start[1]
                spans.append((start, start + len(token.string)))
    except (tokenize.TokenError, SyntaxError):  # stricter than the parser in corners; comments before that count
        pass
    return spans


def _parsed(text: str) -> ast.Module:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise UnreadableSource(f"the Python code does not parse: {error.msg}, line {error.lineno}") from None
    except (ValueError, RecursionError, MemoryError):
        raise UnreadableSource("the Python code does not parse") from None


class _Reader:
    """Looks for rules in the syntax tree of a file."""

    __slots__ = ("documents", "text", "tree")

    def __init__(self, text: str, tree: PythonTree, offset: int) -> None:
        self.text = text
        self.tree = tree
        self.documents = CodeDocuments(text, offset, self.json_text, spell_python)

    def json_text(self, node: Node) -> tuple[str, Sequence[int]] | None:
        """Return the text of a string, and where each of its code points is in the file."""
        from siplint.source.string_escapes import python_text

        found = python_text(self.text, node.start, node.end)
        return found if found is not None and found[0] == node.value else None

    def read_calls(self) -> None:
        """Add the requests, and the bodies that are passed to siplint."""
        for expression, scope in self.tree.calls:
            callee = self.tree.expressions.callee(expression.func)
            if callee in TYPES:
                self.documents.add_body(CodeBody(self.tree.expressions.node(expression, scope), TYPES[callee]))
                continue
            if callee[-1].lstrip("_") not in METHODS_OF and callee not in CHECKS:
                continue
            call = self.tree.call_of(expression, scope)
            if callee in CHECKS:
                self.read_check(call)
            else:
                request = self.request_of(call)
                if request is not None:
                    self.documents.add_request(request)

    def read_check(self, call: Call) -> None:
        """Add the body that a call of siplint's own functions checks."""
        body, kind = call.argument(0, "body"), call.named.get("kind")
        value = "create" if kind is None else self.documents.values.literal(kind).value
        if body is not None and value in ("create", "update") and not (call.is_open and kind is None):
            self.documents.add_body(CodeBody(body, value))

    def read_annotations(self) -> None:
        """Add the literals whose annotation is one of siplint's types."""
        for node, scope in self.tree.annotated:
            kind = self.annotated_kind(node.annotation)
            if node.value is not None and kind:
                changed: set[str] = set()
                if isinstance(node.target, ast.Name):
                    changed = scope.changed(node.target.id)
                self.documents.add_body(
                    CodeBody(self.tree.expressions.node(node.value, scope), kind, changed=frozenset(changed))
                )

    def annotated_kind(self, node: ast.expr) -> str:
        """Return the kind of body that an annotation names, alone or in a list."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return ""
        if isinstance(node, ast.Subscript) and self.tree.expressions.callee(node.value)[-1] in (
            "list",
            "List",
            "Final",
            "Sequence",
        ):
            node = node.slice
        return TYPES.get(self.tree.expressions.callee(node), "")

    def read_marks(self) -> None:
        """Add the first dictionary that begins on the line after a comment `siplint: rule`."""
        starts = {match.end() for match in MARK.finditer(self.text)}
        if not starts:
            return
        found: dict[int, tuple[ast.expr, Scope, str]] = {}
        line_starts = self.tree.positions.starts
        for node, scope, name in self.tree.literals:
            at = line_starts[node.lineno - 1]
            if at in starts and (at not in found or node.col_offset < found[at][0].col_offset):
                found[at] = node, scope, name
        for node, scope, name in found.values():
            changed = frozenset(scope.changed(name)) if name else frozenset()
            self.documents.add_body(CodeBody(self.tree.expressions.node(node, scope), changed=changed))

    def request_of(self, call: Call) -> CodeRequest | None:
        """Return the request that a call sends to a routing rule's URL."""
        name, receiver = call.callee[-1].lstrip("_"), call.callee[:-1]
        if is_mock(receiver):
            return None
        found = self.method_and_url(call, name)
        if found is None:
            return None
        method, url, position = found
        body, way = self.body_of(call, position)
        wanted = method_of(method)
        if wanted is None or body is None or not is_rule_url(self.documents.values.url(url)):
            return None
        after = position + 1 if name in ("Request", "request") and way == "body" else -1
        headers = call.argument(after, "headers")
        return CodeRequest(
            call.start,
            call.end,
            wanted,
            url,
            body,
            headers,
            self.content_type(receiver, name, way, body),
            headers is None and call.is_open,
        )

    def method_and_url(self, call: Call, name: str) -> tuple[Literal, Node, int] | None:
        """Return the method and the URL of a call, and the position of the body after them."""
        values = self.documents.values
        if "method" in call.named:
            url = call.argument(0, "url", "fullurl")
            return (values.literal(call.named["method"]), url, 1) if url is not None else None
        first = call.arguments[0] if call.arguments else None
        if name in ("request", "build_request", "Request") and first is not None:
            method, url = values.literal(first), call.argument(1, "url")
            if type(method.value) is str and method.value.isalpha():
                return (method, url, 2) if url is not None else None
        url = call.argument(0, "url", "fullurl")
        default = METHODS_OF[name]
        return (Literal(default, call.start, call.end), url, 1) if url is not None and default else None

    @staticmethod
    def body_of(call: Call, position: int) -> tuple[Node | None, str]:
        """Return the body of a call, and the name of the argument ("body" for one without a name)."""
        for name in BODIES:
            body = call.named.get(name)
            if body is not None and not (body.kind == "constant" and body.value is None):
                return body, name
        if call.callee[:-1] == ("requests",) and call.callee[-1] == "request":
            return None, ""  # the third argument has what is put into the URL
        return call.argument(position), "body"

    def content_type(self, receiver: Sequence[str], name: str, way: str, body: Node) -> JSON:
        """Return the content type that a library sends where the headers have none."""
        from siplint.source.code_nodes import resolved

        library = receiver[0] if receiver else ""
        if way == "json":
            return JSON_TYPE
        if name in ("urlopen", "Request") and library == "urllib":
            return FORM_TYPE
        target = resolved(body)[0]
        if library not in NO_TEXT_TYPE or len(receiver) > 1 or target is None:
            return UNKNOWN
        if target.kind == "object":
            return FORM_TYPE
        return "" if target.kind in ("json", "text") else UNKNOWN


METHODS_OF = {
    "post": "POST",
    "put": "PUT",
    "patch": "PATCH",
    "urlopen": "POST",
    "Request": "POST",
    "request": "",
    "build_request": "",
}
"""By the name of a function that sends a request, its method; empty where an argument names it."""


def spell_python(value: JSON, old: str) -> str:
    """Write a text or a boolean in place of a quoted string or a boolean; empty where it cannot be written simply."""
    is_quoted = QUOTED.fullmatch(old) is not None
    if isinstance(value, bool):
        return str(value) if is_quoted or old in ("True", "False") else ""
    if not isinstance(value, str) or not (is_quoted or old in ("True", "False")):
        return ""
    quote = old[0] if is_quoted else '"'
    return f"{quote}{value}{quote}" if value.isprintable() and not {quote, "\\"} & {*value} else ""

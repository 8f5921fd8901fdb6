"""Requests in JavaScript and TypeScript: fetch, axios, got and the like, and XMLHttpRequest."""

from __future__ import annotations

from siplint.source.code_nodes import Node, resolved
from siplint.source.code_requests import JSON_TYPE, TEXT_TYPE, CodeRequest, is_mock, is_rule_url, method_of
from siplint.source.javascript_expressions import arguments_of
from siplint.source.javascript_tree import is_function
from siplint.source.literals import Literal
from siplint.source.unknown import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from siplint.model.finding import JSON
    from siplint.source.code_nodes import Call, Scope
    from siplint.source.code_values import Values
    from siplint.source.javascript_expressions import Syntax
    from siplint.source.javascript_tree import JavaScriptTree

FETCH_MODULES = frozenset(
    ("node-fetch", "cross-fetch", "isomorphic-fetch", "undici", "whatwg-fetch", "node-fetch-native")
)
METHODS = {"post": "POST", "put": "PUT", "patch": "PATCH"}
CLIENTS = frozenset(("axios", "got", "ky"))
"""Clients that are functions themselves."""
OPTIONS = frozenset(
    (
        *("json", "body", "data", "headers", "method", "params", "searchParams", "query", "timeout", "retry"),
        *("responseType", "signal", "credentials", "mode", "cache", "redirect", "url", "throwHttpErrors"),
    )
)
"""Options of a request. An object with these members alone, a body among them, is not itself a body."""
BODIES = ("json", "body", "data")
SERVERS = frozenset(("app", "router", "fastify", "server", "routes", "express", "hono"))
"""What routes are declared on: the path given there is one of a server."""


class Requests:
    """The requests of a file."""

    __slots__ = ("opened", "tree", "values")

    def __init__(self, tree: JavaScriptTree, values: Values) -> None:
        self.tree = tree
        self.values = values
        self.opened = self.calls_before_sending()

    def request_of(self, syntax: Syntax, scope: Scope) -> CodeRequest | None:
        """Return the request that a call sends to a routing rule's URL."""
        is_new = syntax.type == "new_expression"
        callee = self.tree.expressions.callee(syntax.child_by_field_name("constructor" if is_new else "function"))
        name, receiver = callee[-1].lstrip("_"), callee[:-1]
        if is_mock([part.removesuffix("()") for part in receiver]) or not SERVERS.isdisjoint(receiver[-1:]):
            return None
        is_fetch = not is_new and (name in ("fetch", "$fetch") or self.is_fetch_module(callee))
        if not (is_fetch or name in METHODS or name in CLIENTS or name in ("request", "Request", "send")):
            return None
        if any(is_function(argument) for argument in arguments_of(syntax)):
            return None
        return self.sent_by(syntax, scope, is_fetch or (is_new and name == "Request"))

    def sent_by(self, syntax: Syntax, scope: Scope, is_fetch: bool) -> CodeRequest | None:
        """Return the request that a call sends, by the way of its function."""
        call = self.tree.call_of(syntax, scope)
        name, receiver = call.callee[-1].lstrip("_"), call.callee[:-1]
        if is_fetch:
            return self.with_options(call, call.argument(0), call.argument(1), "fetch")
        if name == "send" and receiver:
            return self.xml_request(call, receiver)
        if name in METHODS and receiver:
            place = Literal(METHODS[name], call.start, call.end)
            return self.with_body(call, place, call.arguments)
        if name in CLIENTS or name == "request":
            return self.with_configuration(call)
        return None

    def is_fetch_module(self, callee: tuple[str, ...]) -> bool:
        """Return whether a function is what a module with another `fetch` exports."""
        return len(callee) == 1 and self.tree.imports.get(callee[0]) in FETCH_MODULES

    def library(self, call: Call) -> str:
        """Return the client that a call is made with, where it is certain."""
        root = call.callee[0]
        if root in self.tree.imports:
            return self.tree.imports[root]
        is_bound = call.scope is not None and call.scope.owner(root) is not None
        return "" if is_bound or len(call.callee) > 2 else root  # noqa: PLR2004 (the client and its method)

    def with_options(self, call: Call, url: Node | None, options: Node | None, way: str) -> CodeRequest | None:
        """Return a request whose method, headers and body are options: fetch, got, ky."""
        members, is_open = self.values.members(options)
        method = members.get("method")
        if url is None or method is None:
            return None
        return self.request(call, self.values.literal(method), url, members, is_open, way)

    def with_configuration(self, call: Call) -> CodeRequest | None:
        """Return a request of a client that is called with a configuration, or with a URL and one."""
        first, second = call.argument(0), call.argument(1)
        method = None if first is None else method_of(self.values.literal(first))
        if method is not None:
            return self.with_body(call, method, call.arguments[1:])
        members, is_open = self.values.members(first)
        way = self.library(call)
        if "url" in members and "method" in members:
            return self.request(call, self.values.literal(members["method"]), members["url"], members, is_open, way)
        return self.with_options(call, first, second, way)

    def with_body(self, call: Call, place: Literal, arguments: Sequence[Node]) -> CodeRequest | None:
        """Return a request of a method such as `post`: a URL and then the body, or options with it."""
        if len(arguments) < 2:  # noqa: PLR2004 (URL and body)
            return None
        url, second = arguments[:2]
        way = self.library(call)
        members, is_open = self.values.members(second)
        holds_body = not members.keys().isdisjoint(BODIES)
        if way in ("got", "ky") or (way != "axios" and holds_body and members.keys() <= OPTIONS):
            return self.request(call, place, url, members, is_open, way)
        options, options_open = self.values.members(arguments[2]) if arguments[2:] else ({}, False)
        headers = {"headers": options["headers"]} if "headers" in options else {}
        return self.request(call, place, url, {**headers, "data": second}, options_open, way)

    def request(  # noqa: PLR0913, PLR0917 (a request has as many parts)
        self, call: Call, method: Literal, url: Node, members: dict[str, Node], is_open: bool, way: str
    ) -> CodeRequest | None:
        """Return a request to a routing rule's URL that creates or updates one."""
        wanted = method_of(method)
        names = [name for name in BODIES if name in members]
        if wanted is None or not names or not is_rule_url(self.values.url(url)):
            return None
        headers = members.get("headers")
        body = members[names[0]]
        sent = self.content_type(names[0], way, body, call)
        return CodeRequest(call.start, call.end, wanted, url, body, headers, sent, headers is None and is_open)

    def content_type(self, name: str, way: str, body: Node, call: Call) -> JSON:
        """Return the content type that a client sends where the headers have none."""
        kind = "" if (target := resolved(body)[0]) is None else target.kind
        if name == "json" or (way == "axios" and kind == "object"):
            return JSON_TYPE
        if way == "fetch" and call.callee[-1] != "$fetch" and self.is_real_fetch(call):
            return TEXT_TYPE if kind in ("json", "text", "object") else UNKNOWN
        return "" if way == "got" and kind in ("json", "text") else UNKNOWN

    def is_real_fetch(self, call: Call) -> bool:
        """Return whether `fetch` is the browser's or Node's own, or one that behaves like it."""
        root = call.callee[0]
        if root in self.tree.imports:
            return self.tree.imports[root] in FETCH_MODULES
        is_global = call.callee in (("fetch",), ("window", "fetch"), ("globalThis", "fetch"), ("Request",))
        return is_global and (call.scope is None or call.scope.owner(root) is None)

    def xml_request(self, call: Call, receiver: tuple[str, ...]) -> CodeRequest | None:
        """Return the request that an XMLHttpRequest sends, which was opened in the same scope."""
        body = call.argument(0)
        if body is None or call.scope is None:
            return None
        opened: Call | None = None
        keys: list[Node | None] = []
        parts: list[Node] = []
        for other in self.opened.get(receiver, ()):
            same = other.scope is not None and other.scope.owner(receiver[0]) is call.scope.owner(receiver[0])
            if not same or other.start > call.start:
                continue
            if other.callee[-1] == "open":
                opened, keys, parts = other, [], []
            else:
                keys.append(other.arguments[0])
                parts.append(other.arguments[1])
        if opened is None:
            return None
        headers = Node("object", opened.start, call.end, None, parts, keys)
        method, url = self.values.literal(opened.arguments[0]), opened.arguments[1]
        found = self.request(call, method, url, {"body": body, "headers": headers}, False, "")
        is_text = (target := resolved(body)[0]) is not None and target.kind in ("json", "text")
        return found and found.but(content_type=TEXT_TYPE if is_text else UNKNOWN)

    def calls_before_sending(self) -> dict[tuple[str, ...], list[Call]]:
        """Return the calls that prepare an XMLHttpRequest, by what they are called on."""
        found: dict[tuple[str, ...], list[Call]] = {}
        for syntax, scope in self.tree.calls:
            function = syntax.child_by_field_name("function")
            if function is None or self.tree.expressions.last_name(function) not in ("open", "setRequestHeader"):
                continue
            call = self.tree.call_of(syntax, scope)
            if len(call.arguments) > 1 and len(call.callee) > 1:  # method and URL, or name and value
                found.setdefault(call.callee[:-1], []).append(call)
        return found

"""Requests to a routing rule's URL in code: the body of each, and what is literal around it."""

from __future__ import annotations

from siplint.domain.endpoint import LEGACY_PATH, METHODS, PATH, target_of
from siplint.model.record import Record
from siplint.source.code_nodes import resolved
from siplint.source.code_values import HOLE, Values, changed_literal
from siplint.source.literals import Literal, LiteralDocument
from siplint.source.unknown import UNKNOWN, OpenList, OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from siplint.model.finding import JSON
    from siplint.source.code_nodes import Node
    from siplint.source.ignore_comments import Ignores
    from siplint.source.literals import Span, Spell
    from siplint.source.mapped import MappedDocument

NEEDLES = (b"routing-rule", b"routingRules", b"siplint")
"""A file without any of these has no routing rule that is read here."""
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
TEXT_TYPE = "text/plain;charset=UTF-8"
OLD_MEMBERS = frozenset(("gatewayId", "dispatch"))
"""Either of them makes a body one of the old API."""
MOCKS = frozenset(("responses", "rsps", "respx", "nock", "msw", "m"))
"""Libraries that answer requests in tests, by the names they usually have: what they are given is an answer."""


class CodeRequest(Record):
    """A request in code; `content_type` is what the client sends where `headers` have none ("": nothing)."""

    start: int
    end: int
    method: Literal
    url: Node
    body: Node
    headers: Node | None = None
    content_type: JSON = UNKNOWN
    headers_are_open: bool = False


class CodeBody(Record):
    """A body in code that something else than a URL shows to be one."""

    node: Node
    kind: str = ""
    documented: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    rule_id: str = ""


def may_hold_rules(data: bytes) -> bool:
    """Return whether a file has a word that makes it worth parsing."""
    return any(needle in data for needle in NEEDLES)


def is_rule_url(text: str) -> bool:
    """Return whether the text of a URL names routing rules."""
    return PATH in text and (bool(target_of(text).resource) or HOLE in text.rpartition(PATH)[2].partition("/")[0])


def is_mock(receiver: Sequence[str]) -> bool:
    """Return whether what a method is called on answers requests in a test."""
    return any(name.lower() in MOCKS or "mock" in name.lower() for name in receiver)


def path_of(url: str) -> JSON:
    """Return the path of a URL as it is known; UNKNOWN where what comes after the resource is not."""
    path = url.partition("?")[0].partition("#")[0]
    if not target_of(path).resource:
        return UNKNOWN
    if "://" in path:
        path = "/" + path.partition("://")[2].partition("/")[2]
    return path.removeprefix(HOLE)


class CodeDocuments:
    """The documents of a file of code, in the order they are written; nothing is reported twice."""

    __slots__ = ("documents", "mapped", "offset", "seen", "spell", "text", "values")

    def __init__(
        self,
        text: str,
        offset: int,
        mapped: Callable[[Node], tuple[str, Sequence[int]] | None],
        spell: Spell | None = None,
    ) -> None:
        self.text = text
        self.offset = offset
        self.mapped = mapped
        self.spell = spell
        self.values = Values()
        self.seen: set[tuple[int, int, str]] = set()
        self.documents: list[LiteralDocument | MappedDocument] = []

    def ordered(self, ignores: Ignores) -> Iterator[LiteralDocument | MappedDocument]:
        """Yield the documents that were added, with their numbers in the file and what its comments suppress."""
        for index, document in enumerate(sorted(self.documents, key=_start_of)):
            document.path = (index,)
            document.ignores = ignores
            yield document

    def add_request(self, request: CodeRequest) -> None:
        """Add a request: the body, and what is around it."""
        from time import time

        url = self.values.url(request.url)
        kind = "create" if request.method.value == "POST" else "update"
        path = path_of(url)
        is_old = path is not UNKNOWN and target_of(path).resource == LEGACY_PATH
        documented = frozenset(("RR110",)) if is_old else frozenset()
        is_known = type(path) is str and HOLE not in path
        rule_id = target_of(path).rule_id if is_known and kind == "update" else ""
        value = self.add_body(CodeBody(request.body, kind, documented, rule_id=rule_id))
        legacy = isinstance(value, dict) and not OLD_MEMBERS.isdisjoint(value)
        if not isinstance(value, dict) or (is_old and not legacy and type(value) is not dict):
            path = UNKNOWN
        headers = self._headers(request)
        place = Literal(path, request.url.start, request.url.end)
        members = {
            "method": (_span(request.method), request.method),
            "path": (_span(place), place),
            "headers": (_span(headers), headers),
        }
        fields = {name: literal.value for name, (_, literal) in members.items()}
        literal = Literal({**fields, "legacy": legacy, "now": time()}, request.start, request.end, members)
        self.documents.append(LiteralDocument(self.text, literal, 0, kind="request", offset=self.offset))

    def add_body(self, body: CodeBody) -> JSON:
        """Add a body if it is an object, a list or JSON text; return its value, or UNKNOWN."""
        node = body.node
        target, changed = resolved(node)
        while target is not None and target.kind == "json":
            node = target.parts[0]
            target, changed = resolved(node)
        if target is None:
            return UNKNOWN
        literal = self.values.literal(node)
        if isinstance(literal.value, str) and target.kind == "text":
            return self._add_text(target, body)
        if changed or body.changed:
            literal = changed_literal(literal, changed | body.changed)
        if not isinstance(literal.value, (dict, list)) or isinstance(literal.value, OpenList):
            return UNKNOWN
        if self._is_new(literal.start, literal.end, "body"):
            document = LiteralDocument(self.text, literal, 0, kind=body.kind, spell=self.spell, offset=self.offset)
            document.documented, document.rule_id = body.documented, body.rule_id
            self.documents.append(document)
        return literal.value

    def _add_text(self, node: Node, body: CodeBody) -> JSON:
        """Add a body that is written as JSON text in a string."""
        if not str(node.value).lstrip().startswith(("{", "[")):
            return UNKNOWN
        mapped = self.mapped(node)
        if mapped is None:
            return UNKNOWN
        from siplint.source.mapped import MappedDocument

        document = MappedDocument(self.text, *mapped, 0, kind=body.kind, offset=self.offset)
        document.documented, document.rule_id = body.documented, body.rule_id
        if self._is_new(node.start, node.end, "body"):
            self.documents.append(document)
        return UNKNOWN if document.faults else document.value

    def _headers(self, request: CodeRequest) -> Literal:
        """Return the literal headers with lower-case names; what is not written or reported before is unknown."""
        start, end = request.start, request.end
        self.values.starts = True
        literal = Literal({}, start, end) if request.headers is None else self.values.literal(request.headers)
        self.values.starts = False
        known = literal.value if isinstance(literal.value, dict) else OpenObject()
        is_open = type(known) is not dict or request.headers_are_open
        members: dict[str, tuple[Span, Literal]] = {}
        value: dict[str, JSON] = {"authorization": UNKNOWN}
        value["content-type"] = UNKNOWN if is_open else request.content_type
        for name, item in known.items():
            span, place = literal.members[name]
            is_text = isinstance(item, str) and self._is_new(place.start, place.end, "header")
            value[name.lower()] = item if is_text else UNKNOWN
            members[name.lower()] = span, place
        if not members.keys() & {"content-type"} and not self._is_new(literal.start, literal.end, "headers"):
            value["content-type"] = UNKNOWN
        return Literal(value, literal.start, literal.end, members)

    def _is_new(self, start: int, end: int, what: str) -> bool:
        """Return whether nothing was added for this span before."""
        key = (start, end, what)
        if key in self.seen:
            return False
        self.seen.add(key)
        return True


def method_of(literal: Literal) -> Literal | None:
    """Return a method in capitals if it is one that creates or updates a rule."""
    method = literal.value.upper() if type(literal.value) is str else ""
    return literal.but(value=method) if method in METHODS else None


def _span(literal: Literal) -> Span:
    return literal.start, literal.start


def _start_of(document: LiteralDocument | MappedDocument) -> tuple[int, bool]:
    if isinstance(document, LiteralDocument):
        return document.literal.start, document.kind != "request"
    return document.indexes[0], True

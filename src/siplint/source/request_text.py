"""A request that a file spells, as documents: what is around the body, and the body."""

from __future__ import annotations

from siplint.domain.endpoint import target_of
from siplint.model.record import Record
from siplint.source.literals import Literal, LiteralDocument
from siplint.source.mapped import MappedDocument
from siplint.source.passages import HOLE, Passage, known_part, known_value
from siplint.source.sendable import ABSENT
from siplint.source.unknown import OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from siplint.model.finding import JSON

    Document: TypeAlias = LiteralDocument | MappedDocument

NEEDLE = "/sip/routing-rule"
KINDS = {"POST": "create", "PATCH": "update", "PUT": "update"}
"""What a request does to a rule, by its method."""


class HeaderText(Record):
    """A header: its value (a text, or what is known of it), and where its name starts, and its value starts and ends."""

    value: JSON
    name_start: int
    start: int
    end: int


class RequestText(Record):
    """A request that a file spells.

    `start` and `end` are its place, `method_at` that of what says its method. Headers have lower-case names; with
    `more_headers` there may be others. `body` is missing where nothing is known of it.
    """

    start: int
    end: int
    method: str
    method_at: tuple[int, int]
    url: Passage
    headers: Mapping[str, HeaderText]
    more_headers: bool = False
    body: Passage | None = None


def request_documents(text: str, request: RequestText, index: int, offset: int = 0) -> Iterator[Document]:
    """Return the documents of a request: what is around the body, then the body; none if it concerns no rule."""
    kind = KINDS.get(request.method, "")
    path = _path(request.url)
    resource = path.text.rpartition(NEEDLE)[2].partition("/")[0].partition(HOLE)[0]
    if NEEDLE not in request.url.text or not kind or resource not in ("", "s"):
        return
    document = body_document(text, request.body, index + 1, kind=kind, offset=offset) if request.body else None
    if document is not None and resource and _is_old_body(document.value):
        document.documented = ("RR110",)  # an old body on the old path is what that API documents
    if document is not None and kind == "update" and HOLE not in path.text:
        document.rule_id = target_of(path.text).rule_id
    is_unknown = request.body is None or HOLE in request.body.text
    if document is not None or (is_unknown and not resource):
        literal = _literal(request, path, document.value if document else None)
        yield LiteralDocument(text, literal, index, kind="request", offset=offset)
    if document is not None:
        yield document


def body_document(  # noqa: PLR0913 (what a document takes)
    text: str, body: Passage, index: int, *, kind: str = "", snippet: bool = False, offset: int = 0
) -> MappedDocument | None:
    """Return the document of a JSON text that may have holes; None if it cannot be read because of them."""
    if not body.text:
        return None
    inner = body.as_json()
    has_holes = HOLE in inner.text
    indexes = [*inner.starts, inner.end]
    document = MappedDocument(
        text, inner.text, indexes, index, kind=kind, snippet=snippet, offset=offset, ends=inner.ends
    )
    if has_holes:
        if document.value is ABSENT:
            return None
        document.faults = tuple([fault for fault in document.faults if HOLE not in fault.word])
        document.value = known_value(document.value)
        if not isinstance(document.value, (dict, list)):
            return None
    return document


def note_document(text: str, index: int, start: int, sentence: str, offset: int = 0) -> LiteralDocument:
    """Return a document that only says why something is not judged."""
    return LiteralDocument(text, Literal(sentence, start, start), index, kind="note", offset=offset)


def _path(url: Passage) -> Passage:
    """Return the path of a URL, as far as it is known, without query and fragment."""
    needle = url.text.rfind(NEEDLE)
    head = url.text[:needle]
    start = head.rfind(HOLE) + 1
    scheme = head.find("://", start)
    if scheme >= 0:
        slash = head.find("/", scheme + 3)
        start = slash if slash >= 0 else needle
    ends = [url.text.find(mark, needle) for mark in "?#"]
    return url.part(start, min([end for end in ends if end >= 0], default=len(url.text)))


def _is_old_body(body: JSON) -> bool:
    return isinstance(body, dict) and ("gatewayId" in body or "dispatch" in body)


def _literal(request: RequestText, path: Passage, body: JSON) -> Literal:
    """Return the fields of the request with their places."""
    headers: dict[str, JSON] = {name: header.value for name, header in request.headers.items()}
    value = {
        "method": request.method,
        "path": known_part(path.text),
        "headers": OpenObject(headers) if request.more_headers else headers,
        "legacy": _is_old_body(body),
    }
    places = {
        name: ((header.name_start, header.start), Literal(header.value, header.start, header.end))
        for name, header in request.headers.items()
    }
    whole = (request.start, request.end)
    members = {
        "method": (request.method_at, Literal(request.method, *request.method_at)),
        "path": ((path.start, path.start), Literal(value["path"], path.start, path.end)),
        "headers": (whole, Literal(value["headers"], *whole, members=places)),
    }
    return Literal(value, *whole, members=members)

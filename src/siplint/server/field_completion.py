"""Answers to requests for completions: where in a text the place is, and what is offered there as the protocol has it."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.server.asked_document import place_of_request
from siplint.server.completion_offers import LINES, offers_at
from siplint.server.completion_style import JSON_STYLE, Style
from siplint.server.document_names import is_for_rules
from siplint.source.notations import notation_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.completion_offers import Offer
    from siplint.server.json_context import Context
    from siplint.server.session import Session

PLAIN_TEXT, SNIPPET_TEXT = 1, 2
LARGEST = 1 << 21
"""Bytes of a JSON text in which something is completed."""
LARGEST_READ = 1 << 20
"""Bytes of a file in another notation in which something is completed: it is read as a whole."""
JSON_NOTATIONS = ("", "jsonc", "postman")


class Part(Record):
    """The part of a file in which something is completed (bytes), and the notation it is written in."""

    start: int
    end: int
    notation: str


class Place(Record):
    """What is to be completed: a text, how many bytes of the file are before it, the place in it, and how it is written."""

    text: str
    before: int
    at: int
    context: Context
    style: Style


def completion(session: Session, params: JSON) -> JSON:
    """Return what can be written at a position."""
    found = place_of_request(session, params)
    if found is None or not is_for_rules(found[1]):
        return []
    project, name = found
    positions = project.positions(name)
    offset = positions.offset(params["position"]["line"], params["position"]["character"])
    place = _place(name, positions.data, offset)
    if place is None:
        return []
    context = place.context
    start = place.before + len(place.text[: context.start].encode("utf-8", "surrogateescape"))
    end = place.before + len(place.text[: context.end].encode("utf-8", "surrogateescape"))
    span = positions.span(start, end)
    written = place.text[context.start : place.at]
    takes_snippets = session.can("textDocument", "completion", "completionItem", "snippetSupport")
    offers = offers_at(project, name, context, place.style)
    return [_item(offer, span, written, takes_snippets=takes_snippets) for offer in offers]


def _place(name: str, data: bytes, offset: int) -> Place | None:
    """Return what is completed at a byte of a file; None if nothing can be."""
    part = _part(name, data, offset)
    if part is None or part.end - part.start > LARGEST:
        return None
    before = data[part.start : offset].decode("utf-8", "surrogateescape")
    if part.notation in JSON_NOTATIONS:
        from siplint.server.json_context import context_at

        text = data[part.start : part.end].decode("utf-8", "surrogateescape")
        context = context_at(text, len(before))
        return Place(text, part.start, len(before), context, JSON_STYLE) if context else None
    if len(data) > LARGEST_READ:
        return None
    from siplint.server.placeholder import context_by_reading
    from siplint.server.written_token import token_at

    text = data.decode("utf-8", "surrogateescape")
    first = len(data[: part.start].decode("utf-8", "surrogateescape"))
    token = token_at(text, first + len(before), part.notation, first)
    found = token and context_by_reading(text, name, token)
    if not token or not found:
        return None
    context, is_json = found
    return Place(text, 0, first + len(before), context, JSON_STYLE if is_json else token.style)


def _part(name: str, data: bytes, offset: int) -> Part | None:
    """Return the part of a file around a place: of a file with a rule a line the line, of Markdown the fence."""
    notation = notation_of(name)
    if notation == "markdown":
        return _fence_around(data, offset)
    if not name.lower().endswith(LINES):
        return Part(0, len(data), notation)
    end = data.find(b"\n", offset)
    return Part(data.rfind(b"\n", 0, offset) + 1, len(data) if end < 0 else end, "")


def _fence_around(data: bytes, offset: int) -> Part | None:
    """Return the content of the fence around a place, with the notation that it says; None where none is known."""
    from siplint.source.markdown import ENDINGS

    start = at = 0
    notation: str | None = None
    for line in data.splitlines(keepends=True):
        is_fence = line.lstrip(b" >").startswith((b"```", b"~~~"))
        if is_fence and start:
            if start <= offset <= at:
                return None if notation is None else Part(start, at, notation)
            start = 0
        elif is_fence:
            words = line.strip(b" >\r\n`~").split()
            ending = ENDINGS.get(words[0].lower().decode("utf-8", "replace"), "") if words else ""
            start = at + len(line)
            notation = "" if ending == "json" else notation_of(ending) or None
        at += len(line)
    return Part(start, len(data), notation) if 0 < start <= offset and notation is not None else None


def _item(offer: Offer, span: JSON, written: str, *, takes_snippets: bool) -> JSON:
    is_snippet = takes_snippets and offer.snippet != offer.plain
    quote = written[:1] if written[:1] in ("'", '"') else ""
    return {
        "label": offer.label,
        "kind": offer.kind,
        **({"detail": offer.detail} if offer.detail else {}),
        **({"documentation": {"kind": "markdown", "value": offer.documentation}} if offer.documentation else {}),
        "sortText": f"{offer.rank:02d}",
        "filterText": f"{quote}{offer.label}{quote}",
        "insertTextFormat": SNIPPET_TEXT if is_snippet else PLAIN_TEXT,
        "textEdit": {"range": span, "newText": offer.snippet if is_snippet else offer.plain},
    }

"""What an editor offers to write: missing fields, documented values, a whole rule."""

from __future__ import annotations

from siplint.model.fields import FIELDS, ROOM_FIELDS, ROOM_PREFIXES
from siplint.model.record import Record
from siplint.server.asked_document import place_of_request
from siplint.server.wire_json import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from siplint.model.fields import Field
    from siplint.model.finding import JSON
    from siplint.server.json_context import Context, Frame
    from siplint.server.project import Project
    from siplint.server.session import Session

PROPERTY, VALUE, SNIPPET = 10, 12, 15
"""The protocol's kinds of completions."""
PLAIN_TEXT, SNIPPET_TEXT = 1, 2
LARGEST = 1 << 21
"""Bytes of a text in which something is completed."""
UNSURE = frozenset(("name", "type", "tags", "headers", "room"))
"""Fields that other documents have too."""
LINES = (".jsonl", ".ndjson")
MARKDOWN = (".md", ".mdx")
JSON_FILES = (".json", ".jsonc", *LINES)


class Offer(Record):
    """One completion: what is shown, what is inserted (a snippet, and the same without tab stops), what it means."""

    label: str
    kind: int
    snippet: str
    plain: str
    detail: str = ""
    documentation: str = ""
    rank: int = 0


def completion(session: Session, params: JSON) -> JSON:
    """Return what can be written at a position."""
    found = place_of_request(session, params)
    if found is None or not found[1].lower().endswith((*JSON_FILES, *MARKDOWN)):
        return []
    project, name = found
    positions = project.positions(name)
    offset = positions.offset(params["position"]["line"], params["position"]["character"])
    first, last = _part(name, positions.data, offset)
    if last - first > LARGEST:
        return []
    from siplint.server.json_context import context_at

    text = positions.data[first:last].decode("utf-8", "surrogateescape")
    at = len(positions.data[first:offset].decode("utf-8", "surrogateescape"))
    context = context_at(text, at)
    if context is None:
        return []
    start = first + len(text[: context.start].encode("utf-8", "surrogateescape"))
    end = first + len(text[: context.end].encode("utf-8", "surrogateescape"))
    span = positions.span(start, end)
    written = text[context.start : at]
    takes_snippets = session.can("textDocument", "completion", "completionItem", "snippetSupport")
    offers = _offers(project, name, context)
    return [_item(offer, span, written, takes_snippets=takes_snippets) for offer in offers]


def _part(name: str, data: bytes, offset: int) -> tuple[int, int]:
    """Return the part of a text that is looked at: of a file with a rule a line the line, of Markdown the fence.

    The part of a place outside of all fences is larger than any that is looked at.
    """
    if name.lower().endswith(MARKDOWN):
        return _fence_around(data, offset)
    if not name.lower().endswith(LINES):
        return 0, len(data)
    end = data.find(b"\n", offset)
    return data.rfind(b"\n", 0, offset) + 1, len(data) if end < 0 else end


def _fence_around(data: bytes, offset: int) -> tuple[int, int]:
    """Return the content of the fence of JSON around a place."""
    start = at = 0
    for line in data.splitlines(keepends=True):
        is_fence = line.lstrip(b" >").startswith((b"```", b"~~~"))
        if is_fence and start:
            if 0 < start <= offset <= at:
                return start, at
            start = 0
        elif is_fence:
            words = line.strip(b" >\r\n`~").split()
            start = at + len(line) if words and words[0].lower() in (b"json", b"jsonc") else -1
        at += len(line)
    return (start, len(data)) if 0 < start <= offset else (0, LARGEST + 1)


def _item(offer: Offer, span: JSON, written: str, *, takes_snippets: bool) -> JSON:
    is_snippet = takes_snippets and offer.snippet != offer.plain
    quoted = written.startswith('"')
    return {
        "label": offer.label,
        "kind": offer.kind,
        **({"detail": offer.detail} if offer.detail else {}),
        **({"documentation": {"kind": "markdown", "value": offer.documentation}} if offer.documentation else {}),
        "sortText": f"{offer.rank:02d}",
        "filterText": json_text(offer.label) if quoted else offer.label,
        "insertTextFormat": SNIPPET_TEXT if is_snippet else PLAIN_TEXT,
        "textEdit": {"range": span, "newText": offer.snippet if is_snippet else offer.plain},
    }


def _offers(project: Project, name: str, context: Context) -> Iterator[Offer]:
    frame = context.frame
    if frame is None or not frame.is_object:
        if context.expects == "value" and (context.is_empty if frame is None else frame.around is None):
            yield from _whole_rules("" if name.lower().endswith(LINES) else "  ")
        return
    fields = _fields_of(project, name, frame)
    if context.expects == "key":
        comma = "," if context.is_followed and not context.has_value else ""
        yield from _missing(fields, frame, comma, with_value=not context.has_value)
    elif context.key in fields:
        yield from _values(fields[context.key])


def _fields_of(project: Project, name: str, frame: Frame) -> Mapping[str, Field]:
    """Return the documented fields of an object: those of a rule, those of a room, or none."""
    around = frame.around
    if around and around.is_object:
        is_room = frame.step == "room" and _is_rule(around, project, name)
        return ROOM_FIELDS if is_room else FIELDS if _has_rule_inside(frame) else {}
    return FIELDS if _is_rule(frame, project, name) else {}


def _is_rule(frame: Frame, project: Project, name: str) -> bool:
    """Return whether an object is a rule, or may become one."""
    known = {key for key, token in frame.members.items() if key in FIELDS}
    if known - UNSURE or frame.members.get("type") in ('"inbound"', '"outbound"'):
        return True
    if any(isinstance(step, str) for step in frame.path):
        return False
    file = project.workspace.files.get(name) if project.workspace else None
    is_other = file is not None and file.is_skipped and len(frame.members) > len(known)
    complete = [key for key, token in frame.members.items() if token]
    return not is_other and all(key in FIELDS for key in complete)


def _has_rule_inside(frame: Frame) -> bool:
    """Return whether an object inside another one has fields that only rules have."""
    parents = {str(step) for step in frame.path}
    return not parents & FIELDS.keys() and bool(frame.members.keys() & FIELDS.keys() - UNSURE)


def _missing(fields: Mapping[str, Field], frame: Frame, comma: str, *, with_value: bool) -> Iterator[Offer]:
    """Return the fields that an object does not have and that belong to its direction."""
    from siplint.server.hover import field_text

    direction = frame.members.get("type", "").strip('"')
    for number, field in enumerate(fields.values()):
        other = direction in ("inbound", "outbound") and field.direction not in ("", direction)
        if field.name in frame.members or other:
            continue
        key = json_text(field.name)
        snippet, plain = _blank(field) if with_value else ("", "")
        yield Offer(
            field.name,
            PROPERTY,
            f"{key}: {snippet}{comma}" if with_value else key,
            f"{key}: {plain}{comma}" if with_value else key,
            _type_of(field),
            field_text(field),
            number + 30 * (not field.required),
        )


def _type_of(field: Field) -> str:
    from siplint.reference.editor_schemas import EXPECTED

    return EXPECTED[field.kind].replace("`", "") + (", required" if field.required else "")


def _blank(field: Field) -> tuple[str, str]:
    """Return what is inserted for the value of a field: a snippet, and the same without tab stops."""
    from siplint.reference.editor_schemas import BLANK

    values = field.values or (ROOM_PREFIXES if field is ROOM_FIELDS["prefix"] else ())
    if values:
        return '"${1|' + ",".join(values) + '|}"', '""'
    if field.kind == "boolean":
        return "${1|true,false|}", "true"
    if field.kind == "room":
        return '{"type": "${1|static,dynamic|}"$2}', "{}"
    blank = BLANK[field.kind]
    plain = {"string": '""', "strings": "[]", "map": "{}", "object": "{}"}[field.kind]
    return _spelled(blank), plain


def _spelled(value: JSON, margin: str = "") -> str:
    """Return a value as a person would write it."""
    if isinstance(value, dict) and margin:
        inner = [f"{margin}{json_text(key)}: {_spelled(item)}" for key, item in value.items()]
        return "{\n" + ",\n".join(inner) + "\n}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json_text(key)}: {_spelled(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_spelled, value)) + "]"
    return json_text(value)


def _values(field: Field) -> Iterator[Offer]:
    """Return the documented values of a field."""
    meanings: Iterable[str] = field.meanings or ("",) * len(field.values)
    values: Iterable[tuple[str, str]] = zip(field.values, meanings, strict=True)
    if field is ROOM_FIELDS["prefix"]:
        values = [(prefix, "") for prefix in ROOM_PREFIXES]
    for number, (value, meaning) in enumerate(values):
        text = json_text(value)
        yield Offer(value, VALUE, text, text, meaning, field.doc, number)
    if field.kind == "boolean":
        for number, word in enumerate(("true", "false")):
            yield Offer(word, VALUE, word, word, "", field.doc, number)


def _whole_rules(margin: str) -> Iterator[Offer]:
    """Return whole rules to begin with."""
    import re

    from siplint.reference.editor_schemas import NEW_BODIES

    for number, (label, body) in enumerate(NEW_BODIES["create"].items()):
        snippet = _spelled(body, margin)
        yield Offer(label, SNIPPET, snippet, re.sub(r"\$\d", "", snippet), rank=number)

"""What an editor offers to write at a place of a rule: missing fields, documented values, a whole rule."""

from __future__ import annotations

from siplint.model.fields import EDITABLE, FIELDS, ROOM_FIELDS, ROOM_PREFIXES
from siplint.model.record import Record
from siplint.server.completion_style import JSON_STYLE, Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from siplint.model.fields import Field
    from siplint.server.json_context import Context, Frame
    from siplint.server.project import Project

PROPERTY, VALUE, SNIPPET = 10, 12, 15
"""The protocol's kinds of completions."""
UNSURE = frozenset(("name", "type", "tags", "headers", "room"))
"""Fields that other documents have too."""
LINES = (".jsonl", ".ndjson")
DIRECTIONS = ("inbound", "outbound")


class Offer(Record):
    """One completion: what is shown, what is inserted (a snippet, and the same without tab stops), what it means."""

    label: str
    kind: int
    snippet: str
    plain: str
    detail: str = ""
    documentation: str = ""
    rank: int = 0


def offers_at(project: Project, name: str, context: Context, style: Style = JSON_STYLE) -> Iterator[Offer]:
    """Return what can be written at a place of a file."""
    frame = context.frame
    if context.is_empty and style.blocks:
        yield from _whole_rules(style, "")
    if frame is None or not frame.is_object:
        if context.expects == "value" and (context.is_empty if frame is None else frame.around is None):
            yield from _whole_rules(style, "" if name.lower().endswith(LINES) else "  ")
        return
    fields = _fields_of(project, name, context, frame)
    if context.expects == "key":
        comma = "," if context.is_followed and not context.has_value else ""
        yield from _missing(fields, frame, comma, style, with_value=not context.has_value)
    elif context.key in fields:
        yield from _values(fields[context.key], style)


def _fields_of(project: Project, name: str, context: Context, frame: Frame) -> Mapping[str, Field]:
    """Return the documented fields of an object: those of a rule, those of a room, or none."""
    around = frame.around
    if around and around.is_object:
        is_room = frame.step == "room" and _is_rule(project, name, context, around)
        return ROOM_FIELDS if is_room else FIELDS if _has_rule_inside(frame) else {}
    if not _is_rule(project, name, context, frame):
        return {}
    return _editable() if context.kind == "update" else FIELDS


def _editable() -> Mapping[str, Field]:
    """Return the fields of a body that updates a rule, which requires none."""
    return {name: FIELDS[name].but(required=False) for name in EDITABLE}


def _is_rule(project: Project, name: str, context: Context, frame: Frame) -> bool:
    """Return whether an object is a rule, or may become one."""
    known = {key for key, token in frame.members.items() if key in FIELDS}
    if known - UNSURE or frame.members.get("type") in ('"inbound"', '"outbound"'):
        return True
    if any(isinstance(step, str) for step in frame.path):
        return False
    if context.trust != "file":
        return context.trust == "rule"
    file = project.workspace.files.get(name) if project.workspace else None
    is_other = file is not None and file.is_skipped and (context.has_others or len(frame.members) > len(known))
    complete = [key for key, token in frame.members.items() if token]
    return not is_other and all(key in FIELDS for key in complete)


def _has_rule_inside(frame: Frame) -> bool:
    """Return whether an object inside another one has fields that only rules have."""
    parents = {str(step) for step in frame.path}
    return not parents & FIELDS.keys() and bool(frame.members.keys() & FIELDS.keys() - UNSURE)


def _missing(
    fields: Mapping[str, Field], frame: Frame, comma: str, style: Style, *, with_value: bool
) -> Iterator[Offer]:
    """Return the fields that an object does not have and that belong to its direction."""
    from siplint.server.hover import field_text

    direction = frame.members.get("type", "").strip('"')
    for number, field in enumerate(fields.values()):
        other = direction in DIRECTIONS and field.direction not in ("", direction)
        if field.name in frame.members or other:
            continue
        key = style.name(field.name)
        snippet, plain = _blank(field, style) if with_value else ("", "")
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


def _blank(field: Field, style: Style) -> tuple[str, str]:
    """Return what is inserted for the value of a field: a snippet, and the same without tab stops."""
    from siplint.reference.editor_schemas import BLANK

    values = field.values or (ROOM_PREFIXES if field is ROOM_FIELDS["prefix"] else ())
    if values:
        return style.word("${1|" + ",".join(values) + "|}"), style.text_quote * 2
    if field.kind == "boolean":
        return "${1|" + f"{style.true},{style.false}" + "|}", style.true
    if field.kind == "room":
        return "{" + style.name("type") + ": " + style.word("${1|static,dynamic|}") + "$2}", "{}"
    plain = {"string": style.text_quote * 2, "strings": "[]", "map": "{}", "object": "{}"}[field.kind]
    return style.written(BLANK[field.kind]), plain


def _values(field: Field, style: Style) -> Iterator[Offer]:
    """Return the documented values of a field."""
    meanings: Iterable[str] = field.meanings or ("",) * len(field.values)
    values: Iterable[tuple[str, str]] = zip(field.values, meanings, strict=True)
    if field is ROOM_FIELDS["prefix"]:
        values = [(prefix, "") for prefix in ROOM_PREFIXES]
    for number, (value, meaning) in enumerate(values):
        text = style.word(value)
        yield Offer(value, VALUE, text, text, meaning, field.doc, number)
    if field.kind == "boolean":
        for number, word in enumerate((style.true, style.false)):
            yield Offer(word, VALUE, word, word, "", field.doc, number)


def _whole_rules(style: Style, margin: str) -> Iterator[Offer]:
    """Return whole rules to begin with."""
    import re

    from siplint.reference.editor_schemas import NEW_BODIES

    for number, (label, body) in enumerate(NEW_BODIES["create"].items()):
        snippet = style.rule(dict(body), margin)
        yield Offer(label, SNIPPET, snippet, re.sub(r"\$\d", "", snippet), rank=number)

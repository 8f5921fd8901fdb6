"""What an editor shows about the place under the mouse: the findings, the field, the number."""

from __future__ import annotations

from siplint.server.asked_document import place_of_request
from siplint.server.code_actions import findings_between
from siplint.server.cursor import cursor_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.fields import Field
    from siplint.model.finding import JSON
    from siplint.server.cursor import Cursor
    from siplint.server.project import Project
    from siplint.server.session import Session

MOST_MANUALS = 3
"""Findings at one place whose manual is shown."""
NUMBER_FIELDS = ("phoneNumbers", "allowedNumbers")
KINDS = {"strings": "a list of strings", "map": "an object of strings", "object": "an object", "room": "an object"}


def hover(session: Session, params: JSON) -> JSON:
    """Return what is to be said about a position, in Markdown; None if there is nothing."""
    found = place_of_request(session, params)
    if found is None:
        return None
    project, name = found
    position = params["position"]
    offset = project.positions(name).offset(position["line"], position["character"])
    cursor = cursor_at(project, name, offset)
    parts = [*_number(project, cursor), *_field(cursor)] if cursor else []
    parts += _findings(project, name, offset)
    span = (cursor.start, cursor.end) if cursor else None
    if not parts:
        return None
    text = "\n\n---\n\n".join(parts)
    markdown = _takes_markdown(session)
    shown: dict[str, JSON] = {"contents": {"kind": "markdown" if markdown else "plaintext", "value": text}}
    if span:
        shown["range"] = project.positions(name).span(*span)
    return shown


def _takes_markdown(session: Session) -> bool:
    formats = session.said("textDocument", "hover", "contentFormat")
    return not isinstance(formats, list) or "markdown" in formats


def _findings(project: Project, name: str, offset: int) -> Iterator[str]:
    """Return the manual of each rule of siplint that has a finding here; the innermost findings come first."""
    here = findings_between(project, name, offset, offset)
    here.sort(key=lambda pair: pair[1][1] - pair[1][0])
    for diagnostic, _ in here[:MOST_MANUALS]:
        yield _manual(diagnostic)


def _manual(diagnostic: Diagnostic) -> str:
    from siplint.reference.manual import page
    from siplint.rules.catalogue import rule_of

    heading, _, rest = page(rule_of(diagnostic.code)).partition("\n")
    _, _, text = rest.partition("[all rules](index.md)")
    title = heading.removeprefix("# ")
    lines = [f"**[{title}]({diagnostic.url})** ({diagnostic.severity}): {_escaped(diagnostic.message)}"]
    if diagnostic.help:
        lines.append(f"*{_escaped(diagnostic.help)}*")
    return "\n\n".join((*lines, text.strip().replace("\n## ", "\n#### ")))


def _escaped(text: str) -> str:
    """Return a text of ours with pieces of the user's file in it so that Markdown shows it as it is."""
    from siplint.model.escaping import visible

    plain = visible(text)
    return "".join(["\\" + letter if letter in "\\*_<>[]#|~!" else letter for letter in plain])


def _field(cursor: Cursor) -> Iterator[str]:
    field = field_at(cursor)
    if field:
        yield field_text(field)


def field_at(cursor: Cursor) -> Field | None:
    """Return the documented field that a place is in."""
    from siplint.model.fields import FIELDS, ROOM_FIELDS

    first, *rest = cursor.path
    if first == "room" and rest and str(rest[0]) in ROOM_FIELDS:
        return ROOM_FIELDS[str(rest[0])]
    return FIELDS.get(str(first))


def field_text(field: Field) -> str:
    """Return what the page says of a field, in Markdown, with its source."""
    from siplint.server.wire_json import json_text

    facts = [KINDS.get(field.kind, f"a {field.kind}")]
    facts += ["required"] if field.required else []
    facts += [f"{field.direction} rules only"] if field.direction else []
    lines = [f"**`{field.name}`** ({', '.join(facts)})", field.doc]
    if field.values:
        meanings = field.meanings or ("",) * len(field.values)
        lines.append(
            "\n".join(f"- `{value}`: {meaning}" for value, meaning in zip(field.values, meanings, strict=True))
        )
    lines.append(f"For example: `{json_text(field.example)}`")
    lines.append(f"[VideoSDK's page]({field.source})")
    return "\n\n".join(lines)


def _number(project: Project, cursor: Cursor) -> Iterator[str]:
    """Say of a number its country, its kind and which rule answers it."""
    from siplint.domain.phone_repair import normalise

    if not cursor.path or cursor.path[0] not in NUMBER_FIELDS or not isinstance(cursor.value, str) or cursor.on_key:
        return
    number = normalise(cursor.value)
    if not number:
        return
    from siplint.server.number_facts import answered_by, number_facts

    yield f"**{number}**\n\n{number_facts(number)}\n\n{answered_by(project, number)}"

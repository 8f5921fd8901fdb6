"""The rules of a file: where each is, and where its name is written."""

from __future__ import annotations

from siplint.engine.document_values import document_path, rules_again
from siplint.model.failure import Contained
from siplint.model.finding import written_path
from siplint.model.record import Record
from siplint.source.locations import positions_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.server.projects import Project
    from siplint.source.notations import AnyDocument as Document


class OutlinedRule(Record):
    """A rule of a file: its body, its span, and that of its name's value (of its first character if it has none); bytes."""

    body: Trusted
    start: int
    end: int
    name_start: int
    name_end: int


def outline(project: Project, name: str) -> list[OutlinedRule]:
    """Return the rules of a file in order; those of a file that nobody can read are none."""
    workspace = project.workspace
    file = workspace.files.get(name) if workspace else None
    if file is None or file.is_skipped:
        return []
    rules: list[OutlinedRule] = []
    with Contained(name, []):
        for document in file.read():
            rules += _outlined(document, name, file.settings)
    return sorted(rules, key=lambda rule: rule.start)


def _outlined(document: Document, name: str, settings: object) -> Iterator[OutlinedRule]:
    path = document_path(name, document)
    size = len(path)
    found = [
        (base[size:], (*base, *written_path(("name",), origins))[size:], meant)
        for _, base, meant, origins in rules_again(document, path, settings)  # type: ignore[arg-type]
    ]
    if not found:
        return
    places = document.places([step for base, named, _ in found for step in (base, named)])
    spans = []
    for base, named, meant in found:
        start, _, end = places[base]
        key, value, name_end = places[named]
        if "name" not in meant or key == start:
            value, name_end = start, start + 1
        spans.append((start, end, value, name_end, meant))
    indexes = [index for span in spans for index in span[:4]]
    offsets = positions_in(document.text, indexes, document.line, document.offset)
    for start, end, value, name_end, meant in spans:
        yield OutlinedRule(meant, *(offsets[index].offset for index in (start, end, value, name_end)))


def name_spans(project: Project, name: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Return by the span of each rule of a file the span of its name (bytes)."""
    return {(rule.start, rule.end): (rule.name_start, rule.name_end) for rule in outline(project, name)}

"""The rules of a file: where each is, and where its name is written."""

from __future__ import annotations

from siplint.engine.document_values import document_path, rules_again
from siplint.engine.driver import value_at
from siplint.model.failure import Contained
from siplint.model.record import Record
from siplint.model.tree_path import written_path
from siplint.source.locations import positions_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.settings import Settings
    from siplint.server.project import Project
    from siplint.source.notations import AnyDocument as Document


class OutlinedRule(Record):
    """A rule of a file: its body, its span, and that of its name's value (of its first character if it has none).

    `blocks` are the spans of the members that are objects or lists. All spans are in bytes.
    """

    body: Trusted
    start: int
    end: int
    name_start: int
    name_end: int
    blocks: tuple[tuple[int, int], ...] = ()


def outline(project: Project, name: str) -> list[OutlinedRule]:
    """Return the rules of a file in order; those of a file that cannot be read are none."""
    workspace = project.workspace
    file = workspace.files.get(name) if workspace else None
    if file is None or file.is_skipped:
        return []
    rules: list[OutlinedRule] = []
    with Contained(name, []):
        for document in file.read():
            rules += _outlined(document, name, file.settings)
    return sorted(rules, key=lambda rule: rule.start)


def _outlined(document: Document, name: str, settings: Settings) -> Iterator[OutlinedRule]:
    path = document_path(name, document)
    size = len(path)
    found = []
    for _, full, meant, origins in rules_again(document, path, settings):
        base = full[size:]
        value = value_at(document.value, base)
        items = value.items() if isinstance(value, dict) else ()
        blocks = [(*base, key) for key, item in items if isinstance(item, (dict, list))]
        found.append((base, base + written_path(("name",), origins), blocks, meant))
    if not found:
        return
    places = document.places([step for base, named, blocks, _ in found for step in (base, named, *blocks)])
    spans = []
    for base, named, blocks, meant in found:
        start, _, end = places[base]
        key, value, name_end = places[named]
        if "name" not in meant or key == start:
            value, name_end = start, start + 1
        spans.append((meant, (start, end, value, name_end), [(places[one][1], places[one][2]) for one in blocks]))
    indexes = [index for _, span, blocks in spans for index in (*span, *(edge for block in blocks for edge in block))]
    positions = positions_in(document.text, indexes, document.line, document.offset)
    for meant, span, blocks in spans:
        placed = tuple([(positions[start].offset, positions[end].offset) for start, end in blocks])
        first, last, name_start, name_end = [positions[index].offset for index in span]
        yield OutlinedRule(meant, first, last, name_start, name_end, placed)


def name_spans(project: Project, name: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Return by the span of each rule of a file the span of its name (bytes)."""
    return {(rule.start, rule.end): (rule.name_start, rule.name_end) for rule in outline(project, name)}

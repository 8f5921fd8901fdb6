"""The diagnostics of a file as the protocol has them: with positions, related places, tags and the rule's page."""

from __future__ import annotations

from siplint.model.escaping import visible
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.server.outline import name_spans
from siplint.source.notations import notation_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from siplint.model.diagnostic import Diagnostic, Label
    from siplint.model.finding import JSON
    from siplint.server.project import Project

SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFORMATION, SEVERITY_HINT = 1, 2, 3, 4
SEVERITIES = {ERROR: SEVERITY_ERROR, WARNING: SEVERITY_WARNING, INFO: SEVERITY_HINT}
UNNECESSARY, DEPRECATED = 1, 2
TAGS: Mapping[str, int] = {
    **dict.fromkeys(("RR106", "RR203", "RR305", "RR403", "RR404", "RR420", "RR509"), UNNECESSARY),
    "RR110": DEPRECATED,
}
"""By code: what can go without changing what the rule does, and what only the old API has."""
SOURCE = "siplint"
JSON_NOTATIONS = ("", "jsonc")
"""Notations in which every rule begins with a brace."""


def shown_diagnostics(project: Project, name: str) -> list[dict[str, JSON]]:
    """Return what the editor shows of a file: its diagnostics, and those of other files that point into it."""
    workspace = project.workspace
    if workspace is None:
        return problems_in(project, name)
    own = workspace.diagnostics(name)
    names = spans_of_names(project, name, own)
    shown = [
        shown_one(project, one, names.get((one.start.offset, one.end.offset), (one.start.offset, one.end.offset)))
        for one in own
        if one.start and one.end
    ]
    shown += [
        _mirrored(project, name, diagnostic, label)
        for pairs in project.mirrors.get(name, {}).values()
        for diagnostic, label in pairs
    ]
    return shown + problems_in(project, name)


def spans_of_names(
    project: Project, name: str, diagnostics: Iterable[Diagnostic]
) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return by the span of each rule of a file that of its name (bytes); nothing if no diagnostic can be about a rule."""
    data = project.data(name)
    is_json = notation_of(name) in JSON_NOTATIONS
    for one in diagnostics:
        if one.start and one.end and one.end.offset - one.start.offset > 1:
            start = one.start.offset
            if not is_json or data[start : start + 1] == b"{":
                return name_spans(project, name)
    return {}


def shown_one(project: Project, diagnostic: Diagnostic, span: tuple[int, int]) -> dict[str, JSON]:
    """Return a diagnostic with the span (bytes) that is underlined."""
    return _base(project, diagnostic, span) | {
        "severity": SEVERITIES[diagnostic.severity],
        "message": visible(diagnostic.message),
        **_related(project, list(_labels(diagnostic))),
        **({"tags": [TAGS[diagnostic.code]]} if diagnostic.code in TAGS else {}),
        "data": {"pointer": diagnostic.pointer},
    }


def _base(project: Project, diagnostic: Diagnostic, span: tuple[int, int], file: str = "") -> dict[str, JSON]:
    return {
        "range": project.positions(file or diagnostic.file).span(*span),
        "code": diagnostic.code,
        "codeDescription": {"href": diagnostic.url},
        "source": SOURCE,
    }


def _labels(diagnostic: Diagnostic) -> Iterator[tuple[str, int, int, str]]:
    for label in diagnostic.labels:
        if label.start and label.end:
            yield label.file, label.start.offset, label.end.offset, label.message


def _related(project: Project, places: list[tuple[str, int, int, str]]) -> dict[str, JSON]:
    if not places:
        return {}
    related = [
        {
            "location": {"uri": project.uri_of(file), "range": project.positions(file).span(start, end)},
            "message": visible(message),
        }
        for file, start, end, message in places
    ]
    return {"relatedInformation": related}


def _mirrored(project: Project, name: str, diagnostic: Diagnostic, label: Label) -> dict[str, JSON]:
    """Return what is shown in a file that a diagnostic of another file points into."""
    assert label.start
    assert label.end
    span = label.start.offset, label.end.offset
    other = name_spans(project, name).get(span, span)
    start, end = diagnostic.start, diagnostic.end
    back = [(diagnostic.file, start.offset, end.offset, diagnostic.message)] if start and end else []
    return _base(project, diagnostic, other, name) | {
        "severity": SEVERITY_INFORMATION,
        "message": visible(f"{diagnostic.message} (see {diagnostic.file})"),
        **_related(project, back),
    }


def problems_in(project: Project, name: str) -> list[dict[str, JSON]]:
    """Return the faults of a configuration file as diagnostics."""
    loaded = project.loaded
    if loaded is None:
        return []
    found = []
    for problem in loaded.problems:
        if project.name_of(problem.path) != name:
            continue
        positions = project.positions(name)
        line = max(problem.line - 1, 0)
        start, end = positions.offset(line, 0), positions.offset(line, 1 << 30)
        text = positions.data[start:end]
        start += len(text) - len(text.lstrip())
        found.append(
            {
                "range": positions.span(start, end),
                "severity": SEVERITY_ERROR,
                "code": "configuration",
                "source": SOURCE,
                "message": visible(problem.message),
            }
        )
    return found

"""GitHub Actions' workflow commands: each diagnostic an annotation of its file."""

from __future__ import annotations

from siplint.model.diagnostic import place_of
from siplint.model.escaping import visible
from siplint.model.finding import ERROR, INFO, SEVERITIES, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic, Report

COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
SHOWN = 10
"""Annotations of a kind that GitHub shows of one step (`_maxCountPerIssueType` in the runner); the log has all."""


def github(report: Report) -> Iterator[str]:
    """Write a command a diagnostic, errors first, so that warnings take no error's room."""
    for sentence in report.unchecked:
        yield f"::error title=siplint::{_escaped(f'not checked: {sentence}')}\n"
    for severity in SEVERITIES:
        for one in report.diagnostics:
            if one.severity == severity:
                yield f"::{COMMANDS[severity]} {_properties(one)}::{_data(one)}\n"
    severities = [one.severity for one in report.diagnostics]
    if max(map(severities.count, SEVERITIES)) > SHOWN:
        yield (
            f"GitHub shows {SHOWN} errors, {SHOWN} warnings and {SHOWN} notices of a step as annotations; "
            f"this log has all {len(severities)} findings\n"
        )


def _properties(one: Diagnostic) -> str:
    """Write a command's properties; GitHub takes columns only where a range is within one line."""
    facts = {"file": one.file}
    if one.start and one.end:
        facts |= {"line": str(one.start.line), "endLine": str(one.end.line)}
        if one.start.line == one.end.line:
            facts |= {"col": str(one.start.column), "endColumn": str(one.end.column)}
    facts["title"] = f"{one.code} {one.name}"
    return ",".join(f"{name}={_property(text)}" for name, text in facts.items())


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _data(one: Diagnostic) -> str:
    """Write what is said. The place is said too: the log shows no properties."""
    lines = [one.message, one.outcome]
    if one.help:
        lines.append(f"help: {one.help}")
    lines += [f"{place_of(label)}: {label.message}" for label in one.labels]
    lines.append(f"at {place_of(one)}")
    return "%0A".join(map(_escaped, lines))


def _escaped(text: str) -> str:
    """Escape as the runner's toolkit does; line breaks inside a text are pictures by then."""
    return visible(text).replace("%", "%25")

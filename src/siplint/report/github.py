"""GitHub Actions workflow commands: each diagnostic becomes an annotation of its file."""

from __future__ import annotations

from siplint.model.diagnostic import place_of
from siplint.model.escaping import visible
from siplint.model.severity import ERROR, INFO, SEVERITIES, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.run_report import Report

COMMANDS = {ERROR: "error", WARNING: "warning", INFO: "notice"}
SHOWN = 10
"""How many annotations of a kind GitHub shows for a step (`_maxCountPerIssueType` in the runner); the log has all."""


def github(report: Report) -> Iterator[str]:
    """Yield a command for each diagnostic, errors first, so that no warning takes the place of an error."""
    for sentence in report.unchecked:
        yield f"::error title=siplint::{_escaped(f'not checked: {sentence}')}\n"
    for severity in SEVERITIES:
        for diagnostic in report.diagnostics:
            if diagnostic.severity == severity:
                yield f"::{COMMANDS[severity]} {_properties(diagnostic)}::{_data(diagnostic)}\n"
    severities = [diagnostic.severity for diagnostic in report.diagnostics]
    if max(map(severities.count, SEVERITIES)) > SHOWN:
        yield (
            f"GitHub shows {SHOWN} errors, {SHOWN} warnings and {SHOWN} notices of a step as annotations; "
            f"this log has all {len(severities)} findings\n"
        )


def _properties(diagnostic: Diagnostic) -> str:
    """Return the properties of a command; GitHub accepts columns only for a range within one line."""
    facts = {"file": diagnostic.file}
    if diagnostic.start and diagnostic.end:
        facts |= {"line": str(diagnostic.start.line), "endLine": str(diagnostic.end.line)}
        if diagnostic.start.line == diagnostic.end.line:
            facts |= {"col": str(diagnostic.start.column), "endColumn": str(diagnostic.end.column)}
    facts["title"] = f"{diagnostic.code} {diagnostic.name}"
    return ",".join(f"{name}={_property(text)}" for name, text in facts.items())


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _data(diagnostic: Diagnostic) -> str:
    """Return the message. It contains the place, because the log shows no properties."""
    lines = [diagnostic.message, diagnostic.outcome]
    if diagnostic.help:
        lines.append(f"help: {diagnostic.help}")
    lines += [f"{place_of(label)}: {label.message}" for label in diagnostic.labels]
    lines.append(f"at {place_of(diagnostic)}")
    return "%0A".join(map(_escaped, lines))


def _escaped(text: str) -> str:
    """Escape a text as the runner's toolkit does; its line breaks are already pictures."""
    return visible(text).replace("%", "%25")

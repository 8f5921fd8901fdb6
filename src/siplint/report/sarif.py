"""SARIF 2.1.0, as GitHub's code scanning takes it."""

from __future__ import annotations

import os
from urllib.parse import quote

import siplint
from siplint.model.diagnostic import fingerprints
from siplint.model.escaping import encodable, visible
from siplint.model.finding import ERROR, INFO, SEVERITIES, WARNING
from siplint.report.json_writer import ITEMS, listed
from siplint.rules.catalogue import rule_of
from siplint.source.locations import byte_positions
from siplint.source.source_lines import excerpt_positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Diagnostic, Edit, Label, Position, Report
    from siplint.model.finding import JSON
    from siplint.rules.base import Rule

    Spots: TypeAlias = Mapping[str, Mapping[int, Position]]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/siplint/siplint"
ROOT = "%SRCROOT%"
LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
PROBLEMS = {ERROR: "error", WARNING: "warning", INFO: "recommendation"}
PRECISIONS = {"certain": "very-high", "likely": "high", "guess": "low"}
MOST = 25_000
"""Results of a run that GitHub takes; it refuses a file that has more."""


def sarif(report: Report) -> Iterator[str]:
    """Write a report as one run.

    What GitHub would refuse the whole file for is left out: the gravest last, and of those as grave the findings of the
    files that have most.
    """
    chosen = range(len(report.diagnostics))
    if len(chosen) > MOST:
        gravest = sorted(chosen, key=_ranks(report.diagnostics).__getitem__)
        chosen = sorted(gravest[:MOST])  # type: ignore[assignment]
    marks = fingerprints(report.diagnostics)
    kept = [report.diagnostics[index] for index in chosen]
    codes = {code: index for index, code in enumerate(sorted({one.code for one in kept}))}
    spots = _spots(report, kept)
    yield from listed(
        _log([rule_of(code) for code in codes], len(report.diagnostics) - len(kept), report.unchecked),
        (_result(report.diagnostics[index], codes, marks[index], spots) for index in chosen),
    )


def _ranks(diagnostics: Sequence[Diagnostic]) -> list[tuple[int, int]]:
    """Give each one's severity and how many as grave its file has before it."""
    before: dict[tuple[str, str], int] = {}
    ranks = []
    for one in diagnostics:
        number = before.get((one.file, one.severity), 0)
        before[one.file, one.severity] = number + 1
        ranks.append((SEVERITIES.index(one.severity), number))
    return ranks


def _log(rules: Sequence[Rule], lost: int, amiss: Sequence[str]) -> JSON:
    invocation: dict[str, JSON] = {"executionSuccessful": not amiss}
    notices = [("error", text) for text in amiss]
    if lost:
        text = f"{lost} more findings are left out: GitHub takes no more than {MOST} results; the graver ones are here"
        notices.append(("warning", text))
    if notices:
        invocation["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": _message(text)}} for level, text in notices
        ]
    driver = {
        "name": "siplint",
        "version": siplint.__version__,
        "semanticVersion": siplint.__version__,
        "informationUri": HOME,
        "rules": [_rule(one) for one in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "originalUriBaseIds": {ROOT: _root()},
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
        "results": ITEMS,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _root() -> JSON:
    root: dict[str, JSON] = {"description": {"text": "the working directory"}}
    try:
        here = os.getcwd().replace(os.sep, "/").rstrip("/")
    except OSError:  # it was deleted
        return root
    return {"uri": uri(f"{here}/"), **root}


def _rule(one: Rule) -> JSON:
    why = f"{one.why}\n\nOutcome: {one.outcome}."
    return {
        "id": one.code,
        "name": one.name,
        "shortDescription": {"text": _without_placeholders(f"{one.summary}.")},
        "fullDescription": {"text": _without_placeholders(f"{one.summary}. {' '.join(one.why.split())}")},
        "help": {
            "text": _without_placeholders(f"{why}\n\nSource: {one.source}"),
            "markdown": _without_placeholders(f"{why}\n\n[The rule]({one.url}) · [Source]({one.source})"),
        },
        "helpUri": one.url,
        "defaultConfiguration": {"level": LEVELS[one.severity]},
        "properties": {
            "tags": ["correctness", "videosdk", "sip"],
            "precision": PRECISIONS[one.sure],
            "problem.severity": PROBLEMS[one.severity],
        },
    }


def _result(one: Diagnostic, codes: Mapping[str, int], fingerprint: str, spots: Spots) -> JSON:
    result: dict[str, JSON] = {
        "ruleId": one.code,
        "ruleIndex": codes[one.code],
        "level": LEVELS[one.severity],
        "message": {"text": _message(one.message)},
        "locations": [_location(one)],
        "partialFingerprints": {"siplint/v1": fingerprint},
        "properties": {"outcome": visible(one.outcome), "help": visible(one.help)},
    }
    if one.labels:
        result["relatedLocations"] = [
            {"id": index, **_location(label), "message": {"text": _message(label.message)}}
            for index, label in enumerate(one.labels, 1)
        ]
    if one.fix and one.fix.edits:
        replacements = [_replacement(edit, spots.get(one.file, {})) for edit in one.fix.edits]
        result["fixes"] = [
            {
                "description": {"text": _message(one.help or f"repair {one.name}")},
                "artifactChanges": [{"artifactLocation": _file(one.file), "replacements": replacements}],
                "properties": {"safe": one.fix.safe},
            }
        ]
    return result


def _message(text: str) -> str:
    """Write a text in which nothing of the user's is a link (`[words](place)`) or a placeholder."""
    return _without_placeholders(visible(text).replace("](", "] ("))


def _without_placeholders(text: str) -> str:
    """Double the braces of a text: `{0}` stands for an argument in a message string (SARIF 2.1.0, 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _location(one: Diagnostic | Label) -> dict[str, JSON]:
    physical: dict[str, JSON] = {"artifactLocation": _file(one.file)}
    if one.start and one.end:
        physical["region"] = _region(one.start, one.end)
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": one.pointer}]}


def _region(start: Position, end: Position) -> JSON:
    """Give a range in both of SARIF's ways; it takes no harm from saying the same twice, and readers know either."""
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": start.offset,
        "byteLength": end.offset - start.offset,
    }


def _replacement(edit: Edit, spots: Mapping[int, Position]) -> JSON:
    region = {"byteOffset": edit.start, "byteLength": edit.end - edit.start}
    if spots:
        region = _region(spots[edit.start], spots[edit.end])
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _spots(report: Report, kept: Sequence[Diagnostic]) -> Spots:
    """Find the lines and columns of all edits, each file read once."""
    wanted: dict[str, set[int]] = {}
    for one in kept:
        if one.fix:
            for edit in one.fix.edits:
                wanted.setdefault(one.file, set()).update((edit.start, edit.end))
    spots = {
        name: byte_positions(report.sources[name], offsets)
        for name, offsets in wanted.items()
        if name in report.sources
    }
    return spots | {
        name: excerpt_positions(report.excerpts[name], offsets)
        for name, offsets in wanted.items()
        if name in report.excerpts
    }


def _file(name: str) -> JSON:
    if os.path.isabs(name):
        return {"uri": uri(name)}
    return {"uri": uri(name), "uriBaseId": ROOT}


def uri(name: str) -> str:
    """Write a file's name as a URI: relative to the working directory, or `file:` where it is absolute."""
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # no name of a file has that
        raw = encodable(name).encode()
    if os.path.isabs(name):
        return f"file://{'' if name.startswith('/') else '/'}{quote(raw, safe='/:')}"
    return quote(raw)

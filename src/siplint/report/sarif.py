"""SARIF 2.1.0, as GitHub code scanning accepts it."""

from __future__ import annotations

import os
from urllib.parse import quote

import siplint
from siplint.model.diagnostic import fingerprints, stable_fingerprints
from siplint.model.escaping import encodable, visible
from siplint.model.file_uri import file_uri
from siplint.model.severity import ERROR, INFO, SEVERITIES, WARNING
from siplint.report.json_writer import ITEMS, listed
from siplint.rules.catalogue import rule_of
from siplint.source.locations import byte_positions
from siplint.source.source_lines import excerpt_positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Diagnostic, Edit, Label, Position
    from siplint.model.finding import JSON
    from siplint.model.run_report import Report
    from siplint.rules.base import Rule

    Spots: TypeAlias = Mapping[str, Mapping[int, Position]]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/siplint/siplint"
ROOT = "%SRCROOT%"
LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
PROBLEMS = {ERROR: "error", WARNING: "warning", INFO: "recommendation"}
PRECISIONS = {"certain": "very-high", "likely": "high", "guess": "low"}
MOST = 25_000
"""How many results GitHub accepts in a run; it refuses a file with more."""


def sarif(report: Report) -> Iterator[str]:
    """Yield a report as one run.

    Results beyond the number that GitHub accepts are left out: the least severe first, and among those of the same
    severity the ones of the files that have most.
    """
    chosen = range(len(report.diagnostics))
    if len(chosen) > MOST:
        gravest = sorted(chosen, key=_ranks(report.diagnostics).__getitem__)
        chosen = sorted(gravest[:MOST])  # type: ignore[assignment]
    versions = fingerprints(report.diagnostics), stable_fingerprints(report.diagnostics)
    marks = [{"siplint/v1": first, "siplint/v2": second} for first, second in zip(*versions, strict=True)]
    kept = [report.diagnostics[index] for index in chosen]
    codes = {code: index for index, code in enumerate(sorted({diagnostic.code for diagnostic in kept}))}
    spots = _spots(report, kept)
    yield from listed(
        _log([rule_of(code) for code in codes], len(report.diagnostics) - len(kept), report.unchecked),
        (_result(report.diagnostics[index], codes, marks[index], spots) for index in chosen),
    )


def _ranks(diagnostics: Sequence[Diagnostic]) -> list[tuple[int, int]]:
    """Return for each diagnostic its severity and how many of that severity its file has before it."""
    before: dict[tuple[str, str], int] = {}
    ranks = []
    for diagnostic in diagnostics:
        number = before.get((diagnostic.file, diagnostic.severity), 0)
        before[diagnostic.file, diagnostic.severity] = number + 1
        ranks.append((SEVERITIES.index(diagnostic.severity), number))
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
        "rules": [_rule(rule) for rule in rules],
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
        folder = os.getcwd().replace(os.sep, "/").rstrip("/")
    except OSError:  # it was deleted
        return root
    return {"uri": uri(f"{folder}/"), **root}


def _rule(rule: Rule) -> JSON:
    why = f"{rule.why}\n\nOutcome: {rule.outcome}."
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _without_placeholders(f"{rule.summary}.")},
        "fullDescription": {"text": _without_placeholders(f"{rule.summary}. {' '.join(rule.why.split())}")},
        "help": {
            "text": _without_placeholders(f"{why}\n\nSource: {rule.source}"),
            "markdown": _without_placeholders(f"{why}\n\n[The rule]({rule.url}) · [Source]({rule.source})"),
        },
        "helpUri": rule.url,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["correctness", "videosdk", "sip"],
            "precision": PRECISIONS[rule.sure],
            "problem.severity": PROBLEMS[rule.severity],
        },
    }


def _result(diagnostic: Diagnostic, codes: Mapping[str, int], marks: Mapping[str, str], spots: Spots) -> JSON:
    result: dict[str, JSON] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes[diagnostic.code],
        "level": LEVELS[diagnostic.severity],
        "message": {"text": _message(diagnostic.message)},
        "locations": [_location(diagnostic)],
        "partialFingerprints": marks,
        "properties": {"outcome": visible(diagnostic.outcome), "help": visible(diagnostic.help)},
    }
    if diagnostic.labels:
        result["relatedLocations"] = [
            {"id": index, **_location(label), "message": {"text": _message(label.message)}}
            for index, label in enumerate(diagnostic.labels, 1)
        ]
    if diagnostic.fix and diagnostic.fix.edits:
        replacements = [_replacement(edit, spots.get(diagnostic.file, {})) for edit in diagnostic.fix.edits]
        result["fixes"] = [
            {
                "description": {"text": _message(diagnostic.help or f"repair {diagnostic.name}")},
                "artifactChanges": [{"artifactLocation": _file(diagnostic.file), "replacements": replacements}],
                "properties": {"safe": diagnostic.fix.safe},
            }
        ]
    return result


def _message(text: str) -> str:
    """Return a text in which nothing from the user is a link (`[words](place)`) or a placeholder."""
    return _without_placeholders(visible(text).replace("](", "] ("))


def _without_placeholders(text: str) -> str:
    """Double the braces of a text: `{0}` means an argument in a message string (SARIF 2.1.0, 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _location(place: Diagnostic | Label) -> dict[str, JSON]:
    physical: dict[str, JSON] = {"artifactLocation": _file(place.file)}
    if place.start and place.end:
        physical["region"] = _region(place.start, place.end)
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": place.pointer}]}


def _region(start: Position, end: Position) -> JSON:
    """Return a range in both forms that SARIF has, because some readers know only one of them."""
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
    """Find the lines and columns of all edits, reading each file once."""
    wanted: dict[str, set[int]] = {}
    for diagnostic in kept:
        if diagnostic.fix:
            for edit in diagnostic.fix.edits:
                wanted.setdefault(diagnostic.file, set()).update((edit.start, edit.end))
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
    """Return the name of a file as a URI: relative to the working directory, or `file:` if it is absolute."""
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # file names never have that
        raw = encodable(name).encode()
    if os.path.isabs(name):
        return file_uri(raw, safe="/:")
    return quote(raw)

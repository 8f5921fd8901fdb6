"""JUnit's XML, as CI systems read it: a file is a suite, a finding a failed case, a clean file a passed one.

Elements and attributes are those of `junit-10.xsd` of Jenkins' xUnit plugin, which knows `file` of suites alone.
"""

from __future__ import annotations

from siplint.model.diagnostic import place_of, short_pointer
from siplint.model.escaping import visible
from siplint.model.finding import INFO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from siplint.model.diagnostic import Diagnostic, Report

ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def junit(report: Report) -> Iterator[str]:
    """Write a report as XML 1.0, ASCII only. Infos are passed cases with their words as output."""
    suites: dict[str, list[Diagnostic]] = {name: [] for name in report.names}
    for one in report.diagnostics:
        suites.setdefault(one.file, []).append(one)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    cases = [one for found in suites.values() for one in found or (None,)]
    lost = report.unchecked
    yield f'<testsuites name="siplint" {_counts(cases, len(lost))}>\n'
    if lost:
        yield f'  <testsuite name="not checked" {_counts((), len(lost))} skipped="0">\n'
        for sentence in lost:
            yield f'    <testcase name="{_text(sentence)}" classname="{_text(sentence.partition(": ")[0])}" time="0">\n'
            yield f'      <error type="not checked" message="{_text(sentence)}"/>\n    </testcase>\n'
        yield "  </testsuite>\n"
    for name in sorted(suites):
        yield from _suite(name, suites[name])
    yield "</testsuites>\n"


def _suite(name: str, found: Sequence[Diagnostic]) -> Iterator[str]:
    yield f'  <testsuite name="{_text(name)}" {_counts(found or (None,))} skipped="0" file="{_text(name)}">\n'
    if not found:
        yield f'    <testcase name="no findings" classname="{_text(name)}" time="0"/>\n'
    for one in found:
        yield from _case(one)
    yield "  </testsuite>\n"


def _case(one: Diagnostic) -> Iterator[str]:
    spot = f"{one.start.line}:{one.start.column}" if one.start else ""
    name = " ".join(filter(None, (one.code, one.name, short_pointer(one), spot and f"({spot})")))
    yield f'    <testcase name="{_text(name)}" classname="{_text(one.file)}" time="0">\n'
    if one.severity == INFO:
        yield f"      <system-out>{_words(one)}</system-out>\n"
    else:
        yield f'      <failure type="{one.severity}" message="{_text(one.message)}">{_words(one)}</failure>\n'
    yield "    </testcase>\n"


def _words(one: Diagnostic) -> str:
    lines = [f"{place_of(one)}: {one.severity}[{one.code}] {one.message}", one.outcome]
    if one.help:
        lines.append(f"help: {one.help}")
    lines += [f"{place_of(label)}: {label.message}" for label in one.labels]
    lines.append(one.url)
    return "\n".join(map(_text, lines))


def _counts(cases: Sequence[Diagnostic | None], errors: int = 0) -> str:
    failures = sum(1 for one in cases if one and one.severity != INFO)
    return f'tests="{len(cases) + errors}" failures="{failures}" errors="{errors}" time="0"'


def _text(text: str) -> str:
    """Write a text for an element or an attribute: what XML 1.0 has no character for is a picture or an escape."""
    return visible(text).translate(ENTITIES).encode("ascii", "xmlcharrefreplace").decode()

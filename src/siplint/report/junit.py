"""JUnit XML for CI systems: a file is a suite, a finding is a failed case, a clean file is a passed case.

Elements and attributes are those of `junit-10.xsd` of Jenkins' xUnit plugin, which knows `file` of suites alone.
"""

from __future__ import annotations

from siplint.model.diagnostic import place_of, short_pointer
from siplint.model.escaping import visible
from siplint.model.severity import INFO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.run_report import Report

ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def junit(report: Report) -> Iterator[str]:
    """Yield a report as XML 1.0, ASCII only. Infos are passed cases with the message as output."""
    suites: dict[str, list[Diagnostic]] = {name: [] for name in report.names}
    for diagnostic in report.diagnostics:
        suites.setdefault(diagnostic.file, []).append(diagnostic)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    cases = [diagnostic for found in suites.values() for diagnostic in found or (None,)]
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
    for diagnostic in found:
        yield from _case(diagnostic)
    yield "  </testsuite>\n"


def _case(diagnostic: Diagnostic) -> Iterator[str]:
    spot = f"{diagnostic.start.line}:{diagnostic.start.column}" if diagnostic.start else ""
    name = " ".join(filter(None, (diagnostic.code, diagnostic.name, short_pointer(diagnostic), spot and f"({spot})")))
    yield f'    <testcase name="{_text(name)}" classname="{_text(diagnostic.file)}" time="0">\n'
    if diagnostic.severity == INFO:
        yield f"      <system-out>{_words(diagnostic)}</system-out>\n"
    else:
        yield f'      <failure type="{diagnostic.severity}" message="{_text(diagnostic.message)}">{_words(diagnostic)}</failure>\n'
    yield "    </testcase>\n"


def _words(diagnostic: Diagnostic) -> str:
    lines = [
        f"{place_of(diagnostic)}: {diagnostic.severity}[{diagnostic.code}] {diagnostic.message}",
        diagnostic.outcome,
    ]
    if diagnostic.help:
        lines.append(f"help: {diagnostic.help}")
    lines += [f"{place_of(label)}: {label.message}" for label in diagnostic.labels]
    lines.append(diagnostic.url)
    return "\n".join(map(_text, lines))


def _counts(cases: Sequence[Diagnostic | None], errors: int = 0) -> str:
    failures = sum(1 for diagnostic in cases if diagnostic and diagnostic.severity != INFO)
    return f'tests="{len(cases) + errors}" failures="{failures}" errors="{errors}" time="0"'


def _text(text: str) -> str:
    """Return a text for an element or attribute: characters that XML 1.0 lacks become pictures or escapes."""
    return visible(text).translate(ENTITIES).encode("ascii", "xmlcharrefreplace").decode()

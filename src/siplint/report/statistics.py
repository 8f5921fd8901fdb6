"""How often each rule was broken, and how many of its findings can be repaired."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON
    from siplint.model.run_report import Report

COLORS = {"error": "31", "warning": "33", "info": "36"}


class RuleCount(Record):
    """The findings of one rule at one severity: how many there are, and how many `--fix` and `--unsafe-fixes` repair."""

    code: str
    name: str
    severity: str
    count: int
    fixable: int
    unsafe_fixable: int


def counts(report: Report) -> list[RuleCount]:
    """Return a count for each rule with findings, the most frequent first."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for diagnostic in report.diagnostics:
        numbers = found.setdefault((diagnostic.code, diagnostic.name, diagnostic.severity), [0, 0, 0])
        numbers[0] += 1
        if diagnostic.fix:
            numbers[1 if diagnostic.fix.safe else 2] += 1
    rows = [RuleCount(*rule, *numbers) for rule, numbers in found.items()]
    return sorted(rows, key=lambda row: (-row.count, row.code, row.severity))


def statistics_text(report: Report, *, color: bool = False) -> Iterator[str]:
    """Yield a line for each rule: count, severity, code, `[*]` if `--fix` repairs some of its findings, name."""
    rows = counts(report)
    wide = max((len(f"{row.count}") for row in rows), default=0)
    marked = any(row.fixable for row in rows)
    for row in rows:
        severity = f"{row.severity:7}"
        severity = f"\x1b[{COLORS[row.severity]}m{severity}\x1b[0m" if color else severity
        mark = ("[*] " if row.fixable else "    ") if marked else ""
        yield f"{row.count:>{wide}}  {severity}  {row.code}  {mark}{row.name}\n"


def statistics_json(report: Report) -> Iterator[str]:
    """Yield one JSON document: the head of the JSON report, with `statistics` in place of the diagnostics."""
    from json import dumps

    rows: list[JSON] = [row.fields() for row in counts(report)]
    yield dumps({**report.head(), "statistics": rows}, indent=1) + "\n"

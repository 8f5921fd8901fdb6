"""The run in a few sentences: how much was found in how much, and what can be done about it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.run_report import Report


def summary(report: Report, *, beside_known: bool = False) -> str:
    """Return in one line how much was found in how much; empty if nothing could be checked.

    `beside_known` says that what a baseline knows is not in the report.
    """
    from siplint.domain.wording import count

    lost = bool(report.unchecked)
    if not (report.rules or report.diagnostics):
        if lost:
            return ""
        files = report.files + report.skipped
        return f"no routing rule found in {count(files, 'file')}" if files else "found no file to check"
    looked = f"{count(report.rules, 'rule')} in {count(report.files, 'file')}"
    numbers = {"error": len(report.errors), "warning": len(report.warnings)}
    numbers["note"] = len(report.diagnostics) - sum(numbers.values())
    counted = ", ".join(count(number, thing) for thing, number in numbers.items() if number)
    nothing = "no new problems found" if beside_known else "no problems found"
    return f"{counted or nothing}; {looked}{'; not everything could be checked' * lost}"


def advice(report: Report, *, fixed: bool = False) -> Iterator[str]:
    """Yield what can be done: how many findings `--fix` repairs, and how many notes are hidden.

    With `fixed`, the safe fixes have been applied already.
    """
    from siplint.domain.wording import count

    fixes = [diagnostic.fix.safe for diagnostic in report.diagnostics if diagnostic.fix]
    safe = 0 if fixed else sum(fixes)
    unsafe = fixes.count(False)
    if safe:
        more = f", {_grouped(unsafe)} more with --unsafe-fixes" if unsafe else ""
        yield f"[*] {_grouped(safe)} fixable with --fix{more}"
    elif unsafe:
        yield f"{_grouped(unsafe)} fixable with --fix --unsafe-fixes"
    if report.hidden:
        is_one = report.hidden == 1
        verb, them = ("is", "it") if is_one else ("are", "them")
        yield f"{count(report.hidden, 'note')} {verb} hidden; --min-severity info shows {them}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")

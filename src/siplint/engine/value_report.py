"""The report on one value that was never text: what is in a wrapper too, and what the account knows."""

from __future__ import annotations

from siplint.engine.driver import lint_value, value_at
from siplint.engine.locate import unplaced
from siplint.engine.subject import subject_of
from siplint.model.finding import NO_ORIGINS
from siplint.model.run_report import Report
from siplint.model.suppression import is_wanted
from siplint.secrets.redact import redact_report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.engine.full_lint import LintedBody
    from siplint.engine.subject import Subject
    from siplint.model.finding import JSON, Finding, Path
    from siplint.model.settings import Settings


def lint_strange_value(body: JSON, settings: Settings, file: str) -> Report:
    """Lint a value that may have objects of other types than JSON's: none of their code is run."""
    from siplint.source.plain_data import plain_copy

    plain = plain_copy(body)
    return report_on(plain, lint_value(plain, settings, is_text=False), settings, file)


def report_on(body: JSON, linted: LintedBody | None, settings: Settings, file: str, *, is_text: bool = False) -> Report:
    """Lint what is in a wrapper too, and hold all against the account."""
    findings: list[Finding] = []
    secrets: set[str] = set()
    subjects: list[Subject] = []
    notes: tuple[str, ...] = ()
    results: list[tuple[Path, JSON, LintedBody | None]] = [((), body, linted)]
    for path in linted.inside if linted else ():
        value = value_at(body, path)
        results.append((path, value, lint_value(value, settings, path, is_text=is_text)))
    for path, value, result in results:
        if result is None:
            subjects.append(subject_of(path, value, value, NO_ORIGINS, settings))
            continue
        findings += result.findings
        secrets.update(result.secrets)
        if result.is_rule:
            subjects.append(subject_of(path, value, result.meant, result.origins, settings))
    if settings.account is not None or settings.kind == "update":
        from siplint.engine.account_check import account_findings, silences

        settings = settings.but(match_by_name=False)
        findings += account_findings([one for one in subjects if isinstance(one.raw, dict)], settings)
        notes = tuple(silences(subjects, settings, gaps=True))
    secrets.update(secret for finding in findings for secret in finding.secrets)
    kept = [finding for finding in findings if is_wanted(finding, settings)]
    report = Report(tuple(unplaced(kept, file)), 1, len(subjects), names=(file,), notes=notes)
    return redact_report(report, secrets)

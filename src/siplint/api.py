"""The library: bodies and files in, a report out; pure."""

from __future__ import annotations

from siplint.engine.driver import lint_value
from siplint.engine.locate import unplaced
from siplint.model.diagnostic import Report
from siplint.model.finding import spelled
from siplint.model.settings import DEFAULT, Settings
from siplint.model.suppression import is_wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from siplint.account.snapshot import Account
    from siplint.engine.driver import LintedBody
    from siplint.model.finding import JSON, Finding
    from siplint.model.settings import Direction, Kind

    Snapshot: TypeAlias = Account | Mapping[str, JSON] | bytes

CLEAN = Report(files=1, rules=1, names=("<memory>",))


class InvalidRoutingRule(ValueError):  # noqa: N818 (the public name)
    """A body has findings of severity error; `report` has them all."""

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report


def check(  # noqa: PLR0913 (each is a keyword of its own)
    body: JSON,
    *,
    kind: Kind = "create",
    file: str = "<memory>",
    settings: Settings | None = None,
    account: Snapshot | None = None,
    direction: Direction | None = None,
) -> Report:
    """Judge a body before it is sent; does no IO and never raises on what is in the body.

    `kind` is "create" (POST) or "update" (PATCH). `account` is a snapshot to judge against (BadSnapshot if it is none),
    `direction` that of the rule an update changes. The diagnostics have pointers and no positions.
    """
    if settings is not None or account is not None or direction is not None or kind != "create":
        settings = _settings(settings, kind, account, direction)
    else:
        settings = DEFAULT
    linted = lint_value(body, settings, is_text=False)
    if linted is None and settings.account is None and settings.kind == "create" and file == "<memory>":
        return CLEAN
    return _checked(body, linted, settings, file)


def _checked(body: JSON, linted: LintedBody | None, settings: Settings, file: str) -> Report:
    """Judge what is in a wrapper too, and hold all against the account."""
    from siplint.engine.driver import value_at
    from siplint.engine.subject import Subject
    from siplint.secrets.redact import redact_report

    findings: list[Finding] = []
    secrets: set[str] = set()
    subjects: list[Subject] = []
    notes: tuple[str, ...] = ()
    results = [((), body, linted)]
    for path in linted.inside if linted else ():
        value = value_at(body, path)
        results.append((path, value, lint_value(value, settings, path, is_text=False)))
    for path, value, result in results:
        if result is None:
            subjects.append(Subject(path, value, value))
            continue
        findings += result.findings
        secrets.update(result.secrets)
        if result.is_rule:
            subjects.append(Subject(path, value, result.meant, result.origins))
    if settings.account is not None or settings.kind == "update":
        from siplint.engine.account_check import account_findings, silences

        findings += account_findings([one for one in subjects if isinstance(one.raw, dict)], settings)
        notes = tuple(silences(subjects, settings, gaps=True))
    secrets.update(secret for finding in findings for secret in finding.secrets)
    kept = [finding for finding in findings if is_wanted(finding, settings)]
    report = Report(tuple(unplaced(kept, file)), 1, len(subjects), names=(file,), notes=notes)
    return redact_report(report, secrets)


def require(
    body: JSON, *, kind: Kind = "create", account: Snapshot | None = None, direction: Direction | None = None
) -> None:
    """Raise InvalidRoutingRule when a body has findings of severity error."""
    report = check(body, kind=kind, account=account, direction=direction)
    if not report.ok:
        raise InvalidRoutingRule(report)


def check_bytes(
    data: bytes,
    *,
    file: str = "<memory>",
    kind: Kind = "create",
    settings: Settings | None = None,
    account: Snapshot | None = None,
) -> Report:
    """Judge the text of a file: one rule, a list, or (by the ending of `file`) JSON Lines. Diagnostics have places."""
    return check_files({file: data}, kind=kind, settings=settings, account=account)


def check_files(
    files: Mapping[str, bytes],
    *,
    kind: Kind = "create",
    settings: Settings | None = None,
    account: Snapshot | None = None,
) -> Report:
    """Judge files, given by name, each for itself, all of them together, and against an account.

    An error of siplint's own is a sentence in the report's `failures`; what was found before it and in other files stays.
    """
    from siplint.engine.files import lint_files

    for name, data in files.items():
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"{name}: a file is given as bytes, not as {type(data).__name__}")
    sources = {spelled(name): bytes(data) for name, data in files.items()}
    return lint_files(sources, _settings(settings, kind, account, None))


def _settings(settings: Settings | None, kind: Kind, account: Snapshot | None, direction: Direction | None) -> Settings:
    """Join what a call says with the settings it gives, which have the last word on the kind."""
    if kind != "create" and kind != "update":
        raise ValueError(f'kind is "create" or "update", not {kind!r}')
    settings = settings or (DEFAULT if kind == "create" else Settings(kind=kind))
    if account is None and direction is None:
        return settings
    from siplint.account.snapshot import account_of

    known = settings.account if account is None else account_of(account)
    return settings.but(account=known, direction=direction or settings.direction)

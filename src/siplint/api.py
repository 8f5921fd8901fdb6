"""The library: bodies and files in, a report out; pure."""

from __future__ import annotations

from siplint.engine.driver import lint_value
from siplint.model.diagnostic import Report
from siplint.model.finding import spelled
from siplint.model.settings import DEFAULT, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from siplint.account.snapshot import Account
    from siplint.model.finding import JSON
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
    from siplint.engine.value_report import report_on

    return report_on(body, linted, settings, file)


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

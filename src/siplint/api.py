"""The library: bodies and files in, a report out; pure."""

from __future__ import annotations

from _thread import allocate_lock, start_new_thread

from siplint.engine.driver import lint_value
from siplint.model.run_report import Report
from siplint.model.settings import DEFAULT, Settings
from siplint.model.tree_path import MEMORY, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike
    from typing import Any, TypeAlias

    from siplint.account.snapshot import Account
    from siplint.model.finding import JSON
    from siplint.model.settings import Direction, Kind

    Snapshot: TypeAlias = Account | Mapping[str, JSON] | bytes

CLEAN = Report(files=1, rules=1, names=(MEMORY,))


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
    rule_id: str | None = None,
    direction: Direction | None = None,
) -> Report:
    """Check a body before it is sent; does no IO and never raises on what is in the body.

    `kind` is "create" (POST: always a new rule) or "update" (PATCH). `account` is a snapshot to check against
    (BadSnapshot if it is not one). `rule_id` is the id of the rule that an update changes; without it the body's `id` says
    which rule that is, and its `name` never does. `direction` is the type of that rule, for those who know it without a
    snapshot. The diagnostics have pointers and no positions.
    """
    if settings is not None or account is not None or direction is not None or rule_id or kind != "create":
        settings = _settings(settings, kind, account, direction, rule_id)
    else:
        settings = DEFAULT
    try:
        linted = lint_value(body, settings, is_text=False)
        if linted is None and settings.account is None and settings.kind == "create" and file == MEMORY:
            return CLEAN
        from siplint.engine.value_report import report_on

        return report_on(body, linted, settings, file)
    except Exception:  # noqa: BLE001 (the body has objects of other types than JSON's, and these raise what they like)
        try:
            return _check_strange(body, settings, file)
        except RecursionError:
            return _on_fresh_stack(_check_strange, body, settings, file)


def _check_strange(body: JSON, settings: Settings, file: str) -> Report:
    """Check a body that may have objects of other types than JSON's."""
    from siplint.engine.value_report import lint_strange_value

    return lint_strange_value(body, settings, file)


def _on_fresh_stack(function: Callable[..., Report], *arguments: Any) -> Report:
    """Call a function in a thread, where the stack of the caller is nearly full."""
    outcome: list[Report | BaseException] = []
    done = allocate_lock()
    done.acquire()
    start_new_thread(_answer, (done, outcome, function, arguments))
    done.acquire()
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _answer(done: Any, outcome: list[Any], function: Callable[..., Report], arguments: tuple[Any, ...]) -> None:
    try:
        outcome.append(function(*arguments))
    except BaseException as error:  # noqa: BLE001 (it is raised where the report was asked for)
        outcome.append(error)
    finally:
        done.release()


def require(
    body: JSON,
    *,
    kind: Kind = "create",
    account: Snapshot | None = None,
    rule_id: str | None = None,
    direction: Direction | None = None,
) -> None:
    """Raise InvalidRoutingRule when a body has findings of severity error; the arguments are those of `check`."""
    report = check(body, kind=kind, account=account, rule_id=rule_id, direction=direction)
    if not report.ok:
        raise InvalidRoutingRule(report)


def check_bytes(  # noqa: PLR0913 (each is a keyword of its own)
    data: bytes,
    *,
    file: str = "<memory>",
    kind: Kind = "create",
    settings: Settings | None = None,
    account: Snapshot | None = None,
    rule_id: str | None = None,
    direction: Direction | None = None,
) -> Report:
    """Check the text of a file: one rule, a list, or (by the ending of `file`) JSON Lines. Diagnostics have places.

    The arguments are those of `check_files`; `rule_id` and `direction` are of the rule that an update changes.
    """
    try:
        files = {file: data}
        return check_files(files, kind=kind, settings=settings, account=account, rule_id=rule_id, direction=direction)
    except RecursionError:
        return _on_fresh_stack(_lint_files, {file: data}, kind, settings, account, direction, rule_id)


def check_file(  # noqa: PLR0913 (each is a keyword of its own)
    path: str | PathLike[str],
    *,
    kind: Kind = "create",
    settings: Settings | None = None,
    account: Snapshot | None = None,
    rule_id: str | None = None,
    direction: Direction | None = None,
) -> Report:
    """Read a file and judge it like `check_bytes`; raise OSError where it cannot be read.

    In the report its name is relative to the working directory where the file is below it, with forward slashes.
    """
    import os
    from contextlib import suppress

    with open(path, "rb") as file:
        data = file.read()
    name = os.fsdecode(path)
    with suppress(FileNotFoundError):  # the working directory was deleted; an absolute path is a name without it
        name = os.path.abspath(name).removeprefix(os.path.join(os.getcwd(), ""))
    files = {name.replace(os.sep, "/"): data}
    return check_files(files, kind=kind, settings=settings, account=account, rule_id=rule_id, direction=direction)


def check_files(  # noqa: PLR0913 (each is a keyword of its own)
    files: Mapping[str, bytes],
    *,
    kind: Kind = "create",
    settings: Settings | None = None,
    account: Snapshot | None = None,
    rule_id: str | None = None,
    direction: Direction | None = None,
) -> Report:
    """Check files, given by name, each for itself, all of them together, and against an account.

    With `account`, a file that creates a rule is taken for the stored rule of the same name and type, since it may be
    deployed already, and the report's notes say so; an update is one of the rule of its `id`, or of `rule_id`. An error
    of siplint's own is a sentence in the report's `failures`; what was found before it and in other files stays.
    """
    try:
        report = _lint_files(files, kind, settings, account, direction, rule_id)
        if not any("RecursionError" in failure for failure in report.failures):
            return report
    except RecursionError:
        pass
    return _on_fresh_stack(_lint_files, files, kind, settings, account, direction, rule_id)


def _lint_files(  # noqa: PLR0913, PLR0917 (those of check_files)
    files: Mapping[str, bytes],
    kind: Kind,
    settings: Settings | None,
    account: Snapshot | None,
    direction: Direction | None,
    rule_id: str | None,
) -> Report:
    from siplint.engine.files import lint_files

    if not hasattr(files, "items"):
        raise TypeError(
            f"check_files takes a mapping of names to bytes, {{name: data}}, not {type(files).__name__};"
            " to read a file, use check_file(path)"
        )
    sources: dict[str, bytes] = {}
    for name, data in files.items():
        if not issubclass(type(data), (bytes, bytearray, memoryview)):
            raise TypeError(
                f"{name}: a file is given as bytes, not as {type(data).__name__}; to read a file, use check_file(path)"
            )
        sources[spelled(name)] = memoryview(data).tobytes()
    return lint_files(sources, _settings(settings, kind, account, direction, rule_id))


def fix(data: bytes, *, unsafe: bool = False, file: str = "<memory>", kind: Kind = "create") -> bytes:
    """Return the text of a file with all safe fixes made, and with `unsafe` the offered ones too.

    `file` is its name: by its ending it holds one rule or a list, or a rule a line.
    """
    from siplint.engine.fix import fix_bytes

    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"fix takes the bytes of a file, not {type(data).__name__}")
    return fix_bytes(file, bytes(data), unsafe=unsafe, settings=_settings(None, kind, None, None, None))[0]


def _settings(
    settings: Settings | None,
    kind: Kind,
    account: Snapshot | None,
    direction: Direction | None,
    rule_id: str | None,
) -> Settings:
    """Join what a call says with the settings it gives, which have the last word on the kind."""
    if kind not in ("create", "update"):
        raise ValueError(f'kind is "create" or "update", not {kind!r}')
    settings = settings or (DEFAULT if kind == "create" else Settings(kind=kind))
    if account is None and direction is None and not rule_id:
        return settings
    if rule_id and not isinstance(rule_id, str):
        raise TypeError(f"rule_id is a string, not {type(rule_id).__name__}")
    if account is not None:
        from siplint.account.snapshot import account_of

        settings = settings.but(account=account_of(account))
    return settings.but(direction=direction or settings.direction, rule_id=rule_id or settings.rule_id)

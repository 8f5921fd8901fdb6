"""The whole way, pure: bytes in, report out."""

from __future__ import annotations

from siplint.diagnose import unplaced
from siplint.diagnostic import ERROR, Report, spelled
from siplint.document import Fault, unsound
from siplint.fields import FIELDS
from siplint.found import Found
from siplint.guise import SHORTEST
from siplint.judge import judge
from siplint.quiet import ORDERLY, glance, glanced
from siplint.redact import masked, without
from siplint.rulebook import BY_CODE
from siplint.secret import held, is_api_key
from siplint.selection import wanted
from siplint.settings import DEFAULT, Settings
from siplint.shape import foreign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from siplint.account import Account
    from siplint.diagnostic import JSON, Path
    from siplint.quiet import Glance
    from siplint.rule import Kind
    from siplint.settings import Direction

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
    if settings is None and account is None and direction is None and kind == "create" and type(body) is dict:
        settings = DEFAULT
        seen: Glance | None = glance(body)
        if seen is ORDERLY and file == "<memory>":
            return CLEAN
    else:
        settings = _settings(settings, kind, account, direction)
        seen = glanced(body, settings)
    doubtful = body if seen is None else _doubtful(body, seen[0])
    odd = unsound(doubtful) if doubtful or seen is None else None
    if odd:
        return _report([_unsendable(odd)], settings, 1, file, body)
    if foreign(body, update=settings.kind == "update"):
        found = [Found(BY_CODE["RR005"], one, ()) for one in BY_CODE["RR005"].check((), body)]
        return _report(found, settings, 0, file, body)
    _, found = judge(body, settings, seen)
    notes: tuple[str, ...] = ()
    if settings.account or settings.kind == "update":
        from siplint.against import against, silences, subject

        subjects = [subject((), body, settings)]
        found += against(subjects, settings)
        notes = tuple(silences(subjects, settings, gaps=True))
    if not found and not notes and file == "<memory>":
        return CLEAN
    if seen is not None:
        for name in seen[0]:
            if is_api_key(name):
                doubtful[name] = body[name]
        if "apiKey" in body:
            doubtful["apiKey"] = body["apiKey"]
    report = _report(found, settings, 1, file, doubtful)
    return report.but(notes=notes) if notes else report


def _doubtful(body: Mapping[str, JSON], names: Sequence[str]) -> dict[str, JSON]:
    """Give those of some members that perhaps cannot be sent, or hold a secret that shows by itself."""
    doubtful = {}
    if len(names) > 1:  # in reading order: the first that cannot be sent is told
        chosen = set(names)
        names = [name for name in body if name in chosen]
    for name in names:
        value = body[name]
        if type(value) is list:
            short = all(map(_short, value))
        elif type(value) is dict:
            short = all(map(_short_text, value)) and all(map(_short, value.values()))
        else:
            short = _short(value)
        if not short or (name not in FIELDS and not _short_text(name)):
            doubtful[name] = value
    return doubtful


def _short(value: JSON) -> bool:
    """Tell of a value that it can surely be sent, and is too short for a secret."""
    return _short_text(value) or value is None or value is True or value is False


def _short_text(value: JSON) -> bool:
    return type(value) is str and len(value) < SHORTEST and value.isascii()


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

    An error of siplint's own is told in the report's `failures`; what was found before it and in other files stays.
    """
    from siplint.run import run

    for name, data in files.items():
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"{name}: a file is given as bytes, not as {type(data).__name__}")
    return run({spelled(name): bytes(data) for name, data in files.items()}, _settings(settings, kind, account, None))


def _settings(settings: Settings | None, kind: Kind, account: Snapshot | None, direction: Direction | None) -> Settings:
    """Join what a call says with the settings it gives, which have the last word on the kind."""
    if kind not in ("create", "update"):
        raise ValueError(f'kind is "create" or "update", not {kind!r}')
    settings = settings or (DEFAULT if kind == "create" else Settings(kind=kind))
    if account is None and direction is None:
        return settings
    from siplint.account import account_of

    known = settings.account if account is None else account_of(account)
    return Settings(**{**vars(settings), "account": known, "direction": direction or settings.direction})


def _unsendable(odd: tuple[str, Path, JSON]) -> Found:
    kind, path, value = odd
    codes = {"depth": "RR004", "surrogate": "RR006", "type": "RR001"}
    rule = BY_CODE[codes[kind]]
    named = value if isinstance(value, float) else f"a Python {type(value).__name__}"
    fault = Fault(rule.code, kind, None, str(named), path if kind == "surrogate" else ())
    (finding,) = rule.check(fault)
    return Found(rule, finding, ())


def _report(found: list[Found], settings: Settings, rules: int, file: str, body: JSON) -> Report:
    """Make the report; secret are what the findings say, those too that it leaves out, and what the body holds."""
    kept = [one for one in found if wanted(one, settings)]
    secrets = held(body) if kept and body else []
    for one in found if kept else ():
        secrets += one.finding.secrets
    if secrets or rules != 1 or not kept:
        report = Report(tuple(unplaced(kept, file)), 1, rules, {}, 0, (file,))
        return without(report, secrets) if kept else report
    failing = any([one.severity == ERROR for one in kept])  # noqa: C419 (a generator costs more)
    return Report.later(lambda: masked(unplaced(kept, file)), file, failing=failing)

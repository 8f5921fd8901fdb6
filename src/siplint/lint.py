"""The whole way, pure: bytes in, report out."""

from __future__ import annotations

from siplint.diagnostic import Report
from siplint.document import ABSENT, Fault, read, unsound
from siplint.found import Found
from siplint.judge import judge
from siplint.quiet import ordinary
from siplint.rules import BY_CODE, TOGETHER
from siplint.seen import Seen
from siplint.selection import unused, wanted
from siplint.settings import DEFAULT, LINES, Settings
from siplint.shape import foreign, trust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    from siplint.account import Account
    from siplint.against import Subject
    from siplint.diagnostic import JSON, Diagnostic, Path
    from siplint.document import Document
    from siplint.rule import Kind
    from siplint.settings import Direction
    from siplint.shape import Trusted

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
    settings = _settings(settings, kind, account, direction)
    usual = settings.kind == "create" and not settings.templates and type(body) is dict and ordinary(body)
    if not usual:
        odd = unsound(body)
        if odd:
            return _report([_unsendable(odd)], settings, 1, file, body)
        if foreign(body, update=settings.kind == "update"):
            found = [Found(BY_CODE["RR005"], one, ()) for one in BY_CODE["RR005"].check((), body)]
            return _report(found, settings, 0, file, body)
    found = [Found(rule, finding, ()) for rule, finding in judge(body, settings, known_ordinary=usual)]
    notes: tuple[str, ...] = ()
    if settings.account or settings.kind == "update":
        from siplint.against import against, silences

        subjects = [_subject((), body, settings)]
        found += against(subjects, settings)
        notes = tuple(silences(subjects, settings, gaps=True))
    if not found and not notes and file == "<memory>":
        return CLEAN
    report = _report(found, settings, 1, file, body)
    return Report(**{**vars(report), "notes": notes}) if notes else report


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
    """Judge files, given by name, each for itself, all of them together, and against an account."""
    from siplint.diagnose import diagnostics

    settings = _settings(settings, kind, account, None)
    around = settings.account or settings.kind == "update"
    subjects: list[Subject] = []
    found: list[Found] = []
    documents: dict[Path, Document] = {}
    seen = {rule.code: Seen() for rule in TOGETHER[settings.kind]}
    rules = skipped = 0
    names: list[str] = []
    snapshot = settings.account.file if settings.account else ""
    files = {name: files[name] for name in sorted(files) if name != snapshot}
    for name in list(files):
        mine = list(read(files[name], lines=name.lower().endswith(LINES)))
        if name in settings.walked and all(_elsewhere(document, settings.kind == "update") for document in mine):
            skipped += 1
            continue
        names.append(name)
        for document in mine:
            documents[(name, *document.path)] = document
            found += _faults(document, (name, *document.path))
            for path, body in bodies(document, (name, *document.path), found, update=settings.kind == "update"):
                rules += 1
                trusted: Trusted | None = None
                for rule, finding in judge(body, settings):
                    found.append(Found(rule, finding, path))
                if settings.cross_file:
                    trusted = trust(body, update=settings.kind == "update", templates=settings.templates)[0]
                    for rule in TOGETHER[settings.kind]:
                        found += [Found(rule, finding, path) for finding in rule.check(trusted, path, seen[rule.code])]
                if around:
                    subjects.append(_subject(path, body, settings))
    notes: tuple[str, ...] = ()
    if around:
        from siplint.against import surveyed

        more, notes = surveyed(subjects, settings)
        found += more
        if settings.account and settings.account.data:
            files[settings.account.file] = settings.account.data
            documents[settings.account.file,] = next(read(settings.account.data))
    kept = [one for one in found if wanted(one, settings)]
    placed = diagnostics(kept, documents)
    report = Report(
        tuple(placed),
        len(names),
        rules,
        {name: files[name] for name in sorted(_shown(placed)) if name in files},
        skipped,
        tuple(names),
        (*notes, *unused(settings, found)),
    )
    if not placed:
        return report
    from siplint.redact import kept_out

    values = [one.value for one in documents.values() if one.value is not ABSENT]
    return kept_out(report, found, values, [one.text for one in documents.values() if one.value is ABSENT])


def _settings(settings: Settings | None, kind: Kind, account: Snapshot | None, direction: Direction | None) -> Settings:
    """Join what a call says with the settings it gives, which have the last word on the kind."""
    settings = settings or (DEFAULT if kind == "create" else Settings(kind=kind))
    if account is None and direction is None:
        return settings
    from siplint.account import account_of

    known = settings.account if account is None else account_of(account)
    return Settings(**{**vars(settings), "account": known, "direction": direction or settings.direction})


def _subject(path: Path, body: Mapping[str, JSON], settings: Settings) -> Subject:
    from siplint.against import Subject

    return Subject(path, body, trust(body, update=settings.kind == "update", templates=settings.templates)[0])


def _shown(placed: Iterable[Diagnostic]) -> set[str]:
    return {name for one in placed for name in (one.file, *(label.file for label in one.labels))}


def _faults(document: Document, path: Path) -> Iterator[Found]:
    for fault in document.faults:
        rule = BY_CODE[fault.code]
        for finding in rule.check(fault):
            yield Found(rule, finding, path)


def bodies(
    document: Document, path: Path, found: list[Found], *, update: bool
) -> Iterator[tuple[Path, Mapping[str, JSON]]]:
    """Give the bodies of a document with their paths; tell what stands in a body's place and is none."""
    value = document.value
    if value is ABSENT:
        return
    several = isinstance(value, list) and not document.path
    rule = BY_CODE["RR005"]
    for steps, one in (((index,), item) for index, item in enumerate(value)) if several else (((), value),):
        if foreign(one, update=update):
            found += [Found(rule, finding, path) for finding in rule.check(steps, one)]
        else:
            yield (*path, *steps), one


def _elsewhere(document: Document, update: bool) -> bool:
    """Tell whether a document is plainly something else than a rule: its fields, as far as they can be read, say so."""
    value = document.value
    if value is ABSENT:
        return speaks_of_other_things(document.text)
    if isinstance(value, dict) and "pageInfo" in value:
        return False
    if isinstance(value, dict) and "routingRules" in value and "version" in value:
        return True
    if isinstance(value, list):
        return bool(value) and all(foreign(item, update=update) for item in value)
    return foreign(value, update=update)


def speaks_of_other_things(text: str) -> bool:
    """Tell whether a text that is no JSON has keys, but none of a routing rule's."""
    import re

    keys = dict.fromkeys(re.findall(r'"([^"\\\n]{1,80})"\s{0,20}:', text[:100_000]))
    return bool(keys) and foreign(keys)


def _unsendable(odd: tuple[str, Path, JSON]) -> Found:
    kind, path, value = odd
    codes = {"depth": "RR004", "surrogate": "RR006", "type": "RR001"}
    rule = BY_CODE[codes[kind]]
    named = value if isinstance(value, float) else f"a Python {type(value).__name__}"
    fault = Fault(rule.code, kind, None, str(named), path if kind == "surrogate" else ())
    (finding,) = rule.check(fault)
    return Found(rule, finding, ())


def _report(found: list[Found], settings: Settings, rules: int, file: str, body: JSON) -> Report:
    from siplint.diagnose import diagnostics
    from siplint.redact import kept_out

    kept = [one for one in found if wanted(one, settings)]
    report = Report(tuple(diagnostics(kept, {}, file)), 1, rules, names=(file,))
    return kept_out(report, found, (body,)) if kept else report

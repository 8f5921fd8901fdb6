"""The one driver: a body goes in, and all findings about it come out; library, files, lines and buffers use it alike."""

from __future__ import annotations

from siplint.engine.fast_path import conflicts_in, is_complete, remarkable_members
from siplint.model.fields import FIELDS, REFRAMING
from siplint.model.record import Record
from siplint.rules import catalogue
from siplint.secrets.patterns import is_api_key
from siplint.source.sendable import unsendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from siplint.body.members import Trusted
    from siplint.body.recognise import Recognised
    from siplint.model.finding import JSON, Finding, Origins, Path
    from siplint.model.settings import Kind, Settings
    from siplint.rules.base import Rule

    Doubt: TypeAlias = tuple[Sequence[str], Sequence[tuple[str, ...]]]

PLANS_KEPT = 500
"""So many ways in which bodies are remarkable are remembered with the rules that are asked about them."""


API_KEY_INITIALS = ("a", "A")


class LintedBody(Record):
    """What came of a value.

    `meant` is what of a body can be trusted, `origins` where members are written that are not written at their own
    place, `secrets` are texts that no output may show. `is_rule` is false for what is
    not a routing rule; `inside` are then the paths of the rules in it, which are still to be judged.
    """

    meant: Trusted
    findings: Sequence[Finding] = ()
    secrets: Sequence[str] = ()
    is_rule: bool = True
    origins: Origins = {}
    inside: Sequence[Path] = ()


class _Plans:
    """Which rules are asked, by what the fast path says of a body."""

    __slots__ = ("always", "asked", "grouped")

    def __init__(self) -> None:
        self.always: dict[str, tuple[str, ...]] = {}
        self.grouped: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self.asked: dict[tuple[object, ...], tuple[Rule, ...]] = {}


_PLANS = _Plans()


def lint_value(value: JSON, settings: Settings, base: Path = (), *, is_text: bool = True) -> LintedBody | None:
    """Judge a value that stands where a routing rule may stand; None: it is a rule, all of it meant, and has no fault.

    `base` is its path in the run: file, then index in the file. Unless it `is_text`, read from JSON, it may also hold
    what no JSON can carry.
    """
    if type(value) is not dict:
        if not isinstance(value, dict):
            return _something_else(value, None, base, is_text)
        value = dict(value)
    always = _PLANS.always.get(settings.kind)
    if always is None:
        always = _PLANS.always[settings.kind] = catalogue.always_asked(settings.kind)
    fast = settings.kind == "create" and not settings.templates
    if fast:
        remarkable = remarkable_members(value)
        conflicts = conflicts_in(value)
        complete = is_complete(value)
        if complete and not (remarkable or conflicts or always or settings.policy is not None):
            return None
    if not (fast and complete and "type" not in remarkable):
        from siplint.body.recognise import recognise

        recognised = recognise(value, update=settings.kind == "update")
        if recognised.what != "rule":
            return _something_else(value, recognised, base, is_text)
    if not fast or not REFRAMING.isdisjoint(remarkable):
        # a body of another kind: members that look ordinary mean something else
        return _judged(value, value, None, settings, base, is_text)
    suspects = {
        name: value[name] for name in value if name in remarkable or (name[:1] in API_KEY_INITIALS and is_api_key(name))
    }
    return _judged(value, suspects, (remarkable, conflicts), settings, base, is_text)


def _something_else(value: JSON, recognised: Recognised | None, base: Path, is_text: bool) -> LintedBody:
    """Report a value that is not a routing rule."""
    from siplint.body.recognise import OTHER
    from siplint.secrets.detect import secrets_of

    odd = None if is_text else unsendable(value)
    if odd:
        return LintedBody({}, [_unsendable(odd, base)], secrets_of(value))
    rule = catalogue.rule_of("RR005")
    recognised = recognised or OTHER
    findings = [finding.reported(rule, base) for finding in rule.check(value, recognised)]
    return LintedBody({}, findings, secrets_of(value), is_rule=False, inside=recognised.inside)


def rules_in(value: JSON, pointers: Sequence[str]) -> Iterator[Path]:
    """Return the paths that the configuration's `rules-at` names in a value."""
    for pointer in pointers:
        places: list[tuple[Path, JSON]] = [((), value)]
        for word in pointer.split("/")[1:]:
            step = word.replace("~1", "/").replace("~0", "~")
            places = [
                ((*path, key), item) for path, inner in places for key, item in _items(inner) if step in ("*", str(key))
            ]
        yield from (path for path, _ in places if path)


def _items(value: JSON) -> Iterable[tuple[str | int, JSON]]:
    return value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()


def value_at(value: JSON, path: Path) -> JSON:
    """Return what is at a path of a value."""
    for step in path:
        value = value[step]
    return value


def _judged(
    body: Mapping[str, JSON],
    suspects: Mapping[str, JSON],
    doubt: Doubt | None,
    settings: Settings,
    base: Path,
    is_text: bool,
) -> LintedBody:
    """Judge a body in which only `suspects` may hold what cannot be sent, or secrets.

    `doubt` are its remarkable members and its conflicts; None: all members are looked at.
    """
    from siplint.body.understand import understand
    from siplint.secrets.detect import secrets_of

    odd = None if is_text else unsendable(suspects)
    if odd:
        return LintedBody({}, [_unsendable(odd, base)], secrets_of(body))
    names = None if doubt is None else doubt[0]
    meant, faults, origins = understand(
        body, update=settings.kind == "update", templates=settings.templates, names=names
    )
    findings: list[Finding] = []
    for fault in faults:
        rule = catalogue.rule_of(fault.code)
        findings += [finding.reported(rule, base) for finding in rule.check(fault)]
    for rule in _rules_for_all(meant, settings.kind) if doubt is None else _rules_for(doubt, origins):
        if rule.on in meant or not rule.on:
            findings += [finding.reported(rule, base, None, origins) for finding in rule.check(meant)]
    if settings.policy is not None:
        rule = catalogue.rule_of("RR190")
        findings += [finding.reported(rule, base) for finding in rule.check(body, settings.policy)]
    if not findings:
        return LintedBody(meant, origins=origins)
    secrets = secrets_of(suspects)
    for finding in findings:
        secrets += finding.secrets
    return LintedBody(meant, findings, secrets, origins=origins)


def _unsendable(odd: tuple[str, Path, JSON], base: Path) -> Finding:
    from siplint.model.fault import Fault

    kind, path, value = odd
    rule = catalogue.rule_of({"depth": "RR004", "surrogate": "RR006", "type": "RR001"}[kind])
    named = value if isinstance(value, float) else f"a Python {type(value).__name__}"
    (finding,) = rule.check(Fault(rule.code, kind, None, str(named), path if kind == "surrogate" else ()))
    return finding.reported(rule, base)


def _rules_for_all(meant: Trusted, kind: Kind) -> Iterable[Rule]:
    grouped = _PLANS.grouped.get(kind)
    if grouped is None:
        grouped = _PLANS.grouped[kind] = catalogue.grouped_by_member(kind)
    return [catalogue.rule_of(code) for name in (*meant, "") for code in grouped.get(name, ())]


def _rules_for(doubt: Doubt, origins: Origins) -> tuple[Rule, ...]:
    """Return the rules that are asked about a body that creates a rule; `origins` has what is written otherwise."""
    fields = tuple([name for name in doubt[0] if name in FIELDS])
    if origins:
        fields = tuple(sorted({*fields, *[path[0] for path in origins]}))
    key = (fields, len(doubt[0]) > len(fields), *doubt[1])
    asked = _PLANS.asked.get(key)
    if asked is None:
        conflicts = [{*members} for members in doubt[1]]
        asked = tuple(
            [
                catalogue.rule_of(entry.code)
                for entry in catalogue.body_entries("create")
                if not entry.skips_ordinary
                or (doubt[0] and not entry.members)
                or not {*fields}.isdisjoint(entry.members)
                or any([members.issubset(entry.members) for members in conflicts])
            ]
        )
        if len(_PLANS.asked) >= PLANS_KEPT:
            _PLANS.asked.clear()
        _PLANS.asked[key] = asked
    return asked


def meant_by(value: JSON, settings: Settings) -> tuple[Trusted, Origins]:
    """Return what is meant by a value that is a routing rule, and where its members are written."""
    from siplint.body.understand import understand

    meant, _, origins = understand(value, update=settings.kind == "update", templates=settings.templates)
    return meant, origins

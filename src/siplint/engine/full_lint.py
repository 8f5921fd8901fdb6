"""A value that the fast path does not let pass: what it is, what is meant by it, and what the rules say of that."""

from __future__ import annotations

from siplint.body.recognise import OTHER, recognise
from siplint.body.understand import understand
from siplint.model.fault import Fault
from siplint.model.fields import FIELDS, REFRAMING
from siplint.model.finding import NO_ORIGINS
from siplint.model.record import Record
from siplint.rules import catalogue
from siplint.secrets.detect import secrets_of
from siplint.secrets.patterns import SHORTEST_SECRET
from siplint.source.plain_data import NotJSON, NotPlain, has_plain_keys, is_plain
from siplint.source.sendable import unsendable
from siplint.source.unknown import OpenObject, Unknown, holds_unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from siplint.body.members import Trusted
    from siplint.body.recognise import Recognised
    from siplint.model.finding import JSON, Finding, Origins, Path
    from siplint.model.settings import Kind, Settings
    from siplint.rules.base import Rule

    Doubt: TypeAlias = tuple[Sequence[str], Sequence[tuple[str, ...]]]

PLANS_KEPT = 500
"""So many ways in which bodies are remarkable are remembered with the rules that are asked about them."""


class LintedBody(Record):
    """What came of a value.

    `meant` is what of a body can be trusted, `origins` where members are written that are not written at their own
    place, `secrets` are texts that no output may show. `is_rule` is false for what is
    not a routing rule; `inside` are then the paths of the rules in it, which are still to be linted.
    """

    meant: Trusted
    findings: Sequence[Finding] = ()
    secrets: Sequence[str] = ()
    is_rule: bool = True
    origins: Origins = NO_ORIGINS
    inside: Sequence[Path] = ()


class _Plans:
    """Which rules are asked, by what the fast path says of a body."""

    __slots__ = ("asked", "grouped")

    def __init__(self) -> None:
        self.grouped: dict[tuple[Kind, bool], Mapping[str, tuple[str, ...]]] = {}
        self.asked: dict[tuple[object, ...], tuple[Rule, ...]] = {}


_PLANS = _Plans()


def lint_in_full(value: JSON, doubt: Doubt | None, settings: Settings, base: Path, *, is_text: bool) -> LintedBody:
    """Lint a value that is where a routing rule may stand.

    `doubt` are the members of an object that are not ordinary, and the conflicts between members; None: all members are
    looked at. Raise NotPlain for a value with objects of other types than JSON's, unless it `is_text`.
    """
    if not is_text:
        members = value if doubt is None else {name: value[name] for name in doubt[0]}
        if not is_plain(members) or not (doubt is None or has_plain_keys(value)):
            raise NotPlain
        odd = unsendable(members)
        if odd:
            return LintedBody({}, _unsendable(odd, base), secrets_of(value))
    if not isinstance(value, dict):
        return _something_else(value, OTHER, base)
    if doubt is None or "type" not in value or "type" in doubt[0]:
        recognised = recognise(value, update=settings.kind == "update")
        if recognised.what != "rule":
            return _something_else(value, recognised, base)
    if doubt is None or not REFRAMING.isdisjoint(doubt[0]):
        # in a body of another kind members that look ordinary mean something else
        return _lint_body(value, value, None, settings, base)
    suspects = {name: value[name] for name in doubt[0] if not (_is_short(name) and _is_short(value[name]))}
    if "apiKey" in value:
        suspects["apiKey"] = value["apiKey"]
    return _lint_body(value, suspects, doubt, settings, base)


def _is_short(value: JSON) -> bool:
    """Return whether a value can surely be sent and is too short for a secret."""
    if type(value) is str:
        return len(value) < SHORTEST_SECRET and value.isascii()
    return value is None or value is True or value is False


def _something_else(value: JSON, recognised: Recognised, base: Path) -> LintedBody:
    """Report a value that is not a routing rule."""
    if isinstance(value, (Unknown, OpenObject)) and recognised is OTHER:  # only a program knows what it is
        return LintedBody({}, (), secrets_of(value), is_rule=False)
    findings = catalogue.findings_of("RR005", base, value, recognised)
    return LintedBody({}, findings, secrets_of(value), is_rule=False, inside=recognised.inside)


def _lint_body(
    body: Mapping[str, JSON],
    suspects: Mapping[str, JSON],
    doubt: Doubt | None,
    settings: Settings,
    base: Path,
) -> LintedBody:
    """Lint a body in which only `suspects` may hold secrets.

    `doubt` are its remarkable members and its conflicts; None: all members are looked at.
    """
    names = None if doubt is None else doubt[0]
    meant, faults, origins = understand(
        body, update=settings.kind == "update", templates=settings.templates, names=names
    )
    findings: list[Finding] = []
    for fault in faults:
        findings += catalogue.findings_of(fault.code, base, fault)
    preview = settings.preview or settings.select != ()
    rules = _rules_for_all(meant, settings.kind, preview) if doubt is None else _rules_for(doubt, origins, preview)
    for rule in rules:
        if rule.on in meant or not rule.on:
            findings += [finding.reported(rule, base, None, origins) for finding in rule.check(meant)]
    if settings.policy is not None and not holds_unknown(body):
        findings += catalogue.findings_of("RR190", base, body, settings.policy)
    if not findings:
        return LintedBody(meant, origins=origins)
    secrets = secrets_of(suspects) if suspects else []
    for finding in findings:
        secrets += finding.secrets
    return LintedBody(meant, findings, secrets, origins=origins)


def _unsendable(odd: tuple[str, Path, JSON], base: Path) -> list[Finding]:
    kind, path, value = odd
    code = {"depth": "RR004", "surrogate": "RR006", "type": "RR001"}[kind]
    named = (
        value if isinstance(value, float) else f"a Python {value.type_name if isinstance(value, NotJSON) else 'value'}"
    )
    return catalogue.findings_of(code, base, Fault(code, kind, None, str(named), () if kind == "depth" else path))


def _rules_for_all(meant: Trusted, kind: Kind, preview: bool) -> Iterable[Rule]:
    grouped = _PLANS.grouped.get((kind, preview))
    if grouped is None:
        grouped = _PLANS.grouped[kind, preview] = catalogue.grouped_by_member(kind, preview=preview)
    return [catalogue.rule_of(code) for name in (*meant, "") for code in grouped.get(name, ())]


def _rules_for(doubt: Doubt, origins: Origins, preview: bool) -> tuple[Rule, ...]:
    """Return the rules that are asked about a body that creates a rule; `origins` has what is written otherwise."""
    fields = tuple([name for name in doubt[0] if name in FIELDS])
    if origins:
        fields = tuple(sorted({*fields, *[str(path[0]) for path in origins]}))
    key = (preview, fields, len(doubt[0]) > len(fields), *doubt[1])
    asked = _PLANS.asked.get(key)
    if asked is None:
        conflicts = [{*members} for members in doubt[1]]
        asked = tuple(
            [
                catalogue.rule_of(entry.code)
                for entry in catalogue.body_entries("create", preview=preview)
                if not entry.skips_ordinary
                or (doubt[0] and not entry.members)
                or not {*fields}.isdisjoint(entry.members)
                or any(members.issubset(entry.members) for members in conflicts)
            ]
        )
        if len(_PLANS.asked) >= PLANS_KEPT:
            _PLANS.asked.clear()
        _PLANS.asked[key] = asked
    return asked


def meant_by(value: JSON, settings: Settings) -> tuple[Trusted, Origins]:
    """Return what is meant by a value that is a routing rule, and where its members are written."""
    meant, _, origins = understand(value, update=settings.kind == "update", templates=settings.templates)
    return meant, origins

"""The bodies of a run held against an account: which rule there each one is, and what the account rules say."""

from __future__ import annotations

from siplint.account.known import Known
from siplint.account.snapshot import (
    AGENT_LIST,
    API_KEYS,
    EMPTY_ACCOUNT,
    NO_STORED_RULE,
    NUMBER_LIST,
    ROOM_LIST,
    RULE_LIST,
    Group,
)
from siplint.body.members import numbered
from siplint.domain.phone_repair import normalise
from siplint.model.fields import INBOUND
from siplint.rules.catalogue import all_rules, findings_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from siplint.account.snapshot import Account
    from siplint.body.members import Trusted
    from siplint.engine.subject import Subject
    from siplint.model.finding import Finding, Path
    from siplint.model.settings import Settings


NEEDING_IDENTITY = frozenset(("phoneNumbers", "headers", "headersToAttributes"))
"""The fields of an update that are judged by what the stored rule is."""


def survey_account(subjects: Sequence[Subject], settings: Settings) -> tuple[list[Finding], tuple[str, ...]]:
    """Return all that is found by the account, in the bodies and in the snapshot, and what could not be judged."""
    found = list(account_findings(subjects, settings))
    if settings.account:
        found += about(subjects, settings.account, settings)
    return found, tuple(silences(subjects, settings))


def account_findings(subjects: Sequence[Subject], settings: Settings) -> Iterator[Finding]:
    """Return what the account rules have to say about the bodies of a run."""
    account = settings.account or EMPTY_ACCOUNT
    stored = stored_as(subjects, account, settings)
    kept = _kept(subjects, stored) if settings.cross_file else {}
    for one, group in zip(subjects, stored, strict=True):
        by_name = one.kind == "create" and settings.match_by_name
        anonymous = one.kind == "update" and not one.rule_id
        around = Known(account, group, _direction(one, group, settings), by_name, anonymous, kept)
        for rule in all_rules("account"):
            if one.kind in rule.kinds and (not rule.on or rule.on in one.body):
                for finding in rule.check(one.body, around):
                    yield finding.reported(rule, one.path, None, one.origins)


def _kept(subjects: Sequence[Subject], stored: Sequence[Group]) -> dict[str, tuple[frozenset[str], Path]]:
    last: dict[int, tuple[Group, Subject]] = {}
    for one, group in zip(subjects, stored, strict=True):
        if "phoneNumbers" in one.body:
            last.pop(id(group), None)  # of several bodies of one rule the last has the last word
            last[id(group)] = group, one
    kept: dict[str, tuple[frozenset[str], Path]] = {}
    for group, one in last.values():
        kept |= dict.fromkeys(group.ids, (frozenset(_numbers(one.body)), one.path))
    return kept


def stored_as(subjects: Sequence[Subject], account: Account, settings: Settings) -> list[Group]:
    """Return for each body the rules of the account that it is or changes.

    An update is known by the id of its rule, never by its name, which is the new one. A body that creates a rule is new,
    except in files that may be deployed already: there name and type say which rule it is.
    """
    return [account.groups.get(_key(one, settings), NO_STORED_RULE) for one in subjects]


def _key(one: Subject, settings: Settings) -> tuple[str, ...]:
    if one.kind == "update":
        return "id", one.rule_id
    name, direction = one.body.get("name"), one.body.get("type")
    return ("name", name, direction) if settings.match_by_name and name and direction else ()


def about(subjects: Sequence[Subject], account: Account, settings: Settings) -> Iterator[Finding]:
    """Return what is to be said of the snapshot itself: numbers without a rule, and what is missing in it."""
    answered: dict[str, set[str]] = {"inbound": set(), "outbound": set()}
    for stored in account.rules:
        answered.setdefault(stored.direction, set()).update(stored.numbers)
    for one, group in zip(subjects, stored_as(subjects, account, settings), strict=True):
        answered.setdefault(_direction(one, group, settings), set()).update(_numbers(one.body))
    for code, facts in (("RR810", (account, answered)), ("RR811", (account, settings.max_age, settings.now))):
        if code != "RR810" or settings.cross_file:
            yield from findings_of(code, (account.file,), *facts)


def silences(subjects: Sequence[Subject], settings: Settings, *, gaps: bool = False) -> Iterator[str]:
    """Say once, for each part of the snapshot that a body needs and that is missing, which rules were not asked.

    With `gaps` incomplete parts are named too; otherwise RR811 reports them.
    """
    account = settings.account
    if account is None:
        return
    for part, (needed, silent) in SILENT.items():
        if part in account.whole or not any(needed(one.body) for one in subjects):
            continue
        if part not in account.known:
            yield f"{account.file} has no `{part}`: {silent}"
        elif gaps:
            yield f"{account.file} has {account.gaps[part]} of `{part}`: what it lacks cannot be judged"
    if RULE_LIST in account.known:
        yield from _identities(subjects, account, settings)
    yield from account.notes


def _identities(subjects: Sequence[Subject], account: Account, settings: Settings) -> Iterator[str]:
    """Say how many bodies were taken for a stored rule by their names, and which updates have no stored rule."""
    from siplint.domain.wording import count, quote

    created = [one for one in subjects if one.kind == "create"]
    stored = stored_as(created, account, settings)
    number = sum(_holds_a_number(one.body, group) for one, group in zip(created, stored, strict=True))
    if number == 1:
        yield "1 rule is taken for the stored rule of its name and type: a new rule could not have its numbers (RR802)"
    elif number:
        yield (
            f"{count(number, 'rule')} are taken for the stored rules of their names and types:"
            " new rules could not have their numbers (RR802)"
        )
    updates = [one for one in subjects if one.kind == "update" and not NEEDING_IDENTITY.isdisjoint(one.body)]
    ids = [one.rule_id for one in updates]
    if not all(ids):
        number = ids.count("")
        yield (
            f"{count(number, 'update')} {'does' if number == 1 else 'do'} not say which rule is changed"
            " (`id`, or `rule_id=`): RR603, RR604, RR706 and RR802 need it"
        )
    if RULE_LIST in account.whole:
        for rule_id in dict.fromkeys(filter(None, ids)):
            if ("id", rule_id) not in account.groups:
                yield f"{account.file} has no rule {quote(rule_id)}, which an update is for"


def _holds_a_number(body: Trusted, stored: Group) -> bool:
    return INBOUND in stored.directions and not set(stored.numbers).isdisjoint(_numbers(body))


SILENT: Mapping[str, tuple[Callable[[Trusted], object], str]] = {
    NUMBER_LIST: (lambda body: body.get("phoneNumbers"), "RR801, RR804, RR805 and RR810 keep silent"),
    RULE_LIST: (lambda body: body.get("phoneNumbers"), "RR603, RR604, RR706, RR802 and RR810 keep silent"),
    API_KEYS: (lambda body: "apiKey" in body, "RR803 keeps silent"),
    AGENT_LIST: (lambda body: "agentId" in body, "RR806 keeps silent"),
    ROOM_LIST: (lambda body: body.get("room", {}).get("type") == "static", "RR807 keeps silent"),
}
"""For each part of a snapshot, which bodies need it, and what is not judged without it."""


def _numbers(body: Trusted) -> Iterator[str]:
    for _, text in numbered(body.get("phoneNumbers", [])):
        yield normalise(text) or text


def _direction(one: Subject, stored: Group, settings: Settings) -> str:
    if one.kind == "create":
        return one.body.get("type", "")
    known = next(iter(stored.directions)) if len(stored.directions) == 1 else ""
    return settings.direction or known or one.body.get("type", "")

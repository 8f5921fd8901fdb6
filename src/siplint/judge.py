"""One body before all rules that are about one body."""

from __future__ import annotations

from siplint.fields import FIELDS
from siplint.found import Found
from siplint.rulebook import BY_CODE, BY_MEMBER
from siplint.settings import DEFAULT
from siplint.shape import FOREIGN, trust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from siplint.diagnostic import JSON, Path
    from siplint.quiet import Glance
    from siplint.rule import Kind, Rule
    from siplint.settings import Settings
    from siplint.shape import Trusted


RELATIVES: Mapping[str, tuple[str, ...]] = {
    "type": ("RR201", "RR202", "RR410", "RR502", "RR521"),
    "phoneNumbers": ("RR502",),
    "agentId": ("RR401", "RR420"),
    "room": ("RR401", "RR520"),
    "includeHeaders": ("RR236", "RR521"),
    "headersToAttributes": ("RR203", "RR521"),
    "headers": ("RR203",),
    "allowedNumbers": ("RR410", "RR503"),
    "allowedIpAddresses": ("RR410", "RR503"),
}
"""By member, the rules on other members that look at it too."""
TEXTS = ("name", "apiKey", "agentId", "agentMetadata", "room", "headers", "headersToAttributes", "tags")
"""The members that the rules on every body look at."""
NOTHING: Mapping[str, Rule] = {}
ASKED: Mapping[str, Mapping[str, Rule]] = {
    name: {
        **{rule.code: rule for rule in BY_MEMBER["create"].get(name, ())},
        **{code: BY_CODE[code] for code in RELATIVES.get(name, ())},
        **{rule.code: rule for rule in BY_MEMBER["create"][""] if name in TEXTS},
    }
    for name in FIELDS
}
"""By member, the rules that may have something to say when it is to be looked at."""


def asked(seen: Glance) -> Iterable[Rule]:
    """Give the rules about one body that may have something to say after a glance at it."""
    names, codes, _ = seen
    if not codes and len(names) == 1:
        return ASKED.get(names[0], NOTHING).values()
    rules = {code: BY_CODE[code] for code in codes}
    for name in names:
        rules.update(ASKED.get(name, NOTHING))
    return rules.values()


def _all(body: Trusted, kind: Kind) -> Iterable[Rule]:
    plans = BY_MEMBER[kind]
    return [rule for name in (*body, "") for rule in plans.get(name, ())]


def judge(
    body: Mapping[str, JSON], settings: Settings = DEFAULT, seen: Glance | None = None, base: Path = ()
) -> tuple[Trusted, list[Found]]:
    """Give what can be trusted of a body, and what the shape and every rule about one body have to say of it.

    `seen` is what a glance at it told; without that it is looked at in full. `base` is its path.
    """
    if seen is not None and not FOREIGN.isdisjoint(seen[0]):
        seen = None  # of a body of another kind also members that are in order may not be trusted
    trusted, misfits = trust(
        body, update=settings.kind == "update", templates=settings.templates, names=None if seen is None else seen[0]
    )
    found: list[Found] = []
    for misfit in misfits:
        rule = BY_CODE[misfit.code]
        for finding in rule.check(misfit):
            found.append(Found(rule, finding, base))  # noqa: PERF401 (here and below: a list would cost more)
    rules = _all(trusted, settings.kind) if seen is None else asked(seen)
    for rule in rules:
        if rule.on in trusted or not rule.on:
            for finding in rule.check(trusted):
                found.append(Found(rule, finding, base))  # noqa: PERF401
    if settings.policy is not None:
        rule = BY_CODE["RR190"]
        found += [Found(rule, finding, base) for finding in rule.check(body, settings.policy)]
    return trusted, found

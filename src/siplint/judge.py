"""One body before all rules that are about one body."""

from __future__ import annotations

from siplint.fields import FIELDS
from siplint.found import Found
from siplint.quiet import related
from siplint.rulebook import BY_CODE, BY_MEMBER
from siplint.settings import DEFAULT
from siplint.shape import trust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from siplint.diagnostic import JSON, Path
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
ASKED: Mapping[str, tuple[str, ...]] = {
    name: (
        *(rule.code for rule in BY_MEMBER["create"].get(name, ())),
        *RELATIVES.get(name, ()),
        *(rule.code for rule in BY_MEMBER["create"][""] if name in TEXTS),
    )
    for name in FIELDS
}


def asked(body: Trusted, names: Collection[str]) -> Collection[str]:
    """Give the codes of the rules about one body that may have something to say; `names` are to be looked at."""
    codes = related(body)
    if not names:
        return codes
    for name in names:
        codes += ASKED.get(name, ())
    return set(codes)


def _all(body: Trusted, kind: Kind) -> Iterable[Rule]:
    plans = BY_MEMBER[kind]
    return [rule for name in (*body, "") for rule in plans.get(name, ())]


def judge(
    body: Mapping[str, JSON], settings: Settings = DEFAULT, names: Collection[str] | None = None, base: Path = ()
) -> tuple[Trusted, list[Found]]:
    """Give what can be trusted of a body, and what the shape and every rule about one body have to say of it.

    `names` are its `suspects`; without them it is looked at in full. `base` is its path.
    """
    trusted, misfits = trust(body, update=settings.kind == "update", templates=settings.templates, names=names)
    found: list[Found] = []
    for misfit in misfits:
        rule = BY_CODE[misfit.code]
        found += [Found(rule, finding, base) for finding in rule.check(misfit)]
    rules = _all(trusted, settings.kind) if names is None else [BY_CODE[code] for code in asked(trusted, names)]
    for rule in rules:
        if rule.on in trusted or not rule.on:
            for finding in rule.check(trusted):  # mostly there is none: a list made for nothing would cost more
                found.append(Found(rule, finding, base))
    if settings.policy is not None:
        rule = BY_CODE["RR190"]
        found += [Found(rule, finding, base) for finding in rule.check(body, settings.policy)]
    return trusted, found

"""One body before all rules that are about one body."""

from __future__ import annotations

from siplint.found import Found
from siplint.quiet import asked, remarkable
from siplint.rules import BY_CODE, BY_MEMBER
from siplint.settings import DEFAULT
from siplint.shape import trust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from siplint.diagnostic import JSON, Path
    from siplint.rule import Kind, Rule
    from siplint.settings import Settings
    from siplint.shape import Trusted


def suspects(body: JSON, settings: Settings) -> Collection[str] | None:
    """Give the members of a body that are to be looked at; None where nothing can be passed over."""
    if settings.kind == "create" and not settings.templates and type(body) is dict:
        return remarkable(body)
    return None


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

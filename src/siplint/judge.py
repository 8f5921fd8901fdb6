"""One body before all rules that are about one body."""

from __future__ import annotations

from siplint.quiet import QUIET, ordinary
from siplint.rules import BY_CODE, BY_MEMBER
from siplint.settings import DEFAULT
from siplint.shape import trust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from siplint.diagnostic import JSON, Finding
    from siplint.rule import Check, Kind, Rule
    from siplint.settings import Settings
    from siplint.shape import Trusted

    Plan: TypeAlias = tuple[Callable[[Trusted], bool], tuple[tuple[Check, Rule], ...]]


def _never(_body: Trusted) -> bool:
    return False


def _plans(kind: Kind) -> dict[str, Plan]:
    return {
        name: (QUIET.get(name, _never) if kind == "create" else _never, tuple((rule.check, rule) for rule in rules))
        for name, rules in BY_MEMBER[kind].items()
    }


PLANS: Mapping[Kind, Mapping[str, Plan]] = {"create": _plans("create"), "update": _plans("update")}


def usual(body: JSON, settings: Settings) -> bool:
    """Tell whether a body is one of those whose shape and texts need no second look."""
    return settings.kind == "create" and not settings.templates and type(body) is dict and ordinary(body)


def judge(
    body: Mapping[str, JSON], settings: Settings = DEFAULT, *, is_usual: bool = False
) -> list[tuple[Rule, Finding]]:
    """Give what the shape and every rule about one body have to say; paths lead from the body.

    `is_usual` is what `usual` says of it; without it the body is looked at in full.
    """
    plans = PLANS[settings.kind]
    found: list[tuple[Rule, Finding]] = []
    names: Iterable[str] = body
    trusted: Trusted = body  # type: ignore[assignment]
    if not is_usual:
        trusted, misfits = trust(body, update=settings.kind == "update", templates=settings.templates)
        names = (*trusted, "")
        for misfit in misfits:
            rule = BY_CODE[misfit.code]
            found += [(rule, finding) for finding in rule.check(misfit)]
    for name in names:
        plan = plans.get(name)
        if plan and not plan[0](trusted):
            for check, rule in plan[1]:
                for finding in check(trusted):
                    found.append((rule, finding))
    if settings.policy is not None:
        rule = BY_CODE["RR190"]
        found += [(rule, finding) for finding in rule.check(body, settings.policy)]
    return found

"""The rules of every run, in order of code, and the ways to look them up; `siplint.catalogue` has the others too."""

from __future__ import annotations

from siplint.rules import (
    access,
    agent,
    direction,
    document,
    entry,
    header_names,
    header_values,
    mapping,
    networks,
    numbers,
    placeholder,
    policy,
    privacy,
    ranges,
    room,
    secrets,
    shape,
    together,
    update,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.rule import Kind, Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *document.RULES,
            *shape.RULES,
            *placeholder.RULES,
            *policy.RULES,
            *direction.RULES,
            *header_names.RULES,
            *header_values.RULES,
            *secrets.RULES,
            *mapping.RULES,
            *numbers.RULES,
            *ranges.RULES,
            *room.RULES,
            *entry.RULES,
            *agent.RULES,
            *access.RULES,
            *networks.RULES,
            *privacy.RULES,
            *update.RULES,
            *together.RULES,
        ),
        key=lambda one: one.code,
    )
)

BY_CODE: Mapping[str, Rule] = {one.code: one for one in RULES}


def _each(kind: Kind) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for one in RULES:
        if one.stage == "each" and kind in one.kinds:
            found[one.on] = (*found.get(one.on, ()), one)
    return found


BY_MEMBER: Mapping[Kind, Mapping[str, tuple[Rule, ...]]] = {"create": _each("create"), "update": _each("update")}
"""For a kind of body, the rules that have something to say when a member is there; under "" those that always have."""

"""RR601 to RR605: bodies that change a rule."""

from __future__ import annotations

from siplint.diagnostic import ERROR, WARNING, Finding
from siplint.fields import EDITABLE, UPDATE_PAGE
from siplint.rule import Bad, rule
from siplint.shape import absent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.shape import Trusted


@rule(
    "RR601",
    "no-editable-field",
    ERROR,
    kinds=("update",),
    status=400,
    source=UPDATE_PAGE,
    good=[{"name": "Renamed"}],
    bad=[Bad({}, at=""), Bad({"type": "inbound"}, at="", also=("RR602",))],
    states={"anyOf": [{"required": [name]} for name in EDITABLE]},
)
def no_editable_field(body: Trusted) -> Iterator[Finding]:
    """An update has none of the fields that can be changed.

    "At least one editable field must be present", says the update page, and answers `400 No editable fields
    provided`. `type` is not editable.
    """
    if all(absent(body, name) for name in EDITABLE):
        yield Finding(
            (), "the update has no field that can be changed", help="name at least one field other than `type`"
        )


@rule(
    "RR602",
    "type-in-update",
    WARNING,
    on="type",
    kinds=("update",),
    source=UPDATE_PAGE,
    outcome="`type` cannot be changed after creation; whether it is refused or ignored is not documented",
    good=[{"name": "Renamed"}],
    bad=[Bad({"name": "Renamed", "type": "inbound"}, at="/type")],
)
def type_in_update(body: Trusted) -> Iterator[Finding]:
    """An update sets `type`.

    The direction of a rule is fixed when it is created. A rule of the other direction is a new rule.
    """
    yield Finding(
        ("type",),
        "`type` cannot be changed by an update",
        help=f"remove it; for {'an outbound' if body['type'] == 'outbound' else 'an inbound'} rule, create one",
    )


RULES = (no_editable_field, type_in_update)

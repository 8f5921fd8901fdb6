"""RR601 to RR605: bodies that change a rule."""

from __future__ import annotations

from siplint.diagnostic import ERROR, INFO, WARNING, Finding
from siplint.fields import EDITABLE, UPDATE_PAGE
from siplint.rule import Bad, rule
from siplint.shape import absent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.shape import Trusted, TrustedRoom


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


@rule(
    "RR605",
    "partial-object",
    INFO,
    kinds=("update",),
    source=UPDATE_PAGE,
    outcome="what the update leaves out may be kept or lost",
    sure="guess",
    good=[{"name": "Renamed"}, {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}}],
    bad=[
        Bad({"room": {"pin": "4711"}}, at="/room"),
        Bad({"headers": {"X-Team": "sales"}}, at="/headers"),
        Bad({"headersToAttributes": {"X-Ticket": "ticket"}}, at="/headersToAttributes"),
    ],
)
def partial_object(body: Trusted) -> Iterator[Finding]:
    """An update sets `room`, `headers` or `headersToAttributes`, perhaps only in part.

    Whether the API merges them with what is stored or puts them in its place is not documented. A `room` with its
    type and with what that type uses is taken for whole; whether a map is, cannot be seen.
    """
    if "room" in body and not _whole(body["room"]):
        yield Finding(("room",), "`room` is sent in part", help="send all of it: `type`, `id` or `prefix`, `pin`")
    for name in ("headers", "headersToAttributes"):
        if name in body:
            yield Finding((name,), f"`{name}` may be merged with what is stored or replace it", help="send all of it")


def _whole(room: TrustedRoom) -> bool:
    return {"static": "id", "dynamic": "prefix"}.get(room.get("type", ""), "type") in room


RULES = (no_editable_field, type_in_update, partial_object)

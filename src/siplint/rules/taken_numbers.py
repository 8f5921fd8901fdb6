"""RR706 and RR802: numbers that another inbound rule of the account has."""

from __future__ import annotations

from siplint.account.known import numbers_in
from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import OUTBOUND_BODY as OUT
from siplint.model.fields import CREATE_PAGE, UPDATE_PAGE
from siplint.model.finding import Finding, Note
from siplint.model.severity import ERROR, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.account.known import Known
    from siplint.account.snapshot import Stored
    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

HOLDERS = 10
"""Inbound rules with one number that are reported; the API lets no number have more than one."""

ASSUMED = "; siplint assumes that each file updates the stored rule of its name"

HOLDER: dict[str, JSON] = {"id": "rr_old", "name": "Old line", "type": "inbound", "numbers": ["+14155551234"]}


def _called(stored: Stored) -> str:
    return f"{quote(stored.name)} ({stored.id})"


def _others(number: str, known: Known) -> Iterator[Stored]:
    """Return the first inbound rules of the account that have a number and are surely not the body's own rule."""
    if known.anonymous:
        return
    for holder in known.account.holders.get(number, ())[:HOLDERS]:
        if holder.id not in known.stored.ids:
            yield holder


def _leaves(number: str, holder: Stored, known: Known) -> bool:
    """Tell whether a body of the run describes a rule of the account without a number that it has there."""
    return holder.id in known.given_up and number not in known.given_up[holder.id][0]


@rule(
    "RR706",
    "number-moves",
    WARNING,
    stage="account",
    on="phoneNumbers",
    source=UPDATE_PAGE,
    outcome="sent in the wrong order, the API answers 400",
    sure="likely",
    good=[[IN | {"name": "Old line"}, OUT]],
    bad=[
        Bad(
            [IN | {"name": "Old line", "phoneNumbers": ["+14155555678"]}, IN],
            at="/1/phoneNumbers/0",
            label="/0",
            account={"version": 1, "routingRules": [HOLDER]},
        )
    ],
)
def number_moves(body: Trusted, known: Known) -> Iterator[Finding]:
    """A number moves from one inbound rule to another.

    On the account another inbound rule has it, and the run's own body of that rule no longer does. The API refuses an
    inbound number that another inbound rule has, so the old rule must be changed first. siplint assumes that each file
    is applied as an update of the stored rule of its name and type (with `--as update`: of its `id`).
    """
    if known.direction != "inbound":
        return
    assumed = ASSUMED if known.by_name else ""
    for index, number in numbers_in(body):
        for holder in _others(number, known):
            if _leaves(number, holder, known):
                yield Finding(
                    ("phoneNumbers", index),
                    f"{number} moves here from the inbound rule {_called(holder)}",
                    (Note((), "this rule gives it up", base=known.given_up[holder.id][1]),),
                    f"update {_called(holder)} first, then send this rule{assumed}",
                )


@rule(
    "RR802",
    "number-taken",
    ERROR,
    stage="account",
    on="phoneNumbers",
    status=400,
    source=CREATE_PAGE,
    good=[OUT, IN | {"name": "Old line"}],
    bad=[Bad(IN, at="/phoneNumbers/0", account={"version": 1, "routingRules": [HOLDER]})],
)
def number_taken(body: Trusted, known: Known) -> Iterator[Finding]:
    """An inbound number is attached to another inbound rule of the account.

    The create page answers 400 then, and the update page checks it too. An update does not conflict with the rule that
    it changes, known by the id in the URL, `rule_id=` or `id`. A request that creates a rule is a new rule; a file with
    the name and type of a stored rule is taken for that rule.
    """
    if known.direction != "inbound":
        return
    for index, number in numbers_in(body):
        for holder in _others(number, known):
            if not _leaves(number, holder, known):
                yield Finding(
                    ("phoneNumbers", index),
                    f"{number} is attached to the inbound rule {_called(holder)}",
                    help=f"take it out of {_called(holder)} first, or change that rule instead",
                )

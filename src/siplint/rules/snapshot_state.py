"""RR810 and RR811: what the account snapshot itself lacks."""

from __future__ import annotations

from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.fields import LIST_PAGE
from siplint.model.finding import Finding
from siplint.model.severity import INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.account.snapshot import Account
    from siplint.model.finding import JSON

SNAPSHOT: dict[str, JSON] = {"version": 1, "phoneNumbers": ["+14155551234"]}


@rule(
    "RR810",
    "number-without-rule",
    INFO,
    stage="snapshot",
    source=LIST_PAGE,
    outcome="nobody answers a call to this number",
    sure="likely",
    good=[IN],
    bad=[
        Bad(
            IN,
            at="/phoneNumbers/1",
            account=SNAPSHOT | {"phoneNumbers": ["+14155551234", "+14155555678"], "routingRules": []},
        )
    ],
)
def number_without_rule(account: Account, answered: dict[str, set[str]]) -> Iterator[Finding]:
    """A provisioned number has no rule that answers it, neither in the files nor on the account.

    The finding is at the number in the snapshot, since no routing rule has it. A number without an inbound gateway
    needs no inbound rule if an outbound one uses it.
    """
    if not {"phoneNumbers", "routingRules"} <= account.whole:
        return
    for number in account.numbers.values():
        used = "inbound" in number.closed and number.e164 in answered["outbound"]
        if number.e164 not in answered["inbound"] and not used:
            yield Finding(
                number.path, f"no rule answers {number.e164}", help="add it to an inbound rule, or release it"
            )


@rule(
    "RR811",
    "snapshot-incomplete",
    WARNING,
    stage="snapshot",
    source=LIST_PAGE,
    outcome="what the snapshot lacks cannot be checked",
    good=[IN],
    bad=[
        Bad(
            IN,
            at="/routingRules",
            account=SNAPSHOT | {"routingRules": {"pageInfo": {"currentPage": 1, "lastPage": 3}, "data": []}},
        )
    ],
)
def snapshot_incomplete(account: Account, max_age: float, now: float) -> Iterator[Finding]:
    """The snapshot lacks pages of a list, or is older than the configured age.

    An answer of the API has one page of the list, and says by `pageInfo.lastPage` how many there are. Rules that need
    the whole list are skipped. The finding is in the snapshot, not in a routing rule.
    """
    for part, gap in account.gaps.items():
        yield Finding((part,), f"the snapshot has {gap} of `{part}`", help="fetch all pages: siplint account pull")
    if max_age:
        from datetime import UTC, datetime

        try:
            taken = datetime.fromisoformat(account.taken_at)
        except ValueError:
            yield Finding(
                ("takenAt",), "the snapshot does not say when it was taken", help="siplint account pull makes a new one"
            )
            return
        days = (now - (taken if taken.tzinfo else taken.replace(tzinfo=UTC)).timestamp()) / 86400
        if days > max_age:
            yield Finding(
                ("takenAt",),
                f"the snapshot is older than the {max_age:g} days that the configuration allows",
                help="siplint account pull makes a new one",
            )

"""What is known around one body that is judged against an account."""

from __future__ import annotations

from siplint.account.snapshot import EMPTY_ACCOUNT, NO_STORED_RULE, Account, Group
from siplint.body.members import numbered
from siplint.domain.phone_repair import normalise
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from siplint.body.members import Trusted
    from siplint.model.finding import Path


class Known(Record):
    """What is known around a body.

    `stored` are the rules of the account that the body is or changes: at most one where an id says it, several where
    only name and type do (`by_name`) and are not unique; none for a new rule. `anonymous` is an update that does not say
    which rule it changes. `direction` is that of the stored rule, or what the call said, or the body's own. `given_up`
    says for the id of a stored rule that other bodies of the run are or change which numbers it keeps, and where.
    """

    account: Account = EMPTY_ACCOUNT
    stored: Group = NO_STORED_RULE
    direction: str = ""
    by_name: bool = False
    anonymous: bool = False
    given_up: Mapping[str, tuple[frozenset[str], Path]] = {}


def numbers_in(body: Trusted) -> Iterator[tuple[int, str]]:
    """Yield the phone numbers of a body, normalised, with their indexes; what is no number is skipped."""
    for index, text in numbered(body.get("phoneNumbers", [])):
        number = normalise(text)
        if number:
            yield index, number

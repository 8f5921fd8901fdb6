"""The members of a body that can be trusted to have their documented type, and those that were left out."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Any, TypeAlias, TypedDict

    from siplint.model.finding import JSON

    Items: TypeAlias = list[str] | dict[int, str]

    class TrustedRoom(TypedDict, total=False):
        """`room`, each member a string; `type` one of the documented values."""

        type: str
        prefix: str
        id: str
        pin: str

    class Trusted(TypedDict, total=False):
        """A body whose members have their documented type; what had not is not in it."""

        name: str
        type: str
        phoneNumbers: Items
        apiKey: str
        agentId: str
        agentMetadata: dict[str, JSON]
        room: TrustedRoom
        includeHeaders: str
        headersToAttributes: dict[str, str]
        headers: dict[str, str]
        allowedNumbers: Items
        allowedIpAddresses: Items
        tags: Items
        recording: bool
        dtmf: bool
        noiseCancellation: bool
        hidePhoneNumber: bool


NOTHING_LEFT_OUT: frozenset[str] = frozenset()


class Partial(dict):  # type: ignore[type-arg]
    """A body, room, map or (by index) list that is not just what the file holds.

    `left_out` names members that are there but could not be trusted; `written` are the keys as they are written, where
    some fields are spelled otherwise.
    """

    left_out: frozenset[str] = NOTHING_LEFT_OUT
    written: frozenset[str] | None = None


def partial(members: Mapping[Any, JSON], left_out: Iterable[str]) -> Partial:
    """Return members without those left out, which are named."""
    some = Partial(members)
    some.left_out = frozenset(left_out)
    return some


def left_out(members: object) -> frozenset[str]:
    """Return the names of the members that stand in the file but could not be trusted."""
    return members.left_out if isinstance(members, Partial) else NOTHING_LEFT_OUT


def absent(members: Trusted | TrustedRoom | None, name: str) -> bool:
    """Return whether a member is truly not there, rather than there and ill-shaped."""
    return name not in (members or {}) and name not in left_out(members)


def numbered(items: Items) -> Iterable[tuple[int, str]]:
    """Return a list's items with their index in the file, whether or not some were left out."""
    return items.items() if isinstance(items, dict) else enumerate(items)


def written_names(body: Trusted) -> Collection[str]:
    """Return the keys of a body as they are written."""
    return body.written if isinstance(body, Partial) and body.written is not None else body.keys() | left_out(body)

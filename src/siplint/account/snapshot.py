"""A snapshot of an account: what is provisioned there, as the API's lists say it, read into indexes."""

from __future__ import annotations

from siplint.domain.phone_repair import normalise
from siplint.model.record import Record
from siplint.source.documents import read_documents
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from siplint.model.finding import JSON, Path
    from siplint.source.documents import Document

    Items: TypeAlias = list[tuple[Path, JSON]]

VERSION = 1
NUMBER_LIST = "phoneNumbers"
RULE_LIST = "routingRules"
API_KEYS = "apiKeys"
AGENT_LIST = "agents"
ROOM_LIST = "rooms"
PARTS = (NUMBER_LIST, RULE_LIST, API_KEYS, AGENT_LIST, ROOM_LIST)
NAMING_MEMBERS = {
    API_KEYS: ("apiKey", "key"),
    AGENT_LIST: ("agentId", "id"),
    ROOM_LIST: ("roomId", "customRoomId", "id"),
}
"""For the parts that are lists of names, the members of an item that name it; an item may be the name itself."""


class BadSnapshot(ValueError):  # noqa: N818 (the name says it)
    """A text is not an account snapshot; the message says where and why."""


class Number(Record):
    """A provisioned number.

    `path` is its place in the snapshot; `closed` are the directions known to have no gateway; `status` is upper case,
    and empty where the snapshot does not say it.
    """

    e164: str
    path: Path
    status: str = ""
    closed: frozenset[str] = frozenset()


class Stored(Record):
    """A rule on the account: `direction` in lower case, `numbers` normalised, in their order."""

    id: str
    name: str
    direction: str
    numbers: tuple[str, ...]
    agent: str = ""


class Group(Record):
    """Rules of the account that a body may be: those of one id, of one name, or of one name and direction.

    With their ids, their directions and their numbers, in order, all of which every such body is asked about.
    """

    rules: tuple[Stored, ...] = ()
    ids: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()


NO_STORED_RULE = Group()


class Account(Record):
    """What a snapshot knows.

    `known` are the parts it has, `whole` those of them that are complete: only there does absence mean anything.
    `gaps` say for the others what is missing. `holders` gives for a number the inbound rules that have it; `groups` the
    rules of ("id", …), ("name", …) and ("name", …, direction); `working` are the agents that rules name. `data` are the
    bytes of the snapshot, where it was read from bytes.
    """

    file: str = "<account>"
    data: bytes = b""
    taken_at: str = ""
    known: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    gaps: Mapping[str, str] = {}
    numbers: Mapping[str, Number] = {}
    rules: tuple[Stored, ...] = ()
    holders: Mapping[str, tuple[Stored, ...]] = {}
    groups: Mapping[tuple[str, ...], Group] = {}
    working: frozenset[str] = frozenset()
    names: Mapping[str, frozenset[str]] = {}
    notes: tuple[str, ...] = ()

    def documents(self) -> dict[Path, Document]:
        """Read the bytes of the snapshot once more: its document by path, or nothing where there are no bytes."""
        return {(self.file,): next(read_documents(self.data))} if self.data else {}


EMPTY_ACCOUNT = Account()
"""An account of which nothing is known."""


def account_of(snapshot: Account | Mapping[str, JSON] | bytes, file: str = "<account>") -> Account:
    """Return the account of a snapshot: bytes of a file, or its plain data. Raise BadSnapshot."""
    if isinstance(snapshot, Account):
        return snapshot
    if isinstance(snapshot, (bytes, bytearray)):
        return _from_bytes(bytes(snapshot), file)
    return _Reader(file, b"").account(snapshot)


def _from_bytes(data: bytes, file: str) -> Account:
    (document,) = read_documents(data)
    for fault in document.faults:
        from siplint.source.fault_wording import fault_message
        from siplint.source.locations import positions_in

        at = fault.at or (0, 0)
        place = positions_in(document.text, at)[at[0]]
        raise BadSnapshot(f"{file}:{place.line}:{place.column}: {fault_message(fault)}")
    assert document.value is not ABSENT
    return _Reader(file, data).account(document.value)


class _Reader:
    """Reads one snapshot; knows how to say where it is wrong."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        self.data = data

    def bad(self, path: Path, message: str) -> BadSnapshot:
        from siplint.model.tree_path import pointer

        place = self.file
        if self.data:
            from siplint.source.locations import locate, positions_in

            (document,) = read_documents(self.data)
            at = locate(document.text, [path])[path][1]
            place += f":{positions_in(document.text, [at])[at].line}"
        return BadSnapshot(f"{place}: {pointer(path)}{' ' if path else ''}{message}")

    def account(self, value: JSON) -> Account:
        if not isinstance(value, dict) or not any(name in value for name in (*PARTS, "version")):
            raise self.bad(
                (), f"this is not an account snapshot: an object with `version` {VERSION} and its parts was expected"
            )
        if "version" not in value and "type" in value:
            raise self.bad((), "this is a routing rule, not an account snapshot, which `siplint account pull` makes")
        version = value.get("version", VERSION)
        if version != VERSION or isinstance(version, bool):
            raise self.bad(("version",), f"is not {VERSION}, the only version of a snapshot there is")
        taken_at = value.get("takenAt", "")
        if not isinstance(taken_at, str):
            raise self.bad(("takenAt",), "is not a text like 2026-01-31T12:00:00Z")
        gaps: dict[str, str] = {}
        parts = {name: self.items(value[name], (name,), gaps) for name in PARTS if value.get(name) is not None}
        rules = tuple(self.stored(path, item) for path, item in parts.get(RULE_LIST, ()))
        return Account(
            self.file,
            self.data,
            taken_at,
            frozenset(parts),
            frozenset(parts.keys() - gaps.keys()),
            gaps,
            {number.e164: number for number in (self.number(path, item) for path, item in parts.get(NUMBER_LIST, ()))},
            rules,
            _holders(rules),
            _groups(rules),
            frozenset(rule.agent for rule in rules),
            {
                name: frozenset(
                    one for path, item in parts[name] for one in self.names(path, item, NAMING_MEMBERS[name])
                )
                for name in NAMING_MEMBERS
                if name in parts
            },
            tuple(
                f"{self.file}: {name!r} is not a part of an account snapshot"
                for name in value
                if name not in (*PARTS, "version", "takenAt")
            ),
        )

    def items(self, part: JSON, path: Path, gaps: dict[str, str]) -> Items:
        """Return the items of a part with their places: a list, one answer of the API, or a list of answers."""
        name = str(path[0])
        if isinstance(part, dict):
            return self.pages([(path, part)], name, gaps)
        if not isinstance(part, list):
            raise self.bad(path, "is neither a list nor an answer of the API")
        items = [((*path, index), item) for index, item in enumerate(part)]
        if items and all(isinstance(item, dict) and "pageInfo" in item for _, item in items):
            return self.pages(items, name, gaps)
        return items

    def pages(self, pages: Items, name: str, gaps: dict[str, str]) -> Items:
        items: Items = []
        last = 1
        numbers: set[int] = set()
        for path, page in pages:
            info, data = page.get("pageInfo"), page.get("data")
            if not isinstance(info, dict) or not isinstance(data, list):
                raise self.bad(path, "is not an answer of the API: it has not both `pageInfo` and `data`")
            numbers.add(_whole_number(info.get("currentPage"), len(numbers) + 1))
            last = max(last, _whole_number(info.get("lastPage"), 1))
            items += [((*path, "data", index), item) for index, item in enumerate(data)]
        if len(numbers) < last:
            gaps[name] = f"{len(numbers)} of {last} pages"
        return items

    def number(self, path: Path, item: JSON) -> Number:
        if isinstance(item, str):
            item = {"e164": item}
        if not isinstance(item, dict):
            raise self.bad(path, "is not a phone number as the API lists them")
        record = item.get("phoneNumber")
        record = record if isinstance(record, dict) else item
        text = record.get("e164")
        number = normalise(text) if isinstance(text, str) else ""
        if not number:
            raise self.bad(path, 'has no "e164" with a phone number')
        status = record.get("status")
        closed = frozenset(name for name in ("inbound", "outbound") if name in item and not item[name])
        return Number(number, path, status.upper() if isinstance(status, str) else "", closed)

    def stored(self, path: Path, item: JSON) -> Stored:
        if not isinstance(item, dict):
            raise self.bad(path, "is not a routing rule as the API lists them")
        numbers = item.get("numbers", item.get("phoneNumbers")) or []
        if not isinstance(numbers, list) or not all(isinstance(number, str) for number in numbers):
            raise self.bad((*path, "numbers"), "is not a list of phone numbers")
        texts = {name: item.get(name) for name in ("id", "name", "type", "agentId")}
        for name, text in texts.items():
            if text is not None and not isinstance(text, str):
                raise self.bad((*path, name), "is not a text")
        if not texts["id"]:
            raise self.bad(path, 'has no "id"')
        return Stored(
            texts["id"],
            texts["name"] or "",
            (texts["type"] or "").lower(),
            tuple(normalise(number) or number for number in numbers),
            texts["agentId"] or "",
        )

    def names(self, path: Path, item: JSON, members: tuple[str, ...]) -> Iterator[str]:
        found = [item] if isinstance(item, str) else []
        if isinstance(item, dict):
            found = [item[name] for name in members if isinstance(item.get(name), str)]
        if not found:
            raise self.bad(path, f"is neither a text nor an object with {' or '.join(members)}")
        yield from found


def _whole_number(value: JSON, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _holders(rules: tuple[Stored, ...]) -> dict[str, tuple[Stored, ...]]:
    holders: dict[str, list[Stored]] = {}
    for rule in rules:
        if rule.direction == "inbound":
            for number in dict.fromkeys(rule.numbers):
                holders.setdefault(number, []).append(rule)
    return {number: tuple(those) for number, those in holders.items()}


def _groups(rules: tuple[Stored, ...]) -> dict[tuple[str, ...], Group]:
    groups: dict[tuple[str, ...], list[Stored]] = {}
    for rule in rules:
        for key in (("id", rule.id), ("name", rule.name), ("name", rule.name, rule.direction)):
            groups.setdefault(key, []).append(rule)
    return {key: _group(tuple(those)) for key, those in groups.items()}


def _group(rules: tuple[Stored, ...]) -> Group:
    return Group(
        rules,
        frozenset(rule.id for rule in rules),
        frozenset(rule.direction for rule in rules),
        tuple(sorted({number for rule in rules for number in rule.numbers})),
    )

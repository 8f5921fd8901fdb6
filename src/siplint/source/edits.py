"""Changes described by path, turned into edits of one JSON text that touch nothing else."""

from __future__ import annotations

from siplint.source.json_scanner import encode_basestring, encode_basestring_ascii, scanstring, skip
from siplint.source.locations import children
from siplint.source.sendable import lonely

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.finding import JSON, Change, Path
    from siplint.source.documents import Document
    from siplint.source.locations import Place

    Piece: TypeAlias = tuple[int, int, str]
    Move: TypeAlias = tuple[str, Path]

WIDEST = 1000
"""How far back (code points) the start of a line is searched: a text without lines must not be searched repeatedly."""
LITERALS = {None: "null", True: "true", False: "false"}


class Impossible(Exception):  # noqa: N818 (nothing is wrong: this fix cannot be made)
    """A change has no place, or a key would appear twice in an object."""


class Container:
    """An array or object of the text: where it opens, and where its entries are."""

    __slots__ = ("index", "keys", "opening", "places", "text")

    def __init__(self, text: str, opening: int) -> None:
        entries = list(children(text, opening))
        self.text = text
        self.opening = opening
        self.keys = [key for key, _ in entries]
        self.places = [place for _, place in entries]
        self.index = {key: number for number, key in enumerate(self.keys)}

    @property
    def is_object(self) -> bool:
        """Whether the container is an object."""
        return self.text[self.opening] == "{"

    def between(self, number: int) -> tuple[int, int]:
        """Return the span before an entry: from the end of the entry before it, or from the opening bracket."""
        return (self.places[number - 1][2] if number else self.opening + 1), self.places[number][0]

    def separator(self, number: int) -> str:
        """Return what separates an entry from the one before it, or would separate it if there were one."""
        start, end = self.between(number)
        if number:
            return self.text[start:end]
        lead = self.text[start:end]
        if len(self.keys) > 1 and "\n" not in lead:
            return self.separator(1)
        if "\n" in lead:
            return "," + lead
        colon = self.colon(number)
        return "," if not lead and colon and not colon.endswith(" ") else ", "

    def colon(self, number: int) -> str:
        """Return what is between the key and the value of an entry; nothing for an item."""
        start, value, _ = self.places[number]
        return self.text[self.key_end(number) : value] if value > start else ""

    def key_end(self, number: int) -> int:
        """Return the end of an entry's key."""
        end: int = scanstring(self.text, self.places[number][0] + 1, True)[1]
        return end

    def close(self) -> int:
        """Return the place of the closing bracket."""
        return skip(self.text, self.places[-1][2] if self.places else self.opening + 1)


class Plan:
    """What becomes of the entries of one container."""

    __slots__ = ("added", "container", "fates", "names", "renamed")

    def __init__(self, container: Container) -> None:
        self.container = container
        self.fates: dict[int, Sequence[str] | Sequence[Move]] = {}
        self.renamed: set[int] = set()
        self.added: list[tuple[str, JSON]] = []
        self.names: list[str] = []

    def sound(self) -> bool:
        """Return whether no key would appear twice."""
        leaving = self.renamed | self.fates.keys()
        taken = self.container.index
        return len(set(self.names)) == len(self.names) and all(
            name not in taken or taken[name] in leaving for name in self.names
        )


class Sheet:
    """One document with the places that were asked for, and the objects in which a key appears twice."""

    __slots__ = ("containers", "places", "text", "twice")

    def __init__(self, document: Document, places: Mapping[Path, Place]) -> None:
        self.text = document.text
        self.places = places
        self.twice = {fault.path[:-1] for fault in document.faults if fault.code == "RR003"}
        self.containers: dict[int, Container] = {}

    def container(self, path: Path) -> Container:
        """Return the array or object at a path; each is looked through only once."""
        if not self.has(path) or any(path[:size] in self.twice for size in range(len(path) + 1)):
            raise Impossible
        opening = self.places[path][1]
        if opening not in self.containers:
            self.containers[opening] = Container(self.text, opening)
        return self.containers[opening]

    def has(self, path: Path) -> bool:
        """Return whether a path is in the text: a missing member has the place of the container it is missing from."""
        return all(self.places[path[:size]][1] != self.places[path[: size - 1]][1] for size in range(len(path), 0, -1))


def draft(sheet: Sheet, root: Path, changes: Iterable[Change]) -> tuple[Piece, ...]:
    """Turn the changes of one fix into (start, end, new text) in code points, sorted; nothing if one cannot be made.

    The paths of the changes start at `root`.
    """
    try:
        return tuple(sorted(_drafted(sheet, root, changes)))
    except Impossible:
        return ()


def _drafted(sheet: Sheet, root: Path, changes: Iterable[Change]) -> list[Piece]:
    plans: dict[Path, Plan] = {}
    pieces: list[Piece] = []
    for change in changes:
        if change.at:
            pieces += _commas(sheet.text, change.at[0]) if change.how == "commas" else [(*change.at, change.value)]
            continue
        if change.how in ("unwrap", "list"):
            pieces += _unwrapped(sheet.container(root), change)
            continue
        if not change.path:
            raise Impossible
        home = root + change.path[:-1]
        if home not in plans:
            plans[home] = Plan(sheet.container(home))
        pieces += _planned(plans[home], change, sheet, root)
    if not all(plan.sound() for plan in plans.values()):
        raise Impossible
    for home in sorted(plans, key=len, reverse=True):
        pieces = _carried_out(plans[home], pieces, sheet.places, root)
    return pieces


def _planned(plan: Plan, change: Change, sheet: Sheet, root: Path) -> Iterator[Piece]:
    """Add a change to the plan of its container; return the edits that are already certain."""
    key, container = change.path[-1], plan.container
    number = container.index.get(key, -1)
    if (number < 0) != (change.how == "add") or (change.how in ("add", "key", "move") and not container.is_object):
        raise Impossible
    if change.how == "add":
        plan.added.append((str(key), change.value))
        plan.names.append(str(key))
    elif change.how == "value":
        yield *container.places[number][1:], spell(change.value)
    elif change.how == "key":
        plan.renamed.add(number)
        plan.names.append(change.value)
        yield container.places[number][0], container.key_end(number), spell(change.value)
    elif change.how == "move":
        if not all(sheet.has(root + path) for _, path in change.value):
            raise Impossible
        plan.fates[number] = change.value
        plan.names += [name for name, _ in change.value]
    else:
        if change.how == "items" and container.is_object:
            raise Impossible
        plan.fates[number] = [spell(item) for item in change.value] if change.how == "items" else []


def _carried_out(plan: Plan, pieces: list[Piece], places: Mapping[Path, Place], root: Path) -> list[Piece]:
    """Add the edits of one container to those of the containers inside it, which are moved with their entries."""
    container = plan.container
    fates: dict[int, list[str]] = {}
    for number, new in plan.fates.items():
        start, _, end = container.places[number]
        inner = [piece for piece in pieces if start <= piece[0] and piece[1] <= end]
        pieces = [piece for piece in pieces if piece not in inner]
        fates[number] = [
            part if isinstance(part, str) else _moved(container, number, part[0], places[root + part[1]], inner)
            for part in new
        ]
    last = len(container.keys) - 1
    if plan.added and last < 0:
        members = ", ".join(f"{spell(name)}: {spell(value)}" for name, value in plan.added)
        return [*pieces, (container.opening + 1, container.close(), members)]
    for name, value in plan.added:
        fates.setdefault(last, [])
        if last not in plan.fates and not fates[last]:
            fates[last] = [""]
        fates[last].append(spell(name) + container.colon(last) + spell(value))
    for number, new in fates.items():
        if new:
            start, _, end = container.places[number]
            pieces.append((end if new[0] == "" else start, end, container.separator(number).join(new)))
    return [*pieces, *_removed(container, sorted(number for number, new in fates.items() if not new))]


def _moved(container: Container, number: int, name: str, place: Place, inner: Iterable[Piece]) -> str:
    """Return a member with the text of a value from deeper down, indented like the entry that it replaces."""
    text = container.text
    _, start, end = place
    value, at = "", start
    for first, last, new in sorted(inner):
        if start <= first and last <= end:
            value += text[at:first] + new
            at = last
    value += text[at:end]
    old, indent = _indent(text, place[0]), _indent(text, container.places[number][0])
    if old.startswith(indent):
        value = value.replace("\n" + old, "\n" + indent)
    return spell(name) + container.colon(number) + value


def _indent(text: str, at: int) -> str:
    """Return the white space at the start of a line; nothing if the line is too long to be searched."""
    start = end = text.rfind("\n", max(0, at - WIDEST), at) + 1
    while start and text[end] in " \t":
        end += 1
    return text[start:end]


def _removed(container: Container, gone: Sequence[int]) -> Iterator[Piece]:
    """Delete entries with one separator each, so that the rest keeps its layout."""
    last = len(container.keys) - 1
    runs: list[list[int]] = []
    for number in gone:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    for first, end in runs:
        if first == 0 and end == last:
            yield container.opening + 1, container.close(), ""
        elif end == last:
            yield container.places[first - 1][2], container.places[end][2], ""
        elif first == 0 or "\n" in container.separator(first) or "\n" not in container.separator(end + 1):
            yield container.places[first][0], container.places[end + 1][0], ""
        else:
            yield container.places[first - 1][2], container.places[end][2], ""


def _unwrapped(container: Container, change: Change) -> Iterator[Piece]:
    """Replace an object by the value of one member, or by a list of its values."""
    if not container.is_object:
        raise Impossible
    close = container.close()
    if change.how == "unwrap":
        if change.path[-1] not in container.index:
            raise Impossible
        _, start, end = container.places[container.index[change.path[-1]]]
        yield container.opening, start, ""
        yield end, close + 1, ""
        return
    yield container.opening, container.opening + 1, "["
    for start, value, _ in container.places:
        yield start, value, ""
    yield close, close + 1, "]"


def _commas(text: str, at: int) -> list[Piece]:
    from siplint.source.trailing_commas import commas

    return [(comma, comma + 1, "") for comma in commas(text, at)]


def spell(value: JSON) -> str:
    """Return a value as JSON; characters beyond ASCII stay readable."""
    if isinstance(value, str):
        return encode_basestring_ascii(value) if lonely(value) else encode_basestring(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(spell, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spell(key)}: {spell(item)}" for key, item in value.items()) + "}"
    return LITERALS[value] if value is None or isinstance(value, bool) else str(value)

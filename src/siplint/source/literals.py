"""Documents that are literals in another notation: a tree of values, each with its span in the file."""

from __future__ import annotations

from siplint.model.fault import Fault
from siplint.model.record import Record
from siplint.source.ignore_comments import NO_IGNORES
from siplint.source.sendable import lonely
from siplint.source.unknown import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.finding import JSON, Change, Path
    from siplint.source.edits import Piece
    from siplint.source.ignore_comments import Ignores
    from siplint.source.locations import Place

    Span: TypeAlias = tuple[int, int]
    Spell: TypeAlias = Callable[[JSON, str], str]


class Literal(Record):
    """A value and its span (code points of the file, the end exclusive).

    Of an object `members` has for each key the span of the key and the literal, of a list `items` has the literals by
    index (those that are known); `value` is the whole value as plain data. `faults` are those of this value alone, with
    paths from it.
    """

    value: JSON
    start: int
    end: int
    members: Mapping[str, tuple[Span, Literal]] = {}
    items: Mapping[int, Literal] = {}
    faults: tuple[Fault, ...] = ()

    def all_faults(self) -> tuple[Fault, ...]:
        """Return the faults of the value and of all that is in it, in the order they are written."""
        found: list[Fault] = []
        todo: list[tuple[Path, Literal]] = [((), self)]
        while todo:
            path, here = todo.pop()
            found += [fault.but(path=path + fault.path, at=fault.at or (here.start, here.end)) for fault in here.faults]
            todo += [((*path, name), inner) for name, (_, inner) in here.members.items()]
            todo += [((*path, index), inner) for index, inner in here.items.items()]
        return tuple(sorted(found, key=lambda fault: fault.at or (0, 0)))


def text_literal(text: str, start: int, end: int) -> Literal:
    """Return a text; one with half of a surrogate pair, which cannot be sent, is unknown and has a fault.

    Two halves in a row are sent as the character that they are.
    """
    if text.isascii() or not lonely(text):
        return Literal(text, start, end)
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    if lonely(joined):
        return Literal(UNKNOWN, start, end, faults=(Fault("RR006", "value"),))
    return Literal(joined, start, end)


class LiteralDocument:
    """A body, or the request around one, that is written as literals in a file of another notation.

    `text` is the whole file; `path` has the number of the document in the file, which pointers do not show. `kind` is
    "create", "update" or "request" ("": as the run says), `rule_id` the id that the URL of an update names. `spell`
    writes a value in place of the text of another one, or returns an empty text where the notation cannot; without it
    there are no edits. `documented` are the codes of what is right where this body is written, such as the `rule` of the
    SDKs in a call of the SDK. `ignores` are the codes that comments of the file suppress, by line. A document that
    `is_certain` is a rule; others are looked at as a JSON file is. A `snippet` is judged only if it is certainly a rule.
    An `index` below 0 means that the document is all of the file: its pointers are those of a JSON file.
    """

    __slots__ = (
        *("documented", "faults", "ignores", "is_certain", "kind", "line", "literal"),
        *("offset", "path", "rule_id", "snippet", "spell", "starts", "text", "value"),
    )

    has_other_text = True

    def __init__(  # noqa: PLR0913 (a place has as many parts)
        self,
        text: str,
        literal: Literal,
        index: int,
        *,
        kind: str = "",
        spell: Spell | None = None,
        faults: Sequence[Fault] = (),
        offset: int = 0,
        ignores: Ignores = NO_IGNORES,
        is_certain: bool = True,
    ) -> None:
        self.text = text
        self.literal = literal
        self.value = literal.value
        self.path: Path = (index,) if index >= 0 else ()
        self.ignores = ignores
        self.is_certain = is_certain
        self.snippet = False
        self.kind = kind
        self.rule_id = ""
        self.documented: Collection[str] = ()
        self.spell = spell
        self.faults = tuple(faults)
        self.line = 1
        self.offset = offset
        self.starts: list[int] = []

    @property
    def embedded(self) -> bool:
        """Whether the document is one of several in its file, by a number that pointers do not show."""
        return bool(self.path)

    def places(self, paths: Iterable[Path]) -> dict[Path, Place]:
        """Return where paths are; a missing member has the opening of the innermost container on its way."""
        return {path: self._place(path) for path in paths} | {(): self._place(())}

    def _place(self, path: Path) -> Place:
        here, start = self.literal, self.literal.start
        for step in path:
            if step in here.members:
                (start, _), here = here.members[step]  # type: ignore[index]
            elif step in here.items:
                here = here.items[step]  # type: ignore[index]
                start = here.start
            else:
                return here.start, here.start, here.start + 1
        return start, here.start, here.end

    def draft(self, root: Path, changes: Iterable[Change], places: Mapping[Path, Place]) -> tuple[Piece, ...]:
        """Return the edits of a fix; nothing unless each change puts a text, a boolean or a key in the place of another."""
        pieces: list[Piece] = []
        steps = tuple(changes)
        renamed = {root + change.path for change in steps if change.how == "key"}
        for change in steps:
            if change.how == "text" and change.at:
                pieces.append((*change.at, change.value))
                continue
            start, value, end = places.get(root + change.path, (0, 0, 0))
            if change.how not in ("value", "key") or change.at or start == end or self.spell is None:
                return ()
            if change.how == "key":
                end = self._key_end(root + change.path)
                new_path = (*root, *change.path[:-1], change.value)
                if new_path not in renamed and change.value in self._parent(new_path).members:
                    return ()
            else:
                start = value
            new = self.spell(change.value, self.text[start:end]) if isinstance(change.value, (str, bool)) else ""
            if not new:
                return ()
            pieces.append((start, end, new))
        return tuple(sorted(pieces))

    def _parent(self, path: Path) -> Literal:
        here = self.literal
        for step in path[:-1]:
            here = here.members[step][1] if step in here.members else here.items[step]  # type: ignore[index]
        return here

    def _key_end(self, path: Path) -> int:
        return self._parent(path).members[path[-1]][0][1]  # type: ignore[index]

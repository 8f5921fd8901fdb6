"""A JSON text inside a file of another notation: its places are those of the file."""

from __future__ import annotations

from siplint.source.documents import Document
from siplint.source.ignore_comments import NO_IGNORES
from siplint.source.nested import NestedDocument

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from siplint.model.finding import Change, Path
    from siplint.source.edits import Piece
    from siplint.source.ignore_comments import Ignores
    from siplint.source.locations import Place


class MappedDocument(NestedDocument):
    """A JSON text that is written inside another file.

    `text` is the whole file. `indexes` says for each code point of the JSON text, and for its end, where it is in the
    file; `ends` says where the spelling of each ends, where it may be longer than one code point. Edits are made only
    with `editable`, where the JSON text is written in the file as it is. A `snippet` is judged only if it is certainly
    a rule. `documented` are the codes of what is right where this body is written.
    """

    __slots__ = ("editable", "ends", "inner_places")

    def __init__(  # noqa: PLR0913 (a place has as many parts)
        self,
        text: str,
        inner: str,
        indexes: Sequence[int],
        index: int,
        *,
        kind: str = "",
        editable: bool = False,
        snippet: bool = False,
        offset: int = 0,
        ends: Sequence[int] = (),
        ignores: Ignores = NO_IGNORES,
    ) -> None:
        self.ends = ends
        data = inner.encode("utf-8", "surrogatepass")
        super().__init__(text, Document(data, 0, len(data), 2, ()), indexes, index, kind=kind, offset=offset)
        self.inner_places: Mapping[Path, Place] = {}
        self.editable = editable
        self.snippet = snippet
        self.ignores = ignores

    def _end(self, end: int) -> int:
        """Return where a value ends; its last letter may be written as an escape."""
        if self.ends:
            return self.ends[end - 1]
        last = self.indexes[end - 1]
        is_plain = self.text[last] == self.inner.text[end - 1]
        return last + 1 if is_plain else self.indexes[end]

    def places(self, paths: Iterable[Path]) -> dict[Path, Place]:
        """Return where paths are in the file."""
        self.inner_places = self.inner.places(paths)
        return self.in_file(self.inner_places)

    def draft(self, root: Path, changes: Iterable[Change], _places: Mapping[Path, Place]) -> tuple[Piece, ...]:
        """Return the edits of a fix."""
        if not self.editable:
            return ()
        pieces = self.inner.draft(root, changes, self.inner_places)
        return tuple([(self.indexes[start], self.indexes[end], new) for start, end, new in pieces])

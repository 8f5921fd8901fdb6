"""Documents inside a part of a file, such as a Markdown fence: their places are those of the file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from siplint.model.fault import Fault
    from siplint.model.finding import JSON, Change, Path
    from siplint.source.edits import Piece
    from siplint.source.ignore_comments import Ignores
    from siplint.source.locations import Place
    from siplint.source.notations import AnyDocument


class NestedDocument:
    """A document that was read from a part of a file.

    `text` is the whole file. `indexes` says for each code point of the part, and for its end, where it is in the file. A
    `snippet` is judged only if it is certainly a rule. It has no edits.
    """

    __slots__ = (
        "documented",
        "faults",
        "ignores",
        "indexes",
        "inner",
        "kind",
        "line",
        "offset",
        "path",
        "rule_id",
        "snippet",
        "starts",
        "text",
        "value",
    )

    embedded = True
    is_certain = True
    has_other_text = True

    def __init__(  # noqa: PLR0913 (a place has as many parts)
        self,
        text: str,
        inner: AnyDocument,
        indexes: Sequence[int],
        index: int,
        *,
        kind: str = "",
        offset: int = 0,
    ) -> None:
        self.text = text
        self.inner = inner
        self.indexes = indexes
        self.value: JSON = inner.value
        self.kind: str = inner.kind or kind
        self.rule_id: str = inner.rule_id
        self.documented: Collection[str] = inner.documented
        self.snippet = not inner.kind
        self.path: Path = (index,)
        self.ignores: Ignores = inner.ignores
        self.line = 1
        self.offset = offset
        self.starts: list[int] = []
        self.faults: tuple[Fault, ...] = tuple(
            [fault.but(at=self._span(fault.at), other=self._span(fault.other)) for fault in inner.faults]
        )

    @property
    def inner_text(self) -> str:
        """The text that the document was read from."""
        return self.inner.text

    def _span(self, span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is None:
            return None
        start, end = span
        return self.indexes[start], self._end(end) if end > start else self.indexes[end]

    def _end(self, end: int) -> int:
        """Return where a value ends, after its last letter."""
        return self.indexes[end - 1] + 1

    def places(self, paths: Iterable[Path]) -> dict[Path, Place]:
        """Return where paths are in the file."""
        return self.in_file(self.inner.places(paths))

    def in_file(self, places: Mapping[Path, Place]) -> dict[Path, Place]:
        """Return places of the part as places of the file."""
        return {
            path: (self.indexes[start], self.indexes[value], self._end(end) if end > value else self.indexes[end])
            for path, (start, value, end) in places.items()
        }

    def draft(self, root: Path, changes: Iterable[Change], places: Mapping[Path, Place]) -> tuple[Piece, ...]:  # noqa: ARG002 (the interface)
        """Return no edits: those of the inner notation would not fit the part that it is written in."""
        return ()

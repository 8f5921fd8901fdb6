"""A file of a workspace, linted for itself: what is kept of it as long as it does not change."""

from __future__ import annotations

from siplint.engine.chunk_lint import UNPARSED, lint_chunk
from siplint.engine.document_values import WHOLE_FILE, document_path, rules_again
from siplint.model.failure import Contained
from siplint.source.chunks import chunks_of, holds_lines
from siplint.source.documents import ALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from siplint.engine.cross_file import KeyFunctions, ReadBody
    from siplint.engine.pair_index import Slot
    from siplint.engine.subject import Subject
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import Path
    from siplint.model.identity import RuleKey
    from siplint.model.settings import Settings
    from siplint.source.notations import AnyDocument as Document


class KnownFile:
    """A file and what came of it.

    `diagnostics` are those of the file for itself, `keys` the keys of its bodies by slot and number of the key function.
    `troubles` say why it, or a part of it, was not judged. Bodies and documents are read again when somebody asks.
    """

    __slots__ = (
        *(
            "data",
            "diagnostics",
            "has_ignores",
            "has_several",
            "is_skipped",
            "keys",
            "name",
            "rule_keys",
            "secrets",
            "settings",
        ),
        *("subjects", "troubles", "_bodies", "_documents", "_numbers"),
    )

    def __init__(self, name: str, data: bytes, settings: Settings, functions: KeyFunctions) -> None:
        self.name = name
        self.data = data
        self.settings = settings
        self.diagnostics: list[Diagnostic] = []
        self.keys: dict[Slot, dict[int, list[int]]] = {}
        self.rule_keys: frozenset[RuleKey] = frozenset()
        self.secrets: frozenset[str] = frozenset()
        self.subjects: list[Subject] = []
        self.troubles: list[str] = []
        self.has_ignores = self.has_several = self.is_skipped = False
        self._numbers: dict[int, int] = {}
        self._bodies: dict[int, ReadBody] | None = None
        self._documents: dict[int, Document] = {}
        with Contained(name, self.troubles, raising=settings.debug):
            self._lint(functions)

    def _lint(self, functions: KeyFunctions) -> None:
        is_walked = self.name in self.settings.walked
        if holds_lines(self.name) and is_walked and self._is_something_else():
            self.is_skipped = True
            return
        for chunk in chunks_of(self.name, self.data):
            result = lint_chunk(chunk, self.settings, functions)
            self.troubles += [*result.failures, *([result.lost] if result.lost else [])]
            if result.unparsed and result.unparsed != UNPARSED:
                self.troubles.append(result.unparsed)
            if result.skipped:
                self.is_skipped = True
                return
            self.rule_keys |= result.rule_keys
            self.diagnostics += result.diagnostics
            self.secrets |= result.secrets
            self.subjects += result.subjects
            self.has_several = self.has_several or result.has_several
            self.has_ignores = self.has_ignores or result.unused_ignores is not None
            self._take_keys(result.keys)

    def _is_something_else(self) -> bool:
        from siplint.engine.certainty import all_lines_are_something_else

        return all_lines_are_something_else(chunks_of(self.name, self.data), self.settings)

    def _take_keys(self, keys: Sequence[int]) -> None:
        """Take in the keys of a chunk: the index of a body (negative: the whole file), the function's number, the key."""
        row = iter(keys)
        slot: Slot = (self.name, self._number(WHOLE_FILE))
        for index, number, key in zip(row, row, row, strict=True):
            if index >= 0:
                slot = (self.name, self._number(index))
            self.keys.setdefault(slot, {}).setdefault(number, []).append(key)

    def _number(self, index: int) -> int:
        """Return the number of a body in the order of a run."""
        return 0 if index == WHOLE_FILE else self._numbers.setdefault(index, len(self._numbers) + 1)

    def body(self, number: int) -> ReadBody | None:
        """Read a body once more, by its number: its path, what is meant, and where members are written."""
        if self._bodies is None:
            self._bodies = {}
            with Contained(self.name, self.troubles, raising=self.settings.debug):
                for document in self.read():
                    path = document_path(self.name, document)
                    for index, base, meant, origins in rules_again(document, path, self.settings):
                        self._bodies[self._number(index)] = (base, meant, origins)
        return self._bodies.get(number)

    def read(self, only: Container[int] = ALL) -> Iterator[Document]:
        """Read the documents of the file; of one that holds lines only those with some indexes."""
        for chunk in chunks_of(self.name, self.data):
            yield from chunk.documents(only, comments=self.settings.comments)

    def documents(self, indexes: set[int]) -> dict[Path, Document]:
        """Return the documents of the file by path; of one that holds lines only those with some indexes."""
        is_cut = holds_lines(self.name)
        missing = indexes - self._documents.keys() if is_cut else set()
        if missing or not self._documents:
            for document in self.read(missing if is_cut else ALL):
                self._documents[int(document.path[0]) if document.path else WHOLE_FILE] = document
        return {
            (self.name, *document.path): document
            for index, document in self._documents.items()
            if not is_cut or index in indexes or index == WHOLE_FILE
        }

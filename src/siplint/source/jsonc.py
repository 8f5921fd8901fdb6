"""JSON with comments: read as JSON in which comments and trailing commas are as many spaces."""

from __future__ import annotations

import re

from siplint.model.failure import UnreadableSource
from siplint.source.decoding import text_of_file
from siplint.source.documents import Document, read_documents
from siplint.source.ignore_comments import ignores_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from siplint.model.fault import Fault
    from siplint.model.finding import Change, Path
    from siplint.source.edits import Piece
    from siplint.source.literals import Span
    from siplint.source.locations import Place
    from siplint.source.notations import AnyDocument

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|//[^\n\r]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?')
"""A string, which may look like a comment inside, or a comment; neither has to be closed."""
COMMA = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|,(?=[ \t\r\n]*+[\]}])')
NO_BREAK = re.compile(r"[^\r\n]")


class CommentedDocument:
    """A JSON text with comments. `text` is the text as it is, `inner` the document without comments and trailing commas.

    Edits are those of the inner document; one that would change a comment is not made.
    """

    __slots__ = ("comments", "faults", "ignores", "inner", "line", "offset", "path", "starts", "text", "value")

    embedded = False
    is_certain = False
    snippet = False
    has_other_text = True
    kind = ""
    rule_id = ""
    documented: Collection[str] = ()

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.comments = comments_in(text)
        data = without_comments(text, self.comments).encode()
        self.inner = Document(data, 0, len(data), 1, ())
        self.value = self.inner.value
        self.faults = tuple([_renamed(fault, text) for fault in self.inner.faults])
        self.ignores = ignores_of(text, self.comments)
        self.path: Path = ()
        self.line = 1
        self.offset = offset
        self.starts = self.inner.starts

    def places(self, paths: Iterable[Path]) -> dict[Path, Place]:
        """Return where paths are: start, start of the value, end (code points of the text)."""
        return self.inner.places(paths)

    def draft(self, root: Path, changes: Iterable[Change], places: Mapping[Path, Place]) -> tuple[Piece, ...]:
        """Return the edits of a fix; nothing if it cannot be made, or if a comment would change with it."""
        pieces = self.inner.draft(root, changes, places)
        for start, end, _ in pieces:
            if any(start < there_end and there < end for there, there_end in self.comments):
                return ()
        return pieces


def read(data: bytes, _name: str) -> Iterator[AnyDocument]:
    """Read a JSON text with comments."""
    try:
        text, offset = text_of_file(data)
    except UnreadableSource:
        yield from read_documents(data)
        return
    yield CommentedDocument(text, offset)


def comments_in(text: str) -> list[Span]:
    """Return the spans of the comments of a text; one that is not closed is left for the strict reader to find."""
    return [
        match.span()
        for match in TOKEN.finditer(text)
        if text[match.start()] == "/" and (match[0].startswith("//") or (match[0].endswith("*/") and len(match[0]) > 3))  # noqa: PLR2004 (`/*/` is open)
    ]


def without_comments(text: str, comments: Sequence[Span]) -> str:
    """Return a text of the same length in which comments and trailing commas are white space; lines stay lines."""
    pieces, at = [], 0
    for start, end in comments:
        pieces += [text[at:start], NO_BREAK.sub(" ", text[start:end])]
        at = end
    plain = "".join((*pieces, text[at:]))
    pieces, at = [], 0
    for match in COMMA.finditer(plain):
        comma = match.start()
        if match[0] == "," and plain[:comma].rstrip(" \t\r\n")[-1:] not in ("", "[", "{", ",", ":"):
            pieces += [plain[at:comma], " "]
            at = comma + 1
    return "".join((*pieces, plain[at:]))


def _renamed(fault: Fault, text: str) -> Fault:
    """Return a fault of the strict reader in the words of this notation."""
    if fault.kind == "comment":
        return fault.but(kind="jsonc-hash" if fault.word == "#" else "jsonc-open")
    if fault.kind == "empty":
        return fault.but(at=(0, len(text)))
    return fault

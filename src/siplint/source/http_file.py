"""The requests of an HTTP file (.http, .rest) that create or change a routing rule."""

from __future__ import annotations

import re

from siplint.source.decoding import text_of_file
from siplint.source.ignore_comments import NO_IGNORES, ignores_of, may_ignore, with_ignores
from siplint.source.passages import HOLE, Passage, passage_of
from siplint.source.request_text import NEEDLE, HeaderText, RequestText, note_document, request_documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.source.request_text import Document

VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
SEPARATOR = re.compile(r"^###.*$", re.MULTILINE)
LINE = re.compile(r"([^\r\n]*)(?:\r?\n|\r|\Z)")
REQUEST_LINE = re.compile(r"(?:([A-Za-z]+)[ \t]+)?(\S.*?)(?:[ \t]+HTTP/[0-9.]+)?[ \t]*")
HEADER = re.compile(r"([^\s:]+)[ \t]*:[ \t]*(.*?)[ \t]*")
AFTER_BODY = re.compile(r"^(?:>|<>)[ \t].*", re.MULTILINE)
COMMENT = re.compile(r"^(?:#|//).*", re.MULTILINE)
FILE = re.compile(r"\s*<(?:@\w*)?[ \t]+(\S+)\s*")


def read(data: bytes, name: str) -> Iterator[Document]:  # noqa: ARG001 (the interface of all notations)
    """Return the requests of an HTTP file to the routing-rule API; raise UnreadableSource if it is not UTF-8."""
    if NEEDLE.encode() not in data:
        return
    text, offset = text_of_file(data)
    parts: list[_Part] = []
    start = 0
    for end in [*(match.start() for match in SEPARATOR.finditer(text)), len(text)]:
        if NEEDLE in text[start:end]:
            part = _Part(text, offset, start, end)
            part.read(len(parts) * 2)
            parts.append(part)
        start = text.find("\n", end) + 1 or len(text)
    ignores = NO_IGNORES
    if may_ignore(text):
        comments = [comment for part in parts for comment in part.comments]
        ignores = ignores_of(text, comments, {start: end for part in parts for start, end in part.covered.items()})
    yield from with_ignores([document for part in parts for document in part.documents], ignores)


class _Part:
    """The part of a file between two separators: a request, and the comments in it."""

    def __init__(self, text: str, offset: int, start: int, end: int) -> None:
        self.text = text
        self.offset = offset
        self.start = start
        self.end = end
        self.documents: list[Document] = []
        self.comments: list[tuple[int, int]] = []
        self.covered: dict[int, int] = {}

    def read(self, index: int) -> None:
        """Read the request; its documents are counted from `index`."""
        lines = _lines(self.text, self.start, self.end)
        first = next((match for match in lines if not _is_comment(match[1])), None)
        if first is None:
            return
        if first[1].lstrip().startswith("curl "):
            self.read_curl(first.start(), index)
            return
        asked = REQUEST_LINE.fullmatch(self.text, first.start(1), first.end(1))
        if asked:
            self.read_request(first, asked, lines, index)

    def read_curl(self, start: int, index: int) -> None:
        """Read a request that is written as a curl command."""
        from siplint.source.shell import covered_commands, curl_documents
        from siplint.source.shell_words import ShellReader

        reader = ShellReader(self.text, start, self.end)
        self.documents += curl_documents(self.text, reader, self.offset, index)
        self.comments += reader.comments
        self.covered = covered_commands(self.text, reader)
        self.add_comments(start, self.end)

    def read_request(
        self, first: re.Match[str], asked: re.Match[str], lines: Iterator[re.Match[str]], index: int
    ) -> None:
        """Read a request: its first line, headers and body."""
        text = self.text
        headers: dict[str, HeaderText] = {}
        at = first.end()
        for match in lines:
            at = match.end()
            line = match[1]
            if not line.strip():
                break
            header = HEADER.fullmatch(text, match.start(1), match.end(1))
            if header and not line.startswith(("#", "//")):
                value = _passage(text, header.start(2), header.end(2)).value()
                headers[header[1].lower()] = HeaderText(value, header.start(1), header.start(2), header.end(2))
        after = AFTER_BODY.search(text, at, self.end)
        body_end = after.start() if after else self.end
        body = _passage(text, at, body_end).stripped()
        method = (asked[1] or "GET").upper()
        if method not in ("POST", "PATCH", "PUT"):
            return
        self.add_comments(at, body_end)
        method_at = asked.span(1) if asked[1] else asked.span(2)
        request = RequestText(
            first.start(1), first.end(1), method, method_at, _passage(text, *asked.span(2)), headers, True, body
        )
        file = FILE.fullmatch(body.text)
        if not file:
            self.documents += request_documents(text, request, index, self.offset)
        elif NEEDLE in request.url.text:
            sentence = f"the body is in {file[1].replace(HOLE, '…')}, which is not readable here"
            self.documents.append(note_document(text, index, first.start(1), sentence, self.offset))

    def add_comments(self, body: int, end: int) -> None:
        """Note the comments above a body; each is about all of the request."""
        comments = [match.span() for match in COMMENT.finditer(self.text, self.start, body)]
        self.comments += comments
        self.covered |= {start: end for start, _ in comments}


def _lines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    while start < end:
        match = LINE.match(text, start, end)
        if match is None or match.end() == start:
            return
        yield match
        start = match.end()


def _is_comment(line: str) -> bool:
    return not line.strip() or line.startswith(("#", "//", "@", "<"))


def _passage(text: str, start: int, end: int) -> Passage:
    return passage_of([(text[start:end], start, end)]).with_holes(VARIABLE)

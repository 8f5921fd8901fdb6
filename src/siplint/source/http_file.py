"""The requests of an HTTP file (.http, .rest) that create or change a routing rule."""

from __future__ import annotations

import re

from siplint.source.decoding import text_of_file
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
FILE = re.compile(r"\s*<(?:@\w*)?[ \t]+(\S+)\s*")


def read(data: bytes, name: str) -> Iterator[Document]:  # noqa: ARG001 (the interface of all notations)
    """Return the requests of an HTTP file to the routing-rule API; raise UnreadableSource if it is not UTF-8."""
    if NEEDLE.encode() not in data:
        return
    text, offset = text_of_file(data)
    start = index = 0
    for end in [*(match.start() for match in SEPARATOR.finditer(text)), len(text)]:
        if NEEDLE in text[start:end]:
            yield from _request(text, start, end, offset, index)
            index += 2
        start = text.find("\n", end) + 1 or len(text)


def _request(text: str, start: int, end: int, offset: int, index: int) -> Iterator[Document]:
    """Return the documents of the request in a part of the file."""
    lines = _lines(text, start, end)
    first = next((match for match in lines if not _is_comment(match[1])), None)
    if first is None:
        return
    if first[1].lstrip().startswith("curl "):
        from siplint.source.shell import curl_documents
        from siplint.source.shell_words import ShellReader

        yield from curl_documents(text, ShellReader(text, first.start(), end), offset, index)
        return
    asked = REQUEST_LINE.fullmatch(text, first.start(1), first.end(1))
    if not asked:
        return
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
    body_end = end
    after = AFTER_BODY.search(text, at, end)
    if after:
        body_end = after.start()
    body = _passage(text, at, body_end).stripped()
    method = (asked[1] or "GET").upper()
    method_at = asked.span(1) if asked[1] else asked.span(2)
    request = RequestText(
        first.start(1), first.end(1), method, method_at, _passage(text, *asked.span(2)), headers, True, body
    )
    if method not in ("POST", "PATCH", "PUT"):
        return
    file = FILE.fullmatch(body.text)
    if file and NEEDLE in request.url.text:
        sentence = f"the body is in {file[1].replace(HOLE, '…')}, which is not readable here"
        yield note_document(text, index, first.start(1), sentence, offset)
    elif not file:
        yield from request_documents(text, request, index, offset)


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

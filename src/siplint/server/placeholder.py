"""Where in a text of any notation a place is: a placeholder is put there, and siplint reads the text as it always does."""

from __future__ import annotations

import re

from siplint.model.failure import UnreadableSource
from siplint.server.json_context import Context, Frame
from siplint.server.wire_json import json_text
from siplint.source.mapped import MappedDocument
from siplint.source.nested import NestedDocument
from siplint.source.notations import notation_of, reader_of
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON, Path
    from siplint.server.written_token import WrittenToken
    from siplint.source.notations import AnyDocument

PLACEHOLDER = "placeholder_of_completion"
"""Stands for the key or the value that is being written."""
MOST = 1 << 16
"""Code points of a text with which more than one attempt is made."""
NEXT_MEMBER = re.compile(r"""\s*(["']?)\w+\1\s*:""")
"""What comes after a value if only the comma is missing."""
WITH_BRACKETS = ("python_code", "javascript", "yaml_text")
"""Notations in which brackets that are open are those of the notation itself."""


def context_by_reading(text: str, name: str, token: WrittenToken) -> tuple[Context, bool] | None:
    """Return the context of a token, and whether it is in a JSON text inside the notation; None if no rule is there.

    The text may be unfinished: what is open before the token is closed, and if need be what follows is left out.
    """
    notation = notation_of(name)
    for repaired, has_comma in _attempts(text, name, token):
        documents = _documents(repaired, notation, name)
        for document in documents or ():
            path = None if document.kind in ("request", "note") else _path_in(document.value, token)
            if path is not None:
                context = _context(text, token, document, path)
                context.is_followed = has_comma
                context.has_others = context.has_others or len(documents or ()) > 1
                return context, _is_json(document)
    return None


def _attempts(text: str, name: str, token: WrittenToken) -> Iterator[tuple[str, bool]]:
    """Return texts with the placeholder, and whether a comma follows it; the one that changes least comes first."""
    head, tail = text[: token.start], text[token.end :]
    placeholder = f"{token.quote}{PLACEHOLDER}{token.quote}"
    if token.is_key and not token.has_colon:
        placeholder += ": 0"
    yield head + placeholder + tail, False
    if len(text) > MOST:
        return
    if (token.is_key and not token.has_colon) or (not token.is_key and NEXT_MEMBER.match(tail)):
        yield f"{head}{placeholder},{tail}", True
    notation = notation_of(name)
    after, _, rest = tail.partition("\n")
    if notation in WITH_BRACKETS and not after.lstrip()[:1].isalnum() and not _is_finished(text, notation, name):
        if token.closers:
            yield f"{head}{placeholder}{token.closers}\n{rest}", False
        yield f"{head}{placeholder}{token.closers}\n", False


def _is_finished(text: str, notation: str, name: str) -> bool:
    """Return whether a text can be read as it is."""
    documents = _documents(text, notation, name)
    return documents is not None and not any(document.faults for document in documents)


def _documents(text: str, notation: str, name: str) -> list[AnyDocument] | None:
    """Return what siplint reads in a text; None if it cannot be read."""
    try:
        return list(reader_of(notation)(text.encode("utf-8", "surrogateescape"), name))
    except UnreadableSource:
        return None


def _path_in(value: JSON, token: WrittenToken) -> Path | None:
    """Return the path of the placeholder in a value, if it is a key, or the value of one, as the token is."""
    todo: list[tuple[JSON, Path]] = [(value, ())]
    while todo:
        here, path = todo.pop()
        if isinstance(here, dict):
            if token.is_key and (found := here.get(PLACEHOLDER, ABSENT)) is not ABSENT:
                return (*path, PLACEHOLDER) if token.has_colon or found == 0 else None
            todo += [(item, (*path, key)) for key, item in here.items()]
        elif isinstance(here, list):
            todo += [(item, (*path, index)) for index, item in enumerate(here)]
        elif not token.is_key and path and type(here) is str and here == PLACEHOLDER:
            return path if isinstance(path[-1], str) else None
    return None


def _context(text: str, token: WrittenToken, document: AnyDocument, path: Path) -> Context:
    """Return the objects and lists around the placeholder, and what is known of the value that they are in."""
    context = Context(token.start, token.end)
    context.expects = "key" if token.is_key else "value"
    context.has_value = token.has_colon
    context.is_empty = not (text[: token.start] + text[token.end :]).strip("\ufeff \t\r\n")
    context.kind = document.kind
    context.trust = "snippet" if document.snippet else "rule" if document.is_certain else "file"
    context.has_others = isinstance(document.value, list) and len(document.value) > 1
    context.key = "" if token.is_key else str(path[-1])
    here: JSON = document.value
    step: str | int = 0
    for after in path:
        context.frame = _frame(context.frame, step, here)
        step, here = after, here[after]
    return context


def _frame(around: Frame | None, step: str | int, value: JSON) -> Frame:
    frame = Frame(around, step, is_object=isinstance(value, dict))
    if isinstance(value, dict):
        frame.members = {key: _first_token(item) for key, item in value.items() if key != PLACEHOLDER}
    return frame


def _first_token(value: JSON) -> str:
    """Return a text as JSON, and of other values whether they are there."""
    if type(value) is str:
        return "" if value == PLACEHOLDER else json_text(value)
    return "" if value is None else "?"


def _is_json(document: AnyDocument) -> bool:
    """Return whether a document is a JSON text inside a file of another notation."""
    while type(document) is NestedDocument:
        document = document.inner
    return isinstance(document, MappedDocument)

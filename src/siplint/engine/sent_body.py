"""The body that a program, a script or a document sends, for an answer that came without it."""

from __future__ import annotations

from siplint.body.recognise import recognise
from siplint.engine.pasted_answer import PastedAnswer
from siplint.model.failure import UnreadableSource, UsageError
from siplint.source.notations import URL, notation_of, reader_of
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON
    from siplint.model.settings import Kind
    from siplint.source.notations import AnyDocument

CODE = frozenset(("python_code", "javascript"))
"""The notations whose text is never an answer."""


def is_program(name: str) -> bool:
    """Return whether a file of this name is a program, which may send a body and is no answer itself."""
    return notation_of(name) in CODE


def pasted_program(data: bytes) -> PastedAnswer | None:
    """Return the body that a pasted text sends if the text is a program; None if it is none, or sends no single body."""
    if URL not in data:
        return None
    from siplint.source.sniff import ENDINGS_OF, STANDARD_INPUT, sniff

    language = sniff(data.decode("utf-8-sig", "replace"))
    endings = ENDINGS_OF[language] if language in ("python", "javascript") else ()
    for ending in endings:
        try:
            return sent_body(data, STANDARD_INPUT + ending)
        except UsageError:
            continue
    return None


def sent_body(data: bytes, name: str) -> PastedAnswer:
    """Return the one body in a file, and whether it creates or updates a rule; raise UsageError if there is not one."""
    try:
        documents = list(_documents(data, name))
    except UnreadableSource as error:
        raise UsageError(f"{name}: {error}") from error
    found = [(value, document.kind) for document in documents for value in _bodies(document)]
    if len(found) > 1:
        raise UsageError(f"{name} has {len(found)} routing rules; put the one that was sent into a file of its own")
    if found:
        value, word = found[0]
        kind: Kind | None = "update" if word == "update" else "create" if word == "create" else None
        return PastedAnswer(body=value, kind=kind)
    if any(document.value is ABSENT and document.faults and document.text.strip() for document in documents):
        raise UsageError(f"{name}: the body in it is not valid JSON; siplint check {name} shows the place")
    raise UsageError(f"{name}: there is no routing rule in it")


def _documents(data: bytes, name: str) -> Iterator[AnyDocument]:
    notation = notation_of(name)
    if notation:
        yield from reader_of(notation)(data, name)
        return
    from siplint.source.documents import read_documents

    yield from read_documents(data, lines=name.lower().endswith((".jsonl", ".ndjson")))


def _bodies(document: AnyDocument) -> Iterator[JSON]:
    """Yield the bodies of a document: what a request sends, or what is certainly a rule."""
    if document.kind in ("request", "note") or document.value is ABSENT:
        return
    is_sent = document.kind in ("create", "update")
    for value in document.value if isinstance(document.value, list) else (document.value,):
        recognised = recognise(value)
        if isinstance(value, dict) and (is_sent or (recognised.what == "rule" and recognised.certain)):
            yield value

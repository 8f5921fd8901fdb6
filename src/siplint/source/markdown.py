"""The code in the fences of a Markdown file, each read in its own notation."""

from __future__ import annotations

import re

from siplint.model.failure import UnreadableSource
from siplint.model.record import Record
from siplint.source.decoding import text_of_file
from siplint.source.ignore_comments import (
    NO_IGNORES,
    ignores_of,
    may_ignore,
    merged_ignores,
    shifted_ignores,
    with_ignores,
)
from siplint.source.nested import NestedDocument
from siplint.source.notations import notation_of, reader_of
from siplint.source.passages import Passage, join_passages, passage_of
from siplint.source.request_text import NEEDLE, body_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from siplint.source.ignore_comments import Ignores
    from siplint.source.literals import LiteralDocument
    from siplint.source.mapped import MappedDocument
    from siplint.source.notations import AnyDocument

    Documents: TypeAlias = Iterator[NestedDocument | MappedDocument]

OPENING = re.compile(
    r"(?P<quotes>(?:[ \t]*>)*)(?P<indent>[ \t]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(?P<info>.*)"
)
LANGUAGE = re.compile(r"[\s{.]*([\w+#-]*)")
LINE = re.compile(r"([^\n]*)(\n|\Z)")
ENDINGS = {
    **dict.fromkeys(("json", "json-doc"), "json"),
    **dict.fromkeys(("jsonc", "json5"), ".jsonc"),
    **dict.fromkeys(("yaml", "yml"), ".yaml"),
    **dict.fromkeys(("python", "py", "python3"), ".py"),
    **dict.fromkeys(("js", "javascript", "node", "nodejs", "mjs", "cjs"), ".js"),
    "jsx": ".jsx",
    **dict.fromkeys(("ts", "typescript"), ".ts"),
    "tsx": ".tsx",
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "curl"), ".sh"),
    **dict.fromkeys(("console", "shell-session", "shellsession", "sh-session", "terminal"), ".sh"),
    **dict.fromkeys(("http", "rest"), ".http"),
}
"""By the language of a fence, the ending of the files that are written in it."""
PLAIN = frozenset(("", "text", "txt", "plaintext", "plain"))
METHOD_LINE = re.compile(r"\s*(?:POST|PATCH|PUT)[ \t]+\S*/sip/routing-rule")
CURL = re.compile(r"(?:^|[\s$(])curl\s")
EXCERPT = re.compile(r'\.\.\.|…|"(?:[^"\\\n]|\\.)*+"')
ANSWER = re.compile(r"\b(?:response|responds?|returns?|returned|answers?|replies|output)\b", re.IGNORECASE)
CHANGE = re.compile(r"\b(POST|PATCH|PUT)\b")
MOST_COMMENT = 2_000
"""Code points of the longest comment above a fence."""
BEFORE = 400
"""Code points before a fence that may say what is in it."""


class Fence(Record):
    """A fence: its language, its content without indentation, and the text before it.

    `start` is the line of its opening (from 1); `at` is where it opens, `end` where it ends (code points).
    """

    language: str
    content: Passage
    before: str
    start: int = 1
    at: int = 0
    end: int = 0


def read(data: bytes, name: str) -> Documents:  # noqa: ARG001 (the interface of all notations)
    """Return the documents in the fences of a Markdown file; raise UnreadableSource if an extra is missing for one."""
    if b"```" not in data and b"~~~" not in data:
        return
    text, offset = text_of_file(data)
    documents: list[NestedDocument | MappedDocument] = []
    inner_ignores: list[Ignores] = []
    above: dict[tuple[int, int], int] = {}
    missing: UnreadableSource | None = None
    for fence in _fences(text):
        before = len(documents)
        try:
            documents += _documents(text, fence, int(documents[-1].path[0]) + 1 if documents else 0, offset)
        except UnreadableSource as error:  # what does not parse is not judged: documentation has excerpts
            if "pip install" in str(error):
                missing = error
        if len(documents) > before:
            inner_ignores.append(shifted_ignores(documents[before].ignores, fence.start))
            above.update(dict.fromkeys(_comments_above(text, fence), fence.end))
    ignores = NO_IGNORES
    if may_ignore(text):
        ignores = merged_ignores(
            [ignores_of(text, above, {start: end for (start, _), end in above.items()}), *inner_ignores]
        )
    yield from with_ignores(documents, ignores)
    if missing:
        raise missing


def _comments_above(text: str, fence: Fence) -> Iterator[tuple[int, int]]:
    """Return the spans of the HTML comments directly above a fence."""
    end = fence.at
    while True:
        first = max(0, end - MOST_COMMENT)
        shown = text[first:end].rstrip()
        if not shown.endswith("-->"):
            return
        stop = first + len(shown)
        start = text.rfind("<!--", first, stop)
        if start < 0:
            return
        yield start, stop
        end = start


def _fences(text: str) -> Iterator[Fence]:
    """Return the fences of a text; one that is never closed goes on to the end."""
    lines = LINE.finditer(text)
    before = number = 0
    for line in lines:
        number += 1
        opening = OPENING.match(line[1])
        if not opening or ("`" in opening["info"] and opening["fence"][0] == "`"):
            continue
        quotes, width = opening["quotes"].count(">"), len(opening["indent"].expandtabs(4))
        parts: list[Passage] = []
        end = len(text)
        first = number
        for inner in lines:
            number += 1
            start, is_end = _content_start(inner, quotes, width, opening["fence"])
            if is_end:
                end = inner.end(1)
                break
            parts.append(passage_of([(text[start : inner.end()], start, inner.end())]))
        language = LANGUAGE.match(opening["info"])
        word = language[1].lower() if language else ""
        above = text[max(before, line.start() - BEFORE) : line.start()]
        yield Fence(word, join_passages(parts), above, first, line.start(), end)
        before = end


def _content_start(line: re.Match[str], quotes: int, width: int, fence: str) -> tuple[int, bool]:
    """Return where the content of a line inside a fence starts, and whether the line closes the fence."""
    text, at = line[1], 0
    for _ in range(quotes):
        mark = text.find(">", at)
        if mark < 0 or text[at:mark].strip():
            break
        at = mark + 1
    rest = text[at:].strip()
    if len(rest) >= len(fence) and not rest.strip(fence[0]):
        return line.start(), True
    if quotes and text[at : at + 1] == " " and width == 1:
        return line.start() + at + 1, False
    column = 0
    while column < width and text[at : at + 1] in (" ", "\t") and at < len(text):
        column += 4 - column % 4 if text[at] == "\t" else 1
        at += 1
    return line.start() + at, False


def _documents(text: str, fence: Fence, index: int, offset: int) -> Documents:
    content = fence.content
    ending = ENDINGS.get(fence.language, "")
    if fence.language in PLAIN:
        ending = _guessed(content.text)
    if ending == "json":
        if "{" in content.text:
            yield from _json(text, fence, index, offset)
    elif ending == ".sh":
        if NEEDLE.rpartition("/")[2] in content.text:
            yield from _shell(text, content, index, offset)
    elif ending and notation_of(ending):
        inner = reader_of(notation_of(ending))(content.text.encode("utf-8", "surrogatepass"), f"fence{ending}")
        yield from _nested(text, inner, content, index, offset, _kind(fence))


def _guessed(text: str) -> str:
    """Return the notation of a fence that does not name it."""
    start = text.lstrip()[:1]
    if start and start in "{[":
        return "json"
    if METHOD_LINE.match(text):
        return ".http"
    return ".sh" if NEEDLE in text and CURL.search(text) else ""


def _json(text: str, fence: Fence, index: int, offset: int) -> Documents:
    """Return the JSON of a fence, unless it is an excerpt or what the API answers."""
    if any(match[0][0] != '"' for match in EXCERPT.finditer(fence.content.text)):
        return
    last_lines = [line for line in fence.before.splitlines() if line.strip()][-2:]
    if any(ANSWER.search(line) for line in last_lines):
        return
    content = fence.content.stripped()
    document = body_document(text, content, index, kind=_kind(fence), snippet=True, offset=offset)
    if document is not None and (fence.language not in PLAIN or not any(f.code == "RR001" for f in document.faults)):
        yield document


def _kind(fence: Fence) -> str:
    """Return what a body does to a rule, by the last method that the text before it names."""
    methods = CHANGE.findall(fence.before)
    return "update" if methods and methods[-1] != "POST" else ""


def _shell(text: str, content: Passage, index: int, offset: int) -> Documents:
    """Return the requests of shell commands; where they have prompts, the other lines are output."""
    from contextlib import suppress

    from siplint.source.shell import covered_commands, curl_documents
    from siplint.source.shell_words import ShellReader

    script = content.text
    prompts = [match.start(1) for match in re.finditer(r"^[ \t]*([$%])[ \t]", script, re.MULTILINE)]
    readers = [
        ShellReader(script, start + 1, end, first_only=True)
        for start, end in zip(prompts, [*prompts[1:], len(script)], strict=False)
    ] or [ShellReader(script)]
    documents: list[LiteralDocument | MappedDocument] = []
    for reader in readers:
        with suppress(UnreadableSource):
            documents += curl_documents(script, reader, index=int(documents[-1].path[0]) + 1 if documents else 0)
    ignores = NO_IGNORES
    if may_ignore(script):
        comments = [comment for reader in readers for comment in reader.comments]
        covered = [covered_commands(script, reader) for reader in readers]
        ignores = ignores_of(script, comments, {start: end for one in covered for start, end in one.items()})
    yield from _nested(text, with_ignores(documents, ignores), content, index, offset)


def _nested(  # noqa: PLR0913, PLR0917 (a place has as many parts)
    text: str, documents: Iterator[AnyDocument], content: Passage, index: int, offset: int, kind: str = ""
) -> Documents:
    """Return documents of a part of the file as documents of the file."""
    indexes = [*content.starts, content.end if content.text else 0]
    for document in documents:
        number = index + (int(document.path[0]) if document.path else 0)
        yield NestedDocument(text, document, indexes, number, kind=kind, offset=offset)

"""Which notation a text is in that is not JSON, and the documents in it."""

from __future__ import annotations

import re

from siplint.model.failure import UnreadableSource
from siplint.model.fault import Fault
from siplint.source.jsonc import comments_in, without_comments
from siplint.source.literals import Literal, LiteralDocument
from siplint.source.notations import ENDINGS, reader_of
from siplint.source.object_literal import LiteralReader, NoLiteral
from siplint.source.reader import parse_json
from siplint.source.sendable import ABSENT, unsendable
from siplint.source.unknown import holds_unknown
from siplint.source.unquoted import UnquotedFloat, UnquotedInteger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from siplint.model.finding import JSON
    from siplint.source.documents import Document
    from siplint.source.notations import AnyDocument

STANDARD_INPUT = "<stdin>"
ENDINGS_OF = {
    "curl": (".sh",),
    "http": (".http",),
    "fence": (".md",),
    "python": (".py",),
    "javascript": (".js", ".ts"),
    "yaml": (".yaml",),
}
"""By what a text is, the endings of files in that notation."""

FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
CURL = re.compile(r"(?:[$%>] +)?(?:\w+=\S* +)*+(?:sudo +|time +)?curl\s")
SHELL = re.compile(r"#!.*sh\b|export +\w+=|\w+=\S|set -|cd |echo ")
CURL_LINE = re.compile(r"^[^\S\n]*(?:[$%>] +)?(?:\w+=\$\()?curl\s", re.MULTILINE)
HTTP = re.compile(r"(?:###.*\n\s*)?(?:POST|PATCH|PUT) +(?:https?://|/|\{\{)")
JAVASCRIPT = re.compile(
    r"""^[^\S\n]*(?:import\s[^\n]*\sfrom\s|import\s*[{"'*]|(?:export\s+)?(?:default\s+)?(?:const|let|var|function|interface|type)\s|export\s+default\s"""
    r"""|(?:await\s+)?(?:fetch|axios|got)\b|module\.exports\b|["']use strict)|=>|\bJSON\.stringify\(|\brequire\(""",
    re.MULTILINE,
)
PYTHON = re.compile(
    r"^[^\S\n]*(?:import\s+\w|from\s+[\w.]+\s+import\b|(?:async\s+)?(?:def|with)\s|class\s+\w+.*:$|@\w"
    r"|[\w.]+(?:\s*:\s*[\w.\[\], ]+)?\s*=\s*\S|(?:await\s+)?\w[\w.]*\()",
    re.MULTILINE,
)
ANNOTATED = re.compile(r"^\w+[ \t]*:[ \t]*[\w.\[\], \t]+=[ \t]*[{\[(]", re.MULTILINE)
"""An assignment with a type, which else looks like YAML."""
YAML = re.compile(r"""---\s|%YAML\s|-\s+\S|(?:[\w.$-]+|"[^"\n]*"|'[^'\n]*')\s*:(?:\s|$)""")
OTHER_KEY = re.compile(r"[{\[](?:[\s{\[]|#[^\n]*\n|//[^\n]*\n)*+(?:'|`|[A-Za-z_$][\w$]*+\s*:|\.\.\.|\*\*)")
"""The beginning of an object whose first key JSON does not allow."""
PYTHON_WORD = re.compile(r'"(?:[^"\\\n]|\\.)*+"|\b(?:True|False|None)\b')
WORDS_OF_JSON = {"True": "true", "False": "false", "None": "null"}
RULE_WORDS = ("phoneNumbers", "agentId", "inbound", "outbound", "phone_numbers")
FIRST_LINE = re.compile(r"(?:\s|#[^\n]*(?:\n|\Z)|//[^\n]*(?:\n|\Z))*+")
ASSIGNED = re.compile(
    r"^(?:(?:export\s+)?(?:const|let|var)\s+)?(?:export\s+default\s*|[\w.$]+(?:\s*:\s*[^=\n]{1,80})?\s*=\s*)?\(?[ \t]*(?=[{\[])",
    re.MULTILINE,
)
"""Where a line begins with an object or a list, or with a name that it is assigned to."""


def other_documents(data: bytes, name: str, document: Document, *, comments: bool) -> Iterator[AnyDocument]:
    """Return the documents of a text that is not JSON.

    Standard input is read as what it is. In another file that is still not JSON, and that is reported in words for what
    it is; the bodies in it are looked at only where they are certainly rules. With `comments` it may be JSON with comments.
    """
    if comments:
        yield from reader_of("jsonc")(data, name)
        return
    is_stdin = name.startswith(STANDARD_INPUT)
    kind = sniff(document.text)
    if is_stdin and not kind and _is_python_with_double_quotes(document.text):
        kind = "python"
    if not kind:
        yield document
        return
    inner = _inner(data, kind, document, is_stdin=is_stdin)
    if is_stdin and inner:
        yield from inner
        return
    inner = [one for one in inner if one.kind not in ("request", "note")]
    if kind == "yaml" and not inner:
        yield document
        return
    for index, one in enumerate(inner):
        one.path = (index,)
        one.snippet = True
        yield one
    fault = _fault(document, kind, inner)
    yield LiteralDocument(
        document.text,
        Literal(ABSENT, 0, 0),
        len(inner),
        faults=[fault],
        offset=document.offset,
        is_certain=False,
    )


def sniff(text: str) -> str:  # noqa: PLR0911 (one answer for each notation)
    """Return what a text is that is not JSON, a key of `ENDINGS_OF`; empty where it is JSON with a mistake, or nothing known."""
    at = len(text) - len(text.lstrip())
    if at == len(text):
        return ""
    if text[at] in "{[":
        return _literal_kind(text, at)
    if parse_json(without_comments(text, comments_in(text)))[0] is not ABSENT:
        return ""
    if FENCE.match(text, at):
        return "fence"
    if CURL.match(text, at):
        return "curl"
    if HTTP.match(text, at):
        return "http"
    first = FIRST_LINE.match(text)
    begin = first.end() if first else at
    is_javascript, is_python = bool(JAVASCRIPT.search(text)), bool(PYTHON.search(text))
    if FENCE.search(text) and not (JAVASCRIPT.match(text, begin) or PYTHON.match(text, begin)):
        return "fence"
    if CURL_LINE.search(text) and (SHELL.match(text, at) or CURL.match(text, begin) or SHELL.match(text, begin)):
        return "curl"
    if is_javascript:
        return "javascript"
    if ANNOTATED.search(text):
        return "python"
    if YAML.match(text, begin):
        return "yaml"
    return "python" if is_python else ""


def _literal_kind(text: str, at: int) -> str:
    """Return the language of a text that begins with an object or a list; what looks like JSON is JSON."""
    if not OTHER_KEY.match(text, at) or not any(word in text for word in RULE_WORDS):
        return ""
    reader = LiteralReader(text)
    try:
        literal = reader.read(at)
    except NoLiteral:
        return ""
    if text[literal.end :].strip(" \t\r\n;"):
        return ""
    return "javascript" if reader.is_javascript and not reader.is_python else "python"


def _is_python_with_double_quotes(text: str) -> bool:
    """Return whether a text is JSON but for `True`, `False` and `None`: copied from code it is a dictionary.

    In a file that should be JSON it is a mistake with a place.
    """
    if not any(word in text for word in WORDS_OF_JSON):
        return False
    plain = PYTHON_WORD.sub(lambda match: WORDS_OF_JSON.get(match[0], match[0]), text)
    return plain != text and parse_json(without_comments(plain, comments_in(plain)))[0] is not ABSENT


def _inner(data: bytes, kind: str, document: Document, *, is_stdin: bool) -> list[AnyDocument]:
    """Return the documents that the reader of a notation finds, or else the objects and lists that are written out."""
    found: list[AnyDocument] = []
    for ending in ENDINGS_OF[kind]:
        try:
            found = found or list(reader_of(ENDINGS[ending])(data, STANDARD_INPUT + ending))
        except (ImportError, KeyError):
            continue
        except UnreadableSource:
            if is_stdin and kind == "yaml":
                raise
    if kind == "yaml":
        return found if is_stdin or all(isinstance(one.value, (dict, list)) for one in found) else []
    return found or (_literals(document) if kind in ("python", "javascript") else [])


def _literals(document: Document) -> list[AnyDocument]:
    text = document.text
    found: list[AnyDocument] = []
    end = 0
    for match in ASSIGNED.finditer(text):
        if match.end() < end:
            continue
        try:
            literal = LiteralReader(text).read(match.end())
        except NoLiteral:
            continue
        end = literal.end
        if literal.value:
            faults = literal.all_faults()
            found.append(LiteralDocument(text, literal, len(found), faults=faults, offset=document.offset))
    return found


def _fault(document: Document, kind: str, inner: Sequence[AnyDocument]) -> Fault:
    """Return the fault of a file that should be JSON and is something else."""
    text = document.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    is_literal = text[start] in "{["
    where, other = "", None
    readable = [one for one in inner if one.value is not ABSENT]
    if readable:
        _, opening, closing = readable[0].places([()])[()]
        line = text.count("\n", 0, opening) + 1
        if line > 1 and not is_literal:
            where = f"; the body is in its line {line}"
            other = (opening, min(opening + 1, closing))
    name = f"other-{kind}" if is_literal or kind not in ("python", "javascript") else f"other-{kind}-code"
    meant = _conversion(text, kind, inner)
    return Fault("RR001", name, (start, end), where, (), other, value=(0, len(text)), meant=meant)


def _conversion(text: str, kind: str, inner: Sequence[AnyDocument]) -> str:
    """Return the whole text as JSON; empty where that would lose something."""
    if len(inner) != 1 or inner[0].faults or holds_unknown(inner[0].value) or unsendable(inner[0].value):
        return ""
    value = inner[0].value
    tail = "\n" if text.endswith("\n") else ""
    if kind == "fence":
        opening, closing = (line.strip() for line in (text.strip().split("\n")[0], text.strip().split("\n")[-1]))
        body = "\n".join(text.strip().split("\n")[1:-1])
        fits = opening.startswith(("```", "~~~")) and closing == opening[:3] and parse_json(body)[0] == value
        return body + tail if fits else ""
    if kind in ("python", "javascript"):
        start = len(text) - len(text.lstrip())
        reader = LiteralReader(text)
        if text[start] not in "{[" or reader.read(start).value != value or reader.loses:
            return ""
    elif kind != "yaml" or "#" in text or _loses_digits(value):
        return ""
    from json import dumps

    return dumps(value, ensure_ascii=False, indent=2) + tail


def _loses_digits(value: JSON) -> bool:
    """Return whether a number is not written as JSON writes it: it may be meant as a text."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, (UnquotedInteger, UnquotedFloat)) and repr(item) != item.written:
            return True
        todo += item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return False

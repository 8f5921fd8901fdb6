"""The curl commands of a shell script that create or change a routing rule."""

from __future__ import annotations

import re

from siplint.source.decoding import text_of_file
from siplint.source.ignore_comments import NO_IGNORES, ignores_of, may_ignore, with_ignores
from siplint.source.passages import HOLE, Passage, passage_of
from siplint.source.request_text import NEEDLE, HeaderText, RequestText, note_document, request_documents
from siplint.source.shell_pieces import Word, text_after
from siplint.source.shell_words import ASSIGNMENT, ShellReader
from siplint.source.unknown import KnownStart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.source.request_text import Document
    from siplint.source.shell_pieces import ShellCommand

NEXT_LINE = re.compile(r"\r?\n[ \t]*")
FORM = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
BEFORE = frozenset(
    ("sudo", "time", "env", "exec", "command", "nohup", "if", "then", "else", "elif", "do", "while", "until", "!", "{")
)
"""Words before a command."""
WITH_VALUE = frozenset("AbcCdDeEFHKmoPQrtTuUwxXyYz")
"""The short options of curl that take a value."""
LONG = {
    **dict.fromkeys(("--data", "--data-ascii", "--data-binary"), "data"),
    "--data-raw": "raw",
    "--json": "json",
    "--header": "header",
    "--request": "request",
    "--url": "url",
    "--user": "user",
    "--oauth2-bearer": "bearer",
    "--config": "config",
    **dict.fromkeys(("--form", "--form-string", "--data-urlencode", "--upload-file", "--url-query"), "other"),
    **dict.fromkeys(("--output", "--write-out", "--user-agent", "--referer", "--cookie", "--max-time"), "skip"),
    **dict.fromkeys(("--proxy", "--cacert", "--cert", "--key", "--retry", "--connect-timeout"), "skip"),
}
SHORT = {"d": "data", "H": "header", "X": "request", "u": "user", "F": "other", "T": "other", "K": "config"}


def read(data: bytes, name: str) -> Iterator[Document]:  # noqa: ARG001 (the interface of all notations)
    """Return the requests of a shell script to the routing-rule API; raise UnreadableSource if it cannot be read."""
    if NEEDLE.encode() not in data and b"routing-rule" not in data:
        return
    text, offset = text_of_file(data)
    reader = ShellReader(text)
    documents = [*curl_documents(text, reader, offset)]
    ignores = ignores_of(text, reader.comments, covered_commands(text, reader)) if may_ignore(text) else NO_IGNORES
    yield from with_ignores(documents, ignores)


def curl_documents(text: str, reader: ShellReader, offset: int = 0, index: int = 0) -> Iterator[Document]:
    """Return the documents of the commands that a reader reads; they are counted from `index`."""
    for command in sorted(reader.read(), key=lambda command: command.start):
        curl = _curl_of(command)
        if curl is None:
            continue
        request = curl.request()
        if request is None:
            continue
        if curl.file:
            sentence = f"the body is in {curl.file.strip(HOLE) or 'a file'}, which is not readable here"
            yield note_document(text, index, command.start, sentence, offset)
        else:
            yield from request_documents(text, request, index, offset)
        index += 2


def covered_commands(text: str, reader: ShellReader) -> dict[int, int]:
    """Return the starts of the comments on a line of their own, with the ends of the commands below that they are about."""
    ends: dict[int, int] = {}
    for command in reader.commands:
        ends[command.start] = max(command.end, command.input.end if command.input else 0, ends.get(command.start, 0))
    covered: dict[int, int] = {}
    for start, end in sorted(reader.comments, reverse=True):
        below = NEXT_LINE.match(text, end)
        if below and not text[text.rfind("\n", 0, start) + 1 : start].strip():
            last = ends.get(below.end(), covered.get(below.end()))
            if last is not None:
                covered[start] = last
    return covered


def _curl_of(command: ShellCommand) -> _Curl | None:
    for count, word in enumerate(command.words):
        if word.text.rpartition("/")[2] in ("curl", "curl.exe"):
            return _Curl(command, command.words[count + 1 :])
        if word.text not in BEFORE and not ASSIGNMENT.match(word.text):
            return None
    return None


class _Curl:
    """What the options of a curl command say."""

    def __init__(self, command: ShellCommand, words: list[Word]) -> None:
        self.command = command
        self.urls: list[Word] = []
        self.headers: dict[str, HeaderText] = {}
        self.method: Word | None = None
        self.verb = ""
        self.bodies: list[tuple[str, Word, Word]] = []
        self.is_open = False
        self.is_other = False
        self.file = ""
        rest = iter(words)
        for word in rest:
            self.read_option(word, rest)

    def read_option(self, word: Word, rest: Iterator[Word]) -> None:
        """Take in a word, and the one after it if that is its value."""
        text = word.text
        if word.is_open and text == HOLE:
            self.is_open = True
        elif not text.startswith("-") or text == "-":
            self.urls.append(word)
        elif text.startswith("--"):
            option = LONG.get(text)
            if option:
                self.take(option, word, next(rest, None))
            elif text in ("--get", "--head"):
                self.verb = text[2:]
        else:
            for at, letter in enumerate(text[1:], 2):
                if letter in WITH_VALUE:
                    value = next(rest, None) if at == len(text) else _tail(word, at)
                    self.take(SHORT.get(letter, "skip"), word, value)
                    break
                if letter in "GI":
                    self.verb = letter

    def take(self, option: str, word: Word, value: Word | None) -> None:
        """Take in an option with its value."""
        if value is None:
            return
        if option in ("data", "raw", "json"):
            self.bodies.append((option, word, value))
        elif option == "header":
            self.add_header(passage_of(value.pieces))
        elif option == "request":
            self.method = value
        elif option == "url":
            self.urls.append(value)
        elif option in ("user", "bearer"):
            known = KnownStart("Basic " if option == "user" else "Bearer ")
            self.headers.setdefault("authorization", HeaderText(known, word.start, value.start, value.end))
        elif option == "config":
            self.is_open = True
        elif option == "other":
            self.is_other = True

    def add_header(self, passage: Passage) -> None:
        """Take in the value of -H; a name that is unknown may be any."""
        name, mark, _ = passage.text.partition(":")
        if HOLE in name or passage.text.startswith("@"):
            self.is_open = True
        elif mark and name.strip():
            value = passage.part(len(name) + 1, len(passage.text)).stripped()
            start, end = (value.start, value.end) if value.text else (passage.end, passage.end)
            if value.text:
                self.headers[name.strip().lower()] = HeaderText(value.value(), passage.start, start, end)

    def request(self) -> RequestText | None:
        """Return the request, if it may concern a routing rule and something is known of it."""
        urls = [passage_of(word.pieces) for word in self.urls if NEEDLE in word.text]
        if not urls or self.is_other or self.verb or (self.method and HOLE in self.method.text):
            return None
        method_at = (self.command.start, self.command.end)
        method = "POST" if self.bodies else "GET"
        if self.bodies:
            method_at = (self.bodies[0][1].start, self.bodies[0][1].end)
        if self.method:
            method, method_at = self.method.text.upper(), (self.method.start, self.method.end)
        body = self.body()
        if body is None and not self.bodies:
            return None
        start, end = self.command.start, self.command.end
        return RequestText(start, end, method, method_at, urls[0], self.all_headers(), self.is_open, body)

    def all_headers(self) -> dict[str, HeaderText]:
        """Return the headers with those that curl adds itself."""
        if self.is_open or "content-type" in self.headers or not self.bodies:
            return self.headers
        option, word, _ = self.bodies[0]
        header = HeaderText(JSON_TYPE if option == "json" else FORM, word.start, word.start, word.end)
        return {**self.headers, "content-type": header}

    def body(self) -> Passage | None:
        """Return the body; None if it is not known. What is in a file is noted."""
        if len(self.bodies) != 1:
            return None
        option, _, value = self.bodies[0]
        if option == "raw" or not value.text.startswith("@"):
            return passage_of(value.pieces)
        name = value.text[1:]
        if name not in ("-", "/dev/stdin"):
            self.file = name
            return None
        source = self.command.input or _output_of(self.command.piped)
        if source is None:
            self.file = "standard input"
            return None
        return passage_of(source.pieces)


def _tail(word: Word, at: int) -> Word:
    """Return the rest of a word as a word: the value of a short option."""
    tail = Word(word.start)
    tail.pieces = text_after(word.pieces, at)
    tail.start = tail.pieces[0][1] if tail.pieces else word.end
    return tail.close(word.end)


def _output_of(command: ShellCommand | None) -> Word | None:
    """Return what a command prints, if it is an echo, a printf or a cat with a heredoc."""
    if command is None or not command.words:
        return None
    first, *rest = command.words
    if first.text == "cat":
        return None if rest else command.input
    while first.text == "echo" and rest and rest[0].text in ("-n", "-e", "-E", "-ne"):
        rest = rest[1:]
    if first.text == "printf" and len(rest) == 2 and rest[0].text in ("%s", "%s\\n"):  # noqa: PLR2004 (format, text)
        rest = rest[1:]
    return rest[0] if first.text in ("echo", "printf") and len(rest) == 1 and not rest[0].is_open else None

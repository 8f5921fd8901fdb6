"""The requests of a Postman collection that create or change a routing rule."""

from __future__ import annotations

import re

from siplint.model.failure import UnreadableSource
from siplint.source.decoding import text_of_file
from siplint.source.documents import Document
from siplint.source.passages import HOLE, Passage, passage_of
from siplint.source.request_text import NEEDLE, HeaderText, RequestText, request_documents
from siplint.source.sendable import ABSENT
from siplint.source.unknown import KnownStart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from siplint.model.finding import JSON, Path
    from siplint.source.literals import LiteralDocument
    from siplint.source.locations import Place
    from siplint.source.mapped import MappedDocument

VARIABLE = re.compile(r"\{\{[^{}]*\}\}|(?<=/):[A-Za-z_]\w*")
IN_BODY = re.compile(r"\{\{[^{}]*\}\}")
ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
SCHEMES = {"bearer": "Bearer ", "basic": "Basic "}
CONTENT_TYPES = {
    "json": "application/json",
    "text": "text/plain",
    "xml": "application/xml",
    "html": "text/html",
    "javascript": "application/javascript",
}
"""What Postman sends for the language of a raw body, unless a header says otherwise."""
METHODS = ("POST", "PATCH", "PUT")


def read(data: bytes, name: str) -> Iterator[LiteralDocument | MappedDocument]:  # noqa: ARG001 (the interface)
    """Return the requests of a collection to the routing-rule API; raise UnreadableSource if it is not JSON."""
    if b"routing-rule" not in data:
        return
    text, offset = text_of_file(data)
    document = Document(data, offset, len(data), 1, ())
    if document.value is ABSENT:
        raise UnreadableSource("is not JSON, as a Postman collection is")
    found = [item for item in _items(document.value) if item.concerns()]
    if not found:
        return
    places = document.places([path for item in found for path in item.paths()])
    for number, item in enumerate(found):
        request = item.request(text, places)
        for inner in request_documents(text, request, 2 * number, offset):
            if not any(fault.kind == "comment" for fault in inner.faults):  # Postman sends JSON without them
                yield inner


def _items(collection: JSON) -> Iterator[_Item]:
    """Return the requests of a collection, those in folders too."""
    todo: list[tuple[JSON, Path, tuple[JSON, Path]]] = [(collection, (), (None, ()))]
    while todo:
        value, path, auth = todo.pop(0)
        if not isinstance(value, dict):
            continue
        if isinstance(value.get("auth"), dict):
            auth = value["auth"], (*path, "auth")
        if isinstance(value.get("request"), dict):
            yield _Item(value["request"], (*path, "request"), auth)
        items = value.get("item")
        if isinstance(items, list):
            todo += [(item, (*path, "item", index), auth) for index, item in enumerate(items)]


class _Item:
    """A request of a collection; `auth` is that of the folders around it, with its path."""

    def __init__(self, value: Mapping[str, JSON], path: Path, auth: tuple[JSON, Path]) -> None:
        self.value = value
        self.path = path
        self.auth = auth
        if isinstance(value.get("auth"), dict):
            self.auth = value["auth"], (*path, "auth")
        url = value.get("url")
        self.url_path: Path = (*path, "url", "raw") if isinstance(url, dict) else (*path, "url")
        self.url = url.get("raw") if isinstance(url, dict) else url
        body = value.get("body")
        self.body: Mapping[str, JSON] = body if isinstance(body, dict) else {}
        method = value.get("method")
        self.method = method.upper() if isinstance(method, str) else "GET"

    def concerns(self) -> bool:
        """Tell whether the request sends a text to the routing-rule API."""
        is_raw = self.body.get("mode") == "raw" and isinstance(self.body.get("raw"), str)
        has_url = isinstance(self.url, str) and NEEDLE in self.url
        return is_raw and has_url and not self.body.get("disabled") and self.method in METHODS

    def headers(self) -> Iterator[tuple[str, Path]]:
        """Return the names of the headers that are sent, with their paths."""
        headers = self.value.get("header")
        for index, header in enumerate(headers if isinstance(headers, list) else ()):
            if isinstance(header, dict) and not header.get("disabled"):
                key, value = header.get("key"), header.get("value")
                if isinstance(key, str) and isinstance(value, str):
                    yield key.strip().lower(), (*self.path, "header", index)

    def paths(self) -> Iterator[Path]:
        """Return the paths whose places are needed."""
        yield self.path
        yield (*self.path, "method")
        yield self.url_path
        yield (*self.path, "body", "raw")
        yield (*self.path, "body")
        yield (*self.auth[1], "type")
        for _, path in self.headers():
            yield (*path, "key")
            yield (*path, "value")

    def request(self, text: str, places: Mapping[Path, Place]) -> RequestText:
        """Return the request with its places."""
        headers: dict[str, HeaderText] = {}
        for name, path in self.headers():
            _, key, _ = places[*path, "key"]
            value = _string(text, places[*path, "value"]).with_holes(IN_BODY)
            _, start, end = places[*path, "value"]
            headers[name] = HeaderText(value.value(), key, start, end)
        is_open = self.add_auth(headers, places)
        options = self.body.get("options")
        raw = options.get("raw") if isinstance(options, dict) else None
        language = raw.get("language") if isinstance(raw, dict) else None
        if "content-type" not in headers:
            content_type = CONTENT_TYPES.get(str(language))
            is_open = is_open or not content_type
            if content_type:
                headers["content-type"] = HeaderText(content_type, *places[*self.path, "body"])
        _, start, end = places[self.path]
        _, method_start, method_end = places[*self.path, "method"]
        url = _string(text, places[self.url_path]).with_holes(VARIABLE)
        body = _string(text, places[*self.path, "body", "raw"]).with_holes(IN_BODY).stripped()
        return RequestText(start, end, self.method, (method_start, method_end), url, headers, is_open, body)

    def add_auth(self, headers: dict[str, HeaderText], places: Mapping[Path, Place]) -> bool:
        """Add the header that Postman makes of its settings for authorization; return whether there may be others."""
        auth, path = self.auth
        kind = auth.get("type") if isinstance(auth, dict) else None
        if kind in SCHEMES and "authorization" not in headers:
            headers["authorization"] = HeaderText(KnownStart(SCHEMES[kind]), *places[*path, "type"])
        return kind is not None and kind not in SCHEMES and kind != "noauth"


def _string(text: str, place: Place) -> Passage:
    """Return the text that a JSON string spells."""
    _, start, end = place
    pieces = []
    at = start + 1
    for match in ESCAPE.finditer(text, at, end - 1):
        pieces += [(text[at : match.start()], at, match.start()), (_letter(match[0]), *match.span())]
        at = match.end()
    return passage_of([*pieces, (text[at : end - 1], at, end - 1)])


def _letter(escape: str) -> str:
    """Return the letter that an escape of JSON stands for."""
    if escape[1] != "u":
        return LETTERS.get(escape[1], escape[1])
    units = [int(unit, 16) for unit in escape.split("\\u")[1:]]
    if len(units) == 2:  # noqa: PLR2004 (a surrogate pair)
        return chr(0x10000 + ((units[0] - 0xD800) << 10) + (units[1] - 0xDC00))
    return chr(units[0]) if chr(units[0]) != HOLE else "�"

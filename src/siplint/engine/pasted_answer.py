"""An answer of the API as people keep it: its status, its text and the body that was sent, found in a JSON or a paste."""

from __future__ import annotations

from siplint.body.recognise import recognise
from siplint.engine.explanation import message
from siplint.model.record import Record
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from siplint.model.finding import JSON
    from siplint.model.settings import Kind

STATUS_KEYS = ("status", "statusCode", "status_code", "code", "httpStatus")
RESPONSE_KEYS = ("response", "answer", "result", "error", "payload")
REQUEST_KEYS = ("request", "body", "sent", "json", "config", "input")
INNER_KEYS = ("body", "data", "content", "text", "json", "postData", "payload")
"""Members in which an answer or a request keeps its body."""
DEEPEST = 4
"""Objects in each other that are looked into for a body."""
MOST_OBJECTS = 100
"""JSON objects of a paste that are looked at."""
LONGEST_PASTE = 1 << 20
"""Code points of a paste that are looked at."""
LONGEST_MESSAGE = 2000
"""Code points of a text that is taken for the message of an answer."""
STATUS_LINE = r"(?m)^[ \t]*(?:< ?)?HTTP/[0-9.]+[ \t]+([1-5][0-9]{2})\b.*$"
LOOSE_STATUS = r"(?i)(?:\bstatus(?:[ _]?code)?\b|\berror\b|\bhttp\b|\bresponse\b)\D{0,20}\b([1-5][0-9]{2})\b|\b([45][0-9]{2})[ :]+[A-Z][a-z]+"
METHOD = r"(?m)^[ \t]*(?:> ?)?(POST|PATCH|PUT)[ \t]+\S|(?:-X|--request)[ =]?[\"']?(POST|PATCH|PUT)\b"
CURL_NOISE = r"^(?:\*|>|<|[{}] \[|  % Total|[ \t]+Dload|[ \t]*\d+[ \t]+\d+[ \t]+\d+ )"


class PastedAnswer(Record):
    """What is known of an answer: `status` is 0, `payload` and `body` are ABSENT where nothing is known of them."""

    status: int = 0
    payload: JSON = ABSENT
    body: JSON = ABSENT
    kind: Kind | None = None

    def joined(self, other: PastedAnswer) -> PastedAnswer:
        """Return the answer with what only the other one knows."""
        return PastedAnswer(
            self.status or other.status,
            other.payload if self.payload is ABSENT else self.payload,
            other.body if self.body is ABSENT else self.body,
            self.kind or other.kind,
        )


def read_answer(data: bytes) -> PastedAnswer:
    """Return what a file or a paste says of an answer of the routing-rule API."""
    text = data.decode("utf-8-sig", "replace")[:LONGEST_PASTE]
    value = _parsed(text)
    if isinstance(value, dict):
        return _from_object(value)
    return _from_text(text.replace("\r\n", "\n"))


def _parsed(text: JSON) -> JSON:
    """Return what a JSON text says; ABSENT for any other text."""
    from json import loads

    try:
        return loads(text)
    except (ValueError, RecursionError):
        return ABSENT


def _from_object(value: Mapping[str, JSON]) -> PastedAnswer:
    entries = value.get("log", {}).get("entries") if isinstance(value.get("log"), dict) else None
    if isinstance(entries, list):  # an HTTP archive, as browsers write it
        found = [_from_object(entry) for entry in entries if isinstance(entry, dict)]
        refused = [one for one in found if one.status >= 400 and one.body is not ABSENT]  # noqa: PLR2004 (HTTP)
        return (refused or found or [PastedAnswer()])[0]
    if _is_body(value):
        return PastedAnswer(body=value)
    answers = [value[key] for key in RESPONSE_KEYS if value.get(key) is not None]
    if isinstance(value.get("error"), str) and message(dict(value)) != value["error"]:
        answers.remove(value["error"])  # "Bad Request" beside the message
    response = answers[0] if answers else ABSENT
    request = next((value[key] for key in REQUEST_KEYS if value.get(key) is not None), ABSENT)
    body = _body_in(request)
    if body is ABSENT and isinstance(response, dict):  # a client's error may keep its request in the answer
        body = _body_in(response.get("config", response.get("request", ABSENT)))
    status = _status_in(value) or (_status_in(response) if isinstance(response, dict) else 0)
    payload = _payload_in(response) if isinstance(response, (dict, str)) else ABSENT
    if payload is ABSENT and message(dict(value)):
        payload = dict(value)
    method = request.get("method") if isinstance(request, dict) else value.get("method")
    return PastedAnswer(status, payload, body, _kind_of(str(method)))


def _is_body(value: JSON) -> bool:
    recognised = recognise(value)
    return recognised.what == "rule" and recognised.certain


def _status_in(value: Mapping[str, JSON]) -> int:
    for key in STATUS_KEYS:
        status = value.get(key)
        if isinstance(status, str) and status.isascii() and status.isdigit() and len(status) == len("400"):
            status = int(status)
        if isinstance(status, int) and 100 <= status <= 599:  # noqa: PLR2004 (HTTP)
            return status
    return 0


def _body_in(value: JSON, depth: int = 0) -> JSON:
    """Return the body that a request holds: itself, one of its members, or a JSON text in one."""
    if isinstance(value, str):
        value = _parsed(value)
    if not isinstance(value, dict) or depth > DEEPEST:
        return ABSENT
    if not _is_body(value):
        inner = [_body_in(value[key], depth + 1) for key in INNER_KEYS if key in value]
        found = next((one for one in inner if one is not ABSENT), ABSENT)
        if found is not ABSENT:
            return found
        if depth and any(key in value for key in ("url", "method", "headers", "mimeType")):
            return ABSENT
    return ABSENT if depth == 0 and "url" in value else value


def _payload_in(value: JSON, depth: int = 0) -> JSON:
    """Return the part of an answer that has its text."""
    if isinstance(value, str):
        parsed = _parsed(value)
        return parsed if isinstance(parsed, dict) else value
    if not isinstance(value, dict) or depth > DEEPEST:
        return ABSENT
    for key in INNER_KEYS:
        if key in value and (found := _payload_in(value[key], depth + 1)) is not ABSENT:
            return found
    return value if message(value) else ABSENT


def _kind_of(method: str) -> Kind | None:
    if method.upper() in ("PATCH", "PUT"):
        return "update"
    return "create" if method.upper() == "POST" else None


def _from_text(text: str) -> PastedAnswer:
    """Read an HTTP dump, what `curl -v` shows, a line of a log, or the bare text of an answer."""
    import re

    lines = list(re.finditer(STATUS_LINE, text))
    status = int(lines[-1][1]) if lines else 0
    if not status:
        loose = re.search(LOOSE_STATUS, text)
        status = int(loose[1] or loose[2]) if loose else 0
    method = re.search(METHOD, text)
    kind = _kind_of(method[1] or method[2]) if method else None
    body = payload = ABSENT
    for start, value in _objects_in(text):
        if body is ABSENT and _is_body(value):
            body = value
        elif message(value) and (not lines or start > lines[-1].end()):
            payload = value
    if body is ABSENT:
        body = _body_of_curl(text)
    if payload is ABSENT:
        payload = _bare_text(text[lines[-1].end() :] if lines else text, is_whole=not lines)
    return PastedAnswer(status, payload, body, kind)


def _objects_in(text: str) -> Iterator[tuple[int, dict[str, JSON]]]:
    """Yield the JSON objects of a text, each with its start; not those inside another."""
    from json import JSONDecoder

    decoder = JSONDecoder()
    at, tries = text.find("{"), 0
    while at >= 0 and tries < MOST_OBJECTS:
        tries += 1
        end = at + 1
        try:
            value, end = decoder.raw_decode(text, at)
            yield at, value
        except (ValueError, RecursionError):
            pass
        at = text.find("{", end)


def _body_of_curl(text: str) -> JSON:
    """Return the body of the first curl command in a text that has one."""
    from siplint.model.failure import UnreadableSource
    from siplint.source.shell import read

    if "curl" not in text:
        return ABSENT
    try:
        documents = list(read(text[text.index("curl") :].encode("utf-8", "replace"), "paste.sh"))
    except UnreadableSource:
        return ABSENT
    return next(
        (one.value for one in documents if one.kind in ("create", "update", "") and isinstance(one.value, dict)), ABSENT
    )


def _bare_text(text: str, *, is_whole: bool) -> JSON:
    """Return the text of an answer that is no JSON: what follows its headers, without what curl says itself."""
    import re

    if not is_whole:
        text = text.partition("\n\n")[2] or re.split(r"(?m)^<[ \t]*$", text)[-1]
    kept = [line for line in text.split("\n") if not re.match(CURL_NOISE, line)]
    text = "\n".join(kept).strip()
    return text if text and len(text) <= LONGEST_MESSAGE else ABSENT

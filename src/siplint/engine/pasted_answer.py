"""An answer of the API as people keep it: its status, its text and the body that was sent, found in a JSON or a paste."""

from __future__ import annotations

from siplint.body.recognise import recognise
from siplint.engine.explanation import message
from siplint.model.record import Record
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
"""JSON objects of a paste that are looked at, and commands."""
LONGEST_PASTE = 1 << 20
"""Code points of a paste that are looked at."""
STATUS_LINE = r"(?m)^[ \t]*(?:< ?)?HTTP/[0-9.]+[ \t]+([1-5][0-9]{2})\b.*$"
METHOD = r"(?m)^[ \t]*(?:> ?)?(POST|PATCH|PUT)[ \t]+\S|(?:-X|--request)[ =]?[\"']?(POST|PATCH|PUT)\b"


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
    """Read an HTTP dump, what `curl -v` shows, a log, or the bare text of an answer."""
    import re

    from siplint.engine.answer_text import commands_in, status_in, text_of_answer

    lines = list(re.finditer(STATUS_LINE, text))
    status = int(lines[-1][1]) if lines else 0
    method = re.search(METHOD, text)
    kind = _kind_of(method[1] or method[2]) if method else None
    commands = list(commands_in(text))
    objects = list(_objects_in(text))
    sent, body, payload = commands.copy(), _body_of_curl(text, commands), ABSENT
    for start, end, value in objects:
        if body is ABSENT and _is_body(value):
            body = value
        if _is_body(value):
            sent.append((start, end))
        elif not any(begin <= start < after for begin, after in commands) and (not lines or start > lines[-1].end()):
            payload = _more_telling(payload, value)
    rest = _without(text, sent)
    if payload is ABSENT:
        answer = _without_headers(text[lines[-1].end() :]) if lines else rest
        payload = text_of_answer(answer, with_request=bool(commands) and not lines)
    return PastedAnswer(status or status_in(rest), payload, body, kind)


def _more_telling(payload: JSON, value: Mapping[str, JSON]) -> JSON:
    """Return that one of two answers whose text says more about a refusal; of equal ones the later."""
    from siplint.engine.explanation import telling

    found = _payload_of(value)
    if found is ABSENT or (payload is not ABSENT and telling(message(payload)) > telling(message(found))):
        return payload
    return found


def _payload_of(value: Mapping[str, JSON]) -> JSON:
    """Return what a JSON object in a text says of the answer: a log may keep the answer inside its own entry."""
    payload = _from_object(value).payload
    return payload if payload is not ABSENT and message(payload) else ABSENT


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without some parts of it."""
    kept, at = "", 0
    for start, end in sorted(spans):
        kept += text[at:start]
        at = max(at, end)
    return kept + text[at:]


def _without_headers(text: str) -> str:
    """Return what follows the headers of an answer."""
    import re

    return text.partition("\n\n")[2] or re.split(r"(?m)^<[ \t]*$", text)[-1]


def _objects_in(text: str) -> Iterator[tuple[int, int, dict[str, JSON]]]:
    """Yield the JSON objects of a text, each with its start and end; not those inside another."""
    from json import JSONDecoder

    decoder = JSONDecoder()
    at, tries = text.find("{"), 0
    while at >= 0 and tries < MOST_OBJECTS:
        tries += 1
        end = at + 1
        try:
            value, end = decoder.raw_decode(text, at)
            yield at, end, value
        except (ValueError, RecursionError):
            pass
        at = text.find("{", end)


def _body_of_curl(text: str, commands: Sequence[tuple[int, int]]) -> JSON:
    """Return the body of the first curl command in a text that has one."""
    from siplint.model.failure import UnreadableSource
    from siplint.source.shell import read

    begin = text.find("curl")
    pieces = (
        [text[begin:], *(text[start:end].lstrip(" \t$%>#") for start, end in commands[:MOST_OBJECTS])]
        if begin >= 0
        else []
    )
    for piece in pieces:  # what follows a command, such as the answer, may be no shell
        try:
            documents = list(read(piece.encode("utf-8", "replace"), "paste.sh"))
        except UnreadableSource:
            continue
        for one in documents:
            if one.kind in ("create", "update", "") and isinstance(one.value, dict):
                return one.value
    return ABSENT

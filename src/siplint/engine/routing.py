"""Which rule answers a number: the inbound rule that has it, where its calls go, which outbound rules may use it."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain import suggest
from siplint.domain.phone_repair import normalise
from siplint.domain.wording import count, quote
from siplint.engine.chunk_lint import rules_again
from siplint.engine.driver import value_at
from siplint.model.escaping import visible
from siplint.model.finding import pointer
from siplint.model.record import Record
from siplint.model.settings import DEFAULT
from siplint.secrets.detect import Secrets, secrets_of
from siplint.source.chunks import holds_lines
from siplint.source.locations import locate, positions_in
from siplint.source.reader import read_documents
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Literal, TypeAlias

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Path
    from siplint.source.reader import Document

    Status: TypeAlias = Literal["routed", "ambiguous", "unrouted"]
    Paint: TypeAlias = Callable[[str, str], str]


class NotANumber(ValueError):  # noqa: N818 (the name says it)
    """The text is not a phone number."""


class Match(Record):
    """A rule that has the number; `line` counts from 1."""

    file: str
    line: int
    pointer: str
    body: Trusted

    @property
    def name(self) -> str:
        """The name of the rule, empty if it has none."""
        return self.body.get("name", "")


class Answer(Record):
    """The answer about a number.

    `unclear` are rules with the number and without a readable `type`. `unread` are files that are not JSON. `near` is a
    number in the rules that was perhaps meant. `secrets` are texts in the rules that no output may show.
    """

    asked: str
    number: str
    inbound: tuple[Match, ...] = ()
    outbound: tuple[Match, ...] = ()
    unclear: tuple[Match, ...] = ()
    unread: tuple[str, ...] = ()
    near: str = ""
    secrets: frozenset[str] = frozenset()

    @property
    def status(self) -> Status:
        """Whether exactly one inbound rule has the number, several, or none."""
        return "routed" if len(self.inbound) == 1 else "ambiguous" if self.inbound else "unrouted"


def route(asked: str, files: Mapping[str, bytes]) -> Answer:
    """Return which rules have a number, in any spelling with only one reading; raise NotANumber."""
    number = normalise(asked)
    if not number:
        raise NotANumber(f"{quote(asked)} is no phone number: write it like +14155551234")
    found: dict[str, list[Match]] = {"inbound": [], "outbound": [], "": []}
    others: dict[str, None] = {}
    shown: list[Mapping[str, JSON]] = []
    unread = []
    for file in sorted(files):
        for document in read_documents(files[file], lines=holds_lines(file)):
            if document.value is ABSENT:
                unread.append(file)
            mine: list[tuple[Path, Trusted]] = []
            for _, path, trusted, _ in rules_again(document, (file, *document.path), DEFAULT):
                numbers = dict.fromkeys(normalise(text) for _, text in numbered(trusted.get("phoneNumbers", [])))
                others.update(numbers)
                if number in numbers:
                    mine.append((path, trusted))
                    shown.append(value_at(document.value, path[1 + len(document.path) :]))
            for match in _matches(document, mine):
                found[match.body.get("type", "")].append(match)
    secrets = {one for body in shown for one in secrets_of(body)}
    near = "" if found["inbound"] else suggest.number(number, others)
    return Answer(
        asked,
        number,
        tuple(found["inbound"]),
        tuple(found["outbound"]),
        tuple(found[""]),
        tuple(dict.fromkeys(unread)),
        near,
        Secrets(secrets),
    )


def _matches(document: Document, found: list[tuple[Path, Trusted]]) -> Iterator[Match]:
    if not found:
        return
    steps = [path[1 + len(document.path) :] for path, _ in found]
    places = locate(document.text, steps)
    starts = [places[one][1] for one in steps]
    lines = positions_in(document.text, starts, document.line, document.offset)
    for start, (path, body) in zip(starts, found, strict=True):
        yield Match(str(path[0]), lines[start].line, pointer(path[1:]), body)


def as_json(answer: Answer) -> dict[str, JSON]:
    """Return an answer as plain data; it says that there is a PIN but does not show it."""
    return {
        "version": 1,
        "asked": answer.asked,
        "number": answer.number,
        "status": answer.status,
        "inbound": [_rule(one) for one in answer.inbound],
        "outbound": [_rule(one) for one in answer.outbound],
        "unclear": [_rule(one) for one in answer.unclear],
        "unread": list(answer.unread),
        "near": answer.near or None,
    }


def _rule(one: Match) -> dict[str, JSON]:
    body: dict[str, JSON] = {**one.body}
    room = dict(body.get("room", {}))
    pin = room.pop("pin", "")
    for name in ("phoneNumbers", "allowedNumbers", "allowedIpAddresses", "tags"):
        if isinstance(body.get(name), dict):
            body[name] = list(body[name].values())
    for name in ("apiKey", "name", "type", "room", "phoneNumbers"):
        body.pop(name, None)
    where = {"name": one.name, "file": one.file, "line": one.line, "pointer": one.pointer}
    return {**where, "type": one.body.get("type"), "room": room or None, "pinAsked": bool(pin), **body}


COLORS = {"good": "1;32", "bad": "1;31", "name": "1", "place": "34", "word": "36"}


def colored(style: str, text: str) -> str:
    """Return a text coloured for a terminal."""
    return f"\x1b[{COLORS[style]}m{text}\x1b[0m"


def uncolored(_style: str, text: str) -> str:
    """Return a text as it is."""
    return text


def as_text(answer: Answer, paint: Paint = uncolored) -> Iterator[str]:
    """Yield an answer as text for people."""
    if answer.status == "routed":
        yield f"{paint('good', answer.number)} is answered by {_title(answer.inbound[0], paint)}\n"
        yield from _lines(_facts(answer.inbound[0].body), paint, "  ")
    elif answer.status == "ambiguous":
        rules = count(len(answer.inbound), "inbound rule")
        yield f"{paint('bad', answer.number)} is in {rules}: a conflict, the API refuses all but the first\n"
        for one in answer.inbound:
            yield f"\n  {_title(one, paint)}\n"
            yield from _lines(_facts(one.body), paint, "    ")
    else:
        near = f"; did you mean {answer.near}?" if answer.near else ""
        yield f"{paint('bad', answer.number)} is in no inbound rule{near}\n"
    if answer.unclear:
        yield "\nhas the number, but no direction that can be read:\n"
        yield from (f"  {_title(one, paint)}\n" for one in answer.unclear)
    if answer.outbound:
        yield f"\ncalls out from {answer.number} may use:\n"
        for one in answer.outbound:
            yield f"  {_title(one, paint)}\n"
            yield from _lines(_handling(one.body), paint, "    ")


def _title(one: Match, paint: Paint) -> str:
    name = paint("name", visible(quote(one.name))) if one.name else "a rule without a name"
    return f"{name}  {paint('place', visible(f'{one.file}:{one.line}'))}"


def _lines(facts: Iterator[tuple[str, str]], paint: Paint, indent: str) -> Iterator[str]:
    for word, text in facts:
        yield f"{indent}{paint('word', word.ljust(9))} {visible(text)}\n"


def _facts(body: Trusted) -> Iterator[tuple[str, str]]:
    room = body.get("room", {})
    if room.get("type") == "static":
        yield "room", f"always {quote(room['id'])}" if room.get("id") else "always the same, but no id is given"
    elif room:
        prefix = f", named by the strategy {quote(room['prefix'])}" if room.get("prefix") else ""
        yield "room", f"a new one for each call{prefix}"
    else:
        yield "room", "none is given"
    yield "agent", quote(body["agentId"]) if body.get("agentId") else "none"
    yield "PIN", "asked" if room.get("pin") else "not asked"
    yield "callers", _callers(body)
    yield from _handling(body)
    mapped = body.get("headersToAttributes")
    if mapped:
        yield "headers", ", ".join(f"{header} as {attribute}" for header, attribute in mapped.items())


def _callers(body: Trusted) -> str:
    only = [
        f"{word} {', '.join(text for _, text in numbered(body[field]))}"  # type: ignore[literal-required]
        for field, word in (("allowedNumbers", "only"), ("allowedIpAddresses", "only from"))
        if body.get(field)
    ]
    return "; ".join(only) or "anybody"


SWITCHES = {
    "recording": ("recorded", "yes", "no"),
    "hidePhoneNumber": ("hidden", "the caller's number", "nothing"),
}


def _handling(body: Trusted) -> Iterator[tuple[str, str]]:
    for field, (word, yes, no) in SWITCHES.items():
        value = body.get(field)
        yield word, "not said; the default is not documented" if value is None else yes if value else no
    if body.get("headers"):
        yield "headers", "sends " + ", ".join(body["headers"])

"""Which rule answers a number: the inbound rule that has it, where its calls go, which outbound rules may use it."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.called_number import called_digits, nearest_number, number_ending_in, read_called_number
from siplint.domain.phone_repair import JOINED_KIND, SHORT_KIND, defect
from siplint.domain.wording import count, quote
from siplint.engine.route_search import Found, Match, search
from siplint.model.escaping import visible
from siplint.model.record import Record
from siplint.secrets.detect import Secrets, secrets_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Literal, TypeAlias

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

    Status: TypeAlias = Literal["routed", "ambiguous", "unrouted"]
    Paint: TypeAlias = Callable[[str, str], str]


class NotANumber(ValueError):  # noqa: N818 (the name says it)
    """The text is not a phone number."""


class Answer(Record):
    """The answer about a number.

    `unclear` are rules with the number and without a readable `type`. `unread` are files that are not JSON. `near` is a
    number in the rules that was perhaps meant, and `near_rules` are the rules that have it. `rules` counts the rules
    that were read. `region` is the one that the number was read in. `secrets` are texts that no output may show.
    """

    asked: str
    number: str
    inbound: tuple[Match, ...] = ()
    outbound: tuple[Match, ...] = ()
    unclear: tuple[Match, ...] = ()
    unread: tuple[str, ...] = ()
    near: str = ""
    secrets: frozenset[str] = frozenset()
    near_rules: tuple[Match, ...] = ()
    rules: int = 0
    region: str = ""

    @property
    def status(self) -> Status:
        """Whether exactly one inbound rule has the number, several, or none."""
        return "routed" if len(self.inbound) == 1 else "ambiguous" if self.inbound else "unrouted"

    @property
    def reason(self) -> str:
        """Why no inbound rule answers the number; empty if one does."""
        if self.inbound:
            return ""
        if self.unclear:
            return f"it is in {count(len(self.unclear), 'rule')} whose direction cannot be read"
        if self.outbound:
            return f"it is only in {count(len(self.outbound), 'outbound rule')}, for calls that go out"
        if self.rules > 1:
            return f"it is in none of the {self.rules} rules"
        return "it is not in the only rule" if self.rules else "there is no rule in these files"


def route(asked: str, files: Mapping[str, bytes], region: str = "") -> Answer:
    """Return which rules have a number, written as carriers do or, with a region, as dialled there; raise NotANumber."""
    number = read_called_number(asked, region)
    found = search(number, files)
    digits = called_digits(asked)
    if not number and "+" + digits in found.numbers:
        number = "+" + digits
        found = search(number, files)
    if not number:
        raise NotANumber(_no_number(asked, region, number_ending_in(digits, found.numbers)))
    inbound = _of_type("inbound", found)
    near = "" if inbound else nearest_number(number, found.numbers) or number_ending_in(digits, found.numbers)
    beside = search(near, files) if near not in ("", number) else Found()
    return Answer(
        asked,
        number,
        inbound,
        _of_type("outbound", found),
        _of_type("", found),
        tuple(found.unread),
        near if beside.matches else "",
        Secrets({one for body in (*found.shown, *beside.shown) for one in secrets_of(body)}),
        tuple(beside.matches),
        found.rules,
        region,
    )


def _of_type(kind: str, found: Found) -> tuple[Match, ...]:
    return tuple(one for one in found.matches if one.body.get("type", "") == kind)


def _no_number(asked: str, region: str, near: str) -> str:
    """Return why a text is not a number, and how to write one."""
    wrong = defect(asked)
    has_digits = bool(called_digits(asked))
    advice = "write it like +14155551234"
    if wrong and wrong.kind in (JOINED_KIND, SHORT_KIND):
        why = f": it {wrong.what}; {wrong.doubt}".removesuffix("; ") + ";"
    else:
        why = f" of {region}:" if region and has_digits else ":"
        if has_digits and not region:
            advice += ", or name the region it is dialled in: --region US"
    return f"{quote(asked)} is not a phone number{why} {advice}{f'; did you mean {near}?' if near else ''}"


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
        "nearRules": [_rule(one) for one in answer.near_rules],
        "reason": answer.reason or None,
        "rules": answer.rules,
        "region": answer.region or None,
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
        yield f"{paint('bad', answer.number)} is in no inbound rule: {answer.reason}{near}\n"
        for one in answer.near_rules:
            kind = f"{one.body['type']} rule" if "type" in one.body else "rule"
            yield f"  {answer.near} is in the {kind} {_title(one, paint)}\n"
        if (
            not (answer.near or answer.region)
            and called_digits(answer.asked) == answer.number[1:]
            and "+" not in answer.asked
        ):
            yield "  it was read with a country code; if it has none, name the region it is dialled in: --region US\n"
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
        names = ", ".join(body["headers"])
        is_inbound = body.get("type") == "inbound"
        yield "headers", f"not sent: {names}; they are for outbound rules (RR201)" if is_inbound else f"sends {names}"

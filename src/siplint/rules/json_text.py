"""RR001 to RR006: is it JSON, and is it a routing rule at all."""

from __future__ import annotations

from siplint.domain.wording import cut, json_kind, show
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import ERROR
from siplint.model.tree_path import pointer
from siplint.rules.base import Bad, rule
from siplint.source.fault_wording import fault_advice, fault_label, fault_message, fault_outcome
from siplint.source.sendable import LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.recognise import Recognised
    from siplint.model.fault import Fault
    from siplint.model.finding import JSON, Path

RFC8259 = "https://www.rfc-editor.org/rfc/rfc8259"
NOTHING_SENT = "no JSON parser takes it: there is nothing to send"
MINIMAL = '{"name": "n", "type": "outbound", "phoneNumbers": ["+14155551234"]'


@rule(
    "RR001",
    "not-json",
    ERROR,
    stage="text",
    source=RFC8259,
    outcome=NOTHING_SENT,
    fix="safe",
    good=[MINIMAL + "}", MINIMAL + ', "tags": ["a", "b"]}'],
    bad=[
        Bad(MINIMAL + ",}", at=""),
        Bad(MINIMAL + "} // a comment", at=""),
        Bad("{'name': 'n'}", at=""),
        Bad(MINIMAL + ', "agentMetadata": {"score": NaN}}', at=""),
        Bad(MINIMAL, at="", label=""),
        Bad("", at=""),
    ],
)
def not_json(fault: Fault) -> Iterator[Finding]:
    """The file is not JSON as RFC 8259 defines it.

    A comment, a comma after the last entry, single quotes, NaN, an unclosed bracket: some programs read such files,
    and VideoSDK's own samples carry `//` comments, but a JSON parser takes none of them. Only the first mistake is
    told, because what follows it can only be guessed; in a JSON Lines file every line is read for itself. A comma
    before a closing bracket is the one mistake whose repair cannot be doubted, so `--fix` makes it.
    """
    if fault.kind == "type":
        yield Finding(fault.path, fault_message(fault), help=fault_advice(fault))
        return
    notes: tuple[Note, ...] = ()
    if fault.other:
        notes = (Note((), fault_label(fault), fault.other),)
    changes: tuple[Change, ...] = ()
    if fault.kind == "comma":
        changes = (Change("commas", (), at=fault.at),)
    elif fault.meant:
        changes = (Change("text", (), fault.meant, fault.value),)
    outcome = fault_outcome(fault)
    path = fault.path if outcome else ()  # where the rest is read all the same
    yield Finding(
        path,
        fault_message(fault),
        notes,
        fault_advice(fault),
        changes,
        safe=not fault.meant,
        at=fault.at,
        outcome=outcome,
    )


@rule(
    "RR002",
    "not-utf8",
    ERROR,
    stage="text",
    source=RFC8259 + "#section-8.1",
    outcome="JSON that is sent must be UTF-8: what arrives is another text, or none",
    good=[MINIMAL.replace('"n"', '"café"') + "}"],
    bad=[Bad((MINIMAL.replace('"n"', '"café"') + "}").encode("latin-1"), at="")],
)
def not_utf8(fault: Fault) -> Iterator[Finding]:
    """The file is not UTF-8.

    RFC 8259 §8.1 lets JSON travel between systems in no other encoding. A byte order mark of UTF-8 is accepted and
    skipped; UTF-16 and UTF-32 are not.
    """
    yield Finding((), fault_message(fault), help="save the file as UTF-8", at=fault.at)


@rule(
    "RR003",
    "duplicate-key",
    ERROR,
    stage="text",
    source=RFC8259 + "#section-4",
    outcome="the last one wins in most parsers, the first in some, without a word",
    good=[MINIMAL + "}"],
    bad=[Bad(MINIMAL + ', "name": "m"}', at="/name", label="/name")],
)
def duplicate_key(fault: Fault) -> Iterator[Finding]:
    r"""A key appears twice in one object.

    RFC 8259 §4 calls what a parser then does unpredictable; most keep the last and drop the first silently. Keys are
    compared as what they mean, so `"type"` and `"\u0074ype"` are the same. The rest of the checks take the last one.
    """
    assert fault.other
    note = Note(fault.path, "the first one is here", fault.other)
    yield Finding(fault.path, fault_message(fault), (note,), "keep one of them", at=fault.at)


@rule(
    "RR004",
    "too-deep",
    ERROR,
    stage="text",
    source=RFC8259 + "#section-9",
    outcome="parsers set limits to nesting: likely refused, and not readable by many tools",
    sure="likely",
    good=[OUTBOUND_BODY | {"agentMetadata": {"a": [[[1]]]}, "agentId": "a"}],
    bad=[Bad(MINIMAL + ', "agentId": "a", "agentMetadata": {"a": ' + "[" * LIMIT + "]" * LIMIT + "}}", at="")],
)
def too_deep(fault: Fault) -> Iterator[Finding]:
    """Arrays and objects are nested more than 200 deep.

    RFC 8259 §9 allows a parser to set such a limit, and every parser has one; Python's own lies between 995 and
    10 000, by version. siplint's is the same everywhere. No routing rule needs more than three levels and what
    `agentMetadata` holds.
    """
    yield Finding((), fault_message(fault), help="flatten what `agentMetadata` holds", at=fault.at)


@rule(
    "RR005",
    "not-a-routing-rule",
    ERROR,
    stage="text",
    source="https://docs.videosdk.live/api-reference/realtime-communication/sip/routing-rules/create-routing-rule",
    outcome="it is not a body that the routing-rule calls take",
    fix="offer",
    good=[INBOUND_BODY, [INBOUND_BODY]],
    bad=[
        Bad(["a text"], at="/0"),
        Bad(17, at=""),
        Bad({"name": "left-pad", "version": "1.0.0"}, at=""),
        Bad({"pageInfo": {"currentPage": 1}, "data": []}, at=""),
        Bad({"recording": True, "headers": {"a": "b"}}, at=""),
        Bad({"sipCallTo": "+14155555678", "destinationRoomId": "2kyv-gzay-64pg"}, at=""),
        Bad({"data": INBOUND_BODY}, at="", label="/data"),
    ],
)
def not_a_routing_rule(value: JSON, recognised: Recognised) -> Iterator[Finding]:
    """The JSON is neither a routing rule nor a list of routing rules.

    A file holds one rule (an object), a list of rules, or in `.jsonl` and `.ndjson` a rule a line. An object that has
    none of the fields that only routing rules have is something else, such as a `package.json` or the body of another
    call. When folders are walked, such files are skipped and counted; a file that is named is judged. Rules inside
    something, such as `{"data": {…}}`, are reported here and judged where they are; `rules-at` in the configuration says
    that the wrapper is meant.
    """
    if recognised.what == "wrapper":
        yield _wrapped(value, recognised.inside)
        return
    advice = "a rule has `name`, `type` and `phoneNumbers`"
    message = f"{json_kind(value)} is not a routing rule"
    if recognised.name:
        message = f"this is {recognised.name}"
        advice = ""
        if "pageInfo" in value and "data" in value:
            advice = "each entry of `data` is a response: rename `numbers` to `phoneNumbers`, and drop what only responses have"
    elif isinstance(value, dict):
        keys = ", ".join(f"`{cut(str(key))}`" for key in list(value)[:3])
        message = f"an object with {keys} and no field that only routing rules have"
    elif not isinstance(value, (list, tuple)):
        message = f"{show(value)} is not a routing rule"
        if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
            advice = "the text seems to be JSON: give what it is parsed into, not the text"
    yield Finding((), message, help=advice)


def _wrapped(value: JSON, inside: tuple[Path, ...]) -> Finding:
    """Say where the rules are, and offer to unwrap them where nothing else is in the wrapper."""
    places = [pointer(path) for path in inside[:3]]
    more = f" and {len(inside) - 3} more" if len(inside) > 3 else ""  # noqa: PLR2004 (as many as are named)
    what = "the routing rule is" if len(inside) == 1 else f"{len(inside)} routing rules are"
    notes = tuple([Note(path, "it is here" if len(inside) == 1 else "one is here") for path in inside[:3]])
    return Finding(
        (),
        f"{what} inside something else, at {', '.join(f'`{cut(place)}`' for place in places)}{more}",
        notes,
        "send the rule itself; where the wrapper is meant, name the place in the configuration's `rules-at`",
        unwrapping(value, inside),
    )


def unwrapping(value: JSON, inside: tuple[Path, ...]) -> tuple[Change, ...]:
    """Return the change that leaves nothing but the rules; none where anything else is in the wrapper."""
    step = inside[0][0]
    if len(value) == 1 and inside == ((step,),):
        return (Change("unwrap", (step,)),)
    items = value[step]
    if len(value) == 1 and isinstance(items, list) and inside == tuple((step, index) for index in range(len(items))):
        return (Change("unwrap", (step,)),)
    named = all(len(path) == 1 and value[path[0]].get("name") == path[0] for path in inside)
    return (Change("list", ()),) if named and len(inside) == len(value) > 1 else ()


@rule(
    "RR006",
    "lone-surrogate",
    ERROR,
    stage="text",
    source=RFC8259 + "#section-8.2",
    outcome="it cannot be sent: UTF-8 has no form for it",
    good=[MINIMAL + r', "tags": ["\ud83d\ude00"]}'],
    bad=[Bad(MINIMAL + r', "tags": ["\ud83d"]}', at="/tags/0")],
)
def lone_surrogate(fault: Fault) -> Iterator[Finding]:
    r"""A string holds half of a surrogate pair.

    `\ud83d\ude00` is one character in two escapes; one half alone is no character. RFC 8259 §8.2 calls what receivers
    make of it unpredictable, and it has no UTF-8 form. It is what remains when a text is cut inside an emoji.
    """
    yield Finding(fault.path, fault_message(fault), help="write both halves, or neither")

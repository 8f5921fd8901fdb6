"""RR212, RR214, RR216, RR219, RR220: the values of the headers that go out, and how long all is."""

from __future__ import annotations

from siplint.domain import sip_headers as sip
from siplint.domain.sip_headers import RFC3261
from siplint.domain.wording import count, cut, quote
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.fields import CREATE_PAGE
from siplint.model.finding import Finding
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

LONGEST_NAME = 255
LONGEST_VALUE = 1024
"""Bytes. RFC 3261 sets no limit; these are what LiveKit takes and what carriers commonly do."""
LARGE = 700
"""Bytes of headers that leave no room for the rest of an INVITE below 1 300."""
WIDEST = 4
"""Bytes that a character may take."""
TEMPLATES = (("{{", "}}"), ("${", "}"))
AROUND = 4
"""Bytes that a header has besides name and value: colon, space, CR and LF."""
RETELL = "https://docs.retellai.com/build/telephony/sip-headers"


def _sends(value: str) -> dict[str, JSON]:
    """Return a body that sends a header with this value."""
    return OUTBOUND_BODY | {"headers": {"X-Customer": value}}


def _is_control(letter: str) -> bool:
    return (letter < " " and letter != "\t") or letter == "\x7f"


@rule(
    "RR212",
    "header-injection",
    ERROR,
    on="headers",
    skips_ordinary=True,
    source=RFC3261 + "#section-25.1",
    outcome="a line break ends the header, and what follows is read as another one; other controls break the message",
    good=[_sends("Zoë\tMüller, 42")],
    bad=[
        Bad(_sends("42\r\nFrom: <sip:boss@example.com>"), at="/headers/X-Customer"),
        Bad(_sends("42\n"), at="/headers/X-Customer"),
        Bad(_sends("42\x00"), at="/headers/X-Customer"),
    ],
    states={
        "properties": {"headers": {"additionalProperties": {"not": {"pattern": r"[\u0000-\u0008\u000A-\u001F\u007F]"}}}}
    },
)
def header_injection(body: Trusted) -> Iterator[Finding]:
    """A value in `headers` holds a control character.

    A header line ends with CR and LF, so a value that holds them writes headers of its own choice into the INVITE.
    RFC 3261 §25.1 allows no other control character either, except the tab. Text beyond ASCII is allowed.
    """
    for name, value in body["headers"].items():
        if value.isprintable():
            continue
        odd = next(filter(_is_control, value), "")
        if odd:
            more = ": what follows is read as a header of its own" if odd in "\r\n" else ""
            yield Finding(
                ("headers", name),
                f"the value of `{cut(name)}` holds {sip.character(odd)}{more}",
                help="take control characters out before the value is put in",
            )


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _too_long(name: str, value: str) -> bool:
    if len(name) <= LONGEST_NAME // WIDEST and len(value) <= LONGEST_VALUE // WIDEST:
        return False
    return _bytes(name) > LONGEST_NAME or _bytes(value) > LONGEST_VALUE


@rule(
    "RR214",
    "header-too-long",
    WARNING,
    on="headers",
    skips_ordinary=True,
    source=RETELL,
    outcome="it is cut, dropped or refused on the way",
    sure="likely",
    good=[_sends("v" * 256), OUTBOUND_BODY | {"headers": {"X-" + "a" * 253: "42"}}],
    bad=[
        Bad(_sends("v" * 1025), at="/headers/X-Customer"),
        Bad(_sends("é" * 513), at="/headers/X-Customer", also=("RR219",)),
        Bad(OUTBOUND_BODY | {"headers": {"X-" + "a" * 254: "42"}}, at="/headers/X-" + "a" * 254),
    ],
)
def header_too_long(body: Trusted) -> Iterator[Finding]:
    """A name in `headers` has more than 255 bytes, or a value more than 1 024.

    RFC 3261 sets no limit, and VideoSDK documents none; but "many SIP parsers and middleboxes assume 1024 bytes is a
    reasonable maximum for a header line", and LiveKit, a comparable service, refuses longer ones. Bytes are those
    of UTF-8.
    """
    for name, value in body["headers"].items():
        if not _too_long(name, value):
            continue
        what, size, most = f"the value of `{cut(name)}`", _bytes(value), LONGEST_VALUE
        if _bytes(name) > LONGEST_NAME:
            what, size, most = f"the header name {quote(name)}", _bytes(name), LONGEST_NAME
        yield Finding(
            ("headers", name),
            f"{what} has {count(size, 'byte')}; more than {count(most, 'byte')} may not arrive",
            help="send a short id, and let the other side look the rest up",
        )


@rule(
    "RR216",
    "template-in-header",
    WARNING,
    on="headers",
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="no templating is documented: likely the braces are sent as they are",
    sure="likely",
    good=[_sends("42 {open}")],
    bad=[
        Bad(_sends("customer {{customer.id}}"), at="/headers/X-Customer"),
        Bad(_sends("${CUSTOMER_ID}"), at="/headers/X-Customer"),
    ],
)
def template_in_header(body: Trusted) -> Iterator[Finding]:
    """A value in `headers` has a template in it, `{{…}}` or `${…}`.

    Headers of a rule are the same for all of its calls; VideoSDK documents no variables in them. Where a program of
    yours fills templates in before sending, the configuration's `templates` names their syntax.
    """
    for name, value in body["headers"].items():
        if "{" not in value:
            continue
        for opening, closing in TEMPLATES:
            start = value.find(opening)
            end = value.find(closing, start + len(opening)) if start >= 0 else -1
            if end >= 0:
                yield Finding(
                    ("headers", name),
                    f"the value of `{cut(name)}` has the template {quote(value[start : end + len(closing)])},"
                    " which nothing fills in",
                    help="put the value in before the rule is sent",
                )
                break


@rule(
    "RR219",
    "header-not-plain",
    INFO,
    on="headers",
    skips_ordinary=True,
    source=RFC3261 + "#section-7.3.1",
    outcome="parsers strip white space at the ends, and some do not take empty values or text beyond ASCII",
    sure="likely",
    good=[_sends("cust_42")],
    bad=[
        Bad(_sends(""), at="/headers/X-Customer"),
        Bad(_sends(" 42"), at="/headers/X-Customer"),
        Bad(_sends("Müller"), at="/headers/X-Customer"),
    ],
)
def header_not_plain(body: Trusted) -> Iterator[Finding]:
    """A value in `headers` is empty, has white space at its ends, or text beyond ASCII.

    All of it is legal: RFC 3261 has UTF-8 in values, and skips white space around them, so that it does not
    arrive. Several carriers take letters, digits and little else.
    """
    for name, value in body["headers"].items():
        if value and value[0] > " " and value[-1] > " " and value.isascii():
            continue
        if any(map(_is_control, value)):
            continue
        if not value:
            what = "is empty"
        elif value != value.strip():
            what = "has white space at its ends, which does not arrive" if value.strip() else "is only white space"
        else:
            odd = next(letter for letter in value if letter > "~")
            what = f"has {sip.character(odd)}, which is not ASCII"
        yield Finding(("headers", name), f"the value of `{cut(name)}` {what}")


@rule(
    "RR220",
    "headers-large",
    INFO,
    on="headers",
    skips_ordinary=True,
    source=RFC3261 + "#section-18.1.1",
    outcome="an INVITE over 1 300 bytes may not go over UDP",
    sure="likely",
    good=[OUTBOUND_BODY | {"headers": {f"X-{number}": "v" * 200 for number in range(3)}}],
    bad=[Bad(OUTBOUND_BODY | {"headers": {f"X-{number}": "v" * 240 for number in range(3)}}, at="/headers")],
)
def headers_large(body: Trusted) -> Iterator[Finding]:
    """`headers` adds more than 700 bytes to every INVITE.

    A request of more than 1 300 bytes must not go over UDP where the size of packets is unknown (RFC 3261 §18.1.1);
    an INVITE with its session description has little room left. Gateways that only speak UDP may lose it.
    """
    headers = body["headers"]
    size = 0
    for name, value in headers.items():
        size += len(name) + len(value) + AROUND
    if size * WIDEST <= LARGE:
        return
    size = sum(_bytes(name) + _bytes(value) + AROUND for name, value in headers.items() if not _too_long(name, value))
    if size > LARGE:
        yield Finding(
            ("headers",),
            f"`headers` adds {count(size, 'byte')} to every INVITE; over 1 300 in all it must leave UDP",
            help="send a short id, and let the other side look the rest up",
        )

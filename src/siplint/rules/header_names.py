"""RR210, RR211, RR213, RR215, RR218: the names of the headers that go out."""

from __future__ import annotations

from siplint.domain import sip_headers as sip
from siplint.domain.sip_headers import CHARACTERS, COMPACT, IDENTITY, RESERVED, RFC3261
from siplint.domain.wording import cut, quote
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

CHIME = "https://docs.aws.amazon.com/chime-sdk/latest/dg/sip-headers.html"


def _sends(*names: str) -> dict[str, JSON]:
    """Return a body that sends headers of these names."""
    return OUTBOUND_BODY | {"headers": dict.fromkeys(names, "42")}


def _names(schema: dict[str, JSON]) -> dict[str, JSON]:
    """State a JSON Schema of the names in `headers`."""
    return {"properties": {"headers": {"propertyNames": schema}}}


def _any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)


@rule(
    "RR210",
    "header-name-not-token",
    ERROR,
    on="headers",
    skips_ordinary=True,
    source=RFC3261 + "#section-25.1",
    outcome="no SIP message can carry a header of this name",
    fix="offer",
    good=[_sends("X-Customer-Id")],
    bad=[
        Bad(_sends("X Customer Id"), at="/headers/X Customer Id"),
        Bad(_sends("X-Customer-Id:"), at="/headers/X-Customer-Id:"),
        Bad(_sends("X-Kündigung"), at="/headers/X-Kündigung"),
        Bad(_sends(""), at="/headers/"),
    ],
    states=_names({"minLength": 1, "not": {"pattern": "[^A-Za-z0-9.!%*_+`'~-]"}}),
)
def header_name_not_token(body: Trusted) -> Iterator[Finding]:
    """A name in `headers` has a character that no SIP header name may have, or is empty.

    RFC 3261 §25.1 makes a name of ASCII letters, digits and ``-.!%*_+`'~``. The first space or colon ends it, so what
    comes after is read as something else.
    """
    headers = body["headers"]
    for name in headers:
        if not name.strip(CHARACTERS) and name:
            continue
        path = ("headers", name)
        if not name:
            yield Finding(
                path, "a header has the empty name; a name is letters, digits and hyphens", help="name the header"
            )
            continue
        odd = sip.character(name.lstrip(CHARACTERS)[0])
        meant = name.strip().rstrip(":").rstrip()
        likely = sip.is_token(meant) and meant not in headers and not sip.is_reserved(meant)
        near = sip.near(name)
        other = f"choose another name{f', such as {quote(near)},' if near and near not in headers else ''}"
        yield Finding(
            path,
            f"the header name {quote(name)} has {odd}; a name is ASCII letters, digits and hyphens",
            help=f'write "{cut(meant)}"' if likely else f"{other} that the receiver looks for",
            changes=(Change("key", path, meant),) if likely else (),
        )


@rule(
    "RR211",
    "reserved-header",
    ERROR,
    on="headers",
    skips_ordinary=True,
    source=RFC3261 + "#section-8.1.1",
    outcome="the INVITE has the header twice or contradicts itself, and is refused or breaks",
    sure="likely",
    good=[_sends("X-From")],
    bad=[
        Bad(_sends("From"), at="/headers/From"),
        Bad(_sends("content-LENGTH"), at="/headers/content-LENGTH"),
        Bad(_sends("v"), at="/headers/v"),
    ],
    states=_names({"not": {"pattern": f"^(?:{'|'.join(map(_any_case, (*RESERVED, *COMPACT)))})$"}}),
)
def reserved_header(body: Trusted) -> Iterator[Finding]:
    """`headers` sets a header that the SIP stack itself writes into every INVITE.

    These route the call, hold its dialog together, frame the message, log in or negotiate; most may stand only once.
    A second `From` was answered with 400 Bad Request in the field. Names are compared without case, and the compact
    forms count (RFC 3261 §7.3.1, §7.3.3). VideoSDK documents no list; this one is from the RFC and what
    comparable services refuse.
    To read such headers of incoming calls is another matter, and fine.
    """
    for name in body["headers"]:
        lower = name.lower()
        if lower in RESERVED or lower in COMPACT:
            long = COMPACT.get(lower, lower)
            known = f", the compact form of `{long}`," if lower in COMPACT else ""
            yield Finding(
                ("headers", name),
                f"the header `{name}`{known} is not a rule's to send: {RESERVED.get(long, sip.ONE_LETTER)}",
                help="remove it, or send the value in a header of your own that begins with `X-`",
            )


@rule(
    "RR213",
    "header-names-collide",
    WARNING,
    on="headers",
    skips_ordinary=True,
    source=RFC3261 + "#section-7.3.1",
    outcome="the header is sent twice, or one of the two is lost",
    sure="likely",
    good=[_sends("X-Team", "X-Desk")],
    bad=[Bad(_sends("X-Team", "x-team"), at="/headers/x-team", label="/headers/X-Team")],
)
def header_names_collide(body: Trusted) -> Iterator[Finding]:
    """Two names in `headers` are the same header.

    JSON tells `X-Team` from `x-team`, SIP does not: names have no case (RFC 3261 §7.3.1), and `f` is `From` (§7.3.3).
    A header may appear twice only if its value is defined as a list.
    """
    headers = body["headers"]
    if len(headers) < 2:  # noqa: PLR2004 (it takes two)
        return
    seen: dict[str, str] = {}
    for name in sorted(headers):  # in whatever order they stand, the same is told
        first = seen.setdefault(sip.canonical_name(name), name)
        if first != name:
            yield Finding(
                ("headers", name),
                f"{quote(name)} and {quote(first)} are one header to SIP",
                (Note(("headers", first), "the same header"),),
                "keep one of them",
            )


@rule(
    "RR215",
    "identity-header",
    WARNING,
    on="headers",
    skips_ordinary=True,
    source=CHIME,
    outcome="many carriers drop it or refuse the call; where it passes, it claims who calls",
    sure="likely",
    good=[_sends("X-Customer-Id")],
    bad=[
        Bad(_sends("P-Asserted-Identity"), at="/headers/P-Asserted-Identity"),
        Bad(_sends("diversion"), at="/headers/diversion"),
    ],
)
def identity_header(body: Trusted) -> Iterator[Finding]:
    """`headers` sets a header that says who calls.

    `P-Asserted-Identity`, `Remote-Party-ID`, `Diversion` and their like are taken from callers a carrier trusts and
    dropped from others. Some carriers want them; whether VideoSDK sends them on is not documented.
    """
    for name in body["headers"]:
        if name.lower() in IDENTITY:
            yield Finding(
                ("headers", name),
                f"`{name}` tells the carrier who calls; most take that from trusted peers only",
                help="keep it only if the carrier asks for it",
            )


@rule(
    "RR218",
    "header-without-x-prefix",
    INFO,
    on="headers",
    skips_ordinary=True,
    source=CHIME,
    outcome="carriers that pass only `X-` headers drop it",
    sure="likely",
    good=[_sends("X-Customer-Id")],
    bad=[Bad(_sends("Customer-Id"), at="/headers/Customer-Id")],
)
def header_without_x_prefix(body: Trusted) -> Iterator[Finding]:
    """A name in `headers` does not begin with `X-`.

    RFC 3261 gives the prefix no meaning, and VideoSDK does not ask for it; but several carriers and platforms pass
    only such headers on, and `includeHeaders` knows `SIP_X_HEADERS` at the other end.
    """
    for name in body["headers"]:
        if name[:2] in ("X-", "x-"):
            continue
        if sip.is_token(name) and not sip.is_reserved(name) and name.lower() not in IDENTITY:
            yield Finding(
                ("headers", name),
                f"the header name {quote(name)} does not begin with `X-`",
                help=f'if both ends are yours, call it "X-{cut(name)}"',
            )

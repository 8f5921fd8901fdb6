"""RR230 to RR236: which headers of incoming calls become which attributes."""

from __future__ import annotations

from siplint.domain import sip_headers as sip
from siplint.domain.sip_headers import CHARACTERS, CREDENTIALS, IDENTITY, RESERVED, RFC3261
from siplint.domain.wording import cut, quote
from siplint.model.examples import INBOUND_BODY
from siplint.model.fields import CREATE_PAGE, PLATFORM, UPDATE_PAGE
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON

AGENTS = "https://pypi.org/project/videosdk-agents/"
FIELD: Final = "headersToAttributes"


def _maps(mapped: dict[str, str], **more: JSON) -> dict[str, JSON]:
    """Give a body that maps headers to attributes."""
    return INBOUND_BODY | {FIELD: mapped} | more


@rule(
    "RR230",
    "mapped-name-not-token",
    WARNING,
    on=FIELD,
    skips_ordinary=True,
    source=RFC3261 + "#section-25.1",
    outcome="no SIP message can carry such a header: the attribute stays empty",
    good=[_maps({"X-Ticket": "ticket"})],
    bad=[
        Bad(_maps({"X Ticket": "ticket"}), at="/headersToAttributes/X Ticket"),
        Bad(_maps({"": "a"}), at="/headersToAttributes/"),
    ],
)
def mapped_name_not_token(body: Trusted) -> Iterator[Finding]:
    """A key of `headersToAttributes` is a name that no SIP header can have.

    RFC 3261 §25.1 makes a name of ASCII letters, digits and ``-.!%*_+`'~``.
    """
    for name in body[FIELD]:
        if name and not name.strip(CHARACTERS):
            continue
        odd = f"has {sip.character(name.lstrip(CHARACTERS)[0])}" if name else "is empty"
        near = sip.near(name)
        yield Finding(
            (FIELD, name),
            f"the header name {quote(name)} {odd}; a name is ASCII letters, digits and hyphens",
            help=f"write the name as the INVITE has it{f', perhaps {quote(near)}' if near else ''}",
        )


@rule(
    "RR231",
    "attribute-empty",
    WARNING,
    on=FIELD,
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="the value of the header has nowhere to go",
    sure="likely",
    good=[_maps({"X-Ticket": "ticket"})],
    bad=[
        Bad(_maps({"X-Ticket": ""}), at="/headersToAttributes/X-Ticket"),
        Bad(_maps({"X-Ticket": " "}), at="/headersToAttributes/X-Ticket"),
    ],
)
def attribute_empty(body: Trusted) -> Iterator[Finding]:
    """A header is mapped to an attribute whose name is empty, or only white space.

    `headersToAttributes` gives for each header the participant attribute that receives its value.
    """
    for name, attribute in body[FIELD].items():
        if not attribute or attribute.isspace():
            what = "only white space" if attribute else "empty"
            yield Finding(
                (FIELD, name),
                f"the attribute for `{cut(name)}` is {what}",
                help="name the attribute, or remove the entry",
            )


@rule(
    "RR232",
    "attributes-collide",
    WARNING,
    on=FIELD,
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="of a call that has both headers, one value is lost; which one is not documented",
    sure="likely",
    good=[_maps({"X-Case": "case", "X-Ticket": "ticket"})],
    bad=[
        Bad(
            _maps({"X-Case": "ticket", "X-Ticket": "ticket"}),
            at="/headersToAttributes/X-Ticket",
            label="/headersToAttributes/X-Case",
        )
    ],
)
def attributes_collide(body: Trusted) -> Iterator[Finding]:
    """Two headers are mapped to one attribute.

    An attribute has one value. With LiveKit, a comparable service, it is that of a random one of the headers.
    """
    mapped = body[FIELD]
    if len(mapped) < 2:  # noqa: PLR2004 (it takes two)
        return
    seen: dict[str, str] = {}
    for name, attribute in sorted(mapped.items()):  # in whatever order they stand, the same is told
        first = seen.setdefault(attribute, name)
        if first != name and attribute.strip():
            yield Finding(
                (FIELD, name),
                f"`{cut(name)}` and `{cut(first)}` both go to the attribute {quote(attribute)}",
                (Note((FIELD, first), "the same attribute"),),
                "give each header its own attribute",
            )


@rule(
    "RR233",
    "attribute-reserved",
    WARNING,
    on=FIELD,
    skips_ordinary=True,
    source=AGENTS,
    outcome="the platform's own value and the header's overwrite each other",
    sure="likely",
    good=[_maps({"X-User": "user"}), _maps({"X-Type": "sipCallType"})],
    bad=[
        Bad(_maps({"X-User": "sipUser"}), at="/headersToAttributes/X-User"),
        Bad(_maps({"X-Type": "callType"}), at="/headersToAttributes/X-Type"),
        Bad(_maps({"X-User": "sip.user"}), at="/headersToAttributes/X-User"),
    ],
)
def attribute_reserved(body: Trusted) -> Iterator[Finding]:
    """A header is mapped to an attribute that the platform itself uses.

    VideoSDK's agents read `sipUser`, `callType` and `enableAgentEvents` of a participant's metadata
    (videosdk-agents 1.0.30); LiveKit, a comparable service, keeps everything that begins with `sip.` for itself. A
    caller writes the headers, so a caller could pose as the platform.
    """
    for name, attribute in body[FIELD].items():
        if attribute in PLATFORM or attribute.startswith("sip."):
            yield Finding(
                (FIELD, name), f"the attribute {quote(attribute)} is one the platform uses", help="choose another name"
            )


@rule(
    "RR234",
    "credential-mapped",
    WARNING,
    on=FIELD,
    skips_ordinary=True,
    source=RFC3261 + "#section-22",
    outcome="what the caller's side logs in with becomes an attribute that every participant can read",
    sure="likely",
    good=[_maps({"X-Ticket": "ticket"})],
    bad=[Bad(_maps({"Proxy-Authorization": "login"}), at="/headersToAttributes/Proxy-Authorization")],
)
def credential_mapped(body: Trusted) -> Iterator[Finding]:
    """`Authorization` or `Proxy-Authorization` is mapped to an attribute.

    The headers hold a user name and what proves the password (RFC 3261 §22). Attributes of a participant are there
    for all others in the room.
    """
    for name in body[FIELD]:
        if name.lower() in CREDENTIALS:
            yield Finding(
                (FIELD, name),
                f"`{name}` holds credentials, and every participant can read attributes",
                help="remove the entry",
            )


def _reversed(name: str, attribute: str) -> bool:
    """Tell whether a header's name is where the attribute should be, and the reverse."""
    return _is_header(attribute) and not _is_header(name) and name.lower() not in RESERVED and sip.is_token(name)


def _is_header(text: str) -> bool:
    if text[:2] in ("X-", "x-"):
        return sip.is_token(text)
    if "-" not in text:
        return text.lower() in RESERVED and text[0].isupper()
    return text.lower() in RESERVED or text.lower() in IDENTITY or (text[0].isupper() and sip.is_token(text))


@rule(
    "RR235",
    "map-looks-reversed",
    INFO,
    on=FIELD,
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="no header of that name arrives: the attribute stays empty",
    sure="guess",
    fix="offer",
    good=[_maps({"X-Ticket": "ticket"})],
    bad=[Bad(_maps({"ticket": "X-Ticket"}), at="/headersToAttributes/ticket")],
)
def map_looks_reversed(body: Trusted) -> Iterator[Finding]:
    """A key of `headersToAttributes` looks like an attribute, and its value like a header.

    The header is the key, the attribute the value, as the name of the field says.
    """
    mapped = body[FIELD]
    for name, attribute in mapped.items():
        if name[:2] in ("X-", "x-") or not _reversed(name, attribute):
            continue
        path = (FIELD, name)
        free = attribute not in mapped
        yield Finding(
            path,
            f"{quote(name)} looks like an attribute and {quote(attribute)} like a header; the header is the key",
            help=f"write {quote(attribute)}: {quote(name)}" if free else "",
            changes=(Change("key", path, attribute), Change("value", path, name)) if free else (),
        )


@rule(
    "RR236",
    "map-may-stay-empty",
    INFO,
    on=FIELD,
    reads=("includeHeaders",),
    skips_ordinary=True,
    source=UPDATE_PAGE,
    outcome="the attribute may stay empty; whether the map works without `includeHeaders` is not documented",
    sure="guess",
    good=[
        _maps({"From": "caller"}, includeHeaders="ALL"),
        _maps({"X-Ticket": "ticket"}, includeHeaders="SIP_X_HEADERS"),
    ],
    bad=[
        Bad(_maps({"X-Ticket": "ticket"}, includeHeaders="NONE"), at="/headersToAttributes", label="/includeHeaders"),
        Bad(
            _maps({"From": "caller"}, includeHeaders="SIP_X_HEADERS"),
            at="/headersToAttributes/From",
            label="/includeHeaders",
        ),
    ],
)
def map_may_stay_empty(body: Trusted) -> Iterator[Finding]:
    """`headersToAttributes` maps headers that `includeHeaders` leaves out.

    `includeHeaders` says "which SIP headers are surfaced". LiveKit, a comparable service, surfaces headers mapped by name in
    any case; VideoSDK does not say.
    """
    wanted = body.get("includeHeaders", "ALL")
    mapped = body[FIELD]
    if wanted == "ALL" or not mapped:
        return
    if wanted == "NONE":
        note = Note(("includeHeaders",), "no header is surfaced")
        yield Finding((FIELD,), "headers are mapped, and `includeHeaders` is `NONE`", (note,))
        return
    for name, attribute in mapped.items():
        if name[:2] not in ("X-", "x-") and sip.is_token(name) and not _reversed(name, attribute):
            note = Note(("includeHeaders",), "only `X-` headers are surfaced")
            yield Finding((FIELD, name), f"`{cut(name)}` is mapped, and `includeHeaders` is `SIP_X_HEADERS`", (note,))

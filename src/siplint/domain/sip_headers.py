"""SIP headers (RFC 3261): which names are valid, which are the same, and which belong to the SIP stack."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

RFC3261 = "https://www.rfc-editor.org/rfc/rfc3261"

CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"
"""The characters of a header name (§25.1)."""

COMPACT: Mapping[str, str] = {
    "i": "call-id",
    "m": "contact",
    "e": "content-encoding",
    "l": "content-length",
    "c": "content-type",
    "f": "from",
    "s": "subject",
    "k": "supported",
    "t": "to",
    "v": "via",
    "o": "event",
    "r": "refer-to",
    "u": "allow-events",
}
"""Compact names with their long names (§7.3.3, §20; the last three from later RFCs). A rule may send none of them."""

ONE_LETTER = "names of one letter are SIP's own"

_RESERVED = {
    "the SIP stack writes it itself to route the call and keep its dialog": (
        "via from to call-id cseq contact max-forwards route record-route path service-route"
    ),
    "the SIP stack writes it itself to describe the body of the message": (
        "content-length content-type content-encoding content-disposition content-language mime-version"
    ),
    "the SIP stack writes it itself to log in": (
        "authorization proxy-authorization proxy-authenticate www-authenticate authentication-info proxy-require"
    ),
    "the SIP stack writes it itself to say what it can do and wants": (
        "require supported unsupported allow allow-events accept accept-encoding accept-language expires min-expires"
        " session-expires min-se rseq rack event refer-to referred-by replaces reply-to timestamp date server user-agent"
        " warning retry-after"
    ),
}
RESERVED: Mapping[str, str] = {name: why for why, names in _RESERVED.items() for name in names.split()}
"""Headers that a rule may not send, in lower case, with the reason."""

IDENTITY = frozenset(
    (
        "p-asserted-identity",
        "p-preferred-identity",
        "remote-party-id",
        "diversion",
        "history-info",
        "privacy",
        "identity",
    )
)
"""Headers that say who is calling, in lower case."""

CREDENTIALS = frozenset(("authorization", "proxy-authorization"))
"""Headers that carry credentials, in lower case."""


def is_token(name: str) -> bool:
    """Return whether RFC 3261 allows a header with this name."""
    return bool(name) and not name.strip(CHARACTERS)


def canonical_name(name: str) -> str:
    """Return the canonical spelling of a header name: lower case, long form (§7.3.1, §7.3.3)."""
    lower = name.lower()
    return COMPACT.get(lower, lower)


def is_reserved(name: str) -> bool:
    """Return whether a header belongs to the SIP stack."""
    lower = name.lower()
    return lower in RESERVED or lower in COMPACT


def near(name: str) -> str:
    """Return the header name that a text with white space or a colon probably means, or an empty string."""
    meant = "-".join(name.strip().rstrip(":").split())
    return meant if is_token(meant) and not is_reserved(meant) else ""


def character(letter: str) -> str:
    """Return the name of a character, for a message about one that is not allowed."""
    if letter in NAMED:
        return NAMED[letter]
    if not letter.isprintable():
        return f"the character U+{ord(letter):04X}"
    return f"`{letter}`" if letter.isascii() else f"`{letter}` (U+{ord(letter):04X})"


NAMED = {
    " ": "a space",
    ":": "a colon",
    "\t": "a tab",
    "\r": "a carriage return (CR)",
    "\n": "a line feed (LF)",
    "\0": "a NUL",
    "\x7f": "a DEL",
}

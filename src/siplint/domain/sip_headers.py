"""SIP headers as RFC 3261 has them: what may be a name, which names say the same, and which belong to the SIP stack."""

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
"""The one-letter names and what they stand for (§7.3.3, §20; the last three from later RFCs). None is a rule's to send."""

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
"""Headers that are not a rule's to send, in lower case, and why."""

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
"""Headers that say who calls, in lower case."""

CREDENTIALS = frozenset(("authorization", "proxy-authorization"))
"""Headers that carry what one logs in with, in lower case."""


def is_token(name: str) -> bool:
    """Tell whether RFC 3261 allows a header of this name."""
    return bool(name) and not name.strip(CHARACTERS)


def canonical_name(name: str) -> str:
    """Give the one spelling of a header's name: lower case, and the long form (§7.3.1, §7.3.3)."""
    lower = name.lower()
    return COMPACT.get(lower, lower)


def is_reserved(name: str) -> bool:
    """Tell whether a header belongs to the SIP stack."""
    lower = name.lower()
    return lower in RESERVED or lower in COMPACT


def near(name: str) -> str:
    """Give the header name that a text is meant as, which has white space or a colon in it; or an empty string."""
    meant = "-".join(name.strip().rstrip(":").split())
    return meant if is_token(meant) and not is_reserved(meant) else ""


def character(letter: str) -> str:
    """Name a character that stands where it must not."""
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

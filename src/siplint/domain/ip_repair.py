"""What a text is that should be an IP address, and which address was meant."""

from __future__ import annotations

from siplint.domain.ip import ADDRESS_BITS, MASK, parse_block, write_block
from siplint.domain.ipv4 import OCTETS, QUAD, is_quad
from siplint.domain.wording import cut, either, quote
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DECIMAL = "0123456789"
HEXADECIMAL = "0123456789abcdefABCDEF"
ADDRESS_SEPARATORS = ",;|"
EVERYBODY = ("*", "any", "all", "everyone", "anywhere", "0", "*.*.*.*")
ALONE = "write the IP address alone"
HOST_ADVICE = "write the IP address of its host"


class AddressDefect(Record):
    """What a text is instead of an IP address.

    `what` continues a sentence that begins with the text. `meant` are the addresses that can replace it, several for a
    list in one string. `advice` is used if they are not known.
    """

    kind: str
    what: str
    meant: tuple[str, ...] = ()
    advice: str = ALONE


def address_defect(text: str) -> AddressDefect:
    """Return what a text is that is not an IP address."""
    for look in LOOKS:
        found = look(text)
        if found:
            return found
    return AddressDefect("other", "is not an IP address", advice="write an IP address, such as 198.51.100.7")


def _meant(text: str) -> tuple[str, ...]:
    return (text,) if parse_block(text) else ()


def _empty(text: str) -> AddressDefect | None:
    if text and not text.isspace():
        return None
    what = "is only white space" if text else "is empty"
    return AddressDefect("empty", what, advice="remove the item, or put in an IP address")


def _white_space(text: str) -> AddressDefect | None:
    meant = _meant(text.strip())
    return AddressDefect("white space", "has white space around the address", meant) if meant else None


def _placeholder(text: str) -> AddressDefect | None:
    from siplint.domain.heuristics import looks_left_in

    if looks_left_in(text) or "${" in text or "{{" in text:
        return AddressDefect("placeholder", "is a placeholder", advice="put in the address that it stands for")
    return None


def _everybody(text: str) -> AddressDefect | None:
    if text.strip().lower() not in EVERYBODY:
        return None
    advice = "to let everybody in, leave `allowedIpAddresses` out"
    return AddressDefect("everybody", "is a word for all addresses", advice=advice)


def _host(text: str) -> str:
    """Return the host in the part of a URI after its scheme: without user, port, brackets and path."""
    for end in "/?#;":
        text = text.partition(end)[0]
    text = text.rpartition("@")[2]
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


def _uri(text: str) -> AddressDefect | None:
    scheme, mark, rest = text.partition("://")
    if mark and scheme:
        return AddressDefect("url", "is a URL", _meant(_host(rest)), HOST_ADVICE)
    scheme, mark, rest = text.partition(":")
    if mark and scheme.lower() in ("sip", "sips"):
        return AddressDefect("sip uri", "is a SIP URI", _meant(_host(rest)), HOST_ADVICE)
    if "@" in text:
        return AddressDefect("sip uri", "has a user before the host", _meant(_host(text)), HOST_ADVICE)
    return None


def _range(text: str) -> AddressDefect | None:
    low, dash, high = (part.strip() for part in text.partition("-"))
    if not dash or not parse_block(low) or "/" in low:
        return None
    if high in OCTETS and is_quad(low):
        high = f"{low.rpartition('.')[0]}.{high}"
    ends = (parse_block(low), parse_block(high))
    advice = "list the addresses one by one"
    if ends[0] and ends[1]:
        block = _common(ends[0], ends[1])
        advice += f"; as a network they are {block}" if block else ""
    return AddressDefect("range", "is a range of addresses", advice=advice)


def _common(low: tuple[int, int, int], high: tuple[int, int, int]) -> str:
    """Return the network that contains exactly the addresses from one to another; empty if there is none."""
    size = high[1] - low[1] + 1
    if low[0] != high[0] or size < 1 or size & (size - 1) or low[1] % size:
        return ""
    return write_block((low[0], low[1], ADDRESS_BITS[low[0]] - size.bit_length() + 1))


def _several(text: str) -> AddressDefect | None:
    plain = text
    for mark in ADDRESS_SEPARATORS:
        plain = plain.replace(mark, " ")
    parts = tuple(plain.split())
    good = tuple(part for part in parts if parse_block(part))
    advice = "make each address an item of its own"
    if len(good) == len(parts) == 1:
        return AddressDefect("list", "has a separator beside the address", good)
    if len(parts) > 1 and (plain != text or len(good) > 1):
        return AddressDefect("list", f"is a list of {len(parts)} in one string", good if good == parts else (), advice)
    return AddressDefect("remark", "has other words beside the address", good) if good else None


def _brackets(text: str) -> AddressDefect | None:
    if not text.startswith("["):
        return None
    inner, _, rest = text[1:].partition("]")
    if rest[:1] == ":":
        return AddressDefect("port", "has a port", _meant(inner))
    return AddressDefect("brackets", "is in brackets", _meant(inner))


def _zone(text: str) -> AddressDefect | None:
    address, mark, _ = text.partition("%")
    if mark and ":" in address and parse_block(address):
        return AddressDefect("zone", "has a zone, which means something on one machine only", _meant(address))
    return None


def _wildcard(text: str) -> AddressDefect | None:
    parts = text.split(".")
    stars = [part in ("*", "x", "X", "?") for part in parts]
    if len(parts) > QUAD or not ("*" in text or (len(parts) == QUAD and any(stars) and parts[0] in OCTETS)):
        return None
    fixed = stars.index(True) if True in stars else len(parts)
    advice = "list the addresses one by one"
    if all(stars[fixed:]) and fixed < len(parts) and fixed and all(part in OCTETS for part in parts[:fixed]):
        advice += f"; as a network they are {'.'.join(parts[:fixed] + ['0'] * (QUAD - fixed))}/{fixed * 8}"
    return AddressDefect("wildcard", "is a pattern with a wildcard", advice=advice)


def _port(text: str) -> AddressDefect | None:
    host, _, port = text.partition(":")
    if not port or port.strip(DECIMAL):
        return None
    if is_quad(host):
        return AddressDefect("port", "has a port", (host,))
    if _name(host):
        return AddressDefect(
            "host name", "is a host name with a port", advice="write the IP addresses the name stands for"
        )
    return None


def _mask(text: str) -> AddressDefect | None:
    address, slash, mask = text.partition("/")
    if not slash or not address:
        return None
    block = parse_block(address)
    if not block:
        inner = address_defect(address)
        return AddressDefect(inner.kind, inner.what, advice=inner.advice)
    highest = ADDRESS_BITS[block[0]]
    short = mask.lstrip("0") or "0"
    if not mask:
        return AddressDefect("prefix length", "ends in a slash without a prefix length", (address,))
    if OCTETS.get(short, highest + 1) <= highest:
        what = f"writes the prefix length {cut(mask)} with leading zeros"
        return AddressDefect("prefix length", what, (f"{address}/{short}",))
    advice = f"write a prefix length from 0 to {highest}, or the addresses one by one"
    return AddressDefect(
        "prefix length", f"has {quote(mask)} as a prefix length; IPv{block[0]} has 0 to {highest}", advice=advice
    )


def _numeric(text: str) -> AddressDefect | None:
    """Return what a text of only digits and dots is."""
    if text.strip(DECIMAL + "."):
        return None
    parts = text.split(".")
    if len(parts) == 1:
        return _integer(text)
    if "" in parts:
        return AddressDefect(
            "octets", "has an empty part between its dots", _meant(text.strip(".")), "write four numbers from 0 to 255"
        )
    if len(parts) != QUAD:
        return AddressDefect(
            "octets", f"has {len(parts)} numbers; an IPv4 address has 4", advice="write four numbers from 0 to 255"
        )
    large = [part for part in parts if (part.lstrip("0") or "0") not in OCTETS]
    if large:
        return AddressDefect(
            "octets",
            f"has {either(map(cut, large), 'and')}; the highest is 255",
            advice="write four numbers from 0 to 255",
        )
    return _zeros(parts)


def _zeros(parts: list[str]) -> AddressDefect:
    """Drop leading zeros. Some parsers read them as octal: the meaning is known only if both readings agree."""
    short = [part.lstrip("0") or "0" for part in parts]
    decimal = ".".join(short)
    octal = ".".join(
        str(int(digits, 8 if part[0] == "0" and not set(digits) & set("89") else 10))
        for part, digits in zip(parts, short, strict=True)
    )
    what = "has numbers with leading zeros, which some readers take as octal"
    if decimal == octal:
        return AddressDefect("leading zeros", what, (decimal,))
    return AddressDefect("leading zeros", what, advice=f"write {decimal}, or {octal} if it is octal")


def _integer(text: str) -> AddressDefect:
    short = text.lstrip("0")
    if len(short) > 10 or int(short or 0) > MASK:  # noqa: PLR2004 (digits of the highest address)
        return AddressDefect(
            "number", "is a number without dots", advice="a phone number belongs into `allowedNumbers`"
        )
    return AddressDefect(
        "number",
        "is a number without dots",
        advice=f"if it is an address, write {write_block((4, int(short or 0), 32))}",
    )


def _phone(text: str) -> AddressDefect | None:
    if text[0] == "+" and text[1:2].isdigit():
        return AddressDefect(
            "phone number", "looks like a phone number", advice="callers' numbers belong into `allowedNumbers`"
        )
    return None


def _characters(text: str) -> AddressDefect | None:
    """Return the defect of an address with other digits or with invisible characters."""
    from unicodedata import decimal, normalize

    plain = "".join(str(decimal(char)) if char.isdecimal() else char for char in normalize("NFKC", text))
    meant = _meant("".join(char for char in plain if char.isprintable()).strip())
    what = "has control characters" if text.isascii() else "has characters outside of ASCII"
    return AddressDefect("characters", what, meant) if meant else None


def _six(text: str) -> AddressDefect | None:
    if ":" not in text or text.strip(HEXADECIMAL + ":."):
        return None
    return AddressDefect(
        "ipv6",
        "is no IPv6 address",
        advice="write up to eight groups of up to four hexadecimal digits, with one `::` at most",
    )


def _name(text: str) -> AddressDefect | None:
    plain = text.lower().replace("-", "").replace(".", "").replace("_", "")
    if not plain.isalnum() or not any(char.isalpha() for char in plain):
        return None
    if text[:2].lower() == "0x" and len(text) > 2 and not text[2:].strip(HEXADECIMAL):  # noqa: PLR2004
        return AddressDefect("number", "is a hexadecimal number", advice="write it as four numbers with dots")
    return AddressDefect("host name", "is a host name", advice="write the IP addresses the name stands for")


LOOKS: tuple[Callable[[str], AddressDefect | None], ...] = (
    *(_empty, _white_space, _placeholder, _everybody),
    _uri,
    _range,
    _several,
    _brackets,
    _zone,
    _wildcard,
    _port,
    _phone,
    _characters,
    _mask,
    _numeric,
    _six,
    _name,
)

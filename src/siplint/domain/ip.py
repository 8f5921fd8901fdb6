"""IP addresses and networks, read by hand: a clean run must not pay for `ipaddress`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Block: TypeAlias = tuple[int, int, int]
    """IP version, address as an integer, prefix length."""

ADDRESS_BITS = {4: 32, 6: 128}
OCTETS = {str(number): number for number in range(256)}
"""The spellings an octet has: no sign, no leading zero, ASCII digits."""
SPELLINGS = frozenset(OCTETS)
QUAD = 4
MASK = (1 << 32) - 1


def is_quad(text: str) -> bool:
    """Tell whether a text is an IPv4 address in its one spelling."""
    parts = text.split(".")
    return len(parts) == QUAD and SPELLINGS.issuperset(parts)


def quad(text: str) -> int:
    """Give the number of an IPv4 address."""
    number = 0
    for part in text.split("."):
        number = number << 8 | OCTETS[part]
    return number


def parse_block(text: str) -> Block | None:
    """Read an address, or a network with a prefix length or a mask; None when it is neither."""
    address, slash, mask = text.partition("/")
    if is_quad(address):
        version, number = 4, quad(address)
    else:
        six = _six(address)
        if six is None:
            return None
        version, number = 6, six
    bits = _bits(mask, version) if slash else ADDRESS_BITS[version]
    return None if bits is None else (version, number, bits)


def _six(text: str) -> int | None:
    if ":" not in text or "%" in text or not text.isascii():
        return None
    from ipaddress import AddressValueError, IPv6Address

    try:
        return int(IPv6Address(text))
    except AddressValueError:
        return None


def _bits(mask: str, version: int) -> int | None:
    if mask in OCTETS and OCTETS[mask] <= ADDRESS_BITS[version]:
        return OCTETS[mask]
    if version == 4 and is_quad(mask):  # noqa: PLR2004 (the IP version)
        return _contiguous(quad(mask))
    return None


def _contiguous(mask: int) -> int | None:
    """Give the length of a mask, also of an inverted one (0.0.0.255); None when it has holes."""
    for one in (mask, mask ^ MASK):
        if (one ^ MASK) & ((one ^ MASK) + 1) == 0:
            return one.bit_count()
    return None


def first(block: Block) -> int:
    """Give the lowest address of a network."""
    version, number, bits = block
    rest = ADDRESS_BITS[version] - bits
    return number >> rest << rest


def last(block: Block) -> int:
    """Give the highest address of a network."""
    version, number, bits = block
    return number | ((1 << (ADDRESS_BITS[version] - bits)) - 1)


def write_block(block: Block) -> str:
    """Write a network as it is usually written, without host bits; a single address without its length."""
    version, _, bits = block
    number = first(block)
    if version == 4:  # noqa: PLR2004
        text = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    else:
        from ipaddress import IPv6Address

        text = str(IPv6Address(number))
    return text if bits == ADDRESS_BITS[version] else f"{text}/{bits}"


def covers_all(blocks: Iterable[Block], version: int) -> bool:
    """Tell whether networks together hold every address of an IP version."""
    free = 0
    for low, high in sorted((first(block), last(block)) for block in blocks if block[0] == version):
        if low > free:
            return False
        free = max(free, high + 1)
    return free >> ADDRESS_BITS[version] == 1


SPECIAL = (
    ("0.0.0.0/32", "unspecified"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "carrier-internal"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.2.0/24", "documentation"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("2001:db8::/32", "documentation"),
    ("3fff::/20", "documentation"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "private"),
    ("ff00::/8", "multicast"),
)
"""Ranges no caller from the internet has (IANA's special-purpose address registries)."""
MAPPED = 0xFFFF << 32
"""The IPv6 addresses that stand for IPv4 ones, ::ffff:0:0/96."""
FIRST_OCTETS = frozenset(("0", "10", "100", "127", "169", "172", "192", "198", "203", *map(str, range(224, 256))))
"""With any other beginning an IPv4 address is a public one."""


def special(block: Block) -> str:
    """Name the special range that a network lies in as a whole; empty for public addresses."""
    version, number, bits = block
    if version == 6 and number >> 32 << 32 == MAPPED and bits >= 96:  # noqa: PLR2004
        block = (4, number & MASK, bits - 96)
    for text, name in SPECIAL:
        if (":" in text) == (block[0] == 6):  # noqa: PLR2004
            outer = parse_block(text)
            if outer and first(outer) <= first(block) and last(block) <= last(outer):
                return name
    return ""

"""Networks of IP addresses, parsed without `ipaddress`, which a clean run must not import."""

from __future__ import annotations

from siplint.domain.ipv4 import OCTETS, is_quad, quad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Block: TypeAlias = tuple[int, int, int]
    """IP version, address as an integer, prefix length."""

ADDRESS_BITS = {4: 32, 6: 128}
MASK = (1 << 32) - 1


def parse_block(text: str) -> Block | None:
    """Parse an address, or a network with a prefix length or a mask; None if it is neither."""
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
    """Return the prefix length of a mask or of an inverted mask (0.0.0.255); None if it has holes."""
    for candidate in (mask, mask ^ MASK):
        if (candidate ^ MASK) & ((candidate ^ MASK) + 1) == 0:
            return candidate.bit_count()
    return None


def first(block: Block) -> int:
    """Return the lowest address of a network."""
    version, number, bits = block
    rest = ADDRESS_BITS[version] - bits
    return number >> rest << rest


def last(block: Block) -> int:
    """Return the highest address of a network."""
    version, number, bits = block
    return number | ((1 << (ADDRESS_BITS[version] - bits)) - 1)


def write_block(block: Block) -> str:
    """Return the usual text of a network, without host bits; a single address has no length."""
    version, _, bits = block
    number = first(block)
    if version == 4:  # noqa: PLR2004
        text = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    else:
        from ipaddress import IPv6Address

        text = str(IPv6Address(number))
    return text if bits == ADDRESS_BITS[version] else f"{text}/{bits}"


def covers_all(blocks: Iterable[Block], version: int) -> bool:
    """Return whether networks together contain every address of an IP version."""
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
"""Ranges from which no call over the internet comes (IANA's special-purpose address registries)."""
MAPPED = 0xFFFF << 32
"""The IPv6 addresses that represent IPv4 addresses, ::ffff:0:0/96."""


def special(block: Block) -> str:
    """Return the name of the special range that contains a whole network; empty for public addresses."""
    version, number, bits = block
    if version == 6 and number >> 32 << 32 == MAPPED and bits >= 96:  # noqa: PLR2004
        block = (4, number & MASK, bits - 96)
    for text, name in SPECIAL:
        if (":" in text) == (block[0] == 6):  # noqa: PLR2004
            outer = parse_block(text)
            if outer and first(outer) <= first(block) and last(block) <= last(outer):
                return name
    return ""

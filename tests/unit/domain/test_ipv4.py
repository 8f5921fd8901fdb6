"""IPv4 addresses, held to the standard library."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address

from hypothesis import example, given
from hypothesis import strategies as st

from siplint.domain.ipv4 import is_quad, quad

parts = st.one_of(
    st.integers(0, 300).map(str), st.sampled_from(["", "00", "01", "+1", " 1", "1 ", "٣", "1e1", "0x1", "-0"])
)


@given(st.lists(parts, min_size=3, max_size=5).map(".".join))
@example("1.2.3.4\n")
@example("255.255.255.255")
def test_an_address_is_what_the_standard_library_takes(text: str) -> None:
    try:
        there = IPv4Address(text)
    except AddressValueError:
        assert not is_quad(text)
    else:
        assert is_quad(text)
        assert quad(text) == int(there)

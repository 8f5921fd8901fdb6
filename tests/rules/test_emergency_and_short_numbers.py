"""RR306: emergency and short numbers with a plus before them."""

from __future__ import annotations

import pytest

from siplint.api import check
from siplint.model.examples import INBOUND_BODY


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("+1911", "is the emergency number 911 of North America, which has no E.164 form"),
        ("+112", "is the emergency number 112, which has no E.164 form"),
        ("+999", "is the emergency number 999, which has no E.164 form"),
        ("+44999", "is the emergency number 999 of the United Kingdom, which has no E.164 form"),
        ("+49110", "is the emergency number 110 of Germany, which has no E.164 form"),
        ("+61000", "is the emergency number 000 of Australia, which has no E.164 form"),
        ("+1411", "is the short code 411 of North America, which has no E.164 form"),
        ("+44116000", "is the short code 116000 of the United Kingdom, which has no E.164 form"),
    ],
)
def test_a_number_that_is_dialled_inside_its_country_only_is_named(number: str, message: str) -> None:
    found = check(INBOUND_BODY | {"phoneNumbers": [number]})
    assert [(one.code, one.pointer, one.message) for one in found] == [
        ("RR306", "/phoneNumbers/0", f'"{number}" {message}')
    ]

"""Emergency numbers and short codes behind a calling code."""

from __future__ import annotations

import pytest

from siplint.domain import numbering_plan
from siplint.domain.short_number import CODE, EMERGENCY, NONE, short_number_kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("+1911", EMERGENCY),
        ("+1112", EMERGENCY),
        ("+44999", EMERGENCY),
        ("+61000", EMERGENCY),
        ("+1411", CODE),
        ("+44116000", CODE),
        ("+4911833", NONE),
        ("+1415555", NONE),
        ("+44", NONE),
        ("+440", NONE),
        ("+14155551234", NONE),
        ("+19110", NONE),
        ("+191", NONE),
        ("+999", NONE),
        ("+0911", NONE),
        ("+800112", NONE),
    ],
)
def test_the_kind_of_digits_behind_a_calling_code(number: str, kind: int) -> None:
    assert short_number_kind(number) == kind


@pytest.mark.parametrize(
    ("number", "short", "is_emergency"),
    [
        ("+1911", "911", True),
        ("+911", "911", True),
        ("+112", "112", True),
        ("+999", "999", True),
        ("+1411", "411", False),
        ("+44116000", "116000", False),
        ("+1415555", "", False),
        ("+14155551234", "", False),
    ],
)
def test_what_a_sentence_calls_it(number: str, short: str, is_emergency: bool) -> None:
    assert (numbering_plan.short_form(number), numbering_plan.is_emergency(number)) == (short, is_emergency)

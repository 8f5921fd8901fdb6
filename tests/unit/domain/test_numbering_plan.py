"""What the numbering plans of the world say of a number."""

from __future__ import annotations

import pytest

from siplint.domain import numbering_plan


@pytest.mark.parametrize(
    ("number", "canonical"),
    [
        ("+330612345678", "+33612345678"),
        ("+4402071838750", "+442071838750"),
        ("+114155551234", "+14155551234"),
        ("+540111523456789", "+5491123456789"),
        ("+33612345678", "+33612345678"),
        ("+390612345678", "+390612345678"),
        ("+330", "+330"),
        ("+9991234567", "+9991234567"),
        ("+33001", "+33001"),
    ],
)
def test_the_national_prefix_goes_only_where_a_possible_number_is_left(number: str, canonical: str) -> None:
    assert numbering_plan.canonical_number(number) == canonical


def test_what_is_remembered_of_numbers_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering_plan, "MOST_KINDS", 2)
    numbers = [f"+1415555010{digit}" for digit in range(5)]
    assert [numbering_plan.number_kind(text) for text in numbers + numbers] == [numbering_plan.EXAMPLE] * 10
    assert len(numbering_plan._KINDS) <= 2

"""What is said of numbers of each kind."""

from __future__ import annotations

import pytest

from siplint.server.number_facts import number_facts


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+442071838750", "A number of the United Kingdom (+44 2071838750), in a range that is in use."),
        ("+14155550100", "A number of North America (+1 4155550100), set aside for examples and films."),
        ("+44207", "A number of the United Kingdom (+44 207), which is too short."),
        ("+44112", "A number of the United Kingdom (+44 112), an emergency number or a short code."),
        (
            "+442999999999",
            "A number of the United Kingdom (+44 2999999999), of a right length, but in no range that is known to be in use.",
        ),
        (
            "+4402071838750",
            "A number of the United Kingdom (+44 02071838750), with a national prefix that does not belong there.",
        ),
        ("+2101234567", "No country has numbers like this."),
    ],
)
def test_the_country_and_the_kind_of_a_number(number: str, said: str) -> None:
    assert number_facts(number) == said

"""Suggestions for unknown fields: spellings of one word get the same one."""

from __future__ import annotations

import pytest

from siplint.domain.suggest import FIELD_ALIASES, MEMBER_ALIASES, by_folded, nearest_field
from siplint.model.fields import FIELDS, ROOM_FIELDS

FORMS = ("room_pin", "Room-Pin", "ROOM PIN", " roompin ")


@pytest.mark.parametrize("word", FORMS)
def test_spellings_of_an_alias_mean_the_same_field(word: str) -> None:
    assert nearest_field(word, by_folded(FIELDS), FIELD_ALIASES) == "room.pin"
    assert nearest_field(word, by_folded(ROOM_FIELDS), MEMBER_ALIASES) == "pin"


@pytest.mark.parametrize("word", ["recordng", "Recor-ding", "re cording"])
def test_a_misspelled_field_is_found(word: str) -> None:
    assert nearest_field(word, by_folded(FIELDS), FIELD_ALIASES) == "recording"

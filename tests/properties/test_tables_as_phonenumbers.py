"""The tables answer as phonenumbers does, for texts dialled in every region and for every short number."""

from __future__ import annotations

import random
from itertools import islice, product

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers.geodata.locale import LOCALE_DATA

from project_scripts import same_metadata, script
from siplint.domain import dialled_number, short_number
from siplint.domain.dialling_plan import dialling_plans
from siplint.domain.short_number import short_number_kind

pytestmark = same_metadata

compare = script("compare_dialling")
authority = script("number_authority")

REGIONS = st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS))
TEXTS = st.one_of(
    st.text("0123456789", min_size=1, max_size=16),
    st.text("0123456789 -./()x#,;*~AbcextTel:\n٤０ı", min_size=1, max_size=24),
    st.text(max_size=20),
)


def test_texts_dialled_in_every_region_are_read_as_phonenumbers_reads_them() -> None:
    texts = islice(compare.generated(random.Random(17)), 4_000)
    assert [one for text, region in texts for one in compare.disagreements(text, region)] == []


@given(TEXTS, REGIONS)
def test_any_text_is_read_as_phonenumbers_reads_it(text: str, region: str) -> None:
    assert list(compare.disagreements(text, region)) == []


def test_the_comparison_would_tell_another_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(compare.disagreements("020 7183 8750", "GB")) == []
    monkeypatch.setattr(dialled_number, "without_national_prefix", lambda digits, _: digits)
    assert list(compare.disagreements("020 7183 8750", "GB")) == ["'020 7183 8750' in GB: no number, not +442071838750"]


@pytest.mark.slow
def test_every_short_number_of_three_digits_is_of_the_kind_phonenumbers_says() -> None:
    kinds = set()
    for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        for digits in ("".join(one) for one in product("0123456789", repeat=3)):
            kind = authority.short_number_kind(f"+{code}{digits}")
            assert short_number_kind(f"+{code}{digits}") == kind, (code, digits)
            kinds.add(kind)
    assert kinds == {short_number.NONE, short_number.CODE, short_number.EMERGENCY}


def test_the_names_of_regions_are_those_of_phonenumbers() -> None:
    for region, plan in dialling_plans().items():
        names = LOCALE_DATA.get(region, {"en": ""})
        assert plan.name == (names[names["en"][1:]] if names["en"].startswith("*") else names["en"])

"""How numbers are dialled inside a region: its plan and its national prefix."""

from __future__ import annotations

import phonenumbers
import pytest

from project_scripts import same_metadata
from siplint.domain.dialling_plan import (
    dialling_plans,
    has_national_length,
    is_national_number,
    main_plan,
    text_patterns,
    without_national_prefix,
)


@same_metadata
def test_every_region_of_phonenumbers_has_a_plan() -> None:
    assert dialling_plans().keys() == phonenumbers.SUPPORTED_REGIONS
    for region, plan in dialling_plans().items():
        assert plan.code == str(phonenumbers.country_code_for_region(region))


@same_metadata
def test_the_main_region_of_every_calling_code_is_that_of_phonenumbers() -> None:
    for code, (region, *_) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        plan = main_plan(str(code))
        assert plan
        assert plan.region == region
    assert main_plan("999") is main_plan("") is None


def test_a_region_has_its_english_name() -> None:
    plans = dialling_plans()
    names = [plans[region].name for region in ("DE", "GB", "CI", "AX")]
    assert names == ["Germany", "United Kingdom", "Côte d'Ivoire", "Åland Islands"]


@pytest.mark.parametrize(
    ("digits", "region", "left"),
    [
        ("02071838750", "GB", "2071838750"),
        ("2071838750", "GB", "2071838750"),
        ("0612345678", "IT", "0612345678"),
        ("14155551234", "US", "4155551234"),
        ("84951234567", "RU", "4951234567"),
        ("88001234567", "RU", "8001234567"),
        ("8001234567", "RU", "8001234567"),
        ("0111523456789", "AR", "91123456789"),
        ("1123456789", "AR", "1123456789"),
        ("01511961234567", "BR", "11961234567"),
        ("5551234", "AG", "2685551234"),
        ("0", "GB", ""),
        ("", "GB", ""),
    ],
)
def test_the_national_prefix_is_taken_off(digits: str, region: str, left: str) -> None:
    assert without_national_prefix(digits, dialling_plans()[region]) == left


def test_lengths_and_patterns_of_national_numbers() -> None:
    plan = dialling_plans()["GB"]
    lengths = [size for size in range(13) if has_national_length("7" * size, plan)]
    assert lengths == [7, 9, 10, 11, 12]
    assert [is_national_number(digits, plan) for digits in ("2071838750", "0207183875", "207183875")] == [
        True,
        False,
        False,
    ]


def test_the_patterns_of_texts_are_named() -> None:
    assert list(text_patterns()) == ["start", "end", "second", "number", "extension"]

"""A called number as carriers write it, and the region it is dialled in."""

from __future__ import annotations

import phonenumbers
import pytest

from siplint.domain.called_number import (
    UnknownRegion,
    nearest_number,
    number_ending_in,
    read_called_number,
    region_named,
)

NUMBER = "+14155551234"


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "14155551234",
        "+1 (415) 555-1234",
        "0014155551234",
        "01114155551234",
        "sip:+14155551234@example.com",
        "sip:14155551234@203.0.113.7:5060;transport=udp",
        "SIP:+14155551234@[2001:db8::1];user=phone",
        "sips:+14155551234@example.com?subject=call",
        "sip:+14155551234;npdi;rn=+14155550000@example.com",
        "sip:+14155551234:secret@example.com",
        "sip:%2B14155551234@example.com",
        "sip:+14155551234",
        "tel:+14155551234",
        "tel:+1-415-555-1234",
        "tel:+14155551234;ext=5",
        "tel:4155551234;phone-context=+1",
        "tel:555-1234;phone-context=+1-415".replace("+1-415", "+1415"),
        "sip:4155551234;phone-context=+1@example.com;user=phone",
        "<sip:+14155551234@example.com>",
        '"Ann" <sip:+14155551234@example.com>;tag=1928301774',
        "Ann <tel:+14155551234>",
        '"Room 5" <sip:14155551234@example.com>',
        "\u202a+14155551234\u202c",
    ],
)
def test_what_carriers_send_is_read(text: str) -> None:
    assert read_called_number(text) == NUMBER


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("4155551234", "US", NUMBER),
        ("(415) 555-1234", "US", NUMBER),
        ("1 415 555 1234", "US", NUMBER),
        ("sip:4155551234@example.com", "US", NUMBER),
        ("tel:4155551234", "US", NUMBER),
        ("020 7183 8750", "GB", "+442071838750"),
        ("2071838750", "GB", "+442071838750"),
        ("442071838750", "GB", "+442071838750"),
        ("0612345678", "FR", "+33612345678"),
        ("06 12345678", "IT", "+390612345678"),
        ("098765 43210", "IN", "+919876543210"),
        ("9876543210", "IN", "+919876543210"),
        ("8 495 123-45-67", "RU", "+74951234567"),
        ("442071838750", "US", "+442071838750"),
        ("0044 20 7183 8750", "DE", "+442071838750"),
        ("+442071838750", "US", "+442071838750"),
        ("\uff0b442071838750", "US", "+442071838750"),
    ],
)
def test_a_national_number_is_read_in_its_region(text: str, region: str, number: str) -> None:
    assert read_called_number(text, region) == number


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("nobody", ""),
        ("sip:alice@example.com", ""),
        ("4155551234", ""),
        ("911", "US"),
        ("6002", "GB"),
        ("sip:6002@pbx", "US"),
        ("", "US"),
        ("+014155551234", ""),
        ("+14155551200-99", ""),
        ("<sip:+14155551234@a>, <sip:+14155551235@b>", ""),
        ("1" * 300, "US"),
        ("tel:7042;phone-context=example.com", ""),
    ],
)
def test_what_has_no_single_reading_is_no_number(text: str, region: str) -> None:
    assert read_called_number(text, region) == ""


def test_every_region_of_phonenumbers_is_known_in_any_case() -> None:
    for region in phonenumbers.SUPPORTED_REGIONS:
        assert region_named(f" {region.lower()} ") == region


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("UK", "GB"),
        ("usa", "US"),
        ("Germany", "DE"),
        ("Germny", "DE"),
        ("india", "IN"),
        ("+44", "GB"),
        ("33", "FR"),
        ("UAE", "AE"),
        ("United States", "US"),
        ("999", ""),
        ("800", ""),
        ("XX", ""),
        ("", ""),
        ("9" * 5000, ""),
    ],
)
def test_another_word_for_a_region_is_refused_with_the_one_that_is_meant(text: str, suggestion: str) -> None:
    with pytest.raises(UnknownRegion) as caught:
        region_named(text)
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("asked", "others", "near"),
    [
        ("+14155551243", [NUMBER], NUMBER),
        ("+14155551235", [NUMBER], NUMBER),
        ("+1415555123", [NUMBER], NUMBER),
        ("+141555512344", [NUMBER], NUMBER),
        ("+4155551234", [NUMBER], NUMBER),
        ("+330612345678", ["+33612345678"], "+33612345678"),
        ("+5215512345678", ["+525512345678"], "+525512345678"),
        ("+525512345678", ["+5215512345678"], "+5215512345678"),
        ("+14155559999", [NUMBER], ""),
        ("+14155551230", [NUMBER, "+14155551235"], ""),
        (NUMBER, [NUMBER], ""),
        (NUMBER, [], ""),
    ],
)
def test_the_nearest_number(asked: str, others: list[str], near: str) -> None:
    assert nearest_number(asked, others) == near


@pytest.mark.parametrize(
    ("digits", "others", "found"),
    [
        ("4155551234", [NUMBER], NUMBER),
        ("02071838750", ["+442071838750"], "+442071838750"),
        ("5551234", [NUMBER, "+442071838750"], NUMBER),
        ("1234", [NUMBER], ""),
        ("5551234", [NUMBER, "+442075551234"], ""),
        ("", [NUMBER], ""),
    ],
)
def test_a_number_that_ends_in_the_digits(digits: str, others: list[str], found: str) -> None:
    assert number_ending_in(digits, others) == found

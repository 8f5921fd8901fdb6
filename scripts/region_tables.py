"""Make the tables of text about calling codes and regions from phonenumbers' metadata."""

from __future__ import annotations

from typing import Any

import phonenumbers
from digit_patterns import program
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, phonenumberutil
from phonenumbers.geodata.locale import LOCALE_DATA

NAMES = {
    1: "North America",
    243: "the Democratic Republic of the Congo",
    247: "Ascension Island",
    268: "Eswatini",
    383: "Kosovo",
    389: "North Macedonia",
    800: "the international freephone service",
    808: "the international shared-cost service",
    870: "Inmarsat",
    878: "the universal personal telecommunication service",
    881: "the global mobile satellite systems",
    882: "the international networks",
    883: "the international networks",
    888: "the disaster relief service",
    979: "the international premium-rate service",
}
"""Calling codes of more than one country, of none, or of one that phonenumbers names otherwise or not at all."""
PATTERNS = {
    "start": "_VALID_START_CHAR_PATTERN",
    "end": "_UNWANTED_END_CHAR_PATTERN",
    "second": "_SECOND_NUMBER_START_PATTERN",
    "number": "_VALID_PHONE_NUMBER_PATTERN",
    "extension": "_EXTN_PATTERN",
}
"""What phonenumbers finds a number in a text with: its first character, what ends it, where a second number begins, a
number with or without an extension, and the extension."""
ARTICLE = ("Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles", "Vatican City")
"""Countries that a sentence gives an article, beside those whose last word tells."""


def countries() -> str:
    """Write what sentences need: the version of phonenumbers, then a line for each calling code.

    A line has the code, the possible lengths, the lengths without an area code, the digits with which a national prefix
    can begin, and the name, parted by tabs.
    """
    lines = [phonenumbers.__version__]
    for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items(), key=lambda one: str(one[0])):
        main: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
        name = NAMES.get(code) or _name(regions[0])
        lengths, local = main.general_desc.possible_length, main.general_desc.possible_length_local_only
        prefix = main.national_prefix_for_parsing
        begin = [str(digit) for digit in range(10) if prefix and program(prefix).step(program(prefix).initial, digit)]
        fields = (str(code), " ".join(map(str, lengths)), " ".join(map(str, local)), "".join(begin), name)
        lines.append("\t".join(fields))
    return "\n".join(lines) + "\n"


def regions() -> str:
    """Return how numbers are dialled in each region: the version, patterns of texts, then a line for each region.

    A pattern has a name and the expression that phonenumbers reads a text with; an empty line ends them. The line of a
    region has its code of ISO 3166 ("001" for none), the calling code, the English name, what is dialled for the `+`, the
    national prefix and what is put in its place, the pattern of all its numbers, their lengths, and the lengths without an
    area code. The first region of a calling code is its main one.
    """
    lines = [phonenumbers.__version__]
    lines += [f"{name}\t{_in_ascii(getattr(phonenumberutil, one).pattern)}" for name, one in PATTERNS.items()]
    lines.append("")
    for code, names in COUNTRY_CODE_TO_REGION_CODE.items():
        for region in names:
            plan: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            numbers = plan.general_desc
            fields = (
                region,
                str(code),
                english_name(region) if region in LOCALE_DATA else "",
                plan.international_prefix or "",
                plan.national_prefix_for_parsing or "",
                plan.national_prefix_transform_rule or "",
                numbers.national_number_pattern,
                " ".join(map(str, numbers.possible_length)),
                " ".join(map(str, numbers.possible_length_local_only)),
            )
            lines.append("\t".join(fields))
    return "\n".join(lines) + "\n"


def _in_ascii(pattern: str) -> str:
    return "".join(sign if sign.isascii() and sign.isprintable() else f"\\u{ord(sign):04x}" for sign in pattern)


def english_name(region: str) -> str:
    """Return the English name of a region; with a star it names the language that spells it alike."""
    names = LOCALE_DATA[region]
    return str(names[names["en"][1:]] if names["en"].startswith("*") else names["en"])


def _name(region: str) -> str:
    name = english_name(region).replace(" And ", " and ")
    plural = name.endswith(("Islands", "Republic", "Emirates", "States", "Territory", "Territories", "Congo"))
    return f"the {name}" if plural or name in ARTICLE or name.startswith("United ") else name

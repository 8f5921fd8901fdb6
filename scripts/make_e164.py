"""Make the tables of numbers in `siplint.domain` from the metadata of the installed phonenumbers.

    python scripts/make_e164.py            write them
    python scripts/make_e164.py --check    write nothing; exit 1 if they are not what this script makes

- `e164.bin`: one automaton that judges the numbers of the world.
- `short_numbers.bin`: one automaton that knows emergency numbers and short codes behind a calling code.
- `countries.txt`: what a sentence needs to know of each calling code.
- `regions.txt`: how numbers are dialled in each region, and its name.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).parent))

import phonenumbers
from number_automaton import Patterns, Progress, World
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from region_tables import countries, regions
from short_number_plan import ShortNumbers

from siplint.domain import phone

HERE = Path(__file__).parents[1] / "src" / "siplint" / "domain"
TYPES = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
EXAMPLES = {
    1: r"(?:[2-79]\d\d|8(?:0[1-9]|[1-9]\d))55501\d\d|8005550199",
    33: r"(?:19900|26191|35301|46571|53649|63998)\d{4}",
    44: r"(?:1(?:1[3-8]4960|[2-6]14960|914980|632960)|2079460|2890180|2920180|3069990|7700900|8081570|9098790)\d{3}",
    61: r"[2378](?:5550|7010)\d{4}",
}
"""National numbers set aside for examples and films by NANPA, ARCEP, Ofcom and ACMA."""


class Country:
    """All that phonenumbers says of the numbers of one calling code."""

    def __init__(self, code: int) -> None:
        self.code = code
        regions = COUNTRY_CODE_TO_REGION_CODE[code]
        self.regions: list[Any] = [PhoneMetadata.metadata_for_region_or_calling_code(code, one) for one in regions]
        patterns: list[str] = []
        for one in self.regions:
            patterns += [one.general_desc.national_number_pattern]
            patterns += [_leading(one)] if one.leading_digits else []
            patterns += [desc.national_number_pattern for desc in _descs(one)]
        patterns += [EXAMPLES[code]] if code in EXAMPLES else []
        self.patterns = Patterns(patterns)
        self.initial = self.patterns.initial
        self.go = self.patterns.go

    def of_type(self, at: Progress, region: Any) -> bool:
        """Tell whether the number has a type in a region, as `_number_type_helper` does."""
        fits = self.patterns.fits
        return fits(at, region.general_desc) and any(fits(at, one) for one in _descs(region))

    def valid(self, at: Progress) -> bool:
        """Say what `is_valid_number` says."""
        for one in self.regions:
            if len(self.regions) == 1 or (
                self.patterns.matches(at, _leading(one)) if one.leading_digits else self.of_type(at, one)
            ):
                return self.of_type(at, one)
        return False

    def verdict(self, at: Progress) -> int:
        """Return the bits of the number that ends here."""
        example = self.code in EXAMPLES and self.patterns.matches(at, EXAMPLES[self.code])
        mark = phone.EXAMPLE_BIT if example else 0
        if not self.valid(at):
            return mark | phone.INVALID
        return mark if at.length in self.regions[0].general_desc.possible_length else mark | phone.IMPOSSIBLE


def _leading(region: Any) -> str:
    return rf"(?:{region.leading_digits})\d{{0,15}}"


def _descs(region: Any) -> list[Any]:
    same = region.same_mobile_and_fixed_line_pattern
    named = [getattr(region, one) for one in TYPES if not (same and one == "mobile")]
    return [one for one in named if one is not None and one.national_number_pattern]


def tables() -> dict[str, bytes]:
    """Return the content of each file of the package that is made here."""
    return {
        "e164.bin": World(Country, phone.INVALID).table(),
        "short_numbers.bin": World(ShortNumbers, 0).table(),
        "countries.txt": countries().encode(),
        "regions.txt": regions().encode(),
    }


def main() -> int:
    """Write the tables, or say which are stale.

    A newer phonenumbers than the tables' is said, and is no failure: it is no fault of the commit that is checked.
    """
    options = argparse.ArgumentParser(description="Make the tables of numbers from phonenumbers' metadata.")
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 if a table is not what is made")
    check = options.parse_args().check
    made = tables()
    stale = [name for name, data in made.items() if not (HERE / name).exists() or (HERE / name).read_bytes() != data]
    for name in stale:
        print(f"{name} is stale" if check else f"{name} written")
        if not check:
            (HERE / name).write_bytes(made[name])
    sizes = ", ".join(f"{name} has {len(data):,} bytes" for name, data in made.items())
    print(f"phonenumbers {phonenumbers.__version__}: {sizes}")
    of = (HERE / "countries.txt").read_text().partition("\n")[0]
    if of != phonenumbers.__version__:
        print(f"the tables are of phonenumbers {of}: run this script to make them anew")
        return 0
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())

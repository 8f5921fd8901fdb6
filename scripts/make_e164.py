"""Make the tables of `siplint.domain.phone` from the metadata of the installed phonenumbers.

    python scripts/make_e164.py            write them
    python scripts/make_e164.py --check    write nothing; exit 1 if they are not what this script makes

`e164.bin` is one minimal automaton for the numbers of the world, `countries.txt` what a sentence needs to know of each
calling code. Before it is made minimal, a state of the automaton is how far every pattern of a calling code's regions
has come. No number has more than fifteen digits, so there are no cycles, and two states are one when they say the same
and lead to the same.
"""

from __future__ import annotations

import argparse
import struct
import sys
from functools import cache
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple, TypeAlias

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from phonenumbers.geodata.locale import LOCALE_DATA

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
LONGEST = 3
"""Digits of a calling code."""
EXAMPLES = {
    1: r"(?:[2-79]\d\d|8(?:0[1-9]|[1-9]\d))55501\d\d|8005550199",
    33: r"(?:19900|26191|35301|46571|53649|63998)\d{4}",
    44: r"(?:1(?:1[3-8]4960|[2-6]14960|914980|632960)|2079460|2890180|2920180|3069990|7700900|8081570|9098790)\d{3}",
    61: r"[2378](?:5550|7010)\d{4}",
}
"""National numbers set aside for examples and films by NANPA, ARCEP, Ofcom and ACMA."""
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
ARTICLE = ("Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles", "Vatican City")
"""Countries that a sentence gives an article, beside those whose last word tells."""

Code: TypeAlias = list[tuple[Any, ...]]


class Plan(NamedTuple):
    """How far a national number has come: its length, and a state of each pattern of its calling code."""

    length: int
    states: tuple[int, ...]


class Program:
    """A regular expression over digits as instructions in order of preference; also a set automaton, made as needed."""

    def __init__(self, pattern: str) -> None:
        self.code: Code = [("match",)]
        self.start = self.emit(parser.parse(pattern), 0)
        self.sets: list[frozenset[int]] = [frozenset()]
        self.known = {self.sets[0]: 0}
        self.moves: dict[tuple[int, int], int] = {}
        self.initial = self.state(self.reach([self.start]))

    def add(self, *instruction: Any) -> int:
        """Append an instruction and give its index."""
        self.code.append(instruction)
        return len(self.code) - 1

    def emit(self, nodes: Any, then: int) -> int:
        """Write the instructions for nodes, ending at `then`, and give where they begin."""
        for kind, value in reversed(list(nodes)):
            if kind is sre.LITERAL:
                then = self.add("digit", frozenset((int(chr(value)),)), then)
            elif kind is sre.IN:
                then = self.add("digit", _digits(value), then)
            elif kind is sre.MAX_REPEAT:
                low, high, inner = value
                end = then
                for _ in range(high - low):
                    then = self.add("either", (self.emit(inner, then), end))
                for _ in range(low):
                    then = self.emit(inner, then)
            elif kind is sre.SUBPATTERN:
                group, _, _, inner = value
                if group:
                    then = self.add("open", group, self.emit(inner, self.add("close", group, then)))
                else:
                    then = self.emit(inner, then)
            elif kind is sre.BRANCH:
                then = self.add("either", tuple(self.emit(one, then) for one in value[1]))
            elif (kind, value) == (sre.AT, sre.AT_END):
                then = self.add("end", then)
            else:
                raise NotImplementedError(kind)
        return then

    def reach(self, at: list[int]) -> frozenset[int]:
        """Give the instructions that wait for a digit or for the end."""
        found: set[int] = set()
        while at:
            index = at.pop()
            kind, *rest = self.code[index]
            if kind in ("digit", "match"):
                found.add(index)
            else:
                at += rest[-1] if kind == "either" else [rest[-1]]
        return frozenset(found)

    def state(self, reached: frozenset[int]) -> int:
        """Number a set of instructions; the empty set is 0."""
        if reached not in self.known:
            self.known[reached] = len(self.sets)
            self.sets.append(reached)
        return self.known[reached]

    def step(self, state: int, digit: int) -> int:
        """Go on by a digit."""
        if (state, digit) not in self.moves:
            waiting = [self.code[index] for index in self.sets[state]]
            after = [one[2] for one in waiting if one[0] == "digit" and digit in one[1]]
            self.moves[state, digit] = self.state(self.reach(after))
        return self.moves[state, digit]

    def accepts(self, state: int) -> bool:
        """Tell whether the whole text matches when it ends here."""
        return 0 in self.sets[state]


def _digits(items: Any) -> frozenset[int]:
    found: set[int] = set()
    for kind, value in items:
        if kind is sre.CATEGORY and value is sre.CATEGORY_DIGIT:
            found.update(range(10))
        else:
            low, high = value if kind is sre.RANGE else (value, value)
            found.update(int(chr(one)) for one in range(low, high + 1))
    return frozenset(found)


@cache
def program(pattern: str) -> Program:
    """Give the one program of a pattern."""
    return Program(pattern)


class Country:
    """All that phonenumbers says of the numbers of one calling code."""

    def __init__(self, code: int) -> None:
        self.code = code
        regions = COUNTRY_CODE_TO_REGION_CODE[code]
        self.regions: list[Any] = [PhoneMetadata.metadata_for_region_or_calling_code(code, one) for one in regions]
        self.main = self.regions[0]
        self.patterns: list[str] = []
        for one in self.regions:
            self.patterns += [one.general_desc.national_number_pattern]
            self.patterns += [_leading(one)] if one.leading_digits else []
            self.patterns += [desc.national_number_pattern for desc in _descs(one)]
        self.patterns += [EXAMPLES[code]] if code in EXAMPLES else []
        self.patterns = list(dict.fromkeys(self.patterns))
        self.programs = [program(one) for one in self.patterns]
        self.place = {one: index for index, one in enumerate(self.patterns)}
        self.initial = Plan(0, tuple(one.initial for one in self.programs))

    def go(self, plan: Plan, digit: int) -> Plan:
        """Go on by a digit."""
        states = tuple(
            one.step(state, digit) if state else 0 for one, state in zip(self.programs, plan.states, strict=True)
        )
        return Plan(plan.length + 1, states)

    def matches(self, plan: Plan, pattern: str) -> bool:
        """Tell whether the whole number matches a pattern."""
        at = self.place[pattern]
        return self.programs[at].accepts(plan.states[at])

    def of_type(self, plan: Plan, region: Any) -> bool:
        """Tell whether the number has a type in a region, as `_number_type_helper` does."""
        return self.fits(plan, region.general_desc) and any(self.fits(plan, one) for one in _descs(region))

    def fits(self, plan: Plan, desc: Any) -> bool:
        """Tell whether the number fits a description, as `_is_number_matching_desc` does."""
        lengths = desc.possible_length
        return (not lengths or plan.length in lengths) and self.matches(plan, desc.national_number_pattern)

    def valid(self, plan: Plan) -> bool:
        """Say what `is_valid_number` says."""
        for one in self.regions:
            if len(self.regions) == 1 or (
                self.matches(plan, _leading(one)) if one.leading_digits else self.of_type(plan, one)
            ):
                return self.of_type(plan, one)
        return False

    def verdict(self, plan: Plan) -> int:
        """Say all there is to say of the number that ends here."""
        example = self.code in EXAMPLES and self.matches(plan, EXAMPLES[self.code])
        mark = phone.EXAMPLE_BIT if example else 0
        if not self.valid(plan):
            return mark | phone.INVALID
        return mark if plan.length in self.main.general_desc.possible_length else mark | phone.IMPOSSIBLE


def _leading(region: Any) -> str:
    return rf"(?:{region.leading_digits})\d{{0,15}}"


def _descs(region: Any) -> list[Any]:
    same = region.same_mobile_and_fixed_line_pattern
    named = [getattr(region, one) for one in TYPES if not (same and one == "mobile")]
    return [one for one in named if one is not None and one.national_number_pattern]


class World:
    """The minimal automaton; state 0 is the one of no return."""

    def __init__(self) -> None:
        dead = (phone.INVALID, (0,) * 10)
        self.rows: list[tuple[int, tuple[int, ...]]] = [dead]
        self.known: dict[tuple[int, tuple[int, ...]], int] = {dead: 0}
        self.memo: dict[tuple[int, Plan], int] = {}
        self.root = self.before("")

    def row(self, verdict: int, after: tuple[int, ...]) -> int:
        """Give the state that says and leads to this."""
        if (verdict, after) not in self.known:
            self.known[verdict, after] = len(self.rows)
            self.rows.append((verdict, after))
        return self.known[verdict, after]

    def before(self, digits: str) -> int:
        """Return the state after digits that are not yet a calling code; none begins with 0."""
        if digits.startswith("0"):
            return 0
        if digits and int(digits) in COUNTRY_CODE_TO_REGION_CODE:
            country = Country(int(digits))
            return self.within(country, country.initial)
        if len(digits) == LONGEST:
            return 0
        return self.row(phone.INVALID, tuple(self.before(digits + str(digit)) for digit in range(10)))

    def within(self, country: Country, plan: Plan) -> int:
        """Give the state after a calling code and part of a national number."""
        if len(str(country.code)) + plan.length > phone.MOST_DIGITS:
            return 0
        key = (country.code, plan)
        if key not in self.memo:
            after = tuple(self.within(country, country.go(plan, digit)) for digit in range(10))
            self.memo[key] = self.row(country.verdict(plan), after)
        return self.memo[key]

    def table(self) -> bytes:
        """Write the automaton as `phone.verdict` walks it: 16-bit numbers, the lowest byte first."""
        width, zero = 11, ord("0")
        cells = [0] * zero
        cells[ord("+")] = self.root * width
        for verdict, after in self.rows:
            cells += [*(state * width for state in after), verdict]
        return struct.pack(f"<{len(cells)}H", *cells)


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


def _name(region: str) -> str:
    names = LOCALE_DATA[region]
    name = names["en"] if not names["en"].startswith("*") else names[names["en"][1:]]
    name = name.replace(" And ", " and ")
    plural = name.endswith(("Islands", "Republic", "Emirates", "States", "Territory", "Territories", "Congo"))
    return f"the {name}" if plural or name in ARTICLE or name.startswith("United ") else name


def main() -> int:
    """Write the tables, or say which are stale.

    A newer phonenumbers than the tables' is said, and is no failure: it is no fault of the commit that is checked.
    """
    options = argparse.ArgumentParser(
        description="Make the tables of siplint.domain.phone from phonenumbers' metadata."
    )
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 if a table is not what is made")
    check = options.parse_args().check
    world = World()
    made = {"e164.bin": world.table(), "countries.txt": countries().encode()}
    stale = [name for name, data in made.items() if not (HERE / name).exists() or (HERE / name).read_bytes() != data]
    for name in stale:
        print(f"{name} is stale" if check else f"{name} written")
        if not check:
            (HERE / name).write_bytes(made[name])
    print(f"phonenumbers {phonenumbers.__version__}: {len(world.rows)} states, {len(made['e164.bin']):,} bytes")
    of = (HERE / "countries.txt").read_text().partition("\n")[0]
    if of != phonenumbers.__version__:
        print(f"the tables are of phonenumbers {of}: run this script to make them anew")
        return 0
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())

"""Make one minimal automaton of the numbers of all calling codes, from the patterns of phonenumbers' metadata.

Before it is made minimal, a state is how far every pattern of a calling code has come. No number has more than fifteen
digits, so there are no cycles, and two states are one when they have the same verdict and lead to the same states.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from digit_patterns import program
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from siplint.domain import phone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST = 3
"""Digits of a calling code."""


class Progress(NamedTuple):
    """How far a national number has come: its length, and a state of each pattern of its calling code."""

    length: int
    states: tuple[int, ...]


class Patterns:
    """The regular expressions of one calling code, followed together digit by digit."""

    def __init__(self, patterns: Iterable[str]) -> None:
        distinct = list(dict.fromkeys(patterns))
        self.programs = [program(pattern) for pattern in distinct]
        self.place = {pattern: index for index, pattern in enumerate(distinct)}
        self.initial = Progress(0, tuple(one.initial for one in self.programs))

    def go(self, at: Progress, digit: int) -> Progress:
        """Go on by a digit."""
        steps = zip(self.programs, at.states, strict=True)
        return Progress(at.length + 1, tuple(one.step(state, digit) if state else 0 for one, state in steps))

    def matches(self, at: Progress, pattern: str) -> bool:
        """Tell whether the whole number matches a pattern."""
        index = self.place[pattern]
        return self.programs[index].accepts(at.states[index])

    def fits(self, at: Progress, description: Any) -> bool:
        """Tell whether the number fits a description, as `_is_number_matching_desc` does."""
        lengths = description.possible_length
        return (not lengths or at.length in lengths) and self.matches(at, description.national_number_pattern)


class NumberPlan(Protocol):
    """What there is to say of the numbers of one calling code."""

    @property
    def initial(self) -> Progress:
        """Where every number begins."""

    def go(self, at: Progress, digit: int) -> Progress:
        """Go on by a digit."""

    def verdict(self, at: Progress) -> int:
        """Return the bits of the number that ends here."""


class World:
    """The minimal automaton of all calling codes; state 0 is the one of no return, whose verdict is `nothing`."""

    def __init__(self, plan_of: Callable[[int], NumberPlan], nothing: int) -> None:
        self.plan_of = plan_of
        dead = (nothing, (0,) * 10)
        self.nothing = nothing
        self.rows: list[tuple[int, tuple[int, ...]]] = [dead]
        self.known: dict[tuple[int, tuple[int, ...]], int] = {dead: 0}
        self.memo: dict[tuple[int, Progress], int] = {}
        self.root = self.before("")

    def row(self, verdict: int, after: tuple[int, ...]) -> int:
        """Return the state that says and leads to this."""
        if (verdict, after) not in self.known:
            self.known[verdict, after] = len(self.rows)
            self.rows.append((verdict, after))
        return self.known[verdict, after]

    def before(self, digits: str) -> int:
        """Return the state after digits that are not yet a calling code; none begins with 0."""
        if digits.startswith("0"):
            return 0
        if digits and int(digits) in COUNTRY_CODE_TO_REGION_CODE:
            plan = self.plan_of(int(digits))
            return self.within(int(digits), plan, plan.initial)
        if len(digits) == LONGEST:
            return 0
        return self.row(self.nothing, tuple(self.before(digits + str(digit)) for digit in range(10)))

    def within(self, code: int, plan: NumberPlan, at: Progress) -> int:
        """Return the state after a calling code and part of a national number."""
        if len(str(code)) + at.length > phone.MOST_DIGITS:
            return 0
        key = (code, at)
        if key not in self.memo:
            after = tuple(self.within(code, plan, plan.go(at, digit)) for digit in range(10))
            self.memo[key] = self.row(plan.verdict(at), after)
        return self.memo[key]

    def table(self) -> bytes:
        """Return the automaton as `phone.state_after` follows it: 16-bit numbers, the lowest byte first."""
        width, zero = 11, ord("0")
        cells = [0] * zero
        cells[ord("+")] = self.root * width
        for verdict, after in self.rows:
            cells += [*(state * width for state in after), verdict]
        return struct.pack(f"<{len(cells)}H", *cells)

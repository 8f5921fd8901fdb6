"""Regular expressions over digits as automata: what the scripts that make tables read phonenumbers' metadata with."""

from __future__ import annotations

from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

Code: TypeAlias = list[tuple[Any, ...]]


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

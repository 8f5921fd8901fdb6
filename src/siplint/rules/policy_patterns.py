"""Regular expressions of a policy, searched for in a number of steps that is known to be bounded."""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from siplint.rules.policy_steps import TooManySteps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from siplint.rules.policy_steps import StepLimit

    Tree: TypeAlias = Any
    State: TypeAlias = tuple[str, Any, tuple[int, ...], int]

ENDLESS = 10**12
"""Stands for any larger number of steps."""
CHEAP = 20_000
"""Steps of backtracking at most, up to which Python's own engine is the faster one in any case."""
DEAR = 5_000_000
"""Steps of backtracking at most that are risked where only Python's own engine knows the pattern."""
NATIVE = 20
"""Steps of Python's own engine that cost as much as one of others."""
MOST_STATES = 5_000
"""States of an automaton: `(a{1000}){1000}` would have a million."""
MOST_FOLDED = 100_000
"""Characters in ranges that are compared without regard to case: compiling looks at each of them."""
CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_NOT_DIGIT": lambda char: not char.isdecimal(),
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_NOT_SPACE": lambda char: not char.isspace(),
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
    "CATEGORY_NOT_WORD": lambda char: not (char.isalnum() or char == "_"),
}


class Unsupported(Exception):  # noqa: N818 (no fault: another engine takes it)
    """A pattern that no automaton is built for: it looks around, refers to groups, or is too large."""


def parse_pattern(text: str) -> Tree:
    """Return the tree of a pattern, as Python's own parser makes it; raise ValueError where it is no pattern."""
    try:
        return _parser.parse(text)
    except (re.error, OverflowError) as error:
        raise ValueError(str(error)) from error


class Pattern:
    """A pattern, with the cheaper of two engines for each text.

    Python's own engine backtracks: it is asked where even trying all ways takes few steps. Elsewhere the pattern is an
    automaton of which all states are followed at once, so that a text costs its length times the number of states.
    """

    __slots__ = ("costs", "program", "text", "tree")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = parse_pattern(text)
        self.costs: dict[int, int] = {}
        self.program: list[State] | None = None
        try:
            self.program = _program(self.tree)
        except Unsupported:
            if self.tree.state.flags & re.IGNORECASE and _width(self.tree) > MOST_FOLDED:
                raise TooManySteps(text) from None

    def is_in(self, text: str, limit: StepLimit) -> bool:
        """Tell whether the pattern matches anywhere in a text; raise TooManySteps."""
        if self.cost(len(text)) > CHEAP and text and self.program is not None:
            return _runs(self.program, text, limit)
        self.spend_on_backtracking(text, limit)
        return re.search(self.text, text) is not None

    def spend_on_backtracking(self, text: str, limit: StepLimit) -> None:
        """Count the steps of Python's own engine for a text; raise TooManySteps."""
        cost = self.cost(len(text))
        if cost > DEAR:
            raise TooManySteps(self.text)
        limit.spend(1 + cost // NATIVE)

    def cost(self, length: int) -> int:
        """Return how many steps backtracking takes at most to search a text of a length."""
        if length not in self.costs:
            self.costs[length] = cost_of(self.tree, length)
        return self.costs[length]


def cost_of(tree: Tree, length: int) -> int:
    """Return how many steps backtracking takes at most to search a text of a length."""
    _, cost = _ways(tree, length)
    anchored = bool(tree) and str(tree[0][0]) == "AT" and str(tree[0][1]).startswith("AT_BEGINNING")
    starts = 1 if anchored and not tree.state.flags & re.MULTILINE else length + 1
    return min(ENDLESS, cost * starts)


def _ways(tree: Iterable[Any], length: int) -> tuple[int, int]:
    """Return in how many ways a sequence can match from one place at most, and the steps to try them all."""
    ways = cost = 1
    for operator, value in tree:
        more_ways, more_cost = _ways_of(str(operator), value, length)
        cost = min(ENDLESS, cost + ways * more_cost)
        ways = min(ENDLESS, ways * more_ways)
    return ways, cost


def _ways_of(operator: str, value: Any, length: int) -> tuple[int, int]:
    ways, cost = 1, 1
    if operator == "BRANCH":
        branches = [_ways(branch, length) for branch in value[1]]
        ways, cost = sum(ways for ways, _ in branches), 1 + sum(cost for _, cost in branches)
    elif operator == "SUBPATTERN":
        ways, cost = _ways(value[3], length)
    elif operator in ("ASSERT", "ASSERT_NOT", "ATOMIC_GROUP"):
        cost = _ways(value if operator == "ATOMIC_GROUP" else value[1], length)[1]
    elif operator == "GROUPREF_EXISTS":
        branches = [_ways(branch or (), length) for branch in value[1:]]
        ways, cost = max(ways for ways, _ in branches), 1 + max(cost for _, cost in branches)
    elif operator.endswith("_REPEAT"):
        ways, cost = _ways_to_repeat(value[0], int(value[1]), _ways(value[2], length), length)
        ways = 1 if operator == "POSSESSIVE_REPEAT" else ways
    elif operator == "GROUPREF":
        cost += length
    elif operator == "IN":
        cost += len(value)
    return ways, cost


def _ways_to_repeat(least: int, most: int, inner: tuple[int, int], length: int) -> tuple[int, int]:
    """Add up the ways of all numbers of times; after the text is used up there is no other way to go on."""
    ways, cost = inner
    most = min(most, max(least, length + 1))
    if ways == 1:
        return max(1, most - least + 1), min(ENDLESS, 1 + most * cost)
    total = steps = 0
    power = 1
    for times in range(most + 1):
        total += power if times >= least else 0
        steps += power * cost
        power *= ways
        if power > ENDLESS:
            return ENDLESS, ENDLESS
    return total, min(ENDLESS, steps)


def _width(tree: Any) -> int:
    """Count the characters in all ranges of a tree."""
    total = 0
    todo = [tree]
    while todo:
        here = todo.pop()
        if isinstance(here, tuple) and len(here) == 2 and str(here[0]) == "RANGE":  # noqa: PLR2004 (operator, value)
            total += here[1][1] - here[1][0]
        elif isinstance(here, (tuple, list, _parser.SubPattern)):
            todo += list(here)
    return total


def _program(tree: Tree) -> list[State]:
    """Build the automaton of a tree: a list of states, of which the first accepts and the last is the start."""
    if tree.state.flags & ~(re.UNICODE | re.VERBOSE):
        raise Unsupported
    states: list[State] = [("accept", None, (), 1)]
    start = _sequence(tree, 0, states)
    _append(states, "go", None, (start,))
    return states


def _append(states: list[State], kind: str, what: Any, after: tuple[int, ...], weight: int = 1) -> int:
    if len(states) + weight > MOST_STATES:
        raise Unsupported
    states.append((kind, what, after, weight))
    return len(states) - 1


def _sequence(tree: Iterable[Any], after: int, states: list[State]) -> int:
    """Add the states of a sequence that goes on to the state `after`; return the state it begins with."""
    for operator, value in reversed(list(tree)):
        after = _node(str(operator), value, after, states)
    return after


def _node(operator: str, value: Any, after: int, states: list[State]) -> int:
    if operator in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        return _append(states, "char", _test(operator, value), (after,), len(value) if operator == "IN" else 1)
    if operator == "AT":
        return _append(states, "at", str(value), (after,))
    if operator == "BRANCH":
        starts = tuple([_sequence(branch, after, states) for branch in value[1]])
        return _append(states, "go", None, starts, len(starts))
    if operator == "SUBPATTERN" and not (value[1] or value[2]):
        return _sequence(value[3], after, states)
    if operator in ("MAX_REPEAT", "MIN_REPEAT"):
        return _repeat(int(value[0]), value[1], value[2], after, states)
    raise Unsupported


def _repeat(least: int, most: Any, tree: Tree, after: int, states: list[State]) -> int:
    start = after
    if str(most) == "MAXREPEAT":
        start = _append(states, "go", None, ())
        states[start] = ("go", None, (_sequence(tree, start, states), after), 2)
    else:
        for _ in range(int(most) - least):
            start = _append(states, "go", None, (_sequence(tree, start, states), after), 2)
    for _ in range(least):
        before = start
        start = _sequence(tree, start, states)
        if start == before:  # nothing, many times over
            break
    return start


def _test(operator: str, value: Any) -> Callable[[str], bool]:
    """Return what tells whether a character fits."""
    if operator == "ANY":
        return lambda char: char != "\n"
    if operator != "IN":
        wanted = operator == "LITERAL"
        return lambda char: (ord(char) == value) is wanted
    items = [(str(kind), what) for kind, what in value]
    negated = ("NEGATE", None) in items
    codes = {what for kind, what in items if kind == "LITERAL"}
    ranges = [what for kind, what in items if kind == "RANGE"]
    categories = [CATEGORIES[str(what)] for kind, what in items if kind == "CATEGORY"]

    def fits(char: str) -> bool:
        code = ord(char)
        found = (
            code in codes
            or any(first <= code <= last for first, last in ranges)
            or any(category(char) for category in categories)
        )
        return found is not negated

    return fits


def _runs(program: list[State], text: str, limit: StepLimit) -> bool:
    """Follow all states of an automaton through a text at once."""
    fitting: set[int] = set()
    for at in range(len(text) + 1):
        reached = {*fitting, len(program) - 1}
        todo = list(reached)
        tests: list[State] = []
        while todo:
            state = program[todo.pop()]
            kind, what, after, weight = state
            limit.spend(weight)
            if kind == "accept":
                return True
            if kind == "char":
                tests.append(state)
            elif kind == "go" or _holds(what, text, at):
                todo += [one for one in after if one not in reached]
                reached.update(after)
        if at < len(text):
            fitting = {after[0] for _, what, after, _ in tests if what(text[at])}
    return False


def _holds(where: str, text: str, at: int) -> bool:
    """Tell whether a place of a text is one that `^`, `$` and their like ask for."""
    if where in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
        return at == 0
    if where in ("AT_END", "AT_END_STRING"):
        return at == len(text) or (where == "AT_END" and text[at:] == "\n")
    is_word = CATEGORIES["CATEGORY_WORD"]
    before, behind = at > 0 and is_word(text[at - 1]), at < len(text) and is_word(text[at])
    return (before != behind) is (where == "AT_BOUNDARY")

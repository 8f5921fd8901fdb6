"""Patterns of a policy are found where Python's own engine finds them, in a bounded number of steps."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from siplint.rules.policy_patterns import Pattern, Unsupported, _program, _runs, cost_of, parse_pattern
from siplint.rules.policy_steps import MOST, StepLimit

pytestmark = pytest.mark.slow

PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "1",
            " ",
            "\\n",
            "_",
            ".",
            "[ab]",
            "[^a]",
            "[a-z]",
            "[^\\W\\d]",
            "[\\d_]",
            "\\d",
            "\\D",
            "\\w",
            "\\W",
            "\\s",
        ),
        *(
            "\\S",
            "^",
            "$",
            "\\A",
            "\\Z",
            "\\b",
            "\\B",
            "(",
            "(?:",
            ")",
            ")",
            "|",
            "*",
            "+",
            "?",
            "*?",
            "+?",
            "{2}",
            "{1,2}",
        ),
        *("{0,3}?", "{,2}", "{2,}", "(?P<n>", "é", "\\.", "(?x)", "(?!a)", "(?=b)", "\\1"),
    ]
)
PATTERNS = st.lists(PIECES, max_size=8).map("".join)
TEXTS = st.text(st.sampled_from("ab1 _\né-"), min_size=1, max_size=8)


@settings(max_examples=400)
@example("(a|ab)(c|bcd)*$", "ab")
@example("(?:a?){3}b", "aab")
@example("a$", "a\n")
@example("(?:|a)+$", "aaa")
@example("\\bé", "-é")
@given(PATTERNS, TEXTS)
def test_the_automaton_finds_what_python_finds(pattern: str, text: str) -> None:
    try:
        tree = parse_pattern(pattern)
        program = _program(tree)
    except (ValueError, Unsupported):
        assume(False)
    limit = StepLimit(0)
    before = limit.left
    assert _runs(program, text, limit) == (re.search(pattern, text) is not None)
    assert before - limit.left <= (len(text) + 1) * sum(weight for *_, weight in program)


@settings(max_examples=200)
@given(PATTERNS, TEXTS)
def test_a_pattern_is_found_with_either_engine(pattern: str, text: str) -> None:
    try:
        re.compile(pattern)
    except re.error:
        assume(False)
    limit = StepLimit(0)
    limit.left = MOST
    assert Pattern(pattern).is_in(text, limit) == (re.search(pattern, text) is not None)


@settings(max_examples=200)
@given(PATTERNS, st.integers(1, 50))
def test_a_longer_text_never_costs_less(pattern: str, length: int) -> None:
    try:
        tree = parse_pattern(pattern)
    except ValueError:
        assume(False)
    assert cost_of(tree, length) <= cost_of(tree, length + 1)

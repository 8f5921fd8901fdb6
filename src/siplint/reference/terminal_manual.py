"""The manual of the rules for the terminal."""

from __future__ import annotations

from textwrap import indent, wrap

from siplint.model.escaping import visible
from siplint.reference.manual import (
    FIXES,
    KINDS,
    SEVERITY_PROMISES,
    SHOWN_EXAMPLES,
    SURE,
    example,
    mark,
    maturity,
    shown_place,
    state,
)
from siplint.rules.base import BOTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from siplint.rules.base import Rule

COLORS: Mapping[str, str] = {"error": "31", "warning": "33", "info": "36"}
TEXT_WIDTH = 88
"""How many columns a text has at most."""
NARROWEST = 30
"""The fewest columns of a text; beside a name that leaves less it is below it."""
LISTED_BEFORE_NAME = len("RR000  warning  ")
"""Columns before the name in the list of rules."""


def listing(rules: Iterable[Rule], *, color: bool = False, room: int = 0) -> str:
    """Return a table of rules: code, severity, name, summary, for a terminal with so many columns (0: any number)."""
    rows = list(rules)
    wide = max((len(rule.name) for rule in rows), default=0)
    beside = LISTED_BEFORE_NAME + wide + len("  ")
    below = bool(room) and room - beside < NARROWEST
    margin = " " * (LISTED_BEFORE_NAME if below else beside)

    def severity(rule: Rule) -> str:
        return f"\033[{COLORS[rule.severity]}m{rule.severity:7}\033[0m" if color else f"{rule.severity:7}"

    def row(rule: Rule) -> str:
        summary = filled(f"{rule.summary}{mark(rule)}", room - len(margin), margin)
        between = f"\n{margin}" if below else " " * (wide - len(rule.name) + len("  "))
        return f"{rule.code}  {severity(rule)}  {rule.name}{between}{summary}\n"

    return "".join(map(row, rows))


def text(rule: Rule, *, color: bool = False, room: int = 0) -> str:
    """Return the page of a rule for a terminal with so many columns (0: any number)."""
    width = min(room or TEXT_WIDTH, TEXT_WIDTH)

    def bold(words: str) -> str:
        return f"\033[1m{words}\033[0m" if color else words

    title = f"{rule.code} {rule.name}"
    heading = filled(f"{title} ({rule.severity}: {SEVERITY_PROMISES[rule.severity]})", width)
    parts = [bold(title) + heading.removeprefix(title)]
    parts += [filled(part, width) for part in (f"{rule.summary}.", *rule.why.split("\n\n"))]
    body = "\n\n".join(parts)
    for title, content in _sections(rule, width - len("  ")):
        inside = "\n".join(visible(line) for line in content.split("\n"))
        body += f"\n\n{bold(title)}\n{indent(inside, '  ')}"
    return body + "\n"


def filled(words: str, width: int, margin: str = "") -> str:
    """Return words in lines of a width (0 or less: one line); the lines after the first begin with the margin."""
    if width <= 0:
        return words
    lines = wrap(words, max(width, NARROWEST), break_long_words=False, break_on_hyphens=False)
    return f"\n{margin}".join(lines)


def _sections(rule: Rule, width: int) -> Iterator[tuple[str, str]]:
    if rule.maturity != "stable":
        yield state(rule).capitalize(), filled(maturity(rule), width)
    if rule.kinds != BOTH:
        yield "Judges", KINDS[rule.kinds[0]]
    yield "What follows", filled(rule.outcome, width)
    for bad in rule.bad[:SHOWN_EXAMPLES]:
        yield f"Wrong, {shown_place(bad.at, bad.name)}", example(bad.body)
        if bad.account:
            yield "On this account", example(bad.account)
    yield "Right", example(rule.good[0])
    yield "Fix", filled(FIXES[rule.fix], width)
    yield "How sure", filled(f"{rule.sure}: {SURE[rule.sure]}", width)
    yield "Source", rule.source
    yield "This page", rule.url

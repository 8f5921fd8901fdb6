"""Turns what was measured into the tables of RESULTS.md."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measure import Sample

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (0.0, "ns"))


@dataclass(frozen=True)
class Goal:
    """A ratio (or another figure, with its `unit`) and what was set out to be reached.

    `measured` is None when it could not be taken; `why` then says so. `least` tells that more is better.
    """

    what: str
    measured: float | None
    target: float | None
    stretch: float | None = None
    least: bool = False
    unit: str = " ×"
    why: str = ""


@dataclass(frozen=True)
class Part:
    """One measurement: its contenders (siplint first), what is concluded, and what a reader should know."""

    title: str
    samples: Mapping[str, Sample]
    goals: Sequence[Goal] = ()
    notes: Sequence[str] = ()


def duration(seconds: float) -> str:
    """Write a duration with three digits and a fitting unit."""
    for size, unit in UNITS:
        if seconds >= size:
            return f"{seconds / (size or 1e-9):.3g} {unit}"
    return f"{seconds} s"


def rounded(figure: float) -> str:
    """Write a figure with three digits, or all that stand before the point."""
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"  # noqa: PLR2004


def verdict(goal: Goal, limit: float | None) -> str:
    """Say whether a limit is kept."""
    if limit is None or goal.measured is None:
        return ""
    kept = goal.measured >= limit if goal.least else goal.measured <= limit
    return "met" if kept else "**not met**"


def _limit(goal: Goal, limit: float | None) -> str:
    return "" if limit is None else f"{'≥' if goal.least else '≤'} {limit:g}{goal.unit}"


def goals(parts: Sequence[Part]) -> str:
    """Give the table of everything that was set out to be reached."""
    lines = ["| | measured | target | | stretch | |", "|---|---|---|---|---|---|"]
    for part in parts:
        for goal in part.goals:
            taken = goal.why if goal.measured is None else f"{rounded(goal.measured)}{goal.unit}"
            lines.append(
                f"| {goal.what} | {taken} | {_limit(goal, goal.target)} | {verdict(goal, goal.target)}"
                f" | {_limit(goal, goal.stretch)} | {verdict(goal, goal.stretch)} |"
            )
    return "\n".join(lines)


def figures(part: Part) -> str:
    """Give a part's times, each also in multiples of the first one's."""
    lines = [f"### {part.title}", ""]
    if part.samples:
        first = next(iter(part.samples.values())).median
        lines += [
            "| | median | half of the times lie between | times | in multiples | processors, median |",
            "|---|---|---|---|---|---|",
        ]
        for name, sample in part.samples.items():
            low, high = sample.spread
            lines.append(
                f"| {name} | {duration(sample.median)} | {duration(low)} and {duration(high)}"
                f" | {len(sample.times)} | {sample.median / first:.3g}"
                f" | {duration(median(sample.worked)) if sample.worked else ''} |"
            )
        lines.append("")
    lines += [f"- {note}" for note in part.notes]
    return "\n".join(lines).rstrip()


def document(parts: Sequence[Part], machine: Sequence[str], versions: Mapping[str, str], date: str) -> str:
    """Give the whole of RESULTS.md."""
    pieces = [
        "# Results",
        "Written by `python benchmarks/run.py`; how to read it stands in [README.md](README.md).",
        "\n".join(f"- {line}" for line in (date, *machine, ", ".join(f"{k} {v}" for k, v in versions.items()))),
        "## Against what was set out to be reached",
        goals(parts),
        "## What was measured",
        *map(figures, parts),
    ]
    return "\n\n".join(pieces) + "\n"

"""The line that says how far a long run has come."""

from __future__ import annotations

from siplint.cli.progress import Progress


def test_progress_is_told_after_a_while_and_taken_away() -> None:
    times = iter([0.0, 1.0, 2.5, 2.7, 3.1])
    told: list[str] = []
    line = Progress(lambda: next(times), told.append)
    line(10)
    line.end()
    assert told == []
    for rules in (20_000, 30_000, 1_400_000):
        line(rules)
    line.end()
    assert told == ["\rsiplint: 20,000 rules … ", "\rsiplint: 1,400,000 rules … ", "\r\x1b[K"]

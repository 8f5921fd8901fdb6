"""The JSON report, version 1: the contract for other tools."""

from __future__ import annotations

from siplint.report.json_writer import ITEMS, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.run_report import Report


def json(report: Report) -> Iterator[str]:
    """Yield a report as one JSON document, ASCII only, with one diagnostic on each line."""
    yield from listed({**report.head(), "diagnostics": ITEMS}, report.plain_diagnostics())

"""The formats of a report: for each one a function that yields the text of a report in parts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from siplint.model.run_report import Report

    Format: TypeAlias = Callable[[Report], Iterator[str]]


def formatter(name: str) -> Format:
    """Return the function that writes a format; only its module is imported."""
    module = __import__(f"siplint.report.{name}", fromlist=[name])
    return getattr(module, name)  # type: ignore[no-any-return]

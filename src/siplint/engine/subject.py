"""A body that is held against an account."""

from __future__ import annotations

from siplint.model.finding import NO_ORIGINS
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Origins, Path


class Subject(Record):
    """A body with its place in the run: as it is written, what is meant, and where members are written."""

    path: Path
    raw: Mapping[str, JSON]
    body: Trusted
    origins: Origins = NO_ORIGINS

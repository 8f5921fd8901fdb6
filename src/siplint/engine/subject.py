"""A body that is held against an account."""

from __future__ import annotations

from siplint.model.finding import NO_ORIGINS
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Origins, Path
    from siplint.model.settings import Kind, Settings


class Subject(Record):
    """A body with its place in the run: as it is written, what is meant, and where members are written.

    `kind` is what it does. `rule_id` is the id of the rule that an update changes, where the request around it, the call
    or the body says so.
    """

    path: Path
    raw: Mapping[str, JSON]
    body: Trusted
    origins: Origins = NO_ORIGINS
    kind: Kind = "create"
    rule_id: str = ""


def subject_of(path: Path, raw: JSON, meant: Trusted, origins: Origins, settings: Settings) -> Subject:
    """Return a body that is to be held against an account."""
    rule_id: JSON = ""
    if settings.kind == "update":
        rule_id = settings.rule_id or (raw.get("id") if isinstance(raw, dict) else "")
    return Subject(path, raw, meant, origins, settings.kind, rule_id if isinstance(rule_id, str) else "")

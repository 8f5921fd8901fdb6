"""The paths of the routing-rule API: which requests concern a rule, and which rule a path names."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

METHODS = frozenset(("POST", "PATCH", "PUT"))
PATH = "/sip/routing-rule"
LEGACY_PATH = "/sip/routing-rules"
NO_IDS = frozenset(
    (
        *("undefined", "null", "none", "nil", "nan", "true", "false"),
        *("id", "ruleid", "rule-id", "rule_id", "routingruleid", "routing-rule-id", "routing_rule_id"),
    )
)
"""What programs write where they have no id, and what the pages call it."""
BRACKETS = frozenset(("{}", "<>", "[]", "()"))


class Request(Record):
    """What is judged around a body.

    `path` is the URL's path, `headers` have lower-case names, `legacy` says whether the body is one of the old API,
    `now` is the time in seconds since 1970 (UTC) that tokens are compared with.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    legacy: bool = False
    now: float = 0.0


class Target(Record):
    """What a path names: `PATH`, `LEGACY_PATH` or neither (""), and the segment after it, percent-decoded."""

    resource: str
    segment: str = ""

    @property
    def rule_id(self) -> str:
        """The id of a rule; empty where the segment is none."""
        return "" if is_no_id(self.segment) else self.segment


def target_of(path: str) -> Target:
    """Return what a path or URL names; a query and a fragment do not count."""
    _, found, rest = path.partition("?")[0].partition("#")[0].rpartition(PATH)
    name, _, below = rest.partition("/")
    if not found or PATH + name not in (PATH, LEGACY_PATH):
        return Target("")
    segment = below.partition("/")[0]
    if "%" in segment:
        from urllib.parse import unquote

        segment = unquote(segment)
    return Target(PATH + name, segment.strip())


def concerns(method: str, path: str) -> bool:
    """Tell whether a request creates or changes a routing rule."""
    return PATH in path and method in METHODS and bool(target_of(path).resource)


def is_no_id(segment: str) -> bool:
    """Tell whether a segment of a path is empty, or stands for an id that was never put in."""
    if not segment or segment.lower() in NO_IDS or segment[0] == ":" or segment[0] + segment[-1] in BRACKETS:
        return True
    from siplint.domain.heuristics import looks_left_in

    return looks_left_in(segment)

"""A finding together with the rule that made it and the subject it is about."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.diagnostic import Finding, Path, Severity
    from siplint.rule import Rule


class Found:
    """`base` is the path of the finding's subject: file, then index in the file where there is one.

    `severity` is the finding's own, or its rule's.
    """

    __slots__ = ("base", "finding", "rule", "severity")

    def __init__(self, rule: Rule, finding: Finding, base: Path) -> None:
        self.rule = rule
        self.finding = finding
        self.base = base
        self.severity: Severity = finding.severity or rule.severity

    @property
    def path(self) -> Path:
        """The path of the finding in the tree of the run."""
        return self.base + self.finding.path

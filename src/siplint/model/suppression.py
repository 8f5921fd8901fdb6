"""Which findings are wanted. All filtering is done here."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.model.settings import matches_rule
from siplint.model.severity import INFO, SEVERITIES, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    from siplint.model.finding import Finding
    from siplint.model.settings import Settings
    from siplint.model.severity import Severity
    from siplint.rules.base import Maturity

    class Named(Protocol):
        """Anything with a code, a name and a severity: a rule, or its entry in the catalogue."""

        @property
        def code(self) -> str:
            """The code."""

        @property
        def name(self) -> str:
            """The name."""

        @property
        def severity(self) -> Severity:
            """The severity."""

    class Selectable(Named, Protocol):
        """A rule, or its entry in the catalogue."""

        @property
        def maturity(self) -> Maturity:
            """The maturity."""


RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
PREVIEW = "preview"
WHOLE_CODE = 5
"""The length of a code. A name counts as much as a whole code."""


class Suppression(Record):
    """Codes that are not reported in some files, or at and below one place in them.

    `name` is what the user wrote; `files` are the files of the run that its glob matches.
    """

    name: str
    codes: tuple[str, ...]
    glob: str = ""
    pointer: str = ""
    files: frozenset[str] = frozenset()

    def covers(self, finding: Finding) -> bool:
        """Return whether a finding is in a place that this suppression is about."""
        if not finding.base or finding.base[0] not in self.files:
            return False
        from siplint.model.tree_path import DocumentNumber, spelled

        steps = [step.replace("~1", "/").replace("~0", "~") for step in self.pointer.split("/")[1:]]
        place = finding.place[1:]
        if place and isinstance(place[0], DocumentNumber):
            place = place[1:]
        return [spelled(step) for step in place[: len(steps)]] == steps


def is_wanted(finding: Finding, settings: Settings) -> bool:
    """Return whether a finding is wanted.

    If codes and prefixes of codes contradict each other, the longest one wins; if they are equally long, `ignore` wins.
    """
    if RANK[finding.severity or "info"] > RANK[settings.min_severity]:
        return False
    rule = finding.rule
    if (settings.select or settings.ignore or rule.maturity == PREVIEW) and not _is_chosen(rule, settings):
        return False
    suppressions = settings.per_file_ignores
    return not suppressions or not any(
        _closeness(finding.rule, suppression.codes) >= 0 and suppression.covers(finding) for suppression in suppressions
    )


def hidden_infos(findings: Sequence[Finding], settings: Settings) -> list[Finding]:
    """Return the infos that are not wanted only because `min_severity` is warning."""
    if settings.min_severity != WARNING or not any(finding.severity == INFO for finding in findings):
        return []
    shown = settings.but(min_severity=INFO)
    return [finding for finding in findings if finding.severity == INFO and is_wanted(finding, shown)]


def may_be_wanted(rule: Selectable, settings: Settings) -> bool:
    """Return whether any finding of a rule, at the rule's own severity, can be wanted or be matched by a suppression."""
    codes = (*settings.ignore, *(code for suppression in settings.per_file_ignores for code in suppression.codes))
    severe = RANK[rule.severity] <= RANK[settings.min_severity]
    return (severe and _is_chosen(rule, settings)) or _closeness(rule, codes) >= 0


def unused_suppressions(settings: Settings, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the entries of `ignore` and `per_file_ignores` that match no finding, shown or not."""
    if not settings.ignore and not settings.per_file_ignores:
        return ()
    return tuple(_unused(settings, findings))


def _unused(settings: Settings, findings: Sequence[Finding]) -> Iterator[str]:
    for code in settings.ignore:
        if not any(selects(code, finding.rule) for finding in findings):
            yield f'"{code}" of `ignore` matches nothing in this run'
    for suppression in settings.per_file_ignores:
        for code in suppression.codes:
            if not any(selects(code, finding.rule) and suppression.covers(finding) for finding in findings):
                yield f'"{code}" for "{suppression.name}" of `per-file-ignores` matches nothing in this run'


def _is_chosen(rule: Selectable, settings: Settings) -> bool:
    chosen = _closeness(rule, settings.select) if settings.select else 0
    if rule.maturity == PREVIEW and not settings.preview and (not settings.select or chosen < WHOLE_CODE):
        return False
    return chosen > _closeness(rule, settings.ignore)


def _closeness(rule: Named, codes: Sequence[str]) -> int:
    """Return how closely the best of some codes, names and prefixes of codes fits a rule; -1 if none fits."""
    return max((min(len(code), WHOLE_CODE) for code in codes if selects(code, rule)), default=-1)


def selects(code: str, rule: Named) -> bool:
    """Return whether a code, a name or a prefix of codes matches a rule; case does not count."""
    return matches_rule(code, rule.code, rule.name)

"""Which findings are asked for; all filtering is here."""

from __future__ import annotations

from siplint.diagnostic import SEVERITIES, spelled
from siplint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from siplint.found import Found
    from siplint.rule import Rule
    from siplint.settings import Settings

RANK = {severity: place for place, severity in enumerate(SEVERITIES)}
WHOLE = 5
"""Characters of a whole code; a name is as telling as one."""


class Exemption(Record):
    """Codes that are not to be reported in some files, or at and below one place of them.

    `name` is what the user wrote; `files` are the files of the run that its glob matches.
    """

    name: str
    codes: tuple[str, ...]
    glob: str = ""
    pointer: str = ""
    files: frozenset[str] = frozenset()

    def covers(self, one: Found) -> bool:
        """Tell whether a finding stands in a place that this is about."""
        if not one.base or one.base[0] not in self.files:
            return False
        steps = [step.replace("~1", "/").replace("~0", "~") for step in self.pointer.split("/")[1:]]
        return [spelled(step) for step in one.path[1 : 1 + len(steps)]] == steps


def wanted(one: Found, settings: Settings) -> bool:
    """Tell whether a finding is asked for.

    Where codes and beginnings of codes contradict each other, the longer one holds, and of two as long `ignore`.
    """
    if RANK[one.severity] > RANK[settings.min_severity]:
        return False
    if (settings.select or settings.ignore) and not _chosen(one.rule, settings):
        return False
    exemptions = settings.per_file_ignores
    return not exemptions or not any(
        _closeness(one.rule, exemption.codes) >= 0 and exemption.covers(one) for exemption in exemptions
    )


def matters(rule: Rule, settings: Settings) -> bool:
    """Tell whether anything a rule finds, at its own severity, can be asked for or matched by an exemption."""
    codes = (*settings.ignore, *(code for exemption in settings.per_file_ignores for code in exemption.codes))
    severe = RANK[rule.severity] <= RANK[settings.min_severity]
    return (severe and _chosen(rule, settings)) or _closeness(rule, codes) >= 0


def _chosen(rule: Rule, settings: Settings) -> bool:
    chosen = _closeness(rule, settings.select) if settings.select else 0
    return chosen > _closeness(rule, settings.ignore)


def unused(settings: Settings, found: Sequence[Found]) -> Iterator[str]:
    """Name what `ignore` and `per_file_ignores` hold that no finding, shown or not, is matched by."""
    for code in settings.ignore:
        if not any(chooses(code, one.rule) for one in found):
            yield f'"{code}" of `ignore` matches nothing in this run'
    for exemption in settings.per_file_ignores:
        for code in exemption.codes:
            if not any(chooses(code, one.rule) and exemption.covers(one) for one in found):
                yield f'"{code}" for "{exemption.name}" of `per-file-ignores` matches nothing in this run'


def _closeness(rule: Rule, chosen: Sequence[str]) -> int:
    """Tell how closely the best of some codes, names and beginnings of codes speaks of a rule; -1 if none does."""
    return max((min(len(one), WHOLE) for one in chosen if chooses(one, rule)), default=-1)


def chooses(one: str, rule: Rule) -> bool:
    """Tell whether a code, a name or a beginning of codes, in capitals or not, speaks of a rule."""
    return rule.code.startswith(one.upper()) or rule.name == one.lower()

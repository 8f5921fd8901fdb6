"""Comments of a file that suppress findings: which diagnostics they match, and which comments match none."""

from __future__ import annotations

from siplint.model.suppression import selects

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.settings import Settings
    from siplint.rules.catalogue import Entry
    from siplint.source.ignore_comments import Group, Ignore, Ignores

MOST_NOTES = 20
"""Comments that suppress nothing, of which a run speaks."""


class MatchingComments:
    """The comments that suppress diagnostics. A group of them is searched once for each rule, however many lines it covers."""

    __slots__ = ("_ignores", "_matches")

    def __init__(self, ignores: Ignores) -> None:
        self._ignores = ignores
        self._matches: dict[tuple[int, str], list[Ignore]] = {}

    def suppress(self, diagnostic: Diagnostic) -> bool:
        """Return whether a comment suppresses a diagnostic."""
        groups = self._ignores.get(diagnostic.start.line, ()) if diagnostic.start else ()
        found = [self._matching(group, diagnostic) for group in groups]  # of all groups, so that all are used
        return any(found)

    def _matching(self, group: Group, diagnostic: Diagnostic) -> list[Ignore]:
        key = id(group), diagnostic.code
        if key not in self._matches:
            self._matches[key] = [ignore for ignore in group if ignore[1] and selects(ignore[1], diagnostic)]
        return self._matches[key]

    def used(self) -> set[Ignore]:
        """Return the comments that have suppressed a diagnostic."""
        return {ignore for matches in self._matches.values() for ignore in matches}


def not_ignored(
    wanted: Iterable[Diagnostic], hidden: Iterable[Diagnostic], ignores: Ignores
) -> tuple[list[Diagnostic], set[Ignore]]:
    """Return the wanted diagnostics that no comment suppresses, and the comments that match any, `hidden` ones too."""
    comments = MatchingComments(ignores)
    kept = [diagnostic for diagnostic in wanted if not comments.suppress(diagnostic)]
    for diagnostic in hidden:
        comments.suppress(diagnostic)
    return kept, comments.used()


def unused_notes(
    unused: Mapping[str, Sequence[Ignore]], set_rules: Iterable[Entry], settings: Settings
) -> Sequence[str]:
    """Return a sentence for each comment that matches nothing; of very many the first."""
    from itertools import islice

    first = list(islice(_unused_sentences(unused, set_rules, settings), MOST_NOTES + 1))
    return first if len(first) <= MOST_NOTES else [*first[:-1], "there are more comments like these"]


def _unused_sentences(
    unused: Mapping[str, Sequence[Ignore]], set_rules: Iterable[Entry], settings: Settings
) -> Iterator[str]:
    """Say of each comment that matches nothing that it does not; not of a code whose rules this run did not ask."""
    from siplint.rules.catalogue import entries

    asked = {entry.code for entry in set_rules}
    stages = {"set", "account", "snapshot"} if settings.account is None and settings.kind == "create" else {"set"}
    silent = {entry.code for entry in entries() if entry.stage in stages and entry.code not in asked}
    for file, ignores in unused.items():
        for line, code in ignores:
            chosen = [entry for entry in entries() if code and selects(code, entry)]
            if not code:
                yield f"the comment in {file}, line {line}, names no code in brackets: write it like `siplint: ignore[RR218]`"
            elif not chosen or any(entry.code not in silent for entry in chosen):
                yield f'"{code}" of the comment in {file}, line {line}, matches nothing in this run'

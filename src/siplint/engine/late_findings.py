"""Findings of the whole set and the account, which come after the files: their documents are read again to place them."""

from __future__ import annotations

from siplint.engine.locate import place_wanted, places_of
from siplint.model.failure import Contained
from siplint.model.suppression import is_wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import Finding, Path
    from siplint.model.settings import Settings
    from siplint.source.ignore_comments import Ignore, Ignores
    from siplint.source.notations import AnyDocument as Document

    Read: TypeAlias = Callable[[str, set[int]], Iterable[tuple[Path, Document]]]
    """Reads the documents of a file once more, with their paths: where it holds lines, those with some indexes."""


def place_late(  # noqa: PLR0913 (what is known of the files)
    findings: Sequence[Finding],
    read: Read,
    settings: Settings,
    *,
    commented: Collection[str],
    several: Collection[str],
    failures: list[str],
) -> dict[str, tuple[list[Diagnostic], set[Ignore]]]:
    """Return for each file that findings are in its diagnostics, and the comments that match a finding.

    `commented` are the files with comments that suppress findings, `several` is that of `place_findings`. A file that
    cannot be read again, or placed, is added to `failures`.
    """
    by_file: dict[str, list[Finding]] = {}
    needed: dict[str, set[int]] = {}
    for finding in findings:
        if not is_wanted(finding, settings) and finding.base[0] not in commented:  # a comment may be about a hidden one
            continue
        by_file.setdefault(str(finding.base[0]), []).append(finding)
        for path in places_of(finding):
            needed.setdefault(str(path[0]), set()).update(int(step) for step in path[1:2] if isinstance(step, int))
    documents: dict[Path, Document] = {}
    ignores: dict[str, Ignores] = {}
    for name, indexes in needed.items():
        with Contained(name, failures, raising=settings.debug):
            for path, document in read(name, indexes):
                documents[path] = document
                ignores.setdefault(name, document.ignores)
    placed = {}
    for name, found in by_file.items():
        with Contained(name, failures, raising=settings.debug):
            own = ignores[name] if name in commented else {}
            placed[name] = place_wanted(found, documents, settings, several=several, ignores=own)
    return placed

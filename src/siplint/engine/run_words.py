"""What a run says beside its findings: the texts that findings point into, and extras that are missing."""

from __future__ import annotations

from siplint.domain.wording import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.settings import Settings
    from siplint.source.chunks import Source

EXTRA_MARK = 'pip install "siplint['
"""What the sentence about a missing extra says."""


def shown_sources(
    diagnostics: Sequence[Diagnostic], files: Mapping[str, Source], settings: Settings
) -> dict[str, bytes]:
    """Return the bytes of the files that diagnostics point into, as far as they are held."""
    shown = {diagnostic.file for diagnostic in diagnostics}
    shown |= {label.file for diagnostic in diagnostics for label in diagnostic.labels}
    account = settings.account
    sources = {**files, **({account.file: account.data} if account and account.data else {})}
    return {name: data for name, data in sorted(sources.items()) if name in shown and isinstance(data, bytes)}


def missing_extras(unparsed: Mapping[str, str]) -> list[str]:
    """Return a sentence for each extra without which files could not be read, however many files."""
    files: dict[str, int] = {}
    for sentence in unparsed.values():
        if EXTRA_MARK in sentence:
            files[sentence] = files.get(sentence, 0) + 1
    return [f"did not read {count(number, 'file')}: {sentence}" for sentence, number in files.items()]

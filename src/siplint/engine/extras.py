"""Files that were skipped because they could not be read: for want of an extra of siplint, or because they do not parse."""

from __future__ import annotations

from siplint.domain.wording import count
from siplint.engine.chunk_lint import EXTRA_MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.run_report import Report


def missing_extras(unparsed: Mapping[str, str]) -> list[str]:
    """Return a sentence for each extra without which files could not be read, however many files."""
    files: dict[str, int] = {}
    for sentence in unparsed.values():
        if EXTRA_MARK in sentence:
            files[sentence] = files.get(sentence, 0) + 1
    return [f"did not read {count(number, 'file')}: {sentence}" for sentence, number in files.items()]


def unparsed_files(report: Report) -> list[str]:
    """Return the names of the files of a walk that were skipped because they cannot be parsed."""
    return [name for name, why in report.unparsed.items() if EXTRA_MARK not in why and name not in report.names]

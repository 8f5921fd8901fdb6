"""Extras of siplint that are not installed, and the files that were not read without them."""

from __future__ import annotations

from siplint.domain.wording import count
from siplint.engine.chunk_lint import EXTRA_MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def missing_extras(unparsed: Mapping[str, str]) -> list[str]:
    """Return a sentence for each extra without which files could not be read, however many files."""
    files: dict[str, int] = {}
    for sentence in unparsed.values():
        if EXTRA_MARK in sentence:
            files[sentence] = files.get(sentence, 0) + 1
    return [f"did not read {count(number, 'file')}: {sentence}" for sentence, number in files.items()]

"""Paths through what a run reads: file, index in the file, and the members down to a value."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import Origins, Path


MEMORY = "<memory>"
"""The file name in the paths of what comes from no file."""


class DocumentNumber(int):
    """The number of a document in a file of another notation: a step of a path that pointers do not show."""


def written_path(path: Path, origins: Origins) -> Path:
    """Return where a path is written: the longest beginning of it that has another place decides."""
    for size in range(len(path), 0, -1):
        if path[:size] in origins:
            return origins[path[:size]] + path[size:]
    return path


def spelled(step: str | int) -> str:
    """Return one step of a path as JSON has it; a member of a string enumeration becomes its value."""
    return str.__str__(step) if isinstance(step, str) else str(step)


def pointer(path: Path) -> str:
    """Return a path as a JSON Pointer (RFC 6901)."""
    text = ""
    for step in path:
        word = step if type(step) is str else spelled(step)
        text += "/" + word.replace("~", "~0").replace("/", "~1")
    return text

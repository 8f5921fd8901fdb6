"""TOML with places: the table of a text, and the line that a key stands on."""

from __future__ import annotations

from tomllib import TOMLDecodeError, loads

from siplint.model.failure import BadConfiguration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON


def load(data: bytes, name: str) -> tuple[str, dict[str, JSON]]:
    """Give the text of a file and its table; raise BadConfiguration."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise BadConfiguration(f"{name}:{number}: this is not UTF-8") from error
    try:
        return text, loads(text)
    except TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        numbers = [word.strip(",)") for word in place.split() if word.strip(",)").isdigit()]
        where = ":".join(numbers or [str(text.rstrip().count("\n") + 1)])
        raise BadConfiguration(f"{name}:{where}: this is not TOML: {what[:1].lower()}{what[1:]}") from error
    except RecursionError as error:
        raise BadConfiguration(f"{name}: this is nested too deeply to be read") from error


def line(text: str, path: tuple[str, ...], item: str = "") -> int:
    """Find the line, from 1, of a key, or of an item of its value.

    tomllib gives no places. The key's line is the last that names it while what stands before it is whole and does not
    have it; a key that no line names (it stands inside other brackets, or is escaped) is given the line of its table.
    """
    lines = text.split("\n")
    best = 0
    for number, one in enumerate(lines if path else ()):
        head = one.partition("=")[0].strip(" \t[]'\"")
        if head != path[-1] and path[-1] not in (word.strip(" \t'\"") for word in head.split(".")):
            continue
        try:
            before = loads("\n".join(lines[:number]))
        except TOMLDecodeError:
            continue
        if _has(before, path):
            break
        best = number + 1
    if not best:
        best = line(text, path[:-1]) if path else 1
    return next((number + 1 for number in range(best - 1, len(lines)) if item in lines[number]), best) if item else best


def _has(table: JSON, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True

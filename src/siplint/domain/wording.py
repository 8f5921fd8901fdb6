"""How values from the user's files are shown inside a sentence."""

from __future__ import annotations

from siplint.model.tree_path import spelled
from siplint.source.json_scanner import encode_basestring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from siplint.model.finding import JSON, Path

LITERALS = {True: "true", False: "false", None: "null"}
LONGEST_SHOWN = 60
"""How many code points of a value are shown; the rest is cut."""


def json_kind(value: JSON) -> str:
    """Return the JSON type of a value, with an article."""
    if isinstance(value, str):
        return "a string"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, (list, tuple)) else "a number"


def show(value: JSON) -> str:
    """Return a value as JSON writes it, cut if it is long; a container is only named."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool) or value is None:
        return LITERALS[value]
    if isinstance(value, (dict, list, tuple)):
        return json_kind(value)
    try:
        text = str(value)
    except ValueError:  # an integer with more digits than Python writes
        return "a very long number"
    if text.endswith("inf"):  # the original text is lost: it may be 1e999, or many digits
        return "a very large number"
    return cut(text)


def quote(text: str) -> str:
    """Return a text as a JSON string, cut if it is long."""
    if len(text) > LONGEST_SHOWN:
        return encode_basestring(text[:LONGEST_SHOWN])[:-1] + '…"'
    return encode_basestring(text)


def cut(text: str) -> str:
    """Cut a text to a length that fits into a sentence."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def dotted(path: Path) -> str:
    """Return a path as `a.b`; long steps are cut."""
    first = path[0]
    text = first if type(first) is str and len(first) <= LONGEST_SHOWN else cut(spelled(first))
    for step in path[1:]:
        text += "." + cut(spelled(step))
    return text


def either(names: Iterable[str], word: str = "or") -> str:
    """Return names joined as in: `a`, `b` or `c`."""
    *most, last = (f"`{name}`" for name in names)
    return f"{', '.join(most)} {word} {last}" if most else last


def count(number: int, thing: str) -> str:
    """Return a number with its noun: 1 file, 2 files."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}".replace(",", " ")

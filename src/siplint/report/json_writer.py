"""JSON that every parser accepts and no log obeys: only ASCII, no lone surrogates, no runner commands."""

from __future__ import annotations

from json import dumps

from siplint.model.escaping import sendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from siplint.model.finding import JSON

ITEMS = "\0items"
"""Marks the place of the items in a document."""


def written(value: JSON, indent: int | None = None) -> str:
    """Return a value as JSON. `##`, with which runner commands begin, is escaped; the value stays the same."""
    text = dumps(value, indent=indent)
    if "\\ud" in text:
        text = dumps(sendable(value), indent=indent)
    return text.replace("##", "#\\u0023")


def listed(outer: JSON, items: Iterable[JSON]) -> Iterator[str]:
    """Yield a document in parts: `outer`, which has ITEMS as one of its values, with each item on its own line."""
    before, after = written(outer, indent=1).split(written(ITEMS))
    yield before + "["
    comma = ""
    for item in items:
        yield f"{comma}\n{written(item)}"
        comma = ","
    yield f"\n]{after}\n" if comma else f"]{after}\n"

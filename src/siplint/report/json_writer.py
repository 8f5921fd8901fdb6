"""JSON as every parser takes it and no log obeys it: ASCII alone, no half surrogate pairs, no runner command."""

from __future__ import annotations

from json import dumps

from siplint.model.escaping import sendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from siplint.model.finding import JSON

ITEMS = "\0items"
"""Stands in a document where its items go."""


def written(value: JSON, indent: int | None = None) -> str:
    """Write a value as JSON. `##`, with which runners let commands begin, is written by an escape: the value is the same."""
    text = dumps(value, indent=indent)
    if "\\ud" in text:
        text = dumps(sendable(value), indent=indent)
    return text.replace("##", "#\\u0023")


def listed(outer: JSON, items: Iterable[JSON]) -> Iterator[str]:
    """Write a document piece by piece: `outer`, which has ITEMS as one of its values, with each item on its own line."""
    before, after = written(outer, indent=1).split(written(ITEMS))
    yield before + "["
    comma = ""
    for item in items:
        yield f"{comma}\n{written(item)}"
        comma = ","
    yield f"\n]{after}\n" if comma else f"]{after}\n"

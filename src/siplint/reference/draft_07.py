"""JSON Schema draft 2020-12 rewritten as draft-07, for catalogues that still want it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.finding import JSON

DIALECT = "http://json-schema.org/draft-07/schema#"
RENAMED: Mapping[str, str] = {"$defs": "definitions", "dependentSchemas": "dependencies"}
"""Keywords of our schemas that draft-07 has under another name; it has all the others under the same one."""
NAMES = frozenset(("properties", "$defs", "dependentSchemas"))
"""Keywords whose value maps names to schemas: these names are no keywords."""
PLAIN = frozenset(("defaultSnippets", "examples", "enum", "const"))
"""Keywords whose value is data, not a schema."""


def draft_07(schema: dict[str, JSON], identifier: str) -> dict[str, JSON]:
    """Return a schema in draft-07, with its own `$id`; it accepts the same values."""
    return {**_rewritten(schema), "$schema": DIALECT, "$id": identifier}


def _rewritten(schema: JSON) -> JSON:
    if isinstance(schema, list):
        return [_rewritten(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    rewritten: dict[str, JSON] = {}
    for keyword, value in schema.items():
        if keyword == "$ref":
            rewritten[keyword] = value.replace("#/$defs/", "#/definitions/")
        elif keyword in NAMES:
            members = {name: _rewritten(item) for name, item in value.items()}
            new_keyword = RENAMED.get(keyword, keyword)
            rewritten[new_keyword] = members
        else:
            rewritten[keyword] = value if keyword in PLAIN else _rewritten(value)
    return rewritten

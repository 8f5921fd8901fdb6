"""The published schema of the configuration, in draft-07 and with the keys of taplo, as catalogues of schemas want it."""

from __future__ import annotations

from siplint.model.configuration_keys import (
    CODES,
    CONFIGURATION_KEYS,
    DAYS,
    FLAG,
    GLOBS,
    MOST_ITEMS,
    NOTATIONS,
    TEXT,
    TEXTS,
)
from siplint.model.severity import SEVERITIES, WARNING
from siplint.reference.configuration_manual import PAGES
from siplint.rules.catalogue import entries
from siplint.source.notations import EMBEDDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.finding import JSON

PAGE = "https://github.com/siplint/siplint/blob/main/docs/configuration.md"
END = r"$(?!\n)"
"""The end of a text: in Python `$` alone is before a line end too."""
GLOB = rf"^(?![#\ufeff])(?!!?/{{0,2}} *{END})[^\x00\n\r]*{END}"
PLACE = rf"^(?![#\ufeff])(?!!?/{{0,2}} *(?:#/|{END}))(?:(?!#/)[^\x00\n\r])*(?:#/(?:[^~]|~[01])*)?{END}"
"""A glob, or a glob and a JSON Pointer."""
JSON_POINTER = rf"^/(?:[^~]|~[01])*{END}"
BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
ANY_TEXT = rf"^(?:\.\.\.|…|[{BLANK}])*{END}"
"""A template that would match everything."""
LOWER_AS_K = "\u212a"
"""The sign for kelvin, which in lower case is a k."""

DEFAULTS: Mapping[str, JSON] = {
    "min-severity": WARNING,
    "strict": False,
    "embedded": False,
    "comments": False,
    "preview": False,
}
SECTIONS = {
    "paths": "paths-and-exclude",
    "exclude": "paths-and-exclude",
    "select": "select-and-ignore",
    "ignore": "select-and-ignore",
    **{key: key for key in ("per-file-ignores", "templates", "rules-at", "policy", "account")},
}
"""Headings of the page about the configuration, by key."""
UNSAID = (
    "Said by siplint alone: faults inside the brackets of a glob, a backslash at its end, a glob of more than 4096 bytes,"
    " and globs of more than 131072 characters together."
)


def config_schema(identifier: str) -> dict[str, JSON]:
    """Return the schema of `[tool.siplint]` and of siplint.toml."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": identifier,
        "title": "Configuration of siplint",
        "description": "`[tool.siplint]` of pyproject.toml, or a whole siplint.toml.",
        "$comment": UNSAID,
        "type": "object",
        "properties": {key: _member(key, kind) for key, kind in CONFIGURATION_KEYS.items()},
        "additionalProperties": False,
        "definitions": {"code": _code()},
        "x-taplo": {"docs": {"main": "Configuration of siplint."}, "links": {"key": PAGE}, "initKeys": ["paths"]},
    }


def _member(key: str, kind: str) -> dict[str, JSON]:
    from tomllib import loads

    page = PAGES[key]
    description = f"{page.summary[0].upper()}{page.summary[1:]}. {page.text}"
    table = loads(page.example)
    example = table.get("tool", {}).get("siplint", table)[key]
    return {
        "title": key,
        "description": description,
        **_values(key, kind),
        **({"default": DEFAULTS[key]} if key in DEFAULTS else {}),
        "examples": [example],
        "x-taplo": {
            "docs": {"main": description},
            "links": {"key": f"{PAGE}#{SECTIONS.get(key, 'the-keys')}"},
        },
    }


def _values(key: str, kind: str) -> dict[str, JSON]:
    """Return what a key's value may be."""
    codes: dict[str, JSON] = {"type": "array", "items": {"$ref": "#/definitions/code"}}
    if kind is TEXT:
        return {"type": "string", **({"enum": list(SEVERITIES)} if key == "min-severity" else {})}
    if kind is TEXTS:
        most = {"maxItems": MOST_ITEMS[key]} if key in MOST_ITEMS else {}
        return {"type": "array", "items": {"type": "string", **_ITEMS.get(key, {})}, **most}
    if kind is NOTATIONS:
        return {"type": ["boolean", "array"], "items": {"enum": list(EMBEDDED)}}
    shapes: Mapping[str, dict[str, JSON]] = {
        FLAG: {"type": "boolean"},
        CODES: codes,
        DAYS: {"type": "number", "exclusiveMinimum": 0},
        GLOBS: {
            "type": "object",
            "propertyNames": {"pattern": PLACE},
            "additionalProperties": codes,
            "maxProperties": MOST_ITEMS.get(key, 0),
        },
    }
    return shapes[kind]


_ITEMS: Mapping[str, dict[str, JSON]] = {
    "exclude": {"pattern": GLOB},
    "templates": {"not": {"pattern": ANY_TEXT}},
    "rules-at": {"pattern": JSON_POINTER},
}


def _code() -> dict[str, JSON]:
    """Return the schema of a code, a name or the beginning of codes; editors offer codes and names."""
    rules = entries()
    from siplint.rules.catalogue import rule_of

    summaries = [rule_of(rule.code).summary for rule in rules]
    digits = sorted({rule.code[2:size] for rule in rules for size in range(3, len(rule.code) + 1)})
    names = "|".join(_in_any_case(rule.name) for rule in rules)
    return {
        "title": "Code, name, or the beginning of codes",
        "description": 'A rule ("RR405" or "prefix-not-a-strategy") or all rules whose codes begin so ("RR4").',
        "type": "string",
        "anyOf": [
            {
                "enum": [*(rule.code for rule in rules), *(rule.name for rule in rules)],
                "x-taplo": {"docs": {"enumValues": [*summaries, *summaries]}},
            },
            {"pattern": rf"^(?:[Rr](?:[Rr](?:{'|'.join(digits)})?)?|{names}){END}"},
        ],
    }


def _in_any_case(name: str) -> str:
    return "".join(
        f"[{letter}{letter.upper()}{LOWER_AS_K * (letter == 'k')}]" if letter.isalpha() else letter for letter in name
    )

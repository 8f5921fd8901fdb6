"""The draft-07 schemas are draft-07, and stand alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from siplint.reference.draft_07 import draft_07
from siplint.reference.schemas import SCHEMAS

NAMES = ("create.draft-07", "update.draft-07", "rules.draft-07")
LATER_KEYWORDS = ("$defs", "dependentSchemas", "dependentRequired", "prefixItems", "unevaluatedProperties", "$anchor")


@pytest.mark.parametrize("name", NAMES)
def test_it_is_draft_07_and_says_where_it_lies(name: str) -> None:
    schema = SCHEMAS[name]()
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"].endswith(f"/schemas/{name}.schema.json")
    assert schema["title"] == SCHEMAS[name.partition(".")[0]]()["title"]
    for keyword in LATER_KEYWORDS:
        assert f'"{keyword}"' not in json.dumps(schema)


def test_only_keywords_are_renamed() -> None:
    schema: dict[str, Any] = {
        "$defs": {"dependentSchemas": {"$ref": "#/$defs/b"}, "b": {"enum": [{"$defs": 1}]}},
        "properties": {"$defs": {"type": "string"}, "dependentSchemas": {"const": {"dependentSchemas": 1}}},
        "dependentSchemas": {"$defs": {"items": {"$ref": "#/$defs/b"}}},
        "defaultSnippets": [{"body": {"$defs": "$1"}}],
    }
    assert draft_07(schema, "x:y") == {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "x:y",
        "definitions": {"dependentSchemas": {"$ref": "#/definitions/b"}, "b": {"enum": [{"$defs": 1}]}},
        "properties": {"$defs": {"type": "string"}, "dependentSchemas": {"const": {"dependentSchemas": 1}}},
        "dependencies": {"$defs": {"items": {"$ref": "#/definitions/b"}}},
        "defaultSnippets": [{"body": {"$defs": "$1"}}],
    }

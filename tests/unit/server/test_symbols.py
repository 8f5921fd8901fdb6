"""The outline and the folds of a file."""

from __future__ import annotations

import json
from pathlib import Path

from editor import Editor
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

NESTED = {"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}}
MANY = OUTBOUND_BODY | {"phoneNumbers": [f"+1415555120{digit}" for digit in range(4)]}


def test_the_rules_of_a_list_are_listed_by_name(tmp_path: Path) -> None:
    editor = Editor(tmp_path, NESTED)
    nameless = {key: value for key, value in MANY.items() if key != "name"}
    editor.open("a.json", json.dumps([INBOUND_BODY, nameless]))
    first, second = editor.request("textDocument/documentSymbol", editor.document("a.json"))
    assert (first["name"], first["detail"]) == ("Support line", "inbound +14155551234")
    assert first["selectionRange"]["start"] == {"line": 0, "character": 10}
    assert second["name"] == "(a rule without a name)"
    assert second["detail"] == "outbound +14155551200, +14155551201, +14155551202, …"
    assert second["selectionRange"]["start"] == second["range"]["start"]


def test_a_client_without_nesting_gets_a_flat_list(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open("a.json", json.dumps(INBOUND_BODY | {"phoneNumbers": ["+14155551234", 7]}))
    (symbol,) = editor.request("textDocument/documentSymbol", editor.document("a.json"))
    assert symbol["location"]["uri"] == editor.uri("a.json")


def test_rules_and_their_objects_and_lists_can_be_folded(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.open("a.json", json.dumps([INBOUND_BODY, 7, OUTBOUND_BODY | {"headers": {"X-A": "b"}}], indent=1))
    folds = editor.request("textDocument/foldingRange", editor.document("a.json"))
    assert [(fold["startLine"], fold["endLine"]) for fold in folds] == [(1, 8), (4, 6), (10, 19), (13, 15), (16, 18)]


def test_what_holds_no_rule_or_cannot_be_read_has_no_outline(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    for name, text in (("a.json", "{"), ("b.json", '{"compilerOptions": 1}'), ("c.yaml", "a: [")):
        editor.open(name, text)
        assert editor.request("textDocument/documentSymbol", editor.document(name)) == []
        assert editor.request("textDocument/foldingRange", editor.document(name)) == []
    assert editor.request("textDocument/documentSymbol", editor.document("gone.json")) == []
    assert editor.request("textDocument/foldingRange", editor.document("gone.json")) == []

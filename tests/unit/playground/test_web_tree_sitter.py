from __future__ import annotations

import json
from typing import Any

import pytest
import web_tree_sitter
from web_tree_sitter import Bridge, GrammarNeeded, Language, Node, Parser, tree_of

tree_sitter = pytest.importorskip("tree_sitter", reason="the extra `code` is not installed")
TEXTS = (
    "",
    "fetch(url, {body: JSON.stringify({name: 'n'})})",
    "const \u00fc = '\U0001f4de';\n// a comment\nf(\u00fc)",
    "const = {{",
    "f(",
)


def flat(root: Any) -> str:
    """Return a tree of tree-sitter as the worker sends it."""
    words: dict[str, int] = {}
    nodes: list[int] = []

    def add(node: Any, field: str) -> None:
        flags = node.is_named | 2 * node.is_missing
        nodes.extend((words.setdefault(node.type, len(words)), node.start_byte, node.end_byte, node.start_point[0]))
        nodes.extend((words.setdefault(field, len(words)), flags, len(node.children)))
        for index, child in enumerate(node.children):
            add(child, node.field_name_for_child(index) or "")

    add(root, "")
    return json.dumps({"words": list(words), "nodes": nodes})


def same(mine: Node, theirs: Any) -> None:
    for name in ("type", "start_byte", "end_byte", "is_error", "is_missing", "has_error"):
        assert getattr(mine, name) == getattr(theirs, name), name
    assert mine.start_point[0] == theirs.start_point[0]
    assert [child.type for child in mine.named_children] == [child.type for child in theirs.named_children]
    for name in ("function", "arguments", "name", "value", "object", "property", "key"):
        found, wanted = mine.child_by_field_name(name), theirs.child_by_field_name(name)
        assert (found and found.start_byte) == (wanted and wanted.start_byte)
    assert len(mine.children) == len(theirs.children)
    for child, other in zip(mine.children, theirs.children, strict=True):
        assert child.parent is mine
        same(child, other)


@pytest.mark.parametrize("text", TEXTS)
def test_a_tree_is_that_of_tree_sitter(text: str) -> None:
    import tree_sitter_javascript

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))
    root = parser.parse(text.encode()).root_node
    same(tree_of(json.loads(flat(root))), root)


def test_a_grammar_is_asked_for_until_it_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"tsx": json.dumps({"words": ["program", ""], "nodes": [0, 0, 1, 0, 1, 1, 0]})}
    monkeypatch.setattr(Bridge, "parse", staticmethod(lambda grammar, _text: answers.get(grammar, "")))
    monkeypatch.setattr(Bridge, "missing", frozenset())
    assert Parser(Language("tsx")).parse(b" ").root_node.type == "program"
    with pytest.raises(GrammarNeeded) as needed:
        Parser(Language("javascript")).parse(b"f()")
    assert needed.value.grammar == "javascript"
    web_tree_sitter.forget("javascript")
    with pytest.raises(ImportError, match="javascript"):
        Parser(Language("javascript")).parse(b"f()")


def test_what_siplint_imports_is_there_after_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("tree_sitter", "tree_sitter_javascript", "tree_sitter_typescript"):
        monkeypatch.setitem(sys.modules, name, sys.modules.get(name))
    web_tree_sitter.install()
    import tree_sitter_javascript
    import tree_sitter_typescript

    assert tree_sitter_javascript.language() == "javascript"
    assert tree_sitter_typescript.language_tsx() == "tsx"
    assert tree_sitter_typescript.language_typescript() == "typescript"

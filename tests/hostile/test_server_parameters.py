"""Every method with any parameters: an answer or an error of the protocol, never an internal error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from editor import Editor
from siplint.model.examples import INBOUND_BODY
from siplint.server.methods import METHODS

RULE = json.dumps(INBOUND_BODY | {"phoneNumbers": ["+1 415 555 1234"]}, indent=1)
FOLDER = Path("/nonexistent/siplint")
NUMBERS = st.integers(-2, 12) | st.sampled_from((1 << 31, -1, True, None, 0.5))
PLACES = st.fixed_dictionaries({"line": NUMBERS, "character": NUMBERS})
RANGES = st.fixed_dictionaries({"start": PLACES, "end": PLACES})
URIS = st.sampled_from(
    [
        *((FOLDER / name).as_uri() for name in ("a.json", "b.yaml", "gone.json")),
        "untitled:x",
        "file://",
        "",
        "http://x",
        7,
    ]
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(("", "x", "siplint")), st.lists, max_leaves=3
)
CHANGES = st.lists(
    st.fixed_dictionaries(
        {"text": st.sampled_from(("", "{", RULE, "\ud800", "😀"))}, optional={"range": RANGES | st.none()}
    )
    | ODD,
    max_size=3,
)
MEMBERS: dict[str, st.SearchStrategy[Any]] = {
    "textDocument": st.fixed_dictionaries(
        {"uri": URIS}, optional={"version": NUMBERS, "text": st.just(RULE) | ODD, "languageId": ODD}
    )
    | ODD,
    "position": PLACES | ODD,
    "range": RANGES | ODD,
    "context": st.fixed_dictionaries({}, optional={"only": st.lists(st.just("quickfix") | ODD) | ODD}) | ODD,
    "contentChanges": CHANGES,
    "changes": st.lists(st.fixed_dictionaries({"uri": URIS, "type": NUMBERS}) | ODD, max_size=3),
    "event": st.fixed_dictionaries({"added": st.lists(ODD, max_size=2), "removed": st.lists(ODD, max_size=2)}) | ODD,
    "settings": st.dictionaries(st.sampled_from(("siplint", "select", "config", "minSeverity", "embedded")), ODD) | ODD,
    "command": st.just("siplint.openPage") | ODD,
    "arguments": st.lists(ODD, max_size=2) | ODD,
    "data": st.fixed_dictionaries({"uri": URIS}) | ODD,
    "previousResultIds": st.lists(ODD, max_size=2) | ODD,
    "previousResultId": ODD,
}
PARAMETERS = st.fixed_dictionaries(MEMBERS) | st.fixed_dictionaries({}, optional=MEMBERS) | ODD
QUIET = [name for name in METHODS if name not in ("initialize", "initialized", "shutdown")]


@pytest.mark.slow
@settings(max_examples=100, deadline=None, phases=(Phase.generate,))
@given(st.lists(st.tuples(st.sampled_from(QUIET), PARAMETERS, st.booleans()), min_size=1, max_size=8))
def test_any_parameters_are_answered(messages: list[tuple[str, Any, bool]]) -> None:
    editor = Editor(FOLDER)
    editor.open("a.json", RULE)
    editor.open("b.yaml", RULE)
    for method, params, is_request in messages:
        if is_request:
            answer = editor.answer(method, params)
            assert answer.get("error", {}).get("code") != -32603, (method, params, answer)
        else:
            editor.notify(method, params)
    said = [one["params"]["message"] for one in editor.stream.sent if one.get("method") == "window/logMessage"]
    assert not [sentence for sentence in said if "internal error" in sentence]


@pytest.mark.slow
@settings(max_examples=50, deadline=None, phases=(Phase.generate,))
@given(
    st.dictionaries(
        st.sampled_from(
            ("processId", "rootUri", "rootPath", "workspaceFolders", "capabilities", "initializationOptions")
        ),
        ODD | st.dictionaries(st.sampled_from(("general", "textDocument", "workspace", "select")), ODD),
    )
)
def test_any_beginning_is_answered(params: dict[str, Any]) -> None:
    editor = Editor(FOLDER, starts=False)
    assert "positionEncoding" in editor.request("initialize", params)["capabilities"]
    editor.notify("initialized", {})
    editor.open("a.json", RULE)
    assert editor.error("textDocument/rename", {}) == -32601

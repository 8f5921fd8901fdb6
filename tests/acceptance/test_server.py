"""`siplint server` as an editor meets it: a process, messages over its pipes, every method."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from language_client import LanguageClient
from siplint.model.examples import INBOUND_BODY

CAPABILITIES = {
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
    "window": {"showDocument": {"support": True}},
}
RULE = json.dumps(INBOUND_BODY, indent=2)
OTHER = json.dumps(INBOUND_BODY | {"name": "Other", "recording": True}, indent=2)
SPACED = RULE.replace("+14155551234", "+1 415 555 1234")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[LanguageClient]:
    (tmp_path / "a.json").write_text(RULE)
    with LanguageClient(tmp_path) as client:
        yield client


def test_a_session_from_initialize_to_exit(client: LanguageClient) -> None:
    offered = client.start(CAPABILITIES)
    assert offered["positionEncoding"] == "utf-16"
    assert offered["textDocumentSync"] == {"openClose": True, "change": 2, "save": {"includeText": False}}
    assert client.receive()["method"] == "client/registerCapability"
    assert client.stop() == 0
    assert client.errors_of_process() == ""


def test_a_keystroke_changes_what_is_shown(client: LanguageClient) -> None:
    client.start()
    client.open("a.json", SPACED)
    (shown,) = client.wait_for("a.json", 1)
    assert (shown["code"], shown["severity"], shown["source"]) == ("RR301", 1, "siplint")
    assert shown["message"] == '"+1 415 555 1234" has spaces; E.164 is +14155551234'
    assert shown["range"] == {"start": {"line": 4, "character": 4}, "end": {"line": 4, "character": 21}}
    assert shown["codeDescription"]["href"].endswith("/docs/rules/RR301.md")
    first, last = {"line": 4, "character": 5}, {"line": 4, "character": 20}
    client.change("a.json", 2, {"range": {"start": first, "end": last}, "text": "+14155551234"})
    assert client.wait_for("a.json", 2) == []


def test_a_number_in_two_rules_is_shown_in_both_files_and_disappears_from_both(client: LanguageClient) -> None:
    client.start()
    client.open("b.json", OTHER)
    (shown,) = client.wait_for("b.json", 1)
    (mirrored,) = client.wait_for("a.json")
    assert (shown["code"], shown["severity"]) == ("RR701", 1)
    assert (mirrored["code"], mirrored["severity"]) == ("RR701", 3)
    assert [one["location"]["uri"] for one in shown["relatedInformation"]] == [client.uri("a.json")]
    assert [one["location"]["uri"] for one in mirrored["relatedInformation"]] == [client.uri("b.json")]
    client.change("b.json", 2, {"text": OTHER.replace("1234", "1235")})
    assert client.wait_for("b.json", 2) == []
    assert client.wait_for("a.json") == []


def test_of_many_changes_only_the_last_state_has_to_be_shown(client: LanguageClient) -> None:
    client.start()
    client.open("a.json", RULE)
    for version in range(2, 60):
        client.change("a.json", version, {"text": SPACED if version % 2 else RULE})
    client.wait_for("a.json", 59)
    client.settle()
    assert client.versions[client.uri("a.json")] == 59
    assert [one["code"] for one in client.diagnostics[client.uri("a.json")]] == ["RR301"]
    sent = [one["params"] for one in client.seen if one.get("method") == "textDocument/publishDiagnostics"]
    versions = [params["version"] for params in sent if params["uri"] == client.uri("a.json") and "version" in params]
    assert versions == sorted(versions)
    for params in sent:
        if params.get("version", 1) > 1:
            assert bool(params["diagnostics"]) == bool(params["version"] % 2)


def test_code_actions_hover_completion_symbols_and_folds(client: LanguageClient) -> None:
    client.start(CAPABILITIES)
    client.open("a.json", SPACED, version=7)
    place = {"line": 4, "character": 8}
    document = {"textDocument": {"uri": client.uri("a.json")}}
    context: dict[str, Any] = {"diagnostics": []}
    actions = client.request(
        "textDocument/codeAction", {**document, "range": {"start": place, "end": place}, "context": context}
    )
    assert [action["kind"] for action in actions] == ["quickfix", "quickfix", "quickfix", "source.fixAll.siplint"]
    change = actions[0]["edit"]["documentChanges"][0]
    assert change["textDocument"] == {"uri": client.uri("a.json"), "version": 7}
    assert [edit["newText"] for edit in change["edits"]] == ['"+14155551234"']
    hover = client.request("textDocument/hover", {**document, "position": place})
    assert "**+14155551234**" in hover["contents"]["value"]
    assert "RR301" in hover["contents"]["value"]
    (symbol,) = client.request("textDocument/documentSymbol", document)
    assert (symbol["name"], symbol["detail"]) == ("Support line", "inbound +1 415 555 1234")
    assert client.request("textDocument/foldingRange", document)[0] == {"startLine": 0, "endLine": 7}
    client.request("workspace/executeCommand", actions[2]["command"])
    shown = [one for one in client.seen if one.get("method") == "window/showDocument"]
    assert [one["params"]["uri"][-8:] for one in shown] == ["RR301.md"]
    client.open("new.json", "")
    start = {"textDocument": {"uri": client.uri("new.json")}, "position": {"line": 0, "character": 0}}
    items = client.request("textDocument/completion", start)
    assert [item["label"] for item in items][-1] == "outbound rule"


def test_diagnostics_are_pulled_where_the_client_can(client: LanguageClient) -> None:
    capabilities: dict[str, Any] = {
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": True}},
    }
    offered = client.start(capabilities)
    assert offered["diagnosticProvider"]["workspaceDiagnostics"] is True
    client.open("b.json", OTHER)
    report = client.request("textDocument/diagnostic", {"textDocument": {"uri": client.uri("b.json")}})
    assert (report["kind"], [one["code"] for one in report["items"]]) == ("full", ["RR701"])
    again = {"textDocument": {"uri": client.uri("b.json")}, "previousResultId": report["resultId"]}
    assert client.request("textDocument/diagnostic", again) == {"kind": "unchanged", "resultId": report["resultId"]}
    known = [{"uri": client.uri("b.json"), "value": report["resultId"]}, {"uri": client.uri("gone.json"), "value": "1"}]
    items = client.request("workspace/diagnostic", {"previousResultIds": known})["items"]
    assert {item["uri"].rpartition("/")[2]: (item["kind"], item["version"]) for item in items} == {
        "a.json": ("full", None),
        "b.json": ("unchanged", 1),
        "gone.json": ("full", None),
    }
    client.settle()
    methods = [one.get("method") for one in client.seen]
    assert "workspace/diagnostic/refresh" in methods
    assert "textDocument/publishDiagnostics" not in methods


def test_settings_and_their_faults_are_read_again_when_they_change(client: LanguageClient) -> None:
    client.start()
    client.open("a.json", SPACED)
    assert [one["code"] for one in client.wait_for("a.json", 1)] == ["RR301"]
    settings = client.folder / "siplint.toml"
    settings.write_text('ignore = ["RR301"]\n')
    saved = {"changes": [{"uri": settings.as_uri(), "type": 1}]}
    client.notify("workspace/didChangeWatchedFiles", saved)
    assert client.wait_for("a.json") == []
    settings.write_text('# broken\nignroe = ["RR301"]\n')
    client.notify("workspace/didChangeWatchedFiles", saved)
    (fault,) = client.wait_for("siplint.toml")
    assert fault["message"] == "there is no key `ignroe`; did you mean `ignore`?"
    assert fault["range"]["start"] == {"line": 1, "character": 0}
    settings.unlink()
    client.notify("workspace/didChangeWatchedFiles", saved)
    assert client.wait_for("siplint.toml") == []


def test_initialize_imports_nothing_that_only_findings_need(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = (
        "import os, sys; from siplint.cli.project_files import ProjectFiles; from siplint.server.server_log import ServerLog;"
        "from siplint.server.message_stream import MessageStream; from siplint.server.session import Session;"
        "source, sink = os.pipe(); session = Session(MessageStream(source, sink), ProjectFiles(), ServerLog());"
        "session.take({'id': 1, 'method': 'initialize', 'params': {'capabilities': {}}});"
        "print([name for name in ('re', 'json', 'typing', 'enum', 'logging', 'threading', 'jsonschema') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {program}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout == "[]\n"

"""After any changes a workspace says what a run over the same files says."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from accounts import snapshot
from many_files import FILES
from siplint.engine.files import lint_files
from siplint.engine.workspace import Workspace
from siplint.model.diagnostic import Diagnostic
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings

NUMBERS = ("+14155551234", "+14155555678", "+1 415 555 1234", "+442071838750")
NAMES = ("a.json", "b.jsonl", "c.jsonc", "d.yaml", "e.md", "f.py", "g.json", "h.jsonl", "i.json")
EVERYTHING = Settings(min_severity="info", debug=True)


def some_body(random: Random) -> dict[str, Any]:
    body = dict(random.choice((INBOUND_BODY, OUTBOUND_BODY)))
    body["phoneNumbers"] = random.sample(NUMBERS, random.randint(1, 2))
    body["name"] = random.choice(("A", "B", "C"))
    if random.random() < 0.3:
        body["apiKey"] = random.choice(("s3cret-s3cret-s3cret", "A", "other-secret-1"))
    if random.random() < 0.3:
        body["room"] = {"type": "static", "id": "2kyv-gzay-64pg", "pin": random.choice(("4711", "8305"))}
    if random.random() < 0.2:
        body["id"] = "rr_1"
    return body


def some_content(random: Random, name: str) -> bytes:
    if random.random() < 0.15:
        return random.choice(list(FILES.values()))
    text = json.dumps(some_body(random), indent=1)
    match name.rpartition(".")[2]:
        case "json":
            return (text if random.random() < 0.5 else f"[{text}, {json.dumps(some_body(random))}]").encode()
        case "jsonl":
            return "\n".join(json.dumps(some_body(random)) for _ in range(random.randint(0, 4))).encode()
        case "jsonc":
            return text.replace('"phoneNumbers": [', '"phoneNumbers": [ // siplint: ignore[RR704, RR701]\n').encode()
        case "md":
            return f"```json\n{text}\n```\n\n```json\n{json.dumps(some_body(random))}\n```\n".encode()
        case "py":
            call = "requests.post('https://api.videosdk.live/v2/sip/routing-rule', json={!r})  # siplint: ignore[RR701]"
            return "\n".join(("import requests", *(call.format(some_body(random)) for _ in range(2)))).encode()
        case _:
            return text.encode()


def by_file(files: dict[str, bytes], settings: Settings) -> dict[str, tuple[Diagnostic, ...]]:
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in lint_files(files, settings):
        found.setdefault(diagnostic.file, []).append(diagnostic)
    return {name: tuple(diagnostics) for name, diagnostics in found.items()}


def account() -> Any:
    from siplint.account.snapshot import account_of

    rules = [{"id": "rr_1", "name": "A", "type": "inbound", "numbers": [NUMBERS[0]]}]
    return account_of(
        json.dumps(snapshot(routingRules=rules, apiKeys=["s3cret-s3cret-s3cret"])).encode(), "account.json"
    )


@pytest.mark.parametrize(
    "settings",
    [
        EVERYTHING,
        Settings(debug=True),
        EVERYTHING.but(ignore=("RR705",)),
        EVERYTHING.but(cross_file=False),
        EVERYTHING.but(select=("RR70", "RR8")),
        EVERYTHING.but(kind="update"),
        EVERYTHING.but(account=account()),
        EVERYTHING.but(account=account(), kind="update"),
    ],
    ids=range(8),
)
def test_after_any_changes_the_diagnostics_are_those_of_a_run(settings: Settings) -> None:
    random = Random(settings.fields().__len__() + len(settings.select) + len(settings.ignore))
    workspace = Workspace(settings.but(walked=frozenset(NAMES)))
    files: dict[str, bytes] = {}
    before: dict[str, tuple[Diagnostic, ...]] = {}
    for _ in range(40):
        changes = {
            name: None if random.random() < 0.15 else some_content(random, name)
            for name in random.sample(NAMES, random.choice((1, 1, 1, 2, 5)))
        }
        files = {name: data for name, data in {**files, **changes}.items() if data is not None}
        changed = workspace.update(changes)
        expected = by_file(files, settings.but(walked=frozenset(files)))
        shown = {name: workspace.diagnostics(name) for name in workspace.names()}
        assert shown == expected
        assert changed == {name for name in before.keys() | shown.keys() if before.get(name) != shown.get(name)}
        before = shown


def test_a_change_of_one_file_checks_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(EVERYTHING)
    bodies = {f"{digit}.json": INBOUND_BODY | {"phoneNumbers": [f"+1415555123{digit}"]} for digit in range(9)}
    workspace.update({name: json.dumps(body).encode() for name, body in bodies.items()})
    linted: list[str] = []

    def noted(chunk: Any, *_: Any) -> Any:
        linted.append(chunk.name)
        return lint_chunk(chunk, *_)

    from siplint.engine.chunk_lint import lint_chunk

    monkeypatch.setattr("siplint.engine.known_file.lint_chunk", noted)
    workspace.update({"3.json": json.dumps(bodies["4.json"]).encode()})
    assert linted == ["3.json"]
    assert workspace.update({"3.json": json.dumps(bodies["4.json"]).encode(), "gone.json": None}) == set()


def test_an_error_of_ours_costs_only_the_file_that_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(Settings())

    def fails(*_: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("siplint.engine.known_file.lint_chunk", fails)
        workspace.update({"a.json": b"{"})
    workspace.update({"b.json": b"{"})
    assert workspace.names() == ["b.json"]
    assert workspace.files["a.json"].troubles[0].startswith("a.json: ZeroDivisionError")


def test_the_files_with_a_number_are_known() -> None:
    workspace = Workspace(Settings())
    files = {
        "a.json": INBOUND_BODY,
        "b.json": OUTBOUND_BODY,
        "c.json": INBOUND_BODY | {"phoneNumbers": ["+442071838750"]},
    }
    workspace.update({name: json.dumps(body).encode() for name, body in files.items()})
    assert workspace.files_with_number("+14155551234") == ["a.json", "b.json"]
    assert workspace.files_with_number("+14155559999") == []
    without = Workspace(Settings(cross_file=False))
    without.update({"a.json": b"{}"})
    assert without.files_with_number("+14155551234") == ["a.json"]


def test_a_file_that_cannot_be_parsed_and_is_no_rule_is_no_trouble() -> None:
    workspace = Workspace(Settings(debug=True, walked=frozenset(NAMES)))
    workspace.update({"a.json": b'{"compilerOptions": {', "b.json": json.dumps(INBOUND_BODY).encode()})
    assert (workspace.files["a.json"].troubles, workspace.diagnostics("a.json")) == ([], ())

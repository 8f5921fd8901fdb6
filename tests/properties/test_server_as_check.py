"""Whatever is typed, opened, closed, saved or deleted, the server shows what `siplint check` finds in the files as they are."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from editor import Editor
from siplint.cli.project_files import ProjectFiles
from siplint.engine.files import lint_files
from siplint.model.diagnostic import Diagnostic, Position
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

pytestmark = pytest.mark.slow
NUMBERS = ("+14155551234", "+1 415 555 1234", "+442071838750", "+14155550100", "not a number 😀")
NAMES = ("a.json", "b.jsonl", "c.jsonc", "d.yaml", "e.py", "f.md", "sub/g.json", "other.json")
CONFIGURATION = 'embedded = true\nmin-severity = "info"\n[per-file-ignores]\n"g.json#/phoneNumbers" = ["RR701"]\n'
STRINGS = strategies.sampled_from(("Support", "Sales é😀", "\u2028", ""))


@strategies.composite
def bodies(draw: Any) -> dict[str, Any]:
    """A rule that is right, with one of a few numbers and perhaps a fault."""
    body = dict(draw(strategies.sampled_from((INBOUND_BODY, OUTBOUND_BODY))))
    body["name"] = draw(STRINGS)
    body["phoneNumbers"] = draw(strategies.lists(strategies.sampled_from(NUMBERS), min_size=1, max_size=2))
    if draw(strategies.booleans()):
        body |= draw(
            strategies.sampled_from(
                (
                    {"apiKey": "s3cret-s3cret-s3cret"},
                    {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}},
                    {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "8305"}},
                    {"recording": "yes"},
                    {"headers": {"Ticket": "s3cret-s3cret-s3cret"}},
                    {"recordng": True},
                )
            )
        )
    return body


def written(name: str, rules: list[dict[str, Any]]) -> str:
    """Write rules in the notation of a file."""
    ending = name.rpartition(".")[2]
    texts = [json.dumps(body, ensure_ascii=False, indent=1) for body in rules]
    if name == "other.json":
        return '{"compilerOptions": {}}'
    if ending == "json":
        return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    if ending == "jsonl":
        return "\n".join(json.dumps(body) for body in rules)
    if ending == "jsonc":
        return f"// rules\n{texts[0]}".replace('"phoneNumbers": [', '"phoneNumbers": [ // siplint: ignore[RR701]', 1)
    if ending == "yaml":
        return "\n---\n".join(texts)
    if ending == "md":
        return "\n\n".join(f"```json\n{text}\n```" for text in texts)
    calls = [f'requests.post("https://api.videosdk.live/v2/sip/routing-rule", json={body!r})' for body in rules]
    return "\n".join(("import requests", *calls))


def utf16(text: str) -> dict[str, int]:
    """Return the position of the end of a text, in UTF-16."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}


CONTENTS = strategies.tuples(strategies.sampled_from(NAMES), strategies.lists(bodies(), min_size=1, max_size=3))
CUTS = strategies.tuples(
    strategies.floats(0, 1), strategies.floats(0, 0.2), strategies.sampled_from(('"', "\n", "😀", "", ","))
)


class ServerMachine(RuleBasedStateMachine):
    """A person with an editor, and programs that change files behind its back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "sub").mkdir()
        (self.folder / "siplint.toml").write_text(CONFIGURATION)
        self.texts: dict[str, str] = {}
        self.version = 0
        self.editor = Editor(self.folder)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(content=CONTENTS)
    def write_outside(self, content: tuple[str, list[dict[str, Any]]]) -> None:
        name, rules = content
        kind = 2 if (self.folder / name).exists() else 1
        (self.folder / name).write_text(written(name, rules), encoding="utf-8", newline="")
        self.editor.notify(
            "workspace/didChangeWatchedFiles", {"changes": [{"uri": self.editor.uri(name), "type": kind}]}
        )

    @rule(name=strategies.sampled_from(NAMES))
    def delete_outside(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        self.editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": self.editor.uri(name), "type": 3}]})

    @rule(content=CONTENTS)
    def open_or_replace(self, content: tuple[str, list[dict[str, Any]]]) -> None:
        name, rules = content
        text = written(name, rules)
        self.version += 1
        if name in self.texts:
            self.editor.change(name, self.version, {"text": text})
        else:
            self.editor.open(name, text, self.version)
        self.texts[name] = text

    @precondition(lambda self: self.texts)
    @rule(data=strategies.data(), cuts=strategies.lists(CUTS, min_size=1, max_size=3))
    def type_something(self, data: Any, cuts: list[tuple[float, float, str]]) -> None:
        name = data.draw(strategies.sampled_from(sorted(self.texts)))
        text, changes = self.texts[name], []
        for place, length, new in cuts:
            start = int(place * len(text))
            end = min(len(text), start + int(length * len(text)))
            changes.append({"range": {"start": utf16(text[:start]), "end": utf16(text[:end])}, "text": new})
            text = text[:start] + new + text[end:]
        self.version += 1
        self.editor.change(name, self.version, *changes)
        self.texts[name] = text

    @precondition(lambda self: self.texts)
    @rule(data=strategies.data(), saves=strategies.booleans())
    def close(self, data: Any, saves: bool) -> None:
        name = data.draw(strategies.sampled_from(sorted(self.texts)))
        text = self.texts.pop(name)
        if saves:
            kind = 2 if (self.folder / name).exists() else 1
            (self.folder / name).write_text(text, encoding="utf-8", newline="")
            changes = [{"uri": self.editor.uri(name), "type": kind}]
            self.editor.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        self.editor.close(name)

    @invariant()
    def the_editor_shows_what_a_check_finds(self) -> None:
        loaded = ProjectFiles().load(str(self.folder), {}, walks=True)
        files = {**loaded.contents, **{name: text.encode() for name, text in self.texts.items()}}
        chosen = loaded.settings.but(walked=frozenset(files), per_file_ignores=loaded.suppressions(files), debug=True)
        report = lint_files(files, chosen)
        expected: dict[str, list[tuple[Any, ...]]] = {}
        for diagnostic in report:
            data = files[diagnostic.file]
            expected.setdefault(diagnostic.file, []).append(_expected(diagnostic, data))
        shown = {
            name: [_shown(one) for one in self.editor.shown.get(self.editor.uri(name), []) if one["severity"] != 3]
            for name in NAMES
        }
        assert {name: sorted(found) for name, found in shown.items() if found} == {
            name: sorted(found) for name, found in expected.items()
        }
        pointed_at = {label.file for one in report for label in one.labels if label.file != one.file}
        mirrored = {
            name
            for name in NAMES
            if any(one["severity"] == 3 for one in self.editor.shown.get(self.editor.uri(name), []))
        }
        assert mirrored == pointed_at


def _expected(diagnostic: Diagnostic, data: bytes) -> tuple[Any, ...]:
    assert diagnostic.start
    severity = {"error": 1, "warning": 2, "info": 4}[diagnostic.severity]
    place = _position(diagnostic.start, data) if diagnostic.code != "RR702" else ()
    return diagnostic.code, severity, diagnostic.message, diagnostic.pointer, place, len(diagnostic.labels)


def _shown(one: dict[str, Any]) -> tuple[Any, ...]:
    start = one["range"]["start"]
    place = (start["line"], start["character"]) if one["code"] != "RR702" else ()  # it underlines the name
    related = len(one.get("relatedInformation", ()))
    return one["code"], one["severity"], one["message"], one["data"]["pointer"], place, related


def _position(position: Position, data: bytes) -> tuple[int, int]:
    before = utf16(data[: position.offset].decode())
    return before["line"], before["character"]


ServerMachine.TestCase.settings = settings(
    max_examples=30, stateful_step_count=20, deadline=None, phases=(Phase.explicit, Phase.generate)
)
test_the_server_shows_what_a_check_finds = ServerMachine.TestCase

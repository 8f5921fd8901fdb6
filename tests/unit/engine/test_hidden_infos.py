"""Infos that nobody asked for are counted, as far as they were found anyway."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from siplint.cli.main import main
from siplint.engine.files import lint_files
from siplint.model.examples import INBOUND_BODY
from siplint.model.settings import Settings
from siplint.model.suppression import Suppression

INFO = json.dumps(INBOUND_BODY | {"agentMetadata": None, "tags": None}).encode()
BOTH = json.dumps(INBOUND_BODY | {"agentMetadata": None, "recording": "yes"}).encode()


def hidden(data: bytes, settings: Settings, name: str = "a.json") -> int:
    return lint_files({name: data}, settings).hidden


def test_hidden_infos_are_those_that_min_severity_alone_hides() -> None:
    shown = lint_files({"a.json": INFO}, Settings(min_severity="info"))
    assert [one.code for one in shown] == ["RR106", "RR106"]
    assert (shown.hidden, hidden(INFO, Settings())) == (0, 2)
    assert hidden(INFO, Settings(ignore=("RR106",))) == 0
    assert hidden(INFO, Settings(select=("RR2",))) == 0
    assert hidden(INFO, Settings(min_severity="error")) == 0
    suppression = Suppression("a.json", ("RR106",), "a.json", "/tags", frozenset(("a.json",)))
    assert hidden(INFO, Settings(per_file_ignores=(suppression,))) == 1


def test_infos_that_a_comment_suppresses_are_not_counted() -> None:
    plain = b'{\n"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "a",\n"tags": null\n}'
    assert hidden(plain, Settings(), "a.jsonc") == 1
    assert hidden(plain.replace(b"null\n", b"null // siplint: ignore[RR106]\n"), Settings(), "a.jsonc") == 0


def test_processes_count_together() -> None:
    files = {f"{number}.json": INFO for number in range(5)}
    assert lint_files(files, Settings(), jobs=2).hidden == lint_files(files, Settings()).hidden == 10


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), True),
        (("--format", "json"), True),
        (("--min-severity", "warning"), False),
        (("--min-severity", "info"), False),
        (("-q",), False),
    ],
)
def test_the_summary_counts_hidden_notes_unless_the_user_chose_what_is_shown(
    words: tuple[str, ...],
    told: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(BOTH)
    assert main(["check", "--isolated", "a.json", *words]) == 1
    assert ("siplint: 1 note is hidden; --min-severity info shows it\n" in capsys.readouterr().err) == told

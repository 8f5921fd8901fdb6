"""`siplint check` on folders with rules in other notations: read with --embedded, else counted once."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from siplint.cli import main as cli

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://api.videosdk.live/v2/sip/routing-rule"
BODY = {"name": "", "type": "outbound", "phoneNumbers": ["+14155551234"]}
CURL = f"curl {URL} -H @headers --json '{json.dumps(BODY)}'\n"
GOOD = json.dumps({**BODY, "name": "n"})
FILES = {
    "rule.json": GOOD,
    "deploy.sh": CURL,
    "docs/api.md": f"# Rules\n\n```json\n{json.dumps(BODY)}\n```\n",
    "api.postman_collection.json": json.dumps(
        {
            "item": [
                {
                    "request": {
                        "method": "POST",
                        "url": URL,
                        "auth": {"type": "apikey"},
                        "body": {"mode": "raw", "raw": json.dumps(BODY)},
                    }
                }
            ]
        }
    ),
    "calls.http": f"POST {URL}\n\n{json.dumps(BODY)}\n",
    "other.sh": "echo hello\n",
    "README.md": '# siplint\n\n```json\n{"agentId": "a"}\n```\n',
    "notes.txt": CURL,
    "node_modules/.keep": "",
    "ignored.sh": CURL,
    ".hidden.sh": CURL,
    ".gitignore": "ignored.sh\n",
}
NAME_IN_CURL = CURL.index('"name"') + 1
NAME_IN_POSTMAN = FILES["api.postman_collection.json"].index('\\"name\\"') + 1
SHELL = f"deploy.sh:1:{NAME_IN_CURL}: error[RR104] `name` is empty\n"
MARKDOWN = "docs/api.md:4:2: error[RR104] `name` is empty\n"
POSTMAN = f"api.postman_collection.json:1:{NAME_IN_POSTMAN}: error[RR104] `name` is empty\n"
HTTP = "calls.http:3:2: error[RR104] `name` is empty\n"
MISSING = 'JavaScript and TypeScript need an extra: pip install "siplint[code]"'
ALL = POSTMAN + HTTP + SHELL + MARKDOWN


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, list[str]]:
    code = cli.main(["check", "--format", "concise", "--no-cross-file", *words])
    captured = capfd.readouterr()
    return code, captured.out, captured.err.splitlines()


@pytest.mark.usefixtures("repository")
def test_a_plain_walk_counts_what_it_does_not_read(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd)
    assert (code, out) == (0, "")
    assert err == [
        (
            "siplint: did not read 4 files that may hold rules in another notation"
            " (1 .http, 1 .md, 1 .postman_collection.json, 1 .sh); --embedded reads them"
        )
    ]


@pytest.mark.usefixtures("repository")
def test_a_walk_reads_them_when_asked(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "--embedded")
    assert (code, out) == (1, ALL)
    assert not any("--embedded" in line for line in err)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("true", ALL),
        ("false", ""),
        ("[]", ""),
        ('["shell"]', SHELL),
        ('["markdown", "postman"]', POSTMAN + MARKDOWN),
        ('["http", "yaml"]', HTTP),
    ],
)
def test_the_configuration_chooses(
    repository: Path, capfd: pytest.CaptureFixture[str], value: str, expected: str
) -> None:
    (repository / "siplint.toml").write_text(f"embedded = {value}\n", "utf-8")
    code, out, _ = run(capfd)
    assert (code, out) == (int(bool(expected)), expected)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ('"shell"', "`embedded` is a string; it should be true, false or a list of notations"),
        ("3", "`embedded` is a number; it should be true, false or a list of notations"),
        ('["Shell"]', 'there is no notation "Shell"; did you mean "shell"?'),
        ('["markdwon"]', 'there is no notation "markdwon"; did you mean "markdown"?'),
        (
            '["rust"]',
            (
                'there is no notation "rust"; the notations are `yaml`, `python`, `javascript`, `typescript`, `shell`,'
                " `http`, `markdown` and `postman`"
            ),
        ),
    ],
)
def test_a_wrong_value_is_refused(
    repository: Path, capfd: pytest.CaptureFixture[str], value: str, sentence: str
) -> None:
    (repository / "siplint.toml").write_text(f"embedded = {value}\n", "utf-8")
    code, out, err = run(capfd)
    assert (code, out) == (2, "")
    assert err == [f"siplint: siplint.toml:1: {sentence}"]


@pytest.mark.usefixtures("repository")
def test_named_files_are_read_whatever_they_are(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "deploy.sh", "docs/api.md", "calls.http", "api.postman_collection.json")
    assert (code, out) == (1, ALL)
    assert run(capfd, "other.sh") == (0, "", ["siplint: no routing rule found in 1 file"])


def test_a_file_that_does_not_parse_is_skipped_in_a_walk(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (repository / "broken.sh").write_text(f"curl {URL} -d '{{\n", "utf-8")
    code, out, err = run(capfd, "--embedded", "-v")
    assert (code, out) == (1, ALL)
    assert "siplint: skipped broken.sh: line 1: a quote that opens here is never closed" in err
    assert "siplint: skipped README.md: holds something else" in err
    code, out, err = run(capfd, "broken.sh")
    assert (code, out) == (2, "")
    assert err == ["siplint: broken.sh: line 1: a quote that opens here is never closed"]


def test_a_link_that_leads_out_is_not_read(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.sh"
    outside.write_text(CURL, "utf-8")
    (repository / "link.sh").symlink_to(outside)
    (repository / "inside.sh").symlink_to(repository / "deploy.sh")
    code, out, _ = run(capfd, "--embedded")
    assert (code, out) == (1, ALL + "inside.sh" + SHELL.removeprefix("deploy.sh"))


@pytest.mark.usefixtures("repository")
def test_by_name_searches_no_other_files(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "--by-name")
    assert (code, out) == (0, "")
    assert not any("did not read" in line for line in err)


def test_a_missing_extra_is_said_once_in_a_walk(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    call = f'fetch("{URL}", {{method: "POST", body: JSON.stringify({{}})}})\n'
    for name in ("a.js", "b.js"):
        (repository / name).write_text(call, "utf-8")
    for name in ("tree_sitter", "tree_sitter_javascript", "tree_sitter_typescript"):
        monkeypatch.setitem(sys.modules, name, None)
    code, out, err = run(capfd, "--embedded")
    assert (code, out) == (1, ALL)
    assert [line for line in err if "pip install" in line] == [f"siplint: did not read 2 files: {MISSING}"]
    code, out, err = run(capfd, "a.js")
    assert (code, out) == (2, "")
    assert err == [f"siplint: a.js: {MISSING}"]

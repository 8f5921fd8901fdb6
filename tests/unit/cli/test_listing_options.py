"""`--statistics`, `--show-files`, `--show-settings`, `--exclude`, `--force-exclude` and `-v`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from siplint.cli.main import main
from siplint.cli.settings_listing import SHOWN_OPTIONS
from siplint.model.configuration_keys import CONFIGURATION_KEYS
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

GOOD = json.dumps(INBOUND_BODY)
BAD = json.dumps(OUTBOUND_BODY | {"type": "Outbound", "recording": "true", "tags": None})


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"a.json": GOOD, "sub/b.json": BAD, "sub/c.json": BAD, "sub/deep/d.json": BAD}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], list[str]]:
    code = main(["check", *words])
    out, err = capsys.readouterr()
    return code, out.split("\n")[:-1], err.split("\n")[:-1]


def test_statistics_count_by_rule_and_tell_what_is_fixable(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "sub", "--statistics", "--select", "RR1", "--min-severity", "info")
    assert code == 1
    assert out == [
        "3  error    RR102      wrong-type",
        "3  error    RR103  [*] wrong-value",
        "3  info     RR106  [*] null-value",
    ]
    assert err[0] == "siplint: 6 errors, 3 notes; 3 rules in 3 files"
    code, colored, _ = run(capsys, "sub", "--statistics", "--select", "RR102", "--color", "always")
    assert (code, colored) == (1, ["3  \x1b[31merror  \x1b[0m  RR102  wrong-type"])


def test_statistics_of_a_clean_run_are_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "a.json", "--statistics") == (0, [], [])
    code, out, _ = run(capsys, "a.json", "--statistics", "--format", "json")
    assert (code, json.loads("".join(out))["statistics"]) == (0, [])


def test_statistics_are_a_document_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "sub", "--statistics", "--format", "json", "--select", "RR1")
    document = json.loads("\n".join(out))
    assert (code, list(document)) == (1, ["version", "tool", "summary", "statistics"])
    assert document["summary"] == {"files": 3, "rules": 3, "errors": 6, "warnings": 0, "infos": 0}
    rows = [("RR102", "wrong-type", 0, 3), ("RR103", "wrong-value", 3, 0)]
    assert document["statistics"] == [
        {"code": code, "name": name, "severity": "error", "count": 3, "fixable": safe, "unsafe_fixable": unsafe}
        for code, name, safe, unsafe in rows
    ]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--format", "sarif"), "--statistics has no format sarif: full, concise, json"),
        (("--diff",), "--statistics and --diff exclude each other"),
    ],
)
def test_statistics_have_three_formats(words: tuple[str, ...], error: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--statistics", *words) == (2, [], [f"siplint: {error}"])


def test_files_are_shown_and_not_checked(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert run(capsys, "--show-files") == (0, ["a.json", "sub/b.json", "sub/c.json", "sub/deep/d.json"], [])
    assert run(capsys, "--show-files", "sub/deep", "a.json") == (0, ["a.json", "sub/deep/d.json"], [])
    code, out, err = run(capsys, "--show-files", "none.json", "a.json")
    assert (code, out, err) == (2, ["a.json"], ["siplint: none.json: there is no such file or folder"])
    assert run(capsys, "--show-files", "-o", "list.txt", "a.json") == (0, [], [])
    assert (here / "list.txt").read_text() == "a.json\n"
    code, out, err = run(capsys, "--show-files", "-v", "--exclude", "sub/")
    assert (code, out, err) == (0, ["a.json"], ["siplint: skipped sub/: excluded"])


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["--exclude", "deep/"], ["a.json", "sub/b.json", "sub/c.json"]),
        (["--exclude", "b.json,c.json"], ["a.json", "sub/deep/d.json"]),
        (["--exclude", "b.json", "--exclude=/a.json"], ["sub/c.json", "sub/deep/d.json"]),
        (["--exclude", "a.json", "a.json"], ["a.json"]),
        (["--exclude", "a.json", "--force-exclude", "a.json"], []),
        (["--exclude", "sub/deep/", "--force-exclude", "sub/deep/d.json", "sub/b.json"], ["sub/b.json"]),
        (["--exclude", "deep/", "--force-exclude", "sub/deep", "sub/b.json"], ["sub/b.json"]),
        (["--force-exclude", "a.json"], ["a.json"]),
    ],
)
def test_exclude_skips_below_folders_and_with_force_everywhere(
    words: list[str], left: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "--isolated", "--show-files", *words) == (0, left, [])


def test_exclude_adds_to_the_configuration(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "siplint.toml").write_text('exclude = ["b.json"]\n')
    assert run(capsys, "--show-files", "--exclude", "c.json")[1] == ["a.json", "sub/deep/d.json"]
    assert run(capsys, "--show-files", "--force-exclude", "sub/b.json")[1] == []
    assert run(capsys, "--show-files", "sub/b.json")[1] == ["sub/b.json"]


def test_a_path_that_cannot_be_is_not_excluded(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--exclude", "a", "--force-exclude", "", "x\0y")
    assert (code, len(err)) == (2, 2)


def test_a_wrong_glob_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--exclude", "[a") == (2, [], ["siplint: --exclude: '[a' is not a glob"])


def test_verbose_names_the_configuration(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "a.json", "-v")[2][0] == "siplint: configuration: none"
    (here / "siplint.toml").write_text("")
    assert run(capsys, "a.json", "-v")[2][0] == "siplint: configuration: siplint.toml"


def settings(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, tuple[str, str]]:
    code, out, err = run(capsys, "--show-settings", *words)
    assert (code, err) == (0, [])
    rows = [line.partition(" = ") for line in out if " = " in line]
    return {name: (value.partition("  #")[0].rstrip(), value.partition("  # ")[2]) for name, _, value in rows}


def test_each_setting_is_shown_with_its_default(capsys: pytest.CaptureFixture[str]) -> None:
    shown = settings(capsys, "--isolated")
    plain = {key for key in CONFIGURATION_KEYS if key != "per-file-ignores"}
    assert plain | set(SHOWN_OPTIONS) == shown.keys() - {"per-file-ignores"}
    assert shown["min-severity"] == ('"warning"', "default")
    assert shown["paths"] == ('["."]', "default")
    assert {origin for _, origin in shown.values()} == {"default"}


def test_each_setting_has_the_place_it_comes_from(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "pyproject.toml").write_text(
        '[project]\nname = "n"\n\n[tool.siplint]\nstrict = true\nignore = ["RR704"]\nexclude = [\n"x",\n]\n'
        'select = ["RR1"]\npaths = ["sub"]\n\n[tool.siplint.per-file-ignores]\n"a" = ["RR1"]\n"b" = ["RR2"]\n'
    )
    monkeypatch.setenv("SIPLINT_FORMAT", "json")
    shown = settings(capsys, "--ignore", "RR2", "--exclude", "y", "--as", "update")
    assert shown["strict"] == ("true", "pyproject.toml:5")
    assert shown["ignore"] == ('["RR704", "RR2"]', "pyproject.toml:6, --ignore")
    assert shown["exclude"] == ('["x", "y"]', "pyproject.toml:7, --exclude")
    assert shown["select"] == ('["RR1"]', "pyproject.toml:10")
    assert shown["paths"] == ('["sub"]', "pyproject.toml:11")
    assert shown['per-file-ignores."a"'] == ('["RR1"]', "pyproject.toml:14")
    assert shown['per-file-ignores."b"'] == ('["RR2"]', "pyproject.toml:15")
    assert shown["as"] == ('"update"', "--as")
    assert shown["format"] == ('"json"', "SIPLINT_FORMAT")
    assert shown["comments"] == ("false", "default")
    shown = settings(capsys, "--select", "RR3", "a.json", "--format", "full")
    assert shown["select"] == ('["RR3"]', "--select")
    assert shown["ignore"] == ("[]", "--select")
    assert shown["paths"] == ('["a.json"]', "command line")
    assert shown["format"] == ('"full"', "--format")


def test_settings_come_from_a_named_file_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "siplint.toml").write_text("strict = true\n[tool]\n")
    (here / "other.toml").write_text("# mine\ncomments = true\n")
    assert settings(capsys, "--config", "other.toml")["comments"] == ("true", "other.toml:2")
    code, _, err = run(capsys, "--show-settings")
    assert (code, len(err)) == (2, 1)

"""The words of the command line: options, aliases, help, and what a wrong word meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from places import SOURCE
from siplint.cli.arguments import parse_arguments
from siplint.cli.main import main
from siplint.cli.suggestions import COMMAND_SYNONYMS, OPTION_SYNONYMS
from siplint.cli.usage import command_help, overview
from siplint.model.commands import COMMANDS, EXIT_CODES, SCHEMA_NAMES, SHELLS
from siplint.model.settings import FORMATS
from siplint.reference.schemas import SCHEMAS

FILES = {path.stem for path in (SOURCE / "cli").glob("*_command.py")}


def test_every_command_has_a_module_and_every_module_a_command() -> None:
    assert {f"{name}_command" for name in COMMANDS} == FILES
    assert set(SCHEMA_NAMES) == {name for name in SCHEMAS if "." not in name}
    assert {f"{shell}_completion.py" for shell in SHELLS} == {
        path.name for path in (SOURCE / "cli").glob("*_completion.py")
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_no_two_options_of_a_command_share_a_name_or_a_key(name: str) -> None:
    options = COMMANDS[name].options
    names = [spelling for option in options for spelling in (*option.names, *option.aliases)]
    assert len(names) == len(set(names))
    assert len({option.key for option in options}) == len(options)
    assert options[-1].names == ("-h", "--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_every_option(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", name]) == 0
    shown = capsys.readouterr().out
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out == shown == command_help(name)
    for option in COMMANDS[name].options:
        assert f"  {option.spelled}  " in shown
        assert option.help in shown


def test_help_of_check_has_exit_codes_and_variables() -> None:
    shown = command_help("check")
    assert [meaning for _, meaning in EXIT_CODES if meaning not in shown] == []
    assert "NO_COLOR" in shown


def test_help_uses_colors_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    for words in (["help"], ["--help"], ["help", "check"], ["check", "--help"]):
        assert main(words) == 0
        assert "\x1b[1m" in capsys.readouterr().out


@pytest.mark.parametrize("spelling", ["--format", "--output-format"])
def test_an_alias_means_the_option(spelling: str) -> None:
    assert parse_arguments("check", [spelling, "json", "a"], {}) == ({"format": "json"}, ["a"])
    assert parse_arguments("rule", [f"{spelling}=json"], {}) == ({"format": "json"}, [])
    assert "--output-format" not in command_help("check")


def test_without_options_and_variables_the_words_are_the_arguments() -> None:
    assert parse_arguments("check", ["a", "b"], {"PATH": "x"}) == ({}, ["a", "b"])
    assert parse_arguments("check", ["a"], {"SIPLINT_FORMAT": "json"}) == ({"format": "json"}, ["a"])
    assert parse_arguments("check", ["a"], {"SIPLINT_FORMAT": ""}) == ({}, ["a"])


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["lint", "a.json"], "there is no command 'lint'; did you mean check?"),
        (["Check"], "there is no command 'Check'; did you mean check?"),
        (["fix"], "there is no command 'fix'; did you mean check --fix?"),
        (["RR201"], "there is no command 'RR201'; to have a rule explained: siplint rule RR201"),
        (["201"], "there is no command '201'; to have a rule explained: siplint rule RR201"),
        (["rules"], "there is no command 'rules'; did you mean rule?"),
        (["rules/"], "there is no command 'rules/'; to check a file or folder: siplint check rules/"),
        (["checks.json"], "there is no command 'checks.json'; to check a file or folder: siplint check checks.json"),
        (["."], "there is no command '.'; to check a file or folder: siplint check ."),
        (["help", "nothing"], "there is no command 'nothing'; siplint help lists them"),
        (["999"], "there is no command '999'; to check a file or folder: siplint check 999"),
        (["--fix", "a.json"], "there is no command '--fix'; options follow a command: siplint check --fix"),
        (
            ["--format=json"],
            "there is no command '--format=json'; options follow a command: siplint check --format=json",
        ),
        (["--nothing"], "there is no command '--nothing'; siplint --help lists them"),
        (["--vesion"], "there is no command '--vesion'; did you mean --version?"),
        (["--hlp"], "there is no command '--hlp'; did you mean --help?"),
        (["help", "chekc"], "there is no command 'chekc'; did you mean check?"),
        (["help", "a", "b"], "help takes one argument, not 2"),
        (["check", "--json"], "there is no option --json; did you mean --format json?"),
        (["check", "--max-warnings=0"], "there is no option --max-warnings; did you mean --strict?"),
        (["check", "--stdin"], "there is no option --stdin; did you mean -?"),
        (["check", "--exlude=x"], "there is no option --exlude; did you mean --exclude?"),
        (["check", "--region", "US"], "there is no option --region; it is one of siplint route"),
        (["rule", "--zzz"], "there is no option --zzz; siplint rule --help lists them"),
        (["rule", "--strict"], "there is no option --strict; it is one of siplint check"),
        (["rule", "-z"], "there is no option -z"),
        (
            ["check", "--format", "jsno"],
            f"--format cannot be 'jsno'; it can be {', '.join(FORMATS)}; did you mean json?",
        ),
        (["check", "--format", "zzz"], f"--format cannot be 'zzz'; it can be {', '.join(FORMATS)}"),
    ],
)
def test_a_wrong_word_gets_the_one_that_was_meant(
    words: list[str], error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == f"siplint: {error}\n"


def test_synonyms_mean_commands_and_options_that_are_there() -> None:
    options = {name for option in COMMANDS["check"].options for name in option.names}
    assert {meant.partition(" ")[0] for meant in OPTION_SYNONYMS.values()} <= {*options, "-"}
    assert {meant.partition(" ")[0] for meant in COMMAND_SYNONYMS.values()} <= {*COMMANDS, "--version"}
    assert COMMAND_SYNONYMS.keys().isdisjoint(COMMANDS)
    assert OPTION_SYNONYMS.keys().isdisjoint(options)


@pytest.mark.parametrize("room", [30, 50, 60, 80, 120])
def test_help_fits_into_the_terminal(room: int) -> None:
    for text in (overview(room=room), *(command_help(name, room=room) for name in COMMANDS)):
        sections = text.split(":\n", 1)[1]
        long = [line for line in sections.split("\n") if len(line) > max(room, 42) and "   " in line.strip()]
        assert long == []
        sentence = text.split("\n\n")[text.startswith("usage:")]
        assert all(len(line) <= room for line in sentence.split("\n"))
    assert "".join(overview(room=40).split()) == "".join(overview().split())


def test_a_folder_that_is_called_like_a_command_of_other_tools_can_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    assert main(["rules"]) == 2
    said = "there is no command 'rules'; to check a file or folder: siplint check rules"
    assert capsys.readouterr().err == f"siplint: {said}\n"

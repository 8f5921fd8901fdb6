"""The completion scripts, sourced in the real shells; that for PowerShell is only read."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from pathlib import Path

import pytest

from siplint.cli.main import main
from siplint.model.commands import COMMANDS, SHELLS
from siplint.rules.catalogue import entries
from tools import tool

CODES = [entry.code for entry in entries()]
OPTIONS = {name: [spelling for one in command.options for spelling in one.names] for name, command in COMMANDS.items()}
CASES: list[tuple[str, list[str]]] = [
    ("", [*COMMANDS, "--help", "--version"]),
    ("ch", ["check"]),
    ("check --fo", ["--force-exclude", "--format"]),
    ("check --format ", ["full", "concise", "json", "sarif", "github", "gitlab", "junit"]),
    ("check --select RR20", [code for code in CODES if code.startswith("RR20")]),
    ("check --ignore RR201,RR52", ["RR201,RR520", "RR201,RR521"]),
    ("rule RR52", ["RR520", "RR521"]),
    ("config per", ["per-file-ignores"]),
    ("help exp", ["explain"]),
    ("completion z", ["zsh"]),
    ("account p", ["pull"]),
    ("explain --st", ["--status"]),
    ("help check --", ["--help"]),
    ("init --f", []),
]
LONG_OPTIONS = {name: [word for word in words if word.startswith("--")] for name, words in OPTIONS.items()}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("completions")
    for shell in SHELLS:
        with (folder / shell).open("w") as file, pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", file)
            assert main(["completion", shell]) == 0
    return folder


def run(*command: str, folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [line for line in done.stdout.split("\n") if line]


def in_bash(words: str, scripts: Path) -> list[str]:
    quoted = " ".join(f"'{word}'" for word in ["siplint", *words.split(" ")])
    code = (
        f"source ./bash; COMP_WORDS=({quoted}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _siplint;"
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return run(tool("bash"), "--norc", "-c", code, folder=scripts)


def in_fish(words: str, scripts: Path) -> list[str]:
    lines = run(tool("fish"), "--no-config", "-c", f"source ./fish; complete -C 'siplint {words}'", folder=scripts)
    return [line.partition("\t")[0] for line in lines]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_bash_completes(words: str, expected: list[str], scripts: Path) -> None:
    assert sorted(in_bash(words, scripts)) == sorted(expected)


def test_bash_completes_a_value_after_an_equals_sign_which_it_takes_for_a_word(scripts: Path) -> None:
    assert in_bash("check --format = j", scripts) == ["json", "junit"]
    assert in_bash("check --format =", scripts)[0] == "full"


def test_bash_knows_the_command_and_offers_files_where_there_are_no_words(scripts: Path) -> None:
    found = run(tool("bash"), "--norc", "-c", "source ./bash; complete -p siplint", folder=scripts)
    assert found == ["complete -o bashdefault -o default -F _siplint siplint"]
    assert in_bash("check ba", scripts) == in_bash("check -o ba", scripts) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_bash_and_fish_complete_every_option(name: str, scripts: Path) -> None:
    assert in_bash(f"{name} --", scripts) == LONG_OPTIONS[name]
    assert sorted(in_fish(f"{name} --", scripts)) == sorted(LONG_OPTIONS[name])


@pytest.mark.parametrize(("words", "expected"), [case for case in CASES if case[0]])
def test_fish_completes(words: str, expected: list[str], scripts: Path) -> None:
    assert sorted(in_fish(words, scripts)) == sorted(expected)


def test_fish_describes_rules_and_offers_files(scripts: Path) -> None:
    code = "source ./fish; complete -C 'siplint rule RR201'; complete -C 'siplint check ba'"
    assert run(tool("fish"), "--no-config", "-c", code, folder=scripts) == ["RR201\theaders-on-inbound", "bash"]


class Zsh:
    """An interactive zsh on a terminal of its own."""

    def __init__(self, scripts: Path) -> None:
        shell = tool("zsh")
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(scripts)
            os.environ.update(TERM="dumb", PS1="READY> ", LINES="200", COLUMNS="300")
            os.execv(shell, [shell, "-f", "-i"])
        self.ask(
            "stty rows 200 cols 200; unsetopt zle_bracketed_paste prompt_sp; autoload -U compinit; compinit -u -D\n"
        )
        self.ask("source ./zsh; LISTMAX=1000; zstyle ':completion:*' list-prompt ''; echo lo\"\"aded\n", "loaded")

    def ask(self, typed: str, awaited: str = "READY> ") -> str:
        """Type something and read until a text has come."""
        os.write(self.terminal, typed.encode())
        text = ""
        end = time.monotonic() + 30
        while awaited not in text:
            assert time.monotonic() < end, text
            if select.select([self.terminal], [], [], 1)[0]:
                text += os.read(self.terminal, 65536).decode()
        return text

    def completed(self, words: str, awaited: str) -> str:
        """Type words and a tabulator, return what is shown when a text has come, and clear the line."""
        shown = self.ask(f"siplint {words}\t", awaited)
        self.ask('\x15echo cle""ared\n', "cleared")
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)

    def close(self) -> None:
        os.close(self.terminal)
        os.waitpid(self.process, 0)


@pytest.mark.slow
def test_zsh_completes(scripts: Path) -> None:
    zsh = Zsh(scripts)
    try:
        for words, awaited in (
            ("ch", "check "),
            ("check --exit", "--exit-zero"),
            ("check --format=gith", "--format=github"),
            ("check --format gitl", "--format gitlab"),
            ("check --output zs", "zsh"),
            ("check zs", "zsh"),
            ("check --select RR201,RR52", "RR521  -- hidden-number-leaks"),
            ("rule RR52", "RR521  -- hidden-number-leaks"),
            ("config per", "per-file-ignores"),
            ("help exp", "explain"),
            ("completion power", "powershell"),
            ("explain --mess", "--message="),
        ):
            assert awaited in zsh.completed(words, awaited)
        shown = zsh.completed("check --", "--write" if "--write-baseline" in OPTIONS["check"] else "--watch")
        assert [name for name in LONG_OPTIONS["check"] if name not in shown] == []
    finally:
        zsh.close()


def test_the_script_for_powershell_has_everything(scripts: Path) -> None:
    text = (scripts / "powershell").read_text()
    assert text.startswith("# PowerShell completion for siplint;")
    for name, options in OPTIONS.items():
        assert f"        '{name}' = @({', '.join(repr(one) for one in options)})\n" in text
    assert "        'check --select' = $rules\n" in text
    assert ", ".join(repr(code) for code in CODES) in text
    for opening, closing in ("{}", "()", "[]"):
        assert text.count(opening) == text.count(closing)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ([], "completion needs a shell: bash, zsh, fish, powershell"),
        (
            ["bahs"],
            "there is no completion for 'bahs'; there is one for bash, zsh, fish, powershell; did you mean bash?",
        ),
        (["tcsh-5"], "there is no completion for 'tcsh-5'; there is one for bash, zsh, fish, powershell"),
    ],
)
def test_a_wrong_shell_is_named(words: list[str], error: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", *words]) == 2
    assert capsys.readouterr().err == f"siplint: {error}\n"

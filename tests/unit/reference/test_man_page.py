"""The man page has every command and option, and man(7) finds nothing wrong with it."""

from __future__ import annotations

import re
import subprocess

import pytest

from places import ROOT
from siplint.model.commands import COMMANDS
from siplint.reference.man_page import _line, man_page
from tools import tool

MACROS = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I", ".br"}


def test_every_line_that_is_obeyed_is_a_macro_of_man() -> None:
    obeyed = {line.split()[0] for line in man_page().split("\n") if line.startswith((".", "'"))}
    assert obeyed == MACROS


def test_a_text_that_looks_like_a_macro_is_a_text() -> None:
    assert _line(".SH x") == "\\&.SH x"
    assert _line("a\\b 'c' -d") == "a\\eb \\(aqc\\(aq \\-d"


def test_the_page_is_without_faults_and_has_everything() -> None:
    done = subprocess.run(
        [tool("groff"), "-man", "-Tascii", "-ww", "-rLL=200n", str(ROOT / "docs" / "siplint.1")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    shown = re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout)
    for name, command in COMMANDS.items():
        assert f"siplint {name}" in shown
        if len(command.options) > 1:
            assert [option.spelled for option in command.options if option.spelled not in shown] == []


@pytest.mark.parametrize("heading", ["NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"])
def test_the_headings_of_a_man_page_are_there(heading: str) -> None:
    assert f"\n.SH {heading}\n" in man_page()

"""The page about the command line has every command and option of the parser."""

from __future__ import annotations

import pytest

from siplint.model.commands import COMMANDS, EXIT_CODES, VARIABLES
from siplint.reference.command_page import command_page

PAGE = command_page()


def section(name: str) -> str:
    return PAGE.split(f"\n## siplint {name}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_usage_and_its_options(name: str) -> None:
    command, shown = COMMANDS[name], section(name)
    assert f"```text\nsiplint {command.usage}\n```" in shown
    assert f"| [`siplint {name}`](#siplint-{name}) |" in PAGE
    for line, words in command.examples:
        assert f"{line}  " in shown
        assert f"# {words}" in shown
    if len(command.options) > 1:
        for option in command.options:
            assert all(f"`{spelling}{f' {option.value}' * bool(option.value)}`" in shown for spelling in option.names)
            assert all(value in shown for value in option.values)
    else:
        assert "--help" not in shown


def test_an_option_says_what_stands_in_for_it_and_that_it_may_be_repeated() -> None:
    assert "without it, what `SIPLINT_FORMAT` in the environment says" in section("check")
    assert "`--select CODES`" in section("check")
    assert "several with commas, or by repeating the option" in section("check")


def test_exit_codes_and_variables_have_their_meaning() -> None:
    for code, meaning in EXIT_CODES:
        assert f"| {code} | {meaning} |" in PAGE
    for variable, _ in VARIABLES:
        assert f"| `{variable}` | " in PAGE

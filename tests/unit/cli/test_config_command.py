"""`siplint config`: a page for each key, whose example is accepted."""

from __future__ import annotations

import json

import pytest

from siplint.cli.configuration import parse_configuration
from siplint.cli.main import main
from siplint.model.configuration_keys import CONFIGURATION_KEYS
from siplint.reference.configuration_manual import PAGES


@pytest.mark.parametrize("key", CONFIGURATION_KEYS)
def test_each_key_has_a_page_with_an_example_that_is_accepted(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    example = PAGES[key].example
    text = example if example.startswith("[") else f"[tool.siplint]\n{example}"
    config = parse_configuration(text.encode(), "pyproject.toml")
    assert getattr(config, key.replace("-", "_"))
    assert main(["config", key.upper().replace("-", "_")]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"{key} ({CONFIGURATION_KEYS[key]}): {PAGES[key].summary}\n")


def test_the_list_has_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config"]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.split("\n") if line.startswith("  ")] == list(CONFIGURATION_KEYS)
    assert main(["config", "--format", "json"]) == 0
    assert [one["key"] for one in json.loads(capsys.readouterr().out)] == list(CONFIGURATION_KEYS)
    assert main(["config", "ignore", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["option"] == "--ignore adds to it"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["ignroe"], "there is no key 'ignroe'; did you mean ignore?"),
        (["tool.siplint.ignor"], "there is no key 'tool.siplint.ignor'; did you mean ignore?"),
        (["xyz"], "there is no key 'xyz'; siplint config lists them"),
        (["a", "b"], "config takes one argument, not 2"),
    ],
)
def test_a_wrong_key_gets_the_right_one(words: list[str], error: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", *words]) == 2
    assert capsys.readouterr().err == f"siplint: {error}\n"


def test_colors_are_used_where_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    main(["config", "ignore", "--color", "always"])
    assert "\x1b[1mignore\x1b[0m" in capsys.readouterr().out

"""The lines that the page gives to each editor can be parsed, and name what is there."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from markdown import blocks
from places import ROOT
from tools import tool

PAGE = "docs/editors.md"


def test_settings_of_vscode_are_those_of_the_extension() -> None:
    (text,) = blocks(PAGE, "json", "VS Code")
    manifest = json.loads((ROOT / "editors" / "vscode" / "package.json").read_text())
    known = manifest["contributes"]["configuration"]["properties"]
    assert not [key for key in json.loads(text) if key.startswith("siplint.") and key not in known]


def test_helix_starts_the_server_for_each_language() -> None:
    (text,) = blocks(PAGE, "toml", "Helix")
    table = tomllib.loads(text)
    assert table["language-server"] == {"siplint": {"command": "siplint", "args": ["server"]}}
    assert all("siplint" in language["language-servers"] for language in table["language"])


def test_sublime_text_starts_the_server() -> None:
    (text,) = blocks(PAGE, "json", "Sublime Text")
    client = json.loads(text)["clients"]["siplint"]
    assert client["enabled"] is True
    assert client["command"] == ["siplint", "server"]


def test_template_for_jetbrains_has_what_lsp4ij_reads() -> None:
    (text,) = blocks(PAGE, "json", "JetBrains")
    template = json.loads(text)
    assert template["programArgs"]["default"] == "siplint server"
    for mapping in template["fileTypeMappings"]:
        assert set(mapping) == {"fileType", "languageId"}
        assert set(mapping["fileType"]) == {"name", "patterns"}


def test_extension_for_zed_names_its_server() -> None:
    extension, package = (tomllib.loads(text) for text in blocks(PAGE, "toml", "Zed"))
    assert extension["schema_version"] == 1
    assert set(extension["language_servers"]) == {"siplint"}
    assert package["lib"]["crate-type"] == ["cdylib"]


@pytest.mark.parametrize("index", [0, 1])
def test_elisp_is_balanced(index: int) -> None:
    text = blocks(PAGE, "elisp", "Emacs")[index]
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        assert depth >= 0
    assert depth == 0
    assert '("siplint" "server")' in text


@pytest.mark.parametrize("index", [0, 1])
def test_lua_can_be_parsed(index: int, tmp_path: Path) -> None:
    lines = tmp_path / "lines.lua"
    lines.write_text(blocks(PAGE, "lua", "Neovim")[index])
    parse = f"lua local _, fault = loadfile([[{lines}]]); io.write(fault or 'parsed')"
    command = [tool("nvim"), "--headless", "--clean", "-c", parse, "-c", "qall!"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "parsed"

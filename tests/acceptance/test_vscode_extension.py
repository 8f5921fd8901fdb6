"""The packaged extension in a real VS Code: its server under Node, its window in a headless browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from node_projects import installed, node, run_npm
from places import ROOT
from tools import tool

EXTENSION = ROOT / "editors" / "vscode"
PACKAGE = EXTENSION / "siplint.vsix"
CASES = re.findall(r"^  async \"(.+)\"\(\) \{$", (EXTENSION / "test" / "driver" / "cases.js").read_text(), re.MULTILINE)

RULE = """{
  "name": "Support",
  "type": "Inbound",
  "phoneNumbers": ["+1 415 555 2671"],
  "agentId": "support-agent",
  "recording": "true",
  "headers": { "X-Team": "support" }
}
"""
CONTROL = '{"name": "Control", "type": "outbound", "phoneNumbers": ["+14155552674"], "recording": "true"}\n'
OTHER_RULE = '{"name": "", "type": "outbound", "phoneNumbers": ["+14155552672"]}\n'
PYTHON = """import requests

requests.post(
    "https://api.videosdk.live/v2/sip/routing-rule",
    json={"name": "Support", "type": "outbound", "phoneNumbers": ["+14155552673"], "recording": "true"},
)
"""
SETTINGS = {
    "json.schemas": [
        {
            "fileMatch": ["**/routing-rules/**/*.json", "telephony/*.json"],
            "url": "./.schemas/rules.schema.json",
        },
        {"fileMatch": ["routing-rules/*.json", "elsewhere/*.json"], "schema": {"required": ["owner"]}},
    ],
    "extensions.ignoreRecommendations": True,
}
FILES = {
    "routing-rules/support.json": RULE,
    "elsewhere/control.json": CONTROL,
    "telephony/night.json": CONTROL.replace("+14155552674", "+14155552676"),
    "rules.json": OTHER_RULE,
    "send.py": PYTHON,
    "lenient.toml": 'ignore = ["RR301"]\n',
    "notes.txt": "nothing to see\n",
    ".vscode/settings.json": json.dumps(SETTINGS),
}


def newest(*folders: Path) -> float:
    """When the newest of the files in some folders was changed, in seconds since 1970."""
    return max(path.stat().st_mtime for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def package() -> Path:
    """The extension, packaged again if a source is newer than the package."""
    node()
    sources = [EXTENSION / "src", EXTENSION / "syntaxes", EXTENSION / "scripts"]
    changed = max(newest(*sources), *(path.stat().st_mtime for path in EXTENSION.glob("*.json")))
    if not PACKAGE.exists() or PACKAGE.stat().st_mtime < changed:
        run_npm(EXTENSION, "run", "package")
    return PACKAGE


@pytest.fixture(scope="module")
def results(package: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What came of each case: an empty text, or what went wrong."""
    assert package.exists()
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    project = installed(EXTENSION / "test", "run", "setup")
    folder = tmp_path_factory.mktemp("vscode")
    lay_workspace(folder / "workspace")
    done = subprocess.run(
        [node(), str(project / "run.mjs"), str(folder), *filter(None, [os.environ.get("VSCODE_PICTURE")])],
        env={**os.environ, "CHROMIUM": chromium},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    report = folder / "results.json"
    assert report.exists(), done.stdout + done.stderr
    found: dict[str, str] = json.loads(report.read_text())
    return found


def lay_workspace(workspace: Path) -> None:
    """Lay the files of the cases, the schema, and an environment with siplint."""
    for name, text in FILES.items():
        path = workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    shutil.copytree(ROOT / "schemas", workspace / ".schemas")
    siplint = f'exec "{sys.executable}" -m siplint "$@"'
    lay_program(
        workspace / ".venv" / "bin" / "siplint", f'[ "$*" = server ] && echo $$ > "{workspace}/server.pid"', siplint
    )
    lay_program(workspace / "other" / "bin" / "siplint", siplint)
    lay_program(workspace / "onpath" / "siplint", siplint)
    # it answers the first message and ends with the second
    answer = """printf 'Content-Length: 53\\r\\n\\r\\n{"jsonrpc":"2.0","id":0,"result":{"capabilities":{}}}'"""
    dies = f'[ "$2" = --help ] || {{ head -c 20 >/dev/null; {answer}; sleep 0.2; exit 3; }}'
    lay_program(workspace / "dying" / "siplint", dies)
    lay_program(workspace / "old" / "siplint", "echo 'siplint: there is no command `server`' >&2", "exit 2")


def lay_program(path: Path, *lines: str) -> None:
    """Lay a shell script that can be started."""
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)


@pytest.mark.slow
def test_package_holds_what_it_needs_and_no_more(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = {name.removeprefix("extension/") for name in archive.namelist() if name.startswith("extension/")}
        manifest = json.loads(archive.read("extension/package.json"))
        notices = archive.read("extension/dist/notices.txt").decode()
    assert names == {
        "LICENSE.txt",
        "changelog.md",
        "dist/extension.js",
        "dist/notices.txt",
        "icon.png",
        "language-configuration.json",
        "language-icon.svg",
        "package.json",
        "readme.md",
        "syntaxes/routing-rule.tmLanguage.json",
    }
    assert "jsonValidation" not in manifest["contributes"]
    for bundled in ("vscode-languageclient", "jsonc-parser"):
        assert re.search(rf"^{bundled} .+\n\n.*Copyright", notices, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("project", [EXTENSION, EXTENSION / "test"], ids=["extension", "test"])
def test_lock_file_names_no_host_of_a_registry(project: Path) -> None:
    packages = json.loads((project / "package-lock.json").read_text())["packages"]
    assert len(packages) > 1
    assert not [name for name, package in packages.items() if "resolved" in package and not package.get("link")]
    assert not [name for name, package in packages.items() if name and "integrity" not in package]


def test_every_setting_and_command_is_in_the_page_of_the_extension() -> None:
    contributes = json.loads((EXTENSION / "package.json").read_text())["contributes"]
    page = (EXTENSION / "README.md").read_text()
    settings = contributes["configuration"]["properties"]
    commands = [f"{command['category']}: {command['title']}" for command in contributes["commands"]]
    assert not [name for name in (*settings, *commands) if name not in page]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_in_vscode(case: str, results: dict[str, str]) -> None:
    assert results.get(case, "it was not run") == ""


@pytest.mark.slow
def test_all_cases_of_the_driver_are_listed_here(results: dict[str, str]) -> None:
    assert list(results) == CASES

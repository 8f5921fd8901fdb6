"""`siplint init`: a starter configuration, hook and example rule; nothing that is there is changed."""

from __future__ import annotations

import os

from siplint.cli.output import DONE, say
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FOLDER = "routing-rules"
HOOK_FILE = ".pre-commit-config.yaml"
CONFIGURATION = """\
# What siplint checks in this project. `siplint config` lists all keys.
paths = ["{folder}"]

# strict = true             # warnings fail the run too
# ignore = ["RR704"]        # rules that are not wanted: `siplint rule` lists them
# templates = ["${{…}}"]      # placeholders that are filled in later
# account = "account.json"  # check against the account: `siplint account pull -o account.json`
"""
HOOK = """\
  - repo: local
    hooks:
      - id: siplint
        name: siplint
        entry: siplint check
        language: system
        pass_filenames: false
        files: \\.(jsonc?|jsonl|ndjson)$|^(pyproject\\.toml|siplint[^/]*)$
"""
EXAMPLE = """\
{
  "name": "Support line",
  "type": "inbound",
  "phoneNumbers": ["+14155551234"],
  "agentId": "support-agent",
  "room": {
    "type": "dynamic",
    "prefix": "random"
  }
}
"""


def run_init(_options: dict[str, Any], arguments: list[str]) -> int:
    """Write what a project starts with, say what was written, and return the exit code."""
    from siplint.cli.walk import RULE_FOLDERS

    if arguments:
        raise UsageError("init takes no argument: it writes into the working directory")
    folder = next((name for name in RULE_FOLDERS if os.path.isdir(name)), FOLDER)
    existing = _existing_configuration()
    if existing:
        say(f"siplint: kept {existing}, which has a configuration already")
    else:
        _write("siplint.toml", CONFIGURATION.format(folder=folder))
    if os.path.lexists(HOOK_FILE):
        _keep_hooks()
    else:
        _write(HOOK_FILE, "repos:\n" + HOOK)
    if os.path.isdir(folder):
        say(f"siplint: kept {folder}/, where your rules are")
    else:
        _write(f"{folder}/support.routing-rule.json", EXAMPLE)
    say("siplint: next: `siplint check` checks the rules, `pre-commit install` runs the hook before each commit")
    return DONE


def _keep_hooks() -> None:
    """Say that the hooks are as they were, and without one of ours what to add."""
    from siplint.cli.discovery import read_file

    try:
        has_hook = b"siplint" in read_file(HOOK_FILE)
    except OSError:
        has_hook = False
    if has_hook:
        say(f"siplint: kept {HOOK_FILE}, which has a hook already")
        return
    say(f"siplint: kept {HOOK_FILE}; to run siplint as a hook, add to its `repos`:")
    for line in HOOK.rstrip().split("\n"):
        say(line)


def _existing_configuration() -> str:
    """Return the file of this folder that has a configuration, or nothing."""
    from siplint.cli.configuration import OWN_FILE, SHARED_FILE, mentions
    from siplint.cli.discovery import read_file

    if os.path.lexists(OWN_FILE):
        return OWN_FILE
    try:
        return SHARED_FILE if mentions(read_file(SHARED_FILE)) else ""
    except OSError:
        return ""


def _write(name: str, text: str) -> None:
    """Write a new file, and nothing over or through what is there; raise UsageError."""
    from siplint.model.failure import io_reason

    folder = os.path.dirname(name)
    try:
        if folder:
            os.mkdir(folder)
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{name}: {io_reason(error)}") from error
    say(f"siplint: wrote {name}")

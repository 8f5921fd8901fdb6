"""What was probably meant by a wrong word of the command line."""

from __future__ import annotations

import os

from siplint.model.commands import COMMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

NEAREST = 0.7
"""How similar (difflib's ratio) two words must be for a suggestion."""
PATH_MARKS = ("/", "\\", ".")
"""What a path has and no command."""
ALONE = ("--help", "--version")
"""The options that need no command."""
COMMAND_SYNONYMS = {
    "lint": "check",
    "validate": "check",
    "verify": "check",
    "test": "check",
    "run": "check",
    "fix": "check --fix",
    "format": "check --fix",
    "diff": "check --diff",
    "watch": "check --watch",
    "rules": "rule",
    "list": "rule",
    "settings": "check --show-settings",
    "configuration": "config",
    "setup": "init",
    "new": "init",
    "pull": "account pull",
    "snapshot": "account pull",
    "version": "--version",
    "completions": "completion",
    "why": "explain",
}
"""Commands of other tools, and what is the same here."""
OPTION_SYNONYMS = {
    "--json": "--format json",
    "--sarif": "--format sarif",
    "--no-color": "--color never",
    "--no-colour": "--color never",
    "--colour": "--color",
    "--no-config": "--isolated",
    "--stdin": "-",
    "--severity": "--min-severity",
    "--level": "--min-severity",
    "--max-warnings": "--strict",
    "--fail-on-warnings": "--strict",
    "--error-on-warnings": "--strict",
    "--dry-run": "--diff",
    "--rule": "--select",
    "--rules": "--select",
    "--disable": "--ignore",
    "--skip": "--ignore",
    "--stats": "--statistics",
    "--list-files": "--show-files",
    "--print-config": "--show-settings",
    "--write": "--fix",
    "--unsafe": "--unsafe-fixes",
    "--silent": "--quiet",
    "--update": "--as update",
    "--create": "--as create",
    "--parallel": "--jobs",
    "-j": "--jobs",
    "-f": "--format",
    "-w": "--watch",
    "-c": "--config",
}
"""Options of other tools, and what is the same here."""


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the known word that is nearest to a wrong one, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=NEAREST)), "")


def meant_option(command: str, spelling: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown option: which one was meant."""
    known = list(known)
    synonym = OPTION_SYNONYMS.get(spelling, "")
    meant = synonym if synonym.partition(" ")[0] in (*known, "-") else nearest_word(spelling, known)
    if meant:
        return f"; did you mean {meant}?"
    owners = [name for name, other in COMMANDS.items() for one in other.options if spelling in one.names]
    if owners:
        return f"; it is one of siplint {owners[0]}"
    return f"; siplint {command} --help lists them" if spelling.startswith("--") else ""


def unknown_command(word: str, *, is_file: bool = True) -> str:
    """Say that there is no such command, and which one was meant; `is_file` says that the word may be a file."""
    return f"there is no command {word!r}{_meant_command(word, is_file=is_file)}"


def _meant_command(word: str, *, is_file: bool) -> str:
    if word.startswith("-"):
        spelling = word.partition("=")[0]
        spelling = OPTION_SYNONYMS.get(spelling, spelling).partition(" ")[0]
        owners = [name for name, other in COMMANDS.items() for one in other.options if spelling in one.names]
        if owners:
            return f"; options follow a command: siplint {owners[0]} {word}"
        meant = nearest_word(spelling, ALONE)
        return f"; did you mean {meant}?" if meant else "; siplint --help lists them"
    if is_file and (any(mark in word for mark in PATH_MARKS) or os.path.isdir(word)):
        return f"; to check a file or folder: siplint check {word}"
    meant = COMMAND_SYNONYMS.get(word.lower()) or nearest_word(word.lower(), COMMANDS)
    if meant:
        return f"; did you mean {meant}?"
    from siplint.rules.catalogue import is_code

    code = "RR" + word.upper().removeprefix("RR")
    if is_code(code):
        return f"; to have a rule explained: siplint rule {code}"
    return f"; to check a file or folder: siplint check {word}" if is_file else "; siplint help lists them"

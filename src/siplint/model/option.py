"""What an option is, and the options of `siplint check`: one module, because a start with options pays for each import."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.model.settings import FORMATS

OTHER = "Options"
"""The heading of the options that need none."""


class Option(Record):
    """One option: its names, and what it takes.

    Without `value` it is a flag. `values` are the words allowed; `several` allows commas and repetition; `env` names
    the environment variable that is read if it is not given. `aliases` are accepted too, but not advertised. `takes` says what
    kind of word completion offers for the value: "file", "rule" or nothing. `group` is the heading it is listed under.
    """

    names: tuple[str, ...]
    help: str
    value: str = ""
    values: tuple[str, ...] = ()
    several: bool = False
    env: str = ""
    aliases: tuple[str, ...] = ()
    takes: str = ""
    group: str = OTHER

    @property
    def key(self) -> str:
        """The name the value is known by afterwards."""
        return self.names[-1].lstrip("-").replace("-", "_")

    @property
    def spelled(self) -> str:
        """The option as the help shows it: its names, then its value."""
        return f"{', '.join(self.names)}{' ' + self.value if self.value else ''}"


def help_option() -> Option:
    """Return the option that every command has."""
    return Option(("-h", "--help"), "show how the command is used")


def color_option() -> Option:
    """Return the option for colors."""
    words = ("auto", "always", "never")
    return Option(("--color",), "use colors: auto, always or never", "WHEN", words, group="Output")


def configuration_options() -> tuple[Option, ...]:
    """Return the options that choose the configuration."""
    return (
        Option(("--config",), "read this configuration file", "FILE", takes="file", group="Configuration"),
        Option(("--isolated",), "read no configuration file", group="Configuration"),
    )


def text_format_option() -> Option:
    """Return the option that chooses between text and JSON."""
    words = ("text", "json")
    return Option(("--format",), "text or json", "FORMAT", words, aliases=("--output-format",), group="Output")


def check_options() -> tuple[Option, ...]:
    """Return the options in the order in which they are listed."""
    return (
        *_rule_choice(),
        *_fixing(),
        *_file_choice(),
        *configuration_options(),
        *_baseline(),
        *_output(),
        help_option(),
    )


def _rule_choice() -> tuple[Option, ...]:
    group = "Findings"
    levels = ("error", "warning", "info")
    return (
        Option(
            ("--select",),
            "report only these: codes, names or beginnings of codes",
            "CODES",
            several=True,
            takes="rule",
            group=group,
        ),
        Option(("--ignore",), "report all but these", "CODES", several=True, takes="rule", group=group),
        Option(("--min-severity",), "error, warning (default) or info", "LEVEL", levels, group=group),
        Option(("--strict",), "exit with 1 for warnings too", group=group),
        Option(("--exit-zero",), "exit with 0 whatever is found", group=group),
        Option(
            ("--as",), "the bodies create a rule (default) or update one", "KIND", ("create", "update"), group=group
        ),
        Option(("--no-cross-file",), "check each rule for itself, not the whole set", group=group),
        Option(("--account",), "check against this snapshot of the account", "FILE", takes="file", group=group),
    )


def _baseline() -> tuple[Option, ...]:
    group = "Baseline"
    return (
        Option(
            ("--write-baseline",),
            "make all findings known, so that only new ones are reported",
            "FILE",
            takes="file",
            group=group,
        ),
        Option(("--prune-baseline",), "remove from the configured baseline what is no longer found", group=group),
    )


def _fixing() -> tuple[Option, ...]:
    group = "Fixes"
    return (
        Option(("--fix",), "apply the safe fixes", group=group),
        Option(("--unsafe-fixes",), "with --fix or --diff: the offered ones too", group=group),
        Option(("--diff",), "show what --fix would change, and change nothing", group=group),
    )


def _file_choice() -> tuple[Option, ...]:
    group = "Files"
    globs = "skip files and folders below folders that match, as in a .gitignore; adds to `exclude`"
    return (
        Option(("--exclude",), globs, "GLOBS", several=True, group=group),
        Option(("--force-exclude",), "skip excluded files even if they are named", group=group),
        Option(
            ("--embedded",),
            "below folders, read rules in code, curl commands, Markdown, YAML and Postman too",
            group=group,
        ),
        Option(("--by-name",), "without paths, read only files named like rules, as the hooks do", group=group),
        Option(("--stdin-filename",), "the name of standard input in the report", "NAME", group=group),
        Option(("--show-files",), "list the files that would be checked, and check nothing", group=group),
        Option(("--jobs",), "processes that share the work; auto: one for each core", "N", group=group),
    )


def _output() -> tuple[Option, ...]:
    group = "Output"
    return (
        Option(
            ("--format",),
            ", ".join(FORMATS),
            "FORMAT",
            FORMATS,
            env="SIPLINT_FORMAT",
            aliases=("--output-format",),
            group=group,
        ),
        Option(("-o", "--output"), "write the report to a file", "FILE", takes="file", group=group),
        Option(("--statistics",), "count the findings of each rule instead of listing them", group=group),
        Option(("--watch",), "check again whenever a file changes, until Ctrl-C", group=group),
        Option(("-q", "--quiet"), "on standard error, say only what could not be done", group=group),
        Option(("-v", "--verbose"), "say what is read, what is skipped below a folder and why", group=group),
        color_option(),
        Option(
            ("--show-settings",), "show each setting and where it comes from, and check nothing", group="Configuration"
        ),
    )

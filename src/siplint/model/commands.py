"""The commands and their options: the one table behind the parser, the help, completion, the man page and the manual."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.model.settings import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Option(Record):
    """One option: its names, and what it takes.

    Without `value` it is a flag. `values` are the words allowed; `several` allows commas and repetition; `env` names
    the environment variable that stands in for it. `aliases` are accepted too, but not advertised. `takes` says what
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
    group: str = "Other"

    @property
    def key(self) -> str:
        """The name the value is known by afterwards."""
        return self.names[-1].lstrip("-").replace("-", "_")


class Command(Record):
    """One command: how it is called, what it does, its options.

    `takes` says what kind of word completion offers for an argument: "path", "rule", "key", "command" or nothing;
    `words` are the arguments allowed, if they are few. `examples` are command lines with what they do. `group` is the
    heading of the overview. The options are made when they are asked for: a clean run without options needs none.
    """

    usage: str
    help: str
    make_options: Callable[[], tuple[Option, ...]]
    group: str
    takes: str = ""
    words: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """The options, in the order in which they are listed."""
        return self.make_options()


SHELLS = ("bash", "zsh", "fish", "powershell")
"""The shells that completion scripts are written for."""
SCHEMA_NAMES = ("create", "update", "rules", "report", "account")
"""The schemas that `siplint schema` prints; each is a key of `siplint.reference.schemas.SCHEMAS`."""
EXIT_CODES = (
    (0, "nothing at error level"),
    (1, "findings"),
    (2, "the job could not be done: usage, configuration, a named path that is missing, an internal error"),
    (130, "interrupted (Ctrl-C)"),
    (141, "the reader of the output has left (SIGPIPE)"),
)
"""Exit codes with their meaning."""
VARIABLES = (
    ("SIPLINT_FORMAT", "stands in for --format of `siplint check`"),
    ("SIPLINT_DEBUG", "if set, an internal error is shown with its traceback"),
    ("NO_COLOR", "if set, `--color auto` uses no colors"),
    ("FORCE_COLOR", "if set, `--color auto` uses colors in pipes and files too"),
)
"""Environment variables with their meaning."""


def _help() -> Option:
    return Option(("-h", "--help"), "show how the command is used")


def _color() -> Option:
    words = ("auto", "always", "never")
    return Option(("--color",), "use colors: auto, always or never", "WHEN", words, group="Output")


def _configuration() -> tuple[Option, ...]:
    return (
        Option(("--config",), "read this configuration file", "FILE", takes="file", group="Configuration"),
        Option(("--isolated",), "read no configuration file", group="Configuration"),
    )


def _text_format() -> Option:
    words = ("text", "json")
    return Option(("--format",), "text or json", "FORMAT", words, aliases=("--output-format",), group="Output")


def _check_options() -> tuple[Option, ...]:
    return (*_rule_choice(), *_fixing(), *_file_choice(), *_configuration(), *_output(), _help())


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
        Option(("-q", "--quiet"), "say nothing on standard error but trouble", group=group),
        Option(("-v", "--verbose"), "say what is read, what is skipped below a folder and why", group=group),
        _color(),
        Option(
            ("--show-settings",), "show each setting and where it comes from, and check nothing", group="Configuration"
        ),
    )


def _rule_options() -> tuple[Option, ...]:
    return (_text_format(), _color(), _help())


def _route_options() -> tuple[Option, ...]:
    region = Option(("--region",), "the region in which the number is dialled, if it has no country code", "CC")
    return (region, _text_format(), *_configuration(), _color(), _help())


def _explain_options() -> tuple[Option, ...]:
    group = "The answer"
    return (
        Option(("--status",), "the HTTP status of the answer, such as 400", "STATUS", group=group),
        Option(("--message",), "the text of the answer", "TEXT", group=group),
        Option(
            ("--body",), "the file with the body that was sent; - is standard input", "FILE", takes="file", group=group
        ),
        Option(("--as",), "the body creates a rule or updates one", "KIND", ("create", "update"), group=group),
        _text_format(),
        _color(),
        _help(),
    )


def _account_options() -> tuple[Option, ...]:
    return (
        Option(("-o", "--output"), "write the snapshot to this file", "FILE", takes="file"),
        Option(("-q", "--quiet"), "show no progress"),
        _help(),
    )


def _only_help() -> tuple[Option, ...]:
    return (_help(),)


COMMANDS: Mapping[str, Command] = {
    "check": Command(
        "check [PATH ...]",
        "check routing rules in files, folders or standard input (-)",
        _check_options,
        "Check",
        "path",
        examples=(
            ("siplint check rules/", "check every rule below a folder"),
            ("siplint check --diff rules/", "show what --fix would change"),
            ("siplint check --select RR2,RR3 -", "check standard input for some rules only"),
        ),
    ),
    "route": Command(
        "route NUMBER [PATH ...]",
        "say which rule answers a number",
        _route_options,
        "Check",
        "path",
        examples=(('siplint route "+1 415 555 1234" rules/', "which rule takes a call to this number"),),
    ),
    "explain": Command(
        "explain [FILE ...]",
        "say what a refused request most likely did wrong, from the answer as it came back",
        _explain_options,
        "Understand",
        "path",
        examples=(
            ("pbpaste | siplint explain", "an answer in the clipboard: JSON, an HTTP dump, a curl -v paste"),
            ('siplint explain --status 400 --message "…" --body rule.json', "its parts one by one"),
        ),
    ),
    "rule": Command(
        "rule [CODE]",
        "explain a rule of siplint, or list them",
        _rule_options,
        "Understand",
        "rule",
        examples=(("siplint rule 201", "what RR201 means, why, and how sure that is"),),
    ),
    "config": Command(
        "config [KEY]",
        "explain a key of the configuration, or list them",
        _rule_options,
        "Understand",
        "key",
        examples=(("siplint config per-file-ignores", "what the key means, with an example"),),
    ),
    "schema": Command(
        f"schema [{'|'.join(SCHEMA_NAMES)}]", "print a JSON Schema", _only_help, "Understand", words=SCHEMA_NAMES
    ),
    "init": Command(
        "init", "write a starter configuration, hook and example rule; overwrites nothing", _only_help, "Set up"
    ),
    "account": Command(
        "account pull -o FILE",
        "make a snapshot of the account from the API",
        _account_options,
        "Set up",
        words=("pull",),
    ),
    "completion": Command(
        f"completion {'|'.join(SHELLS)}",
        "print the script that completes siplint in a shell",
        _only_help,
        "Set up",
        words=SHELLS,
        examples=(
            ("source <(siplint completion bash)", "in ~/.bashrc"),
            ("source <(siplint completion zsh)", "in ~/.zshrc, after compinit"),
            ("siplint completion fish | source", "in ~/.config/fish/config.fish"),
            ("siplint completion powershell | Out-String | Invoke-Expression", "in $PROFILE"),
        ),
    ),
    "help": Command("help [COMMAND]", "show the commands, or how one is used", _only_help, "Set up", "command"),
}

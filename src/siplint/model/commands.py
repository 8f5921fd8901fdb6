"""The commands and their options: the one table behind the parser, the help, completion, the man page and the manual."""

from __future__ import annotations

from siplint.model.option import (
    OTHER,
    Option,
    check_options,
    color_option,
    configuration_options,
    help_option,
    text_format_option,
)
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


INTRODUCTION = "siplint says what VideoSDK will make of a SIP routing rule, before you send it"


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

    def grouped_options(self) -> dict[str, list[Option]]:
        """Return the options by heading; what every command has is at the end."""
        groups: dict[str, list[Option]] = {}
        for option in self.options:
            groups.setdefault(option.group, []).append(option)
        return dict(sorted(groups.items(), key=lambda group: group[0] == OTHER))


SHELLS = ("bash", "zsh", "fish", "powershell")
"""The shells that completion scripts are written for."""
SCHEMA_NAMES = ("create", "update", "rules", "report", "account", "config")
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
    ("SIPLINT_FORMAT", "the format of `siplint check` if there is no --format"),
    ("SIPLINT_DEBUG", "if set, an internal error is shown with its traceback"),
    ("NO_COLOR", "if set, `--color auto` uses no colors"),
    ("FORCE_COLOR", "if set, `--color auto` uses colors in pipes and files too"),
)
"""Environment variables with their meaning."""


def _rule_options() -> tuple[Option, ...]:
    return (text_format_option(), color_option(), help_option())


def _route_options() -> tuple[Option, ...]:
    words = "the region in which the number is dialled, if it has no country code"
    region = Option(("--region",), words, "CC", group="Number")
    return (region, text_format_option(), *configuration_options(), color_option(), help_option())


def _explain_options() -> tuple[Option, ...]:
    group = "The answer"
    return (
        Option(("--status",), "the HTTP status of the answer, such as 400", "STATUS", group=group),
        Option(("--message",), "the text of the answer", "TEXT", group=group),
        Option(
            ("--body",), "the file with the body that was sent; - is standard input", "FILE", takes="file", group=group
        ),
        Option(("--as",), "the body creates a rule or updates one", "KIND", ("create", "update"), group=group),
        text_format_option(),
        color_option(),
        help_option(),
    )


def _account_options() -> tuple[Option, ...]:
    return (
        Option(("-o", "--output"), "write the snapshot to this file", "FILE", takes="file"),
        Option(("-q", "--quiet"), "show no progress"),
        help_option(),
    )


def _server_options() -> tuple[Option, ...]:
    return (
        Option(("--log",), "write a log for bug reports, without secrets, to this file", "FILE", takes="file"),
        help_option(),
    )


def _only_help() -> tuple[Option, ...]:
    return (help_option(),)


COMMANDS: Mapping[str, Command] = {
    "check": Command(
        "check [PATH ...]",
        "check routing rules in files, folders or standard input (-)",
        check_options,
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
        "schema [NAME]",
        f"print a JSON Schema: {', '.join(SCHEMA_NAMES)}",
        _only_help,
        "Understand",
        words=SCHEMA_NAMES,
        examples=(
            ("siplint schema rules > rules.schema.json", "for files of one rule or many"),
            (
                "siplint schema rules.draft-07",
                "for tools that know no newer draft; also create.draft-07, update.draft-07",
            ),
        ),
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
    "server": Command(
        "server", "run a language server on standard input and output, for editors", _server_options, "Set up"
    ),
    "completion": Command(
        "completion SHELL",
        f"print the script that completes siplint in a shell: {', '.join(SHELLS)}",
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

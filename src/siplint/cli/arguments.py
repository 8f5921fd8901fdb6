"""The command line, read by a table: argparse would cost a clean run 18 ms."""

from __future__ import annotations

from siplint.model.failure import UsageError
from siplint.model.record import Record
from siplint.model.settings import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any


class Option(Record):
    """One option: its names, and what it takes.

    Without `value` it is a flag. `values` are the words allowed; `several` allows commas and repetition; `env` names
    the environment variable that stands in for it.
    """

    names: tuple[str, ...]
    help: str
    value: str = ""
    values: tuple[str, ...] = ()
    several: bool = False
    env: str = ""

    @property
    def key(self) -> str:
        """The name the value is known by afterwards."""
        return self.names[-1].lstrip("-").replace("-", "_")


class Command(Record):
    """One command: its arguments, what it does, its options."""

    usage: str
    help: str
    options: tuple[Option, ...]


_HELP = Option(("-h", "--help"), "say how the command is used")
_COLOR = Option(("--color",), "colours: auto, always or never", "WHEN", ("auto", "always", "never"))
_CONFIG = (
    Option(("--config",), "the configuration file", "FILE"),
    Option(("--isolated",), "read no configuration"),
)
_TEXT = Option(("--format",), "text or json", "FORMAT", ("text", "json"))

COMMANDS: Mapping[str, Command] = {
    "check": Command(
        "check [PATH ...]",
        "say what is wrong with routing rules, in files, folders or standard input (-)",
        (
            Option(("--format",), ", ".join(FORMATS), "FORMAT", FORMATS, env="SIPLINT_FORMAT"),
            Option(("-o", "--output"), "write the report to a file", "FILE"),
            Option(("--select",), "only these codes, names or beginnings of codes", "CODES", several=True),
            Option(("--ignore",), "all but these", "CODES", several=True),
            Option(("--min-severity",), "error, warning or info", "LEVEL", ("error", "warning", "info")),
            Option(("--strict",), "let warnings fail the run"),
            Option(("--exit-zero",), "let findings not fail the run"),
            Option(("--as",), "the bodies create a rule, or update one", "KIND", ("create", "update")),
            Option(("--fix",), "apply the safe fixes"),
            Option(("--unsafe-fixes",), "with --fix or --diff: the offered ones too"),
            Option(("--diff",), "show what --fix would change, and change nothing"),
            Option(("--no-cross-file",), "judge each rule for itself, not the whole set"),
            Option(("--jobs",), "processes that share the work; auto: one for each core", "N"),
            Option(("--account",), "a snapshot of the account to check against", "FILE"),
            *_CONFIG,
            Option(("--stdin-filename",), "the name standard input goes by", "NAME"),
            Option(("--embedded",), "below folders, read rules in code, curl commands, Markdown, YAML and Postman too"),
            Option(("--by-name",), "without paths, read only files named like rules, as the hooks do"),
            Option(("-q", "--quiet"), "no words on standard error but trouble"),
            Option(("-v", "--verbose"), "name what is skipped below a folder, and why"),
            _COLOR,
            _HELP,
        ),
    ),
    "rule": Command("rule [CODE]", "explain a rule of siplint, or list them", (_TEXT, _COLOR, _HELP)),
    "schema": Command("schema [create|update|rules|report|account]", "print a JSON Schema", (_HELP,)),
    "route": Command(
        "route NUMBER [PATH ...]",
        "say which rule answers a number",
        (
            Option(("--region",), "the region in which the number is dialled, if it has no country code", "CC"),
            _TEXT,
            *_CONFIG,
            _COLOR,
            _HELP,
        ),
    ),
    "account": Command(
        "account pull -o FILE",
        "make a snapshot of the account from the API",
        (Option(("-o", "--output"), "the snapshot", "FILE"), Option(("-q", "--quiet"), "no progress"), _HELP),
    ),
    "server": Command(
        "server",
        "a language server on standard input and output, for editors",
        (Option(("--log",), "write a log for bug reports", "FILE"), _HELP),
    ),
}


def parse_arguments(
    name: str, words: Sequence[str], environment: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """Read a command's options and arguments; raise UsageError.

    A flag is True, a value a string, one that may come several times a tuple; what is not given is not there.
    """
    known = {spelling: option for option in COMMANDS[name].options for spelling in option.names}
    values: dict[str, Any] = {}
    for option in COMMANDS[name].options:
        if option.env and environment.get(option.env):
            values[option.key] = _checked(option, environment[option.env], option.env)
    arguments: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            arguments += rest
        elif word == "-" or not word.startswith("-"):
            arguments.append(word)
        else:
            spelling, equals, value = word.partition("=")
            if spelling not in known and word[1] != "-" and word[:2] in known and known[word[:2]].value:
                spelling, equals, value = word[:2], "=", word[2:]
            if spelling not in known:
                raise UsageError(f"there is not an option {spelling}{_meant(spelling, known)}")
            option = known[spelling]
            if not option.value:
                if equals:
                    raise UsageError(f"{spelling} takes no value")
                values[option.key] = True
                continue
            if not equals:
                value = next(rest, "")
            value = _checked(option, value, spelling)
            values[option.key] = (*values.get(option.key, ()), *_parts(value)) if option.several else value
    return values, arguments


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _checked(option: Option, value: str, spelling: str) -> str:
    if not value:
        raise UsageError(f"{spelling} needs a value: {option.value}")
    if option.values and value not in option.values:
        raise UsageError(f"{spelling} cannot be {value!r}: {', '.join(option.values)}{_meant(value, option.values)}")
    return value


def _meant(word: str, known: Mapping[str, Any] | Sequence[str]) -> str:
    from difflib import get_close_matches

    match = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"; did you mean {match[0]}?" if match else ""


def overview() -> str:
    """Say which commands there are."""
    usages = {command.usage: command.help for command in COMMANDS.values()}
    return (
        "siplint says what VideoSDK will make of a SIP routing rule, before you send it\n\n"
        + _table({f"siplint {usage}": words for usage, words in usages.items()})
        + "\nsiplint COMMAND --help says more; siplint --version says which one this is\n"
    )


def command_help(name: str) -> str:
    """Say how a command is used."""
    command = COMMANDS[name]
    rows = {f"  {', '.join(one.names)}{' ' + one.value if one.value else ''}": one.help for one in command.options}
    notes = "".join(
        f"\n{one.env} in the environment stands in for {one.names[-1]}\n" for one in command.options if one.env
    )
    exits = (
        "\nexit: 0 nothing at error level, 1 findings, 2 the job could not be done, 141 the reader of the output has left (SIGPIPE)\n"
        if name == "check"
        else ""
    )
    return f"usage: siplint {command.usage} [options]\n\n{command.help}\n\n{_table(rows)}{notes}{exits}"


def unknown_command(word: str) -> str:
    """Say that there is no such command, and which one was meant."""
    return f"there is no command {word!r}{_meant(word, COMMANDS) or f'; to check a file: siplint check {word}'}"


def _table(rows: Mapping[str, str]) -> str:
    wide = max(map(len, rows)) + 2
    return "".join(f"{left.ljust(wide)}{right}\n" for left, right in rows.items())

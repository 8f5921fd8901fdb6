"""The man page, written from the table of commands."""

from __future__ import annotations

from siplint.model.commands import COMMANDS, EXIT_CODES, INTRODUCTION, VARIABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from siplint.model.commands import Command

DESCRIPTION = (
    "siplint reads SIP routing rules, the JSON bodies of VideoSDK's POST /v2/sip/routing-rule, from files, folders and"
    " standard input, and reports every fault at its place: what the API refuses, and what it accepts but will not do as"
    " meant. Findings and documents go to standard output, everything else to standard error."
)
FILES = (
    ("pyproject.toml", "its table [tool.siplint] configures siplint; the nearest one upwards is read"),
    ("siplint.toml", "the same keys at the top of a file of their own; `siplint config` lists them"),
)
SEE_ALSO = "https://github.com/siplint/siplint/tree/main/docs"


def man_page() -> str:
    """Return the man page in the language of man(7)."""
    lines = ['.TH SIPLINT 1 "" "siplint" "User Commands"', ".SH NAME", f"siplint {_dash()} {_text(_purpose())}"]
    lines += [".SH SYNOPSIS", *_synopsis(), ".SH DESCRIPTION", _line(DESCRIPTION), ".SH COMMANDS"]
    for name, command in COMMANDS.items():
        lines += _command(name, command)
    lines += [".SH EXIT STATUS", *_tagged((str(code), meaning) for code, meaning in EXIT_CODES)]
    lines += [".SH ENVIRONMENT", *_tagged(VARIABLES), ".SH FILES", *_tagged(FILES), ".SH EXAMPLES"]
    lines += _tagged(example for command in COMMANDS.values() for example in command.examples)
    lines += [".SH SEE ALSO", _line(SEE_ALSO)]
    return "\n".join(lines) + "\n"


def _purpose() -> str:
    return INTRODUCTION.removeprefix("siplint ").replace("says", "say", 1)


def _synopsis() -> Iterator[str]:
    for command in COMMANDS.values():
        name, _, rest = command.usage.partition(" ")
        yield f".B siplint {_text(name)}"
        if rest:
            yield _line(rest)
        yield ".br"
    yield ".B siplint \\-\\-version"


def _command(name: str, command: Command) -> Iterator[str]:
    yield f".SS siplint {_text(command.usage)}"
    yield _line(f"{command.help[0].upper()}{command.help[1:]}.")
    for heading, options in command.grouped_options().items():
        if len(command.options) > 1:
            yield from (".PP", f".I {_text(heading)}") if name == "check" else ()
            yield from _tagged((option.spelled, option.help) for option in options)


def _tagged(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, text in rows:
        yield ".TP"
        yield f".B {_text(term)}"
        yield _line(text)


def _dash() -> str:
    return "\\-"


def _text(text: str) -> str:
    """Escape what man(7) would obey."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "").replace('"', "\\(dq").replace("'", "\\(aq")
    return escaped.replace("…", "...")


def _line(text: str) -> str:
    """Escape a line of text; at its start a dot would be a command."""
    return f"\\&{_text(text)}" if text.startswith(".") else _text(text)

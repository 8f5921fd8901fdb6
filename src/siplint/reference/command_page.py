"""The documentation's page about the command line, made from the table of commands."""

from __future__ import annotations

from siplint.model.commands import COMMANDS, EXIT_CODES, VARIABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from siplint.model.commands import Command
    from siplint.model.option import Option

INTRODUCTION = """# Command line

`siplint COMMAND --help` prints the same for one command. An option's value follows after a space or after `=`. `--` ends the options."""


def command_page() -> str:
    """Return the page, in Markdown."""
    lines = [INTRODUCTION, "", "| command | what it does |", "|---|---|"]
    lines += [f"| [`siplint {name}`](#siplint-{name}) | {_cell(one.help)} |" for name, one in COMMANDS.items()]
    for name, command in COMMANDS.items():
        lines += ["", *_section(name, command)]
    lines += ["", "## Exit codes", "", "| code | meaning |", "|---|---|"]
    lines += [f"| {code} | {_cell(meaning)} |" for code, meaning in EXIT_CODES]
    lines += ["", "## Environment variables", "", "| variable | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(meaning)} |" for name, meaning in VARIABLES]
    return "\n".join(lines) + "\n"


def _section(name: str, command: Command) -> Iterator[str]:
    yield f"## siplint {name}"
    yield ""
    yield f"{command.help[0].upper()}{command.help[1:]}."
    yield ""
    yield from _fence([f"siplint {command.usage}"], "text")
    groups: dict[str, list[Option]] = {}
    for option in command.options:
        groups.setdefault(option.group, []).append(option)
    if list(groups.values()) != [[command.options[-1]]]:
        for group, options in groups.items():
            yield ""
            yield f"**{group}**"
            yield ""
            yield "| option | what it does |"
            yield "|---|---|"
            yield from map(_row, options)
    if command.examples:
        yield ""
        yield "**Examples**"
        yield ""
        yield from _fence([f"{line}  # {words}" for line, words in _aligned(command.examples)], "sh")


def _row(option: Option) -> str:
    value = f" {option.value}" if option.value else ""
    names = ", ".join(f"`{name}{value}`" for name in option.names)
    words = option.help
    if option.values and not all(value in words for value in option.values):
        words += f": {', '.join(option.values)}"
    if option.several:
        words += "; several with commas, or by repeating the option"
    if option.env:
        words += f"; without it, what `{option.env}` in the environment says"
    return f"| {names} | {_cell(words)} |"


def _aligned(examples: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    rows = list(examples)
    wide = max(len(line) for line, _ in rows)
    return [(line.ljust(wide), words) for line, words in rows]


def _fence(lines: Iterable[str], language: str) -> list[str]:
    return [f"```{language}", *lines, "```"]


def _cell(text: str) -> str:
    """Return a text for a cell of a table: words that are options, files or keys stay as they are."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")

"""How the commands are used, for `--help` and `siplint help`."""

from __future__ import annotations

from siplint.model.commands import COMMANDS, EXIT_CODES, INTRODUCTION, VARIABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Rows = Iterable[tuple[str, str]]

HEADING, NAME = "1", "36"
"""Styles of the terminal: bold, and the color of what is typed."""


def overview(*, color: bool = False) -> str:
    """Return which commands there are."""
    paint = _painter(color=color)
    groups: dict[str, list[tuple[str, str]]] = {}
    for command in COMMANDS.values():
        groups.setdefault(command.group, []).append((f"siplint {command.usage}", command.help))
    wide = _width(row for rows in groups.values() for row in rows)
    parts = [f"{INTRODUCTION}\n"]
    parts += [_section(heading, rows, paint, wide) for heading, rows in groups.items()]
    more = (("siplint help COMMAND", "show the options of a command"), ("siplint --version", "show the version"))
    parts.append(_section("More", more, paint, wide))
    return "\n".join(parts)


def command_help(name: str, *, color: bool = False) -> str:
    """Return how a command is used."""
    command = COMMANDS[name]
    paint = _painter(color=color)
    groups = {
        heading: [(option.spelled, option.help) for option in options]
        for heading, options in command.grouped_options().items()
    }
    wide = _width(row for rows in groups.values() for row in rows)
    parts = [f"{paint(HEADING, 'usage:')} siplint {command.usage} [options]\n\n{command.help}\n"]
    parts += [_section(heading, rows, paint, wide) for heading, rows in groups.items()]
    if command.examples:
        parts.append(_section("Examples", command.examples, paint, _width(command.examples)))
    if name == "check":
        used = [row for row in VARIABLES if row[0] != "SIPLINT_DEBUG"]
        parts.append(_section("Environment", used, paint, wide))
        codes = [(str(code), meaning) for code, meaning in EXIT_CODES]
        parts.append(_section("Exit codes", codes, paint, _width(codes)))
    return "\n".join(parts)


def _painter(*, color: bool) -> Callable[[str, str], str]:
    return (lambda style, text: f"\x1b[{style}m{text}\x1b[0m") if color else (lambda _style, text: text)


def _width(rows: Rows) -> int:
    return max((len(left) for left, _ in rows), default=0) + 2


def _section(heading: str, rows: Rows, paint: Callable[[str, str], str], wide: int) -> str:
    lines = [f"  {paint(NAME, left)}{' ' * (wide - len(left))}{right}\n" for left, right in rows]
    return f"{paint(HEADING, heading + ':')}\n{''.join(lines)}"

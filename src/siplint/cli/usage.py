"""How the commands are used, for `--help` and `siplint help`."""

from __future__ import annotations

from siplint.model.commands import COMMANDS, EXIT_CODES, INTRODUCTION, VARIABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Rows = Iterable[tuple[str, str]]

INDENT = 2
NARROWEST = 30
"""Columns that a text needs beside what it explains; on a narrower terminal it is below it."""
HEADING, NAME = "1", "36"
"""Styles of the terminal: bold, and the color of what is typed."""


def overview(*, color: bool = False, room: int = 0) -> str:
    """Return which commands there are, for a terminal with so many columns (0: any number)."""
    paint = _painter(color=color)
    groups: dict[str, list[tuple[str, str]]] = {}
    for command in COMMANDS.values():
        groups.setdefault(command.group, []).append((f"siplint {command.usage}", command.help))
    wide = _width(row for rows in groups.values() for row in rows)
    parts = [f"{_filled(INTRODUCTION, room)}\n"]
    parts += [_section(heading, rows, paint, (wide, room)) for heading, rows in groups.items()]
    more = (("siplint help COMMAND", "show the options of a command"), ("siplint --version", "show the version"))
    parts.append(_section("More", more, paint, (wide, room)))
    return "\n".join(parts)


def command_help(name: str, *, color: bool = False, room: int = 0) -> str:
    """Return how a command is used, for a terminal with so many columns (0: any number)."""
    command = COMMANDS[name]
    paint = _painter(color=color)
    groups = {
        heading: [(option.spelled, option.help) for option in options]
        for heading, options in command.grouped_options().items()
    }
    wide = _width(row for rows in groups.values() for row in rows)
    parts = [f"{paint(HEADING, 'usage:')} siplint {command.usage} [options]\n\n{_filled(command.help, room)}\n"]
    parts += [_section(heading, rows, paint, (wide, room)) for heading, rows in groups.items()]
    if command.examples:
        parts.append(_section("Examples", command.examples, paint, (_width(command.examples), room)))
    if name == "check":
        used = [row for row in VARIABLES if row[0] != "SIPLINT_DEBUG"]
        parts.append(_section("Environment", used, paint, (wide, room)))
        codes = [(str(code), meaning) for code, meaning in EXIT_CODES]
        parts.append(_section("Exit codes", codes, paint, (_width(codes), room)))
    return "\n".join(parts)


def _filled(text: str, room: int) -> str:
    from textwrap import fill

    return fill(text, max(room, NARROWEST), break_long_words=False, break_on_hyphens=False) if room else text


def _painter(*, color: bool) -> Callable[[str, str], str]:
    return (lambda style, text: f"\x1b[{style}m{text}\x1b[0m") if color else (lambda _style, text: text)


def _width(rows: Rows) -> int:
    return max((len(left) for left, _ in rows), default=0) + 2


def _section(heading: str, rows: Rows, paint: Callable[[str, str], str], columns: tuple[int, int]) -> str:
    """Return a heading and its rows; `columns` are those of the left side and of the terminal (0: any number)."""
    from textwrap import wrap

    wide, room = columns
    right = room - wide - INDENT
    lines: list[str] = []
    for left, text in rows:
        pieces = wrap(text, right, break_long_words=False, break_on_hyphens=False) if right >= NARROWEST else [text]
        below = room and right < NARROWEST
        lines.append(f"  {paint(NAME, left)}" + ("" if below else " " * (wide - len(left)) + pieces[0]))
        lines += [" " * (wide + INDENT) + piece for piece in pieces[1:]]
        lines += [f"      {piece}" for piece in wrap(text, max(room - 6, NARROWEST))] if below else []
    return f"{paint(HEADING, heading + ':')}\n" + "".join(f"{line}\n" for line in lines)

"""What can follow each word of the command line, for the completion scripts of all shells."""

from __future__ import annotations

from siplint.model.commands import COMMANDS
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.option import Option

FILES, RULES, WORDS, ANYTHING, NOTHING = "files", "rules", "words", "anything", "nothing"


class Follow(Record):
    """What may follow: FILES, RULES (codes), WORDS (with their descriptions), ANYTHING or NOTHING.

    With `several` words may be joined by commas. `name` is what the help calls it.
    """

    kind: str
    name: str = ""
    words: tuple[tuple[str, str], ...] = ()
    several: bool = False


class CompletedOption(Record):
    """An option: its names, its help, and what follows it (NOTHING: it is a flag)."""

    names: tuple[str, ...]
    help: str
    value: Follow


class CompletedCommand(Record):
    """A command: its name, its help, its options, and what its arguments may be."""

    name: str
    help: str
    options: tuple[CompletedOption, ...]
    argument: Follow


class Completions(Record):
    """All that can be completed; `rules` are the codes of the rules with their names."""

    commands: tuple[CompletedCommand, ...]
    rules: tuple[tuple[str, str], ...]
    globals: tuple[tuple[str, str], ...] = (
        ("--help", "show the commands"),
        ("--version", "show the version"),
    )


def completions() -> Completions:
    """Return all that can be completed, read from the table of commands, the rules and the configuration's keys."""
    from siplint.rules.catalogue import entries

    commands = [
        CompletedCommand(name, command.help, tuple(map(_option, command.options)), _argument(name))
        for name, command in COMMANDS.items()
    ]
    return Completions(tuple(commands), tuple((entry.code, entry.name) for entry in entries()))


def _option(option: Option) -> CompletedOption:
    if not option.value:
        return CompletedOption(option.names, option.help, Follow(NOTHING))
    words = tuple((word, "") for word in option.values)
    kind = WORDS if words else {"file": FILES, "rule": RULES}.get(option.takes, ANYTHING)
    return CompletedOption(option.names, option.help, Follow(kind, option.value, words, option.several))


def _argument(name: str) -> Follow:
    command = COMMANDS[name]
    if command.takes == "key":
        from siplint.model.configuration_keys import CONFIGURATION_KEYS
        from siplint.reference.configuration_manual import PAGES

        return Follow(WORDS, "KEY", tuple((key, PAGES[key].summary) for key in CONFIGURATION_KEYS))
    if command.takes == "command":
        return Follow(WORDS, "COMMAND", tuple((other, COMMANDS[other].help) for other in COMMANDS))
    if command.words:
        return Follow(WORDS, "WORD", tuple((word, "") for word in command.words))
    return Follow({"path": FILES, "rule": RULES}.get(command.takes, NOTHING), command.takes.upper())

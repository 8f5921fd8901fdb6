"""An option of a command: the record, and the options that several commands have."""

from __future__ import annotations

from siplint.model.record import Record

OTHER = "Options"
"""The heading of the options that need none."""


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

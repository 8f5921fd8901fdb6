"""The command line, read by a table: argparse would cost a clean run 18 ms."""

from __future__ import annotations

from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from siplint.model.option import Option


def parse_arguments(
    name: str, words: Sequence[str], environment: Mapping[str, str]
) -> tuple[dict[str, Any], list[str]]:
    """Read a command's options and arguments; raise UsageError.

    A flag is True, a value a string, one that may come several times a tuple; what is not given is not there.
    """
    values: dict[str, Any] = {}
    if "SIPLINT_FORMAT" not in environment and not any(word.startswith("-") for word in words):
        return values, list(words)  # the table of options is not needed
    options = _options_of(name)
    known = {spelling: option for option in options for spelling in (*option.names, *option.aliases)}
    for option in options:
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
                from siplint.cli.suggestions import meant_option

                raise UsageError(f"there is no option {spelling}{meant_option(name, spelling, known)}")
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


def _options_of(name: str) -> tuple[Option, ...]:
    if name == "check":  # the hooks give options, and need not pay for the other commands
        from siplint.model.option import check_options

        return check_options()
    from siplint.model.commands import COMMANDS

    return COMMANDS[name].options


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _checked(option: Option, value: str, spelling: str) -> str:
    if not value:
        raise UsageError(f"{spelling} needs a value: {option.value}")
    if option.values and value not in option.values:
        from siplint.cli.suggestions import nearest_word

        meant = nearest_word(value, option.values)
        advice = f"; did you mean {meant}?" if meant else ""
        raise UsageError(f"{spelling} cannot be {value!r}; it can be {', '.join(option.values)}{advice}")
    return value

"""The settings of a run, each with the place it comes from, for `--show-settings`."""

from __future__ import annotations

import os

from siplint.model.commands import COMMANDS
from siplint.model.configuration_keys import CONFIGURATION_KEYS, DAYS, FLAG, GLOBS, TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from siplint.cli.configuration import Config
    from siplint.model.finding import JSON

ADDING = ("ignore", "exclude")
"""Keys to which the option of the same name adds."""
DEFAULTS: Mapping[str, JSON] = {
    "paths": ["."],
    "min-severity": "warning",
    "embedded": False,
    "as": "create",
    "format": "full",
    "color": "auto",
    "jobs": "1",
}
EMPTY: Mapping[str, JSON] = {TEXT: "", FLAG: False, DAYS: 0, GLOBS: {}}
"""The value of a key that is not set, by its kind; other kinds are lists."""
SHOWN_OPTIONS = ("as", "no-cross-file", "force-exclude", "by-name", "jobs", "format", "output", "exit-zero", "color")
"""Options without a key of the configuration that are settings too."""


def settings_listing(
    options: dict[str, Any], arguments: list[str], config: Config, environment: Mapping[str, str]
) -> Iterator[str]:
    """Yield a line for each setting: as the configuration has it, then where it comes from."""
    from siplint.cli.paths import display
    from siplint.model.escaping import visible
    from siplint.secrets.redact import redact_text

    rows: list[tuple[str, str]] = []
    table, places = _written(config)
    for key in CONFIGURATION_KEYS:
        for name, value, origin in _settings_of(key, options, arguments, table, places):
            rows.append((f"{name} = {_toml(value)}", origin))
    named = {option.key.replace("_", "-"): option for option in COMMANDS["check"].options}
    for key in SHOWN_OPTIONS:
        option = named[key]
        given = options.get(option.key)
        origin = option.names[-1] if given is not None else "default"
        if given is not None and option.env and environment.get(option.env) == given:
            origin = option.env
        default = DEFAULTS.get(key, "" if option.value else False)
        rows.append((f"{key} = {_toml(default if given is None else given)}", origin))
    wide = min(max(len(setting) for setting, _ in rows), 60)
    yield f"# configuration: {visible(display(config.file)) if config.file else 'none'}\n"
    for setting, origin in rows:
        yield visible(redact_text(f"{setting:{wide}}  # {origin}", ())) + "\n"


def _written(config: Config) -> tuple[dict[str, JSON], dict[tuple[str, ...], str]]:
    """Return the table of a configuration file as it is written, and the place of each of its keys."""
    if not config.file:
        return {}, {}
    from siplint.cli.configuration import OWN_FILE
    from siplint.cli.discovery import read_file
    from siplint.cli.paths import display
    from siplint.cli.toml_places import Places
    from siplint.cli.toml_reader import load

    text, whole = load(read_file(config.file), config.file)
    table: dict[str, JSON] = whole
    inside: tuple[str, ...] = ()
    if os.path.basename(config.file) != OWN_FILE and isinstance(whole.get("tool"), dict) and "siplint" in whole["tool"]:
        table, inside = whole["tool"]["siplint"], ("tool", "siplint")
    lines = Places(text)
    paths = [(key,) for key in table]
    inner: list[tuple[str, ...]] = [
        (key, name) for key, value in table.items() if isinstance(value, dict) for name in value
    ]
    name = display(config.file)
    return table, {path: f"{name}:{lines.line((*inside, *path))}" for path in (*paths, *inner)}


def _settings_of(
    key: str,
    options: dict[str, Any],
    arguments: list[str],
    table: Mapping[str, JSON],
    places: Mapping[tuple[str, ...], str],
) -> Iterator[tuple[str, JSON, str]]:
    """Yield the settings of a key: its name, its value, and where that comes from."""
    written, origin = table.get(key), places.get((key,), "default")
    given = options.get(key.replace("-", "_"))
    if key == "paths" and arguments:
        yield key, arguments, "command line"
    elif given is not None and written and key in ADDING and "select" not in options:
        yield key, [*written, *given], f"{origin}, --{key}"
    elif given is not None:
        yield key, given, f"--{key}"
    elif key == "ignore" and written and "select" in options:
        yield key, [], "--select"
    elif CONFIGURATION_KEYS[key] == GLOBS and written:
        for name, value in written.items():
            yield f"{key}.{_toml(name)}", value, places[key, name]
    elif written is not None:
        yield key, written, origin
    else:
        yield key, DEFAULTS.get(key, EMPTY.get(CONFIGURATION_KEYS[key], [])), origin


def _toml(value: JSON) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False)

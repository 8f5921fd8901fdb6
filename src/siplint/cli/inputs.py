"""What a command is given (options, configuration, snapshot, paths), read and understood."""

from __future__ import annotations

import os

from siplint.cli.output import read_stdin
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from siplint.account.snapshot import Account
    from siplint.cli.configuration import Config
    from siplint.cli.discovery import Files
    from siplint.model.suppression import Suppression


def read_configuration(options: dict[str, Any]) -> Config:
    """Give the configuration that is named, or the nearest one; raise UsageError."""
    from siplint.cli.configuration import Config, find_configuration, parse_configuration
    from siplint.cli.discovery import read_file
    from siplint.model.failure import BadConfiguration, io_reason

    if options.get("isolated"):
        return Config()

    def reader(path: str) -> bytes | None:
        return read_file(path) if os.path.isfile(path) else None

    name = options.get("config", "")
    try:
        return parse_configuration(read_file(name), name) if name else find_configuration(os.getcwd(), reader)
    except BadConfiguration as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{error.filename or name}: {io_reason(error)}") from error


def checked_codes(options: dict[str, Any], key: str) -> tuple[str, ...]:
    """Give the codes of an option; raise UsageError for a wrong one, which would silently choose nothing."""
    codes: tuple[str, ...] = options.get(key, ())
    if codes:
        from siplint.cli.configuration import unknown_code

        for code in codes:
            if unknown_code(code):
                raise UsageError(f"--{key}: {unknown_code(code)}")
    return codes


def read_suppressions(config: Config, files: Files) -> tuple[Suppression, ...]:
    """Give what the configuration ignores in some of the files."""
    if not config.per_file_ignores:
        return ()
    from siplint.cli.configuration import suppressions_of

    return suppressions_of(config, (*files.contents, *files.large), os.getcwd())


def read_policy(config: Config) -> object:
    """Give the house policy, ready to judge; raise UsageError."""
    if not config.policy:
        return None
    from siplint.cli.discovery import display, read_file
    from siplint.model.failure import BadConfiguration, io_reason
    from siplint.rules.policy_engine import policy

    name = display(config.policy)
    try:
        return policy(read_file(config.policy), name)
    except BadConfiguration as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{name}: {io_reason(error)} (`policy` in {display(config.file)})") from error


def read_snapshot(path: str | None, amiss: list[str]) -> Account | None:
    """Read the snapshot of the account; without it all else is judged, and told."""
    if not path:
        return None
    from siplint.account.snapshot import BadSnapshot, account_of
    from siplint.cli.discovery import display, read_file
    from siplint.model.failure import io_reason

    try:
        return account_of(read_file(path), display(path))
    except (OSError, BadSnapshot) as error:
        amiss.append(str(error) if isinstance(error, BadSnapshot) else f"{path}: {io_reason(error)}")
        return None


def read_files(arguments: list[str], options: dict[str, Any], config: Config, most: int = 0) -> Files:
    """Read the files that are named, configured, or below here; those of more than `most` bytes (0: none) later."""
    from siplint.cli.discovery import gather

    excluded = None
    if config.exclude:
        from siplint.cli.configuration import matcher

        excluded = matcher(config.exclude, config, os.getcwd())
    stdin = None
    if "-" in arguments:
        stdin = (options.get("stdin_filename", "<stdin>"), read_stdin())
    return gather(arguments or config.paths or ["."], excluded, stdin, most)

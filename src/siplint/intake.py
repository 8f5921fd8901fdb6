"""What a command is given (options, configuration, snapshot, paths), read and understood."""

from __future__ import annotations

import os

from siplint.options import UsageError
from siplint.streams import taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from siplint.account import Account
    from siplint.config import Config
    from siplint.selection import Exemption
    from siplint.walk import Files


def configured(options: dict[str, Any]) -> Config:
    """Give the configuration that is named, or the nearest one; raise UsageError."""
    from siplint.config import BadConfig, Config, find, parse
    from siplint.walk import read, reason

    if options.get("isolated"):
        return Config()

    def reader(path: str) -> bytes | None:
        return read(path) if os.path.isfile(path) else None

    name = options.get("config", "")
    try:
        return parse(read(name), name) if name else find(os.getcwd(), reader)
    except BadConfig as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{error.filename or name}: {reason(error)}") from error


def known(options: dict[str, Any], key: str) -> tuple[str, ...]:
    """Give the codes of an option; raise UsageError for a wrong one, which would silently choose nothing."""
    codes: tuple[str, ...] = options.get(key, ())
    if codes:
        from siplint.config import unknown

        for code in codes:
            if unknown(code):
                raise UsageError(f"--{key}: {unknown(code)}")
    return codes


def exempted(config: Config, files: Files) -> tuple[Exemption, ...]:
    """Give what the configuration ignores in some of the files."""
    if not config.per_file_ignores:
        return ()
    from siplint.config import exemptions

    return exemptions(config, (*files.contents, *files.large), os.getcwd())


def house_policy(config: Config) -> object:
    """Give the house policy, ready to judge; raise UsageError."""
    if not config.policy:
        return None
    from siplint.config import BadConfig
    from siplint.policy import policy
    from siplint.walk import display, read, reason

    name = display(config.policy)
    try:
        return policy(read(config.policy), name)
    except BadConfig as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{name}: {reason(error)} (`policy` in {display(config.file)})") from error


def snapshot(path: str | None, amiss: list[str]) -> Account | None:
    """Read the snapshot of the account; without it all else is judged, and told."""
    if not path:
        return None
    from siplint.account import BadSnapshot, account_of
    from siplint.walk import display, read, reason

    try:
        return account_of(read(path), display(path))
    except (OSError, BadSnapshot) as error:
        amiss.append(str(error) if isinstance(error, BadSnapshot) else f"{path}: {reason(error)}")
        return None


def gathered(arguments: list[str], options: dict[str, Any], config: Config, most: int = 0) -> Files:
    """Read the files that are named, configured, or below here; those of more than `most` bytes (0: none) later."""
    from siplint.walk import gather

    excluded = None
    if config.exclude:
        from siplint.config import matcher

        excluded = matcher(config.exclude, config, os.getcwd())
    stdin = None
    if "-" in arguments:
        stdin = (options.get("stdin_filename", "<stdin>"), taken())
    return gather(arguments or config.paths or ["."], excluded, stdin, most)

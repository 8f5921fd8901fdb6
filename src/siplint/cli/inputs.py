"""What a command is given (options, configuration, snapshot, paths), read and understood."""

from __future__ import annotations

import os

from siplint.cli.output import is_debugging, read_stdin
from siplint.model.failure import UsageError
from siplint.model.severity import INFO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from siplint.account.snapshot import Account
    from siplint.cli.configuration import Config
    from siplint.cli.discovery import Files
    from siplint.model.settings import Settings
    from siplint.model.suppression import Suppression


WITH_FIXES = ("full", "concise", "json", "sarif")
"""The formats that show fixes."""
WITH_IDENTITIES = ("sarif", "gitlab")
"""The formats that name findings by their identities."""
MOST_CONFIGURED = 1 << 20
"""Bytes of a configuration file or a policy: people write them, and reading them costs more than reading JSON."""


def read_configuration(options: dict[str, Any]) -> Config:
    """Return the configuration that is named, or the nearest one; raise UsageError.

    A file that is found, and not named, may not be a link that leads out of its folder: then it is not the project's.
    """
    from siplint.cli.configuration import SHARED_FILE, Config, find_configuration, mentions, parse_configuration
    from siplint.cli.discovery import read_file
    from siplint.cli.paths import is_inside, working_folder
    from siplint.model.failure import BadConfiguration, io_reason

    def reader(path: str) -> bytes | None:
        if not os.path.isfile(path):
            return None
        is_shared = os.path.basename(path) == SHARED_FILE
        try:
            data = read_file(path) if is_shared else read_file(path, MOST_CONFIGURED)
        except OSError as error:
            raise UsageError(f"{path}: {io_reason(error)}") from error
        ours = not is_shared or mentions(data)
        if ours and len(data) > MOST_CONFIGURED:
            raise UsageError(f"{path}: is larger than {MOST_CONFIGURED >> 20} MiB, too large for a configuration")
        if ours and os.path.islink(path) and not is_inside(path, os.path.dirname(path)):
            raise UsageError(f"{path}: is a link that leads out of its folder; --config names it all the same")
        return data

    name = options.get("config", "")
    here = working_folder()
    if options.get("isolated") or not (name or here):
        return Config()
    try:
        return parse_configuration(read_file(name, MOST_CONFIGURED), name) if name else find_configuration(here, reader)
    except BadConfiguration as error:
        raise UsageError(_without_secrets(error)) from error
    except OSError as error:
        raise UsageError(f"{name}: {io_reason(error)}") from error


def _without_secrets(error: Exception | str) -> str:
    """Return what is wrong with a file; its author may have put a token where a code or a key is expected."""
    from siplint.secrets.redact import redact_text

    return redact_text(str(error), ())


def require_inside(path: str, key: str, config: Config, options: dict[str, Any]) -> None:
    """Raise UsageError where a configured path leads out of the folder of the configuration.

    The author of a configuration is not the person who starts siplint: only that person may choose other places. With
    `--config` that person has chosen two folders, the one of that file and the working directory.
    """
    from siplint.cli.paths import display, is_inside, working_folder

    if "\0" in path:
        raise UsageError(f"{path}: a path with a NUL character names nothing (`{key}` in {display(config.file)})")
    folders = (config.folder or os.curdir, *([working_folder()] if options.get("config") else ()))
    if not any(folder and is_inside(path, folder) for folder in folders):
        advice = {"paths": "name it on the command line", "account": "name it with --account"}
        raise UsageError(
            f"{display(config.file)}: `{key}` leads out of the folder of the configuration: "
            f"{_without_secrets(display(path))}; {advice.get(key, 'put it into the folder')}"
        )


def checked_codes(options: dict[str, Any], key: str) -> tuple[str, ...]:
    """Give the codes of an option; raise UsageError for a wrong one, which would silently choose nothing."""
    codes: tuple[str, ...] = options.get(key, ())
    if codes:
        from siplint.cli.configuration_faults import unknown_code

        for code in codes:
            if unknown_code(code):
                raise UsageError(f"--{key}: {unknown_code(code)}")
    return codes


def hidden_selections(options: dict[str, Any], settings: Settings) -> Iterator[str]:
    """Say which codes of `--select` show nothing, because their rules are infos, and nobody asked for infos."""
    if not options.get("select") or options.get("min_severity") or settings.min_severity == INFO:
        return
    from siplint.model.suppression import selects
    from siplint.rules.catalogue import entries

    for code in settings.select:
        if all(entry.severity == INFO for entry in entries() if selects(code, entry)):
            yield f"--select {code} shows nothing without --min-severity info"


def maturity_notes(settings: Settings) -> Iterator[str]:
    """Say which selected rules are deprecated, and which selections show nothing because their rules are in preview."""
    if not settings.select:
        return
    from siplint.model.suppression import may_be_wanted, selects
    from siplint.rules.catalogue import entries, rule_of

    lowest = settings.but(min_severity=INFO)
    for code in settings.select:
        chosen = [entry for entry in entries() if selects(code, entry)]
        if chosen and all(entry.maturity == "preview" and not may_be_wanted(entry, lowest) for entry in chosen):
            yield f"{code} selects only rules in preview: name them in full, or set `preview = true`"
        for entry in chosen:
            if entry.maturity == "deprecated":
                instead = rule_of(entry.code).replaced_by
                yield f"{entry.code} is deprecated" + (f"; {instead} replaces it" if instead else "")


def read_suppressions(config: Config, files: Files) -> tuple[Suppression, ...]:
    """Give what the configuration ignores in some of the files."""
    if not config.per_file_ignores:
        return ()
    from siplint.cli.configuration import suppressions_of
    from siplint.cli.paths import working_folder

    return suppressions_of(config, (*files.contents, *files.large), working_folder())


def read_policy(config: Config, options: dict[str, Any]) -> object:
    """Give the house policy, compiled; raise UsageError."""
    if not config.policy:
        return None
    from siplint.cli.discovery import read_file
    from siplint.cli.paths import display
    from siplint.model.failure import BadConfiguration, io_reason

    require_inside(config.policy, "policy", config, options)
    name = display(config.policy)
    try:
        from siplint.rules.policy_engine import policy
    except ModuleNotFoundError as error:  # siplint runs from its source, without the packages it is installed with
        raise UsageError(f"{name}: a policy needs {error.name}, which is not installed") from error
    try:
        return policy(read_file(config.policy, MOST_CONFIGURED), name)
    except BadConfiguration as error:
        raise UsageError(_without_secrets(error)) from error
    except OSError as error:
        raise UsageError(
            _without_secrets(f"{name}: {io_reason(error)} (`policy` in {display(config.file)})")
        ) from error


def read_snapshot(options: dict[str, Any], config: Config, amiss: list[str]) -> Account | None:
    """Read the snapshot of the account; without it everything else is judged, and `amiss` says so."""
    path = options.get("account", "")
    if not path and config.account:
        require_inside(config.account, "account", config, options)
        path = config.account
    if not path:
        return None
    from siplint.account.snapshot import BadSnapshot, account_of
    from siplint.cli.discovery import read_file
    from siplint.cli.paths import display
    from siplint.model.failure import io_reason

    try:
        return account_of(read_file(path), display(path))
    except MemoryError:
        amiss.append(f"{path}: is larger than the memory there is")
    except (OSError, BadSnapshot) as error:
        amiss.append(_without_secrets(error if isinstance(error, BadSnapshot) else f"{path}: {io_reason(error)}"))
    return None


def embedded_endings(options: dict[str, Any], config: Config) -> frozenset[str]:
    """Return the endings of the files in other notations that a walk reads."""
    if not (options.get("embedded") or config.embedded):
        return frozenset()
    from siplint.source.notations import EMBEDDED, ENDINGS

    names = config.embedded or tuple(EMBEDDED)
    return frozenset(ending for name in names for ending in EMBEDDED[name] if ending in ENDINGS)


def read_files(
    arguments: list[str],
    options: dict[str, Any],
    config: Config,
    most: int = 0,
    embedded: frozenset[str] | None = None,
) -> Files:
    """Read the files that are named, configured, or below here; those of more than `most` bytes (0: none) later.

    `embedded` are the endings of files in other notations that a walk reads; None: it does not even search them.
    """
    from siplint.cli.discovery import gather

    excluded: Callable[[str], bool] | None = None
    wanted: Callable[[str], bool] | None = None
    if not arguments:
        for path in config.paths:
            if "\0" not in path:  # reported with the files
                require_inside(path, "paths", config, options)
        if options.get("by_name") and not config.paths:
            from siplint.cli.walk import is_named_like_rules

            wanted = is_named_like_rules
    stdin = None
    if "-" in arguments:
        stdin = (options.get("stdin_filename", "<stdin>"), read_stdin())
    paths: Sequence[str] = arguments or config.paths or ["."]
    skipped: list[str] = []
    if any(mark in argument for argument in arguments for mark in "*?["):
        from siplint.cli.file_choice import expanded

        paths = expanded(arguments)
    walks = not arguments or options.get("force_exclude") or any(map(os.path.isdir, arguments))
    if options.get("exclude") or (config.exclude and walks):
        from siplint.cli.file_choice import exclusion, without_excluded

        excluded = exclusion(options.get("exclude", ()), config)
        if options.get("force_exclude"):
            paths, skipped = without_excluded(paths, excluded)
    files = gather(paths, excluded, stdin, most, wanted, embedded)
    if skipped:
        files = files.but(skipped=(*skipped, *files.skipped))
    return files if arguments or not files.troubles else files.but(troubles=_with_origin(files.troubles, config))


def _with_origin(troubles: tuple[str, ...], config: Config) -> tuple[str, ...]:
    """Add to the troubles with configured paths where they are named: the reader has perhaps not named them."""
    from siplint.cli.paths import display

    names = {display(path) for path in config.paths}
    origin = f" (`paths` in {display(config.file)})"
    return tuple(
        _without_secrets(trouble) + origin if trouble.partition(": ")[0] in names else trouble for trouble in troubles
    )


def read_settings(options: dict[str, Any], config: Config, files: Files, amiss: list[str]) -> Settings:
    """Join options and configuration; what could not be read and does not stop the run is added to `amiss`."""
    from time import time

    from siplint.model.settings import Settings

    return Settings(
        kind=options.get("as", "create"),
        min_severity=options.get("min_severity") or config.min_severity or "warning",
        select=checked_codes(options, "select") or config.select,
        ignore=(() if "select" in options else config.ignore) + checked_codes(options, "ignore"),
        cross_file=not options.get("no_cross_file"),
        walked=files.walked,
        per_file_ignores=read_suppressions(config, files),
        templates=config.templates,
        policy=read_policy(config, options),
        account=read_snapshot(options, config, amiss),
        max_age=config.account_max_age,
        now=time(),
        debug=is_debugging(),
        fixes=options.get("format", "full") in WITH_FIXES or bool(options.get("fix") or options.get("diff")),
        rules_at=config.rules_at,
        comments=config.comments,
        identities=options.get("format") in WITH_IDENTITIES,
        preview=config.preview,
    )

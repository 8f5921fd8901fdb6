"""The configuration file: `[tool.siplint]` in pyproject.toml, or siplint.toml."""

from __future__ import annotations

import os

from siplint.model.failure import BadConfiguration
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from siplint.cli.ignore_list import IgnoreList
    from siplint.model.finding import JSON
    from siplint.model.severity import Severity
    from siplint.model.suppression import Suppression

OWN_FILE = "siplint.toml"
SHARED_FILE = "pyproject.toml"


class Config(Record):
    """What a configuration file asks for; a key that it does not have is empty.

    `file` is its name, `folder` where it is ("" for the working directory). `paths`, `policy`, `account` and `baseline`
    begin with the folder already; the globs of `exclude` and `per_file_ignores` are relative to it. `embedded` are the names of the
    notations beside JSON that a walk reads. `notes` are sentences for the user.
    """

    file: str = ""
    folder: str = ""
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: Severity | Literal[""] = ""
    strict: bool = False
    templates: tuple[str, ...] = ()
    policy: str = ""
    per_file_ignores: tuple[Suppression, ...] = ()
    account: str = ""
    account_max_age: float = 0
    baseline: str = ""
    embedded: tuple[str, ...] = ()
    comments: bool = False
    preview: bool = False
    rules_at: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def find_configuration(here: str, read: Callable[[str], bytes | None]) -> Config:
    """Give the nearest configuration, going up from the working directory `here`; an empty one if there is none.

    `read` gives the bytes of a file, or None where there is none. In one folder siplint.toml goes before
    pyproject.toml; a pyproject.toml without our table is skipped. Raises BadConfiguration.
    """
    folder = ""
    while True:
        own, shared = (os.path.join(folder, name) for name in (OWN_FILE, SHARED_FILE))
        data, other = read(own), read(shared)
        mentioned = other is not None and mentions(other)
        if data is not None:
            notes = (f"{shared}: [tool.siplint] is ignored, because there is a {OWN_FILE}",) if mentioned else ()
            return parse_configuration(data, own, notes=notes)
        if other is not None and mentioned:
            from siplint.cli.toml_reader import load

            text, table = load(other, shared)
            if _ours(table) is not None:
                return _config(text, table, shared, ())
        above = os.path.dirname(here)
        if above == here:
            return Config()
        here = folder = above


def parse_configuration(data: bytes, name: str, *, notes: tuple[str, ...] = ()) -> Config:
    """Read a configuration file: a pyproject.toml, or one with our keys at its top. Raises BadConfiguration."""
    from siplint.cli.toml_reader import load

    text, table = load(data, name)
    if os.path.basename(name) == SHARED_FILE and _ours(table) is None:
        raise BadConfiguration(f"{name}: there is no table [tool.siplint]")
    return _config(text, table, name, notes)


def mentions(data: bytes) -> bool:
    """Tell whether a pyproject.toml may have our table: a look that spares most runs the reading of TOML.

    One in UTF-16 is looked at too: TOML it is not, but somebody has to be told.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if b"siplint" not in data:
        return False
    for line in data.splitlines():
        start = line.translate(None, b" \t\"'[")
        if start.startswith((b"tool.siplint", b"siplint=", b"siplint.")):
            return True
        if start.startswith(b"tool=") and b"siplint" in start:
            return True
    return False


def matcher(globs: Sequence[str], config: Config, here: str) -> Callable[[str], bool]:
    """Make globs a test of paths from the working directory `here`; the path of a folder ends with a slash.

    They are read as in a .gitignore that lies beside the configuration file.
    """
    ignore_list, inner_path = _ignore_list(globs), _relative_to(config.folder, here)

    def matches(path: str) -> bool:
        inner = inner_path(path)
        return inner is not None and ignore_list.ignores(os.fsencode(inner), is_folder=path.endswith("/"))

    return matches


def suppressions_of(config: Config, names: Sequence[str], here: str) -> tuple[Suppression, ...]:
    """Return `per_file_ignores` with the files of a run that each of them is about."""
    from siplint.model.suppression import Suppression

    ignore_list = _ignore_list([suppression.glob for suppression in config.per_file_ignores])
    inner_path = _relative_to(config.folder, here)
    files: list[set[str]] = [set() for _ in config.per_file_ignores]
    for name in names:
        inner = inner_path(name)
        for number in ignore_list.all_about(os.fsencode(inner)) if inner is not None else ():
            if not ignore_list.globs[number].negated:
                files[number].add(name)
    return tuple(
        Suppression(one.name, one.codes, one.glob, one.pointer, frozenset(matched))
        for one, matched in zip(config.per_file_ignores, files, strict=True)
    )


def _ignore_list(globs: Sequence[str]) -> IgnoreList:
    from siplint.cli.globs import parse_globs
    from siplint.cli.ignore_list import IgnoreList

    return IgnoreList(glob for text in globs for _, glob in parse_globs(os.fsencode(text)))


def _relative_to(folder: str, here: str) -> Callable[[str], str | None]:
    """Return what makes a path from the working directory `here` one from the folder of the configuration.

    That is None for a path that leads out of the folder. The path of a folder may have a slash at its end.
    """
    base = os.path.join(here, folder)

    def inner_path(path: str) -> str | None:
        inner = path.rstrip("/")
        if folder or os.path.isabs(path):
            try:
                inner = os.path.relpath(os.path.join(here, path), base).replace(os.sep, "/")
            except ValueError:  # it is on another drive
                return None
        return None if inner.startswith("../") else inner

    return inner_path


def _ours(table: dict[str, JSON]) -> JSON:
    tools = table.get("tool")
    return tools.get("siplint") if isinstance(tools, dict) else None


def _config(text: str, table: dict[str, JSON], name: str, notes: tuple[str, ...]) -> Config:
    from siplint.cli.configuration_faults import distinct_codes, refuse_doubtful

    mine: JSON = _ours(table)
    inside: tuple[str, ...] = ("tool", "siplint")
    if mine is None or os.path.basename(name) == OWN_FILE:
        mine, inside = table, ()
    refuse_doubtful(text, name, mine, inside)
    folder = os.path.dirname(name)
    values: dict[str, JSON] = {key.replace("-", "_"): value for key, value in mine.items()}
    values.update((key, tuple(value)) for key, value in values.items() if isinstance(value, list))
    values.update((key, distinct_codes(values[key])) for key in ("select", "ignore") if key in values)
    values["paths"] = tuple(os.path.join(folder, path) for path in values.get("paths", ()))
    values.update(
        (key, os.path.join(folder, values[key])) for key in ("policy", "account", "baseline") if key in values
    )
    values["per_file_ignores"] = _per_file_ignores(values.get("per_file_ignores", {}))
    if isinstance(values.get("embedded"), bool):
        from siplint.source.notations import EMBEDDED

        values["embedded"] = tuple(EMBEDDED) if values["embedded"] else ()
    return Config(file=name, folder=folder, notes=notes, **values)


def _per_file_ignores(table: dict[str, JSON]) -> tuple[Suppression, ...]:
    if not table:
        return ()
    from siplint.cli.configuration_faults import distinct_codes, split_place
    from siplint.model.suppression import Suppression

    return tuple([Suppression(where, distinct_codes(codes), *split_place(where)) for where, codes in table.items()])

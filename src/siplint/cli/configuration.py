"""The configuration file: `[tool.siplint]` in pyproject.toml, or siplint.toml."""

from __future__ import annotations

import os

from siplint.model.failure import BadConfiguration
from siplint.model.record import Record
from siplint.source.notations import EMBEDDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Literal

    from siplint.cli.ignore_list import IgnoreList
    from siplint.model.finding import JSON, Severity
    from siplint.model.suppression import Suppression

OWN_FILE = "siplint.toml"
SHARED_FILE = "pyproject.toml"

TEXT, TEXTS, FLAG, CODES, GLOBS = "a string", "a list of strings", "true or false", "a list of codes", "a table"
DAYS = "a number of days above 0"
NOTATIONS = "true, false or a list of notations"
CONFIGURATION_KEYS = {
    "paths": TEXTS,
    "exclude": TEXTS,
    "select": CODES,
    "ignore": CODES,
    "min-severity": TEXT,
    "strict": FLAG,
    "templates": TEXTS,
    "policy": TEXT,
    "per-file-ignores": GLOBS,
    "account": TEXT,
    "account-max-age": DAYS,
    "embedded": NOTATIONS,
}
"""The keys and what their values should be."""


class Config(Record):
    """What a configuration file asks for; a key that it does not have is empty.

    `file` is its name, `folder` where it is ("" for the working directory). `paths`, `policy` and `account` begin with
    the folder already; the globs of `exclude` and `per_file_ignores` are relative to it. `embedded` are the names of the
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
    embedded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def find_configuration(here: str, read: Callable[[str], bytes | None]) -> Config:
    """Give the nearest configuration, going up from the working directory `here`; an empty one if there is none.

    `read` gives the bytes of a file, or None where there is none. In one folder siplint.toml goes before
    pyproject.toml; a pyproject.toml without our table is passed over. Raises BadConfiguration.
    """
    folder = ""
    while True:
        own, shared = (os.path.join(folder, name) for name in (OWN_FILE, SHARED_FILE))
        data, other = read(own), read(shared)
        mentioned = other is not None and mentions(other)
        if data is not None:
            notes = (f"{shared}: [tool.siplint] is passed over, because there is a {OWN_FILE}",) if mentioned else ()
            return parse_configuration(data, own, notes=notes)
        if other is not None and mentioned:
            from siplint.cli.toml_places import load

            text, table = load(other, shared)
            if _ours(table) is not None:
                return _config(text, table, shared, ())
        above = os.path.dirname(here)
        if above == here:
            return Config()
        here = folder = above


def parse_configuration(data: bytes, name: str, *, notes: tuple[str, ...] = ()) -> Config:
    """Read a configuration file: a pyproject.toml, or one with our keys at its top. Raises BadConfiguration."""
    from siplint.cli.toml_places import load

    text, table = load(data, name)
    if os.path.basename(name) == SHARED_FILE and _ours(table) is None:
        raise BadConfiguration(f"{name}: there is no table [tool.siplint]")
    return _config(text, table, name, notes)


def mentions(data: bytes) -> bool:
    """Tell whether a pyproject.toml may have our table: a look that spares most runs the reading of TOML."""
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
            inner = os.path.relpath(os.path.join(here, path), base).replace(os.sep, "/")
        return None if inner.startswith("../") else inner

    return inner_path


def unknown_code(code: str) -> str:
    """Say that a text is no code, name or beginning of codes, and which one was meant; nothing if it is one."""
    from siplint.domain import suggest
    from siplint.domain.wording import quote
    from siplint.model.suppression import selects
    from siplint.rules.catalogue import entries

    if code and any(selects(code, rule) for rule in entries()):
        return ""
    words = {spelling: spelling for rule in entries() for spelling in (rule.code, rule.name)}
    folded = code.strip().upper()
    meant = folded if folded in words else suggest.nearest(code[: suggest.LONGEST_WORD], words)
    return f"there is no rule {quote(code)}" + (f'; did you mean "{meant}"?' if meant else "")


def _ours(table: dict[str, JSON]) -> JSON:
    tools = table.get("tool")
    return tools.get("siplint") if isinstance(tools, dict) else None


def _config(text: str, table: dict[str, JSON], name: str, notes: tuple[str, ...]) -> Config:
    from siplint.cli.toml_places import line
    from siplint.model.suppression import Suppression

    mine: JSON = _ours(table)
    inside: tuple[str, ...] = ("tool", "siplint")
    if mine is None or os.path.basename(name) == OWN_FILE:
        mine, inside = table, ()
    doubts = list(_doubts(mine)) if isinstance(mine, dict) else [((), "", f"[tool.siplint] is {_kind(mine)}")]
    if doubts:
        told = sorted((line(text, (*inside, *path), item), sentence) for path, item, sentence in doubts)
        raise BadConfiguration("\n".join(f"{name}:{number}: {sentence}" for number, sentence in told))
    folder = os.path.dirname(name)
    values: dict[str, JSON] = {key.replace("-", "_"): value for key, value in mine.items()}
    values.update((key, tuple(value)) for key, value in values.items() if isinstance(value, list))
    values["paths"] = tuple(os.path.join(folder, path) for path in values.get("paths", ()))
    values.update((key, os.path.join(folder, values[key])) for key in ("policy", "account") if key in values)
    values["per_file_ignores"] = tuple(
        Suppression(where, tuple(codes), *_place(where)) for where, codes in values.get("per_file_ignores", {}).items()
    )
    if isinstance(values.get("embedded"), bool):
        values["embedded"] = tuple(EMBEDDED) if values["embedded"] else ()
    return Config(file=name, folder=folder, notes=notes, **values)


def _doubts(table: dict[str, JSON]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Tell what is wrong with our table: the path of a key, the item of its value that is meant, a sentence."""
    from siplint.domain import suggest
    from siplint.domain.wording import cut, either, quote
    from siplint.model.finding import SEVERITIES

    for key, value in table.items():
        if key not in CONFIGURATION_KEYS:
            meant = suggest.nearest_field(key, suggest.by_fold(CONFIGURATION_KEYS), {})
            yield (key,), "", f"there is no key `{cut(key)}`" + (f"; did you mean `{meant}`?" if meant else "")
        elif not _fits(value, CONFIGURATION_KEYS[key]):
            yield (key,), "", f"`{key}` is {_kind(value)}; it should be {CONFIGURATION_KEYS[key]}"
        elif CONFIGURATION_KEYS[key] is CODES:
            yield from (((key,), code, unknown_code(code)) for code in value if unknown_code(code))
        elif key == "min-severity" and value not in SEVERITIES:
            meant = suggest.nearest(value.lower()[: suggest.LONGEST_WORD], {one: one for one in SEVERITIES})
            advice = f'; did you mean "{meant}"?' if meant else ""
            yield (key,), "", f"`{key}` is {quote(value)}; it should be {either(SEVERITIES)}{advice}"
        elif key in ITEM_DOUBTS:
            yield from (((key,), item, ITEM_DOUBTS[key](item)) for item in _items(value) if ITEM_DOUBTS[key](item))
        elif key == "per-file-ignores":
            for where, codes in value.items():
                yield from (((key, where), item, sentence) for item, sentence in _doubts_at(where, codes))


def _items(value: JSON) -> list[str]:
    return value if isinstance(value, list) else []


def _greedy_template(text: str) -> str:
    from siplint.domain.wording import quote

    matches_all = not text.replace("...", "").replace("…", "").strip()
    return f'the template {quote(text)} would match everything; write it as "${{…}}"' if matches_all else ""


def _no_glob(text: str) -> str:
    from siplint.domain.wording import quote

    return "" if _is_glob(text) else f"{quote(text)} is no glob"


def _unknown_notation(word: str) -> str:
    if word in EMBEDDED:
        return ""
    from siplint.domain import suggest
    from siplint.domain.wording import either, quote

    meant = suggest.nearest(word.lower()[: suggest.LONGEST_WORD], {one: one for one in EMBEDDED})
    advice = f'; did you mean "{meant}"?' if meant else f"; there are {either(EMBEDDED)}".replace(" or ", " and ")
    return f"there is no notation {quote(word)}{advice}"


def _doubts_at(where: str, codes: JSON) -> Iterator[tuple[str, str]]:
    from siplint.domain.wording import quote

    glob, pointer = _place(where)
    if not _is_glob(glob):
        yield "", f"{quote(glob)} is no glob"
    if pointer.replace("~0", "").replace("~1", "").count("~"):
        yield "", f"{quote(pointer)} is no JSON Pointer: after ~ stands 0 or 1"
    if not _fits(codes, CODES):
        yield "", f"{quote(where)} has {_kind(codes)}; it should have {CODES}"
    else:
        yield from ((code, unknown_code(code)) for code in codes if unknown_code(code))


def _place(where: str) -> tuple[str, str]:
    """Split a key of `per-file-ignores` into its glob and its JSON Pointer."""
    glob, mark, rest = where.partition("#/")
    return glob, mark[1:] + rest


def _is_glob(text: str) -> bool:
    """Tell whether a text is one glob that means what it seems to mean."""
    from siplint.cli.globs import parse_globs

    try:
        globs = list(parse_globs(text.encode()))
    except UnicodeEncodeError:
        return False
    return len(globs) == 1 and not globs[0][1].fault


ITEM_DOUBTS: dict[str, Callable[[str], str]] = {
    "templates": _greedy_template,
    "embedded": _unknown_notation,
    "exclude": _no_glob,
}
"""By key, what says what is wrong with an item of its list."""


def _fits(value: JSON, kind: str) -> bool:
    if kind in (TEXTS, CODES):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind is NOTATIONS:
        return isinstance(value, bool) or _fits(value, TEXTS)
    if kind is DAYS:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
    return isinstance(value, {TEXT: str, FLAG: bool, GLOBS: dict}[kind])


def _kind(value: JSON) -> str:
    kinds = {bool: "true or false", str: "a string", int: "a number", float: "a number", dict: "a table"}
    if isinstance(value, list):
        odd = [one for one in value if not isinstance(one, str)]
        return f"a list with {_kind(odd[0])}" if odd else "a list"
    return kinds.get(type(value), "a date or a time")

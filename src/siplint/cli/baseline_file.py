"""The file of a baseline: one known finding a line, sorted."""

from __future__ import annotations

import os

from siplint.cli.paths import display, working_folder
from siplint.model.failure import BadConfiguration
from siplint.model.identity import BASELINE_MARK, Identity, RuleKey
from siplint.model.record import Record
from siplint.source.json_scanner import encode_basestring, encode_basestring_ascii
from siplint.source.reader import parse_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from siplint.model.finding import JSON

VERSION = 1
HEAD = f'{{"{BASELINE_MARK}": {VERSION}}}'
"""The first line."""
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""How lines begin that a version control system leaves in a file that it could not merge."""
LONGEST_PATH = 4096
"""Characters of the name of a file: Linux takes no longer path, and following a path costs the square of its length."""
MEMBERS = ("file", "rule", "code", "pointer", "value", "numbers")
"""The members of an entry, in the order in which they are written and sorted; `with` has further rules."""


class KnownFinding(Record):
    """A known finding, with its line as it is in the file and the number of that line (from 1)."""

    identity: Identity
    text: str
    number: int


def parse_baseline(data: bytes, path: str) -> tuple[KnownFinding, ...]:
    """Read the file of a baseline, and name files as this run names them; raise BadConfiguration."""
    name = display(path)
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    head = _parsed(lines[0])
    if BASELINE_MARK not in head:
        raise BadConfiguration(f"{name}:1: this is not a baseline: its first line would be {HEAD}")
    if head[BASELINE_MARK] != VERSION:
        raise BadConfiguration(f"{name}:1: this baseline was written by a newer siplint")
    names = _NamesOfRun(path)
    entries = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        members = _parsed(line)
        identity = _identity(members, names)
        if identity is None:
            if line.decode("utf-8", "replace").startswith(CONFLICT):
                raise BadConfiguration(f"{name}:{number}: this is left from a merge: keep the entries of both sides")
            raise BadConfiguration(f"{name}:{number}: this is not an entry of a baseline")
        entries.append(KnownFinding(identity, line.decode("utf-8", "surrogateescape").strip("\r"), number))
    return tuple(entries)


def is_baseline(data: bytes) -> bool:
    """Return whether a file is a baseline, of any version."""
    return BASELINE_MARK in _parsed(data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0])


def written_baseline(lines: Iterable[str]) -> bytes:
    """Return the file of a baseline with these entries."""
    return "".join(f"{line}\n" for line in (HEAD, *sorted(lines))).encode("utf-8", "surrogateescape")


def entry_lines(identities: Sequence[Identity], path: str) -> Iterator[str]:
    """Return an entry for each finding; files are named relative to the folder of the baseline, which is at `path`."""
    names = _NamesInFile(path)
    for identity in identities:
        first, *others = [{"file": names[key.file], "rule": key.rule, "numbers": key.numbers} for key in identity.rules]
        about = {"code": identity.code, "pointer": identity.pointer, "value": identity.value}
        members = [_member(name, {**first, **about}.get(name, "")) for name in MEMBERS]
        if others:
            members.append(
                '"with": [' + ", ".join(f"{{{_joined(map(_member, one, one.values()))}}}" for one in others) + "]"
            )
        yield f"{{{_joined(members)}}}"


class _NamesOfRun(dict[str, str]):
    """Turns the name of a file relative to the baseline into the one that it has in this run."""

    __slots__ = ("folder",)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.folder = os.path.dirname(path)

    def __missing__(self, name: str) -> str:
        self[name] = shown = display(os.path.join(self.folder, name))
        return shown


class _NamesInFile(dict[str, str]):
    """Turns the name that a file has in this run into one relative to the baseline."""

    __slots__ = ("folder",)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.folder = os.path.join(working_folder(), os.path.dirname(path))

    def __missing__(self, name: str) -> str:
        try:
            shown = os.path.relpath(os.path.join(working_folder(), name), self.folder).replace(os.sep, "/")
        except ValueError:  # it is on another drive
            shown = name
        self[name] = shown
        return shown


def _parsed(line: bytes) -> dict[str, JSON]:
    """Return the object in a line; an empty one if it holds none."""
    try:
        value, _ = parse_json(line.decode())
    except UnicodeDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _identity(members: dict[str, JSON], names: dict[str, str]) -> Identity | None:
    """Return what an entry is about; None if it is no entry."""
    others = members.get("with", [])
    if not isinstance(others, list):
        return None
    rules = []
    for one in (members, *others):
        if not isinstance(one, dict) or not all(isinstance(one.get(name, ""), str) for name in MEMBERS):
            return None
        if not _may_be_path(one.get("file", "")):
            return None
        rules.append(RuleKey(one.get("rule", ""), one.get("numbers", ""), names[one["file"]]))
    if not members.get("code"):
        return None
    pointer, value = members.get("pointer", ""), members.get("value", "")
    return Identity(members["code"], pointer, value, tuple(sorted(rules, key=RuleKey.order)))


def _may_be_path(name: str) -> bool:
    try:
        return b"\0" not in os.fsencode(name) and 0 < len(name) <= LONGEST_PATH
    except UnicodeEncodeError:
        return False


def _member(name: str, value: str) -> str:
    """Return a member as JSON; an empty one is left out."""
    return (
        f'"{name}": {(encode_basestring if value.isprintable() else encode_basestring_ascii)(value)}' if value else ""
    )


def _joined(members: Iterable[str]) -> str:
    return ", ".join(filter(None, members))

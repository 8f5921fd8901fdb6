"""Release a version: check, commit, tag and push. The tag starts the workflow that builds, attests and publishes.

    python scripts/release.py VERSION          on a clean, up-to-date main
    python scripts/release.py --dry-run        the same in a temporary clone, with the files that would be published
    python scripts/release.py --notes VERSION  the section of the changelog

Without VERSION the dry run takes the one of the unreleased section. What a release may contain is in docs/stability.md;
what can be checked of it is checked here.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
VERSION_FILE = "src/siplint/__init__.py"
EXTENSION_FILES = {"editors/vscode/package.json": 1, "editors/vscode/package-lock.json": 2}
"""The files of the extension for VS Code that have the version too, and how often; theirs come first in the file."""
CHANGELOG = "CHANGELOG.md"
INDEX = "src/siplint/rules/index.py"
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)", re.ASCII)
HEADING = re.compile(r"^## (\S+) \((unreleased|[0-9]{4}-[0-9]{2}-[0-9]{2})\)$", re.MULTILINE | re.ASCII)
ASSIGNMENT = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
JSON_VERSION = re.compile(r'"version": "([^"]+)"')
UNRELEASED = "unreleased"
MATURITY = 11
"""The place of a rule's maturity in a row of the index; a stable rule's row ends before it."""


class NotReleasableError(Exception):
    """Reasons why a version cannot be released, one a line."""


class Section(NamedTuple):
    """A section of the changelog."""

    version: str
    date: str
    text: str


class Rules(NamedTuple):
    """What an index says of each rule, by code."""

    severity: dict[str, str]
    maturity: dict[str, str]


def sections(changelog: str) -> list[Section]:
    """Return the sections of a changelog, the newest first."""
    headings = list(HEADING.finditer(changelog))
    ends = [*(one.start() for one in headings[1:]), len(changelog)]
    return [
        Section(one[1], one[2], changelog[one.end() : end].strip()) for one, end in zip(headings, ends, strict=True)
    ]


def notes(changelog: str, version: str) -> str:
    """Return the text of a version's section. Raises NotReleasableError."""
    for section in sections(changelog):
        if section.version == version:
            return section.text + "\n"
    raise NotReleasableError(f"{CHANGELOG} has no section for {version}")


def rules_of(index: str) -> Rules:
    """Read the source of an index of rules."""
    rows: tuple[tuple[str, ...], ...] = ()
    for statement in ast.parse(index).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "ROWS":
            rows = ast.literal_eval(statement.value)
    severity = {row[0]: row[4] for row in rows}
    return Rules(severity, {row[0]: row[MATURITY] if len(row) > MATURITY else "stable" for row in rows})


def broken_promises(before: Rules, now: Rules, *, is_patch: bool) -> Iterator[str]:
    """Say which changes of rules a release may not have: docs/stability.md."""
    for code, maturity in before.maturity.items():
        if code not in now.maturity:
            if maturity == "stable" or (is_patch and maturity != "preview"):
                yield f"{code} is gone; a rule is deprecated in one minor release and removed in a later one"
        elif is_patch and maturity != "preview" and before.severity[code] != now.severity[code]:
            yield f"{code} was {before.severity[code]} and is {now.severity[code]}; that takes a minor release"
        elif is_patch and maturity != now.maturity[code]:
            yield f"{code} was {maturity} and is {now.maturity[code]}; that takes a minor release"
    for code, maturity in now.maturity.items():
        if is_patch and code not in before.maturity and maturity != "preview":
            yield f"{code} is new and not in preview; that takes a minor release"


def follows(before: str, version: str) -> bool:
    """Return whether a version is the next patch, minor or major one."""
    major, minor, patch = map(int, before.split("."))
    return version in (f"{major}.{minor}.{patch + 1}", f"{major}.{minor + 1}.0", f"{major + 1}.0.0")


def git(root: Path, *words: str) -> str:
    """Run git and return what it prints. Raises NotReleasableError with what it says."""
    done = subprocess.run(  # noqa: S603 (no shell; the words are this script's)
        ["git", *words],  # noqa: S607 (the git of the person who releases)
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotReleasableError(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def released(root: Path) -> list[str]:
    """Return the released versions, the oldest first."""
    names = [name.removeprefix("v") for name in git(root, "tag", "--list", "v*").split()]
    return sorted((name for name in names if VERSION.fullmatch(name)), key=lambda name: [*map(int, name.split("."))])


def other_versions(root: Path) -> Iterator[str]:
    """Say which files of the extension have another version than the package."""
    match = ASSIGNMENT.search((root / VERSION_FILE).read_text("utf-8"))
    wanted = match[1] if match else "none"
    for name, count in EXTENSION_FILES.items():
        for found in JSON_VERSION.findall((root / name).read_text("utf-8"))[:count]:
            if found != wanted:
                yield f"{name} has version {found}, and the package {wanted}"


def faults(root: Path, version: str) -> Iterator[str]:
    """Say why a version cannot be released from what is committed."""
    yield from other_versions(root)
    if not VERSION.fullmatch(version):
        yield f"{version!r} is not a version such as 0.1.0"
        return
    newest = sections((root / CHANGELOG).read_text("utf-8"))[0]
    if newest.date != UNRELEASED:
        yield f"the newest section of {CHANGELOG} is {newest.version}, of {newest.date}: there is nothing to release"
    elif not re.search(r"^- \S", newest.text, re.MULTILINE):
        yield f"the unreleased section of {CHANGELOG} says nothing"
    if git(root, "status", "--porcelain"):
        yield "there are changes that are not committed"
    versions = released(root)
    if version in versions:
        yield f"there is a tag v{version} already"
    elif versions:
        if not follows(versions[-1], version):
            yield f"{version} does not follow {versions[-1]}"
        before = rules_of(git(root, "show", f"v{versions[-1]}:{INDEX}"))
        now = rules_of((root / INDEX).read_text("utf-8"))
        yield from broken_promises(before, now, is_patch=not version.endswith(".0"))


def prepare(root: Path, version: str, today: str) -> None:
    """Write the version and the date, commit and tag. Raises NotReleasableError."""
    found = list(faults(root, version))
    if found:
        raise NotReleasableError("\n".join(found))
    path = root / VERSION_FILE
    path.write_text(ASSIGNMENT.sub(f'__version__ = "{version}"', path.read_text("utf-8")), "utf-8")
    for name, count in EXTENSION_FILES.items():
        path = root / name
        text = JSON_VERSION.sub(f'"version": "{version}"', path.read_text("utf-8"), count=count)
        path.write_text(text, "utf-8")
    path = root / CHANGELOG
    path.write_text(HEADING.sub(f"## {version} ({today})", path.read_text("utf-8"), count=1), "utf-8")
    text = notes(path.read_text("utf-8"), version)
    git(root, "commit", "--quiet", "--all", "--message", f"Release {version}")
    git(root, "tag", "--annotate", "--cleanup=verbatim", "--message", f"siplint {version}\n\n{text}", f"v{version}")


def release(root: Path, version: str, today: str) -> None:
    """Release from main: commit, tag, and push both or neither. Raises NotReleasableError."""
    branch = git(root, "rev-parse", "--abbrev-ref", "HEAD")
    if branch != "main":
        raise NotReleasableError(f"releases are made from main, and this is {branch}")
    git(root, "fetch", "--quiet", "--tags", "origin", "main")
    if git(root, "rev-parse", "HEAD") != git(root, "rev-parse", "FETCH_HEAD"):
        raise NotReleasableError("main is not what origin has")
    prepare(root, version, today)
    git(root, "push", "--quiet", "--atomic", "origin", "main", f"v{version}")
    print(f"pushed v{version}: the release workflow builds, attests and publishes it")


def rehearse(root: Path, version: str, today: str, build: Callable[[Path, Path], int]) -> int:
    """Release in a temporary clone without pushing, and build what would be published there."""
    with tempfile.TemporaryDirectory(prefix="siplint-release-") as scratch:
        clone, dist = Path(scratch) / "siplint", Path(scratch) / "dist"
        git(root, "clone", "--quiet", str(root), str(clone))
        for key in ("user.name", "user.email"):
            git(clone, "config", key, "release@example.com")
        newest = sections((clone / CHANGELOG).read_text("utf-8"))[0]
        if not version and newest.date != UNRELEASED:
            if different := list(other_versions(clone)):
                raise NotReleasableError("\n".join(different))
            print(f"{newest.version} is the newest section and has a date: there is nothing to release")
            return build(clone, dist)
        version = version or newest.version
        prepare(clone, version, today)
        code = build(clone, dist)
        if code == 0 and not (dist / f"siplint-{version}.tar.gz").is_file():
            raise NotReleasableError(f"what was built is not {version}: {sorted(path.name for path in dist.iterdir())}")
        print(f"dry run: v{version} would be\n\n{git(clone, 'tag', '--list', '-n999', f'v{version}')}")
        return code


def build_dist(clone: Path, dist: Path) -> int:
    """Build and check what is published."""
    words = [sys.executable, str(clone / "scripts" / "check_dist.py"), str(dist)]
    return subprocess.run(words, cwd=clone, check=False).returncode  # noqa: S603 (no shell)


def main(words: Sequence[str], root: Path, build: Callable[[Path, Path], int] = build_dist) -> int:
    """Run the command; what cannot be released is said, a reason a line."""
    flags = [word for word in words if word.startswith("--")]
    versions = [word.removeprefix("v") for word in words if not word.startswith("--")]
    if len(versions) > 1 or len(flags) > 1 or set(flags) - {"--dry-run", "--notes"} or not (flags or versions):
        print(__doc__, file=sys.stderr)
        return 2
    version = versions[0] if versions else ""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        if flags == ["--notes"]:
            print(notes((root / CHANGELOG).read_text("utf-8"), version), end="")
            return 0
        if flags:
            return rehearse(root, version, today, build)
        release(root, version, today)
    except NotReleasableError as error:
        for line in str(error).splitlines():
            print(f"release: {line}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], ROOT))

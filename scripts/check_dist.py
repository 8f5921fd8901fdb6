"""Build what is published, twice, and check that it is the same bytes, holds what it should and works.

    python scripts/check_dist.py            check only
    python scripts/check_dist.py FOLDER     leave the checked files in FOLDER

The sdist is made from the checkout and the wheel from the sdist, as an installer does it. The second time the sdist is
made from a copy of the tracked files alone, in another folder, with another umask, time zone and hash seed: what is
untracked, or depends on the machine, shows as a difference.
"""

from __future__ import annotations

import calendar
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import venv
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[1]
TABLES = ("countries.txt", "e164.bin", "regions.txt", "short_numbers.bin")
DATA = frozenset(("siplint/py.typed", *(f"siplint/domain/{name}" for name in TABLES)))
"""The files of the package that are no modules. A new one is named here by hand, so that none slips in."""
SHARED = {"docs/siplint.1": "share/man/man1/siplint.1"}
"""The files that are installed outside the package, with their places below the environment's folder."""
INFO = ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
BAD = "examples/routing-rules/vendor-example.json"
GOOD = "examples/routing-rules/support.json"


class Member(NamedTuple):
    """A member of an archive: its bytes, when it was changed (seconds since 1970), and its oddities in words."""

    data: bytes
    changed: int
    odd: tuple[str, ...]


def sdist_members(path: Path) -> dict[str, Member]:
    """Read an sdist. A member that is not a plain file of nobody in particular is odd."""
    found = {}
    with tarfile.open(path, "r:gz") as archive:
        for one in archive:
            odd = [] if one.isreg() else ["is no plain file"]
            if (one.uid, one.gid, one.uname, one.gname) != (0, 0, "", ""):
                odd.append(f"belongs to {one.uname or one.uid}")
            file = archive.extractfile(one) if one.isreg() else None
            found[one.name] = Member(file.read() if file else b"", int(one.mtime), tuple(odd))
    return found


def wheel_members(path: Path) -> dict[str, Member]:
    """Read a wheel. Its times have no zone; they are written in UTC and count whole pairs of seconds."""
    with zipfile.ZipFile(path) as archive:
        return {
            one.filename: Member(
                archive.read(one), calendar.timegm(one.date_time), ("is a folder",) if one.is_dir() else ()
            )
            for one in archive.infolist()
        }


def sdist_wanted(tracked: Iterable[str], stem: str) -> set[str]:
    """Give the members of the sdist: all that is tracked, so that it can be tested, and the metadata."""
    return {f"{stem}/{path}" for path in [*tracked, "PKG-INFO"]}


def wheel_wanted(tracked: Iterable[str], stem: str) -> set[str]:
    """Give the members of the wheel: the tracked modules, the data named above if there, and the metadata."""
    package = [path.removeprefix("src/") for path in tracked if path.startswith("src/siplint/")]
    return {
        *(path for path in package if path.endswith(".py") or path in DATA),
        *(f"{stem}.data/data/{place}" for path, place in SHARED.items() if path in tracked),
        *(f"{stem}.dist-info/{name}" for name in INFO),
    }


def faults(found: Mapping[str, Member], wanted: set[str], changed: int, place: str) -> list[str]:
    """Say what is wrong with the members of an archive: names, times, kinds, and the place of the build inside."""
    return [
        *(f"{name} is missing" for name in sorted(wanted - found.keys())),
        *(f"{name} should not be there" for name in sorted(found.keys() - wanted)),
        *(f"{name} leaves the folder" for name in found if name.startswith("/") or ".." in PurePosixPath(name).parts),
        *(f"{name} {odd}" for name, member in found.items() for odd in member.odd),
        *(f"{name} has the time {one.changed}" for name, one in found.items() if abs(one.changed - changed) > 1),
        *(f"{name} holds {place}" for name, one in found.items() if place.encode() in one.data),
    ]


def run(*words: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command away from the settings of this Python, and take what it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SIPLINT", "GIT_"))}
    return subprocess.run(  # noqa: S603 - the commands are written in this file
        words, cwd=cwd, env=kept | environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def said(*words: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command that must succeed, and give what it prints."""
    done = run(*words, cwd=cwd, **environment)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}exit code {done.returncode}")
    return done.stdout


def environment(folder: Path, *packages: str | Path) -> Path:
    """Make a virtual environment with the packages; give its folder of programs."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    said(programs / "python", "-m", "pip", "install", "--quiet", *packages, cwd=folder)
    return programs


def built(python: Path, source: Path, folder: Path, **settings: str) -> tuple[Path, Path]:
    """Build the sdist from a folder of sources and the wheel from the sdist, into a new folder."""
    folder.mkdir()
    make = "import sys, hatchling.build as backend; print(getattr(backend, sys.argv[1])(sys.argv[2]))"
    sdist = folder / said(python, "-c", make, "build_sdist", folder, cwd=source, **settings).split()[-1]
    unpacked = folder / "unpacked"
    for name, member in sdist_members(sdist).items():
        (unpacked / name).parent.mkdir(parents=True, exist_ok=True)
        (unpacked / name).write_bytes(member.data)
    inside = unpacked / sdist.name.removesuffix(".tar.gz")
    wheel = folder / said(python, "-c", make, "build_wheel", folder, cwd=inside, **settings).split()[-1]
    return sdist, wheel


def works(wheel: Path, version: str, scratch: Path) -> list[str]:
    """Install the wheel where nothing else is, run it far from the checkout, and say what goes wrong."""
    siplint = environment(scratch / "installed", wheel) / "siplint"
    away = scratch / "away"
    away.mkdir()
    expected = {("--version",): (0, f"siplint {version}"), ("check", str(ROOT / GOOD)): (0, "")}
    expected[("check", str(ROOT / BAD))] = (1, "error[RR201]")
    wrong = []
    for words, (code, part) in expected.items():
        done = run(siplint, *words, cwd=away)
        if done.returncode != code or part not in done.stdout or "Traceback" in done.stderr:
            wrong.append(f"siplint {' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return wrong


def check(scratch: Path, keep: Path | None) -> list[str]:
    """Build twice in a scratch folder, check everything, keep the files where there is no fault; give the faults."""
    tracked = said("git", "ls-files", "-z", cwd=ROOT).split("\0")[:-1]
    changed = said("git", "log", "-1", "--format=%ct", cwd=ROOT).strip()
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    python = environment(scratch / "builder", *requires) / "python"

    first = built(python, ROOT, scratch / "first", SOURCE_DATE_EPOCH=changed)
    copy = scratch / "a copy of the tracked files"
    for name in tracked:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    before = os.umask(0o077)
    other = {"TZ": "Pacific/Chatham", "PYTHONHASHSEED": "1", "LC_ALL": "C"}
    second = built(python, copy, scratch / "second", SOURCE_DATE_EPOCH=changed, **other)
    os.umask(before)

    sdist, wheel = first
    stem = sdist.name.removesuffix(".tar.gz")
    pairs = zip(first, second, strict=True)
    same = [one.name == two.name and one.read_bytes() == two.read_bytes() for one, two in pairs]
    wrong = [f"{one.name} differs from one build to the next" for one, so in zip(first, same, strict=True) if not so]
    for path, found, wanted in (
        (sdist, sdist_members(sdist), sdist_wanted(tracked, stem)),
        (wheel, wheel_members(wheel), wheel_wanted(tracked, stem)),
    ):
        wrong += [f"{path.name}: {fault}" for fault in faults(found, wanted, int(changed), str(scratch))]
    wrong += works(wheel, stem.removeprefix("siplint-"), scratch)
    if keep and not wrong:
        keep.mkdir(parents=True, exist_ok=True)
        for one in first:
            shutil.copy(one, keep / one.name)
    for one in first:
        print(f"{one.name}: {one.stat().st_size:,} bytes")
    return wrong


def main() -> int:
    """Check, and print what is wrong."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="siplint-dist-") as scratch:
        wrong = check(Path(scratch).resolve(), Path(sys.argv[1]) if sys.argv[1:] else None)
    for one in wrong:
        print(one, file=sys.stderr)
    print(f"{len(wrong)} faults" if wrong else "both builds are the same bytes, complete, and work", end=" ")
    print(f"({time.monotonic() - started:.0f} s)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

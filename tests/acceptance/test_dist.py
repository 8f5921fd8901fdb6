"""What is published is looked at member by member: each fault an archive can have is told."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from project_scripts import script

CHANGED = 1_700_000_000
TRACKED = ["README.md", "src/siplint/__init__.py", "src/siplint/py.typed", "src/siplint/notes.txt", "tests/test_a.py"]
STEM = "siplint-0.1.0"


@pytest.fixture(scope="module")
def dist() -> Any:
    return script("check_dist")


def sdist(path: Path, *more: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name in (*TRACKED, "PKG-INFO"):
            one = tarfile.TarInfo(f"{STEM}/{name}")
            one.mtime = CHANGED
            archive.addfile(one, io.BytesIO())
        for one in more:
            archive.addfile(one, io.BytesIO(b"x" * one.size))
    return path


def odd(name: str, **more: object) -> tarfile.TarInfo:
    one = tarfile.TarInfo(name)
    one.mtime = CHANGED
    for key, value in more.items():
        setattr(one, key, value)
    return one


def told(dist: Any, path: Path) -> list[str]:
    faults: list[str] = dist.faults(dist.sdist_members(path), dist.sdist_wanted(TRACKED, STEM), CHANGED, "xxx")
    return faults


def test_an_sdist_of_what_is_tracked_is_right(dist: Any, tmp_path: Path) -> None:
    assert told(dist, sdist(tmp_path / "a.tar.gz")) == []


@pytest.mark.parametrize(
    ("member", "faults"),
    [
        (odd(f"{STEM}/stray"), [f"{STEM}/stray should not be there"]),
        (odd("/etc/cron"), ["/etc/cron should not be there", "/etc/cron leaves the folder"]),
        (odd("a/../../b"), ["a/../../b should not be there", "a/../../b leaves the folder"]),
        (odd(f"{STEM}/README.md", type=tarfile.SYMTYPE, linkname="/"), [f"{STEM}/README.md is no plain file"]),
        (odd(f"{STEM}/README.md", uid=1000), [f"{STEM}/README.md belongs to 1000"]),
        (odd(f"{STEM}/README.md", gname="staff", uname="ada"), [f"{STEM}/README.md belongs to ada"]),
        (odd(f"{STEM}/README.md", mtime=CHANGED + 60), [f"{STEM}/README.md has the time {CHANGED + 60}"]),
        (odd(f"{STEM}/README.md", size=3), [f"{STEM}/README.md holds xxx"]),
    ],
)
def test_each_fault_of_an_sdist_is_told(dist: Any, tmp_path: Path, member: tarfile.TarInfo, faults: list[str]) -> None:
    assert told(dist, sdist(tmp_path / "a.tar.gz", member)) == faults


def test_what_an_sdist_lacks_is_told(dist: Any, tmp_path: Path) -> None:
    found = dist.sdist_members(sdist(tmp_path / "a.tar.gz"))
    wanted = dist.sdist_wanted([*TRACKED, ".ci/run"], STEM)
    assert dist.faults(found, wanted, CHANGED, "xxx") == [f"{STEM}/.ci/run is missing"]


def test_a_wheel_holds_modules_and_named_data_only(dist: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.whl"
    date = (2023, 11, 14, 22, 13, 20)
    info = [f"{STEM}.dist-info/{name}" for name in dist.INFO]
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("siplint/__init__.py", "siplint/py.typed", "siplint/notes.txt", "tests/", *info[1:]):
            archive.writestr(zipfile.ZipInfo(name, date), b"")
    members = dist.wheel_members(path)
    assert dist.faults(members, dist.wheel_wanted(TRACKED, STEM), CHANGED, "xxx") == [
        f"{STEM}.dist-info/METADATA is missing",
        "siplint/notes.txt should not be there",
        "tests/ should not be there",
        "tests/ is a folder",
    ]

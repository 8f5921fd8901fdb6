"""A file is replaced whole, or is as it was. Temporary files: what is tested is the file system's part."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from siplint.cli.replace_file import replace

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace(str(path), b"new", b"old")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_through_a_link_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    path, link = tmp_path / "folder" / "a.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    link.symlink_to(path)
    replace(str(link), b"new", b"old")
    assert (link.is_symlink(), path.read_bytes()) == (True, b"new")


def refused(path: Path, before: bytes = b"old") -> str:
    with pytest.raises(OSError) as caught:
        replace(str(path), b"new", before)
    left = [one.name for one in path.parent.iterdir() if one.name.startswith(".")]
    assert left == []
    return str(caught.value).removeprefix(f"{path} was not fixed and is as it was: ")


def test_what_must_not_be_written_is_left_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert refused(path) == "No such file or directory"
    path.write_bytes(b"old")
    assert refused(path, b"other") == "somebody else has changed it meanwhile"
    path.chmod(0o444)
    assert refused(path) == "it is read-only"
    path.chmod(0o644)
    tmp_path.chmod(0o555)
    assert refused(path) == "its folder is read-only"
    tmp_path.chmod(0o755)
    assert path.read_bytes() == b"old"
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "it is no regular file"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", full)
    assert refused(path) == "No space left on device"
    assert path.read_bytes() == b"old"


def test_a_file_that_cannot_be_given_away_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.chown", denied)
    replace(str(path), b"new", b"old")
    assert path.read_bytes() == b"new"

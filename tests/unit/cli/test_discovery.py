"""Files that are found, and read to their end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from many_files import FILES
from siplint.cli import discovery


@pytest.mark.parametrize("size", [0, 3, 99])
def test_a_file_is_read_to_its_end_whatever_is_said_of_its_size(size: int, tmp_path: Path) -> None:
    said, file = tmp_path / "said", tmp_path / "file"
    said.write_bytes(b"x" * size)
    file.write_bytes(b"whole")
    assert discovery._read(str(file), os.stat(said)) == b"whole"


def test_a_large_file_that_cannot_be_opened_is_trouble(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "f.jsonl").write_bytes(FILES["f.jsonl"])
    monkeypatch.chdir(tmp_path)
    status = os.stat("f.jsonl")
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, 1, 0, 0, 0)))
    files = discovery.gather(["f.jsonl"], most=10)
    assert status.st_size > 10
    assert (files.large, files.troubles) == ({}, ("f.jsonl: was changed while it was read",))


@pytest.mark.parametrize("becomes", ["link", "pipe", "copy"])
def test_a_large_file_of_a_walk_is_opened_only_as_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, becomes: str
) -> None:
    monkeypatch.chdir(tmp_path)
    large, other = tmp_path / "f.jsonl", tmp_path / ".other"
    large.write_bytes(FILES["f.jsonl"])
    files = discovery.gather(["."], most=10)
    assert [*files.large] == ["f.jsonl"]
    files.large["f.jsonl"]().close()
    large.rename(other)
    if becomes == "link":
        large.symlink_to(other)
    elif becomes == "pipe":
        os.mkfifo(large)
    else:
        large.write_bytes(other.read_bytes())
    with pytest.raises(OSError, match="was changed while it was read" if becomes != "link" else "symbolic link"):
        files.large["f.jsonl"]()

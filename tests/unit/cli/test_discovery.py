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

"""Files that are found, and read to their end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from many_files import FILES
from siplint.cli import discovery
from siplint.cli.baseline_file import HEAD, written_baseline


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


def test_a_walk_leaves_out_baselines_and_nothing_that_only_begins_like_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    baseline = written_baseline(['{"file": "a.json"}'])
    rule = b'"name": "n", "type": "inbound"}'
    for name, data in {
        "known.json": baseline,
        "newer.json": baseline.replace(b"1}", b"12}").replace(b"\n", b"\r\n"),
        "lines.jsonl": baseline,
        "rule.json": HEAD.replace("1}", "1, ").encode() + rule,
        "two.json": HEAD.encode() + b" {" + rule,
        "other.json": b"{" + rule,
    }.items():
        Path(name).write_bytes(data)
    files = discovery.gather(["."])
    assert sorted(files.contents) == ["lines.jsonl", "other.json", "rule.json", "two.json"]
    assert files.skipped == ("skipped known.json: a baseline", "skipped newer.json: a baseline")
    assert [*discovery.gather(["known.json"]).contents] == ["known.json"]

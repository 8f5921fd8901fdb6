"""The unified diff of a fix: what `patch` takes, and what a terminal may be shown."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from siplint.cli.diff import diff

if TYPE_CHECKING:
    from pathlib import Path


def test_a_diff_shows_the_lines_that_change() -> None:
    assert diff("a b.json", b"1\n2\n3\n", b"1\n3\n") == "--- a/a b.json\n+++ b/a b.json\n@@ -1,3 +1,2 @@\n 1\n-2\n 3\n"
    assert diff("a", b"1\n", b"1\n") == ""
    assert diff("a", b"", b"1\n") == "--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+1\n"


def test_an_absolute_path_begins_at_the_root() -> None:
    assert diff("/x/a.json", b"1\n", b"2\n") == "--- a/x/a.json\n+++ b/x/a.json\n@@ -1 +1 @@\n-1\n+2\n"


def test_a_missing_newline_at_the_end_is_told() -> None:
    no = "\\ No newline at end of file\n"
    assert diff("a", b"1", b"2") == f"--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n{no}+2\n{no}"
    assert diff("a", b"1\n2", b"1\n2\n") == f"--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n{no}+2\n"


def test_control_characters_and_foreign_bytes_are_made_visible() -> None:
    before = b"\xef\xbb\xbf\t\x1b[2J##[x]\xff\ra\r\nb\n"
    head = "--- a/␛\n+++ b/␛\n@@ -1,2 +1,2 @@\n"
    assert diff("\x1b", before, before[:-2] + b"c\n") == f"{head} \ufeff\t␛[2J# #[x]\\xff␍a\r\n-b\n+c\n"


@pytest.mark.skipif(not shutil.which("git"), reason="git applies the diff")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'\xef\xbb\xbf{\r\n"a": 1,\r\n"b": null\r\n}', b'\xef\xbb\xbf{\r\n"a": 1\r\n}'),
        (b"{\n\t1,\n}\n", b"{\n\t1\n}\n"),
        (b"[1,]", b"[1]"),
    ],
)
def test_git_applies_the_diff(tmp_path: Path, before: bytes, after: bytes) -> None:
    (tmp_path / "a.json").write_bytes(before)
    patch = diff("a.json", before, after).encode()
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=tmp_path, input=patch, check=True)
    assert (tmp_path / "a.json").read_bytes() == after

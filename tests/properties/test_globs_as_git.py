"""Globs mean what they mean to git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from siplint.cli.globs import parse_globs
from siplint.cli.ignore_list import IgnoreList

pytestmark = pytest.mark.slow

FILES = ("a", "b", "ab", "aab.c", "a-b", "a b", "a]b", "[a]", "!a", "#a", "\\a", "b.json", "é", "A", "a b ")
FOLDERS = ("a.d", "a.d/b", "a.d/b/ab", "b.d", "b.d/a.d", "x")
PATHS = [*FOLDERS, *(f"{folder}/{name}" for folder in ("", *FOLDERS) for name in FILES)]
PATHS = [path.removeprefix("/") for path in PATHS]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("tree")
    for folder in FOLDERS:
        (top / folder).mkdir(parents=True, exist_ok=True)
    for path in PATHS:
        if path not in FOLDERS:
            (top / path).write_bytes(b"")
    git(top, "init", "-q")
    return top


def git(top: Path, *words: str, data: bytes = b"") -> bytes:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    return subprocess.run(["git", *words], cwd=top, input=data, env=env, capture_output=True, check=False).stdout


def ignored_by_git(top: Path, text: bytes) -> set[str]:
    (top / ".gitignore").write_bytes(text)
    asked = b"\0".join(map(os.fsencode, PATHS))
    said = git(top, "check-ignore", "--no-index", "-z", "--stdin", data=asked)
    return set(map(os.fsdecode, filter(None, said.split(b"\0"))))


def ignored_by_us(text: bytes) -> set[str]:
    ignore_list = IgnoreList(glob for _, glob in parse_globs(text))
    return {path for path in PATHS if ignore_list.ignores(os.fsencode(path), is_folder=path in FOLDERS)}


PIECES = st.sampled_from(
    [
        *("a", "b", "c", "d", "ab", ".", "/", "*", "**", "?", "**/", "/**", "/**/", "\\", "!", "#", " ", "-", "]"),
        *("[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[a-", "[", "[[:alpha:]]", "[![:alnum:]]", "[[:nope:]]", "[[:a]"),
        *("[z-a]", "[a--b]", "[\\]]", "[a\\-z]", "[--0]", "[/a]", "[é]", "é", "[[.a.]]", "[a-\\b]", "[:alpha:]"),
        *("*.json", "a.d", "b.d", "a.d/", "\r", "\t"),
    ]
)
LINES = st.lists(PIECES, max_size=7).map("".join)
TEXTS = st.lists(LINES, max_size=4).map("\n".join)


def reads_git_s_bug(text: str) -> bool:
    """Tell whether a glob has `**` right behind plain text, which git before 2.53 takes for any folders."""
    return any(
        "/" in line.removesuffix("/")
        and line.lstrip("!/").rstrip("/").find("**") not in (-1, 0)
        and line[line.find("**") - 1 : line.find("**") + 2] != "/**"
        for line in text.split("\n")
    )


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("*.json\n!b.json\na.d/\n!a.d/b\n")
@example("/a.d/**/ab")
@example("a.d/*\n!a.d/b\n**/b/a*b*")
@example("\\#a\n\\!a\na\\ b\na b\\ ")
@example("\ufeffa\n")
@example("a\r\nb\r")
@example("[a--b]\n[z-a]b")
@given(TEXTS)
def test_a_gitignore_ignores_what_git_ignores(tree: Path, text: str) -> None:
    assume(not reads_git_s_bug(text))
    data = text.encode()
    assert ignored_by_us(data) == ignored_by_git(tree, data)

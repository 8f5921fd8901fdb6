"""URIs of files: what is encoded, and what is no file."""

from __future__ import annotations

import os

import pytest

from siplint.server.file_uris import path_of_uri, uri_of


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/me/a.json", "/home/me/a.json"),
        ("FILE:///a%20b/%C3%A9%23.json", "/a b/é#.json"),
        ("file:///a/../b.json?x#y", "/b.json"),
        ("file:///100%.json", "/100%.json"),
        ("file:///a%zz.json", "/a%zz.json"),
        ("untitled:Untitled-1", ""),
        ("git:/a.json", ""),
        ("file://", ""),
        ("file:///a%00b", ""),
    ],
)
def test_the_path_of_a_uri(uri: str, path: str) -> None:
    assert path_of_uri(uri) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/Users/me/a.json", "C:\\Users\\me\\a.json"),
        ("file:///D:/a.json", "D:\\a.json"),
        ("file://server/share/a.json", "\\\\server\\share\\a.json"),
        ("file://", ""),
    ],
)
def test_the_path_of_a_uri_on_windows(uri: str, path: str) -> None:
    assert path_of_uri(uri, on_windows=True) == path


@pytest.mark.parametrize("path", ["/a b/é#%?.json", "/x/😀.json", "/c:/d"])
def test_a_path_and_its_uri_are_the_same_file(path: str) -> None:
    assert path_of_uri(uri_of(path)) == path
    assert uri_of(path).isascii()


def test_a_name_that_is_not_utf8_is_kept() -> None:
    path = os.fsdecode(b"/a/\xff.json")
    assert path_of_uri(uri_of(path)) == path

"""URIs of files: what is escaped."""

from __future__ import annotations

import pytest

from siplint.model.file_uri import file_uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (b"/a b/\xc3\xa9#%?.json", "file:///a%20b/%C3%A9%23%25%3F.json"),
        (b"/a/\xff~_.-.json", "file:///a/%FF~_.-.json"),
        (b"c:/a.json", "file:///c%3A/a.json"),
    ],
)
def test_the_uri_of_a_path(path: bytes, uri: str) -> None:
    assert file_uri(path) == uri


def test_what_is_safe_stays() -> None:
    assert file_uri(b"c:/a b.json", safe="/:") == "file:///c:/a%20b.json"

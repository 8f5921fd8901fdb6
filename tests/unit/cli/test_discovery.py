"""Files that are found, and read to their end."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from siplint.cli import discovery
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

if TYPE_CHECKING:
    pass


STATIC = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


LINES = b"\r\n".join(
    (
        b"\xef\xbb\xbf" + json.dumps(INBOUND_BODY | {"name": "é😀", "recording": "yes"}, ensure_ascii=False).encode(),
        b"  ",
        json.dumps(OUTBOUND_BODY | {"apiKey": "s3cret-s3cret-s3cret"}).encode(),
        b"",
        json.dumps(INBOUND_BODY | {"name": "s3cret-s3cret-s3cret", "headers": {"X-Team": "sales"}}).encode(),
        b'{"name": "broken", "apiKey": "other-secret-of-ours"',
        b"\xff\xfe no UTF-8",
        b"[1, 2]",
        b'{"name": "twice", "name": "twice", "type": "inbound", "phoneNumbers": ["+14155551234"]}',
        json.dumps(OUTBOUND_BODY | {"name": "Other"}).encode(),
        json.dumps(INBOUND_BODY | {"name": "Room", "phoneNumbers": ["+442071838750"], "room": STATIC}).encode(),
        json.dumps(INBOUND_BODY | {"name": "Pin", "phoneNumbers": [], "room": STATIC | {"pin": "8305"}}).encode(),
        json.dumps(INBOUND_BODY | {"name": "Old", "phoneNumbers": ["+44 20 7183 8750"], "recordng": True}).encode(),
    )
)


FILES: dict[str, bytes] = {
    "a.json": json.dumps([OUTBOUND_BODY, 7, INBOUND_BODY | {"name": "First"}], indent=1).encode(),
    "b.jsonl": LINES,
    "c.json": json.dumps(INBOUND_BODY | {"name": "Copy"}, indent=2).encode(),
    "d.ndjson": b'{"id": 1}\n{"id": 2}\n',
    "e.jsonl": b"",
    "f.jsonl": json.dumps(INBOUND_BODY | {"name": "last"}).encode()
    + b"\n\n"
    + json.dumps(OUTBOUND_BODY).encode()
    + b"\n",
    "g.jsonl": "{}\n{}".encode("utf-16"),
    "h.json": b'{"compilerOptions": {}}',
}


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

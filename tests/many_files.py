"""Files of every kind: lists, lines, copies, broken ones, and one that holds no rules."""

from __future__ import annotations

import json

from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

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

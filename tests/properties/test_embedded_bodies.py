"""A body that a notation's own printer writes gives the same findings, and no buffer makes a reader fail."""

from __future__ import annotations

import json
import random
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import siplint
from siplint.model.failure import UnreadableSource
from siplint.source.notations import notation_of, reader_of
from siplint.source.sendable import ABSENT

pytestmark = pytest.mark.slow

URL = "https://api.videosdk.live/v2/sip/routing-rule"
TOKEN = '-H "Authorization: $TOKEN" -H "Content-Type: application/json"'
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufdd0\r"), max_size=12)
BODIES = st.fixed_dictionaries(
    {"name": TEXTS, "type": st.sampled_from(("inbound", "outbound", "Inbound", "x"))},
    optional={
        "phoneNumbers": st.lists(st.sampled_from(("+14155551234", "1 415", "'", '"', "$(x)", "\\", "`")), max_size=3),
        "agentId": TEXTS,
        "headers": st.dictionaries(TEXTS, TEXTS, max_size=2),
        "room": st.fixed_dictionaries({"type": st.sampled_from(("dynamic", "static")), "pin": TEXTS}),
        "dtmf": st.sampled_from((True, False, "true", None, 1)),
        "extra": TEXTS,
    },
)
Codes = list[tuple[str, str]]


def found(text: str, name: str) -> Codes:
    report = siplint.check_bytes(text.encode(), file=name)
    assert report.unchecked == ()
    around = ("/headers/authorization", "/headers/content-type", "/method", "/path")
    return sorted((one.code, one.pointer) for one in report if one.pointer not in around or one.code == "RR210")


def shell(text: str) -> str:
    return f"curl {TOKEN} -d {shlex.quote(text)} {URL}\n"


def heredoc(text: str) -> str:
    return f"curl {TOKEN} -d @- {URL} <<'END OF IT'\n{text}\nEND OF IT\n"


def http(text: str) -> str:
    return f"POST {URL}\nContent-Type: application/json\n\n{text}\n"


def postman(text: str) -> str:
    request = {"method": "POST", "url": URL, "auth": {"type": "apikey"}, "body": {"mode": "raw", "raw": text}}
    return json.dumps({"item": [{"request": request}]})


def fence(text: str) -> str:
    indented = "".join(f"  {line}\n" for line in shell(text).split("\n"))
    return f"- x\n\n  `````sh\n{indented}  `````\n"


WRITERS = {"a.sh": shell, "b.bash": heredoc, "a.http": http, "a.postman_collection.json": postman, "a.md": fence}


@pytest.mark.parametrize("name", WRITERS)
@given(body=BODIES, spaces=st.sampled_from((None, 2)), is_ascii=st.booleans())
def test_the_findings_are_those_of_the_json(
    name: str, body: dict[str, object], spaces: int | None, is_ascii: bool
) -> None:
    text = json.dumps(body, indent=spaces, ensure_ascii=is_ascii)
    if name in ("a.http", "a.postman_collection.json"):
        text = text.replace("{{", "{ {")
    if any(mark in text for mark in ("{{", "}}", "\u2028", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e")):
        return  # variables of a notation, and letters that this test cuts lines at
    assert found(WRITERS[name](text), name) == found(text, "a.json")


SCRIPT = (Path(__file__).parent / "embedded_example.md").read_text("utf-8")
PARTS = {
    ".md": SCRIPT,
    ".sh": SCRIPT.split("```bash\n")[1].split("```")[0],
    ".http": SCRIPT.split("```http\n")[1].split("```")[0],
    ".postman_collection.json": postman('{"name": "{{n}}", "type": "inbound", "phoneNumbers": ["\\u00e9"]}'),
}


def read(data: bytes, ending: str) -> None:
    """Read a buffer as the engine does; only UnreadableSource may come out."""
    try:
        for document in reader_of(notation_of("a" + ending))(data, "a" + ending):
            if document.value is not ABSENT:
                document.places([(), ("name",), ("headers", "x")])
    except UnreadableSource:
        pass


@pytest.mark.parametrize("ending", PARTS)
def test_a_half_typed_buffer_never_fails(ending: str) -> None:
    data = PARTS[ending].encode()
    for end in range(len(data)):
        read(data[:end], ending)


@pytest.mark.parametrize("ending", PARTS)
@pytest.mark.parametrize("seed", range(4))
def test_random_edits_never_fail(ending: str, seed: int) -> None:
    chance = random.Random(seed)
    data = PARTS[ending].encode()
    marks = [
        b"'",
        b'"',
        b"$(",
        b"${",
        b"`",
        b"\\",
        b"<<EOF\n",
        b"{{",
        b"}",
        b"```",
        b"\n",
        b"\r",
        b"\xff",
        "é".encode(),
    ]
    for _ in range(150):
        buffer = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(buffer) + 1)
            buffer[at : at + chance.randrange(6)] = chance.choice([*marks, buffer[at : at + 9] * 2])
        report = siplint.check_bytes(bytes(buffer), file="a" + ending)
        assert report.failures == ()

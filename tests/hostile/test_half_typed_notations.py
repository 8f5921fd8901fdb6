"""A buffer that is being typed never makes a reader raise anything but UnreadableSource."""

from __future__ import annotations

import random

import pytest

from siplint.engine.files import lint_files
from siplint.engine.fix import apply
from siplint.model.settings import Settings
from siplint.source.chunks import Chunk

LOUD = Settings(min_severity="info", debug=True)

YAML = """\
# rules
- &a
  name: "Support 😀" # siplint: ignore[RR701]
  type: inbound
  phoneNumbers:
    - +14155551234
    - '+14155550100'
  room: {type: static, id: 2kyv-gzay-64pg, pin: 0471}
  tags: [a, ? b, "\\u00e9"]
  agentMetadata:
    text: |
      # no comment
      x
    ? [complex]
    : !foo {<<: *a}
---
name: B
...
"""
COMMENTED = """\
{ // siplint: ignore[RR401]
  "name": "a // b", /* é 😀
  */ "type": "Inbound",
  "phoneNumbers": ["+14155551234",],
  "agentMetadata": {"a": [1, 2,], /* x */},
}
"""
PYTHON = """\
import requests
body = {'name': 'A', "type": f"in{x}", 'phoneNumbers': ['+1' + y, *more], **rest, 'recording': True,  # why
        'room': {'type': 'static', 'id': r'x\\d'}}
requests.post(f"{BASE}/v2/sip/routing-rule", json=body)
"""
JAVASCRIPT = (
    "const body = {name: `A ${x}`, type: 'inbound', phoneNumbers, ...rest, agentId: process.env.ID, /* c */ };\n"
)
FENCE = 'Text\n\n```json\n{"name": "A", "type": "inbound"}\n```\n'
CURL = 'curl -X POST https://api.videosdk.live/v2/sip/routing-rule -d \'{"name": "A"}\'\n'
SEEDS = [
    ("a.yaml", YAML),
    ("a.jsonc", COMMENTED),
    *((name, text) for text in (YAML, COMMENTED, PYTHON, JAVASCRIPT, FENCE, CURL) for name in ("a.json", "<stdin>")),
]
PIECES = [
    *"{}[]()'\"`,:;#&*!|>-?%@\\\n\t\r \0/$<=",
    "<<:",
    "---\n",
    "...",
    "**",
    "//",
    "/*",
    "*/",
    "\u2028",
    "\ufeff",
    "😀",
    "\x85",
    "```",
]


def edited(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        end = min(len(text), at + chance.choice((0, 0, 1, 2, 10)))
        text = text[:at] + chance.choice((*PIECES, "")) + text[end:]
    return text


@pytest.mark.parametrize(("name", "text"), SEEDS)
def test_every_beginning_of_a_file_is_read(name: str, text: str) -> None:
    for end in range(len(text)):
        lint_files({name: text[:end].encode()}, LOUD)


@pytest.mark.parametrize(("name", "text"), SEEDS)
def test_random_edits_of_a_file_are_read(name: str, text: str) -> None:
    chance = random.Random(text)
    for _ in range(400):
        data = edited(text, chance).encode()
        report = lint_files({name: data}, LOUD)
        for one in report:
            assert one.start
            assert one.end
            assert 0 <= one.start.offset <= one.end.offset <= len(data)
            assert apply(data, [one.fix] if one.fix else []) != b"" or not data or name != "a.yaml"


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonc", "a.json", "<stdin>"])
def test_bytes_that_are_no_text_are_read(name: str) -> None:
    chance = random.Random(name)
    for _ in range(300):
        data = bytes(chance.randrange(256) for _ in range(chance.randint(0, 30)))
        lint_files({name: data}, LOUD)


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonc", "a.json", "<stdin>"])
@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{a:" * 50_000,
        "- " * 50_000,
        "/*" * 50_000,
        "'" * 50_001,
        "{'a':" * 50_000,
        "{...[" * 20_000,
        "a=" * 50_000,
        "#" * 100_000,
        "\n" * 100_000,
        "{x: " + "`" * 100_001,
    ],
)
def test_long_hostile_texts_take_linear_time(name: str, text: str) -> None:
    for _ in Chunk(name, text.encode()).documents():
        pass

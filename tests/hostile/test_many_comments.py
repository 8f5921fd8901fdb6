"""Very many comments that suppress findings, on one line or over the same lines."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.engine.files import lint_files
from siplint.model.settings import DEFAULT
from siplint.model.suppression import selects
from siplint.source.ignore_comments import ignores_of

MANY = 1000
NUMBERS = ",\n".join(f'"x{number}"' for number in range(MANY))
BODY = f'{{"name": "A", "type": "inbound", "agentId": "a", "phoneNumbers": [\n{NUMBERS}]}}'
CODES = [f"# siplint: ignore[RR9{number:04}]" for number in range(MANY)]
ABOVE = "".join(f"<!-- {words} -->\n" for words in CODES)
BESIDE = BODY.replace('",\n', '", // siplint: ignore[RR999]\n')


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonc", BODY.replace("\n", "") + "".join(f"/* {words} */" for words in CODES)),
        ("a.md", f"{ABOVE}```jsonc\n{BODY}\n```\n"),
        ("a.md", f"{ABOVE}```jsonc\n{BESIDE}\n```\n"),
        (
            "a.http",
            "\n".join(CODES)
            + "\nPOST https://api.videosdk.live/v2/sip/routing-rule\nContent-Type: application/json\n\n"
            + BODY,
        ),
    ],
)
def test_a_comment_is_compared_with_each_rule_once(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def counting(code: str, rule: Any) -> bool:
        compared.append(code)
        return selects(code, rule)

    monkeypatch.setattr("siplint.engine.ignored_lines.selects", counting)
    report = lint_files({name: text.encode()}, DEFAULT)
    assert [one.code for one in report] == ["RR301"] * MANY
    assert 0 < len(compared) < 100 * MANY


def test_lines_that_a_comment_covers_share_what_it_says() -> None:
    text = "".join(f"# siplint: ignore[RR{number}]\n" for number in range(MANY)) + "# siplint: ignore[RR1]\n" * MANY
    ends = [text.index("\n", start) for start in _starts(text)]
    spans = list(zip(_starts(text), ends, strict=True))
    ignores = ignores_of(text, spans, {start: len(text) for start, _ in spans[:MANY]})
    groups: dict[int, Any] = {id(group): group for line in ignores.values() for group in line}
    assert sum(map(len, groups.values())) == 3 * MANY


def _starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, letter in enumerate(text[:-1]) if letter == "\n")]

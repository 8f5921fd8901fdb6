from __future__ import annotations

import json

import pytest
from bounded_scanner import MARGIN, install, is_deep

from siplint.source import json_scanner
from siplint.source.sendable import LIMIT

MOST = LIMIT + MARGIN


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (nested(MOST), False),
        (nested(MOST + 1), True),
        ('{"a":' * (MOST + 1), True),
        (f"[{'[],' * 2_000}[]]", False),
        (json.dumps("[" * 5_000), False),
        (json.dumps(["\\" + '"[' * 5_000]), False),
        (json.dumps(["[" * 5_000]) + nested(MOST + 1), True),
        ("", False),
    ],
)
def test_the_depth_of_a_text(text: str, expected: bool) -> None:
    assert is_deep(text) is expected


def test_a_bounded_scanner_reads_what_is_not_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_scanner, "make_scanner", json_scanner.make_scanner)
    install()
    scan = json_scanner.make_scanner(json.JSONDecoder())  # type: ignore[arg-type]
    assert scan('{"a": [1]}', 0) == ({"a": [1]}, 10)
    with pytest.raises(RecursionError):
        scan(nested(5_000), 0)
    assert scan("[[]]", 1) == ([], 3)

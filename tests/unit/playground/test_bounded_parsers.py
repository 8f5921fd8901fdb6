from __future__ import annotations

import ast
import json

import pytest
from bounded_parsers import DEEPEST_CODE, DEEPEST_JSON, install, is_deep

from siplint.source import json_scanner


def nested(depth: int, inner: str = "") -> str:
    return "[" * depth + inner + "]" * depth


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (nested(DEEPEST_JSON), False),
        (nested(DEEPEST_JSON + 1), True),
        ('{"a":' * (DEEPEST_JSON + 1), True),
        (f"[{'[],' * 2_000}[]]", False),
        ("]" * 500 + nested(DEEPEST_JSON + 1), True),
        (json.dumps("[" * 5_000), False),
        (json.dumps(["\\" + '"[' * 5_000]), False),
        (json.dumps(["[" * 5_000]) + nested(DEEPEST_JSON + 1), True),
        ("", False),
    ],
)
def test_the_depth_of_a_text(text: str, expected: bool) -> None:
    assert is_deep(text, DEEPEST_JSON) is expected


def test_bounded_parsers_read_what_is_not_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_scanner, "make_scanner", json_scanner.make_scanner)
    monkeypatch.setattr(ast, "parse", ast.parse)
    install()
    scan = json_scanner.make_scanner(json.JSONDecoder())  # type: ignore[arg-type]
    assert scan('{"a": [1]}', 0) == ({"a": [1]}, 10)
    with pytest.raises(RecursionError):
        scan(nested(5_000), 0)
    assert scan("[[]]", 1) == ([], 3)
    assert ast.literal_eval(ast.parse(nested(DEEPEST_CODE, "1"), mode="eval").body)
    for bracket in "([{":
        with pytest.raises(RecursionError):
            ast.parse(bracket * (DEEPEST_CODE + 1))

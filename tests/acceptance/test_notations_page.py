"""The examples of docs/notations.md give what the page says."""

from __future__ import annotations

import re

import pytest

import siplint
from places import ROOT
from siplint.report.concise import concise

PAGE = ROOT / "docs/notations.md"
EXAMPLES = re.findall(
    r"^(`{3,4})\w+ file=(\S+)\n(.*?)^\1\n\n```text\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
)


def test_the_page_has_examples() -> None:
    assert [name for _, name, _, _ in EXAMPLES] == [
        "deploy.sh",
        "calls.http",
        "api.md",
        "sip.postman_collection.json",
        "rules.py",
    ]


@pytest.mark.parametrize(("name", "text", "expected"), [example[1:] for example in EXAMPLES])
def test_an_example_gives_what_the_page_says(name: str, text: str, expected: str) -> None:
    assert "".join(concise(siplint.check_bytes(text.encode(), file=name))) == expected

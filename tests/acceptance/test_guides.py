"""The examples of the guides give what the guides say."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

import siplint
from places import ROOT
from siplint.cli.main import main
from siplint.report.concise import concise

GUIDES = sorted([ROOT / "docs/get-started.md", *(ROOT / "docs/guides").glob("*.md")])
FENCE = re.compile(r"^```(\w+)(?: (file|fixed)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A file of a guide, what is found in it in one line each, and what the fixes make of it."""

    name: str
    text: str
    found: str = ""
    fixed: str = ""


def examples(guide: str) -> list[Example]:
    shown: list[Example] = []
    for language, role, name, text in FENCE.findall(guide):
        if role == "file":
            shown.append(Example(name, text))
        elif role == "fixed":
            assert shown[-1].name == name
            shown[-1] = shown[-1]._replace(fixed=text)
        elif language == "text" and shown and not shown[-1].found and text.startswith(f"{shown[-1].name}:"):
            shown[-1] = shown[-1]._replace(found=text)
    return shown


EXAMPLES = [example for guide in GUIDES for example in examples(guide.read_text("utf-8"))]


def test_the_guides_have_examples_of_all_kinds_of_old_bodies() -> None:
    assert [example.name for example in EXAMPLES] == [
        "support.json",
        "create_rule.py",
        "cloud.json",
        "self-hosted.json",
        "create.sh",
        "update_rule.py",
        "fetched.json",
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_gives_the_findings_that_the_guide_shows(example: Example) -> None:
    report = siplint.check_bytes(example.text.encode(), file=example.name)
    assert "".join(concise(report)) == example.found


@pytest.mark.parametrize(
    "example", [example for example in EXAMPLES if example.fixed], ids=lambda example: example.name
)
def test_an_example_is_fixed_as_the_guide_shows(example: Example) -> None:
    unsafe = "error[RR11" in example.found
    fixed = siplint.fix(example.text.encode(), file=example.name, unsafe=unsafe)
    assert fixed.decode() == example.fixed


def test_an_answer_is_explained_as_the_guide_says() -> None:
    body = json.loads(next(example.text for example in EXAMPLES if example.name == "support.json"))
    guide = (ROOT / "docs/guides/after-a-400.md").read_text("utf-8")
    answer = re.search(r"the answer `(\{.*?\})`", guide)
    assert answer
    assert f"```text\n{siplint.explain(400, answer[1], body).sentence}\n```" in guide


def test_the_commands_of_the_guide_explain_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    guide = (ROOT / "docs/guides/after-a-400.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    body = next(example.text for example in EXAMPLES if example.name == "support.json")
    Path("support.json").write_text(body)
    url = "https://api.videosdk.live/v2/sip/routing-rule"
    Path("send_rule.py").write_text(f"requests.post({url!r}, json={body})")
    Path("deploy.log").write_text(
        "12:00 POST /v2/sip/routing-rule name=support\n12:00 status 400\n12:00 type must be one of inbound, outbound\n"
    )
    Path("answer.txt").write_text('{"status": 400, "response": {"message": "type must be one of inbound, outbound"}}')
    commands = re.findall(r"^siplint (explain .*)$", guide, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        assert main(shlex.split(command)) == 0
        first = capfdbinary.readouterr().out.decode().split("\n")[0]
        assert f"```text\n{first}\n```" in guide

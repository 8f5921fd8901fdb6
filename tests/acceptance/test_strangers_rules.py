"""Rules as somebody writes them who has read CONTRIBUTING alone: one file each, and no other file knows of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import siplint

SOURCE = Path(siplint.__file__).parent
INBOUND = {"name": "Support", "type": "inbound", "phoneNumbers": ["+14155552671"], "agentId": "a"}
OUTBOUND = {"name": "Sales", "type": "outbound", "phoneNumbers": ["+442071838750"]}

DUPLICATE_TAG = '''
"""RR423: tags."""

from __future__ import annotations

from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import WARNING
from siplint.rules.base import Bad, rule


@rule(
    "RR423",
    "duplicate-tag",
    WARNING,
    on="tags",
    source="https://docs.videosdk.live/",
    outcome="one of the two is dropped",
    sure="likely",
    fix="safe",
    good=[INBOUND_BODY | {"tags": ["a", "b"]}],
    bad=[Bad(INBOUND_BODY | {"tags": ["a", "a"]}, at="/tags/1", label="/tags/0")],
)
def duplicate_tag(body):
    """A tag appears twice in `tags`.

    Tags are a set.
    """
    seen = {}
    for index, tag in enumerate(body["tags"]):
        if tag in seen:
            note = Note(("tags", seen[tag]), "here first")
            yield Finding(
                ("tags", index),
                f"the tag {tag} appears twice",
                (note,),
                changes=(Change("remove", ("tags", index)),),
                safe=True,
            )
        seen.setdefault(tag, index)
'''

SAME_AGENT = '''
"""RR707: agents of several rules."""

from __future__ import annotations

from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Finding, Note
from siplint.model.severity import WARNING
from siplint.rules.base import Bad, rule


def agents(body):
    """Return the agent of a body, in lower case."""
    return (body["agentId"].lower(),) if "agentId" in body else ()


@rule(
    "RR707",
    "same-agent",
    WARNING,
    stage="set",
    on="agentId",
    key=agents,
    source="https://docs.videosdk.live/",
    outcome="both rules lead to one agent",
    sure="likely",
    good=[[INBOUND_BODY, INBOUND_BODY | {"agentId": "b", "phoneNumbers": ["+14155552671"]}]],
    bad=[
        Bad(
            [INBOUND_BODY, INBOUND_BODY | {"name": "Copy", "phoneNumbers": ["+14155552671"]}],
            at="/1/agentId",
            label="/0/agentId",
        )
    ],
)
def same_agent(body, earlier):
    """Two rules lead to one agent.

    That may be meant.
    """
    note = Note(("agentId",), f"of {earlier['name']}", elsewhere=True)
    yield Finding(("agentId",), f"{body['agentId']} is the agent of another rule", (note,))
'''

TWO_MEMBERS = '''
"""RR424: a name and its tags."""

from __future__ import annotations

from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Finding, Note
from siplint.model.severity import WARNING
from siplint.rules.base import Bad, rule


@rule(
    "RR424",
    "name-among-tags",
    WARNING,
    on="tags",
    reads=("name",),
    source="https://docs.videosdk.live/",
    outcome="nothing",
    good=[INBOUND_BODY],
    bad=[Bad(INBOUND_BODY | {"tags": [INBOUND_BODY["name"]]}, at="/tags")],
)
def name_among_tags(body):
    """The name of a rule is one of its tags.

    It says the same twice.
    """
    if body.get("name") in body["tags"]:
        yield Finding(("tags",), "the name is among the tags")
'''


UNSETTLED = {  # a line of the decorator of a rule that is not stable
    "preview": DUPLICATE_TAG.replace('    on="tags",\n', '    on="tags",\n    maturity="preview",\n'),
    "deprecated": DUPLICATE_TAG.replace(
        '    on="tags",\n', '    on="tags",\n    maturity="deprecated",\n    replaced_by="RR105",\n'
    ),
    "preview-set": SAME_AGENT.replace('    stage="set",\n', '    stage="set",\n    maturity="preview",\n'),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with the strangers' files in it, and nothing else changed."""
    top = tmp_path_factory.mktemp("stranger")
    shutil.copytree(SOURCE, top / "siplint", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in (("tags", DUPLICATE_TAG), ("shared_agents", SAME_AGENT), ("name_tags", TWO_MEMBERS)):
        (top / "siplint" / "rules" / f"{name}.py").write_text(text, encoding="utf-8")
    return top


def python(home: Path, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(home)}
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False, timeout=60, **options
    )


def places(home: Path, expression: str) -> Any:
    """Return code, file, pointer and the labels' places of every finding of a report."""
    code = (
        "import json, siplint; from siplint.model.settings import Settings;"
        f"report = {expression};"
        "print(json.dumps([[d.code, d.file, d.pointer, [[l.file, l.pointer] for l in d.labels]] for d in report]))"
    )
    ran = python(home, "-c", code)
    assert ran.stderr == ""
    return json.loads(ran.stdout)


def as_bytes(*bodies: Any) -> bytes:
    return json.dumps(bodies[0] if len(bodies) == 1 else list(bodies)).encode()


TAGGED = INBOUND | {"tags": ["vip", "b", "vip"]}


def test_a_rule_about_one_member_is_found_in_a_body_that_is_otherwise_clean(home: Path) -> None:
    wanted = ["RR423", "<memory>", "/tags/2", [["<memory>", "/tags/0"]]]
    assert places(home, f"siplint.check({TAGGED!r})") == [wanted]
    assert places(home, f"siplint.check_bytes({as_bytes(TAGGED)!r})") == [wanted]
    assert places(home, f"siplint.check({INBOUND | {'tags': ['a', 'b']}!r})") == []


def test_a_rule_about_two_members_is_found(home: Path) -> None:
    body = INBOUND | {"tags": ["Support"]}
    assert places(home, f"siplint.check({body!r})") == [["RR424", "<memory>", "/tags", []]]


def test_a_rule_is_found_beside_other_findings(home: Path) -> None:
    body = TAGGED | {"recording": 1}
    found = places(home, f"siplint.check({body!r})")
    assert sorted(one[0] for one in found) == ["RR102", "RR423"]


def test_a_rule_about_the_whole_set_is_given_both_bodies_in_one_file_and_in_two(home: Path) -> None:
    other = OUTBOUND | {"agentId": "A"}
    expected = [["RR707", "b.json", "/agentId", [["a.json", "/agentId"]]]]
    files = {"a.json": as_bytes(INBOUND), "b.json": as_bytes(other)}
    assert places(home, f"siplint.check_files({files!r})") == expected
    one = [["RR707", "<memory>", "/1/agentId", [["<memory>", "/0/agentId"]]]]
    assert places(home, f"siplint.check_bytes({as_bytes(INBOUND, other)!r})") == one
    lines = b"\n".join((as_bytes(INBOUND), as_bytes(other)))
    assert places(home, f"siplint.check_bytes({lines!r}, file='a.jsonl')") == [
        ["RR707", "a.jsonl", "/1/agentId", [["a.jsonl", "/0/agentId"]]]
    ]


def test_the_command_finds_both_and_can_be_asked_for_one(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(as_bytes(TAGGED))
    (tmp_path / "b.json").write_bytes(as_bytes(OUTBOUND | {"agentId": "a"}))
    ran = python(home, "-m", "siplint", "check", "--isolated", "--format", "concise", "--strict", cwd=tmp_path)
    assert ran.returncode == 1
    assert [(line.split(":")[0], line.split("[")[1][:5]) for line in ran.stdout.splitlines()] == [
        ("a.json", "RR423"),
        ("b.json", "RR707"),
    ]
    chosen = python(home, "-m", "siplint", "check", "--isolated", "--format", "json", "--select", "RR707", cwd=tmp_path)
    assert [one["code"] for one in json.loads(chosen.stdout)["diagnostics"]] == ["RR707"]
    named = python(
        home, "-m", "siplint", "check", "--isolated", "-q", "--ignore", "duplicate-tag", "a.json", cwd=tmp_path
    )
    assert (named.returncode, named.stdout) == (0, "")


def test_the_command_finds_them_in_many_processes_and_lines(home: Path, tmp_path: Path) -> None:
    lines = b"\n".join(
        [as_bytes(TAGGED), *[as_bytes(OUTBOUND | {"phoneNumbers": ["+33639989098"]})] * 20, as_bytes(INBOUND)]
    )
    (tmp_path / "a.jsonl").write_bytes(lines)
    ran = python(
        home,
        "-m",
        "siplint",
        "check",
        "--isolated",
        "--format",
        "json",
        "--jobs",
        "2",
        "--select",
        "RR423,RR707",
        cwd=tmp_path,
    )
    found = json.loads(ran.stdout)["diagnostics"]
    assert [(one["code"], one["pointer"]) for one in found] == [("RR423", "/0/tags/2"), ("RR707", "/21/agentId")]


def test_they_are_explained_and_listed_and_their_fixes_are_made(home: Path, tmp_path: Path) -> None:
    ran = python(home, "-m", "siplint", "rule", "RR423")
    assert ran.returncode == 0
    assert "A tag appears twice in `tags`" in ran.stdout
    assert "same-agent" in python(home, "-m", "siplint", "rule").stdout
    (tmp_path / "a.json").write_bytes(as_bytes(TAGGED))
    python(home, "-m", "siplint", "check", "--isolated", "--fix", "-q", "a.json", cwd=tmp_path)
    assert json.loads((tmp_path / "a.json").read_bytes()) == TAGGED | {"tags": ["vip", "b"]}


def test_a_rule_file_that_is_gone_is_not_asked(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "siplint", tmp_path / "siplint")
    (tmp_path / "siplint" / "rules" / "agents.py").unlink()
    ran = python(tmp_path, "-m", "siplint", "rule", "RR420")
    assert ran.returncode == 2
    assert places(tmp_path, f"siplint.check({TAGGED!r})")[0][0] == "RR423"


def test_a_rule_that_is_changed_counts_as_it_is_written_now(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home / "siplint", tmp_path / "siplint")
    path = tmp_path / "siplint" / "rules" / "whole_set.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"same-name",\n    INFO,', '"same-name",\n    ERROR,'),
        encoding="utf-8",
    )
    path.write_text(path.read_text(encoding="utf-8").replace("ERROR, INFO", "ERROR, INFO"), encoding="utf-8")
    files = {"a.json": as_bytes(INBOUND), "b.json": as_bytes(OUTBOUND | {"name": "Support"})}
    assert [one[0] for one in places(tmp_path, f"siplint.check_files({files!r})")] == ["RR704"]


def with_rules(top: Path, *kinds: str) -> Path:
    shutil.copytree(SOURCE, top / "siplint", ignore=shutil.ignore_patterns("__pycache__"))
    for kind in kinds:
        name = f"unsettled_{kind.replace('-', '_')}.py"
        (top / "siplint" / "rules" / name).write_text(UNSETTLED[kind], encoding="utf-8")
    return top


@pytest.mark.slow
def test_a_rule_in_preview_speaks_only_where_it_is_turned_on(tmp_path: Path) -> None:
    home = with_rules(tmp_path, "preview", "preview-set")
    (tmp_path / "a.json").write_bytes(as_bytes(TAGGED))
    (tmp_path / "b.json").write_bytes(as_bytes(OUTBOUND | {"agentId": "a"}))

    def found(*options: str) -> tuple[list[str], str]:
        words = ("check", "--format", "json", *options, "a.json", "b.json")
        ran = python(home, "-m", "siplint", *words, cwd=tmp_path)
        return [one["code"] for one in json.loads(ran.stdout)["diagnostics"]], ran.stderr

    assert found("--isolated")[0] == []
    assert found("--isolated", "--select", "RR423")[0] == ["RR423"]
    assert found("--isolated", "--select", "Same-Agent")[0] == ["RR707"]
    assert found("--isolated", "--select", "RR4,RR70")[0] == []
    assert found("--isolated", "--select", "RR42")[0] == []
    note = " selects only rules in preview: name them in full, or set `preview = true`\n"
    ran = python(
        home, "-m", "siplint", "check", "--isolated", "--select", "RR423,RR42,RR707,RR9", "a.json", cwd=tmp_path
    )
    assert note not in ran.stderr
    for text, codes in (
        ("preview = true", ["RR423", "RR707"]),
        ('preview = true\nignore = ["RR707"]', ["RR423"]),
        ('preview = true\nselect = ["RR4"]', ["RR423"]),
        ('select = ["RR707"]', ["RR707"]),
        ("preview = false", []),
    ):
        (tmp_path / "siplint.toml").write_text(text)
        assert (text, found()[0]) == (text, codes)
    assert "RR423" not in str(places(home, f"siplint.check({TAGGED!r})"))
    assert places(home, f"siplint.check({TAGGED!r}, settings=Settings(preview=True))")[0][0] == "RR423"
    told = python(home, "-m", "siplint", "rule", "RR423")
    assert "In preview\n  it may change in any release" in told.stdout
    assert (
        json.loads(python(home, "-m", "siplint", "rule", "RR423", "--format", "json").stdout)["maturity"] == "preview"
    )
    assert "A tag appears twice in `tags` (in preview)" in python(home, "-m", "siplint", "rule").stdout


@pytest.mark.slow
def test_a_deprecated_rule_still_speaks_and_names_its_successor(tmp_path: Path) -> None:
    home = with_rules(tmp_path, "deprecated")
    (tmp_path / "a.json").write_bytes(as_bytes(TAGGED))
    ran = python(home, "-m", "siplint", "check", "--isolated", "--format", "concise", "a.json", cwd=tmp_path)
    assert "RR423" in ran.stdout
    assert "deprecated" not in ran.stderr
    chosen = python(home, "-m", "siplint", "check", "--isolated", "--select", "RR423", "a.json", cwd=tmp_path)
    assert "siplint: RR423 is deprecated; RR105 replaces it\n" in chosen.stderr
    told = python(home, "-m", "siplint", "rule", "RR423")
    page = " ".join(told.stdout.split())
    assert "Deprecated it works as before and will be removed in a later minor release; RR105 replaces it" in page

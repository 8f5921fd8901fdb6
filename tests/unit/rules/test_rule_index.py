"""The generated index of rules: it is fresh, and where it is not, the session stops with one sentence."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT
from siplint.reference.publish import index_source
from siplint.rules import catalogue, index
from siplint.rules.catalogue import Entry, entries, entries_in, rule_files, rule_of


def test_the_index_says_what_the_rule_files_say() -> None:
    assert Path(index.__file__).read_text(encoding="utf-8") == index_source()
    assert [Entry(*row) for row in index.ROWS] == sorted(entries_in(rule_files()), key=lambda entry: entry.code)
    assert rule_files() == index.SIZES


def test_an_entry_is_what_its_rule_declares() -> None:
    for entry in entries():
        rule = rule_of(entry.code)
        facts = (rule.code, rule.name, rule.severity, rule.stage, rule.kinds, rule.on, rule.members)
        assert facts == (entry.code, entry.name, entry.severity, entry.stage, entry.kinds, entry.on, entry.members)
        keys = rule.key if isinstance(rule.key, tuple) else (rule.key,)
        assert [catalogue.key_of(reference) for reference in entry.keys] == list(keys)


def test_there_is_no_rule_of_an_unknown_code() -> None:
    assert (catalogue.is_code("RR201"), catalogue.is_code("RR999")) == (True, False)
    with pytest.raises(KeyError, match="RR999"):
        rule_of("RR999")


def test_no_rule_is_asked_for_speed_alone_what_it_does_not_declare() -> None:
    """Rules about one body that create bodies are asked for are spared only what they declare to be ordinary."""
    spared = [entry.code for entry in entries("body") if entry.skips_ordinary and not entry.members]
    assert spared == []


@pytest.mark.slow
@pytest.mark.parametrize("change", ["a rule file has grown", "the index was edited"])
def test_a_stale_index_stops_the_session_with_one_sentence(tmp_path: Path, change: str) -> None:
    for name in ("src", "pyproject.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests" / "conftest.py")
    (tmp_path / "tests" / "test_nothing.py").write_text("def test_nothing() -> None:\n    pass\n")
    name = "tags_of_all.py" if change.startswith("a rule") else "index.py"
    with open(
        tmp_path / "src/siplint/rules" / ("agents.py" if "grown" in change else name), "a", encoding="utf-8"
    ) as file:
        file.write("# more\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert ran.stderr.strip() == (
        "ERROR: src/siplint/rules/index.py does not say what the rule files say: "
        "run `python -m siplint.reference.publish`"
    )

"""What is generated and committed is fresh, and the generator is careful."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT
from siplint.reference.publish import pages, publish, readme, site, stale
from siplint.reference.schemas import SCHEMAS
from siplint.rules.catalogue import all_rules

RULES = all_rules()


def written(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_what_is_committed_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "siplint.reference.publish", "--check"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_it_writes_a_page_for_each_rule_and_a_file_for_each_schema(tmp_path: Path) -> None:
    assert publish([], str(tmp_path)) == 0
    expected = {f"docs/rules/{one.code}.md" for one in RULES} | {f"schemas/{name}.schema.json" for name in SCHEMAS}
    assert written(tmp_path) == pages()
    others = {"docs/rules/index.md", "docs/command-line.md", "docs/siplint.1", "src/siplint/rules/index.py"}
    assert pages().keys() == expected | others
    assert json.loads(pages()["schemas/create.schema.json"]) == SCHEMAS["create"]()
    assert stale(str(tmp_path)) == {}


def test_check_names_what_is_stale_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish([], str(tmp_path))
    (tmp_path / "docs/rules/RR201.md").write_text("old")
    (tmp_path / "docs/rules/RR999.md").write_text("of a rule that is gone")
    (tmp_path / "schemas/update.schema.json").unlink()
    before = written(tmp_path)
    assert publish(["--check"], str(tmp_path)) == 1
    assert capsys.readouterr() == (
        "",
        "stale: docs/rules/RR201.md\nstale: docs/rules/RR999.md\nstale: schemas/update.schema.json\n",
    )
    assert written(tmp_path) == before
    assert publish([], str(tmp_path)) == 0
    assert written(tmp_path) == pages()
    assert publish(["--check"], str(tmp_path)) == 0


def test_the_readme_has_the_results_of_the_benchmarks(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("<!-- speed -->\nold\n<!-- /speed -->\n")
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks/RESULTS.md").write_text(
        "# Results\n\n| | measured | goal |\n|---|---|---|\n| call, against `jsonschema` with a | 1 | 2 |\n| b | 3 | 4 |\n"
    )
    publish([], str(tmp_path))
    text = "<!-- speed -->\n| | measured |\n|---|---|\n| call, against `jsonschema` with a | 1 |\n<!-- /speed -->\n"
    assert (tmp_path / "README.md").read_text() == text
    assert stale(str(tmp_path)) == {}
    assert readme(text, results="nothing measured") == text


def test_scripts_of_the_project_make_pages_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scripts/pages").mkdir(parents=True)
    (tmp_path / "scripts/pages/one.py").write_text("def pages(folder): return {'docs/one.md': folder}")
    (tmp_path / "scripts/pages/notes.txt").write_text("is not a script")
    publish([], str(tmp_path))
    assert (tmp_path / "docs/one.md").read_text() == str(tmp_path)
    assert stale(str(tmp_path)) == {}
    (tmp_path / "docs/one.md").write_text("old")
    assert publish(["--check"], str(tmp_path)) == 1
    assert capsys.readouterr().err == "stale: docs/one.md\n"


def test_the_navigation_of_the_site_has_the_pages_of_all_rules_by_subject() -> None:
    text = site("nav:\n  - Rules:\n      # <rules>\n      - old\n      # </rules>\n  - end.md\n")
    assert text.startswith("nav:\n  - Rules:\n      # <rules>\n      - The document:\n          - rules/RR001.md\n")
    assert text.endswith(f"          - rules/{RULES[-1].code}.md\n      # </rules>\n  - end.md\n")
    assert [line.strip("- ") for line in text.splitlines() if "RR" in line] == [f"rules/{one.code}.md" for one in RULES]
    assert site(text) == text
    assert site("nav: []\n") == "nav: []\n"


@pytest.mark.parametrize("text", ["# no place\n", "<!-- speed -->\nnot closed\n"])
def test_a_readme_without_a_place_stays_as_it_is(text: str) -> None:
    assert readme(text, results="| start, against `check-json` | 1 |\n") == text


def test_an_unknown_word_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(["--chekc"]) == 2
    assert capsys.readouterr().err == "usage: python -m siplint.reference.publish [--check]\n"

"""The release script: in scratch repositories, from the first version to the third."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from places import ROOT
from project_scripts import script

FIRST = "# Changelog\n\n## 0.1.0 (unreleased)\n\n- It begins.\n"
PACKAGE = '{\n  "name": "siplint",\n  "version": "0.0.1",\n  "engines": {"vscode": "^1.91.0"}\n}\n'
LOCK = """{
  "name": "siplint",
  "version": "0.0.1",
  "packages": {
    "": {
      "version": "0.0.1"
    },
    "node_modules/esbuild": {
      "version": "0.0.1"
    }
  }
}
"""
ROW = '    ("RR{code}", "n", "m", "a", "{severity}", "body", ("create",), "", (), False, (){rest}),\n'


@pytest.fixture(scope="module")
def release() -> Any:
    return script("release")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def index(**rules: str) -> str:
    """The source of an index: code=severity, or severity and maturity."""
    rows = ""
    for code, facts in rules.items():
        severity, _, maturity = facts.partition(" ")
        rows += ROW.format(code=code[1:], severity=severity, rest=f', "{maturity}"' * bool(maturity))
    return f"ROWS = (\n{rows})\nSIZES = {{}}\n"


class Project:
    """A clone of a bare repository, with the files that a release reads and writes."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.root = folder / "origin", folder / "clone"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.origin))
        git(folder, "clone", "-q", str(self.origin), str(self.root))
        git(self.root, "checkout", "-q", "-B", "main")
        for key in ("user.name", "user.email"):
            git(self.root, "config", key, "n@example.com")
        (self.root / "src/siplint/rules").mkdir(parents=True)
        (self.root / "src/siplint/__init__.py").write_text('"""s."""\n\n__version__ = "0.0.1"\n')
        (self.root / "editors/vscode").mkdir(parents=True)
        (self.root / "editors/vscode/package.json").write_text(PACKAGE)
        (self.root / "editors/vscode/package-lock.json").write_text(LOCK)
        self.change(FIRST, index(R101="error"))

    def change(self, changelog: str, rules: str) -> None:
        (self.root / "CHANGELOG.md").write_text(changelog)
        (self.root / "src/siplint/rules/index.py").write_text(rules)
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", "change")
        git(self.root, "push", "-q", "origin", "main")

    def unreleased(self, rules: str) -> None:
        text = (self.root / "CHANGELOG.md").read_text()
        self.change(text.replace("# Changelog\n", "# Changelog\n\n## 9 (unreleased)\n\n- More.\n", 1), rules)

    def read(self, name: str) -> str:
        return (self.root / name).read_text()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_one_command_writes_the_version_the_date_and_the_tag_and_pushes_both(project: Project, release: Any) -> None:
    assert release.main(["0.1.0"], project.root) == 0
    assert '__version__ = "0.1.0"' in project.read("src/siplint/__init__.py")
    (section,) = release.sections(project.read("CHANGELOG.md"))
    assert (section.version, section.text) == ("0.1.0", "- It begins.")
    assert section.date != "unreleased"
    assert git(project.origin, "log", "-1", "--format=%s", "main") == "Release 0.1.0"
    assert git(project.origin, "rev-parse", "v0.1.0^{commit}") == git(project.origin, "rev-parse", "main")
    assert git(project.origin, "tag", "-n9", "v0.1.0").split(maxsplit=1)[1].split() == [
        "siplint",
        "0.1.0",
        "-",
        "It",
        "begins.",
    ]


def test_the_extension_gets_the_version_too(project: Project, release: Any) -> None:
    assert release.main(["0.1.0"], project.root) == 0
    assert project.read("editors/vscode/package.json") == PACKAGE.replace("0.0.1", "0.1.0")
    assert project.read("editors/vscode/package-lock.json") == LOCK.replace("0.0.1", "0.1.0", 2)


@pytest.mark.parametrize(("file", "number"), [("package.json", 0), ("package-lock.json", 0), ("package-lock.json", 1)])
def test_an_extension_of_another_version_is_not_released(
    project: Project, release: Any, capsys: pytest.CaptureFixture[str], file: str, number: int
) -> None:
    path = project.root / "editors/vscode" / file
    parts = path.read_text().split("0.0.1")
    path.write_text("0.0.1".join(parts[: number + 1]) + "0.0.2" + "0.0.1".join(parts[number + 1 :]))
    project.change(FIRST, index(R101="error"))
    reason = f"release: editors/vscode/{file} has version 0.0.2, and the package 0.0.1\n"
    for words in (["--dry-run"], ["0.1.0"]):
        assert release.main(words, project.root, lambda _clone, _dist: 0) == 1
        assert capsys.readouterr().err == reason
    project.change(FIRST.replace("unreleased", "2026-01-01"), index(R101="error"))
    assert release.main(["--dry-run"], project.root, lambda _clone, _dist: 0) == 1
    assert capsys.readouterr().err == reason


def test_the_notes_are_the_section_of_the_changelog(
    project: Project, release: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    release.main(["0.1.0"], project.root)
    project.unreleased(index(R101="error"))
    capsys.readouterr()
    assert release.main(["--notes", "v0.1.0"], project.root) == 0
    assert capsys.readouterr().out == "- It begins.\n"
    assert release.main(["--notes", "0.3.0"], project.root) == 1
    assert capsys.readouterr().err == "release: CHANGELOG.md has no section for 0.3.0\n"


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("0.1", "'0.1' is not a version such as 0.1.0"),
        ("0.1.0rc1", "'0.1.0rc1' is not a version such as 0.1.0"),
        ("00.1.0", "'00.1.0' is not a version such as 0.1.0"),
        ("0.1.0", "there is a tag v0.1.0 already"),
        ("0.1.2", "0.1.2 does not follow 0.1.0"),
        ("0.3.0", "0.3.0 does not follow 0.1.0"),
        ("0.2.1", "0.2.1 does not follow 0.1.0"),
    ],
)
def test_a_version_follows_the_last_one(
    project: Project, release: Any, capsys: pytest.CaptureFixture[str], version: str, reason: str
) -> None:
    release.main(["0.1.0"], project.root)
    project.unreleased(index(R101="error"))
    capsys.readouterr()
    assert release.main([version], project.root) == 1
    assert capsys.readouterr() == ("", f"release: {reason}\n")
    assert git(project.root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("before", "now", "patch", "minor"),
    [
        ({"R101": "error"}, {"R101": "error"}, "", ""),
        (
            {"R101": "error"},
            {"R101": "error", "R102": "info"},
            "RR102 is new and not in preview; that takes a minor release",
            "",
        ),
        ({"R101": "error"}, {"R101": "error", "R102": "info preview"}, "", ""),
        (
            {"R101": "error"},
            {"R101": "warning"},
            "RR101 was error and is warning; that takes a minor release",
            "",
        ),
        ({"R101": "error preview"}, {"R101": "warning preview"}, "", ""),
        ({"R101": "error preview"}, {}, "", ""),
        (
            {"R101": "error preview"},
            {"R101": "error"},
            "RR101 was preview and is stable; that takes a minor release",
            "",
        ),
        (
            {"R101": "error"},
            {},
            "RR101 is gone; a rule is deprecated in one minor release and removed in a later one",
            "RR101 is gone; a rule is deprecated in one minor release and removed in a later one",
        ),
        (
            {"R101": "error deprecated"},
            {},
            "RR101 is gone; a rule is deprecated in one minor release and removed in a later one",
            "",
        ),
    ],
)
def test_a_release_keeps_what_the_page_on_stability_promises(
    project: Project, release: Any, before: dict[str, str], now: dict[str, str], patch: str, minor: str
) -> None:
    project.change(FIRST, index(**before))
    release.main(["0.1.0"], project.root)
    project.unreleased(index(**now))
    assert list(release.faults(project.root, "0.1.1")) == ([patch] if patch else [])
    assert list(release.faults(project.root, "0.2.0")) == ([minor] if minor else [])


def test_what_is_not_ready_is_not_released(project: Project, release: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def refused() -> str:
        assert release.main(["0.1.0"], project.root) == 1
        return capsys.readouterr().err.removeprefix("release: ").rstrip("\n")

    project.change("# Changelog\n\n## 0.1.0 (unreleased)\n\nThe first version.\n", index())
    assert refused() == "the unreleased section of CHANGELOG.md says nothing"
    project.change(FIRST.replace("unreleased", "2026-01-01"), index())
    assert refused() == ("the newest section of CHANGELOG.md is 0.1.0, of 2026-01-01: there is nothing to release")
    project.change(FIRST, index())
    (project.root / "new.txt").write_text("")
    assert refused() == "there are changes that are not committed"
    git(project.root, "add", "-A")
    git(project.root, "commit", "-q", "-m", "only here")
    assert refused() == "main is not what origin has"
    git(project.root, "checkout", "-q", "-b", "other")
    assert refused() == "releases are made from main, and this is other"
    assert git(project.origin, "tag") == ""


def test_a_dry_run_builds_the_tagged_commit_and_changes_nothing(
    project: Project, release: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(clone: Path, dist: Path) -> int:
        assert git(clone, "describe", "--tags") == "v0.1.0"
        assert git(clone, "status", "--porcelain") == ""
        dist.mkdir()
        (dist / "siplint-0.1.0.tar.gz").write_text("")
        return 0

    before = git(project.root, "rev-parse", "HEAD")
    assert release.main(["--dry-run"], project.root, build) == 0
    out = capsys.readouterr().out
    assert out.startswith("dry run: v0.1.0 would be\n")
    assert "- It begins." in out
    assert (git(project.root, "rev-parse", "HEAD"), git(project.root, "tag")) == (before, "")
    assert git(project.origin, "tag") == ""


def test_a_dry_run_fails_where_the_build_fails_or_is_another_version(
    project: Project, release: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def another(_clone: Path, dist: Path) -> int:
        dist.mkdir()
        (dist / "siplint-0.0.1.tar.gz").write_text("")
        return 0

    assert release.main(["--dry-run"], project.root, another) == 1
    assert "what was built is not 0.1.0: ['siplint-0.0.1.tar.gz']" in capsys.readouterr().err
    assert release.main(["--dry-run", "0.1.0"], project.root, lambda _clone, _dist: 3) == 3


def test_a_dry_run_of_a_released_commit_only_builds(
    project: Project, release: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    release.main(["0.1.0"], project.root)
    capsys.readouterr()
    assert release.main(["--dry-run"], project.root, lambda _clone, _dist: 0) == 0
    assert "there is nothing to release" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["--publish"], ["0.1.0", "0.2.0"], ["--dry-run", "--notes"]])
def test_other_words_are_a_usage_error(words: list[str], release: Any, project: Project) -> None:
    assert release.main(words, project.root) == 2


def test_the_script_reads_the_real_index_and_changelog(release: Any) -> None:
    rules = release.rules_of((ROOT / release.INDEX).read_text("utf-8"))
    assert rules.severity["RR201"] == "error"
    assert rules.maturity["RR201"] == "stable"
    assert release.sections((ROOT / release.CHANGELOG).read_text("utf-8"))
    assert release.ASSIGNMENT.search((ROOT / release.VERSION_FILE).read_text("utf-8"))
    assert list(release.other_versions(ROOT)) == []
    for name, count in release.EXTENSION_FILES.items():
        manifest = json.loads((ROOT / name).read_text("utf-8"))
        found = release.JSON_VERSION.findall((ROOT / name).read_text("utf-8"))[:count]
        assert found == [one["version"] for one in (manifest, manifest.get("packages", {}).get(""))[:count]]


def test_the_workflow_publishes_what_the_script_tags() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    assert workflow[True] == {"push": {"tags": ["v*"]}}
    jobs = workflow["jobs"]
    assert {name: job.get("needs") for name, job in jobs.items()} == {
        "build": None,
        "attest": "build",
        "publish": "attest",
        "release": "publish",
    }
    commands = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert 'python3 scripts/release.py --notes "$GITHUB_REF_NAME"' in commands
    assert "git merge-base --is-ancestor HEAD origin/main" in commands
    assert "npm --prefix editors/vscode run --silent package" in commands
    assert 'cp editors/vscode/siplint.vsix "extension/siplint-${GITHUB_REF_NAME#v}.vsix"' in commands
    assert commands.rstrip().endswith("--notes-file notes/notes.md dist/* extension/*")
    artifacts = [step for job in jobs.values() for step in job["steps"] if "artifact" in step.get("uses", "")]
    names = [step.get("with", {}).get("name", "all") for step in artifacts]
    assert names == ["notes", "dist", "extension", "dist", "extension", "dist", "all"]

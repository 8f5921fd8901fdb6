"""Repositories made to lead siplint out of them, to stop it or to make it lose files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_run import Ran
from siplint.cli import main as cli
from siplint.cli.paths import display
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

GOOD = json.dumps(INBOUND_BODY)
BAD = json.dumps(OUTBOUND_BODY | {"recording": "true"})
FIXABLE = json.dumps(OUTBOUND_BODY | {"phoneNumbers": [" +14155551234"]})


Run = Callable[..., Ran]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    (tmp_path / "repo").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.json").write_text(BAD)
    (tmp_path / "outside" / "fixable.json").write_text(FIXABLE)
    return tmp_path / "repo"


@pytest.fixture
def run(top: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(top)
    for name in ("SIPLINT_FORMAT", "SIPLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, **files: str) -> Ran:
        write(top, files)
        code = cli.main(("check", "--format", "json", *words))
        return Ran(code, *capfd.readouterr())

    return run


def write(top: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)


OUT = "a symbolic link that leads out of the folder"
SKIPPED = "a symbolic link to a file that is skipped"


@pytest.mark.parametrize(
    ("link", "target", "why"),
    [
        ("a.json", "../outside/secret.json", OUT),
        ("a.json", "{outside}/secret.json", OUT),
        ("deep/er/a.json", "../../../outside/secret.json", OUT),
        ("a.json", "b/../../outside/secret.json", OUT),
        ("a.json", "/etc/hostname.json", "a symbolic link that leads to no file"),
        ("a.json", "/etc/passwd", OUT),
        ("a.json", "/proc/self/environ", OUT),
        ("a.json", "a.json", "a symbolic link that leads to no file"),
        ("a.json", "loop.json", "a symbolic link that leads to no file"),
        ("a.json", ".env", SKIPPED),
        ("a.json", ".hidden/b.json", SKIPPED),
        ("a.json", "notes.txt", SKIPPED),
        ("a.json", "ignored.json", SKIPPED),
        ("a.json", "build/x.json", SKIPPED),
        ("a.json", "old/x.json", "a symbolic link to a file that is excluded"),
        ("a.json", "../outside", "a symbolic link to a folder"),
        ("a", "../outside", "a symbolic link to a folder"),
        ("a", "..", "a symbolic link to a folder"),
        ("a.json", "/dev/zero", "a symbolic link that leads to no file"),
    ],
)
def test_a_walk_never_follows_a_link_out_of_what_it_walks(
    run: Run, top: Path, link: str, target: str, why: str
) -> None:
    (top / "b").mkdir()
    (top / link).parent.mkdir(parents=True, exist_ok=True)
    (top / link).symlink_to(target.format(outside=top.parent / "outside"))
    (top / "loop.json").symlink_to(link)
    files = dict.fromkeys((".env", ".hidden/b.json", "notes.txt", "ignored.json", "build/x.json", "old/x.json"), BAD)
    files |= {".gitignore": "ignored.json\nbuild/\n", "siplint.toml": 'exclude = ["old/"]', "z.json": BAD}
    ran = run("-v", "--fix", ".", **files)
    assert [place for place in ran.places if place[0] not in ("z.json", "b/z.json")] == []
    assert f"{link}: {why}" in ran.skipped
    assert (top.parent / "outside" / "fixable.json").read_text() == FIXABLE


def test_a_link_inside_the_folder_is_read(run: Run, top: Path) -> None:
    write(top, {"rules/b.json": BAD})
    (top / "a.json").symlink_to("rules/b.json")
    assert run("-v", ".", "--no-cross-file").places == [
        ("a.json", "RR102", "/recording"),
        ("rules/b.json", "RR102", "/recording"),
    ]
    (top / "rules" / "c.json").symlink_to("../d.json")
    ran = run("-v", "rules", **{"d.json": BAD})
    assert ran.places == [("rules/b.json", "RR102", "/recording")]
    assert ran.skipped == [f"rules/c.json: {OUT}"]


def test_whoever_names_a_link_means_it(run: Run, top: Path) -> None:
    (top / "a.json").symlink_to("../outside/secret.json")
    (top / "folder").symlink_to("../outside")
    assert run("a.json").places == [("a.json", "RR102", "/recording")]
    assert ("folder/secret.json", "RR102", "/recording") in run("folder").places


def test_fixing_a_folder_leaves_files_outside_alone(run: Run, top: Path) -> None:
    (top / "a.json").symlink_to("../outside/fixable.json")
    (top / "b.json").write_text(FIXABLE)
    ran = run("--fix", ".")
    assert (ran.code, ran.places) == (0, [])
    assert (top.parent / "outside" / "fixable.json").read_text() == FIXABLE
    assert (top / "b.json").read_text() != FIXABLE


@pytest.mark.parametrize(
    "path",
    [
        *(
            "../outside",
            "../outside/secret.json",
            "..",
            "/",
            "rules/../../outside",
            "./../outside",
            "link",
            "link/secret.json",
        ),
        *("file.json", "rules/link", "chain", "../repo-2", "{outside}", "nothing/../../outside", "/etc/passwd"),
    ],
)
def test_configured_paths_stay_in_the_project(run: Run, top: Path, path: str) -> None:
    (top / "rules").mkdir()
    (top.parent / "repo-2").mkdir()
    (top / "link").symlink_to("../outside")
    (top / "chain").symlink_to("link")
    (top / "rules" / "link").symlink_to(top.parent / "outside")
    (top / "file.json").symlink_to("../outside/secret.json")
    path = path.format(outside=top.parent / "outside")
    (top / "siplint.toml").write_text(f"paths = ['good', {path!r}]")
    ran = run(**{"good/a.json": BAD})
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.lines) == 1
    assert ran.lines[0].startswith("siplint: siplint.toml: `paths` leads out of the folder of the configuration: ")
    assert ran.lines[0].endswith("; name it on the command line")


@pytest.mark.parametrize("path", ["rules", "./rules", "rules/../rules", "inside", ".", "{top}/rules", "rules/a.json"])
def test_configured_paths_in_the_project_are_read(run: Run, top: Path, path: str) -> None:
    (top / "inside").symlink_to("rules")
    write(top, {"rules/a.json": BAD, "siplint.toml": f"paths = ['{path.format(top=top)}']"})
    ran = run()
    assert (ran.code, [place[1:] for place in ran.places]) == (1, [("RR102", "/recording")])


def test_a_configuration_above_has_all_of_its_folder(run: Run, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(top, {"rules/a.json": BAD, "siplint.toml": 'paths = ["rules"]', "sub/x": "", "p.json": "{}"})
    monkeypatch.chdir(top / "sub")
    assert run().places == [(f"{top}/rules/a.json", "RR102", "/recording")]


@pytest.mark.parametrize(
    ("key", "advice"),
    [
        ("policy", "put it into the folder"),
        ("account", "name it with --account"),
        ("baseline", "put it into the folder"),
    ],
)
@pytest.mark.parametrize("path", ["../outside/secret.json", "{outside}/secret.json", "link.json", "link/secret.json"])
def test_what_is_configured_stays_in_the_project(run: Run, top: Path, key: str, advice: str, path: str) -> None:
    (top / "link.json").symlink_to("../outside/secret.json")
    (top / "link").symlink_to("../outside")
    path = path.format(outside=top.parent / "outside")
    ran = run("a.json", **{"a.json": BAD, "siplint.toml": f"{key} = '{path}'"})
    assert (ran.code, ran.out) == (2, "")
    assert ran.lines == [
        f"siplint: siplint.toml: `{key}` leads out of the folder of the configuration: {display(path)}; {advice}"
    ]


def test_an_account_may_be_named(run: Run, top: Path) -> None:
    write(top, {"siplint.toml": "account = '../outside/secret.json'", "a.json": BAD, "account.json": "{"})
    ran = run("a.json", "--account", "account.json")
    assert (ran.code, ran.places) == (2, [("a.json", "RR102", "/recording")])
    assert ran.lines[0].startswith("siplint: account.json")


@pytest.mark.parametrize("name", ["siplint.toml", "pyproject.toml"])
def test_a_configuration_that_is_a_link_out_is_refused(run: Run, top: Path, name: str) -> None:
    (top.parent / "outside" / "c.toml").write_text("strict = true\n" * (name != "pyproject.toml") or "[tool.siplint]\n")
    (top / name).symlink_to("../outside/c.toml")
    ran = run("a.json", **{"a.json": BAD})
    assert (ran.code, ran.out) == (2, "")
    assert ran.lines == [f"siplint: {name}: is a link that leads out of its folder; --config names it all the same"]
    assert run("a.json", "--config", name).places == [("a.json", "RR102", "/recording")]


def test_a_foreign_pyproject_without_our_table_does_not_matter(run: Run, top: Path) -> None:
    (top.parent / "outside" / "c.toml").write_text("[tool.ruff]\n")
    (top / "pyproject.toml").symlink_to("../outside/c.toml")
    assert run("a.json", **{"a.json": BAD}).code == 1


def test_a_nul_in_a_configured_path_loses_no_other_file(run: Run) -> None:
    ran = run(**{"rules/a.json": BAD, "siplint.toml": 'paths = ["rules", "x\\u0000y"]'})
    assert (ran.code, ran.places) == (2, [("rules/a.json", "RR102", "/recording")])
    assert ran.lines[0] == "siplint: x␀y: a path with a NUL character names nothing (`paths` in siplint.toml)"


@pytest.mark.parametrize("key", ["policy", "account", "baseline"])
def test_a_nul_in_another_configured_path_is_a_sentence(run: Run, key: str) -> None:
    ran = run("a.json", **{"a.json": BAD, "siplint.toml": f'{key} = "x\\u0000y"'})
    assert (ran.code, ran.lines) == (
        2,
        [f"siplint: x␀y: a path with a NUL character names nothing (`{key}` in siplint.toml)"],
    )


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("[z-a]", "has a range that runs backwards; it matches less than it seems to"),
        ("!", "names nothing; it matches nothing"),
        ("/", "names nothing; it matches nothing"),
        ("\\", "ends with a backslash; it matches nothing"),
        ("[a--b]", "has a range that runs backwards; it matches less than it seems to"),
        ("[abc", "has a bracket that is not closed; it matches nothing"),
        ("[[:nope:]]", "names an unknown class of characters; it matches nothing"),
        ("a" * 5000, "is longer than 4096 bytes; it matches nothing"),
    ],
)
def test_a_line_that_is_no_pattern_is_noted_and_the_run_goes_on(run: Run, line: str, fact: str) -> None:
    ran = run(".", **{".gitignore": f"b.json\n{line}\nc.json\n", **dict.fromkeys(("a.json", "b.json", "c.json"), BAD)})
    assert (ran.code, ran.places) == (1, [("a.json", "RR102", "/recording")])
    assert f"siplint: .gitignore:2: the pattern {fact}" in ran.lines
    assert ran.lines[0] not in run(".", "-q").lines


def make_link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def make_locked(path: Path) -> None:
    path.write_text("a.json")


def make_huge(path: Path) -> None:
    path.write_bytes(b"*a*b\n" * 100_000)


@pytest.mark.parametrize(
    ("make", "fact"),
    [
        (make_link, "is a symbolic link"),
        (os.mkfifo, "is not a regular file"),
        (Path.mkdir, "is not a regular file"),
        (make_huge, "makes more than 128 KiB of patterns for one folder"),
        (make_locked, "permission denied"),
    ],
)
def test_a_gitignore_that_cannot_be_read_is_noted(
    run: Run, top: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object], fact: str
) -> None:
    (top / "sub").mkdir()
    make(top / "sub" / ".gitignore")
    real = os.open

    def locked(path: Any, *rest: Any) -> int:
        if make is make_locked and str(path).endswith("sub/.gitignore"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)

    monkeypatch.setattr("os.open", locked)
    ran = run(".", **{"sub/a.json": BAD})
    assert (ran.code, ran.places) == (1, [("sub/a.json", "RR102", "/recording")])
    assert f"siplint: sub/.gitignore: {fact}; it is not used" in ran.lines


def test_notes_about_gitignore_files_are_bounded(run: Run) -> None:
    ran = run(".", **{".gitignore": "!\n" * 10_000, "a.json": BAD})
    assert len([line for line in ran.lines if ".gitignore:" in line]) == 20
    assert "siplint: there is more like this in the .gitignore files" in ran.lines


def test_two_spellings_of_one_name_are_two_files(run: Run, top: Path) -> None:
    (top / "link").symlink_to("../outside")
    write(top, {"x.json": BAD})
    (top.parent / "x.json").write_text(BAD)
    ran = run("x.json", "link/../x.json", "./x.json", ".//x.json", f"{top}/x.json", "--no-cross-file")
    assert ran.places == [(f"{top.parent}/x.json", "RR102", "/recording"), ("x.json", "RR102", "/recording")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x.json", "<stdin>/x.json"),
        ("x.jsonl", "<stdin>/x.jsonl"),
        ("<stdin>", "<stdin>/<stdin>"),
        ("y.json", "y.json"),
    ],
)
def test_standard_input_named_like_a_file_is_checked_beside_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, expected: str
) -> None:
    monkeypatch.setattr("siplint.cli.inputs.read_stdin", BAD.encode)
    write(Path(), {"x.json": BAD, "x.jsonl": BAD, "<stdin>": BAD})
    paths = ["x.json", "x.jsonl", "<stdin>"]
    names = [file for file, _, _ in run("-", *paths, "--stdin-filename", name, "--no-cross-file").places]
    assert sorted(names) == sorted([*paths, expected])


def test_a_deleted_working_folder_does_not_matter_to_absolute_paths(top: Path) -> None:
    (top / "a.json").write_text(BAD)
    (top / "gone").mkdir()
    code = (
        "import os, sys; os.chdir('gone'); os.rmdir(os.getcwd()); from siplint.cli.main import main;"
        f"sys.exit(main(['check', '--format', 'concise', {str(top / 'a.json')!r}, 'b.json', {str(top)!r}]))"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", code], cwd=top, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stdout.startswith(f"{top}/a.json:1:")
    assert "siplint: b.json: there is no such file or folder\n" in ran.stderr
    assert "internal error" not in ran.stderr


def test_a_deep_and_a_wide_tree_are_walked(run: Run, top: Path) -> None:
    here = top
    for _ in range(300):
        here /= "d"
    here.mkdir(parents=True)
    (here / "a.json").write_text(BAD)
    (here / ".gitignore").write_text("b*\n!bc.json\n")
    (here / "bc.json").write_text(BAD)
    (here / "bd.json").write_text(BAD)
    assert [os.path.basename(file) for file, _, _ in run(".", "--no-cross-file").places] == ["a.json", "bc.json"]


def test_the_names_of_files_cannot_be_patterns(run: Run, top: Path) -> None:
    names = ("[a].json", "*.json", "!a.json", "#a.json", "a\\.json", " a.json", "a .json", "a\nb.json", "{a}.json")
    write(top, dict.fromkeys(names, BAD))
    assert len(run(".", "--no-cross-file").places) == len(names)
    ran = run(".", "--no-cross-file", **{".gitignore": "\\[a].json\n\\*.json\n\\!a.json\n\\#a.json\na\\\\.json\n"})
    assert len(ran.places) == len(names) - 5


def test_a_name_that_is_no_utf8_is_walked(run: Run, top: Path) -> None:
    (Path(os.fsdecode(os.fsencode(top) + b"/\xff.json"))).write_text(BAD)
    (Path(os.fsdecode(os.fsencode(top) + b"/\xfe.json"))).write_text(BAD)
    (top / ".gitignore").write_bytes(b"\xfe.json\n")
    assert [code for _, code, _ in run(".").places] == ["RR102"]


@pytest.mark.parametrize("kind", ["fifo", "folder", "socket"])
def test_what_is_named_like_a_file_and_is_none_is_skipped(run: Run, top: Path, kind: str) -> None:
    import socket

    if kind == "fifo":
        os.mkfifo(top / "x.json")
    elif kind == "folder":
        (top / "x.json").mkdir()
        (top / "x.json" / "y.json").write_text(BAD)
    else:
        here = socket.socket(socket.AF_UNIX)
        here.bind("x.json")
        here.close()
    ran = run("-v", ".", **{"z.json": BAD})
    inner = [("x.json/y.json", "RR102", "/recording")] if kind == "folder" else []
    assert [place for place in ran.places if place[1] == "RR102"] == [*inner, ("z.json", "RR102", "/recording")]
    assert ran.skipped == ([] if kind == "folder" else ["x.json: no regular file"])


def test_one_folder_is_walked_once(run: Run, top: Path) -> None:
    (top / "again").symlink_to("rules")
    write(top, {"rules/a.json": BAD, "siplint.toml": f"paths = {['rules', './rules', 'again', 'rules/'] * 200}"})
    assert run().places == [("rules/a.json", "RR102", "/recording")]


def test_a_walk_names_what_it_skipped(run: Run) -> None:
    files = dict.fromkeys(
        ("a.json", "b.yaml", "c.json5", "d.txt", ".e.json", "old/f.json", "g.gen.json", "h/i.yml"), BAD
    )
    files |= {".gitignore": "*.gen.json\n", "siplint.toml": "exclude = ['old/']", "package.json": '{"version": "1"}'}
    ran = run("-v", ".", **files)
    assert sorted(ran.skipped) == [
        ".e.json: hidden",
        "b.yaml: .yaml is not read without --embedded",
        "c.json5: .json5 is not read",
        "g.gen.json: git-ignored",
        "h/i.yml: .yml is not read without --embedded",
        "old/: excluded",
        "package.json: holds something else",
    ]
    said = "siplint: did not read 3 files that may hold rules in another notation (1 .json5, 1 .yaml, 1 .yml); --embedded reads them"
    assert said in ran.lines
    plain = run(".")
    assert (plain.skipped, said in plain.lines) == ([], True)
    assert run("-q", "-v", ".").lines == []


@pytest.mark.parametrize("paths", [("nothing.json",), ("nothing.json", "nor-this"), ("",)])
def test_a_missing_path_prints_no_summary_of_nothing(run: Run, paths: tuple[str, ...]) -> None:
    ran = run(*paths)
    assert ran.code == 2
    assert len(ran.lines) == len(paths)
    assert not any("found" in line or " in 0 files" in line for line in ran.lines)

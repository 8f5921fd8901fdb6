"""Attacks with links and devices, and machines that fail: little of everything, full disks, killed processes."""

from __future__ import annotations

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from attacks import BAD, FIXABLE, FIXED, FOUND, GOOD, PATIENCE, environment, process
from siplint.cli import safe_write
from siplint.model.examples import OUTBOUND_BODY

CHECK = ("check", "--format", "json")
MANY = json.dumps(OUTBOUND_BODY | {"phoneNumbers": [f" +1415555{n:04d}" for n in range(2000)]})


@pytest.fixture
def top(tmp_path: Path) -> Path:
    for name in ("repo", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside" / "secret.json").write_text(FIXABLE)
    (tmp_path / "repo" / "a.json").write_text(BAD)
    return tmp_path / "repo"


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return all files below a folder: their kind and permissions, and what they hold."""
    found = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        held = os.readlink(path).encode() if path.is_symlink() else path.read_bytes() if stat.S_ISREG(mode) else b""
        found[str(path.relative_to(folder))] = (mode, held)
    return found


@pytest.mark.parametrize("target", ["/etc", "/", "..", "../outside", ".", "/proc/self", "/dev", "/sys"])
@pytest.mark.parametrize("configured", [False, True])
def test_a_link_to_a_folder_is_neither_walked_nor_fixed(top: Path, target: str, configured: bool) -> None:
    (top / "rules").symlink_to(target)
    if configured:
        (top / "siplint.toml").write_text("paths = ['rules']")
    before = snapshot(top.parent / "outside")
    ran = process(top, *CHECK, "--fix", *([] if configured else ["."])).held(1, 2)
    assert snapshot(top.parent / "outside") == before
    if ran.code == 1:
        assert ran.places in (FOUND, [("rules/a.json", "RR102", "/recording")])
    else:
        assert ran.err.startswith("siplint: siplint.toml: `paths` leads out of the folder of the configuration: ")


@pytest.mark.parametrize("key", ["paths", "policy", "account", "baseline"])
@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../outside/secret.json", "/dev/stdin", "/dev/zero", "/proc/self/environ", "link"]
)
def test_a_configuration_reads_nothing_outside(top: Path, key: str, path: str) -> None:
    (top / "link").symlink_to("/etc/passwd")
    value = f"['{path}']" if key == "paths" else f"'{path}'"
    (top / "siplint.toml").write_text(f"{key} = {value}")
    ran = process(top, *CHECK, *([] if key == "paths" else ["a.json"]), stdin=b"{}").held(2)
    assert ran.out == ""
    assert f"`{key}` leads out of the folder of the configuration" in ran.err


@pytest.mark.parametrize("target", ["../outside/secret.json", "../outside/new.json", "/etc/siplint-test", "chain"])
def test_a_report_goes_through_no_link_that_leads_out(top: Path, target: str) -> None:
    (top / "chain").symlink_to("../outside/secret.json")
    (top / "report.json").symlink_to(target)
    before = snapshot(top.parent)
    ran = process(top, *CHECK, "a.json", "-o", "report.json").held(2)
    assert ran.err.startswith("siplint: report.json: it leads out of the working folder, to ")
    assert snapshot(top.parent) == before
    assert not os.path.lexists("/etc/siplint-test")


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o755, 0o4755])
def test_permissions_of_what_is_fixed_or_reported_are_kept(top: Path, mode: int) -> None:
    for name, content in (("f.json", FIXABLE), ("report.json", "old")):
        (top / name).write_text(content)
        (top / name).chmod(mode)
    process(top, *CHECK, "--fix", "f.json", "-o", "report.json").held(0)
    assert (top / "f.json").read_text() == FIXED
    assert [stat.S_IMODE((top / name).stat().st_mode) for name in ("f.json", "report.json")] == [mode & 0o777] * 2


def test_a_hard_link_out_of_the_project_keeps_its_content(top: Path) -> None:
    os.link(top.parent / "outside" / "secret.json", top / "f.json")
    ran = process(top, *CHECK, "--fix", "f.json").held(0)
    assert (top.parent / "outside" / "secret.json").read_text() == FIXABLE
    assert (top / "f.json").read_text() == FIXED
    assert "siplint: f.json: 1 other name of this file (hard links) had no part in it\n" in ran.err


def test_a_planted_temporary_file_is_not_written(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.urandom", lambda size: b"\0" * size)
    planted = top / f".siplint-{'00' * 8}.tmp"
    planted.symlink_to("../outside/secret.json")
    (top / "f.json").write_text(FIXABLE)
    with pytest.raises(OSError, match="was not fixed and is as it was"):
        safe_write.replace_file(str(top / "f.json"), b"x", FIXABLE.encode())
    assert (top.parent / "outside" / "secret.json").read_text() == FIXABLE
    assert (top / "f.json").read_text() == FIXABLE


@pytest.mark.parametrize("kind", ["fifo", "folder", "socket", "character device"])
def test_what_is_no_file_is_skipped_in_a_walk_and_trouble_by_name(top: Path, kind: str) -> None:
    path = top / "x.json"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    else:
        try:
            os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # endless zeros, as /dev/zero
        except PermissionError:
            pytest.skip("only root makes devices")
    assert process(top, *CHECK, ".").held(1).places == FOUND
    ran = process(top, *CHECK, "a.json", "x.json").held(1, 2)
    assert ran.places == FOUND
    assert ran.code == (1 if kind == "folder" else 2)
    assert kind == "folder" or ran.err.startswith("siplint: x.json: is not a regular file\n")


LIMITS = {
    "files": (resource.RLIMIT_NOFILE, 12),
    "file size": (resource.RLIMIT_FSIZE, 0),
    "stack": (resource.RLIMIT_STACK, 256 << 10),
    "memory": (resource.RLIMIT_AS, 300 << 20),
    "core": (resource.RLIMIT_CORE, 0),
}


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_with_little_of_something_loses_nothing(top: Path, limit: str, jobs: str) -> None:
    (top / "b.json").write_text("[" * 100_000)
    ran = process(top, *CHECK, "a.json", "b.json", "--jobs", jobs, limits=[LIMITS[limit]]).held(1)
    assert ran.places == [*FOUND, ("b.json", "RR004", "")]


@pytest.mark.parametrize("number", [5, 6, 7, 8, 9, 10])
def test_too_few_open_files_for_processes_are_one_sentence_or_do_not_matter(top: Path, number: int) -> None:
    ran = process(top, *CHECK, "a.json", "--jobs", "2", limits=[(resource.RLIMIT_NOFILE, number)]).held(1, 2)
    assert ran.code == 2 or ran.places == FOUND


def test_a_report_larger_than_a_file_may_be_leaves_the_old_one(top: Path) -> None:
    (top / "report.json").write_text("old")
    ran = process(top, *CHECK, "a.json", "-o", "report.json", limits=[(resource.RLIMIT_FSIZE, 100)]).held(2)
    assert ran.err == "siplint: report.json: File too large\n"
    assert (top / "report.json").read_text() == "old"
    assert sorted(os.listdir(top)) == ["a.json", "report.json"]


def test_a_fix_larger_than_a_file_may_be_leaves_the_file(top: Path) -> None:
    (top / "f.json").write_text(FIXABLE)
    ran = process(top, *CHECK, "--fix", "f.json", limits=[(resource.RLIMIT_FSIZE, 20)]).held(2)
    assert "siplint: f.json was not fixed and is as it was: File too large\n" in ran.err
    assert (top / "f.json").read_text() == FIXABLE
    assert sorted(os.listdir(top)) == ["a.json", "f.json"]


def test_a_large_text_in_little_memory_costs_no_other_finding(top: Path) -> None:
    (top / "b.json").write_text('{"type":"' + "x" * 100_000_000 + '"}')
    ran = process(top, *CHECK, "a.json", "b.json", limits=[(resource.RLIMIT_AS, 250 << 20)]).held(2)
    assert ran.places == FOUND
    assert ran.err.startswith("siplint: b.json: ")


@pytest.mark.parametrize(
    ("shell", "code", "err"),
    [
        ("$S check --format full a.json > /dev/full", 2, "siplint: standard output: No space left on device\n"),
        ("$S check --format sarif a.json > /dev/full", 2, "siplint: standard output: No space left on device\n"),
        ("$S check a.json >&-", 2, "siplint: standard output is closed\n"),
        ("$S check a.json 2>&- >/dev/null", 1, ""),
        ("$S check a.json 2>/dev/full >/dev/null", 1, ""),
        ("$S check a.json >&- 2>&-", 2, ""),
        ("$S check - <&-", 2, "siplint: standard input is closed\n"),
        ("$S check --help > /dev/full", 2, "siplint: standard output: No space left on device\n"),
        ("$S rule > /dev/full", 2, "siplint: standard output: No space left on device\n"),
        ("$S schema rules > /dev/full", 2, "siplint: standard output: No space left on device\n"),
        ("$S route +14155551234 a.json >&-", 2, "siplint: standard output is closed\n"),
        ("$S rule | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
def test_a_stream_that_is_full_or_closed_is_one_sentence(top: Path, shell: str, code: int, err: str) -> None:
    ran = process(top, shell=shell).held(code, 141)
    assert ran.err == err


@pytest.mark.parametrize("output", ["full", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_a_reader_that_leaves_early_hears_nothing(top: Path, output: str) -> None:
    (top / "b.json").write_text(MANY)
    ran = process(top, shell=f"$S check -q b.json --format {output} | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}")
    assert ran.held(1, 141).err == ""


def test_a_deleted_folder_is_one_sentence(top: Path) -> None:
    ran = process(top, shell=f"mkdir gone; cd gone; rmdir ../gone; $S check --format json a.json {top}/a.json").held(2)
    assert ran.places == [(f"{top}/a.json", "RR102", "/recording")]
    assert ran.err.startswith("siplint: a.json: there is no such file or folder\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("moment", ["os.fsync", "os.replace"])
def test_a_fix_that_is_ended_leaves_the_old_file_or_the_new_one(top: Path, number: signal.Signals, moment: str) -> None:
    (top / "f.json").write_text(FIXABLE)
    code = (
        f"import os, sys\ndef end(*_): os.kill(os.getpid(), {int(number)})\n{moment} = end\n"
        "from siplint.cli.main import main\nsys.exit(main(['check', '--fix', 'f.json']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=top, env=environment(), capture_output=True, timeout=PATIENCE, check=False
    )
    assert ran.returncode == (130 if number == signal.SIGINT else -number)
    assert b"Traceback" not in ran.stderr
    assert (top / "f.json").read_text() == FIXABLE
    left = [name for name in os.listdir(top) if name.endswith(".tmp")]
    assert len(left) == (number == signal.SIGKILL)
    assert process(top, *CHECK, ".", "-v").held(1).places == [*FOUND, ("f.json", "RR301", "/phoneNumbers/0")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_processes_of_a_run_that_is_ended_end_too(top: Path, number: signal.Signals) -> None:
    slow = (
        "import os, sys, time\nfrom siplint.engine import files\n"
        "def slow(self, chunk):\n    open(f'pid-{os.getpid()}', 'x').close(); time.sleep(60)\n"
        "files._Run.lint = slow\nfrom siplint.cli.main import main\n"
        "main(['check', '--jobs', '2', 'a.json', 'b.json'])"
    )
    (top / "b.json").write_text(GOOD + " " * (1 << 21))
    started = subprocess.Popen([sys.executable, "-c", slow], cwd=top, env=environment(), stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    while not (workers := [int(name[4:]) for name in os.listdir(top) if name.startswith("pid-")]):
        assert time.monotonic() < until
        time.sleep(0.05)
    started.send_signal(number)
    started.wait(PATIENCE)
    while any(is_alive(worker) for worker in workers):
        assert time.monotonic() < until
        time.sleep(0.05)


def is_alive(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"

"""A file is written as a whole, or is as it was; streams are written into; links lead nowhere they should not."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from places import ROOT
from siplint.cli import safe_write
from siplint.cli.safe_write import replace_file, write_file
from siplint.model.failure import UsageError

SOURCE = str(ROOT / "src")
GOOD = b'{"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}'
BAD = b'{"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234 "], "agentId": "agent-1"}'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder; what is outside of it is beside it."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def siplint(*words: str, cwd: Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    command = [sys.executable, "-m", "siplint", *words]
    return subprocess.run(command, cwd=cwd, env=environment, check=False, timeout=60, **options)


# -o FILE


@pytest.mark.parametrize("before", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_an_old_file_keeps_its_permissions(here: Path, before: int) -> None:
    (here / "out").write_bytes(b"old")
    (here / "out").chmod(before)
    write_file("out", [b"new", b"er"])
    assert ((here / "out").read_bytes(), mode(here / "out"), names(here)) == (b"newer", before, ["out"])


@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_permissions_of_any_new_file(here: Path, mask: int, expected: int) -> None:
    before = os.umask(mask)
    try:
        write_file("out", [b"new"])
    finally:
        os.umask(before)
    assert (mode(here / "out"), names(here)) == (expected, ["out"])


def test_extended_attributes_are_kept(here: Path) -> None:
    (here / "out").write_bytes(b"old")
    try:
        os.setxattr(here / "out", "user.note", b"mine")
    except (OSError, AttributeError):
        pytest.skip("the file system has no extended attributes")
    write_file("out", [b"new"])
    assert os.getxattr(here / "out", "user.note") == b"mine"


def test_the_temporary_file_cannot_be_planted(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, int]] = []
    really = os.open

    def spying(path: str, flags: int, *rest: int) -> int:
        opened.append((path, flags))
        return really(path, flags, *rest)

    monkeypatch.setattr("os.open", spying)
    write_file("out", [b"1"])
    write_file("out", [b"2"])
    wanted = os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    assert [flags & wanted for _, flags in opened] == [wanted, wanted]
    assert {os.path.dirname(path) for path, _ in opened} == {str(here)}
    assert opened[0][0] != opened[1][0]


def test_a_planted_temporary_file_is_not_written_through(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = here.parent / "victim"
    victim.write_bytes(b"mine")
    monkeypatch.setattr("os.urandom", bytes)
    (here / f".siplint-{bytes(8).hex()}.tmp").symlink_to(victim)
    with pytest.raises(UsageError, match="out: File exists"):
        write_file("out", [b"new"])
    assert victim.read_bytes() == b"mine"
    assert not (here / "out").exists()


def test_a_link_inside_the_working_folder_is_followed(here: Path) -> None:
    (here / "reports").mkdir()
    (here / "reports" / "1").write_bytes(b"old")
    (here / "latest").symlink_to("reports/1")
    (here / "newest").symlink_to(here / "latest")
    write_file("newest", [b"new"])
    assert (here / "newest").is_symlink()
    assert (here / "latest").is_symlink()
    assert (here / "reports" / "1").read_bytes() == b"new"


def test_a_link_to_a_file_that_does_not_exist_yet_creates_it(here: Path) -> None:
    (here / "latest").symlink_to("1")
    write_file("latest", [b"new"])
    assert ((here / "latest").is_symlink(), (here / "1").read_bytes()) == (True, b"new")


@pytest.mark.parametrize("kind", ["file", "relative", "chain", "folder", "dots", "missing", "absolute"])
def test_a_link_out_of_the_working_folder_is_refused(here: Path, kind: str) -> None:
    outside = here.parent / "outside"
    outside.mkdir()
    victim = outside / "victim"
    victim.write_bytes(b"mine")
    path = "out"
    if kind in ("file", "absolute"):
        (here / "out").symlink_to(victim)
        path = "out" if kind == "file" else str(here / "out")
    elif kind == "relative":
        (here / "out").symlink_to("../outside/victim")
    elif kind == "chain":
        (here / "step").symlink_to(victim)
        (here / "out").symlink_to("step")
    elif kind == "folder":
        (here / "reports").symlink_to(outside)
        path = "reports/victim"
    elif kind == "dots":
        (outside / "deep").mkdir()
        (here / "reports").symlink_to(outside / "deep")
        path = "reports/../victim"
    else:
        (here / "out").symlink_to(outside / "new")
    leads_to = outside / ("new" if kind == "missing" else "victim")
    with pytest.raises(UsageError) as caught:
        write_file(path, [b"new"])
    assert str(caught.value) == f"{path}: it leads out of the working folder, to {leads_to}; name that file itself"
    assert (victim.read_bytes(), names(outside)) == (b"mine", ["deep", "victim"] if kind == "dots" else ["victim"])


def test_a_folder_outside_that_is_named_may_be_a_link(here: Path) -> None:
    (here.parent / "real").mkdir()
    (here.parent / "linked").symlink_to("real")
    write_file("../linked/out", [b"new"])
    write_file(str(here.parent / "linked" / "out2"), [b"new"])
    assert names(here.parent / "real") == ["out", "out2"]


def test_a_link_in_a_folder_outside_is_refused(here: Path) -> None:
    (here.parent / "victim").write_bytes(b"mine")
    (here.parent / "latest").symlink_to("victim")
    with pytest.raises(UsageError, match="leads out of the working folder"):
        write_file("../latest", [b"new"])


def test_links_in_a_circle_are_an_error(here: Path) -> None:
    (here / "a").symlink_to("b")
    (here / "b").symlink_to("a")
    with pytest.raises(UsageError):
        write_file("a", [b"new"])
    assert names(here) == ["a", "b"]


def test_a_pipe_is_written_into(here: Path) -> None:
    os.mkfifo(here / "pipe")
    (here / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        read: list[bytes] = []
        reader = threading.Thread(target=lambda read=read: read.append((here / "pipe").read_bytes()))
        reader.start()
        write_file(name, [b"a", b"b"])
        reader.join(20)
        assert (read, stat.S_ISFIFO((here / "pipe").stat().st_mode)) == ([b"ab"], True)


@pytest.mark.parametrize("way", ["/proc/self/fd", "/dev/fd", "link", "links"])
def test_an_open_file_is_written_into_and_not_replaced(here: Path, way: str) -> None:
    handle = os.open(here / "held", os.O_RDWR | os.O_CREAT)
    os.write(handle, b"first ")
    number = (here / "held").stat().st_ino
    path = f"{way}/{handle}"
    if way.startswith("link"):
        (here / "stdout").symlink_to(f"/proc/self/fd/{handle}")  # as /dev/stdout is one
        (here / "more").symlink_to("stdout")
        path = "stdout" if way == "link" else "more"
    write_file(path, [b"second"])
    os.write(handle, b" third")
    os.close(handle)
    assert ((here / "held").read_bytes(), (here / "held").stat().st_ino) == (b"first second third", number)
    assert [path for path in here.iterdir() if path.name.startswith(".")] == []
    assert not way.startswith("link") or (here / "stdout").is_symlink()


def test_an_open_file_of_another_process_is_written_into(here: Path) -> None:
    (here / "held").write_bytes(b"first ")
    with open(here / "held", "ab") as held:
        sleeper = subprocess.Popen(["sleep", "30"], stdout=held)
    try:
        write_file(f"/proc/{sleeper.pid}/fd/1", [b"second"])
    finally:
        sleeper.kill()
        sleeper.wait()
    assert ((here / "held").read_bytes(), names(here)) == (b"first second", ["held"])


def test_standard_output_that_is_a_file_gets_the_report_at_its_end(here: Path) -> None:
    (here / "a.json").write_bytes(b"[")
    (here / "stdout").symlink_to("/proc/self/fd/1")
    with open(here / "held", "wb") as held:
        held.write(b"before\n")
        held.flush()
        done = siplint(
            "check", "--isolated", "--format", "concise", "a.json", "-o", "stdout", "-q", cwd=here, stdout=held
        )
    assert done.returncode == 1
    assert (here / "held").read_bytes().startswith(b"before\na.json:1:2: error[RR001] ")
    assert (here / "stdout").is_symlink()


def test_a_folder_and_a_socket_are_no_place_for_a_report(here: Path) -> None:
    import socket

    (here / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        for name in ("folder", "socket"):
            with pytest.raises(UsageError):
                write_file(name, [b"new"])
    assert names(here) == ["folder", "socket"]


def test_what_fails_half_way_leaves_the_old_file(here: Path) -> None:
    def pieces() -> Any:
        yield b"new"
        raise RuntimeError

    (here / "out").write_bytes(b"old")
    with pytest.raises(RuntimeError):
        write_file("out", pieces())
    assert ((here / "out").read_bytes(), names(here)) == (b"old", ["out"])


def test_a_read_only_file_and_a_missing_folder_are_sentences(here: Path) -> None:
    (here / "out").write_bytes(b"old")
    (here / "out").chmod(0o444)
    with pytest.raises(UsageError, match=r"^out: it is read-only$"):
        write_file("out", [b"new"])
    with pytest.raises(UsageError, match=r"^no/out: its folder does not exist$"):
        write_file("no/out", [b"new"])
    assert (here / "out").read_bytes() == b"old"


def test_a_deleted_working_folder_does_not_matter_to_absolute_paths(here: Path) -> None:
    here.rmdir()
    write_file(str(here.parent / "out"), [b"new"])
    assert (here.parent / "out").read_bytes() == b"new"
    (here.parent / "link").symlink_to("out")
    with pytest.raises(UsageError, match="leads out of the working folder"):
        write_file(str(here.parent / "link"), [b"new"])


def test_a_command_that_may_not_follow_a_link_ends_with_2(here: Path) -> None:
    (here / "a.json").write_bytes(GOOD)
    victim = here.parent / "victim"
    victim.write_bytes(b"mine")
    (here / "out").symlink_to(victim)
    done = siplint("check", "--isolated", "a.json", "--format", "json", "-o", "out", cwd=here, capture_output=True)
    sentence = f"siplint: out: it leads out of the working folder, to {victim}; name that file itself\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", sentence)
    assert victim.read_bytes() == b"mine"


# --fix


def refused(path: Path, before: bytes = b"old") -> str:
    with pytest.raises(OSError) as caught:
        replace_file(str(path), b"new", before)
    assert [name for name in names(path.parent) if name.startswith(".")] == []
    return str(caught.value).removeprefix(f"{path} was not fixed and is as it was: ")


def test_a_file_is_replaced_with_its_permissions(here: Path) -> None:
    (here / "a.json").write_bytes(b"old")
    (here / "a.json").chmod(0o640)
    assert replace_file("a.json", b"new", b"old") == 0
    assert ((here / "a.json").read_bytes(), mode(here / "a.json"), names(here)) == (b"new", 0o640, ["a.json"])


def test_what_must_not_be_replaced_is_left_with_a_sentence(here: Path) -> None:
    path = here / "a.json"
    assert refused(path) == "No such file or directory"
    path.write_bytes(b"old")
    assert refused(path, b"other") == "somebody else has changed it meanwhile"
    path.chmod(0o444)
    assert refused(path) == "it is read-only"
    path.chmod(0o644)
    here.chmod(0o555)
    assert refused(path) == "its folder is read-only"
    here.chmod(0o755)
    assert path.read_bytes() == b"old"
    os.mkfifo(here / "pipe")
    assert refused(here / "pipe") == "it is not a regular file"
    (here.parent / "victim").write_bytes(b"old")
    (here / "link").symlink_to(here.parent / "victim")
    expected = f"it leads out of the working folder, to {here.parent / 'victim'}; name that file itself"
    assert refused(here / "link") == expected
    assert (here.parent / "victim").read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (here / "a.json").write_bytes(b"old")
    monkeypatch.setattr("os.fsync", full)
    assert refused(here / "a.json") == "No space left on device"
    assert (here / "a.json").read_bytes() == b"old"


def test_a_file_that_cannot_be_given_away_is_kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    (here / "a.json").write_bytes(b"old")
    monkeypatch.setattr("os.chown", denied)
    replace_file("a.json", b"new", b"old")
    assert (here / "a.json").read_bytes() == b"new"


def test_the_other_names_of_a_file_keep_the_old_content(here: Path) -> None:
    (here / "a.json").write_bytes(b"old")
    os.link(here / "a.json", here.parent / "outside.json")
    os.link(here / "a.json", here / "b.json")
    assert replace_file("a.json", b"new", b"old") == 2
    assert (here / "a.json").read_bytes() == b"new"
    assert (here.parent / "outside.json").read_bytes() == b"old"
    assert (here / "b.json").read_bytes() == b"old"


# signals

SLOW = """
import os, sys, time
from siplint.cli import safe_write
def pieces():
    yield b"new"
    print("writing", flush=True)
    time.sleep(60)
{before}
{call}
"""
WRITING = "safe_write.write_file('a.json', pieces())"
FIXING = "os.fsync = lambda _: (print('writing', flush=True), time.sleep(60)); safe_write.replace_file('a.json', b'new', b'old')"


def interrupted(here: Path, call: str, number: int, before: str = "", again: bool = False) -> int:
    (here / "a.json").write_bytes(b"old")
    program = SLOW.format(call=call, before=before)
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=here, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout
    assert process.stdout.readline() == b"writing\n"
    assert len(names(here)) == 2
    process.send_signal(number)
    if again:
        process.send_signal(number)
    process.stdout.close()
    return process.wait(20)


@pytest.mark.parametrize("call", [WRITING, FIXING])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("again", [False, True])
def test_a_signal_to_end_leaves_the_old_file_alone(here: Path, call: str, number: int, again: bool) -> None:
    assert interrupted(here, call, number, again=again) == -number
    assert ((here / "a.json").read_bytes(), names(here)) == (b"old", ["a.json"])


def test_control_c_leaves_the_old_file_alone(here: Path) -> None:
    interrupted(here, WRITING, signal.SIGINT)
    assert ((here / "a.json").read_bytes(), names(here)) == (b"old", ["a.json"])


def test_a_killed_process_leaves_the_old_file_and_a_temporary_one(here: Path) -> None:
    assert interrupted(here, FIXING, signal.SIGKILL) == -signal.SIGKILL
    assert (here / "a.json").read_bytes() == b"old"
    (left,) = {*names(here)} - {"a.json"}
    assert left.startswith(".siplint-")
    assert left.endswith(".tmp")


def test_a_signal_that_is_ignored_stays_ignored(here: Path) -> None:
    before = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); time.sleep = lambda _: os.kill(os.getpid(), 1)"
    )
    (here / "a.json").write_bytes(b"old")
    program = SLOW.format(call=WRITING, before=before)
    subprocess.run([sys.executable, "-c", program], cwd=here, env={**os.environ, "PYTHONPATH": SOURCE}, check=True)
    assert ((here / "a.json").read_bytes(), names(here)) == (b"new", ["a.json"])


@pytest.mark.usefixtures("here")
def test_handlers_of_signals_are_as_before() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: seen.append(number))
    try:
        write_file("out", [b"new"])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]
    write_file("out", [b"new"])
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


def test_a_thread_that_may_not_handle_signals_writes_all_the_same(here: Path) -> None:
    writer = threading.Thread(target=write_file, args=("out", [b"new"]))
    writer.start()
    writer.join(20)
    assert ((here / "out").read_bytes(), names(here)) == (b"new", ["out"])


def test_the_process_ends_as_if_the_signal_had_not_been_handled(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr("os.kill", lambda process, number: sent.append((process, number)))
    (here / "temporary").write_bytes(b"")
    with safe_write._Removed(str(here / "temporary")) as _:
        handler = signal.getsignal(signal.SIGTERM)
        assert callable(handler)
        handler(signal.SIGTERM, None)
        assert (sent, names(here)) == ([(os.getpid(), signal.SIGTERM)], [])
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL

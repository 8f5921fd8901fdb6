"""A run in chunks: the same report for every size of them, for any number of processes, read or held."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.account.snapshot import account_of
from siplint.cli import check_command, discovery, progress
from siplint.cli import main as cli
from siplint.cli.progress import Progress
from siplint.engine import workers
from siplint.engine.chunk_lint import ChunkResult
from siplint.engine.files import lint_files
from siplint.engine.workers import batches, cores, spread_work
from siplint.model.diagnostic import Report
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import FORMATS, Settings
from siplint.model.suppression import Suppression
from siplint.report import formatter
from siplint.rules.policy_engine import policy
from siplint.source.chunks import Chunk, _texts, chunks_of

if TYPE_CHECKING:
    from siplint.source.chunks import Source

STATIC = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}
LINES = b"\r\n".join(
    (
        b"\xef\xbb\xbf" + json.dumps(INBOUND_BODY | {"name": "é😀", "recording": "yes"}, ensure_ascii=False).encode(),
        b"  ",
        json.dumps(OUTBOUND_BODY | {"apiKey": "s3cret-s3cret-s3cret"}).encode(),
        b"",
        json.dumps(INBOUND_BODY | {"name": "s3cret-s3cret-s3cret", "headers": {"X-Team": "sales"}}).encode(),
        b'{"name": "broken", "apiKey": "other-secret-of-ours"',
        b"\xff\xfe no UTF-8",
        b"[1, 2]",
        b'{"name": "twice", "name": "twice", "type": "inbound", "phoneNumbers": ["+14155551234"]}',
        json.dumps(OUTBOUND_BODY | {"name": "Other"}).encode(),
        json.dumps(INBOUND_BODY | {"name": "Room", "phoneNumbers": ["+442071838750"], "room": STATIC}).encode(),
        json.dumps(INBOUND_BODY | {"name": "Pin", "phoneNumbers": [], "room": STATIC | {"pin": "8305"}}).encode(),
        json.dumps(INBOUND_BODY | {"name": "Old", "phoneNumbers": ["+44 20 7183 8750"], "recordng": True}).encode(),
    )
)
FILES: dict[str, bytes] = {
    "a.json": json.dumps([OUTBOUND_BODY, 7, INBOUND_BODY | {"name": "First"}], indent=1).encode(),
    "b.jsonl": LINES,
    "c.json": json.dumps(INBOUND_BODY | {"name": "Copy"}, indent=2).encode(),
    "d.ndjson": b'{"id": 1}\n{"id": 2}\n',
    "e.jsonl": b"",
    "f.jsonl": json.dumps(INBOUND_BODY | {"name": "last"}).encode()
    + b"\n\n"
    + json.dumps(OUTBOUND_BODY).encode()
    + b"\n",
    "g.jsonl": "{}\n{}".encode("utf-16"),
    "h.json": b'{"compilerOptions": {}}',
}
EVERYTHING = Settings(min_severity="info", walked=frozenset(("a.json", "d.ndjson", "h.json")))
ACCOUNT = b'{"version": 1, "numbers": [{"number": "+15005550006"}]}'
JUDGED = Settings(
    policy=policy(b'{"required": ["tags"]}', "policy.json"), account=account_of(ACCOUNT, "account.json"), select=("RR",)
)
SETTINGS = [
    JUDGED,
    EVERYTHING,
    Settings(cross_file=False),
    Settings(min_severity="error", ignore=("RR702", "RR705", "RR501", "RR8")),
    Settings(select=("RR7",), per_file_ignores=(Suppression("b*", ("RR701", "RR9"), files=frozenset(("b.jsonl",))),)),
    Settings(kind="update"),
    Settings(templates=("{{",)),
]


def held(report: Report) -> tuple[dict[str, Any], Any]:
    """Give all that a report holds, but the sources."""
    return report.to_dict(), {**vars(report), "sources": None, "excerpts": None, "secrets": sorted(report.secrets)}


def streamed(files: dict[str, bytes]) -> dict[str, Source]:
    """Give files with a rule a line as sources that are opened."""
    return {name: _opened(data) if not name.endswith(".json") else data for name, data in files.items()}


def _opened(data: bytes) -> Source:
    return lambda: BytesIO(data)


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("size", [1, 60, 200, 1000])
def test_the_size_of_pieces_does_not_show(settings: Settings, size: int) -> None:
    whole, cut = lint_files(FILES, settings), lint_files(FILES, settings, size=size)
    assert held(cut) == held(whole)
    assert cut.sources == whole.sources
    assert held(lint_files(streamed(FILES), settings, size=size)) == held(whole)


@pytest.mark.parametrize("settings", [EVERYTHING, Settings(kind="update"), JUDGED])
def test_the_number_of_processes_does_not_show(settings: Settings) -> None:
    one = lint_files(FILES, settings)
    for size in (1, 500):
        two = lint_files(FILES, settings, size=size, jobs=2)
        assert (held(two), two.sources) == (held(one), one.sources)


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_never_held_is_shown_all_the_same(name: str) -> None:
    read = lint_files(streamed(FILES), EVERYTHING, size=100)
    text = "".join(formatter(name)(read))
    assert text == "".join(formatter(name)(lint_files(FILES, EVERYTHING)))
    assert "s3cret" not in text
    assert set(read.sources) == {"a.json", "c.json"}
    assert set(read.excerpts) == {"b.jsonl", "f.jsonl", "g.jsonl"}
    assert read.excerpts["f.jsonl"].lines == {
        1: (0, FILES["f.jsonl"].split(b"\n")[0]),
        3: (FILES["f.jsonl"].index(b"\n\n") + 2, FILES["f.jsonl"].split(b"\n")[2]),
    }


def test_findings_of_the_set_have_exact_places_in_other_pieces_and_files() -> None:
    report = lint_files(streamed(FILES), Settings(select=("RR701", "RR703")), size=1)
    places = [
        (
            one.file,
            one.pointer,
            one.start and one.start.line,
            label.file,
            label.pointer,
            label.start and label.start.line,
        )
        for one in report
        for label in one.labels
    ]
    assert places == [
        ("b.jsonl", "/0/phoneNumbers/0", 1, "a.json", "/2/phoneNumbers/0", 14),
        ("b.jsonl", "/2/phoneNumbers/0", 5, "a.json", "/2/phoneNumbers/0", 14),
        ("b.jsonl", "/6/phoneNumbers/0", 9, "a.json", "/2/phoneNumbers/0", 14),
        ("b.jsonl", "/9/room/pin", 12, "b.jsonl", "/8/room/pin", 11),
        ("b.jsonl", "/10/phoneNumbers/0", 13, "b.jsonl", "/8/phoneNumbers/0", 11),
        ("c.json", "/phoneNumbers/0", 5, "a.json", "/2/phoneNumbers/0", 14),
        ("f.jsonl", "/0/phoneNumbers/0", 1, "a.json", "/2/phoneNumbers/0", 14),
    ]
    for one in report:
        assert one.start
        assert one.end
        assert FILES[one.file][one.start.offset : one.end.offset].startswith((b'"+1', b'"+44', b'"pin": "8305"'))
        for label in one.labels:
            assert label.start
            assert label.end
            shown = FILES[label.file][label.start.offset : label.end.offset]
            assert shown in {b'"+14155551234"', b'"+442071838750"', b'"pin": "4711"'}


def test_pieces_are_whole_lines_that_know_where_they_stand() -> None:
    data = b'\xef\xbb\xbf{}\n\n{"a": 1}\n \n{}'
    cut = [(one.data, one.index, one.line, one.offset) for one in chunks_of("a.jsonl", data, 1)]
    assert cut == [
        (b"\xef\xbb\xbf{}\n", 0, 1, 0),
        (b"\n", 1, 2, 6),
        (b'{"a": 1}\n', 1, 3, 7),
        (b" \n", 2, 4, 16),
        (b"{}", 2, 5, 18),
    ]
    assert list(chunks_of("a.json", data, 1)) == [Chunk("a.json", data)]
    documents = [(one.path, one.line, one.offset) for part in chunks_of("a.jsonl", data, 1) for one in part.documents()]
    assert documents == [((0,), 1, 3), ((1,), 3, 7), ((2,), 5, 18)]
    assert [one.path for one in Chunk("a.jsonl", data, lines=True).documents({1})] == [(1,)]


def test_a_file_that_changes_meanwhile_is_reported_and_the_findings_of_others_stay() -> None:
    opened = []

    def source() -> BytesIO:
        opened.append(1)
        if len(opened) > 1:
            raise OSError(0, "was changed while it was read")
        return BytesIO(FILES["f.jsonl"])

    report = lint_files(
        {"b.json": FILES["a.json"], "f.jsonl": source, "g.json": FILES["c.json"]}, Settings(select=("RR701",))
    )
    assert report.unread == ("f.jsonl: was changed while it was read",)
    assert not report.ok
    assert [(one.file, one.pointer) for one in report] == [("g.json", "/phoneNumbers/0")]
    lost = lint_files({"f.jsonl": source, "g.json": FILES["c.json"]}, Settings(select=("RR701",)))
    assert (lost.unread, lost.names, list(lost)) == (report.unread, ("g.json",), [])


def test_a_body_that_is_gone_is_not_held_against_others() -> None:
    opened = []

    def source() -> BytesIO:
        opened.append(1)
        if len(opened) > 2:
            raise OSError(0, "was changed while it was read")
        return BytesIO(FILES["f.jsonl"])

    report = lint_files({"f.jsonl": source, "g.json": FILES["c.json"]}, Settings(select=("RR701",)))
    assert list(report) == []
    assert report.unread == ("f.jsonl: was changed while it was read",)
    assert report.ok is False


@pytest.mark.parametrize("size", [0, 3, 99])
def test_a_file_is_read_to_its_end_whatever_is_said_of_its_size(size: int, tmp_path: Path) -> None:
    said, file = tmp_path / "said", tmp_path / "file"
    said.write_bytes(b"x" * size)
    file.write_bytes(b"whole")
    assert discovery._read(str(file), os.stat(said)) == b"whole"


def test_an_error_where_bodies_meet_is_told_and_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("siplint.engine.key_index.KeyIndex.first", fail)
    report = lint_files({"a.json": FILES["a.json"], "c.json": json.dumps({"recording": "yes"}).encode()}, Settings())
    assert {one.file for one in report} == {"a.json", "c.json"}
    assert [one.partition(":")[0] for one in report.failures] == ["a.json"]
    with pytest.raises(RuntimeError):
        lint_files(FILES, Settings(debug=True))


def test_small_pieces_are_put_together() -> None:
    cut = [Chunk(str(size), b"x" * size) for size in (1, 2, 9, 30, 1)]
    assert [[one.name for one in batch] for batch in batches(cut, 10)] == [["1", "2"], ["9"], ["30"], ["1"]]
    assert list(batches([], 10)) == []


def _named(piece: Chunk) -> ChunkResult:
    return ChunkResult(rules=len(piece.data))


def test_processes_end_when_nobody_waits_for_them() -> None:
    results = spread_work(_named, (Chunk("a", b"x" * size) for size in range(50)), {"a": b"x" * 50}, 2, 1)
    assert next(results)[1] == ChunkResult()
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_where_nothing_can_be_forked_one_process_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    cut = [Chunk("a", b"xx"), Chunk("b", b"")]
    assert list(spread_work(_named, cut, {}, 2, 1)) == [(cut[0], ChunkResult(rules=2)), (cut[1], ChunkResult())]


def test_a_process_of_the_pool_does_what_it_was_forked_for() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        workers._start(_named, {"a": b"axxa"}, os.getppid())
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
        assert workers._do([("a", 2, False, 0, 1, 1)]) == [ChunkResult(rules=2)]
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_process_of_the_pool_ends_with_the_one_it_was_forked_from(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([7, 7, 1])
    told: list[float] = []
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(time, "sleep", told.append)
    monkeypatch.setattr(os, "_exit", told.append)
    workers._follow(7)
    assert told == [1, 1, 1]


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks for processes in /proc")
def test_nothing_is_left_of_a_run_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((json.dumps(INBOUND_BODY).encode() + b"\n") * 200_000)
    command = [sys.executable, "-m", "siplint", "check", "--isolated", "--jobs", "2", "a.jsonl"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) as ran:
        while not (children := forked(ran.pid)):
            assert ran.poll() is None
        ran.kill()
    waits = iter(range(100))
    while any(map(alive, children)):
        assert next(waits, None) is not None
        time.sleep(0.1)


def alive(process: str) -> bool:
    """Tell whether a process runs; what is only waited for by nobody does not."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def forked(process: int) -> list[str]:
    """Give the processes whose parent is this one."""
    found = []
    for one in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError):
            status = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            found += [one] if status[1] == str(process) else []
    return found


def test_what_a_process_cannot_read_any_more_is_judged_all_the_same() -> None:
    def gone() -> Any:
        raise FileNotFoundError

    cut = [Chunk("a", b"xx"), Chunk("b", b"x"), Chunk("c", b"")]
    sources: dict[str, Source] = {"a": gone, "b": b"x", "c": b""}
    assert [part.rules for _, part in spread_work(_named, cut, sources, 2, 1)] == [2, 1, 0]


@given(
    st.lists(st.sampled_from((b"{}", b"{", b"}", b"", b" ", b"\r", b'{"a": 1}', b"x"))),
    st.sampled_from((b"\n", b"\r\n")),
)
def test_texts_are_counted_alike(lines: list[bytes], ending: bytes) -> None:
    data = ending.join((*lines, b""))
    assert _texts(data, data.count(b"\n")) == sum(1 for line in data.split(b"\n") if line.strip(b" \t\r"))


def test_cores_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


def test_progress_is_told_after_a_while_and_taken_away() -> None:
    times = iter([0.0, 1.0, 2.5, 2.7, 3.1])
    told: list[str] = []
    line = Progress(lambda: next(times), told.append)
    line(10)
    line.end()
    assert told == []
    for rules in (20_000, 30_000, 1_400_000):
        line(rules)
    line.end()
    assert told == ["\rsiplint: 20,000 rules … ", "\rsiplint: 1,400,000 rules … ", "\r\x1b[K"]


class Terminal:
    """A standard error that is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_the_command_line_streams_what_is_large(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "--isolated"]) == 1
    plain = capsysbinary.readouterr()
    monkeypatch.setattr(check_command, "LARGE_FILE", 10)
    assert set(discovery.gather(["."], most=10).large) == {"b.jsonl", "d.ndjson", "f.jsonl", "g.jsonl"}
    for words in ((), ("--jobs", "2"), ("--jobs=auto",)):
        assert cli.main(["check", "--isolated", *words]) == 1
        assert capsysbinary.readouterr() == plain
    terminal = Terminal()
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr("sys.stderr", terminal)
    assert cli.main(["check", "--isolated", "--jobs", "1", "c.json"]) == 0
    assert terminal.text == "\rsiplint: 1 rules … \r\x1b[Ksiplint: no problems found; 1 rule in 1 file\n"


def test_a_large_file_that_changes_is_trouble(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.jsonl").write_bytes(FILES["f.jsonl"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(check_command, "LARGE_FILE", 10)
    files = discovery.gather(["f.jsonl"], most=10)
    (tmp_path / "f.jsonl").write_bytes(b"{}")
    monkeypatch.setattr(discovery, "gather", lambda *_: files)
    assert cli.main(["check", "--isolated", "f.jsonl"]) == 2
    assert capsys.readouterr().err == ("siplint: f.jsonl: was changed while it was read\n")


def test_a_large_file_that_cannot_be_opened_is_trouble(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "f.jsonl").write_bytes(FILES["f.jsonl"])
    monkeypatch.chdir(tmp_path)
    status = os.stat("f.jsonl")
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, 1, 0, 0, 0)))
    files = discovery.gather(["f.jsonl"], most=10)
    assert status.st_size > 10
    assert (files.large, files.troubles) == ({}, ("f.jsonl: was changed while it was read",))


@pytest.mark.parametrize("word", ["two", "-1", "1000", "²"])
def test_a_number_of_processes_is_a_number(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", f"--jobs={word}"]) == 2
    assert capsys.readouterr().err == f"siplint: --jobs takes a number of processes, 1 to 999, or auto, not {word!r}\n"

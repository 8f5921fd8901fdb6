"""Files that mean harm, each beside one with a plain fault: a document in every format, and the other file's finding."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from harmless import assert_harmless
from parsers import PARSERS
from places import SOURCE
from siplint import check_bytes, check_files
from siplint.cli import main as cli
from siplint.engine import files as running
from siplint.engine.driver import lint_value
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.run_report import Report
from siplint.model.settings import FORMATS, Settings
from siplint.model.suppression import Suppression

PLAIN = json.dumps(OUTBOUND_BODY | {"recording": "yes"}).encode()
BESIDE = ("z.json", "RR102", "/recording")
MEGA = 1_000_000
DEEP = 100_000
MANY = 1_000


def text_of(**members: Any) -> bytes:
    return json.dumps(OUTBOUND_BODY | members).encode()


def inside(text: str) -> bytes:
    """A body whose metadata is a text of JSON."""
    return text_of(agentMetadata=0, agentId="a").replace(b'"agentMetadata": 0', b'"agentMetadata": ' + text.encode())


HOSTILE: dict[str, tuple[Callable[[], bytes], dict[str, int]]] = {
    "arrays, closed": (lambda: b"[" * DEEP + b"]" * DEEP, {"RR004": 1}),
    "arrays, open": (lambda: b"[" * DEEP, {"RR004": 1}),
    "objects, closed": (lambda: b'{"a":' * DEEP + b"1" + b"}" * DEEP, {"RR004": 1}),
    "objects, open": (lambda: b'{"a":' * DEEP, {"RR004": 1}),
    "objects in arrays": (lambda: b'[{"a":' * DEEP + b"1" + b"}]" * DEEP, {"RR004": 1}),
    "arrays in objects, open": (lambda: b'{"a":[' * DEEP, {"RR004": 1}),
    "nesting in a body": (lambda: inside("[" * DEEP + "]" * DEEP), {"RR004": 1}),
    "a huge key": (lambda: text_of(**{"k" * MEGA: 1}), {"RR105": 1}),
    "huge texts": (
        lambda: text_of(name="n" * MEGA, type="t" * MEGA, includeHeaders="i" * MEGA, tags="t" * MEGA),
        {"RR102": 1, "RR103": 2},
    ),
    "a huge integer": (lambda: text_of(name=0).replace(b'"name": 0', b'"name": ' + b"9" * MEGA), {"RR102": 1}),
    "a huge exponent": (lambda: text_of(name=0).replace(b'"name": 0', b'"name": 1e' + b"9" * MEGA), {"RR102": 1}),
    "many keys": (lambda: text_of(agentId="a", agentMetadata={f"k{index}": 1 for index in range(DEEP)}), {}),
    "one key again and again": (
        lambda: b"{" + b",".join([b'"agentId":"a"'] * MANY) + b"}",
        {"RR003": MANY - 1, "RR101": 3},
    ),
    "many faults": (lambda: text_of(tags=[1] * MANY), {"RR102": MANY}),
    "many faults below a huge key": (
        lambda: inside('{"' + "k" * 100_000 + '":{' + ",".join(['"a":1'] * 1_000) + "}}"),
        {"RR003": 999},
    ),
    "many faulty rules": (
        lambda: b"[" + b",".join([b'{"type":"inbound"}'] * MANY) + b"]",
        {"RR101": 2 * MANY, "RR401": MANY},
    ),
    "many unknown fields": (lambda: text_of(**{f"phoneNumber{index}": 1 for index in range(MANY)}), {"RR105": MANY}),
    "a long line of blanks": (lambda: b" " * MEGA + text_of(dtmf=0), {"RR102": 1}),
    "nothing but quotes": (lambda: b"'" * MEGA, {"RR001": 1}),
    "nothing but backslashes": (lambda: b'"' + b"\\" * MEGA, {"RR001": 1}),
    "bytes that are not UTF-8": (lambda: b'{"name": "' + b"\xff" * MEGA + b'"}', {"RR002": 1}),
    "overlong UTF-8": (lambda: b'{"name": "\xc0\xaf\xe0\x80\xaf"}', {"RR002": 1}),
    "UTF-16": (lambda: PLAIN.decode().encode("utf-16"), {"RR002": 1}),
    "UTF-16 without a mark": (lambda: PLAIN.decode().encode("utf-16-le"), {"RR002": 1}),
    "UTF-32": (lambda: PLAIN.decode().encode("utf-32"), {"RR002": 1}),
    "UTF-32 without a mark": (lambda: PLAIN.decode().encode("utf-32-be"), {"RR002": 1}),
    "NUL": (lambda: b"\0" * 1_000, {"RR001": 1}),
    "NUL in a text": (lambda: b'{"name": "\0"}', {"RR001": 1}),
    "lone surrogates": (lambda: text_of(name="\ud800", **{"\udfff": "\udc00"}), {"RR006": 3, "RR105": 1}),
    "empty names": (lambda: text_of(**{"": 1, "headers": {"": ""}}), {"RR105": 1, "RR210": 1}),
    "escape codes": (
        lambda: text_of(**{"\x1b[2J\x9b31m\r\n::error::": 1, "tags": "\x1b]0;x\x07", "type": "##[error]"}),
        {"RR102": 1, "RR103": 1, "RR105": 1},
    ),
    "raw commands": (lambda: b'\n::error file=x::y\n##[error]\x1b[31m\n"', {"RR001": 1}),
    "nothing": (lambda: b"", {"RR001": 1}),
    "a mark and nothing": (lambda: b"\xef\xbb\xbf", {"RR001": 1}),
}


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)
    for name in ("SIPLINT_FORMAT", "SIPLINT_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "z.json").write_bytes(PLAIN)

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(["check", "--isolated", *words])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def linted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the seven formats of one test share one judgement: it is a pure function of the files."""
    known: list[Report] = []

    real = running.lint_files

    def run_once(*files: Any, **facts: Any) -> Report:
        if not known:
            known.append(real(*files, **facts))
        return known[0]

    monkeypatch.setattr(running, "lint_files", run_once)


def assert_document(name: str, out: str, err: str, found: int) -> None:
    """What a format must give of any run: a whole document, all findings, our own words alone."""
    assert_harmless(name, out)
    assert_harmless("stderr", err)
    assert "Traceback" not in err
    assert "internal error" not in err
    if name in PARSERS:
        rows = list(PARSERS[name](out))
        assert len(rows) == found
        assert [(row.code, row.severity) for row in rows if row.file == "z.json"] == [("RR102", "error")]
    else:
        assert "--> z.json:1:" in out


def assert_whole(name: str, out: str, err: str) -> None:
    """What a format must give of a run that could not do its whole job."""
    assert_harmless(name, out)
    assert_harmless("stderr", err)
    assert "internal error" not in err
    assert "z.json" in out
    if name in ("json", "sarif", "gitlab"):
        json.loads(out)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_hides_nothing_in_any_format(
    what: str, run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, expected = HOSTILE[what]
    (tmp_path / "a.json").write_bytes(make())
    linted_once(monkeypatch)
    for name in FORMATS:
        code, out, err = run("a.json", "z.json", "--format", name)
        assert code == 1
        assert_document(name, out, err, sum(expected.values()) + 1)
        if name == "json":
            told = json.loads(out)["diagnostics"]
            assert Counter(one["code"] for one in told if one["file"] == "a.json") == expected
            assert [(one["file"], one["code"], one["pointer"]) for one in told][-1] == BESIDE


NAMES = (
    *(b"\xff\xfe.json", b"a\nb.json", b"\n::error::x.json", b"::error file=x::y.json", b"##[error]x.json", b"-x.json"),
    *(
        b"--help.json",
        b"\x1b[31m.json",
        "\u202e\u2066.json".encode(),
        b" .json",
        b"a,b:c%0A.json",
        b"<&>]]>.json",
        b"'\".json",
    ),
)


@pytest.mark.parametrize("name", FORMATS)
def test_names_of_files_do_not_speak(name: str, run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    for one in NAMES:
        (tmp_path / os.fsdecode(one)).write_bytes(PLAIN)
    code, out, err = run("--format", name, ".")
    assert code == 1
    assert_document(name, out, err, len(NAMES) + 1)
    code, out, err = run("--format", name, "z.json", "--", *map(os.fsdecode, NAMES))
    assert code == 1
    assert_document(name, out, err, len(NAMES) + 1)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_no_file_is_trouble_in_a_line(
    name: str, run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "fifo.json")
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "dangling.json").symlink_to("nowhere")
    (tmp_path / "zero.json").symlink_to("/dev/zero")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "folder.json" / "up").symlink_to(tmp_path)
    (tmp_path / "locked").mkdir()
    (tmp_path / "gone.json").write_bytes(PLAIN)
    real = os.scandir

    @contextmanager
    def scandir(path: Any) -> Iterator[Any]:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        with real(path) as scanned:
            entries = list(scanned)
        (tmp_path / "gone.json").unlink(missing_ok=True)  # between the listing and the reading
        yield entries

    monkeypatch.setattr("os.scandir", scandir)
    code, out, err = run("--format", name, ".")
    assert_whole(name, out, err)
    assert code == 2
    assert sorted(line for line in err.split("\n") if line and "error;" not in line) == [
        "siplint: gone.json: there is no such file or folder",
        "siplint: locked: permission denied",
    ]
    words = ("fifo.json", "loop.json", "dangling.json", "zero.json", "/dev/zero", "z.json/x", "none.json", "")
    code, out, err = run("--format", name, "z.json", *words)
    assert_whole(name, out, err)
    assert code == 2
    assert sorted(line for line in err.split("\n") if line and "error;" not in line) == [
        "siplint: /dev/zero: is not a regular file",
        "siplint: dangling.json: there is no such file or folder",
        "siplint: fifo.json: is not a regular file",
        "siplint: loop.json: Too many levels of symbolic links",
        "siplint: none.json: there is no such file or folder",
        "siplint: one of the paths is empty",
        "siplint: z.json/x: a part of the path is a file, not a folder",
        "siplint: zero.json: is not a regular file",
    ]


# --- errors of our own


def break_rule(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def fail(*_: object, **__: object) -> Iterator[None]:
        raise KeyError("3f1c7a52-a-secret")

    monkeypatch.setattr(what, fail)


@pytest.mark.parametrize("name", FORMATS)
def test_an_error_of_ours_costs_no_other_file_its_findings(
    name: str, run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_bytes(PLAIN + b"\n{")
    break_rule(monkeypatch, "siplint.source.syntax_errors.parse_carefully")
    code, out, err = run("--format", name, "a.jsonl", "z.json")
    assert code == 2
    apology, summary, end = err.split("\n")
    assert apology.startswith("siplint: internal error: a.jsonl: KeyError in source/reader.py, line ")
    assert apology.endswith(
        "; please report it at https://github.com/siplint/siplint/issues (SIPLINT_DEBUG=1 shows more)"
    )
    assert (summary, end) == ("siplint: 2 errors; 2 rules in 2 files; not everything could be checked", "")
    assert "z.json" in out
    assert_harmless(name, out)
    monkeypatch.setenv("SIPLINT_DEBUG", "1")
    with pytest.raises(KeyError):
        run("a.jsonl")


def test_what_was_found_before_an_error_of_ours_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def lint(body: Any, *rest: Any, **facts: Any) -> Any:
        if body["name"] == "break":
            raise RecursionError
        return lint_value(body, *rest, **facts)

    monkeypatch.setattr("siplint.engine.chunk_lint.lint_value", lint)
    files = {"a.jsonl": PLAIN + b"\n" + text_of(name="break", room={}), "b.json": PLAIN}
    report = check_files(files)
    found = [(one.file, one.pointer) for one in report if one.code == "RR102"]
    assert found == [("a.jsonl", "/0/recording"), ("b.json", "/recording")]
    assert [failure.split(" in ")[0] for failure in report.failures] == ["a.jsonl: RecursionError"]
    alone = check_bytes(text_of(name="break", room={}))
    assert (list(alone), alone.ok, len(alone.failures)) == ([], False, 1)
    with pytest.raises(RecursionError):
        check_files(files, settings=Settings(debug=True))


def test_a_place_that_cannot_be_found_costs_no_other_file_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    from siplint.source.locations import locate as real

    def locate(text: str, paths: Any, starts: Any) -> Any:
        if "break" in text:
            raise IndexError
        return real(text, paths, starts)

    monkeypatch.setattr("siplint.source.locations.locate", locate)
    report = check_files({"a.json": text_of(name="break", dtmf=1), "b.json": PLAIN})
    assert [(one.file, one.pointer) for one in report] == [("b.json", "/recording")]
    assert [failure.split(",")[0] for failure in report.failures] == ["a.json: IndexError in source/documents.py"]


def test_an_error_of_ours_with_the_account_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    break_rule(monkeypatch, "siplint.engine.account_check.survey_account")
    report = check_files({"b.json": b'{"type": "inbound"}'}, kind="update")
    assert [failure.split(" in ")[0] for failure in report.failures] == ["the account: KeyError"]
    assert [(one.code, one.pointer) for one in report] == [("RR601", ""), ("RR602", "/type")]


def test_an_error_of_ours_while_fixing_leaves_the_file(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_bytes(text_of(agentId=None))
    break_rule(monkeypatch, "siplint.engine.fix_set.fix_rounds")
    code, out, err = run("--fix", "--format", "json", "a.json", "z.json")
    assert code == 2
    assert [line.split(" in ")[0] for line in err.split("\n")[:2]] == [
        "siplint: internal error: a.json: KeyError",
        "siplint: internal error: z.json: KeyError",
    ]
    assert (tmp_path / "a.json").read_bytes() == text_of(agentId=None)
    assert [one["file"] for one in json.loads(out)["diagnostics"]] == ["z.json"]


# --- streams and disks


def siplint(*words: str, cwd: Path, **facts: Any) -> subprocess.Popen[bytes]:
    source = SOURCE.parent
    return subprocess.Popen(
        [sys.executable, "-m", "siplint", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(source), **facts.pop("env", {})},
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **facts},
    )


def shell(command: str, cwd: Path) -> tuple[int, str, str]:
    source = SOURCE.parent
    ran = subprocess.run(
        ["/bin/sh", "-c", command.replace("siplint", f'"{sys.executable}" -m siplint')],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        check=False,
    )
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


@pytest.mark.parametrize(
    ("command", "code", "error"),
    [
        ("siplint check z.json >&-", 2, "siplint: standard output is closed\n"),
        ("siplint check - <&-", 2, "siplint: standard input is closed\n"),
        ("siplint check -q z.json -o /dev/full", 2, "siplint: /dev/full: No space left on device\n"),
        ("siplint check z.json >/dev/full", 2, "siplint: standard output: No space left on device\n"),
        ("siplint check z.json >/dev/null 2>/dev/full", 1, ""),
        ("siplint check z.json >/dev/null 2>&-", 1, ""),
        ("siplint check z.json >&- 2>&-", 2, ""),
        ("siplint check -q z.json -o /dev/stdout >/dev/null", 1, ""),
    ],
)
def test_a_stream_that_is_closed_or_full_is_a_line_and_an_exit_code(
    command: str, code: int, error: str, tmp_path: Path
) -> None:
    (tmp_path / "z.json").write_bytes(PLAIN)
    ran = shell(command, tmp_path)
    assert (ran[0], ran[2]) == (code, error)
    assert Path("/dev/full").is_char_device()


def test_standard_input_that_cannot_be_read_is_a_line(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        buffer: Any

        def read(self) -> bytes:
            raise OSError(5, "Input/output error")

    broken = Broken()
    broken.buffer = broken
    monkeypatch.setattr("sys.stdin", broken)
    assert run("-") == (2, "", "siplint: standard input: Input/output error\n")
    monkeypatch.setattr("sys.stdin", None)
    assert run("-") == (2, "", "siplint: standard input is closed\n")


def test_a_reader_that_goes_away_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(text_of(tags=[1] * 3_000))
    for name in FORMATS:
        ran = siplint("check", "--format", name, "a.json", cwd=tmp_path)
        assert ran.stdout
        assert ran.stderr
        assert len(ran.stdout.read(1)) == 1
        ran.stdout.close()
        _, err = ran.communicate()
        assert (ran.returncode, err) == (-signal.SIGPIPE, b"")


def test_ctrl_c_ends_a_run_without_a_word(tmp_path: Path) -> None:
    with siplint("check", "-", cwd=tmp_path, stdin=subprocess.PIPE, env={"PYTHONUNBUFFERED": "1"}) as ran:
        assert ran.stdin
        ran.stdin.write(b"[" * 100_000)  # more than a pipe holds: once it is taken, siplint is reading
        ran.stdin.flush()
        ran.send_signal(signal.SIGINT)
        out, err = ran.communicate()
        assert (ran.returncode, out, err) == (130, b"", b"")


def test_real_files_in_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "z.json").write_bytes(PLAIN)
    (tmp_path / "deep.json").write_bytes(HOSTILE["nesting in a body"][0]())
    (tmp_path / os.fsdecode(b"\xff\n::error::.json")).write_bytes(PLAIN)
    os.mkfifo(tmp_path / "fifo.json")
    for name in FORMATS:
        ran = siplint("check", "--format", name, ".", cwd=tmp_path, env={"LC_ALL": "C", "PYTHONUTF8": "0"})
        out, err = ran.communicate()
        assert ran.returncode == 1
        assert_document(name, out.decode(), err.decode(), 3)


def test_a_full_disk_leaves_file_and_folder_as_they_were(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_bytes(PLAIN[:-1] + b",}")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, out, err = run("--fix", "--format", "json", "a.json", "z.json")
    assert code == 2
    assert "siplint: a.json was not fixed and is as it was: No space left on device\n" in err
    assert [(one["file"], one["code"]) for one in json.loads(out)["diagnostics"]] == [
        ("a.json", "RR001"),
        ("z.json", "RR102"),
    ]
    assert sorted(os.listdir(tmp_path)) == ["a.json", "z.json"]
    assert (tmp_path / "a.json").read_bytes() == PLAIN[:-1] + b",}"


def test_a_file_that_changes_while_it_is_fixed_is_let_be(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from siplint.engine import fix, fix_set

    (tmp_path / "a.json").write_bytes(PLAIN[:-1] + b",}")
    real = fix.fix_rounds

    def slowly(name: str, data: bytes, **facts: Any) -> Any:
        (tmp_path / name).write_bytes(b"{}")
        return real(name, data, **facts)

    monkeypatch.setattr(fix_set, "fix_rounds", slowly)
    code, _, err = run("--fix", "--format", "json", "a.json")
    assert code == 2
    assert "siplint: a.json was not fixed and is as it was: somebody else has changed it meanwhile\n" in err
    assert (tmp_path / "a.json").read_bytes() == b"{}"


def test_a_report_that_does_not_fit_leaves_the_old_one(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert run("z.json", "-q", "-o", "report") == (2, "", "siplint: report: No space left on device\n")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"report": b"old", "z.json": PLAIN}


# --- pointers


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_memory_is_bounded_below_a_huge_key(name: str) -> None:
    """Each of the findings has the pointer of a label besides its own."""
    key = "k" * 50_000
    data = inside('{"' + key + '": {' + ",".join(['"a": 1'] * 2_000) + "}}")
    tracemalloc.start()
    try:
        report = check_files({name: data}, settings=Settings(select=("RR003",), debug=True))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    base = "/0" if name == "a.jsonl" else ""
    whole = [one.pointer for one in report].count(f"{base}/agentMetadata/{key}/a")
    cut = [one.pointer for one in report].count(f"{base}/agentMetadata")
    assert (whole, cut) == (40, 1_959)
    assert peak < 20_000_000  # all of them whole would be 200 MB
    fingerprints = [one["fingerprint"] for one in report.to_dict()["diagnostics"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_an_exemption_reaches_below_a_huge_key() -> None:
    data = inside('{"' + "k" * MEGA + '": {"a": 1, "a": 2}, "b": {"a": 1, "a": 2}}')

    def left(place: str) -> list[str]:
        exemption = Suppression("x", ("RR003",), "*", place, frozenset({"a.json"}))
        report = check_files({"a.json": data}, settings=Settings(select=("RR003",), per_file_ignores=(exemption,)))
        return [one.pointer[:20] for one in report]

    assert left("/agentMetadata/" + "k" * MEGA) == ["/agentMetadata/b/a"]
    assert left("/agentMetadata/b/a") == ["/agentMetadata/kkkkk"]
    assert left("/agentMetadata/b/a/c") == ["/agentMetadata/kkkkk", "/agentMetadata/b/a"]
    assert left("/agentMetadata") == left("") == []

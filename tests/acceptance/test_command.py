"""The command line, run in this process: arguments in, streams and exit code out."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from command_run import Ran
from siplint import __version__, check_bytes
from siplint.cli import main as cli
from siplint.cli.output import terminal_columns
from siplint.model.diagnostic import Diagnostic
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY, without_members
from siplint.model.run_report import Report
from siplint.model.settings import Settings
from siplint.report.full import full

GOOD = json.dumps(INBOUND_BODY).encode()
BAD = json.dumps(OUTBOUND_BODY | {"recording": "yes"}).encode()
ODD = json.dumps(OUTBOUND_BODY | {"recordng": True}).encode()


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("SIPLINT_FORMAT", "SIPLINT_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, files: dict[str, bytes] | None = None) -> Ran:
        for name, data in (files or {}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        code = cli.main(words)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


def test_a_clean_file_says_nothing(run: Run) -> None:
    ran = run("check", "a.json", files={"a.json": GOOD})
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_findings_go_to_stdout_and_the_summary_to_stderr(run: Run) -> None:
    ran = run("check", "a.json", "b.json", "--format", "concise", files={"a.json": GOOD, "b.json": BAD})
    assert ran.code == 1
    assert ran.out == 'b.json:1:79: error[RR102] `recording` is a string, "yes"; it should be a boolean\n'
    assert ran.err == "siplint: 1 error; 2 rules in 2 files\n"
    assert run("check", "b.json", "-q").err == ""


def test_the_json_report_is_one_document_even_without_findings(run: Run) -> None:
    ran = run("check", "a.json", "--format=json", files={"a.json": GOOD})
    assert json.loads(ran.out) == {
        "version": 1,
        "tool": {"name": "siplint", "version": __version__},
        "summary": {"files": 1, "rules": 1, "errors": 0, "warnings": 0, "infos": 0},
        "diagnostics": [],
    }


def test_the_json_report_keeps_its_contract(run: Run) -> None:
    source = json.dumps(INBOUND_BODY | {"headers": {"X-A": "b"}}, indent=2).encode()
    report = json.loads(run("check", "rules/a.json", "--format", "json", files={"rules/a.json": source}).out)
    (one,) = report["diagnostics"]
    assert report["summary"] == {"files": 1, "rules": 1, "errors": 1, "warnings": 0, "infos": 0}
    assert len(one.pop("fingerprint")) == 32
    assert one.pop("url").endswith("/RR201.md")
    assert "remove `headers`" in one.pop("help")
    one.pop("fix")
    assert one == {
        "code": "RR201",
        "name": "headers-on-inbound",
        "severity": "error",
        "message": "`headers` is set on an inbound rule; it is for outbound rules",
        "outcome": "the API answers 400",
        "file": "rules/a.json",
        "pointer": "/headers",
        "start": {"line": 8, "column": 3, "offset": 125},
        "end": {"line": 10, "column": 4, "offset": 156},
        "labels": [
            {
                "file": "rules/a.json",
                "pointer": "/type",
                "start": {"line": 3, "column": 3, "offset": 30},
                "end": {"line": 3, "column": 20, "offset": 47},
                "message": "this rule is inbound",
            }
        ],
    }


def test_order_of_arguments_changes_nothing(run: Run) -> None:
    files = {"b.json": BAD, "a/c.json": BAD, "a/b.jsonl": BAD + b"\n" + BAD}
    first = run("check", "b.json", "a", "--format", "json", files=files)
    second = run("check", "a/c.json", "./a/b.jsonl", "b.json", "a", "b.json", "--format", "json")
    assert first.out == second.out
    assert first.places == [
        ("a/b.jsonl", "RR102", "/0/recording"),
        ("a/b.jsonl", "RR102", "/1/recording"),
        ("a/c.json", "RR102", "/recording"),
        ("b.json", "RR102", "/recording"),
    ]


def test_a_missing_file_is_trouble_and_hides_nothing(run: Run) -> None:
    ran = run("check", "none.json", "b.json", "--format", "json", files={"b.json": BAD})
    assert ran.code == 2
    assert ran.places == [("b.json", "RR102", "/recording")]
    assert "siplint: none.json: there is no such file or folder\n" in ran.err


def test_what_is_no_regular_file_is_not_read(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    ran = run("check", "pipe.json", "/dev/zero", "--format", "json")
    assert ran.code == 2
    assert "siplint: pipe.json: is not a regular file\n" in ran.err
    assert "siplint: /dev/zero: is not a regular file\n" in ran.err


def test_strict_exit_zero_and_severities(run: Run) -> None:
    files = {"a.json": ODD}
    assert run("check", "a.json", files=files).code == 0
    assert run("check", "a.json", "--strict").code == 1
    assert run("check", "a.json", "--strict", "--exit-zero").code == 0
    assert run("check", "a.json", "--strict", "--min-severity", "error").code == 0
    assert run("check", "a.json", "--format", "json", "--min-severity=error").places == []
    null = json.dumps(OUTBOUND_BODY | {"agentId": None}).encode()
    assert run("check", "n.json", "--format", "json", files={"n.json": null}).places == []
    ran = run("check", "n.json", "--format", "json", "--min-severity", "info")
    assert (ran.code, ran.places) == (0, [("n.json", "RR106", "/agentId")])
    assert ran.err == "siplint: 1 note; 1 rule in 1 file\nsiplint: [*] 1 fixable with --fix\n"


def test_select_and_ignore_take_codes_names_and_beginnings(run: Run) -> None:
    both = json.dumps(OUTBOUND_BODY | {"recording": "true", "recordng": True}).encode()
    run("check", files={"a.json": both})
    codes = {
        words: [code for _, code, _ in run("check", "a.json", "--format", "json", *words.split()).places]
        for words in (
            "--select RR102",
            "--select RR1",
            "--select unknown-field,RR2",
            "--ignore RR102",
            "--ignore RR --ignore RR2",
        )
    }
    assert codes == {
        "--select RR102": ["RR102"],
        "--select RR1": ["RR102", "RR105"],
        "--select unknown-field,RR2": ["RR105"],
        "--ignore RR102": ["RR105"],
        "--ignore RR --ignore RR2": [],
    }


def test_update_bodies(run: Run) -> None:
    ran = run("check", "a.json", "--as", "update", "--format", "json", files={"a.json": b'{"type": "inbound"}'})
    assert (ran.code, ran.places) == (1, [("a.json", "RR601", ""), ("a.json", "RR602", "/type")])


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def feed(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    feed(BAD)
    assert run("check", "-", "--format", "json").places == [("<stdin>", "RR102", "/recording")]
    feed(GOOD + b"\n" + BAD)
    ran = run("check", "--stdin-filename", "x/y.jsonl", "--format", "json", "-")
    assert ran.places == [("x/y.jsonl", "RR102", "/1/recording")]


def test_a_report_can_go_to_a_file(run: Run, tmp_path: Path) -> None:
    ran = run("check", "b.json", "--format", "json", "-o", "report.txt", files={"b.json": BAD})
    assert (ran.code, ran.out) == (1, "")
    assert json.loads((tmp_path / "report.txt").read_bytes())["summary"]["errors"] == 1
    assert run("check", "b.json", "-onone/report.txt").code == 2
    (tmp_path / "folder").mkdir()
    ran = run("check", "b.json", "--output=folder")
    assert (ran.code, ran.err) == (2, "siplint: folder: is a folder, not a file\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.json", "folder", "report.txt"]


def test_the_format_may_come_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIPLINT_FORMAT", "json")
    assert run("check", "b.json", files={"b.json": BAD}).places == [("b.json", "RR102", "/recording")]
    assert run("check", "b.json", "--format", "concise").out.startswith("b.json:1:79:")
    monkeypatch.setenv("SIPLINT_FORMAT", "jsn")
    ran = run("check", "b.json")
    assert ran.code == 2
    assert ran.err.startswith("siplint: SIPLINT_FORMAT cannot be 'jsn'; it can be full, concise, json")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("chek",), "there is no command 'chek'; did you mean check?"),
        (("a.json",), "there is no command 'a.json'; to check a file or folder: siplint check a.json"),
        (("check", "--formt", "json"), "there is no option --formt; did you mean --format?"),
        (("check", "-x"), "there is no option -x"),
        (("check", "--format"), "--format needs a value: FORMAT"),
        (("check", "--strict=1"), "--strict takes no value"),
        (("check", "--as", "updates"), "--as cannot be 'updates'; it can be create, update; did you mean update?"),
    ],
)
def test_usage_errors_say_what_was_meant(run: Run, words: tuple[str, ...], error: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"siplint: {error}\n")


def test_help_and_version(run: Run) -> None:
    assert run("--version").out == f"siplint {__version__}\n"
    overview = run("--help")
    assert (overview.code, run().code) == (0, 2)
    for name in ("check", "rule", "schema", "route"):
        assert f"siplint {name} " in overview.out
        ran = run(name, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"usage: siplint {name} ")
    assert "SIPLINT_FORMAT" in run("check", "-h").out


def test_two_dashes_end_the_options(run: Run) -> None:
    assert run("check", "--format", "json", "--", "-odd.json", files={"-odd.json": BAD}).places == [
        ("-odd.json", "RR102", "/recording")
    ]


def test_folders_are_walked(run: Run, tmp_path: Path) -> None:
    files = {
        "rules/a.json": BAD,
        "rules/deep/b.JSONL": BAD,
        "rules/deep/c.ndjson": BAD,
        "rules/.hidden/d.json": BAD,
        "rules/.e.json": BAD,
        "rules/f.txt": BAD,
        "rules/package.json": b'{"name": "left-pad", "version": "1.0.0"}',
        "rules/list.json": b"[1, 2]",
        "rules/tsconfig.json": b'{\n  // comment\n  "compilerOptions": {}\n}',
        "rules/snapshot.jsonl": b'{"a": 1}\n',
        "rules/broken.json": b'{"name": "n", "phoneNumbers": [}',
        "rules/empty.json": b"",
    }
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "loop.json").symlink_to("loop.json")
    (tmp_path / "rules" / "round").symlink_to(tmp_path / "rules")
    ran = run("check", "--format", "json", files=files)
    assert ran.places == [
        ("rules/a.json", "RR102", "/recording"),
        ("rules/broken.json", "RR001", ""),
        ("rules/deep/b.JSONL", "RR102", "/0/recording"),
        ("rules/deep/c.ndjson", "RR102", "/0/recording"),
        ("rules/empty.json", "RR001", ""),
    ]
    assert "siplint: skipped 4 files that hold something else\n" in ran.err
    assert json.loads(ran.out)["summary"]["files"] == 5
    named = run("check", "rules/package.json", "rules/list.json", "--format", "json")
    assert named.places == [
        ("rules/list.json", "RR005", "/0"),
        ("rules/list.json", "RR005", "/1"),
        ("rules/package.json", "RR005", ""),
    ]


def test_a_list_response_is_named_where_it_is_asked_for_and_skipped_in_a_walk(run: Run) -> None:
    ran = run("check", "a.json", "--format", "json", files={"a.json": b'{"pageInfo": {}, "data": []}'})
    assert ran.places == [("a.json", "RR005", "")]
    assert "list call" in json.loads(ran.out)["diagnostics"][0]["message"]
    ran = run("check", ".", "--format", "json")
    assert (ran.code, ran.places, json.loads(ran.out)["summary"]["files"]) == (0, [], 0)


def test_git_ignored_files_are_passed_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    files = {
        ".gitignore": b"out/\n*.gen.json\n!keep.gen.json\n",
        "a.json": BAD,
        "b.gen.json": BAD,
        "keep.gen.json": BAD,
        "out/c.json": BAD,
        "sub/.gitignore": b"d.json\n!e.gen.json\n",
        "sub/d.json": BAD,
        "sub/e.gen.json": BAD,
    }
    expected = [(name, "RR102", "/recording") for name in ("a.json", "keep.gen.json", "sub/e.gen.json")]
    assert run("check", "--format", "json", files=files).places == expected
    assert run("check", "sub", "--format", "json").places == expected[2:]
    assert run("check", "sub/d.json", "--format", "json").places == [("sub/d.json", "RR102", "/recording")]


def test_an_unreadable_folder_is_trouble(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    ran = run("check", ".", "--format", "json", files={"a.json": BAD})
    assert ran.code == 2
    assert ran.places == [("a.json", "RR102", "/recording")]
    assert "siplint: locked: permission denied\n" in ran.err


def test_files_outside_the_working_directory_keep_their_full_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "b.json").write_bytes(BAD)
    os.chdir(tmp_path / "in")
    assert run("check", "../b.json", "--format", "json").places == [(f"{tmp_path}/b.json", "RR102", "/recording")]


def test_full_shows_the_source_with_both_places(run: Run) -> None:
    source = '{\n\t"name": "日本 é́", "type": "inbound",\n\n\n\t"headers": {"X": "y"}, "phoneNumbers": ["+14155551234"], "agentId": "a"}'
    ran = run("check", "a.json", files={"a.json": source.encode()})
    assert ran.out == (
        "error[RR201]: `headers` is set on an inbound rule; it is for outbound rules\n"
        " --> a.json:5:2  /headers\n"
        "  |\n"
        '2 |     "name": "日本 é́", "type": "inbound",\n'
        "  |                       ----------------- this rule is inbound\n"
        "...\n"
        '5 |     "headers": {"X": "y"}, "phoneNumbers": ["+14155551234"], "agentId": "a"}\n'
        "  |     ^^^^^^^^^^^^^^^^^^^^^\n"
        "  |\n"
        "  = outcome: the API answers 400\n"
        "  = help: remove `headers`; to read headers of incoming calls, use `headersToAttributes`\n"
        "  = fix (--fix --unsafe-fixes):\n"
        '5 | -     "headers": {"X": "y"}, "phoneNumbers": ["+14155551234"], "agentId": "a"}\n'
        '  | +     "phoneNumbers": ["+14155551234"], "agentId": "a"}\n'
        "\n"
    )


def test_full_cuts_a_long_line_around_the_place(run: Run) -> None:
    source = json.dumps(
        {"tags": ["x" * 10_000]}
        | without_members(OUTBOUND_BODY, "name")
        | {"name": " ", "agentMetadata": {"y": "z" * 500}}
    )
    ran = run("check", "a.json", files={"a.json": source.encode()})
    lines = ran.out.splitlines()
    assert lines[3].startswith('1 | …ers": ["+14155551234"], "name": " ", "agentMetadata"')
    assert lines[3].endswith("z…")
    assert lines[3].index('"name"') == lines[4].index("^")
    assert len(lines[3]) <= 110


def test_colors_are_used_where_they_are_wanted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"b.json": BAD}
    assert "\x1b[1;31merror[RR102]\x1b[0m" in run("check", "b.json", "--color", "always", files=files).out
    assert "\x1b" not in run("check", "b.json").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run("check", "b.json").out
    assert "\x1b" not in run("check", "b.json", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", "b.json").out


def test_an_internal_error_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no\x1b[31m luck")

    monkeypatch.setattr("siplint.cli.check_command.run_check", fail)
    ran = run("check", "a.json")
    assert ran.code == 2
    assert ran.err.startswith("siplint: internal error: RuntimeError in cli/main.py, line ")
    assert ran.err.count("\n") == 1
    monkeypatch.setenv("SIPLINT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("check", "a.json")


@pytest.mark.parametrize("error", [MemoryError, SystemError])
def test_a_run_without_memory_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("siplint.cli.check_command.run_check", fail)
    ran = run("check", "a.json")
    assert (ran.code, ran.err) == (2, "siplint: the run takes more memory than there is\n")


def test_a_stream_of_text_takes_the_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "é.json").write_text("{", encoding="utf-8")
    with redirect_stdout(io.StringIO()) as caught:
        assert cli.main(["check", "--format", "concise", "é.json"]) == 1
    assert caught.getvalue().startswith("é.json:1:2: error[RR001] ")


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("siplint.cli.check_command.run_check", interrupt)
    ran = run("check", "a.json")
    assert (ran.code, ran.out, ran.err) == (128 + signal.SIGINT, "", "")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def siplint(*words: str, cwd: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "siplint", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd, env=environment())


def test_a_reader_that_has_gone_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((BAD + b"\n") * 5_000)
    process = siplint("check", "a.jsonl", "--format", "concise", cwd=tmp_path)
    assert process.stdout
    process.stdout.read(1)
    process.stdout.close()
    _, err = process.communicate()
    assert (process.returncode, err) == (-signal.SIGPIPE, b"")


def test_a_clean_run_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_bytes(b"[" + GOOD + b"]")
    code = (
        "import sys; from siplint.cli.main import main; code = main(['check', 'rules.json']); print(code, *sys.modules)"
    )
    plain = {name: value for name, value in environment().items() if not name.startswith("COVERAGE")}
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=tmp_path, env=plain, capture_output=True, check=True, text=True
    )
    code_, *modules = run.stdout.split()
    heavy = "argparse asyncio collections dataclasses enum importlib.metadata json jsonschema logging pathlib pathspec phonenumbers pydantic re typing"
    assert code_ == "0"
    assert set(heavy.split()).intersection(modules) == set()


def test_an_escape_that_is_none_costs_nothing_else(tmp_path: Path) -> None:
    # in a process of its own: what has been imported there decides what the C scanner raises
    (tmp_path / "a.json").write_bytes(rb'{"name":"C:\Users\x","type":"outbound","phoneNumbers":[]}')
    (tmp_path / "b.json").write_bytes(BAD)
    for name in ("full", "json", "sarif"):
        process = siplint("check", "--format", name, "a.json", "b.json", cwd=tmp_path)
        out, err = process.communicate()
        assert (process.returncode, b"internal" in err) == (1, False)
        assert b"RR001" in out
        assert b"RR102" in out


def test_a_snapshot_that_cannot_be_read_hides_no_finding(run: Run) -> None:
    for snapshot in (b"{", b"[]"):
        files = {"b.json": BAD, "account.txt": snapshot}
        ran = run("check", "b.json", "--account", "account.txt", "--format", "json", files=files)
        assert (ran.code, ran.places) == (2, [("b.json", "RR102", "/recording")])
        assert ran.err.startswith("siplint: account.txt")
    ran = run("check", "b.json", "--account", "none.txt", "--format", "sarif")
    assert ran.code == 2
    (invocation,) = json.loads(ran.out)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == [
        "none.txt: there is no such file or folder"
    ]


def test_an_error_of_the_run_leaves_a_valid_document(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("siplint.secrets.redact.redact_report", fail)
    ran = run("check", "b.json", "--format", "json", files={"b.json": BAD})
    assert (ran.code, ran.places) == (2, [])
    assert ran.err.startswith("siplint: internal error: the run: RuntimeError")


TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcGlrZXkiOiJhYmMifQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV"
DIGITS = "4f1d2c8e9a7b3c5d6e0f112233445566778899aabbccddeeff00a1b2c3d4e5f60718293a"


@pytest.mark.parametrize("secret", [TOKEN, DIGITS])
def test_a_secret_is_hidden_wherever_it_stands(run: Run, secret: str) -> None:
    legacy = {
        "gatewayId": "g",
        "name": "n",
        "numbers": [],
        "dispatch": {"agent": {"id": "a", "metadata": {"t": secret}}},
    }
    files = {
        "route.json": json.dumps(INBOUND_BODY | {"name": secret, "headers": {secret: "x"}}).encode(),
        "twice.json": json.dumps(OUTBOUND_BODY | {"headers": {"X-A": secret, "X-B": "b"}})
        .replace("X-B", "X-A")
        .encode(),
        "legacy.json": json.dumps(legacy).encode(),
        "shape.json": json.dumps(
            OUTBOUND_BODY | {"headers": [f"Authorization: {secret}"], "auth": {"password": secret}}
        ).encode(),
        "broken.json": json.dumps(OUTBOUND_BODY | {"tags": [secret]}).encode()[:-1],
    }
    for name in ("full", "json", "sarif", "github", "gitlab", "junit", "concise"):
        ran = run("check", *files, "--format", name, "--min-severity", "info", files=files)
        assert secret[:20] not in ran.out + ran.err
    for words in ((), ("--format", "json")):
        ran = run("route", INBOUND_BODY["phoneNumbers"][0], "route.json", *words)
        assert (ran.code, secret[:20] in ran.out) == (0, False)


def test_a_narrow_terminal_gets_narrow_lines() -> None:
    source = json.dumps(
        {"tags": ["x" * 300]} | OUTBOUND_BODY | {"recording": "true", "agentMetadata": {"y": "z" * 300}}
    )
    settings = Settings(select=("RR102",))
    report = check_bytes(source.encode(), file="a.json", settings=settings)
    lines = "".join(full(report, room=60)).splitlines()
    snippet = [line for line in lines if line.startswith("1 | ") and not line.startswith("1 | - ")]
    assert len(snippet) == 1
    assert len(snippet[0]) <= 60
    assert '"recording": "true"' in snippet[0]


def test_a_narrow_terminal_gets_words_in_several_lines() -> None:
    (one,) = check_bytes(json.dumps(OUTBOUND_BODY | {"recording": "true"}).encode(), file="a.json")
    outcome = "it is likely to be refused, and a-word-of-more-than-forty-letters-is-never-cut ::error:: says it"
    report = Report((Diagnostic(**{**vars(one), "outcome": outcome, "help": "write " + "中文 " * 12 + "now"}),))
    assert "".join(full(report, room=46)).splitlines()[3:] == [
        "  = outcome: it is likely to be refused, and",
        "    a-word-of-more-than-forty-letters-is-never-cut",
        "    : :error:: says it",
        "  = help: write 中文 中文 中文 中文 中文 中文",
        "    中文 中文 中文 中文 中文 中文 now",
        "",
    ]
    assert f"  = outcome: {outcome}\n" in "".join(full(report))


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (("folder",), "no routing rule found in 2 files"),
        (("empty.json",), "no routing rule found in 1 file"),
        (("none",), "found no file to check"),
    ],
)
def test_a_run_without_a_rule_says_so(run: Run, tmp_path: Path, paths: tuple[str, ...], said: str) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "folder").mkdir()
    for name in ("a", "b"):
        (tmp_path / "folder" / f"{name}.json").write_text('{"version": 1}')
    (tmp_path / "empty.json").write_text("[]")
    ran = run("check", *paths)
    assert (ran.code, ran.out, ran.err.splitlines()[-1]) == (0, "", f"siplint: {said}")
    assert run("check", "-q", *paths).err == ""


def test_offered_fixes_alone_do_nothing_and_say_so(run: Run) -> None:
    ran = run("check", "--unsafe-fixes", "a.json", files={"a.json": GOOD})
    assert (ran.code, ran.err) == (0, "siplint: --unsafe-fixes has no effect without --fix or --diff\n")


def test_the_columns_of_a_terminal_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = pty.openpty()
    with open(leader, "rb", buffering=0), open(follower, "w") as terminal:
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 77, 0, 0))
        monkeypatch.setattr("sys.stdout", terminal)
        columns = terminal_columns()
        monkeypatch.undo()
    assert columns == 77
    assert terminal_columns() == 0


def test_a_diff_hides_no_trouble(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"a.json": json.dumps(OUTBOUND_BODY | {"phoneNumbers": ["+1 415 555 1234"]}).encode(), "b.json": GOOD}
    ran = run("check", "--diff", "a.json", "--account", "none.json", files=files)
    assert (ran.code, ran.err) == (
        2,
        "siplint: none.json: there is no such file or folder\nsiplint: would fix 1 finding in 1 file\n",
    )
    assert '+{"name": "Sales calls"' in ran.out

    def fail(name: str, _: bytes, **__: object) -> Any:
        if name == "a.json":
            raise RuntimeError
        return ()

    monkeypatch.setattr("siplint.engine.fix_set.fix_rounds", fail)
    ran = run("check", "--diff", "a.json", "b.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("siplint: internal error: a.json: RuntimeError")

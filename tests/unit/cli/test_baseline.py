"""Baselines on the command line: known findings are hidden, new ones fail, old entries are reported and removed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from command_run import Ran
from siplint.cli import main as cli
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY

FILE = "siplint-baseline.txt"
BAD = OUTBOUND_BODY | {"recording": "yes"}
ODD = INBOUND_BODY | {"recordng": True}
HEAD = '{"siplint-baseline": 1}\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two findings in two files, and a baseline configured that is not there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIPLINT_FORMAT", raising=False)
    (tmp_path / "siplint.toml").write_text(f'baseline = "{FILE}"\n')
    (tmp_path / "a.json").write_text(json.dumps(BAD))
    (tmp_path / "b.json").write_text(json.dumps([ODD]))
    return tmp_path


@pytest.fixture
def run(project: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    assert project.is_dir()

    def run(*words: str) -> Ran:
        code = cli.main(("check", "--format", "json", *words))
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run


def write(run: Callable[..., Ran]) -> None:
    assert run("--write-baseline", FILE).code == 0


def test_todays_findings_become_known_and_new_ones_fail(run: Callable[..., Ran], project: Path) -> None:
    ran = run("--write-baseline", FILE)
    assert (ran.code, ran.found, ran.said[0]) == (0, [], f"wrote 2 known findings to {FILE}")
    head, *lines = (project / FILE).read_text().splitlines()
    assert head + "\n" == HEAD
    assert lines == sorted(lines)
    assert [json.loads(line)["code"] for line in lines] == ["RR102", "RR105"]
    ran = run()
    assert (ran.code, ran.found, ran.said) == (0, [], [f"2 known findings are hidden ({FILE})"])
    (project / "c.json").write_text(json.dumps(OUTBOUND_BODY | {"name": "New", "dtmf": "no"}))
    assert (run().code, run().found) == (1, [("c.json", "RR102")])
    assert run("a.json").said == [f"1 known finding is hidden ({FILE})"]


def test_a_baseline_that_is_not_configured_is_said_to_need_it(run: Callable[..., Ran], project: Path) -> None:
    (project / "siplint.toml").write_text("")
    hint = f'to hide them, put `baseline = "{FILE}"` at the top of siplint.toml'
    assert run("--write-baseline", FILE).said[:2] == [f"wrote 2 known findings to {FILE}", hint]
    (project / "siplint.toml").write_text(f'baseline = "{FILE}"\n')
    assert hint not in run("--write-baseline", FILE).said


@pytest.mark.parametrize(
    ("configuration", "target", "advice"),
    [
        ("siplint.toml", "sub/known.txt", 'put `baseline = "sub/known.txt"` at the top of siplint.toml'),
        ("pyproject.toml", "known.txt", 'put `baseline = "known.txt"` under [tool.siplint] in pyproject.toml'),
        ("", "known.txt", 'put `baseline = "known.txt"` at the top of siplint.toml'),
        ("siplint.toml", "../known.txt", "only if the file is inside the folder of the configuration"),
    ],
)
def test_the_advice_is_the_line_that_hides_them(
    run: Callable[..., Ran], project: Path, configuration: str, target: str, advice: str
) -> None:
    (project / "siplint.toml").unlink()
    if configuration:
        (project / configuration).write_text("[tool.siplint]\n" * (configuration == "pyproject.toml"))
    (project / "sub").mkdir()
    assert advice in run("--write-baseline", target).said[1]


def test_a_baseline_is_not_read_for_rules_whatever_it_is_called(run: Callable[..., Ran], project: Path) -> None:
    (project / "siplint.toml").write_text("")
    run("--write-baseline", "known.json")
    (project / "siplint.toml").write_text('baseline = "known.json"\n')
    ran = run()
    assert (ran.code, ran.found) == (0, [])
    assert "skipped 1 file that holds something else" in ran.said


def test_a_repeated_finding_has_a_line_for_each_time(run: Callable[..., Ran], project: Path) -> None:
    twice = OUTBOUND_BODY | {"phoneNumbers": ["+1 415 555 1234", "+1 415 555 1234"]}
    (project / "a.json").write_text(json.dumps(twice))
    write(run)
    lines = (project / FILE).read_text().splitlines()
    repeated = [line for line in lines if '"RR301"' in line]
    assert (len(repeated), len(set(repeated))) == (2, 1)
    (project / "a.json").write_text(json.dumps(twice | {"phoneNumbers": ["+1 415 555 1234"] * 3}))
    assert [code for _, code in run().found].count("RR301") == 1


def test_a_renamed_file_and_a_new_first_rule_change_nothing(run: Callable[..., Ran], project: Path) -> None:
    write(run)
    (project / "rules").mkdir()
    (project / "a.json").rename(project / "rules" / "z.json")
    (project / "b.json").write_text(
        json.dumps([INBOUND_BODY | {"name": "First", "phoneNumbers": ["+14155552671"]}, ODD])
    )
    assert (run().code, run().found) == (0, [])


def test_entries_that_match_nothing_are_reported_and_removed_on_request(run: Callable[..., Ran], project: Path) -> None:
    write(run)
    (project / "a.json").write_text(json.dumps(OUTBOUND_BODY))
    ran = run()
    name = json.dumps(OUTBOUND_BODY["name"])
    assert (ran.code, ran.said[1:]) == (
        0,
        [
            f"{FILE}:2: RR102 at /recording (a.json, rule {name}) matches nothing",
            "siplint check --prune-baseline removes it",
        ],
    )
    assert "matches nothing" not in run("-q").err + run("a.json").err + run("--select", "RR1").err
    ran = run("--prune-baseline")
    assert (ran.code, ran.said[1:]) == (0, [f"removed 1 entry from {FILE}"])
    (line,) = (project / FILE).read_text().removeprefix(HEAD).splitlines()
    assert json.loads(line)["code"] == "RR105"
    assert run("--prune-baseline").said[1:] == [f"there is nothing to remove from {FILE}"]
    (project / "a.json").write_text(json.dumps(BAD))
    assert run().found == [("a.json", "RR102")]


def test_of_very_many_entries_that_match_nothing_the_first_are_reported(run: Callable[..., Ran], project: Path) -> None:
    line = '{"file": "gone.json", "rule": "sk_live_51HxYz2eZvKYlo2CABCDE", "code": "RR%d", "pointer": "/x"}\n'
    (project / FILE).write_text(HEAD + "".join(line % (1000 + number) for number in range(30)))
    said = run("--ignore", "RR7").said
    assert not [sentence for sentence in said if FILE in sentence]
    said = run().said
    assert said[0] == f'{FILE}:2: RR1000 at /x (gone.json, rule "***") matches nothing'
    assert said[20:22] == [
        f"{FILE}: there are 10 more entries like these",
        "siplint check --prune-baseline removes them",
    ]
    assert run("--prune-baseline").said[0] == f"removed 30 entries from {FILE}"


def test_what_a_run_does_not_look_for_is_not_missed(run: Callable[..., Ran], project: Path) -> None:
    write(run)
    entries = [
        {"file": "a.json", "rule": "x", "code": "RR801", "pointer": "/phoneNumbers"},
        {"file": "a.json", "rule": "x", "code": "RR704", "pointer": "/name"},
        {"file": "excluded.json", "rule": "x", "code": "RR102", "pointer": "/dtmf"},
    ]
    (project / "excluded.json").write_text("{}")
    (project / "siplint.toml").write_text(f'baseline = "{FILE}"\nexclude = ["excluded.json"]\n')
    text = (project / FILE).read_text() + "".join(json.dumps(entry) + "\n" for entry in entries)
    (project / FILE).write_text(text)
    assert run().said == [f"2 known findings are hidden ({FILE})"]
    assert run("--prune-baseline").code == 0
    assert (project / FILE).read_text() == text


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["a.json"], "paths are named"),
        (["."], "paths are named"),
        (["--select", "RR1"], "--select is given"),
        (["--ignore", "RR1"], "--ignore is given"),
        (["--min-severity", "error"], "--min-severity is given"),
        (["--no-cross-file"], "--no-cross-file is given"),
        (["--as", "update"], "--as is given"),
        (["--by-name"], "--by-name is given"),
        (["--exclude", "x"], "--exclude is given"),
    ],
)
def test_a_partial_run_removes_and_replaces_nothing(
    run: Callable[..., Ran], project: Path, words: list[str], reason: str
) -> None:
    assert run("--write-baseline", "new.txt", *words).code == 0
    write(run)
    before = (project / FILE).read_text()
    ran = run("--prune-baseline", *words)
    assert (ran.code, ran.out, ran.said) == (2, "", [f"--prune-baseline needs a run over everything; here {reason}"])
    ran = run("--write-baseline", FILE, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.said == [f"--write-baseline replaces {FILE} only in a run over everything; here {reason}"]
    assert (project / FILE).read_text() == before


def test_a_subfolder_is_a_part_of_the_project(
    run: Callable[..., Ran], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(run)
    (project / "sub").mkdir()
    (project / "a.json").rename(project / "sub" / "a.json")
    monkeypatch.chdir(project / "sub")
    assert (run().code, run().found) == (0, [])
    assert run("--prune-baseline").said == [
        f"--prune-baseline needs a run over everything; here {project / 'sub'} is only a part of {project}"
    ]
    (project / "siplint.toml").write_text(f'baseline = "{FILE}"\npaths = ["."]\n')
    assert run("--prune-baseline").code == 0
    assert len((project / FILE).read_text().splitlines()) == 3


def test_entries_name_files_relative_to_the_baseline(
    run: Callable[..., Ran], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "ci").mkdir()
    (project / "siplint.toml").write_text('baseline = "ci/known.txt"\npaths = ["."]\n')
    assert run("--write-baseline", "ci/known.txt").code == 0
    text = (project / "ci" / "known.txt").read_text()
    assert [json.loads(line)["file"] for line in text.splitlines()[1:]] == ["../a.json", "../b.json"]
    monkeypatch.chdir(project / "ci")
    assert (run().code, run().found) == (0, [])
    assert run("--write-baseline", "known.txt").code == 0
    assert (project / "ci" / "known.txt").read_text() == text


def test_a_configured_baseline_that_is_missing_ends_the_run(run: Callable[..., Ran]) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    advice = f"siplint check --write-baseline {FILE} makes it"
    assert ran.said == [f"{FILE}: there is no such file or folder (`baseline` in siplint.toml); {advice}"]
    assert run("--isolated").code == 1
    write(run)


def test_pruning_needs_a_configured_baseline(run: Callable[..., Ran]) -> None:
    ran = run("--isolated", "--prune-baseline")
    assert (ran.code, ran.said) == (2, ["--prune-baseline: there is no `baseline` in the configuration"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--write-baseline", FILE, "--prune-baseline"], "--write-baseline and --prune-baseline exclude each other"),
        (["--write-baseline", FILE, "--diff"], "with --diff no baseline is written"),
        (["--prune-baseline", "--diff"], "with --diff no baseline is written"),
        (["--write-baseline", "a.json"], "--write-baseline: a.json is there and is not a baseline; name another file"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Callable[..., Ran], words: list[str], sentence: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out, ran.said) == (2, "", [sentence])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", f"{FILE}:1: this is not a baseline: its first line would be {HEAD.strip()}"),
        (json.dumps(BAD), f"{FILE}:1: this is not a baseline: its first line would be {HEAD.strip()}"),
        ('{"siplint-baseline": 2}\n', f"{FILE}:1: this baseline was written by a newer siplint"),
        (HEAD + "\n[]\n", f"{FILE}:3: this is not an entry of a baseline"),
        (HEAD + '{"code": "RR102"}', f"{FILE}:2: this is not an entry of a baseline"),
        (HEAD + '{"code": 1, "file": "a"}', f"{FILE}:2: this is not an entry of a baseline"),
        (HEAD + '{"code": "RR1", "file": "a", "with": 1}', f"{FILE}:2: this is not an entry of a baseline"),
        (HEAD + '{"code": "RR1", "file": "a", "with": [1]}', f"{FILE}:2: this is not an entry of a baseline"),
        (
            HEAD + '{"code": "RR1", "file": "a", "with": [{"rule": "x"}]}',
            f"{FILE}:2: this is not an entry of a baseline",
        ),
        (HEAD + '{"code": "RR1", "file": "../\\u0000/a"}', f"{FILE}:2: this is not an entry of a baseline"),
        (HEAD + '{"code": "RR1", "file": "../\\ud800/a"}', f"{FILE}:2: this is not an entry of a baseline"),
        (
            HEAD + '{"code": "RR1", "code": "RR2", "file": ' + "[" * 9000,
            f"{FILE}:2: this is not an entry of a baseline",
        ),
        (HEAD + "<<<<<<< ours\n", f"{FILE}:2: this is left from a merge: keep the entries of both sides"),
        (HEAD + "\u00e9\n", f"{FILE}:2: this is not an entry of a baseline"),
    ],
)
def test_a_file_that_is_no_baseline_ends_the_run(
    run: Callable[..., Ran], project: Path, text: str, sentence: str
) -> None:
    (project / FILE).write_text(text, encoding="latin-1")
    ran = run()
    assert (ran.code, ran.out, ran.said) == (2, "", [sentence])


def test_line_ends_and_a_byte_order_mark_do_not_count(run: Callable[..., Ran], project: Path) -> None:
    write(run)
    data = (project / FILE).read_bytes()
    (project / FILE).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert (run().code, run().found) == (0, [])
    (project / "a.json").write_text(json.dumps(OUTBOUND_BODY))
    assert run("--prune-baseline").code == 0
    assert (project / FILE).read_bytes() == b"\n".join(line for line in data.split(b"\n") if b"RR102" not in line)


def test_nothing_is_written_where_something_could_not_be_read(
    run: Callable[..., Ran], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "gone.json").symlink_to("nowhere.json")
    monkeypatch.chdir(project)
    (project / "siplint.toml").write_text(f'baseline = "{FILE}"\npaths = [".", "gone.json"]\n')
    ran = run("--write-baseline", FILE)
    assert ran.code == 2
    assert ran.said[-1] != f"wrote 2 known findings to {FILE}"
    assert f"{FILE} was not written: it would lack what could not be checked" in ran.said
    assert not (project / FILE).exists()
    (project / "gone.json").unlink()
    (project / "siplint.toml").write_text(f'baseline = "{FILE}"\n')
    write(run)
    (project / "siplint.toml").write_text(f'baseline = "{FILE}"\npaths = [".", "gone.json"]\n')
    before = (project / FILE).read_text()
    (project / "a.json").write_text(json.dumps(OUTBOUND_BODY))
    ran = run("--prune-baseline")
    assert ran.code == 2
    assert f"{FILE} was not pruned: entries may be about what could not be checked" in ran.said
    assert (project / FILE).read_text() == before


def test_a_baseline_outside_of_the_project_is_not_read(run: Callable[..., Ran], project: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / FILE).write_text(HEAD)
    (project / "link.txt").symlink_to(outside / FILE)
    for path in (f"../{outside.name}/{FILE}", (outside / FILE).as_posix(), "link.txt"):
        (project / "siplint.toml").write_text(f'baseline = "{path}"\n')
        for words in ((), ("--prune-baseline",)):
            ran = run(*words)
            assert (ran.code, ran.out) == (2, "")
            assert ran.said[0].startswith("siplint.toml: `baseline` leads out of the folder of the configuration: ")
            assert ran.said[0].endswith("; put it into the folder")


def test_all_notations_and_any_number_of_processes_know_the_same(run: Callable[..., Ran], project: Path) -> None:
    pytest.importorskip("yaml")
    texts = {
        "c.jsonl": "".join(json.dumps(BAD | {"name": f"line {index}"}) + "\n" for index in range(4)) + "{'a': 1}\n",
        "d.yaml": "name: yaml\ntype: outbound\nphoneNumbers: ['+14155552671']\nrecording: 'yes'\n",
        "e.py": f"import requests\nrequests.post('https://api.videosdk.live/v2/sip/routing-rule', json={BAD!r})\n",
        "f.md": f"```json\n{json.dumps(BAD | {'name': 'markdown'})}\n```\n",
        "g.jsonc": f"// a rule\n{json.dumps(BAD | {'name': 'comments'})}\n",
        "h.sh": f"curl -X POST https://api.videosdk.live/v2/sip/routing-rule -d '{json.dumps(BAD | {'name': 'curl'})}'\n",
    }
    for name, text in texts.items():
        (project / name).write_text(text)
    (project / "siplint.toml").write_text(f'baseline = "{FILE}"\nembedded = true\nmin-severity = "info"\n')
    everything = run("--isolated", "--embedded", "--min-severity", "info")
    assert {file for file, _ in everything.found} == {"a.json", "b.json", *texts}
    write(run)
    text = (project / FILE).read_text()
    for jobs in ("1", "2"):
        ran = run("--jobs", jobs)
        assert (ran.code, ran.found) == (0, [])
        assert ran.said[0] == f"{len(everything.found)} known findings are hidden ({FILE})"
        assert run("--jobs", jobs, "--write-baseline", FILE).code == 0
        assert (project / FILE).read_text() == text
    for name in texts:
        os.rename(project / name, project / f"renamed-{name}")
    assert run("--jobs", "2").found == []


def test_fixes_are_made_in_known_findings_too(run: Callable[..., Ran], project: Path) -> None:
    (project / "a.json").write_text(json.dumps(BAD)[:-1] + ",}")
    write(run)
    ran = run("--fix")
    assert json.loads((project / "a.json").read_text()) == BAD
    assert [code for _, code in ran.found] == ["RR102"]


@pytest.mark.parametrize("name", ["full", "concise", "sarif", "gitlab", "junit", "github"])
def test_a_known_finding_is_in_no_report(run: Callable[..., Ran], name: str) -> None:
    assert "RR105" in run("--isolated", "--format", name).out
    write(run)
    assert "RR105" not in run("--format", name).out


def test_findings_about_the_snapshot_are_known_and_missed(run: Callable[..., Ran], project: Path) -> None:
    def pulled(*numbers: str) -> None:
        snapshot = {"version": 1, "phoneNumbers": list(numbers), "routingRules": []}
        (project / "account.json").write_text(json.dumps(snapshot))

    (project / "siplint.toml").write_text(
        f'baseline = "{FILE}"\naccount = "account.json"\nmin-severity = "info"\nselect = ["RR810"]\n'
    )
    pulled("+442071838750", "+33612345678")
    write(run)
    assert len((project / FILE).read_text().splitlines()) == 3
    pulled("+14155559999", "+33612345678")
    assert run().found == [("account.json", "RR810")]
    assert f"removed 1 entry from {FILE}" in run("--prune-baseline").said


def test_odd_names_are_written_and_read_back(run: Callable[..., Ran], project: Path) -> None:
    for name in (b"caf\xe9.json", "\u202ebidi.json".encode(), b'quote".json', "日本.json".encode(), b"a\nb.json"):
        try:
            (project / os.fsdecode(name)).write_text(json.dumps(BAD | {"name": f"rule \u2028 {name!r}"}))
        except OSError:  # some file systems take UTF-8 alone
            continue
    write(run)
    text = (project / FILE).read_text("utf-8")
    assert "\u202e" not in text
    assert "\u2028" not in text
    assert (run().code, run().found) == (0, [])

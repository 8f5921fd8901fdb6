"""Fixes mend files without harm: byte for byte in the examples, and by properties on generated files."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples_of_rules import text_of
from siplint.account.snapshot import account_of
from siplint.api import check_bytes
from siplint.cli import main as cli
from siplint.engine.fix import apply, compatible, fix_bytes
from siplint.model.diagnostic import Edit, Fix
from siplint.model.settings import Settings
from siplint.rules.catalogue import all_rules
from siplint.source.locations import children
from strategies import broken, rendered

RULES = all_rules()

if TYPE_CHECKING:
    from pathlib import Path

    from siplint.model.diagnostic import Diagnostic
    from siplint.rules.base import Rule

EVERYTHING = Settings(min_severity="info")
ODD = (
    b'\xef\xbb\xbf{ "na\\u006de" : "caf\\u00e9 \xf0\x9f\x98\x80",\r\n\t"type":"OUTBOUND" ,\r\n'
    b'  "apiKey": null, "agentId" :"a", "agentMetadata" : {"a": 1.50e2, "b": 123456789012345678901234567890},\r\n'
    b'\t"phoneNumbers": [ "+14155551234"\t, ],\r\n"recording" :true,\r\n"dtmf":null\r\n}\r\n'
)
MENDED = (
    b'\xef\xbb\xbf{ "na\\u006de" : "caf\\u00e9 \xf0\x9f\x98\x80",\r\n\t"type":"outbound" ,\r\n'
    b'  "agentId" :"a", "agentMetadata" : {"a": 1.50e2, "b": 123456789012345678901234567890},\r\n'
    b'\t"phoneNumbers": [ "+14155551234"\t ],\r\n"recording" :true\r\n}\r\n'
)
GOOD = b'{"name": "n", "type": "outbound", "phoneNumbers": ["+14155551234"]}'


def codes(made: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in made]


def fix(*spans: tuple[int, int], text: str = "x", safe: bool = True) -> Fix:
    return Fix(safe, tuple(Edit(start, end, text) for start, end in spans))


def test_safe_fixes_touch_their_bytes_alone() -> None:
    better, made = fix_bytes("a.json", ODD)
    assert better == MENDED
    assert codes(made) == [("RR001", ""), ("RR103", "/type"), ("RR106", "/apiKey"), ("RR106", "/dtmf")]


def test_what_is_not_selected_is_not_mended() -> None:
    data = b'{"name": "n", "type": "OUTBOUND", "phoneNumbers": ["+14155551234"], "agentId": null}'
    better = data.replace(b"OUTBOUND", b"outbound")
    assert fix_bytes("a.json", data, settings=Settings(select=("RR103",)))[0] == better
    assert fix_bytes("a.json", data, settings=Settings(ignore=("null-value",)))[0] == better


def test_offers_are_made_only_when_asked_for() -> None:
    data = GOOD.replace(b"}", b', "recordng": true}')
    assert fix_bytes("a.json", data) == (data, ())
    assert fix_bytes("a.json", data, unsafe=True)[0] == data.replace(b"recordng", b"recording")


def test_lines_are_mended_each_for_itself() -> None:
    broken_line = b'{"name": "n",}\n'
    data = (
        GOOD + b"\n\n" + GOOD.replace(b"}", b",}\r\n") + b"{\n" + GOOD.replace(b"outbound", b"Outbound") + broken_line
    )
    better = GOOD + b"\n\n" + GOOD + b"\r\n" + b"{\n" + GOOD.replace(b"outbound", b"Outbound") + broken_line
    assert fix_bytes("a.jsonl", data)[0] == better
    assert fix_bytes("a.ndjson", GOOD.replace(b"outbound", b"Outbound") + b"\n{")[0] == GOOD + b"\n{"


def test_a_fix_that_brings_no_error_but_what_was_reported_before_is_made() -> None:
    bad = '{"name": "n", "type": "INBOUND", "phoneNumbers": [], "headers": {"X-A": "b"}, "agentId": null, "dtmf": null}'
    better = '{"name": "n", "type": "inbound", "phoneNumbers": [], "headers": {"X-A": "b"}}'
    assert fix_bytes("a.json", bad.encode()) == (better.encode(), fix_bytes("a.json", bad.encode())[1])
    wrong = GOOD.decode().replace("outbound", "OUTBOUND")
    assert fix_bytes("a.json", f"[{bad}, {wrong}]".encode())[0] == f"[{better}, {GOOD.decode()}]".encode()
    best = '{"name": "n", "type": "inbound", "phoneNumbers": []}'
    assert fix_bytes("a.json", bad.encode(), unsafe=True)[0] == best.encode()


def test_an_unsafe_fix_never_gives_a_key_twice() -> None:
    data = GOOD.replace(b"}", b', "recordng": true, "recordin": false}')
    better, made = fix_bytes("a.json", data, unsafe=True)
    assert better == data.replace(b"recordng", b"recording")
    assert codes(made) == [("RR105", "/recordng")]


def test_trailing_commas_go_together_though_other_errors_come_to_light() -> None:
    data = b"[" + b", ".join([b'{"name": "n",}'] * 300) + b",]"
    better, made = fix_bytes("a.json", data)
    assert better == b"[" + b", ".join([b'{"name": "n"}'] * 300) + b"]"
    assert codes(made) == [("RR001", "")]


def test_an_update_keeps_a_null_that_may_be_meant() -> None:
    data = b'{"agentId": null, "room": {"pin": null}}'
    settings = Settings(kind="update")
    assert fix_bytes("a.json", data, settings=settings)[0] == data
    assert fix_bytes("a.json", data, settings=settings, unsafe=True)[0] == b'{"room": {}}'


@pytest.mark.parametrize(
    "rule", [one for one in RULES if one.stage in ("document", "shape", "each")], ids=lambda one: one.code
)
def test_a_rule_that_says_it_has_a_fix_has_one_that_mends_it(rule: Rule) -> None:
    settings = Settings(kind=rule.kinds[0], min_severity="info", select=(rule.code,))
    mended: list[Diagnostic] = []
    for bad in rule.bad:
        data = text_of(bad.body)
        better, made = fix_bytes("rule.json", data, settings=settings, unsafe=True)
        mended += made
        assert (better != data) == bool(made)
        assert not made or rule.code not in {one.code for one in check_bytes(better, settings=settings)}
    assert bool(mended) == bool(rule.fix)


def test_what_only_an_account_says_keeps_no_fix_back() -> None:
    settings = Settings(account=account_of({"version": 1, "takenAt": "2026-05-11T10:00:00Z", "phoneNumbers": []}))
    data = GOOD.replace(b"+14155551234", b"+1 415 555 1234")
    assert fix_bytes("a.json", data, settings=settings)[0] == GOOD


def test_overlapping_fixes_are_not_both_made() -> None:
    assert apply(b"0123456789", [fix((1, 3)), fix((2, 4)), fix((4, 5), (8, 9))]) == b"0x3x567x9"
    assert apply(b"0123456789", [fix((1, 3), safe=False), fix((2, 4))]) == b"01x456789"
    assert apply(b"0123456789", [fix((1, 3), (6, 7)), fix((6, 8)), fix((3, 3)), fix((5, 5))]) == b"0x34x5x789"
    assert apply(b"0123456789", [fix((5, 5)), fix((5, 5)), fix((5, 6))]) == b"01234x56789"
    assert apply(b"0123456789", [fix((1, 2)), fix((2, 3))]) == b"0xx3456789"


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=2), max_size=6),
    st.randoms(),
)
def test_the_order_of_fixes_changes_nothing(spans: list[list[tuple[int, int]]], dice: Any) -> None:
    offers = [fix(*((start, start + size) for start, size in one), text=str(n)) for n, one in enumerate(spans)]
    shuffled = list(offers)
    dice.shuffle(shuffled)
    assert compatible(offers) == compatible(shuffled)
    assert apply(b"abcdefghijklm", offers) == apply(b"abcdefghijklm", shuffled)


FILES = st.one_of(broken(), broken(), st.lists(broken(), max_size=3)).flatmap(rendered)


def errors(data: bytes) -> Counter[tuple[str, str]]:
    found = check_bytes(data, settings=EVERYTHING).errors
    return Counter((one.code, "".join(step for step in one.pointer if not step.isdigit())) for one in found)


@given(FILES)
def test_safe_fixes_bring_no_error_and_leave_nothing_to_fix_again(data: bytes) -> None:
    better, made = fix_bytes("<memory>", data)
    assert errors(better) <= errors(data)
    assert all(one.fix and one.fix.safe for one in made)
    assert fix_bytes("<memory>", better) == (better, ())


@given(FILES)
def test_all_fixes_give_json_without_repeated_keys_and_leave_nothing_to_fix_again(data: bytes) -> None:
    better, _ = fix_bytes("<memory>", data, unsafe=True)
    assert [one.code for one in check_bytes(better) if one.code in ("RR001", "RR003")] == []
    assert fix_bytes("<memory>", better, unsafe=True) == (better, ())


def members(data: bytes) -> dict[str | int, str]:
    text = data.decode("utf-8-sig")
    entries = children(text, len(text) - len(text.lstrip(" \t\r\n")))
    return {key: text[start:end] for key, (start, _, end) in entries}


@given(broken().flatmap(rendered))
def test_a_fix_leaves_every_byte_outside_its_edits_and_every_other_member(data: bytes) -> None:
    for one in check_bytes(data, settings=EVERYTHING):
        if one.fix:
            better = apply(data, [one.fix])
            rest, at = data, len(data)
            for edit in sorted(one.fix.edits, key=lambda edit: -edit.start):
                assert better.endswith(rest[edit.end : at])
                better = better[: len(better) - (at - edit.end) - len(edit.text.encode())]
                at = edit.start
            assert better == data[:at]
            if one.code not in ("RR110", "RR111"):
                head = one.pointer.split("/")[1]
                before, after = members(data), members(apply(data, [one.fix]))
                assert {key: before[key] for key in before if key != head}.items() <= after.items()


@given(broken().flatmap(rendered), st.data())
def test_trailing_commas_are_deleted_and_nothing_else(data: bytes, draws: st.DataObject) -> None:
    text = data.decode("utf-8-sig")
    ends = [at for at, _ in enumerate(text) if text[at] in "}]" and _closes_after_an_entry(text, at)]
    commas = draws.draw(st.sets(st.sampled_from(ends), min_size=1)) if ends else set()
    odd = "".join(f",{letter}" if at in commas else letter for at, letter in enumerate(text))
    assert fix_bytes("a.json", odd.encode(), settings=Settings(select=("RR001",)))[0] == text.encode()


def _closes_after_an_entry(text: str, at: int) -> bool:
    """Tell whether a closing bracket is one (not part of a string) that follows an entry: the text with a comma is wrong."""
    report = check_bytes((text[:at] + "," + text[at:]).encode(), settings=Settings(select=("RR001",)))
    return [one.fix is not None for one in report] == [True]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str, str]:
    code = cli.main(words)
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


def test_fix_writes_the_files_and_tells_what_remains(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "a.json").write_bytes(ODD)
    (folder / "b.json").write_bytes(GOOD.replace(b"}", b', "recording": "true"}'))
    code, out, err = run(capfdbinary, "check", "--fix", "--format", "concise", ".")
    assert (folder / "a.json").read_bytes() == MENDED
    assert (code, out) == (1, 'b.json:1:69: error[RR102] `recording` is a string, "true"; it should be a boolean\n')
    assert err.splitlines()[-3:] == [
        "siplint: fixed 4 findings in 1 file",
        "siplint: 1 error; 2 rules in 2 files",
        "siplint: 1 fixable with --fix --unsafe-fixes",
    ]
    code, out, err = run(capfdbinary, "check", "--fix", "--unsafe-fixes", ".")
    assert (code, out) == (0, "")
    assert err == (
        'siplint: fixed b.json:1:69 /recording: RR102 wrong-type: "recording": "true" → "recording": true'
        " (unsafe: write true)\nsiplint: fixed 1 finding in 1 file\n"
    )
    assert (folder / "b.json").read_bytes() == GOOD.replace(b"}", b', "recording": true}')
    (folder / "a.json").write_bytes(ODD)
    assert run(capfdbinary, "check", "--fix", "-q", ".") == (0, "", "")


def test_diff_changes_nothing(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = GOOD.replace(b"outbound", b"Outbound") + b"\n"
    (folder / "a.json").write_bytes(data)
    shown = f"--- a/a.json\n+++ b/a.json\n@@ -1 +1 @@\n-{data.decode()}+{GOOD.decode()}\n"
    counted = "siplint: would fix 1 finding in 1 file\n"
    assert run(capfdbinary, "check", "--diff", "--fix", "a.json") == (1, shown, counted)
    assert run(capfdbinary, "check", "--diff", "--exit-zero", "-q", "a.json") == (0, shown, "")
    missing = "siplint: b.json: there is no such file or folder\n"
    assert run(capfdbinary, "check", "--diff", "a.json", "b.json") == (2, shown, missing + counted)
    assert (folder / "a.json").read_bytes() == data
    (folder / "a.json").write_bytes(GOOD)
    assert run(capfdbinary, "check", "--diff", "a.json") == (0, "", "")


def test_a_diff_without_a_change_names_the_offered_fixes(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "a.json").write_bytes(GOOD.replace(b"}", b', "recording": "true"}'))
    said = "siplint: would fix nothing; with --unsafe-fixes 1 finding in 1 file\n"
    assert run(capfdbinary, "check", "--diff", "a.json") == (0, "", said)
    code, out, err = run(capfdbinary, "check", "--diff", "--unsafe-fixes", "a.json")
    assert (code, out != "", err) == (1, True, "siplint: would fix 1 finding in 1 file\n")


def test_a_diff_shows_no_secret(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    more = b', "apiKey": "3f1c7a52-0b9e-4f6d-8a57", "headers": {"X-A": "Bearer 0b9e4f6d8a57c2d1e4"},}'
    (folder / "a.json").write_bytes(GOOD.replace(b"outbound", b"Outbound").replace(b"}", more))
    for words in ((), ("--select", "RR103,RR001")):
        code, out, err = run(capfdbinary, "check", "--diff", *words, "a.json")
        assert (code, "outbound" in out, err.startswith("siplint: would fix ")) == (1, True, True)
        assert "4f6d" not in out + err


@pytest.mark.usefixtures("folder")
def test_standard_input_comes_out_mended(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for data, better, code in ((ODD, MENDED, 0), (GOOD, GOOD, 0), (b"\xff", b"\xff", 1)):
        monkeypatch.setattr("sys.stdin", _Piped(data))
        assert cli.main(("check", "--fix", "--format", "json", "-")) == code
        out, err = capfdbinary.readouterr()
        assert out == better
        assert json.loads(err[err.index(b"{") : err.rindex(b"}") + 1])["summary"]["errors"] == code


class _Piped:
    def __init__(self, data: bytes) -> None:
        import io

        self.buffer = io.BytesIO(data)


def test_a_file_that_cannot_be_written_is_trouble(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = folder / "a.json"
    path.write_bytes(ODD)
    path.chmod(0o444)
    code, _, err = run(capfdbinary, "check", "--fix", "--format", "concise", "a.json")
    assert (code, path.read_bytes()) == (2, ODD)
    assert "siplint: a.json was not fixed and is as it was: it is read-only\n" in err


def test_rounds_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siplint.engine.fix.ROUNDS", 1)
    assert codes(fix_bytes("a.json", ODD)[1]) == [("RR001", "")]

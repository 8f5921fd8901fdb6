"""A run in chunks: the same report for every size of them, for any number of processes, read or held."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from many_files import FILES
from siplint.account.snapshot import account_of
from siplint.engine.files import lint_files
from siplint.model.run_report import Report
from siplint.model.settings import FORMATS, Settings
from siplint.model.suppression import Suppression
from siplint.report import formatter
from siplint.rules.policy_engine import policy

if TYPE_CHECKING:
    from siplint.source.chunks import Source

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


def test_an_error_where_bodies_meet_is_told_and_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("siplint.engine.key_index.KeyIndex.first", fail)
    report = lint_files({"a.json": FILES["a.json"], "c.json": json.dumps({"recording": "yes"}).encode()}, Settings())
    assert {one.file for one in report} == {"a.json", "c.json"}
    assert [one.partition(":")[0] for one in report.failures] == ["a.json"]
    with pytest.raises(RuntimeError):
        lint_files(FILES, Settings(debug=True))

"""Every format is one valid document by its own published rules, whatever the files hold, and says what was found."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import golden
from harmless import assert_harmless
from loud import NAMES, reports, sources
from parsers import PARSERS, Row
from rendering import rendered
from siplint.api import check, check_files
from siplint.model.diagnostic import Diagnostic, place_of
from siplint.model.escaping import encodable, visible
from siplint.model.examples import INBOUND_BODY
from siplint.model.run_report import Report
from siplint.model.settings import FORMATS, Settings
from siplint.model.severity import INFO

EVERYTHING = Settings(min_severity=INFO)
MACHINE = tuple(name for name in FORMATS if name not in ("full", "concise"))


# --- content never speaks


def tight(row: Row) -> Row:
    return row._replace(file=row.file.replace(" ", ""), message=row.message.replace(" ", ""))


def escaped(file: str) -> str:
    """Give a name as a URI can carry it."""
    try:
        file.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return encodable(file)
    return file


def expected(name: str, one: Diagnostic) -> Row:
    file, message = visible(one.file), visible(one.message)
    line, column = (one.start.line, one.start.column) if one.start else (0, 0)
    if name == "json":
        file, message = encodable(one.file), encodable(one.message)
    elif name == "gitlab":
        file = encodable(one.file)
    elif name == "sarif":
        file, message = escaped(one.file), message.replace("](", "] (")
    elif name == "concise":
        file = visible(place_of(one)) if not one.start else file
        message = f"[*] {message}" if one.is_fixable else message
    elif name == "github" and one.start and one.end and one.start.line != one.end.line:
        column = 0
    return Row(one.code, one.severity, file, line, column, message)


def assert_faithful(name: str, report: Report) -> None:
    text = rendered(name, report)
    assert_harmless(name, text)
    if name in PARSERS:
        rows = [tight(row) for row in PARSERS[name](text)]
        wanted = [tight(expected(name, one)) for one in report]
        assert sorted(rows) == sorted(wanted)


@pytest.mark.parametrize("name", FORMATS)
@given(files=st.dictionaries(NAMES, sources(), max_size=2))
def test_what_files_hold_never_speaks_and_every_finding_is_told(name: str, files: dict[str, bytes]) -> None:
    assert_faithful(name, check_files(files, settings=EVERYTHING))


@pytest.mark.parametrize("name", FORMATS)
@given(report=reports())
def test_what_diagnostics_say_never_speaks(name: str, report: Report) -> None:
    assert_faithful(name, report)


# --- one valid document always


@pytest.mark.parametrize("name", FORMATS)
def test_the_golden_report_is_as_it_was_read(name: str) -> None:
    """If the change is wanted: `python tests/golden.py`, then read the difference."""
    assert golden.rendered(name) == golden.home(name).read_bytes().decode()


@pytest.mark.parametrize("name", MACHINE)
@pytest.mark.parametrize("files", [{}, {"a.json": json.dumps(INBOUND_BODY).encode()}], ids=["no file", "a clean file"])
def test_without_findings_it_is_still_a_document(name: str, files: dict[str, bytes]) -> None:
    assert list(PARSERS[name](rendered(name, check_files(files)))) == []


@pytest.mark.parametrize("name", MACHINE)
def test_a_body_that_was_never_text_has_a_report(name: str) -> None:
    report = check({**INBOUND_BODY, "headers": {"a": "b"}})
    (row,) = PARSERS[name](rendered(name, report))
    assert row[:5] == ("RR201", "error", "<memory>", 0, 0)


def test_every_file_looked_at_is_named() -> None:
    assert check(INBOUND_BODY).names == ("<memory>",)
    assert check(INBOUND_BODY, file="x").names == ("x",)
    assert check({}, file="x").names == ("x",)
    files = {"b.json": b"1", "a.json": json.dumps(INBOUND_BODY).encode(), "package.json": b'{"version": "1"}'}
    assert check_files(files, settings=Settings(walked=frozenset(["package.json"]))).names == ("a.json", "b.json")


# --- SARIF

# --- GitHub


# --- GitLab


# --- JUnit

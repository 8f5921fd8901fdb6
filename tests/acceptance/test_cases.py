"""The conformance cases: our own copy, and the shared ones where they are beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest

from places import CASES, SHARED
from siplint.api import check_bytes
from siplint.model.settings import Settings

FOLDERS = (CASES, *sorted(SHARED.glob("cases*")))
FOUND = [path for folder in FOLDERS for path in sorted(folder.glob("*.expected"))]


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parents[1].name}-{path.parent.name}-{path.stem}")
def test_case(path: Path) -> None:
    expected = json.loads(path.read_bytes())
    (source,) = (one for one in path.parent.glob(f"{path.stem}.*") if one.suffix != ".expected")
    kind: Literal["create", "update"] = "update" if expected["args"] == ["--as", "update"] else "create"
    settings = Settings(kind=kind)
    report = check_bytes(source.read_bytes(), file=source.name, settings=settings)
    assert sorted([one.code, one.pointer] for one in report.errors) == sorted(expected["errors"])
    warnings = [[one.code, one.pointer] for one in report.warnings]
    assert [one for one in expected["warnings"] if one not in warnings] == []
    if expected["note"] == "clean":
        assert list(report) == []
    assert (not report.ok) == bool(expected["exit"])

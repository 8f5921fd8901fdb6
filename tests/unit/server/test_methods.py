"""The page of the server names the methods that there are, and no others."""

from __future__ import annotations

import re

import pytest

from places import ROOT
from siplint.server.methods import METHODS, method_named

PAGE = ROOT / "docs" / "server.md"
HANDLED_BY_THE_LOOP = {"exit", "$/cancelRequest"}
NOT_WORTH_NAMING = {"textDocument/willSave"}


def documented() -> set[str]:
    section = PAGE.read_text("utf-8").partition("## Methods")[2].partition("\n## ")[0]
    rows = [row for row in section.split("\n") if row.startswith("|") and "to the editor" not in row]
    names = {name for row in rows for name in re.findall(r"`([$\w]+/[\w/]+)`", row)}
    return names | set(re.findall(r"`(\w+)`", next(row for row in rows if "| life |" in row)))


def test_the_page_names_every_method() -> None:
    sent = {"textDocument/publishDiagnostics", "workspace/diagnostic/refresh", "client/registerCapability"}
    assert documented() - sent == METHODS.keys() - NOT_WORTH_NAMING | HANDLED_BY_THE_LOOP


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_its_function(name: str) -> None:
    assert callable(method_named(name))


def test_there_is_no_other_method() -> None:
    assert method_named("textDocument/rename") is None

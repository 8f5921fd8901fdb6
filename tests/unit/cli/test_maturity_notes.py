"""What is said of selected rules that are not stable."""

from __future__ import annotations

import pytest

from siplint.cli.inputs import maturity_notes
from siplint.model.settings import Settings
from siplint.rules import catalogue

PREVIEW = catalogue.rule_of("RR601").but(maturity="preview")
DEPRECATED = catalogue.rule_of("RR602").but(maturity="deprecated", replaced_by="RR601")


@pytest.mark.parametrize(
    ("select", "preview", "notes"),
    [
        ((), False, []),
        (("RR601",), False, []),
        (("RR60",), True, ["RR602 is deprecated; RR601 replaces it"]),
        (("no-editable-field", "rr602"), False, ["RR602 is deprecated; RR601 replaces it"]),
    ],
)
def test_selected_rules_that_are_not_stable_are_named(
    select: tuple[str, ...], preview: bool, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "entries", lambda: (PREVIEW, DEPRECATED))
    monkeypatch.setattr(catalogue, "rule_of", {"RR601": PREVIEW, "RR602": DEPRECATED}.__getitem__)
    assert list(maturity_notes(Settings(select=select, preview=preview))) == notes


def test_a_prefix_of_rules_in_preview_alone_shows_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "entries", lambda: (PREVIEW,))
    note = "RR6 selects only rules in preview: name them in full, or set `preview = true`"
    assert list(maturity_notes(Settings(select=("RR6",)))) == [note]
    assert list(maturity_notes(Settings(select=("RR6",), preview=True))) == []
    assert list(maturity_notes(Settings(select=("RR7",)))) == []

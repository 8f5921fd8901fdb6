"""Annotations as GitHub's runner takes them."""

from __future__ import annotations

import pytest

from parsers import commands
from rendering import finding, rendered
from siplint.model.diagnostic import Label, Position
from siplint.model.run_report import Report
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.report import github


def test_github_takes_errors_first_and_columns_only_within_a_line() -> None:
    long = finding(3, end=Position(9, 1, 99))
    report = Report((finding(0, INFO), finding(1, WARNING), finding(2, ERROR), long))
    assert [
        (name, facts.get("line"), facts.get("endColumn")) for name, facts, _ in commands(rendered("github", report))
    ] == [
        ("error", "3", "5"),
        ("error", "4", None),
        ("warning", "2", "5"),
        ("notice", "1", "5"),
    ]


def test_github_escapes_as_the_toolkit_does() -> None:
    one = finding(file="a,b:c%.json", message="100%, \n::error::", help="try: x")
    text = rendered("github", Report((one,)))
    assert text == (
        "::error file=a%2Cb%3Ac%25.json,line=1,endLine=1,col=3,endColumn=5,title=RR105 unknown-field"
        "::100%25, ␊::error::%0Aignored%0Ahelp: try: x%0Aat a,b:c%25.json:1:3\n"
    )


def test_github_says_labels_too() -> None:
    one = finding(labels=(Label("here", "b.json", "/x", Position(7, 1, 0), Position(7, 2, 1)),))
    ((_, _, data),) = commands(rendered("github", Report((one,))))
    assert data == "fault 0\nignored\nb.json:7:1: here\nat a.json:1:3"


@pytest.mark.parametrize(("many", "told"), [(10, False), (11, True)])
def test_github_is_told_that_it_shows_few(many: int, told: bool) -> None:
    report = Report(tuple(finding(index, WARNING) for index in range(many)))
    text = rendered("github", report)
    assert len(list(commands(text))) == many
    assert text.endswith(f"this log has all {many} findings\n") == told
    assert github.SHOWN == 10

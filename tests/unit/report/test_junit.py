"""The report that JUnit's readers take."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from rendering import finding, rendered
from siplint.model.diagnostic import Label
from siplint.model.run_report import Report
from siplint.model.severity import INFO, WARNING


def suites(report: Report) -> Iterator[ET.Element]:
    root = ET.fromstring(rendered("junit", report))
    assert root.tag == "testsuites"
    inner = list(root)
    for name in ("tests", "failures", "errors"):
        assert int(root.attrib[name]) == sum(int(one.attrib[name]) for one in inner)
    yield from inner


def test_junit_counts_what_it_holds() -> None:
    found = (finding(0), finding(1, WARNING), finding(2, INFO, help="h", labels=(Label("l", "b", "/p"),)))
    told = []
    for suite in suites(Report(found, names=("a.json", "clean.json"))):
        cases = suite.findall("testcase")
        assert len(suite) == len(cases) == int(suite.attrib["tests"])
        assert len(suite.findall("testcase/failure")) == int(suite.attrib["failures"])
        told.append((suite.attrib["name"], [[one.tag for one in case] for case in cases]))
    assert told == [("a.json", [["failure"], ["failure"], ["system-out"]]), ("clean.json", [[]])]


def test_junit_says_the_whole_of_it() -> None:
    one = finding(2, INFO, help="<h>", labels=(Label("l", "b", "/p"),), url="u")
    (suite,) = suites(Report((one,)))
    (case,) = suite
    assert case.attrib["name"] == "RR105 unknown-field /2 (3:3)"
    assert case[0].text == "a.json:3:3: info[RR105] fault 2\nignored\nhelp: <h>\nb#/p: l\nu"

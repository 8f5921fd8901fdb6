"""Reads the reports back as those who get them do: each gives the diagnostics as plain rows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

COMMAND = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\n]*)")
LINE = re.compile(r"(.*?)(?::([0-9]+):([0-9]+))?: (error|warning|info)\[(RR[0-9]{3})\] (.*)")


class Row(NamedTuple):
    """What every format says of a diagnostic."""

    code: str
    severity: str
    file: str
    line: int
    column: int
    message: str


def from_json(text: str) -> Iterator[Row]:
    for one in json.loads(text)["diagnostics"]:
        start = one["start"] or {"line": 0, "column": 0}
        yield Row(one["code"], one["severity"], one["file"], start["line"], start["column"], one["message"])


def from_sarif(text: str) -> Iterator[Row]:
    (run,) = json.loads(text)["runs"]
    rules = run["tool"]["driver"]["rules"]
    for one in run["results"]:
        (location,) = one["locations"]
        place = location["physicalLocation"]
        region = place.get("region", {"startLine": 0, "startColumn": 0})
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        yield Row(
            one["ruleId"],
            {"note": "info"}.get(one["level"], one["level"]),
            file_of(place["artifactLocation"]),
            region["startLine"],
            region["startColumn"],
            one["message"]["text"].replace("{{", "{").replace("}}", "}"),
        )


def file_of(location: dict[str, Any]) -> str:
    uri = location["uri"]
    assert uri.isascii()
    assert urlsplit(uri).scheme == ("" if "uriBaseId" in location else "file")
    assert "\\" not in uri
    return unquote(uri.removeprefix("file://"), errors="surrogateescape")


def from_gitlab(text: str) -> Iterator[Row]:
    for one in json.loads(text):
        begin = one["location"].get("positions", {"begin": {"line": 0, "column": 0}})["begin"]
        yield Row(
            one["check_name"],
            {"major": "error", "minor": "warning"}.get(one["severity"], one["severity"]),
            one["location"]["path"],
            begin["line"],
            begin["column"],
            one["description"],
        )


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read as the runner does: the command, its properties and its data, unescaped."""
    for line in text.split("\n")[:-1]:
        if not line.lstrip().startswith("::"):
            continue
        match = COMMAND.fullmatch(line)
        assert match, line
        name, properties, data = match.groups()
        pairs = dict(one.split("=", 1) for one in properties.split(","))
        yield name, {key: _unescaped(value) for key, value in pairs.items()}, _unescaped(data)


def _unescaped(text: str) -> str:
    for escape, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, letter)
    return text


def from_github(text: str) -> Iterator[Row]:
    for name, facts, data in commands(text):
        yield Row(
            facts["title"].split(" ")[0],
            {"notice": "info"}.get(name, name),
            facts["file"],
            int(facts.get("line", 0)),
            int(facts["col"]) if "col" in facts else 0,
            data.split("\n")[0],
        )


def from_junit(text: str) -> Iterator[Row]:
    for case in ET.fromstring(text).iter("testcase"):
        name = case.attrib["name"]
        if name == "no findings":
            assert len(case) == 0
            continue
        (said,) = case
        severity = "info" if said.tag == "system-out" else said.attrib["type"]
        place = re.search(r"\(([0-9]+):([0-9]+)\)$", name)
        line, column = map(int, place.groups()) if place else (0, 0)
        first = (said.text or "").split("\n")[0]
        message = said.attrib.get("message", first.partition(f" info[{name[:5]}] ")[2])
        yield Row(name[:5], severity, case.attrib["classname"], line, column, message)


def from_concise(text: str) -> Iterator[Row]:
    for one in text.split("\n")[:-1]:
        match = LINE.fullmatch(one)
        assert match, one
        file, line, column, severity, code, message = match.groups()
        yield Row(code, severity, file, int(line or 0), int(column or 0), message)


PARSERS: dict[str, Callable[[str], Iterator[Row]]] = {
    "concise": from_concise,
    "json": from_json,
    "sarif": from_sarif,
    "github": from_github,
    "gitlab": from_gitlab,
    "junit": from_junit,
}

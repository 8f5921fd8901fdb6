"""No output shows a secret: 11 kinds of secret, in 40 shapes of files, in every output.

Each secret is made up for this test, and no piece of eight characters of it may be read anywhere.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from secret_shapes import HARMLESS, RULE, SECRETS, SHAPES
from siplint import InvalidRoutingRule, check, check_bytes, require
from siplint.cli.apply_fixes import _sentences, differences
from siplint.cli.discovery import Files
from siplint.engine.fix_set import fix_set
from siplint.model.settings import FORMATS, Settings
from siplint.pydantic import RoutingRule
from siplint.pytest import assert_valid
from siplint.report import formatter
from siplint.secrets.redact import redact_report
from siplint.source.source_lines import Excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

    from siplint.model.run_report import Report

PIECE = 8
EVERYTHING = Settings(min_severity="info")


@cache
def pieces(secret: str) -> frozenset[str]:
    """Return what of a secret may be read nowhere: each piece of it, also as JSON spells it."""
    words = secret.removeprefix("Bearer ").removeprefix("Basic ")
    forms = {words, *words.split("\n"), json.dumps(words)[1:-1]} - HARMLESS
    found = {form[at : at + PIECE] for form in forms for at in range(len(form) - PIECE + 1)}
    return frozenset(piece for piece in found if "--" not in piece)


def outputs(report: Report) -> dict[str, str]:
    shown = {f"{name}": "".join(formatter(name)(report)) for name in FORMATS}
    shown["str"] = f"{report}\n{report!r}\n{report.secrets!r}\n{report.sources!r}"
    shown["repr"] = repr(list(report))
    shown["dict"] = repr(report.to_dict())
    shown["error"] = f"{InvalidRoutingRule(report)} {InvalidRoutingRule(report)!r}"
    shown["notes"] = repr((report.notes, report.failures, report.unread))
    shown["sources"] = "".join(data.decode("utf-8", "surrogateescape") for data in report.sources.values())
    return shown


def leaks(shown: dict[str, str], secret: str) -> list[tuple[str, str]]:
    return sorted((name, piece) for name, text in shown.items() for piece in pieces(secret) if piece in text)


def data_of(shape: str, secret: str) -> bytes:
    made = SHAPES[shape](secret)
    return made if isinstance(made, bytes) else made.encode()


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_output_shows_a_secret(shape: str, kind: str) -> None:
    secret = SECRETS[kind]
    name = "rules.jsonl" if shape == "json-lines" else "rules.json"
    data = data_of(shape, secret)
    for settings in (EVERYTHING, Settings(ignore=("RR217", "RR422"), min_severity="info")):
        report = check_bytes(data, file=name, settings=settings)
        assert len(report)
        assert leaks(outputs(report), secret) == []


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("shape", SHAPES)
def test_neither_a_diff_nor_the_list_of_changes_shows_a_secret(shape: str, kind: str) -> None:
    secret = SECRETS[kind]
    files = Files({"rules.json": data_of(shape, secret)}, {}, frozenset(), ())
    failures: list[str] = []
    shown = {"diff": "".join(differences(files, EVERYTHING, {"unsafe_fixes": True}, failures)[0])}
    for name, fixed in fix_set(files.contents, EVERYTHING, failures, unsafe=True).items():
        shown[name] = "\n".join(_sentences(name, fixed, EVERYTHING))
    assert failures == []
    assert leaks(shown, secret) == []


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_report_on_a_value_shows_a_secret(shape: str, kind: str) -> None:
    """The library call has no text: what it shows comes from the body alone."""
    secret = SECRETS[kind]
    try:
        body = json.loads(data_of(shape, secret))
    except ValueError:
        return
    for update in ("create", "update"):
        report = check(body, kind=update, settings=Settings(min_severity="info", kind=update))
        assert leaks(outputs(report), secret) == []
    assert leaks(raised_by(body), secret) == []


def raised_by(body: Any) -> dict[str, str]:
    """Return what the doors that raise say of a body."""
    doors: dict[str, Callable[[Any], object]] = {
        "require": require,
        "assert_valid": assert_valid,
        "pydantic": TypeAdapter(RoutingRule).validate_python,
    }
    shown = {}
    for name, door in doors.items():
        try:
            door(body)
        except (InvalidRoutingRule, AssertionError, ValidationError) as error:
            shown[name] = f"{error} {error!r} {error.args}"
            if isinstance(error, ValidationError):
                shown[name] += f"{error.errors()} {error.json()}"
    return shown


@pytest.mark.parametrize("kind", SECRETS)
def test_the_lines_of_a_large_file_show_no_secret(kind: str) -> None:
    """Of a file that is not held in memory the report has only the lines that are pointed at."""
    secret = SECRETS[kind]
    lines = [json.dumps(RULE | {"tags": [secret], "headers": {secret: secret}}), json.dumps({"token": secret})]
    data = "\n".join(lines).encode()
    excerpt = Excerpt({1: (0, lines[0].encode()), 2: (len(lines[0]) + 1, lines[1].encode())})
    report = check_bytes(data, file="rules.jsonl", settings=EVERYTHING)
    large = redact_report(report.but(sources={}, excerpts={"rules.jsonl": excerpt}), ())
    assert leaks(outputs(large), secret) == []


CODE: dict[str, Callable[[str], str]] = {
    "rules.py": lambda secret: "import siplint\nRULE: siplint.Body = "
    + repr(RULE | {"apiKey": secret, "tags": ["@"]}).replace("'@'", f"{secret[:12]!r} {secret[12:]!r}"),
    "joined.py": lambda secret: "import siplint\nTOKEN = " + repr(secret) + "\nRULE: siplint.Body = "
    + repr(RULE | {"apiKey": "@"}).replace("'@'", f"({secret[:9]!r}\n  {secret[9:18]!r}\n  {secret[18:]!r})"),
    "broken.py": lambda secret: f"# siplint: rule\nRULE = {{'apiKey': {secret!r}, 'name': {secret!r}, 'type' 1}}",
    "rules.js": lambda secret: f"// siplint: rule\nconst rule = {json.dumps(RULE | {'apiKey': secret, 'tags': [secret]})};",
}  # fmt: skip


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("name", CODE)
def test_no_output_on_code_shows_a_secret(name: str, kind: str) -> None:
    """In code a text may be joined of several literals."""
    secret = SECRETS[kind]
    report = check_bytes(CODE[name](secret).encode(), file=name, settings=EVERYTHING)
    assert len(report) or name == "broken.py"
    assert leaks(outputs(report), secret) == []

"""What the worker of the playground asks of siplint: a text in, JSON out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shareable import without_private_data
from web_tree_sitter import GrammarNeeded

from siplint.api import check_bytes, fix
from siplint.domain.endpoint import Request
from siplint.model.examples import INBOUND_BODY
from siplint.model.failure import UnreadableSource
from siplint.model.settings import Settings
from siplint.report import formatter
from siplint.report.full import full
from siplint.source.chunks import Chunk
from siplint.source.reader import parse_json
from siplint.source.sendable import ABSENT
from siplint.source.sniff import STANDARD_INPUT, sniff
from siplint.source.unknown import holds_unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from siplint.model.run_report import Report

NAMES = {
    "auto": STANDARD_INPUT,
    "json": "rule.json",
    "jsonl": "rules.jsonl",
    "jsonc": "rule.jsonc",
    "yaml": "rule.yaml",
    "curl": "request.sh",
    "http": "request.http",
    "python": "rule.py",
    "javascript": "rule.js",
    "typescript": "rule.ts",
    "markdown": "page.md",
    "postman": "rule.postman_collection.json",
}
"""By notation, the name that the text is checked under: what `--stdin-filename` would be."""
AROUND = ("request", "note")
"""Kinds of documents that are not bodies."""
HOST = "https://api.videosdk.live"
BODIES = {"POST": INBOUND_BODY, "PUT": {"recording": True}, "PATCH": {"recording": True}}
"""By method, a body without faults for an example that is about the rest of a request."""
SNIFFED = {"fence": "markdown"}
"""Notations that `sniff` calls by another name."""


def call(name: str, arguments: str) -> str:
    """Call a function of this module with arguments in JSON, and return JSON.

    `{"needs": "javascript"}` says that a grammar must be loaded first.
    """
    try:
        value = CALLS[name](**json.loads(arguments))
    except GrammarNeeded as needed:
        value = {"needs": needed.grammar}
    return json.dumps(value)


def check(  # noqa: PLR0913 (each is a choice on the page)
    text: str,
    *,
    kind: Any = "create",
    notation: str = "auto",
    severity: Any = "warning",
    output: str = "",
    file: str = "",
) -> dict[str, Any]:
    """Return the JSON report as plain data, and what is said beside it.

    `written` is the report as text in the format `output` ("json", "sarif" or "full", which is for a terminal).
    """
    data = _bytes(text)
    settings = Settings(kind=kind, min_severity=severity)
    report = check_bytes(data, file=file or NAMES[notation], settings=settings)
    return {
        "report": report.to_dict(),
        "notes": [*report.notes],
        "troubles": [*report.unchecked],
        "notation": notation if notation != "auto" else notation_of(text),
        "written": _written(report, output),
    }


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _written(report: Report, output: str) -> str:
    if not output:
        return ""
    return "".join(full(report, color=True) if output == "full" else formatter(output)(report))


def notation_of(text: str) -> str:
    """Return the notation that a pasted text is read in."""
    if parse_json(text)[0] is not ABSENT:
        return "json"
    found = sniff(text)
    return SNIFFED.get(found, found) or "json"


def repair(text: str, kind: Any = "create", notation: str = "auto") -> dict[str, str]:
    """Return a text with all safe fixes made; one that cannot be read stays as it is."""
    try:
        data = fix(_bytes(text), file=NAMES[notation], kind=kind)
    except UnreadableSource:
        return {"text": text}
    return {"text": data.decode("utf-8", "surrogatepass")}


def body(text: str, kind: Any = "create", notation: str = "auto") -> dict[str, str]:
    """Return the body that a text in another notation holds, as JSON; `text` is empty if it is not known in full.

    `kind` is what the request around it does, if there is one.
    """
    try:
        documents = list(Chunk(NAMES[notation], _bytes(text)).documents())
    except UnreadableSource:
        documents = []
    bodies = [one for one in documents if one.kind not in AROUND and isinstance(one.value, (dict, list))]
    if len(bodies) != 1 or holds_unknown(bodies[0].value):
        return {"text": "", "kind": kind}
    written = json.dumps(bodies[0].value, indent=2, ensure_ascii=False)
    return {"text": f"{written}\n", "kind": bodies[0].kind or kind}


def example(code: str) -> dict[str, str]:
    """Return the first bad example of a rule: its text, the kind of body and the notation; no text if there is none."""
    from siplint.rules.catalogue import is_code, rule_of

    if not is_code(code):
        return {"text": "", "kind": "create", "notation": "auto", "stage": "", "name": ""}
    rule = rule_of(code)
    bad = rule.bad[0]
    return {
        "text": _example_text(bad.body),
        "kind": rule.kinds[0],
        "notation": "http" if rule.stage == "request" else _notation_by_name(bad.name),
        "severity": bad.severity or rule.severity,
        "stage": rule.stage,
        "name": rule.name,
    }


def _example_text(body: Any) -> str:
    """Return an example as it would be pasted: a request as an HTTP file, plain data as JSON."""
    if isinstance(body, bytes):
        return body.decode("utf-8", "replace")
    if isinstance(body, str):
        return body
    if isinstance(body, Request):
        lines = [f"{body.method} {HOST}{body.path}", *(f"{name}: {value}" for name, value in body.headers.items())]
        return "\n".join(lines) + f"\n\n{_example_text(BODIES[body.method])}"
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _notation_by_name(name: str) -> str:
    for notation, known in NAMES.items():
        if notation not in ("auto", "json") and name.endswith(known[known.index(".") :]):
            return notation
    return "auto"


CALLS: dict[str, Callable[..., Any]] = {
    "check": check,
    "repair": repair,
    "body": body,
    "example": example,
    "private": without_private_data,
}

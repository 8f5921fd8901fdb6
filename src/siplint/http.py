"""A request to a routing-rule path, judged whole: its body and what is around it, before a byte leaves."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from siplint.model.diagnostic import Report
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind

METHODS = frozenset(("POST", "PATCH", "PUT"))
PATH = "/sip/routing-rule"
LEGACY_PATH = "/sip/routing-rules"
BODY = "<request body>"
REQUEST = "<request>"


class Request(Record):
    """What is judged around a body.

    `path` is the URL's path, `headers` have lower-case names, `legacy` says whether the body is one of the old API,
    `now` is the time in seconds since 1970 (UTC) that tokens are held against.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    legacy: bool = False
    now: float = 0.0


def concerns(method: str, path: str) -> bool:
    """Tell whether a request creates or changes a routing rule."""
    return PATH in path and method in METHODS and _resource(path) in (PATH, LEGACY_PATH)


def _resource(path: str) -> str:
    """Cut a path to the resource it names: without what leads to it, the id of a rule and a query."""
    return PATH + path.partition("?")[0].rpartition(PATH)[2].partition("/")[0]


def check_request(method: str, path: str, headers: Mapping[str, str], content: bytes, **options: Any) -> Report:
    """Judge a request that concerns a routing rule.

    `content` are the bytes of its body; `options` are those of `siplint.check_bytes`. A POST creates, a PATCH or PUT
    updates. The findings on the body are in the file "<request body>", those around it in "<request>".
    """
    from time import time

    from siplint.api import check_bytes
    from siplint.engine.locate import unplaced
    from siplint.rules.catalogue import all_rules

    kind: Kind = "create" if method == "POST" else "update"
    report = check_bytes(content, file=BODY, kind=kind, **options)
    legacy = any(one.code == "RR110" for one in report)
    request = Request(
        method,
        path.partition("?")[0],
        {name.lower(): value for name, value in headers.items()},
        legacy,
        time(),
    )
    found = [finding.reported(rule, ()) for rule in all_rules("request") for finding in rule.check(request)]
    kept = [one for one in found if one.severity != "info"]
    told = report.diagnostics
    if legacy and _resource(path) == LEGACY_PATH:  # an old body on the old path is what that API documents
        told = tuple(one for one in told if one.code != "RR110")
    return report.but(diagnostics=(*unplaced(kept, REQUEST), *told))


def claims(token: str) -> tuple[JSON, JSON]:
    """Give header and payload of a JWT, unverified; raise ValueError where it is none."""
    from base64 import urlsafe_b64decode
    from json import loads

    parts = token.split(".")
    if len(parts) != 3 or not all(parts):  # noqa: PLR2004 (header, payload, signature)
        raise ValueError("not three parts")
    head, payload = (loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
    if not isinstance(head, dict) or not isinstance(payload, dict):
        raise ValueError("not objects")  # noqa: TRY004 (the one exception for what is no token)
    return head, payload

"""A request to a routing-rule path, judged whole: its body and what is around it, before a byte leaves."""

from __future__ import annotations

from siplint.domain.endpoint import LEGACY_PATH, PATH, Request, concerns, target_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from siplint.model.run_report import Report
    from siplint.model.settings import Settings

__all__ = ["PATH", "Request", "check_request", "concerns", "prepared", "require_request"]

BODY = "<request body>"
REQUEST = "<request>"


def check_request(method: str, path: str, headers: Mapping[str, str], content: bytes, **options: Any) -> Report:
    """Check a request that concerns a routing rule.

    `content` is its body, `options` are those of `siplint.check_bytes`. A POST creates a new rule; a PATCH or PUT updates
    the rule whose id is in `path` (a path or URL as it is sent, percent-encoded). Only where the path has no id do
    `rule_id` and the body's `id` count, and a name never does. The findings on the body are in the file
    "<request body>", those around it in "<request>".
    """
    from time import time

    from siplint.api import check_files
    from siplint.model.settings import DEFAULT

    target = target_of(path)
    settings: Settings = options.pop("settings", None) or DEFAULT
    settings = settings.but(kind="create" if method == "POST" else "update", match_by_name=False)
    options["rule_id"] = target.rule_id or options.get("rule_id")
    report = check_files({BODY: content}, settings=settings, **options)
    legacy = any(diagnostic.code == "RR110" for diagnostic in report)
    lower = {name.lower(): value for name, value in headers.items()}
    request = Request(method, path.partition("?")[0], lower, legacy, time())
    diagnostics = report.diagnostics
    if legacy and target.resource == LEGACY_PATH:  # an old body on the old path is what that API documents
        diagnostics = tuple(diagnostic for diagnostic in diagnostics if diagnostic.code != "RR110")
    return report.but(diagnostics=(*_around(request, settings), *diagnostics))


def require_request(method: str, path: str, headers: Mapping[str, str], content: bytes, **options: Any) -> None:
    """Raise InvalidRoutingRule when a request has findings of severity error."""
    report = check_request(method, path, headers, content, **options)
    if not report.ok:
        from siplint.api import InvalidRoutingRule

        raise InvalidRoutingRule(report)


def prepared(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a client that is armed: a snapshot is read once. Raise BadSnapshot."""
    if options.get("account") is None:
        return dict(options)
    from siplint.account.snapshot import account_of

    return {**options, "account": account_of(options["account"])}


def _around(request: Request, settings: Settings) -> list[Any]:
    """Return the diagnostics about what is around the body."""
    from siplint.engine.locate import unplaced
    from siplint.engine.request_lint import lint_request
    from siplint.model.suppression import is_wanted

    return unplaced([finding for finding in lint_request(request, ()) if is_wanted(finding, settings)], REQUEST)

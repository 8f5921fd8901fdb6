"""What is said of the request around a body, wherever the request comes from."""

from __future__ import annotations

from siplint.domain.endpoint import LEGACY_PATH, Request, target_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from siplint.model.finding import JSON, Finding, Path


def request_of(value: Mapping[str, JSON], now: float) -> Request:
    """Return the request that a document has; `now` is the time that its token is compared with."""
    return Request(**{"now": now, **value})


def findings_around(request: Request, base: Path) -> Iterator[Finding]:
    """Return what the rules say of method, path and headers."""
    from siplint.rules.catalogue import all_rules, rule_of
    from siplint.rules.placeholders import placeholder_in_token

    for rule in all_rules("request"):
        for finding in rule.check(request):
            yield finding.reported(rule, base)
    for finding in placeholder_in_token(request):
        yield finding.reported(rule_of("RR113"), base)


def token_in(request: Request) -> tuple[str, ...]:
    """Return the token of `Authorization`, which no output may show."""
    from siplint.domain.heuristics import left_in
    from siplint.secrets.patterns import SHORTEST_SECRET
    from siplint.source.unknown import KnownStart

    text = request.headers.get("authorization")
    if not isinstance(text, str) or isinstance(text, KnownStart):
        return ()
    token = text.rpartition(" ")[2]
    return () if len(token) < SHORTEST_SECRET or left_in(token) else (token,)


def is_old_call(request: Request) -> bool:
    """Tell whether the path and the body are both of the old API: then the body is not reported for being old."""
    return bool(request.legacy) and target_of(request.path).resource == LEGACY_PATH

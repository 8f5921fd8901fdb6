"""A request around a body: what the rules say about its method, path and headers."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from siplint.domain.endpoint import Request
    from siplint.model.finding import JSON, Finding, Path


def lint_request(request: Request, base: Path) -> Iterator[Finding]:
    """Yield the findings about a request; a placeholder in place of the token is reported as in a body."""
    from siplint.rules.catalogue import all_rules, findings_of
    from siplint.rules.http_request import placeholder_token

    for rule in all_rules("request"):
        yield from findings_of(rule.code, base, request)
    token = placeholder_token(request)
    if token:
        yield from findings_of("RR113", base, {"headers": {"authorization": token}})


def token_in(request: Mapping[str, JSON]) -> tuple[str, ...]:
    """Return the token of a request, which no output may show."""
    from siplint.domain.heuristics import left_in
    from siplint.secrets.patterns import SHORTEST_SECRET

    text = request.get("headers", {}).get("authorization")
    token = text.rpartition(" ")[2] if isinstance(text, str) else ""
    return () if len(token) < SHORTEST_SECRET or left_in(token) else (token,)

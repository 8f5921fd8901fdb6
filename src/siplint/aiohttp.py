"""Arms an aiohttp session: a request to a routing-rule path is judged before a byte leaves."""

from __future__ import annotations

from typing import Any

try:
    import aiohttp
except ModuleNotFoundError as error:
    raise ImportError("siplint.aiohttp needs aiohttp: pip install aiohttp", name=error.name) from error
if not hasattr(aiohttp, "ClientMiddlewareType"):
    raise ImportError('siplint.aiohttp needs aiohttp 3.12 or newer: pip install "aiohttp>=3.12"', name="aiohttp")

from siplint.http import PATH, concerns, prepared, require_request


def middleware(**options: Any) -> aiohttp.ClientMiddlewareType:
    """Return a middleware: `aiohttp.ClientSession(middlewares=[siplint.aiohttp.middleware()])`.

    `options` are those of `siplint.check_bytes`. A request that creates or changes a routing rule and has a finding
    of severity error raises InvalidRoutingRule, and nothing is sent; all others pass. With `account`, an update is
    judged as one of the rule whose id is in its URL. Raises BadSnapshot for an account that is none.
    """
    options = prepared(options)

    async def armed(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        path = request.url.raw_path
        if PATH in path and concerns(request.method, path):
            require_request(request.method, path, request.headers, await _content(request), **options)
        return await handler(request)

    return armed


def arm(session: aiohttp.ClientSession, **options: Any) -> aiohttp.ClientSession:
    """Arm a session that is there already, and return it: what it sends is judged first, as by `middleware`.

    A request with `middlewares=` of its own replaces those of the session, this one too.
    """
    session._middlewares = (*session._middlewares, middleware(**options))  # noqa: SLF001 (aiohttp has no public way)
    return session


async def _content(request: aiohttp.ClientRequest) -> bytes:
    """Return the bytes of a body, which is sent all the same."""
    body = request.body
    return bytes(body) if isinstance(body, (bytes, bytearray)) else await body.as_bytes()

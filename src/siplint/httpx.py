"""Arms an httpx client: a request to a routing-rule path is judged before a byte leaves."""

from __future__ import annotations

from typing import Any

try:
    import httpx
except ModuleNotFoundError as error:
    raise ImportError('siplint.httpx needs httpx: pip install "siplint[account]"', name=error.name) from error

from siplint.api import InvalidRoutingRule
from siplint.http import PATH, check_request, concerns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

_PATH = PATH.encode()


class _Done:
    """What the hook gives back: a plain client ignores it, an async one awaits it and goes on."""

    def __await__(self) -> Generator[None]:
        yield from ()


_DONE = _Done()


def hooks(**options: Any) -> dict[str, list[Callable[[httpx.Request], Awaitable[None]]]]:
    """Give the event hooks of `httpx.Client` and `httpx.AsyncClient`.

    `options` are those of `siplint.check_bytes`. A request that creates or changes a routing rule and has a finding
    of severity error raises InvalidRoutingRule, and nothing is sent; all others pass.
    """

    def armed(request: httpx.Request) -> Awaitable[None]:
        if _PATH not in request.url.raw_path or not concerns(request.method, request.url.path):
            return _DONE
        if not isinstance(request.stream, httpx.SyncByteStream):
            return _streamed(request, options)
        _judge(request, request.read(), options)
        return _DONE

    return {"request": [armed]}


async def _streamed(request: httpx.Request, options: dict[str, Any]) -> None:
    _judge(request, await request.aread(), options)


def _judge(request: httpx.Request, content: bytes, options: dict[str, Any]) -> None:
    report = check_request(request.method, request.url.path, request.headers, content, **options)
    if not report.ok:
        raise InvalidRoutingRule(report)

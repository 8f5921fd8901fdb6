"""Arms an httpx client: a request to a routing-rule path is judged before a byte leaves."""

from __future__ import annotations

from typing import Any

try:
    import httpx
except ModuleNotFoundError as error:
    raise ImportError('siplint.httpx needs httpx: pip install "siplint[account]"', name=error.name) from error

from siplint.http import PATH, concerns, prepared, require_request

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
    """Return the event hooks of `httpx.Client` and `httpx.AsyncClient`.

    `options` are those of `siplint.check_bytes`. A request that creates or changes a routing rule and has a finding
    of severity error raises InvalidRoutingRule, and nothing is sent; all others pass. With `account`, an update is
    judged as one of the rule whose id is in its URL. Raises BadSnapshot for an account that is not one.
    """
    options = prepared(options)

    def armed(request: httpx.Request) -> Awaitable[None]:
        path = request.url.raw_path.decode("ascii", "replace") if _PATH in request.url.raw_path else ""
        if not path or not concerns(request.method, path):
            return _DONE
        if not isinstance(request.stream, httpx.SyncByteStream):
            return _streamed(request, path, options)
        require_request(request.method, path, request.headers, request.read(), **options)
        return _DONE

    return {"request": [armed]}


async def _streamed(request: httpx.Request, path: str, options: dict[str, Any]) -> None:
    require_request(request.method, path, request.headers, await request.aread(), **options)

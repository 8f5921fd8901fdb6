"""Arms a requests session: a request to a routing-rule path is judged before a byte leaves."""

from __future__ import annotations

from typing import Any

try:
    from requests.adapters import HTTPAdapter
except ModuleNotFoundError as error:
    raise ImportError("siplint.requests needs requests: pip install requests", name=error.name) from error

from siplint.http import PATH, concerns, prepared, require_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from requests import PreparedRequest, Response


class Adapter(HTTPAdapter):
    """The transport to mount: `session.mount("https://", siplint.requests.Adapter())`.

    `options` are those of `siplint.check_bytes`; what `HTTPAdapter` takes, such as `max_retries`, goes in `transport`.
    A request that creates or changes a routing rule and has a finding of severity error raises InvalidRoutingRule,
    and nothing is sent; all others pass. With `account`, an update is judged as one of the rule whose id is in its URL.
    Raises BadSnapshot for an account that is not one.
    """

    def __init__(self, transport: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(**transport or {})
        self.options = prepared(options)

    def send(self, request: PreparedRequest, *args: Any, **more: Any) -> Response:
        """Send a request, unless it would make a bad routing rule."""
        path, method = request.path_url, request.method or ""
        if PATH in path and concerns(method, path):
            require_request(method, path, dict(request.headers), _content(request), **self.options)
        return super().send(request, *args, **more)


def _content(request: PreparedRequest) -> bytes:
    """Return the bytes of a body; one that can be read only once is read and put back whole."""
    body: Any = request.body
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if not isinstance(body, bytes):
        body = body.read() if hasattr(body, "read") else b"".join(body)
        body = body.encode() if isinstance(body, str) else body
        request.body = body
        request.headers.pop("Transfer-Encoding", None)
        request.prepare_content_length(body)
    return body  # type: ignore[no-any-return]

"""One client from its first message to its last: messages are answered in order, then what changed is judged and shown."""

from __future__ import annotations

import os
from collections import deque
from time import monotonic

from siplint.model.failure import named
from siplint.server.message_stream import Broken, ClientGone
from siplint.server.methods import method_named
from siplint.server.parameters import misfit
from siplint.server.project_set import ProjectSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.finding import JSON
    from siplint.server.loaded_project import Host
    from siplint.server.message_stream import MessageStream
    from siplint.server.server_log import ServerLog

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
NOT_INITIALIZED, REQUEST_CANCELLED, REQUEST_FAILED = -32002, -32800, -32803
IDLE = 5.0
"""Seconds after which a server with nothing to do looks whether its client is still there."""
PATIENCE = 0.15
"""Seconds after which changes are judged even if more messages are waiting."""
QUIT, DIED = 0, 1
"""Exit codes: the client ended the server as the protocol has it, or did not."""


class RequestError(Exception):
    """A request cannot be answered: an error code of the protocol, and a sentence."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Session:
    """What is known of the client, and the projects that it has open."""

    __slots__ = (
        *("asked_early", "cancelled", "capabilities", "dirty_since", "host", "is_initialized", "is_shut_down", "log"),
        *("parent", "projects", "published", "pulls", "queue", "requests", "stream"),
    )

    def __init__(self, stream: MessageStream, host: Host, log: ServerLog) -> None:
        self.stream = stream
        self.host = host
        self.log = log
        self.capabilities: Mapping[str, JSON] = {}
        self.projects = ProjectSet(host)
        self.published: dict[str, str] = {}
        self.queue: deque[JSON | Broken] = deque()
        self.asked_early: set[str] = set()
        """URIs of documents whose diagnostics the client pulled before it said that they are open."""
        self.cancelled: set[JSON] = set()
        self.dirty_since = 0.0
        self.is_initialized = self.is_shut_down = self.pulls = False
        self.parent = 0
        self.requests = 0

    def run(self) -> int:
        """Serve the client until it ends the session or leaves; return the exit code."""
        try:
            while True:
                message = self.queue.popleft() if self.queue else self.stream.receive(0 if self.dirty_since else IDLE)
                if message is None:
                    if self.stream.is_at_end or not self._has_client():
                        return QUIT if self.is_shut_down else DIED
                    self.flush()
                    continue
                if isinstance(message, dict) and message.get("method") == "exit":
                    return QUIT if self.is_shut_down else DIED
                self.take(message)
                if self.dirty_since and monotonic() - self.dirty_since > PATIENCE:
                    self.flush()
        except ClientGone:
            self.log.say("the client has left")
            return DIED

    def _has_client(self) -> bool:
        """Return whether the process that started the server is still there, as far as that can be told."""
        if not self.parent or os.name != "posix":
            return True
        try:
            os.kill(self.parent, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):  # it is somebody else's, or the number is of no process
            return True
        return True

    def look_ahead(self) -> None:
        """Read what the client has sent meanwhile, so that cancelled requests and newer versions are known."""
        while (message := self.stream.receive(0)) is not None:
            if isinstance(message, dict) and message.get("method") == "$/cancelRequest":
                params = message.get("params")
                asked = params.get("id") if isinstance(params, dict) else None
                self.cancelled.update([asked] if isinstance(asked, (int, str)) else [])
            else:
                self.queue.append(message)

    def take(self, message: JSON | Broken) -> None:
        """Answer a request, or do what a notification asks for."""
        if isinstance(message, Broken):
            self._refuse(None, PARSE_ERROR, message.reason)
        elif not isinstance(message, dict):
            self._refuse(None, INVALID_REQUEST, "the message is not an object")
        elif not isinstance(message.get("method"), str):
            if "result" not in message and "error" not in message:
                self._refuse(_id_of(message), INVALID_REQUEST, "the message has no method")
        elif "id" in message:
            self._answer(message)
        else:
            self._obey(message["method"], message.get("params"))

    def _answer(self, message: Mapping[str, JSON]) -> None:
        asked, method = message["id"], message["method"]
        if not isinstance(asked, (int, str)):
            self._refuse(None, INVALID_REQUEST, "the id is neither a number nor a string")
            return
        self.log.received(method, message.get("params"), asked)
        self.look_ahead()
        start = monotonic()
        try:
            result = self._result(asked, method, message.get("params"))
        except RequestError as error:
            self._refuse(asked, error.code, str(error))
        except ClientGone:
            raise
        except Exception as error:  # noqa: BLE001 (it is reported, and the session goes on)
            self._refuse(asked, INTERNAL_ERROR, f"internal error: {named(error)}")
        else:
            self.log.say(f"answered {method} in {(monotonic() - start) * 1000:.1f} ms")
            self._send({"id": asked, "result": result})

    def _result(self, asked: JSON, method: str, params: JSON) -> JSON:
        if asked in self.cancelled:
            self.cancelled.discard(asked)
            raise RequestError(REQUEST_CANCELLED, "the request was cancelled")
        if self.is_shut_down:
            raise RequestError(INVALID_REQUEST, "the server is shutting down")
        if method == "initialize" and self.is_initialized:
            raise RequestError(INVALID_REQUEST, "the server is initialized already")
        if method != "initialize" and not self.is_initialized:
            raise RequestError(NOT_INITIALIZED, "the server is not initialized yet")
        answer = method_named(method)
        if answer is None:
            raise RequestError(METHOD_NOT_FOUND, f"there is no method {method}")
        wrong = misfit(method, params)
        if wrong:
            raise RequestError(INVALID_PARAMS, wrong)
        return answer(self, params)

    def _obey(self, method: str, params: JSON) -> None:
        self.log.received(method, params)
        if method == "$/cancelRequest" or not self.is_initialized or self.is_shut_down:
            return
        answer = method_named(method)
        wrong = misfit(method, params)
        if wrong or answer is None:
            self.log.say(f"ignored {method}: {wrong or 'there is no such method'}")
            return
        try:
            answer(self, params)
        except ClientGone:
            raise
        except RequestError as error:
            self.log.say(f"ignored {method}: {error}")
        except Exception as error:  # noqa: BLE001 (it is reported, and the session goes on)
            self.show_log(f"internal error in {method}: {named(error)}")

    def _refuse(self, asked: JSON, code: int, message: str) -> None:
        self.log.say(f"refused a message: {message}")
        self._send({"id": asked, "error": {"code": code, "message": message}})

    def notify(self, method: str, params: JSON) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def request(self, method: str, params: JSON) -> None:
        """Send a request whose answer does not matter."""
        self.requests += 1
        self._send({"id": f"siplint-{self.requests}", "method": method, "params": params})

    def show_log(self, sentence: str) -> None:
        """Write a sentence into the log of the editor, and into ours."""
        from siplint.model.escaping import visible

        self.log.say(sentence)
        self.notify("window/logMessage", {"type": 3, "message": visible(sentence)})

    def _send(self, message: dict[str, JSON]) -> None:
        self.log.sent(message)
        self.stream.send({"jsonrpc": "2.0", **message})

    def touch(self) -> None:
        """Note that something is to be judged again."""
        self.dirty_since = self.dirty_since or monotonic()

    def flush(self) -> None:
        """Check what has changed and show it."""
        from siplint.server.publishing import show_changes

        if not self.dirty_since:
            return
        self.dirty_since = 0.0
        try:
            show_changes(self)
        except ClientGone:
            raise
        except Exception as error:  # noqa: BLE001 (it is reported, and the session goes on)
            self.show_log(f"internal error: {named(error)}")

    def said(self, *path: str) -> JSON:
        """Return what the client says of a capability; None if it says nothing."""
        value: JSON = self.capabilities
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def can(self, *path: str) -> bool:
        """Return whether the client has a capability."""
        return bool(self.said(*path))


def _id_of(message: Mapping[str, JSON]) -> JSON:
    asked = message.get("id")
    return asked if isinstance(asked, (int, str)) else None

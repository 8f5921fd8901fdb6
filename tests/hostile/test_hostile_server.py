"""`account pull` against a server that is slow, large, sends elsewhere, or lies: one sentence, in bounded time."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from siplint.account import bounded_request
from siplint.account import pull as pulling
from siplint.account.pull import PullError, access, pull

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJrIn0.c2lnbmF0dXJl"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
NUMBERS = "/v2/sip/phone-numbers, page 1"


class Server:
    """A server on the loopback that answers each connection by a function of the request's first line and a socket."""

    def __init__(self, serve: Callable[[str, socket.socket], None]) -> None:
        self.serve = serve
        self.lines: list[str] = []
        self.heads: list[str] = []
        self.closing = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        with connection:
            head = connection.recv(65536).decode()
            self.heads.append(head)
            self.lines.append(head.split("\r\n")[0])
            try:
                self.serve(self.lines[-1], connection)
            except OSError:
                return  # the client has left

    def drip(self, connection: socket.socket, data: bytes) -> None:
        """Send a byte every 50 ms, which no timeout without a byte notices."""
        for index in range(len(data)):
            if self.closing.wait(0.05):
                return
            connection.sendall(data[index : index + 1])


@pytest.fixture
def serving() -> Iterator[Callable[[Callable[[str, socket.socket], None]], Server]]:
    servers: list[Server] = []

    def start(serve: Callable[[str, socket.socket], None]) -> Server:
        servers.append(Server(serve))
        return servers[-1]

    yield start
    for server in servers:
        server.closing.set()
        server.listener.close()


def answer(items: list[Any], page: int = 1, last: int = 1, **more: Any) -> bytes:
    body = json.dumps({"pageInfo": {"currentPage": page, "lastPage": last, **more}, "data": items}).encode()
    return HEAD + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


def item(index: int) -> dict[str, Any]:
    return {"id": f"rr_{index}", "phoneNumber": {"e164": f"+1415{index:07}"}}


def refusal(server: Server, longest: float = 1.0, timeout: float = 0.5) -> str:
    there = access({"VIDEOSDK_TOKEN": TOKEN, "VIDEOSDK_API_ENDPOINT": server.endpoint}, time.time())
    with pytest.raises(PullError) as caught:
        pull(there, lambda _: None, time.time(), lambda _: None, timeout, longest)
    assert TOKEN not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("where", ["status line", "head", "body", "chunks"])
def test_an_answer_of_one_byte_after_another_is_given_up(serving: Any, where: str) -> None:
    def serve(_line: str, connection: socket.socket) -> None:
        if where == "body":
            connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
        elif where == "head":
            connection.sendall(HEAD)
        elif where == "chunks":
            connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        server.drip(
            connection,
            b"X-A: b\r\n" * 1000
            if where == "head"
            else b"HTTP/1.1 200 OK\r\n"
            if where == "status line"
            else b"1\r\n \r\n" * 1000,
        )
        server.closing.wait(5)

    server = serving(serve)
    began = time.monotonic()
    expected = f"{NUMBERS}: the answer takes longer than 1 seconds"
    if where == "status line":  # it ends, and is silent then
        expected = f"{NUMBERS}: the answer takes longer than 1 seconds"
    assert refusal(server) == expected
    assert time.monotonic() - began < 10
    assert len(server.lines) == 1


def test_a_silent_server_is_tried_again(serving: Any) -> None:
    server: Server = serving(lambda _line, _connection: server.closing.wait(5))
    assert refusal(server, timeout=0.1) == f"{NUMBERS}: the API does not answer in time; tried 4 times"
    assert len(server.lines) == 4


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_large_is_given_up(serving: Any, monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    monkeypatch.setattr(bounded_request, "MOST_BYTES", 1 << 20)

    def serve(_line: str, connection: socket.socket) -> None:
        body = b" " * (50 << 20)
        extra = b""
        if packed:
            body, extra = gzip.compress(body), b"Content-Encoding: gzip\r\n"
        connection.sendall(HEAD + extra + b"Content-Length: %d\r\n\r\n" % len(body))
        connection.sendall(body)

    assert refusal(serving(serve), 20, 5) == f"{NUMBERS}: the answer has more than 1 MB"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_not_followed_and_gets_no_token(serving: Any, status: str) -> None:
    other = serving(lambda _line, connection: connection.sendall(answer([])))

    def serve(_line: str, connection: socket.socket) -> None:
        head = f"HTTP/1.1 {status}\r\nLocation: {other.endpoint}/v2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())

    server = serving(serve)
    assert refusal(server) == f"{NUMBERS}: the API answers {status[:3]}: that is not what its documentation says"
    assert other.lines == []


LIES = {
    "another page": (answer([], page=7, last=9), f"{NUMBERS}: the API gave page 7"),
    "no page of pages": (answer([], last=10**9), "/v2/sip/phone-numbers: the list of phone numbers changed while it was read; run it again"),
    "a total that is wrong": (answer([item(1)], total=2), "/v2/sip/phone-numbers: the list of phone numbers changed while it was read; run it again"),
    "an item twice": (answer([item(1), item(1)]), "/v2/sip/phone-numbers: the list of phone numbers changed while it was read; run it again"),
    "a page that is a text": (answer([], last="9"), f"{NUMBERS}: `pageInfo` does not say which page of how many this is"),  # type: ignore[arg-type]
    "fewer than none": (answer([], last=-1), f"{NUMBERS}: `pageInfo` does not say which page of how many this is"),
    "items of another kind": (answer([1]), f"{NUMBERS}: the answer has not the documented form, `pageInfo` and `data`"),
    "no JSON": (HEAD + b"Content-Length: 5\r\n\r\n<htm>", f"{NUMBERS}: the answer is no JSON, or is cut off"),
    "too deep": (HEAD + b"Content-Length: 40000\r\n\r\n" + b"[" * 20000 + b"]" * 20000, f"{NUMBERS}: the answer is no JSON, or is cut off"),
    "the end is missing": (HEAD + b"Content-Length: 500\r\n\r\n{", f"{NUMBERS}: the connection was cut in the middle of an answer; tried 4 times"),
    "no HTTP": (b"220 mail.example.com ESMTP\r\n", f"{NUMBERS}: the connection was cut in the middle of an answer; tried 4 times"),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_one_sentence(serving: Any, lie: str) -> None:
    data, sentence = LIES[lie]
    assert refusal(serving(lambda _line, connection: connection.sendall(data)), 5) == sentence


def test_a_list_without_end_is_given_up(serving: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulling, "MOST_ITEMS", 250)

    def serve(line: str, connection: socket.socket) -> None:
        page = int(line.partition("page=")[2].partition("&")[0])
        connection.sendall(answer([item(page * 100 + index) for index in range(100)], page, 10**9))

    server = serving(serve)
    assert refusal(server, 20, 5) == "/v2/sip/phone-numbers, page 3: the list of phone numbers has more than 250 items"


def test_all_of_it_ends_with_the_life_of_a_token(serving: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulling, "LIFETIME", 0)
    server = serving(lambda _line, connection: connection.sendall(answer([])))
    assert refusal(server) == f"{NUMBERS}: the snapshot takes longer than 0 seconds"
    assert server.lines == []

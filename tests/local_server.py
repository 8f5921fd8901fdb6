"""A server on this machine that counts what arrives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from siplint.model.examples import INBOUND_BODY

BAD = INBOUND_BODY | {"headers": {"X-Team": "sales"}}
"""A body that must not arrive."""


class Server:
    def __init__(self) -> None:
        self.arrived: list[tuple[str, str, bytes]] = []
        self.answer = (201, b'{"id": "rr_1"}')
        arrived, server = self.arrived, self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                arrived.append((self.command, self.path, self.content()))
                status, content = server.answer
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def content(self) -> bytes:
                if self.headers.get("Transfer-Encoding") != "chunked":
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                chunks = b""
                while size := int(self.rfile.readline(), 16):
                    chunks += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return chunks

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer  # noqa: N815 (the names the server looks for)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = False
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.server.shutdown()
    thread.join()
    server.server.server_close()

"""A browser for tests: Chromium, driven by Playwright in Node, and a server of files for it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from places import TESTS
from tools import tool


class Browser:
    """One page of Chromium; a method that is not here is one of Playwright's `page`."""

    def __init__(self, packages: Path) -> None:
        """Start it; `packages` is a folder in whose `node_modules` playwright-core is."""
        command = [tool("node"), str(TESTS / "browser_driver.mjs"), str(packages), tool("chromium")]
        self._driver = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def _ask(self, **message: Any) -> Any:
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(json.dumps(message) + "\n")
        self._driver.stdin.flush()
        answer = json.loads(self._driver.stdout.readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]

    def fresh(self, **options: Any) -> None:
        """Open a page with empty caches; `options` are those of Playwright's `newContext`."""
        self._ask(object="driver", method="fresh", values=[options])

    def heard(self, *kinds: str) -> list[str]:
        """Return the requests ("request"), errors ("error") or console messages (by type) since the page was opened."""
        return [text for kind, text in self._ask(object="driver", method="heard") if kind in kinds]

    def page(self, method: str, *values: Any) -> Any:
        """Call a method of Playwright's page; an expression is `page("evaluate", "1 + 1")`."""
        return self._ask(object="page", method=method, values=values)

    def at(self, selector: str, method: str, *values: Any) -> Any:
        """Call a method of the first element that a selector finds."""
        return self._ask(object="", selector=selector, method=method, values=values)

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._ask(object="keyboard", method="press", values=[key])

    def insert(self, text: str) -> None:
        """Insert a text where the cursor is, as if it was pasted."""
        self._ask(object="keyboard", method="insertText", values=[text])

    def close(self) -> None:
        """End it."""
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.close()
        self._driver.wait(30)
        self._driver.stdout.close()


class _Files(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Print nothing: a browser may leave a page before it has read all of it."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine until the block ends; yield its URL, without a slash at the end."""
    server = _Server(("127.0.0.1", 0), partial(_Files, directory=str(folder)))
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""Messages of the base protocol of LSP: a header with the length, then JSON; broken frames are skipped, not fatal."""

from __future__ import annotations

import os
import select
from collections import deque

from siplint.server.wire_json import json_text
from siplint.source.reader import parse_json
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON

PIECE = 1 << 16
"""Bytes that are read at a time."""
LONGEST_HEADER = 1 << 13
"""Bytes of a header; what is longer is no header."""
LONGEST_MESSAGE = 1 << 29
"""Bytes of a message; a longer one is refused."""
MOST_AHEAD = 1 << 26
"""Bytes that are read while the client does not read what is sent to it."""
END_OF_HEADER = b"\r\n\r\n"
LENGTH = b"content-length:"


class ClientGone(Exception):  # noqa: N818 (nothing is wrong: the session is over)
    """Nobody reads what the server sends."""


class Broken:
    """Stands for a frame that could not be read, and says why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason


class MessageStream:
    """The messages of a client, by two file descriptors. Nothing is read in the background.

    A client may send many messages before it reads any: what it sends is taken in while an answer waits to be read.
    """

    __slots__ = ("_ahead", "_buffer", "_bytes_ahead", "_input", "_output", "_pieces", "_wanted", "is_at_end")

    def __init__(self, source: int, sink: int) -> None:
        self._input = source
        self._output = sink
        self._buffer = b""
        self._pieces: list[bytes] = []
        self._ahead: deque[JSON | Broken] = deque()
        self._bytes_ahead = 0
        self._wanted = 0
        self.is_at_end = False

    def receive(self, seconds: float) -> JSON | Broken | None:
        """Return the next message, waiting for it as long as this (seconds); None if none came, or at the end."""
        if self._ahead:
            return self._ahead.popleft()
        self._bytes_ahead = 0
        while True:
            message = self._next()
            if message is not None or self.is_at_end or not self._fill(seconds):
                return message

    def send(self, message: JSON) -> int:
        """Send a message and return its size (bytes); raise ClientGone where nobody reads it."""
        body = json_text(message).encode("ascii")
        data = memoryview(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        try:
            while data:
                if os.name != "posix":
                    data = data[os.write(self._output, data) :]
                elif self._has_room():
                    data = data[os.write(self._output, data[: select.PIPE_BUF]) :]
        except OSError as error:
            raise ClientGone from error
        return len(body)

    def _has_room(self) -> bool:
        """Wait until something can be written or read; take in what can be read, and return whether to write."""
        sources = [] if self.is_at_end or self._bytes_ahead > MOST_AHEAD else [self._input]
        try:
            readable, writable, _ = select.select(sources, [self._output], [])
        except ValueError:  # a descriptor that `select` cannot wait for
            return True
        if readable and not writable and self._fill(0):
            self._bytes_ahead += len(self._pieces[-1]) if self._pieces else 0
            while (message := self._next()) is not None:
                self._ahead.append(message)
        return bool(writable)

    def _fill(self, seconds: float) -> bool:
        """Read what is there; return false if nothing came in time."""
        if os.name == "posix":  # elsewhere a pipe can only be waited for
            try:
                ready, _, _ = select.select([self._input], [], [], seconds)
            except (OSError, ValueError):
                ready = [self._input]
            if not ready:
                return False
        elif not seconds:
            return False
        try:
            piece = os.read(self._input, PIECE)
        except OSError:
            piece = b""
        if not piece:
            self.is_at_end = True
            return True
        self._pieces.append(piece)
        return True

    def _next(self) -> JSON | Broken | None:
        """Return the next message of what was read, if it is there as a whole."""
        if self._pieces and len(self._buffer) + sum(map(len, self._pieces)) >= self._wanted:
            self._buffer = b"".join((self._buffer, *self._pieces))
            self._pieces.clear()
        if len(self._buffer) < max(self._wanted, 1):
            return None
        end = self._buffer.find(END_OF_HEADER, 0, LONGEST_HEADER)
        if end < 0:
            return self._skip("there is no header") if len(self._buffer) > LONGEST_HEADER else None
        length = _length(self._buffer[:end])
        start = end + len(END_OF_HEADER)
        if length < 0 or length > LONGEST_MESSAGE:
            self._wanted = 0
            reason = "the message is too long" if length > 0 else "the header has no Content-Length"
            self._buffer = self._buffer[start:]
            return Broken(reason)
        if len(self._buffer) < start + length:
            self._wanted = start + length
            return None
        self._wanted = 0
        body, self._buffer = self._buffer[start : start + length], self._buffer[start + length :]
        return _parsed(body)

    def _skip(self, reason: str) -> Broken:
        """Skip to what may be the next header."""
        at = self._buffer.lower().find(LENGTH, 1)
        self._buffer = self._buffer[at:] if at > 0 else b""
        return Broken(reason)


def _length(header: bytes) -> int:
    """Return the length that a header gives; -1 if it gives none. What is before the name of the field is skipped."""
    _, name, rest = header.lower().rpartition(LENGTH)
    digits = rest.partition(b"\r\n")[0].strip()
    return int(digits) if name and digits.isdigit() and len(digits) <= 18 else -1  # noqa: PLR2004 (an int in 64 bits)


def _parsed(body: bytes) -> JSON | Broken:
    try:
        value, _ = parse_json(body.decode())
    except UnicodeDecodeError:
        return Broken("the message is not UTF-8")
    if value is ABSENT:
        return Broken("the message is not JSON")
    return [] if value is None else value  # None says that nothing came; neither is a message

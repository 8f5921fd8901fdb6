"""Frames: whole, in pieces, several at once, and broken ones between good ones."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.server.message_stream import Broken, ClientGone, MessageStream
from siplint.server.wire_json import json_text
from siplint.source.reader import parse_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    source, sink = os.pipe()
    yield source, sink
    for descriptor in (source, sink):
        try:
            os.close(descriptor)
        except OSError:
            continue


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def received(pipe: tuple[int, int], data: bytes) -> list[Any]:
    stream = MessageStream(pipe[0], pipe[1])
    os.write(pipe[1], data)
    found = []
    while (message := stream.receive(0)) is not None:
        found.append(message.reason if isinstance(message, Broken) else message)
    return found


def test_several_messages_come_in_one_piece(pipe: tuple[int, int]) -> None:
    assert received(pipe, framed(b'{"a": 1}') + framed(b"[2]") + framed(b'"x')) == [
        {"a": 1},
        [2],
        "the message is not JSON",
    ]


def test_after_a_broken_frame_the_next_one_is_found(pipe: tuple[int, int]) -> None:
    cut = b'Content-Length: 5\r\n\r\n{"id": 1}' + framed(b'{"id": 2}')
    assert received(pipe, cut) == ["the message is not JSON", {"id": 2}]
    assert received(pipe, b"garbage\r\n\r\n" + framed(b'{"id": 3}')) == ["the header has no Content-Length", {"id": 3}]
    assert received(pipe, b"z" * 10_000 + framed(b'{"id": 4}')) == ["there is no header", {"id": 4}]


def test_a_message_in_pieces_is_waited_for(pipe: tuple[int, int]) -> None:
    stream = MessageStream(pipe[0], pipe[1])
    frame = framed(b'{"text": "' + b"x" * 1000 + b'"}')
    for start in range(0, len(frame), 100):
        assert stream.receive(0) is None
        os.write(pipe[1], frame[start : start + 100])
    assert stream.receive(0) == {"text": "x" * 1000}


def test_the_end_of_the_input_is_noted(pipe: tuple[int, int]) -> None:
    stream = MessageStream(pipe[0], pipe[1])
    os.close(pipe[1])
    assert stream.receive(0) is None
    assert stream.is_at_end


def test_an_input_that_cannot_be_read_has_ended(pipe: tuple[int, int]) -> None:
    stream = MessageStream(pipe[0], pipe[1])
    os.close(pipe[0])
    assert stream.receive(0) is None
    assert stream.is_at_end


def test_a_client_that_does_not_read_is_gone(pipe: tuple[int, int]) -> None:
    stream = MessageStream(pipe[0], pipe[1])
    os.close(pipe[0])
    with pytest.raises(ClientGone):
        stream.send({})


def test_what_is_sent_has_a_header(pipe: tuple[int, int]) -> None:
    size = MessageStream(pipe[0], pipe[1]).send({"é": True})
    assert os.read(pipe[0], 100) == b'Content-Length: 15\r\n\r\n{"\\u00e9":true}'
    assert size == 15


def test_where_pipes_cannot_be_asked_the_server_waits_for_them(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("siplint.server.message_stream.os.name", "nt")
    stream = MessageStream(pipe[0], pipe[1])
    os.write(pipe[1], framed(b"[1]"))
    assert stream.receive(0) is None
    assert stream.receive(1) == [1]


@given(VALUES)
def test_what_is_written_is_read_as_the_same_value(value: Any) -> None:
    text = json_text(value)
    assert text.isascii()
    assert parse_json(text)[0] == value


def test_what_the_client_sends_is_taken_in_while_it_does_not_read() -> None:
    (requests, to_server), (from_server, answers) = os.pipe(), os.pipe()
    stream = MessageStream(requests, answers)
    sent = [{"number": number, "text": "x" * 1000} for number in range(1000)]
    answer = "y" * 300_000

    def talk() -> None:
        for message in sent:  # more than a pipe holds: this ends only if the server reads
            os.write(to_server, framed(json_text(message).encode()))
        os.close(to_server)
        while data := os.read(from_server, 1 << 16):
            read.append(data)

    read: list[bytes] = []
    client = threading.Thread(target=talk, daemon=True)
    client.start()
    assert stream.send(answer) == len(answer) + 2
    os.close(answers)
    client.join()
    assert b"".join(read) == framed(json_text(answer).encode())
    assert [stream.receive(1) for _ in sent] == sent
    assert (stream.receive(0), stream.is_at_end) == (None, True)
    os.close(requests)
    os.close(from_server)


def test_only_so_much_is_taken_in_from_a_client_that_never_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siplint.server.message_stream.MOST_AHEAD", 10_000)
    (requests, to_server), (from_server, answers) = os.pipe(), os.pipe()
    os.set_blocking(to_server, False)
    stream = MessageStream(requests, answers)
    waiting = threading.Thread(target=stream.send, args=("y" * 300_000,), daemon=True)
    waiting.start()
    taken = 0
    message = framed(b'"%b"' % (b"x" * 1000))
    while True:
        _, writable, _ = select.select([], [to_server], [], 1)
        if not writable:
            break
        taken += os.write(to_server, message)
    assert taken < 1 << 20
    while waiting.is_alive():
        readable, _, _ = select.select([from_server], [], [], 0.05)
        if readable:
            os.read(from_server, 1 << 16)
    for descriptor in (requests, to_server, from_server, answers):
        os.close(descriptor)


def test_descriptors_that_cannot_be_waited_for_are_written_at_once(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("filedescriptor out of range in select()")

    monkeypatch.setattr(select, "select", refuse)
    assert MessageStream(pipe[0], pipe[1]).send([1]) == 3
    assert os.read(pipe[0], 100) == framed(b"[1]")

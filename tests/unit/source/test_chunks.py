"""A file in chunks of whole lines that know where they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from siplint.source.chunks import Chunk, _texts, chunks_of


def test_pieces_are_whole_lines_that_know_where_they_stand() -> None:
    data = b'\xef\xbb\xbf{}\n\n{"a": 1}\n \n{}'
    cut = [(one.data, one.index, one.line, one.offset) for one in chunks_of("a.jsonl", data, 1)]
    assert cut == [
        (b"\xef\xbb\xbf{}\n", 0, 1, 0),
        (b"\n", 1, 2, 6),
        (b'{"a": 1}\n', 1, 3, 7),
        (b" \n", 2, 4, 16),
        (b"{}", 2, 5, 18),
    ]
    assert list(chunks_of("a.json", data, 1)) == [Chunk("a.json", data)]
    documents = [(one.path, one.line, one.offset) for part in chunks_of("a.jsonl", data, 1) for one in part.documents()]
    assert documents == [((0,), 1, 3), ((1,), 3, 7), ((2,), 5, 18)]
    assert [one.path for one in Chunk("a.jsonl", data, lines=True).documents({1})] == [(1,)]


@given(
    st.lists(st.sampled_from((b"{}", b"{", b"}", b"", b" ", b"\r", b'{"a": 1}', b"x"))),
    st.sampled_from((b"\n", b"\r\n")),
)
def test_texts_are_counted_alike(lines: list[bytes], ending: bytes) -> None:
    data = ending.join((*lines, b""))
    assert _texts(data, data.count(b"\n")) == sum(1 for line in data.split(b"\n") if line.strip(b" \t\r"))

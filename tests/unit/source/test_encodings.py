"""Files that are not UTF-8."""

from __future__ import annotations

import pytest

from siplint.api import check_bytes
from siplint.source.documents import read_documents


@pytest.mark.parametrize(
    ("data", "message", "at"),
    [
        (b'{"a": "caf\xe9"}', "the byte E9 at offset 10 cannot be part of UTF-8", (10, 11)),
        ('{"é": "'.encode() + b'\xff"}', "the byte FF at offset 8 cannot be part of UTF-8", (8, 9)),
        (b'"\xe2\x82"', "the bytes E2 82 at offset 1 cannot be part of UTF-8", (1, 3)),
        (b'"\xed\xa0\x80"', "the byte ED at offset 1 cannot be part of UTF-8", (1, 2)),
        (b'"\xc0\xaf"', "the byte C0 at offset 1 cannot be part of UTF-8", (1, 2)),
        (b"\xef\xbb\xbf\xff", "the byte FF at offset 3 cannot be part of UTF-8", (3, 4)),
        ("{}".encode("utf-16"), "the file begins like UTF-16, at offset 0; it should be UTF-8", (0, 2)),
        (b"\xfe\xff\0{\0}", "the file begins like UTF-16, at offset 0; it should be UTF-8", (0, 2)),
        ("{}".encode("utf-32"), "the file begins like UTF-32, at offset 0; it should be UTF-8", (0, 4)),
    ],
)
def test_what_is_not_utf8_is_told_by_byte(data: bytes, message: str, at: tuple[int, int]) -> None:
    for name in ("a.json", "a.jsonl"):
        found = list(check_bytes(data, file=name))
        assert [(one.code, one.message) for one in found] == [("RR002", message)]
        assert found[0].start
        assert found[0].end
        assert (found[0].start.offset, found[0].end.offset) == at


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_other_encodings_without_a_mark_are_known_by_their_zeros(encoding: str) -> None:
    (one,) = check_bytes('{"name": "n"}'.encode(encoding))
    assert (one.code, one.start and one.start.offset, one.end and one.end.offset) == ("RR002", 0, 4)
    assert one.message == f"the file begins like {encoding[:6].upper()}, at offset 0; it should be UTF-8"


def test_lines_of_another_encoding_are_one_fault_and_a_later_piece_has_no_mark() -> None:
    (one,) = check_bytes("{}\n{}\n".encode("utf-16"), file="a.jsonl")
    assert (one.code, one.message) == ("RR002", "the file begins like UTF-16, at offset 0; it should be UTF-8")
    for mark in (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"):
        pieces = list(read_documents(mark + b"\n{}", lines=True, index=3, line=7, before=10))
        assert [(piece.path, piece.line, piece.offset) for piece in pieces] == [
            ((3,), 7, 10),
            ((4,), 8, 11 + len(mark)),
        ]


def test_other_encodings_are_told_of_a_file_and_not_of_a_line() -> None:
    wide = "{}".encode("utf-16-le")
    assert [one.code for one in check_bytes(wide)] == ["RR002"]
    assert [one.code for one in check_bytes(b"{}\n" + wide, file="a.jsonl") if one.start and one.start.line > 1] == [
        "RR001"
    ]

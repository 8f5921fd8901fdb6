"""Texts that are not UTF-8: where they stop being UTF-8, or which encoding they look like."""

from __future__ import annotations

from siplint.model.fault import Fault

WIDE = {"0x0x": "UTF-16", "x0x0": "UTF-16", "000x": "UTF-32", "x000": "UTF-32"}
"""Which of the first four bytes are zero in JSON of other encodings."""


def encoding_fault(raw: bytes, error: UnicodeDecodeError, offset: int) -> Fault:
    """Return the fault of a text that is not UTF-8: the wrong bytes, or the encoding it looks like."""
    for mark, name in (
        (b"\xff\xfe\0\0", "UTF-32"),
        (b"\0\0\xfe\xff", "UTF-32"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
    ):
        if raw.startswith(mark):
            return Fault("RR002", name, (0, len(mark)), offset=offset)
    start = len(raw[: error.start].decode())
    word = " ".join(f"{byte:02X}" for byte in raw[error.start : error.end])
    return Fault("RR002", "bytes", (start, start + error.end - error.start), word, offset=offset + error.start)


def wide_fault(text: str, offset: int) -> tuple[Fault, ...]:
    """Return the fault of a text that looks like JSON in UTF-16 or UTF-32 without a byte order mark, if it does."""
    kind = WIDE.get("".join("0" if letter == "\0" else "x" for letter in text[:4]), "")
    return (Fault("RR002", kind, (0, 4), offset=offset),) if kind else ()

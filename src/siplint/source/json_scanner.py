"""The JSON scanner of the standard library: the one in C, or the one in Python if there is no other."""

from __future__ import annotations

try:
    from _json import encode_basestring, encode_basestring_ascii, make_scanner, scanstring
except ImportError:  # not CPython: the same functions, only slower
    from json.decoder import scanstring  # type: ignore[no-redef]
    from json.encoder import encode_basestring, encode_basestring_ascii  # type: ignore[no-redef]
    from json.scanner import py_make_scanner  # type: ignore[attr-defined]

    def make_scanner(context):  # type: ignore[no-untyped-def,no-redef] # noqa: ANN001, ANN201, D103
        context.parse_string = scanstring
        context.memo = {}
        context.parse_object = _parse_object
        context.parse_array = _parse_array
        return py_make_scanner(context)

    from json.decoder import JSONArray as _parse_array
    from json.decoder import JSONObject as _parse_object

__all__ = ["BLANK", "encode_basestring", "encode_basestring_ascii", "make_scanner", "scanstring", "skip"]

BLANK = " \t\n\r"
"""White space in JSON."""
SKIPPED_AT_ONCE = 32
"""How many code points are checked at once while white space is skipped."""


def skip(text: str, at: int) -> int:
    """Return the place of the next character that is not white space."""
    while at < len(text) and text[at] in BLANK:
        piece = text[at : at + SKIPPED_AT_ONCE]
        at += len(piece) - len(piece.lstrip(BLANK))
    return at

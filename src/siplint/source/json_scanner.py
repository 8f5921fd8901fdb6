"""The JSON scanner that the standard library has in C, or its Python one where there is none."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _json import encode_basestring, encode_basestring_ascii, make_scanner, scanstring
else:
    try:
        from _json import encode_basestring, encode_basestring_ascii, make_scanner, scanstring
    except ImportError:  # another Python than CPython: the same functions, only slower
        from json.decoder import JSONArray, JSONObject, scanstring
        from json.encoder import encode_basestring, encode_basestring_ascii
        from json.scanner import py_make_scanner

        def make_scanner(context: object) -> object:
            """Make a scanner of a context as the C one takes it."""
            context.parse_string = scanstring
            context.parse_object = JSONObject
            context.parse_array = JSONArray
            context.memo = {}
            return py_make_scanner(context)


__all__ = ["BLANK", "encode_basestring", "encode_basestring_ascii", "make_scanner", "scanstring", "skip"]

BLANK = " \t\n\r"
"""JSON's white space."""
SKIPPED_AT_ONCE = 32
"""Code points that are looked at in one go where white space is skipped."""


def skip(text: str, at: int) -> int:
    """Return the place of the next character that is not white space of JSON."""
    while at < len(text) and text[at] in BLANK:
        piece = text[at : at + SKIPPED_AT_ONCE]
        at += len(piece) - len(piece.lstrip(BLANK))
    return at

"""Bytes to JSON values, strictly by RFC 8259: the C scanner behind `json`, and the careful reader for the rest."""

from __future__ import annotations

from siplint.source.json_scanner import BLANK, make_scanner, skip
from siplint.source.sendable import LIMIT, unsendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.fault import Fault
    from siplint.model.finding import JSON


SHALLOW = 2 * (LIMIT - 1)
"""A text of so few code points cannot be nested too deep."""


class Unusual(Exception):  # noqa: N818 (not an error: it asks for the careful reader)
    """Something that the fast reader leaves to the careful one."""


def parse_json(text: str, starts: list[int] | None = None) -> tuple[JSON, tuple[Fault, ...]]:
    """Return the value of a JSON text and what is wrong with it; the value is ABSENT if the text is not JSON.

    The places where the items of an array start are added to `starts`, unless the text is unusual.
    """
    starts = [] if starts is None else starts
    try:
        return parse_fast(text, starts), ()
    except (Unusual, StopIteration, ValueError, IndexError, RecursionError, SystemError):
        # SystemError: on Python 3.11 the scanner cannot raise JSONDecodeError unless someone has imported json
        starts.clear()
        from siplint.source.syntax_errors import parse_carefully

        return parse_carefully(text)


def parse_fast(text: str, starts: list[int]) -> JSON:
    """Read a text without anything unusual; raise any exception if there is something.

    The items of an array are read one by one, which takes half the time for a large array; their places are added to
    `starts`.
    """
    value: JSON
    at = 0 if text[:1] == "{" else skip(text, 0)
    if text[at] == "[":
        value = []
        at = skip(text, at + 1)
        end = at + 1
        if text[at] != "]":
            while True:
                item, end = _scan(text, at)
                if end - at > SHALLOW:
                    _sound_depth(item, text, at, end, LIMIT - 1)
                starts.append(at)
                value.append(item)
                if text[end] != ",":
                    end = skip(text, end)
                    if text[end] == "]":
                        end += 1
                        break
                    if text[end] != ",":
                        raise Unusual
                at = skip(text, end + 1)
    else:
        value, end = _scan(text, at)
        if end - at > SHALLOW:
            _sound_depth(value, text, at, end, LIMIT)
    if text[end:].strip(BLANK):
        raise Unusual
    if "\\" in text and ("\\ud" in text or "\\uD" in text) and unsendable(value, LIMIT):
        raise Unusual
    return value


def _sound_depth(value: JSON, text: str, at: int, end: int, limit: int) -> None:
    if text.count("{", at, end) + text.count("[", at, end) > limit and unsendable(value, limit):
        raise Unusual


def _object(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Unusual
    return value


def _constant(_name: str) -> JSON:
    raise Unusual


class _Strict:
    strict = True
    object_hook = None
    object_pairs_hook = staticmethod(_object)
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(_constant)


_scan = make_scanner(_Strict)  # type: ignore[arg-type]

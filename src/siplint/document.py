"""Bytes to JSON values, strictly by RFC 8259: the C scanner behind `json`, and the careful reader when it balks."""

from __future__ import annotations

from _json import make_scanner

from siplint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from siplint.diagnostic import JSON, Path

LIMIT = 200
"""How many arrays and objects may stand inside each other: far from what any Python gives up at."""

SHALLOW = 2 * (LIMIT - 1)
"""Code points of a text in which that many cannot stand."""

BLANK = " \t\n\r"
SPACE = 32
"""Code points that are looked at in one go where white space is passed over."""
WIDE = {"0x0x": "UTF-16", "x0x0": "UTF-16", "000x": "UTF-32", "x000": "UTF-32"}
"""The first four bytes of JSON in other encodings: where zeros are, and where none."""
ABSENT = object()
"""The value of a text that is no JSON."""
ALL = range(1 << 62)
"""Every index."""


class Fault(Record):
    """Why a text is not fit to be read, before it is put into words.

    `at` and `other` are code points of the text: the place, and a place it has to do with. `word` is what stands
    there, `offset` (bytes of the file) where a text stops being UTF-8.
    """

    code: str
    kind: str
    at: tuple[int, int] | None
    word: str = ""
    path: Path = ()
    other: tuple[int, int] | None = None
    offset: int = 0


class Document:
    """One JSON text: a whole file, or a line of JSON Lines.

    `path` is what a pointer into it begins with; `line` (from 1) and `offset` (bytes, from 0) are where it starts.
    `before` counts the bytes of the file before `data`; `starts` (code points) is where the items of an array start, if
    they are known.
    """

    __slots__ = ("faults", "line", "offset", "path", "starts", "text", "value")

    def __init__(self, data: bytes, start: int, end: int, line: int, path: Path, before: int = 0) -> None:  # noqa: PLR0913, PLR0917 (a place has as many parts)
        self.path = path
        self.line = line
        self.offset = before + start
        self.value: JSON = ABSENT
        self.faults: tuple[Fault, ...] = ()
        self.starts: list[int] = []
        raw = data[start:end]
        try:
            self.text = raw.decode()
        except UnicodeDecodeError as error:
            self.text = raw.decode("utf-8", "surrogateescape")
            self.faults = (not_utf8(raw, error, self.offset),)
        else:
            self.value, self.faults = parse(self.text, self.starts)
            if self.value is ABSENT and line == 1:
                kind = WIDE.get("".join("0" if letter == "\0" else "x" for letter in self.text[:4]), "")
                if kind:
                    self.faults = (Fault("RR002", kind, (0, 4), offset=self.offset),)


class Unusual(Exception):  # noqa: N818 (it is no error: it asks for the careful reader)
    """Something the fast reader leaves to the careful one."""


def read(  # noqa: PLR0913 (a piece of a file has as many numbers)
    data: bytes, *, lines: bool = False, index: int = 0, line: int = 1, before: int = 0, only: Container[int] = ALL
) -> Iterator[Document]:
    """Read a file: one JSON text, or with `lines` one in every line that is not blank. A UTF-8 BOM is passed over.

    Of a file with lines `data` may be a piece: `index` texts, `line` - 1 lines and `before` bytes stand before it. With
    `only` no others than the texts of these indexes are read.
    """
    start = 3 if data.startswith(b"\xef\xbb\xbf") and not before else 0
    if not lines or (data.startswith((b"\xff\xfe", b"\xfe\xff")) and not before):
        yield Document(data, start, len(data), 1, ())
        return
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if data[start:end].strip(b" \t\r"):
            if index in only:
                yield Document(data, start, end, line, (index,), before)
            index += 1
        start = end + 1
        line += 1


def parse(text: str, starts: list[int] | None = None) -> tuple[JSON, tuple[Fault, ...]]:
    """Give the value of a JSON text and what is wrong with it; the value is ABSENT when it is no JSON.

    `starts` is given where the items of an array start, unless the text is unusual.
    """
    starts = [] if starts is None else starts
    try:
        return fast(text, starts), ()
    except (Unusual, StopIteration, ValueError, IndexError, RecursionError, SystemError):
        # SystemError: on Python 3.11 the scanner cannot raise JSONDecodeError unless someone has imported json
        starts.clear()
        from siplint.syntax import careful

        return careful(text)


def fast(text: str, starts: list[int]) -> JSON:
    """Read a text that has nothing unusual; raise whatever comes to hand when it has.

    The items of an array are read one by one: half the time of a large array read whole. `starts` is given where.
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
    if "\\" in text and ("\\ud" in text or "\\uD" in text) and unsound(value, LIMIT):
        raise Unusual
    return value


def _sound_depth(value: JSON, text: str, at: int, end: int, limit: int) -> None:
    if text.count("{", at, end) + text.count("[", at, end) > limit and unsound(value, limit):
        raise Unusual


def skip(text: str, at: int) -> int:
    """Pass over JSON's white space."""
    while at < len(text) and text[at] in BLANK:
        piece = text[at : at + SPACE]
        rest = piece.lstrip(BLANK)
        at += len(piece) - len(rest)
    return at


def unsound(value: JSON, limit: int = LIMIT) -> tuple[str, Path, JSON] | None:  # noqa: C901, PLR0912 (one loop, for speed)
    """Say why a value cannot be sent as JSON: its kind ("depth", "surrogate", "type"), where, and what.

    `limit` is how deep arrays and objects may be nested. The first one met in reading order is told. What stands in
    many places, as it may in a body that never was text, is read once: of what was read, it is known how deep it goes.
    """
    depths: dict[int, tuple[int, JSON]] = {}  # by id; the value is kept, so that no other gets its id meanwhile
    opened: list[JSON] = []
    steps: list[str | int] = []
    below = [0]
    todo: list[Iterator[tuple[str | int, JSON]]] = [iter(((0, value),))]
    while True:
        for key, here in todo[-1]:
            if isinstance(here, str):
                if not here.isascii() and lonely(here):
                    return "surrogate", (*steps, key)[1:], here
            elif isinstance(here, (dict, list, tuple)):
                deep = depths.get(id(here), (0, None))[0]
                if len(steps) + deep >= limit:
                    return "depth", (*steps, key)[1:], None
                if id(here) in depths:
                    below[-1] = max(below[-1], deep + 1)
                    continue
                for name in here if isinstance(here, dict) else ():
                    if not isinstance(name, str):
                        return "type", (*steps, key, str(name))[1:], name
                    if not name.isascii() and lonely(name):
                        return "surrogate", (*steps, key, name)[1:], name
                depths[id(here)] = limit, here  # as long as it is open: inside itself it has no end
                opened.append(here)
                steps.append(key)
                below.append(0)
                todo.append(iter(here.items() if isinstance(here, dict) else enumerate(here)))
                break
            elif here is not None and (
                not isinstance(here, (int, float)) or (isinstance(here, float) and (here != here or here - here != 0.0))  # noqa: PLR0124
            ):
                return "type", (*steps, key)[1:], here
        else:
            todo.pop()
            if not todo:
                return None
            steps.pop()
            here, deep = opened.pop(), below.pop()
            depths[id(here)] = deep, here
            below[-1] = max(below[-1], deep + 1)


def lonely(text: str) -> bool:
    """Tell whether a text has half of a surrogate pair, which UTF-8 cannot carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def not_utf8(raw: bytes, error: UnicodeDecodeError, offset: int) -> Fault:
    """Tell which bytes are not UTF-8, or which other encoding the whole looks like. Places count in code points."""
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

"""Events of a YAML parser turned into trees of values with their places, and what of YAML has no counterpart in JSON."""

from __future__ import annotations

from siplint.model.fault import Fault
from siplint.source.ignore_comments import may_ignore
from siplint.source.literals import Literal
from siplint.source.sendable import ABSENT, LIMIT, lonely
from siplint.source.unknown import UNKNOWN, OpenObject
from siplint.source.yaml_scalars import NO_NUMBER, plain_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from siplint.model.finding import JSON, Path
    from siplint.source.literals import Span

CORE = "tag:yaml.org,2002:"
TEXT_TAGS = ("!", CORE + "str")
WORD_TAGS = ("", CORE + "int", CORE + "float", CORE + "bool", CORE + "null")
CONTAINER_TAGS = ("!", CORE + "map", CORE + "seq")
MERGE = "<<"


class Stopped(Exception):  # noqa: N818 (carries the fault that ends the reading)
    """Nothing more of a text can be read."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class _Open:
    """A mapping or sequence that is being read.

    `key` is the text of the key that awaits its value, None where a key is expected. The value of a key that is no
    text, or that merges another mapping, `drops`; the mapping may then have any members.
    """

    __slots__ = (
        "drops",
        "end",
        "is_flow",
        "is_key",
        "is_mapping",
        "key",
        "keys",
        "may_have_more",
        "parts",
        "span",
        "start",
        "unknown",
        "value",
    )

    def __init__(self, start: int, *, is_mapping: bool, is_flow: bool, is_key: bool, unknown: bool) -> None:
        self.value: JSON = {} if is_mapping else []
        self.is_mapping = is_mapping
        self.is_flow = is_flow
        self.is_key = is_key
        self.unknown = unknown
        self.start = start
        self.end = start + is_flow
        self.parts: dict[Any, Any] = {}
        self.key: str | None = None
        self.span: Span = (start, start)
        self.keys: dict[str, Span] = {}
        self.drops = self.may_have_more = False


class Tree:
    """The documents of a text as they are read: each a tree of literals, with its faults.

    `scalars` are the spans of all scalars, noted only where comments have to be told from them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[tuple[Literal, Sequence[Fault]]] = []
        self.scalars: list[Span] = []
        self._notes_scalars = may_ignore(text)
        self._faults: list[Fault] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, Span] = {}
        self._root: Literal | None = None
        self._takes = {
            "ScalarEvent": self._scalar,
            "AliasEvent": self._alias,
            "MappingStartEvent": self._open,
            "SequenceStartEvent": self._open,
            "MappingEndEvent": self._close,
            "SequenceEndEvent": self._close,
            "DocumentEndEvent": self._end_document,
        }

    def take(self, event: Any) -> None:
        """Take in the next event; raise Stopped where nothing more can be read."""
        take = self._takes.get(type(event).__name__)
        if take:
            take(event)

    def stop(self, fault: Fault) -> None:
        """End the reading in the middle of a document; what follows a document without `---` belongs to it."""
        if fault.kind == "yaml-after" and self.roots:
            self.roots.pop()
        self.roots.append((Literal(ABSENT, 0, 0), (fault,)))

    def _end_document(self, _event: Any) -> None:
        root = self._root
        if root and not (root.value is None and root.start == root.end):
            known = root if root.value is not UNKNOWN else Literal(ABSENT, root.start, root.end)
            self.roots.append((known, self._faults))
        self._root, self._faults, self._anchors = None, [], {}

    def _fault(self, kind: str, span: Span, word: str = "", other: Span | None = None) -> None:
        self._faults.append(Fault("RR001", kind, span, word, self._path(), other))

    def _path(self) -> Path:
        """Return where the value that is being read belongs."""
        path: list[str | int] = []
        for one in self._stack:
            if one.drops or (one.is_mapping and one.key is None):
                break
            path.append(one.key or "" if one.is_mapping else len(one.value))
        return tuple(path)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].is_mapping and self._stack[-1].key is None

    def _properties(self, event: Any, start: int) -> None:
        """Note the anchor and the tag of a node."""
        if event.anchor:
            at = self.text.find("&" + event.anchor, start)
            self._anchors[event.anchor] = (at, at + 1 + len(event.anchor))
        if event.tag:
            at = self.text.find("!", start)
            word = self.text[at : at + 200].split(maxsplit=1)[0]
            self._fault("yaml-tag", (at, at + len(word)), word)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        if self._notes_scalars and end > start:
            self.scalars.append((start, end))
        if event.anchor or event.tag:
            self._properties(event, start)
        text: str = event.value
        if self._awaits_key():
            self._key(text, (start, end), is_plain=not event.style)
            return
        if not text.isascii() and lonely(text):
            self._faults.append(Fault("RR006", "value", None, path=self._path()))
        self._put(Literal(self._scalar_value(event, (start, end)), start, end))

    def _scalar_value(self, event: Any, span: Span) -> JSON:
        """Return what a scalar means; unknown where a tag or a program decides that."""
        text, tag = event.value, event.tag or ""
        if tag in TEXT_TAGS or (not tag and event.style):
            return text
        if tag not in WORD_TAGS:
            return UNKNOWN
        if NO_NUMBER.fullmatch(text):
            self._fault("yaml-number", span, text)
            return UNKNOWN
        return plain_value(text)

    def _key(self, text: str, span: Span, *, is_plain: bool) -> None:
        """Take in a key; `<<` merges another mapping."""
        top = self._stack[-1]
        top.key, top.span = text, span
        top.drops = is_plain and text in (MERGE, "")
        if top.drops:
            top.may_have_more = True
            self._fault("yaml-merge" if text else "yaml-key", span if text else (span[0], span[0]), text)
        elif not text.isascii() and lonely(text):
            self._faults.append(Fault("RR006", "key", None, path=self._path()))

    def _odd_key(self) -> None:
        """Take in a key that is no text."""
        top = self._stack[-1]
        top.key, top.drops, top.may_have_more = "", True, True

    def _alias(self, event: Any) -> None:
        """Take in an alias: the value of an anchor once more. It is not expanded."""
        start, end = event.start_mark.index, event.end_mark.index
        end = max(end, start + 1)
        if self._awaits_key():
            self._fault("yaml-key", (start, end))
            self._odd_key()
            return
        if event.anchor not in self._anchors:
            self._fault("yaml-no-anchor", (start, end), event.anchor)
        elif not any(one.drops and one.key == MERGE for one in self._stack[-2:]):
            self._fault("yaml-alias", (start, end), event.anchor, self._anchors[event.anchor])
        self._put(Literal(UNKNOWN, start, end))

    def _open(self, event: Any) -> None:
        start = event.start_mark.index
        is_key = self._awaits_key()
        if len(self._stack) == LIMIT:
            raise Stopped(Fault("RR004", "depth", (start, min(start + 1, len(self.text)))))
        if is_key:
            self._fault("yaml-key", (start, min(start + 1, len(self.text))))
        if event.anchor or event.tag:
            self._properties(event, start)
            start = event.end_mark.index - 1 if event.flow_style else start
        unknown = bool(event.tag) and event.tag not in CONTAINER_TAGS
        is_mapping = type(event).__name__ == "MappingStartEvent"
        is_flow = bool(event.flow_style)
        self._stack.append(_Open(start, is_mapping=is_mapping, is_flow=is_flow, is_key=is_key, unknown=unknown))

    def _close(self, event: Any) -> None:
        done = self._stack.pop()
        end = event.end_mark.index if done.is_flow else done.end
        if done.is_key:
            self._odd_key()
            return
        value = OpenObject(done.value) if done.may_have_more else done.value
        members, items = (done.parts, {}) if done.is_mapping else ({}, done.parts)
        self._put(
            Literal(UNKNOWN, done.start, end) if done.unknown else Literal(value, done.start, end, members, items)
        )

    def _put(self, literal: Literal) -> None:
        """Put a value where it belongs."""
        if not self._stack:
            self._root = literal
            return
        top = self._stack[-1]
        top.end = literal.end
        if not top.is_mapping:
            top.parts[len(top.value)] = literal
            top.value.append(literal.value)
            return
        key = top.key or ""
        if not top.drops:
            place = top.span[0], max(literal.end, top.span[1])
            first = top.keys.setdefault(key, place)
            if first is not place:
                self._faults.append(Fault("RR003", "key", place, key, self._path(), first))
            top.value[key] = literal.value
            top.parts[key] = (top.span, literal)
        top.key, top.drops = None, False

"""Comments that suppress findings on their line, or in what is below them: `siplint: ignore[RR218]`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias, TypeVar

    from siplint.source.literals import LiteralDocument
    from siplint.source.nested import NestedDocument

    Holder = TypeVar("Holder", bound="NestedDocument | LiteralDocument")

    Ignore: TypeAlias = tuple[int, str]
    """The line of a comment (from 1) and a code, name or beginning of codes."""
    Group: TypeAlias = tuple[Ignore, ...]
    """What comments suppress together on their line, or in all lines that they cover."""
    Ignores: TypeAlias = Mapping[int, tuple[Group, ...]]
    """By line (from 1), what comments suppress there. All lines that a group covers share it."""

NO_IGNORES: Ignores = {}
NOTHING_COVERED: Mapping[int, int] = {}
PATTERN = r"\bsiplint:[ \t]*ignore\b(?:[ \t]*\[([^\]\n]{0,1000})\])?"
"""The words in a comment; the codes, names or beginnings of codes are between the brackets."""
OTHER_WORDS = r"\bsiplint(?::[ \t]*disable|-(?:disable|ignore))\b"
"""What such a comment is called in other linters; it suppresses nothing here, and that is reported."""
NO_CODE = ""
"""Stands for the codes of a comment that names none: it suppresses nothing."""


def may_ignore(text: str) -> bool:
    """Return whether a text may have such a comment."""
    return "siplint" in text and ("ignore" in text or "disable" in text)


def ignores_of(text: str, comments: Iterable[tuple[int, int]], covered: Mapping[int, int] = NOTHING_COVERED) -> Ignores:
    """Return by line (from 1) what comments suppress there.

    `comments` are the spans of the comments of the text (code points). A comment of several lines counts on the line
    where the words are. `covered` has the starts of comments that count for all that is below them, with where that ends.
    """
    if not may_ignore(text):
        return NO_IGNORES
    import re

    pattern = re.compile(f"{PATTERN}|{OTHER_WORDS}")
    own: dict[int, list[Ignore]] = {}
    groups: dict[int, list[Ignore]] = {}
    line, before = 1, 0
    for start, end in sorted(comments):
        for match in pattern.finditer(text, start, end):
            line += text.count("\n", before, match.start())
            before = match.start()
            found = [(line, code.strip()) for code in (match[1] or NO_CODE).split(",")]
            own.setdefault(line, []).extend(found)
            if start in covered:
                groups.setdefault(covered[start], []).extend(found)
    ignores = {number: (tuple(dict.fromkeys(found)),) for number, found in own.items()}
    line, before = 1, 0
    for last, group in sorted(groups.items()):
        line += text.count("\n", before, last)
        before = last
        shared = tuple(dict.fromkeys(group))
        for number in range(group[-1][0] + 1, line + 1):
            ignores[number] = (*ignores.get(number, ()), shared)
    return ignores


def all_ignores(ignores: Ignores) -> tuple[Ignore, ...]:
    """Return what comments suppress anywhere, each once."""
    groups = {id(group): group for groups in ignores.values() for group in groups}
    return tuple(dict.fromkeys([ignore for group in groups.values() for ignore in group]))


def merged_ignores(parts: Iterable[Ignores]) -> Ignores:
    """Return the comments of several parts of a file together."""
    merged: dict[int, tuple[Group, ...]] = {}
    for part in parts:
        for line, groups in part.items():
            merged[line] = (*merged.get(line, ()), *groups)
    return merged


def shifted_ignores(ignores: Ignores, lines: int) -> Ignores:
    """Return the comments of a part of a file, so many lines below its beginning, as those of the file."""
    shifted: dict[int, Group] = {}
    for groups in ignores.values():
        for group in groups:
            if id(group) not in shifted:
                shifted[id(group)] = tuple([(comment + lines, code) for comment, code in group])
    return {line + lines: tuple([shifted[id(group)] for group in groups]) for line, groups in ignores.items()}


def with_ignores(documents: Iterable[Holder], ignores: Ignores) -> Iterator[Holder]:
    """Yield the documents of a file; they are given what its comments suppress."""
    for document in documents:
        document.ignores = ignores
        yield document

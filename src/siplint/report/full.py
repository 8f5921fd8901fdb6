"""The report for people: the source with a caret under the fault, labels at other places, and what to do."""

from __future__ import annotations

from siplint.model.diagnostic import place_of, short_pointer
from siplint.model.escaping import visible
from siplint.report.columns import NARROW, cut_around, seen, width, wrapped
from siplint.source.source_lines import texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Diagnostic, Label, Position
    from siplint.model.run_report import Report
    from siplint.report.fix_diff import DiffLine, Source

    Lines: TypeAlias = list[str] | dict[int, str]
    Paint: TypeAlias = Callable[[str, str], str]

WIDTH = 100
"""How many columns of source are shown; a longer line is cut around the underlined place."""
INDENT = 2
"""The indentation of the further lines of a title."""

STYLES: Mapping[str, str] = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "frame": "34",
    "label": "34",
    "strong": "1",
    "outcome": "35",
    "help": "32",
    "fix": "32",
    "fixable": "1;32",
    "-": "31",
    "+": "32",
    "--": "31;7",
    "++": "32;7",
}
FIXES: Mapping[bool, str] = {True: "fix (--fix):", False: "fix (--fix --unsafe-fixes):"}


def full(report: Report, *, color: bool = False, room: int = 0) -> Iterator[str]:
    """Yield a block for each diagnostic, coloured with `color`, for a terminal with `room` columns (0: any number)."""
    paint = _colored if color else _plain
    lines: dict[str, Lines] = {}
    for diagnostic in report.diagnostics:
        for file in {diagnostic.file, *(label.file for label in diagnostic.labels)}:
            if file not in lines and file in report.sources:
                lines[file] = _lines(report.sources[file])
            elif file not in lines and file in report.excerpts:
                lines[file] = texts(report.excerpts[file])
        source = report.sources.get(diagnostic.file) or report.excerpts.get(diagnostic.file)
        yield from _block(diagnostic, lines, source, paint, room)
        yield "\n"


def _plain(_style: str, text: str) -> str:
    return text


def _colored(style: str, text: str) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if text else text


def _lines(source: bytes) -> list[str]:
    text = source.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in lines] if "\r" in text else lines


def _block(
    diagnostic: Diagnostic, lines: Mapping[str, Lines], source: Source | None, paint: Paint, room: int
) -> Iterator[str]:
    code = f"{diagnostic.severity}[{diagnostic.code}]"
    mark = " [*]" if diagnostic.is_fixable else ""
    used = len(code) + len(mark) + len(": ") - INDENT
    first, *more = wrapped(visible(diagnostic.message), room and room - INDENT, used)
    yield f"{paint(diagnostic.severity, code)}{paint('fixable', mark)}{paint('strong', ': ' + first)}\n"
    yield from (f"{' ' * INDENT}{paint('strong', visible(line))}\n" for line in more)
    changes = _changes(diagnostic, source, room)
    numbers = [mark[1] for mark in _marks(diagnostic)] + [line.number for line in changes]
    gutter = len(str(max(numbers, default=1)))
    place = visible(place_of(diagnostic))
    if diagnostic.start and diagnostic.pointer:
        place += paint("frame", "  " + visible(short_pointer(diagnostic)))
    yield f"{' ' * gutter}{paint('frame', '-->')} {place}\n"
    yield from _snippets(diagnostic, lines, (gutter, room), paint)
    for word, text in (("outcome", diagnostic.outcome), ("help", diagnostic.help)):
        if text:
            first, *more = wrapped(visible(text), room and room - gutter - len(" = "), len(f"{word}: "))
            yield f"{' ' * gutter} {paint('frame', '=')} {paint(word, word + ':')} {first}\n"
            yield from (f"{' ' * gutter}   {visible(line)}\n" for line in more)
    if diagnostic.fix and changes:
        yield f"{' ' * gutter} {paint('frame', '=')} {paint('fix', FIXES[diagnostic.fix.safe])}\n"
        yield from (_change(line, gutter, paint) for line in changes)


def _changes(diagnostic: Diagnostic, source: Source | None, room: int) -> Sequence[DiffLine]:
    """Return what the fix of a diagnostic would change, if there is one."""
    if not (diagnostic.fix and diagnostic.start and source is not None):
        return ()
    from siplint.report.fix_diff import fix_diff

    wide = _columns_for_source(len("100"), room) - len("- ")
    return fix_diff(source, diagnostic.fix.edits, diagnostic.start, wide)


def _change(line: DiffLine, gutter: int, paint: Paint) -> str:
    """Return a line of a repair; the part that changes stands out."""
    if line.sign == "…":
        return paint("frame", f"... {line.text}".rstrip()) + "\n"
    head = paint("frame", f"{str(line.number or '').rjust(gutter)} |")
    before, changed, after = line.text[: line.start], line.text[line.start : line.end], line.text[line.end :]
    if line.sign not in STYLES:
        return f"{head} {line.sign} {line.text}\n"
    parts = (paint(line.sign, f"{line.sign} {before}"), paint(line.sign * 2, changed), paint(line.sign, after))
    return f"{head} {''.join(parts)}".rstrip() + "\n"


def _columns_for_source(gutter: int, room: int) -> int:
    return max(NARROW, min(WIDTH, room - gutter - len(" | ……"))) if room else WIDTH


def _marks(diagnostic: Diagnostic) -> list[tuple[str, int, Diagnostic | Label]]:
    """Return the places of a diagnostic: file, line, and the diagnostic or label there."""
    marks: list[tuple[str, int, Diagnostic | Label]] = []
    if diagnostic.start:
        marks.append((diagnostic.file, diagnostic.start.line, diagnostic))
    marks += [(label.file, label.start.line, label) for label in diagnostic.labels if label.start]
    return marks


def _snippets(
    diagnostic: Diagnostic, lines: Mapping[str, Lines], columns: tuple[int, int], paint: Paint
) -> Iterator[str]:
    gutter, room = columns
    wide = _columns_for_source(gutter, room)
    marks = [mark for mark in _marks(diagnostic) if mark[0] in lines]
    if not marks:
        return
    marks.sort(
        key=lambda mark: (mark[0] != diagnostic.file, mark[0], mark[1], mark[2].start.offset if mark[2].start else 0)
    )
    margin = " " * gutter
    bar = paint("frame", "|")
    yield f"{margin} {bar}\n"
    file, last, shown = diagnostic.file, 0, ""
    for where, number, mark in marks:
        assert mark.start
        assert mark.end
        if where != file:
            rule = paint("frame", "---")
            yield f"{margin} {bar}\n{margin}{rule} {visible(where)}:{number}:{mark.start.column}\n{margin} {bar}\n"
        elif last and number > last + 1:
            yield paint("frame", "...") + "\n"
        text, indent, size = _window(lines[where], mark.start, mark.end, wide)
        if (where, number, text) != (file, last, shown):
            yield f"{paint('frame', str(number).rjust(gutter))} {bar} {text}\n"
        style, sign, words = (
            (diagnostic.severity, "^", "") if mark is diagnostic else ("label", "-", visible(mark.message))
        )
        for before, under in _underlined(sign * size, words, indent, room and room - gutter - len(" | ")):
            yield f"{margin} {bar} {' ' * before}{paint(style, under)}\n"
        file, last, shown = where, number, text
    yield f"{margin} {bar}\n"


def _underlined(under: str, words: str, indent: int, wide: int) -> Iterator[tuple[int, str]]:
    """Yield the lines under a place with the text of the label, wrapped to so many columns (0: any number).

    Each line is a number of columns, and the text after them. If few columns are left beside the place, the text is
    below it.
    """
    if not words:
        yield indent, under
        return
    at = indent + len(under) + 1
    if not wide or at + width(words) <= wide:
        yield indent, f"{under} {words}"
        return
    if wide - at >= NARROW:
        first, *more = wrapped(words, wide - at, 0)
        yield indent, f"{under} {first}"
    else:
        yield indent, under
        at = max(0, min(indent, wide - NARROW))
        more = wrapped(words, wide - at, 0)
    for line in more:
        yield at, visible(line)


def _window(lines: Lines, start: Position, end: Position, wide: int) -> tuple[str, int, int]:
    """Cut a line to so many columns around a place; return what is seen, and the columns before the place and of it."""
    line = lines[start.line - 1]
    first = start.column - 1
    last = end.column - 1 if end.line == start.line else len(line)
    low, high = cut_around(line, first, wide)
    left, right = "…" if low else "", "…" if high < len(line) else ""
    last = max(first + 1, min(last, high))
    indent, size = width(left + seen(line[low:first])), width(seen(line[first:last]))
    return f"{left}{seen(line[low:high])}{right}", indent, max(1, size)

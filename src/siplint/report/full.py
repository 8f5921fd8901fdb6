"""The report for people: the source with a caret under the fault, labels at other places, and what to do."""

from __future__ import annotations

from siplint.model.diagnostic import place_of, short_pointer
from siplint.model.escaping import visible
from siplint.source.source_lines import texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from siplint.model.diagnostic import Diagnostic, Label, Position, Report

    Lines: TypeAlias = list[str] | dict[int, str]
    Paint: TypeAlias = Callable[[str, str], str]

WIDTH = 100
"""How many columns of source are shown; a longer line is cut around the underlined place."""
NARROW = 40
"""How many columns are shown even if the terminal is narrower."""
LEAD = 24
"""How many code points are kept before the underlined place if a line is cut."""
INDENT = 2
"""The indentation of the further lines of a title."""
TAB = "    "

STYLES: Mapping[str, str] = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "frame": "34",
    "label": "34",
    "strong": "1",
    "outcome": "35",
    "help": "32",
}


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
        yield from _block(diagnostic, lines, paint, room)
        yield "\n"


def _plain(_style: str, text: str) -> str:
    return text


def _colored(style: str, text: str) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if text else text


def _lines(source: bytes) -> list[str]:
    text = source.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in lines] if "\r" in text else lines


def _block(diagnostic: Diagnostic, lines: Mapping[str, Lines], paint: Paint, room: int) -> Iterator[str]:
    code = f"{diagnostic.severity}[{diagnostic.code}]"
    first, *more = _wrapped(visible(diagnostic.message), room and room - INDENT, len(code) + len(": ") - INDENT)
    yield f"{paint(diagnostic.severity, code)}{paint('strong', ': ' + first)}\n"
    yield from (f"{' ' * INDENT}{paint('strong', visible(line))}\n" for line in more)
    gutter = len(str(max((mark[1] for mark in _marks(diagnostic)), default=1)))
    place = visible(place_of(diagnostic))
    if diagnostic.start and diagnostic.pointer:
        place += paint("frame", "  " + visible(short_pointer(diagnostic)))
    yield f"{' ' * gutter}{paint('frame', '-->')} {place}\n"
    yield from _snippets(diagnostic, lines, (gutter, room), paint)
    for word, text in (("outcome", diagnostic.outcome), ("help", diagnostic.help)):
        if text:
            first, *more = _wrapped(visible(text), room and room - gutter - len(" = "), len(f"{word}: "))
            yield f"{' ' * gutter} {paint('frame', '=')} {paint(word, word + ':')} {first}\n"
            yield from (f"{' ' * gutter}   {visible(line)}\n" for line in more)


def _wrapped(text: str, wide: int, used: int) -> list[str]:
    """Wrap a text into lines of at most so many columns (0: any number); some of the first line are already used."""
    lines: list[str] = []
    for word in text.split(" "):
        size = width(word)
        if lines and (not wide or used + 1 + size <= max(wide, NARROW)):
            lines[-1] += " " + word
            used += 1 + size
        else:
            used = size if lines else used + size
            lines.append(word)
    return lines


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
    wide = max(NARROW, min(WIDTH, room - gutter - len(" | ……"))) if room else WIDTH
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
        first, *more = _wrapped(words, wide - at, 0)
        yield indent, f"{under} {first}"
    else:
        yield indent, under
        at = max(0, min(indent, wide - NARROW))
        more = _wrapped(words, wide - at, 0)
    for line in more:
        yield at, visible(line)


def _window(lines: Lines, start: Position, end: Position, wide: int) -> tuple[str, int, int]:
    """Cut a line to so many columns around a place; return what is seen, and the columns before the place and of it."""
    line = lines[start.line - 1]
    first = start.column - 1
    last = end.column - 1 if end.line == start.line else len(line)
    low, high = _cut(line, first, wide)
    left, right = "…" if low else "", "…" if high < len(line) else ""
    last = max(first + 1, min(last, high))
    indent, size = width(left + _seen(line[low:first])), width(_seen(line[first:last]))
    return f"{left}{_seen(line[low:high])}{right}", indent, max(1, size)


def _cut(line: str, first: int, wide: int) -> tuple[int, int]:
    """Choose the part of a line that is shown, from where to where: so many columns at most, `first` among them."""
    if len(line) <= wide and width(_seen(line)) <= wide:
        return 0, len(line)
    begin = max(0, first - wide)
    near = line[begin : first + wide]
    lead = min(LEAD, wide // 3)
    if near.isascii() and near.isprintable() and "##" not in near:  # each letter has one column
        high = min(len(line), max(0, first - lead) + wide)
        return max(0, min(first - lead, high - wide) if high == len(line) else first - lead), high
    columns = [width(_seen(letter)) for letter in near]
    low = high = first
    used = 0
    while low > begin and used + columns[low - 1 - begin] <= lead:
        low -= 1
        used += columns[low - begin]
    while high - begin < len(columns) and used + columns[high - begin] <= wide:
        used += columns[high - begin]
        high += 1
    while high == len(line) and low > begin and used + columns[low - 1 - begin] <= wide:
        low -= 1
        used += columns[low - begin]
    while high > first + 1 and width(_seen(line[low:high])) > wide:  # breaking up a runner's command makes it longer
        high -= 1
    return low, high


def _seen(text: str) -> str:
    return visible(text.replace("\t", TAB))


def width(text: str) -> int:
    """Return the columns of a text on a terminal: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    columns = 0
    for letter in text:
        if letter == "\u200d" or category(letter) in ("Mn", "Me", "Cf"):
            continue
        columns += 2 if east_asian_width(letter) in "WF" else 1
    return columns


def summary(report: Report) -> str:
    """Return in one line how much was found in how much; empty if nothing could be checked."""
    from siplint.domain.wording import count

    lost = bool(report.unchecked)
    if not (report.rules or report.diagnostics):
        if lost:
            return ""
        files = report.files + report.skipped
        return f"no routing rule found in {count(files, 'file')}" if files else "no file to check found"
    looked = f"{count(report.rules, 'rule')} in {count(report.files, 'file')}"
    numbers = {"error": len(report.errors), "warning": len(report.warnings)}
    numbers["note"] = len(report.diagnostics) - sum(numbers.values())
    counted = ", ".join(count(number, thing) for thing, number in numbers.items() if number)
    return f"{counted or 'no problems found'}; {looked}{'; not everything could be checked' * lost}"

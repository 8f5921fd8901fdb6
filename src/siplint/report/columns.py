"""Texts in the columns of a terminal: how wide they are, how they are wrapped, and which part of a long line is shown."""

from __future__ import annotations

from siplint.model.escaping import visible

NARROW = 40
"""How many columns are shown even if the terminal is narrower."""
LEAD = 24
"""How many code points are kept before the place that is shown if a line is cut."""
TAB = "    "


def wrapped(text: str, wide: int, used: int) -> list[str]:
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


def cut_around(line: str, first: int, wide: int) -> tuple[int, int]:
    """Choose the part of a line that is shown, from where to where: so many columns at most, `first` among them."""
    if len(line) <= wide and width(seen(line)) <= wide:
        return 0, len(line)
    begin = max(0, first - wide)
    near = line[begin : first + wide]
    lead = min(LEAD, wide // 3)
    if near.isascii() and near.isprintable() and "##" not in near:  # each letter has one column
        high = min(len(line), max(0, first - lead) + wide)
        return max(0, min(first - lead, high - wide) if high == len(line) else first - lead), high
    columns = [width(seen(letter)) for letter in near]
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
    while high > first + 1 and width(seen(line[low:high])) > wide:  # breaking up a runner's command makes it longer
        high -= 1
    return low, high


def seen(text: str) -> str:
    """Return a part of a line as it is shown."""
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

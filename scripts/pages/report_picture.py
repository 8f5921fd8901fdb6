"""Draw what `siplint check` prints for the vendor's example, for the README and the start page.

`siplint.reference.publish` calls `pages` and writes the picture. It is an SVG with a light background of its own, so
that it can be read on dark pages too. Each piece of text has its place and width in it, so that columns stay columns
in any font.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, east_asian_width
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = "examples/routing-rules/vendor-example.json"
PICTURE = "docs/assets/report.svg"
FONT_SIZE, CELL, LINE = 14, 8.4, 20
"""The size of the font, the width of a column and the height of a line, in pixels."""
MARGIN, BAR = 20, 38
"""The space around the text, and the height of the bar at the top, in pixels."""
INK = "#1f2328"
COLORS = {31: "#c9252d", 32: "#1a7f37", 33: "#9a6700", 34: "#0b5cad", 35: "#8250df", 36: "#1b7c83"}
"""A color for each color of the terminal; each has a contrast of 4.5 or more on white."""
ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" \
viewBox="0 0 {width:.0f} {height}" role="img" aria-labelledby="title">
<title id="title">{title}</title>
<rect x="0.5" y="0.5" width="{right:.0f}" height="{bottom}" rx="10" fill="#ffffff" stroke="#d0d7de"/>
<path d="M0.5 {bar}V10.5a10 10 0 0 1 10-10H{corner:.0f}a10 10 0 0 1 10 10V{bar}z" fill="#f0f3f6" stroke="#d0d7de"/>
<g fill="#c4ccd4"><circle cx="22" cy="19" r="6"/><circle cx="42" cy="19" r="6"/><circle cx="62" cy="19" r="6"/></g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" \
font-size="{size}" fill="{ink}">
{texts}
</g>
</svg>
"""


class Piece(NamedTuple):
    """A piece of a line in one style: the column it begins at (from 0), its text, and how it is drawn."""

    column: int
    text: str
    color: str = ""
    bold: bool = False


def pages(folder: str = ".") -> dict[str, str]:
    """Return the picture by its path, for the project in a folder."""
    return {PICTURE: picture(f"$ siplint check {EXAMPLE}\n" + printed(folder), title=f"siplint check {EXAMPLE}")}


def printed(folder: str) -> str:
    """Return what the command prints in colors: the report, then the line on standard error."""
    command = [sys.executable, "-m", "siplint", "check", "--isolated", "--color", "always", EXAMPLE]
    unset = ("SIPLINT_", "NO_COLOR", "COLUMNS")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(unset)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    return (done.stdout + done.stderr).decode()


def picture(text: str, title: str) -> str:
    """Return the SVG of a text with the colors of a terminal."""
    lines = list(styled(text.removesuffix("\n")))
    columns = max((piece.column + width(piece.text) for line in lines for piece in line), default=0)
    texts = [
        drawn(piece, BAR + MARGIN + LINE * number + FONT_SIZE - 2)
        for number, line in enumerate(lines)
        for piece in line
        if piece.text.strip()
    ]
    right, bottom = columns * CELL + 2 * MARGIN, BAR + LINE * len(lines) + 2 * MARGIN
    return FRAME.format(
        width=right + 1,
        height=bottom + 1,
        right=right,
        bottom=bottom,
        corner=right - 9.5,
        bar=BAR,
        title=escape(NOT_XML.sub("\ufffd", title)),
        size=FONT_SIZE,
        ink=INK,
        texts="\n".join(texts),
    )


def styled(text: str) -> Iterator[list[Piece]]:
    """Return the pieces of each line; a style lasts until the next one, also over a line's end."""
    color, bold = "", False
    for line in text.split("\n"):
        pieces: list[Piece] = []
        column = 0
        for index, part in enumerate(ESCAPE.split(line)):
            if index % 2:
                color, bold = style(part, color, bold=bold)
            elif part:
                shown = NOT_XML.sub("\ufffd", part.replace("\t", " "))
                pieces.append(Piece(column, shown, color, bold))
                column += width(shown)
        yield pieces


def style(codes: str, color: str, *, bold: bool) -> tuple[str, bool]:
    """Return the color and weight after the codes of an escape sequence; unknown codes change nothing."""
    for code in [int(code or 0) for code in codes.split(";")]:
        if code == 0:
            color, bold = "", False
        elif code == 1:
            bold = True
        elif code in COLORS:
            color = COLORS[code]
    return color, bold


def width(text: str) -> int:
    """Return how many columns a terminal gives to a text."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def drawn(piece: Piece, baseline: int) -> str:
    """Return the element of a piece: without the spaces at its ends, and with hard spaces where some are in a row."""
    text = re.sub("  +", lambda match: "\u00a0" * len(match[0]), piece.text.strip())
    column = piece.column + width(piece.text[: len(piece.text) - len(piece.text.lstrip())])
    look = f' fill="{piece.color}"' if piece.color else ""
    look += ' font-weight="700"' if piece.bold else ""
    return (
        f'<text x="{MARGIN + column * CELL:.1f}" y="{baseline}" textLength="{width(text) * CELL:.1f}"{look}>'
        f"{escape(text)}</text>"
    )


if __name__ == "__main__":
    print(next(iter(pages().values())), end="")

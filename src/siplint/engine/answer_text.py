"""The text of an answer inside a paste that is not JSON: of all its lines, the one that says what was refused."""

from __future__ import annotations

import re

from siplint.engine.explanation import telling
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON

LONGEST_MESSAGE = 2000
"""Code points of a text that is taken for the message of an answer."""
REFUSAL = 400
"""The first HTTP status that refuses a request."""
MOST_LINES = 500
"""Lines of a paste that are weighed: the last ones."""
STATUS = re.compile(
    r"(?:\bstatus(?:[ _]?code)?\b|\berror\b|\bhttp\b|\bresponse\b)\D{0,20}\b([1-5][0-9]{2})\b|\b([45][0-9]{2})[ :]+[A-Z][a-z]+",
    re.IGNORECASE,
)
"""A status in a line of a log, or before its reason."""
NOISE = re.compile(r"\*|>|<|[{}] \[|  % Total|[ \t]+Dload|[ \t]*\d+[ \t]+\d+[ \t]+\d+ ")
"""How lines begin that curl itself says."""
COMMAND = re.compile(r"^[ \t]*(?:[$%>#] ?)?(?:\w+=\S* +)*+(?:sudo +|time +)?curl[ \t]", re.MULTILINE)
PART = re.compile(r"\\.|'[^']*+'|\"(?:[^\"\\]|\\.)*+\"|[^'\"\\\n]++", re.DOTALL)
"""A part of a shell command: an escaped character (or line end), a quoted text, or neither."""


def status_in(text: str) -> int:
    """Return the status that lines of a log speak of, the last one that is a refusal; 0 if there is none."""
    statuses = [int(found[1] or found[2]) for found in STATUS.finditer(text)]
    refusals = [status for status in statuses if status >= REFUSAL]
    return (refusals or statuses[::-1] or [0])[-1]


def commands_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the curl commands of a text start and end."""
    match = COMMAND.search(text)
    while match:
        end = match.end()
        while part := PART.match(text, end):
            end = part.end()
        if end == len(text) or text[end] == "\n":  # else a quote never ends
            yield match.start(), end
        match = COMMAND.search(text, end)


def text_of_answer(text: str, *, with_request: bool) -> JSON:
    """Return the line of a text that says most about a refusal, best one after the first status that is one.

    If no line does, return the line with the status, or else the whole text; ABSENT if that is too long, or if it may
    belong to the request that is in the same paste (`with_request`).
    """
    lines = [line.strip() for line in text.split("\n") if line.strip() and not NOISE.match(line)]
    short = [line for line in lines[-MOST_LINES:] if len(line) <= LONGEST_MESSAGE]
    refused = next((number for number, line in enumerate(short) if status_in(line) >= REFUSAL), 0)
    for part in (short[refused:], short):
        best = max(part, key=telling, default="")
        if telling(best):
            return best
    said = next((line for line in short if STATUS.search(line)), "") if len(lines) > 1 or with_request else ""
    whole = said or ("" if with_request else "\n".join(lines))
    return whole if whole and len(whole) <= LONGEST_MESSAGE else ABSENT

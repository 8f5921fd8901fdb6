"""Commas before a closing bracket, where JSON allows none."""

from __future__ import annotations

import re

from siplint.source.json_scanner import BLANK, skip
from siplint.source.reader import parse_json

TOKEN = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|,(?=[ \t\r\n]*+[\]}])', re.DOTALL)


def commas(text: str, at: int) -> list[int]:
    """Find the comma at a place and all later ones before a closing bracket, as far as the rest is then JSON."""
    found = [match.start() for match in TOKEN.finditer(text, at) if match[0] == ","]
    found = [comma for comma in found if _before(text, comma) not in "[{,:"]
    kept, start = [], 0
    for comma in found:
        kept.append(text[start:comma])
        start = comma + 1
    better = "".join((*kept, text[start:]))
    stops = [fault.at[0] for fault in parse_json(better)[1] if fault.at and fault.code in ("RR001", "RR004")]
    stop = min(stops, default=len(better))
    return [comma for before, comma in enumerate(found) if comma == at or skip(text, comma + 1) - before - 1 < stop]


def _before(text: str, at: int) -> str:
    """Return the last character before a place that is not white space."""
    at -= 1
    while text[at] in BLANK:
        at -= 1
    return text[at]

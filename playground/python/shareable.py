"""A text without phone numbers, PINs, keys and secrets, so that it can be shared; what siplint says of it stays mostly the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from siplint.api import check_bytes
from siplint.domain.heuristics import is_strong
from siplint.domain.phone import verdict
from siplint.model.settings import Settings
from siplint.secrets.blanking import blank_secrets, secrets_in_text

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = re.compile(r"(?:\+[ \t(]*|\\u002[bB]|(?<![\w.\-+]))\d(?:[ \t().\-/]{0,3}\d){6,24}(?![\w-]|\.\d)")
"""Digits that may be a phone number, however they are separated; no digits of an id or of a name."""
DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d\b|\d{1,3}(?:\.\d{1,3}){3}")
"""Dates and IP addresses, which look like numbers."""
DATE_BEGINS = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
PIN = re.compile(
    r"""(\bpin\b(?:\\?["'])?\s*[:=]\s*(?:\\?["'`])?)(\d[\d \-]{0,30}|\w{3,32}(?=\\?["'`]))""", re.IGNORECASE
)
"""A PIN after its name, however it is quoted."""
STRONG = "4711058236924173"
"""The digits of PINs that nobody can guess; not what was there."""
LONG_NUMBER = 10
"""Digits of a number of which six are replaced, and not four."""
TRIES = 300
"""Digits that are tried to get a number of which siplint says the same."""
STEP = 104_729


def without_private_data(text: str) -> dict[str, object]:
    """Return a text in which private data is replaced, and how much of each kind was."""
    data = text.encode("utf-8", "surrogatepass")
    known = set(check_bytes(data, settings=Settings(min_severity="info")).secrets)
    secrets = {*known, *secrets_in_text(text)}
    blanked = blank_secrets(data, secrets, in_pieces=True, pins=False).decode("utf-8", "surrogatepass")
    counts = {"secrets": len(list(_changed_runs(text, blanked)))}
    pins: dict[str, str] = {}
    numbers: dict[str, str] = {}
    blanked = PIN.sub(lambda match: match[1] + _replaced_pin(match[2], pins), blanked)
    blanked = NUMBER.sub(lambda match: _replaced_number(match, numbers), blanked)
    return {"text": blanked, **counts, "pins": len(pins), "numbers": len(numbers)}


def _changed_runs(before: str, after: str) -> Iterator[int]:
    """Yield where runs of characters begin that differ."""
    is_inside = False
    for at, (one, other) in enumerate(zip(before, after, strict=True)):
        if one != other and not is_inside:
            yield at
        is_inside = one != other


def _replaced_pin(pin: str, known: dict[str, str]) -> str:
    if pin not in known:
        known[pin] = STRONG[: len(pin)].ljust(len(pin), "7") if is_strong(pin) else "0" * len(pin)
    return known[pin]


def _replaced_number(match: re.Match[str], known: dict[str, str]) -> str:
    """Return other digits in the same spelling; the same number is replaced by the same digits."""
    written = match[0]
    prefix = 6 if written[:1] == "\\" else 0  # the escape of a plus sign has digits of its own
    if DATE.fullmatch(written) or DATE_BEGINS.match(written):
        return written
    digits = "".join(sign for sign in written[prefix:] if sign.isdigit())
    if digits not in known:
        known[digits] = _other_digits(digits, seed=len(known))
    fresh = iter(known[digits])
    return written[:prefix] + "".join(
        chr(ord(sign) - int(sign) + int(next(fresh))) if sign.isdecimal() else sign for sign in written[prefix:]
    )


def _other_digits(digits: str, seed: int) -> str:
    """Return digits with another end, of which the numbering plan says the same as of these."""
    size = 6 if len(digits) >= LONG_NUMBER else 4
    meant = verdict(f"+{digits}")
    first = ""
    for attempt in range(TRIES):
        tail = str((550_101 + seed * 7 + attempt * STEP) % 10**size).zfill(size)
        other = digits[:-size] + tail
        first = first or other
        if other != digits and verdict(f"+{other}") == meant:
            return other
    return first

"""Scalars of YAML 1.2: what a word without quotes means in the core schema, and how a value is spelled in place of one."""

from __future__ import annotations

import re

from siplint.source.json_scanner import encode_basestring, encode_basestring_ascii
from siplint.source.unquoted import floating, integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON

WORDS: dict[str, JSON] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER = re.compile(r"[-+]?[0-9]++")
OTHER_BASE = re.compile(r"0o[0-7]++|0x[0-9a-fA-F]++")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?")
NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
"""Infinity and not-a-number, which JSON does not have."""
MOST_DIGITS = 4000
"""Digits of an integer that Python surely reads."""
PLAIN = re.compile(r"[A-Za-z_][\w./-]*+(?: [\w./-]++)*+")
"""Texts that need no quotes, unless they are words of YAML."""
OLD_WORDS = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null"))
"""Words that mean a truth value or nothing in YAML 1.1 or 1.2, in lower case."""
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that YAML does not allow, or breaks lines at."""
NODE_STARTS = ("[", "{", "!", "&", "*", "|", ">", "- ", "-\n", "-\r", "? ")
"""Beginnings of what is no scalar, or has a tag or an anchor, or is a block of lines."""


def plain_value(text: str) -> JSON:
    """Return what a scalar without quotes and tag means."""
    if text in WORDS:
        return WORDS[text]
    if not (text[0] in "+-." or "0" <= text[0] <= "9"):
        return text
    if INTEGER.fullmatch(text):
        return integer(int(text), text) if len(text) < MOST_DIGITS else floating(float(text), text)
    if OTHER_BASE.fullmatch(text) and len(text) < MOST_DIGITS:
        return integer(int(text, 0), text)
    return floating(float(text), text) if FLOAT.fullmatch(text) else text


def spell(value: JSON, old: str) -> str:
    """Write a text or a boolean in place of a scalar, with the same quotes; an empty text where that is not possible."""
    if not _is_scalar(old):
        return ""
    quote = old[0] if old[0] in "\"'" else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if UNPRINTABLE.search(text):
        return _escaped(text)
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if not quote and text.isascii() and PLAIN.fullmatch(text) and text.lower() not in OLD_WORDS:
        return text
    return str(encode_basestring(text))


def _is_scalar(text: str) -> bool:
    """Return whether the text of a node is a scalar on one line, without tag and anchor."""
    if not text or text.startswith(NODE_STARTS) or text == "-":
        return False
    return text[0] in "\"'" or not (": " in text or text.endswith(":") or "\n" in text)


def _escaped(value: str) -> str:
    """Write a text with escapes; YAML has none for surrogates, alone or in pairs."""
    return "" if re.search("[\ud800-\udfff\U00010000-\U0010ffff]", value) else str(encode_basestring_ascii(value))

"""Messages and help texts for faults of a text."""

from __future__ import annotations

from siplint.domain.wording import cut, quote
from siplint.source.sendable import LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.fault import Fault
    from siplint.source.notation_wording import Wording

MISTAKES = {
    "comment": ("{word} begins a comment; JSON has none", "delete the comment"),
    "comma": ("a comma before {word}; JSON allows none after the last entry", "delete the comma"),
    "quotes": ("{word} is no quote of JSON", 'write strings and keys in double quotes: "…"'),
    "key": ("the key {word} has no quotes", 'write "{raw}"'),
    "no-key": ("{word} stands where a key should be", 'a key is a string in double quotes: "name"'),
    "colon": ("{word} stands where the colon after a key should be", 'write "key": value'),
    "value": ("{word} stands where a value should be", "write a value, or delete what comes before it"),
    "bracket": ("{word} does not close the bracket that is open here", ""),
    "between": ("{word} stands where a comma or a closing bracket should be", "put a comma between two entries"),
    "number": (
        "{word} is no number of JSON",
        "write it as 15, -1.5 or 1e3: no plus, no leading zero, digits around the point",
    ),
    "word": ("{word} is no value of JSON", "a text needs double quotes; the bare words are true, false and null"),
    "string": ("a string is not closed on its line", 'close it with ", and write a line break inside it as \\n'),
    "control": ("a control character (U+{hex}) stands raw in a string", "write it as \\u{hex}"),
    "escape": ("{word} is no escape of JSON", "write a backslash itself as \\\\"),
    "unclosed": ("the text ends before {word} is closed", ""),
    "empty": ("the text is empty", "a file holds one rule, or a list of rules"),
    "after": (
        "there is more text after the end of the JSON value",
        "put several rules in a list […], or one a line in a .jsonl file",
    ),
}
PHONE_DIGITS = 7
"""The fewest digits of a phone number that somebody wrote without quotes."""
FOREIGN_WORDS = {
    "NaN": "JSON has no NaN; leave the member out, or send null",
    "Infinity": "JSON has no infinity; leave the member out, or send null",
    "-Infinity": "JSON has no infinity; leave the member out, or send null",
    "True": "write true",
    "False": "write false",
    "None": "write null",
    "undefined": "write null, or leave the member out",
    "nil": "write null",
    "TRUE": "write true",
    "FALSE": "write false",
    "NULL": "write null",
}


def fault_message(fault: Fault) -> str:  # noqa: PLR0911 (one sentence for each code)
    """Return what is wrong, without a place."""
    if fault.code == "RR001":
        if fault.kind == "type":
            return f"{fault.word} is no JSON value"
        message = MISTAKES[fault.kind][0] if fault.kind in MISTAKES else _wording(fault).message
        return message.format(**_facts(fault))
    if fault.code == "RR002":
        if fault.kind == "bytes":
            many = "s" if " " in fault.word else ""
            return f"the byte{many} {fault.word} at offset {fault.offset} cannot stand in UTF-8"
        return f"the file begins like {fault.kind}, at offset {fault.offset}; it should be UTF-8"
    if fault.code == "RR003":
        return f"the key {quote(fault.word)} appears twice in one object"
    if fault.code == "RR004":
        return f"nested deeper than {LIMIT} levels"
    what = "this key" if fault.kind == "key" else "this string"
    return f"{what} holds half of a surrogate pair, which is no character"


def fault_advice(fault: Fault) -> str:
    """Return what to do about a text that is not JSON."""
    if fault.kind == "type":
        return "build the body of dict, list, str, int, float, bool and None"
    advice = MISTAKES[fault.kind][1] if fault.kind in MISTAKES else _wording(fault).advice
    advice = FOREIGN_WORDS.get(fault.word, advice) if fault.kind == "word" else advice
    if fault.kind == "number" and _is_phone_number(fault.word):
        return f'a phone number is a string: write it in double quotes, "{cut(fault.word)}"'
    return advice.format(**_facts(fault))


def _is_phone_number(word: str) -> bool:
    """Return whether a word that is no number of JSON is written as people write phone numbers."""
    import re

    digits = sum(map(str.isdecimal, word))
    return digits >= PHONE_DIGITS and bool(re.fullmatch(r"\+\d[\d.-]*|0\d+|\d+(?:-\d+)+|\d+(?:\.\d+){2,}", word))


def fault_outcome(fault: Fault) -> str:
    """Return what follows from a fault of another notation; empty where it is the same as in JSON."""
    return "" if fault.kind in MISTAKES or fault.kind == "type" else _wording(fault).outcome


def fault_label(fault: Fault) -> str:
    """Return what the related place of a fault is."""
    labels = {"string": "it begins here", "colon": "this key"}
    return labels.get(fault.kind, "opened here") if fault.kind in MISTAKES else _wording(fault).label


def _wording(fault: Fault) -> Wording:
    from siplint.source.notation_wording import WORDINGS

    return WORDINGS[fault.kind]


def _facts(fault: Fault) -> dict[str, str]:
    word = fault.word if fault.word.isprintable() else fault.word.encode("unicode_escape").decode()
    return {"word": f"`{cut(word)}`", "raw": cut(fault.word), "hex": f"{ord(fault.word[:1] or ' '):04x}"}

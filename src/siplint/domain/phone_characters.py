"""The characters of a text that spells a phone number: separators, invisible marks, digits of other scripts."""

from __future__ import annotations

from siplint.domain.phone import DIGITS

LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"
SEPARATORS = {
    " ": "spaces",
    "\u00a0": "no-break spaces",
    "\u2007": "no-break spaces",
    "\u202f": "no-break spaces",
    "\u3000": "wide spaces",
    "-": "hyphens",
    "\u2010": "hyphens",
    "\u2011": "hyphens",
    "\uff0d": "hyphens",
    "\u2012": "dashes",
    "\u2013": "dashes",
    "\u2014": "dashes",
    "\u2212": "minus signs",
    ".": "dots",
    "(": "brackets",
    ")": "brackets",
    "\uff08": "brackets",
    "\uff09": "brackets",
    "/": "slashes",
    "\t": "a tab",
    **dict.fromkeys(LINE_BREAKS, "a line break"),
}
"""Characters that people put between digits, and their names."""
DASHES = "".join(sign for sign, name in SEPARATORS.items() if name in ("hyphens", "dashes", "minus signs"))
BRACKETS = "(\uff08"
BETWEEN = "".join(SEPARATORS)
JOINERS = (DASHES + "/,;xX", BRACKETS, LINE_BREAKS, "+")
"""Groups of characters after which a second number, the end of a range or an extension may begin."""
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE10))
)
"""Characters that show nothing although Unicode calls them letters, marks or symbols (Default_Ignorable_Code_Point)."""

MOST_NAMED = 3
"""Invisible characters that a sentence names; of more it gives the number."""


def digits_in(text: str) -> str:
    """Return the ASCII digits of a text."""
    return "".join(filter(DIGITS.__contains__, text))


def separators_in(text: str) -> list[str]:
    """Return what a sentence says of the separators of a text."""
    return [f"has {name}" for name in dict.fromkeys([SEPARATORS[sign] for sign in text if sign in SEPARATORS])]


def in_ascii(text: str) -> tuple[str, list[str], bool]:
    """Write digits of other scripts and wide signs in ASCII, and drop what cannot be seen.

    Returns the text, what a sentence says of the changes, and whether only invisible marks were dropped.
    """
    if text.isascii() and text.isprintable():
        return text, [], True
    from unicodedata import category, decimal, name

    plain, changed, marks = [], {}, {}
    is_control = False
    for sign in text:
        kind = category(sign)
        if sign in SEPARATORS:
            plain.append(sign)
        elif kind == "Nd" and not sign.isascii():
            script = name(sign).rpartition(" DIGIT ")[0]
            changed[f"has {script.lower() if script == 'FULLWIDTH' else script.title()} digits"] = True
            plain.append(str(decimal(sign)))
        elif sign == "\uff0b":
            changed["has a fullwidth plus"] = True
            plain.append("+")
        elif kind[0] in "CZ" or sign in INVISIBLE:
            marks[f"U+{ord(sign):04X}"] = True
            is_control = is_control or kind in ("Cc", "Cn", "Co", "Cs")
        else:
            plain.append(sign)
    return "".join(plain), [*changed, *_named(list(marks))], not changed and not is_control


def _named(marks: list[str]) -> list[str]:
    if len(marks) > MOST_NAMED:
        return [f"has {len(marks)} different invisible characters"]
    if len(marks) > 1:
        return [f"has the invisible characters {', '.join(marks[:-1])} and {marks[-1]}"]
    return [f"has the invisible character {mark}" for mark in marks]

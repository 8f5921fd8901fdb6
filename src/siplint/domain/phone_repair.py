"""How a text that is not E.164 is spelled: what is wrong with it, and which number was meant."""

from __future__ import annotations

from siplint.domain.numbering_plan import country, is_possible
from siplint.domain.phone import DIGITS, MOST_DIGITS, is_e164, is_valid
from siplint.domain.wording import quote
from siplint.model.record import Record

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
}
"""Characters that people put between digits, and their names."""
BETWEEN = "".join(SEPARATORS)
WITHOUT_SEPARATORS = dict.fromkeys(map(ord, SEPARATORS))
SCHEMES = ("tel:", "sips:", "sip:", "callto:", "phone:")
EXTENSIONS = ("extension", "ext", "x", "#", ",")
KEYPAD = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
"""The digit each letter has on a telephone (ITU-T E.161)."""
VANITY = 3
"""Letters that make a word to be keyed in; fewer are a slip (libphonenumber has the same limit)."""
ABROAD = ("0011", "011", "00")
"""What is dialled for `+`: in Australia, in North America, in most of the world."""
FULL = 7
"""Digits from which on a text counts as a number of its own."""
INLAND = 3
"""Digits of a text that is more likely an emergency number or a short code (911, 112, 999) than a number cut short."""


MOST_DEFECTS, LONG = 1_000, 100
"""Texts whose defects are kept for the next rule that asks, and characters from which on one is kept alone."""


class Defect(Record):
    """What keeps a text from being E.164.

    `what` completes the sentence that begins with the text; `meant` is the E.164 number, empty when it cannot be said;
    `safe` tells that only separators were in the way.
    """

    what: str
    meant: str = ""
    safe: bool = False


_READ: dict[str, Defect] = {}


def read_spelling(text: str) -> Defect:
    """Say what is wrong with a text that is not E.164; several rules ask about the same one."""
    if text not in _READ:
        if len(_READ) >= MOST_DEFECTS or len(text) > LONG:
            _READ.clear()
        _READ[text] = _read(text)
    return _READ[text]


def _read(text: str) -> Defect:
    bare = text.translate(WITHOUT_SEPARATORS)
    if is_e164(bare) and "(0)" not in text:
        return Defect(_sentence(_between(text)), bare, safe=True)
    rest, around = _without_uri(text)
    hopeless = _hopeless(text, rest)
    if hopeless:
        return Defect(hopeless)
    rest, hidden = _plain(rest)
    rest, extension = _without_extension(rest)
    rest, letters = _keyed(rest)
    wrong = [*around, *hidden, *extension, *letters]
    digits = _digits(rest)
    odd = next((sign for sign in rest if sign not in SEPARATORS and sign not in DIGITS and sign != "+"), "")
    if odd or not digits:
        word = "has letters" if odd.isalpha() else f"has {quote(odd)} in it" if digits else "has no digits"
        return Defect(_sentence([*wrong, word]))
    if "(0)" in rest:
        meant = _without_trunk(rest)
        return Defect(_sentence([*wrong, "has a national prefix in brackets, (0)"]), meant)
    start, meant = _started(rest, digits)
    return Defect(_sentence([*wrong, *_between(rest), *start]), meant)


def _between(text: str) -> list[str]:
    return [f"has {one}" for one in dict.fromkeys([SEPARATORS[sign] for sign in text if sign in SEPARATORS])]


def _hopeless(text: str, rest: str) -> str:
    """Say why no single number can be looked for; `rest` is the text without what only a URI has."""
    if not text.strip():
        return "is only white space" if text else "is empty"
    if "*" in text or "?" in text:
        return "is a pattern"
    return "holds more than one number" if _several(rest) else ""


def _plain(text: str) -> tuple[str, list[str]]:
    """Drop what cannot be seen, and write digits of other scripts and wide signs in ASCII."""
    if text.isascii() and text.isprintable():
        return text, []
    from unicodedata import category, decimal, name

    plain, wrong = [], {}
    for sign in text:
        kind = category(sign)
        if sign in SEPARATORS:
            plain.append(sign)
        elif kind == "Nd" and not sign.isascii():
            script = name(sign).rpartition(" DIGIT ")[0]
            wrong[f"has {script.lower() if script == 'FULLWIDTH' else script.title()} digits"] = True
            plain.append(str(decimal(sign)))
        elif sign == "\uff0b":
            wrong["has a fullwidth plus"] = True
            plain.append("+")
        elif kind[0] in "CZ":
            wrong["has a line break" if sign in "\r\n" else f"has an invisible character, U+{ord(sign):04X}"] = True
        else:
            plain.append(sign)
    return "".join(plain), list(wrong)


def _without_uri(text: str) -> tuple[str, list[str]]:
    """Take off `tel:` and the like, and what only a URI has: a host, parameters."""
    wrong = []
    bare = text.strip()
    for scheme in SCHEMES:
        if bare.lower().startswith(scheme):
            wrong.append(f"begins with {scheme}")
            bare = text = bare[len(scheme) :].strip()
    if "@" in bare:
        wrong.append("has a host")
        text = bare[: bare.index("@")]
    number, _, parameters = text.partition(";")
    if "=" in parameters:
        wrong.append("has an extension" if parameters.lower().startswith("ext=") else "has parameters")
        text = number
    return text, wrong


def _without_extension(text: str) -> tuple[str, list[str]]:
    """Take off what is keyed in after the call is answered: `x99`, `ext. 99`, `,,99`, `#99`."""
    lower = text.lower()
    at = min((lower.index(one) for one in EXTENSIONS if one in lower), default=0)
    tail = lower[at:]
    for one in EXTENSIONS:
        tail = tail.replace(one, "")
    if len(_digits(text[:at])) >= FULL and tail.strip(" .:#") and _are_digits(tail.strip(" .:#")):
        return text[:at].rstrip(), ["has an extension"]
    return text, []


def _keyed(text: str) -> tuple[str, list[str]]:
    """Write the letters of a word that is meant to be keyed in as digits."""
    upper = text.upper()
    letters = [sign for sign in upper if sign in KEYPAD]
    keyed = "".join(KEYPAD.get(sign, sign) for sign in upper)
    if (
        len(letters) < VANITY
        or set(letters) == {"X"}
        or not upper.lstrip("+(")[:1].isdecimal()
        or len(_digits(keyed)) > MOST_DIGITS
    ):
        return text, []
    return keyed, ["has letters"]


def _started(rest: str, digits: str) -> tuple[list[str], str]:
    """Judge how a number begins and how long it is; `rest` has digits, separators and plus signs alone."""
    if rest.count("+") > 1:
        wrong = [f"has {rest.count('+')} plus signs"]
    elif rest.lstrip(BETWEEN).startswith("+"):
        wrong = []
    else:
        wrong = ["has a + that is not first" if "+" in rest else "has no +"]
    if "+" not in rest and len(digits) == INLAND:
        return [*wrong, "has three digits, as emergency numbers and many short codes have"], ""
    if digits.startswith("0"):
        abroad = [(one, "+" + digits[len(one) :]) for one in ABROAD if digits.startswith(one)]
        prefix, meant = next(((one, number) for one, number in abroad if is_possible(number)), ("", ""))
        if prefix:
            return [
                f"begins with {prefix}" + (" after the +" if "+" in rest else ", which is dialled for the +")
            ], meant
        return [*wrong, "has a 0 where the country code begins"], ""
    if len(digits) > MOST_DIGITS:
        return [*wrong, f"has {len(digits)} digits; the most are {MOST_DIGITS}"], ""
    if len(digits) == 1:
        return [*wrong, "has one digit; the fewest are 2"], ""
    meant = "+" + digits
    guessed = "+" not in rest and not _begins_with_country(rest, meant)
    return wrong, meant if is_possible(meant) and not guessed else ""


def _begins_with_country(rest: str, meant: str) -> bool:
    """Tell whether the digits of a text without `+` are grouped as a country code and a number, or not grouped."""
    groups = "".join(sign if sign in DIGITS else " " for sign in rest).split()
    return len(groups) <= 1 or groups[0] == country(meant).code


def _without_trunk(rest: str) -> str:
    """Read `+44 (0)20…`: the 0 is for calls from inside the country, though in some (Italy) it belongs to the number."""
    both = [_started(one, _digits(one))[1] for one in (rest.replace("(0)", " ", 1), rest)]
    return next((one for one in both if is_valid(one)), both[0])


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in DIGITS)


def _are_digits(text: str) -> bool:
    return not text.strip(DIGITS)


def _several(text: str) -> bool:
    """Tell whether a text holds more than one full number."""
    for sign in ",;|\n":
        text = text.replace(sign, "+")
    return sum(len(_digits(one)) >= FULL for one in text.split("+")) > 1


def _sentence(wrong: list[str]) -> str:
    """Join what is wrong to one sentence, saying "has" once."""
    first = [one for one in wrong if not one.startswith("has ")]
    has = [one[4:] for one in wrong if one.startswith("has ")]
    return _and([*first, f"has {_and(has)}"] if has else first)


def _and(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def defect(text: str) -> Defect | None:
    """Return what keeps a text from being E.164, and the number that was meant; None when it is E.164."""
    return None if is_e164(text) else read_spelling(text)


def normalise(text: str) -> str:
    """Return the E.164 number that a text spells, or an empty string.

    No country is guessed: a missing `+` is filled in only where the result has a length that its country has.
    """
    wrong = defect(text)
    return wrong.meant if wrong else text

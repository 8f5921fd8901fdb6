"""How a text that is not E.164 is spelled: what is wrong with it, and which number was meant."""

from __future__ import annotations

from siplint.domain.numbering_plan import (
    LENGTHS,
    TRUNK,
    UNKNOWN_COUNTRY,
    canonical_number,
    country,
    is_possible,
    length_reason,
    number_kind,
    without_old_mobile_prefix,
)
from siplint.domain.phone import DIGITS, MOST_DIGITS, is_e164, is_valid
from siplint.domain.phone_characters import (
    BETWEEN,
    DASHES,
    JOINERS,
    LINE_BREAKS,
    SEPARATORS,
    digits_in,
    in_ascii,
    separators_in,
)
from siplint.domain.phone_letters import FULL, keyed_in, without_extension
from siplint.domain.phone_placeholder import is_placeholder_number
from siplint.domain.phone_uri import without_uri
from siplint.domain.wording import quote
from siplint.model.record import Record

ABROAD = ("0011", "011", "00")
"""What is dialled for `+`: in Australia, in North America, in most of the world."""
FEWEST_POSSIBLE = 5
"""Digits of the shortest possible number, with its country code."""
SHORT = 6
"""Digits of the longest short code; a number without `+` that has no more is an extension or such a code."""
WITHOUT_PREFIX = ("1", "91")
"""Calling codes of countries in which numbers are mostly written without a national prefix."""
EMERGENCY = ("112", "911", "999", "000", "110", "119")
"""Emergency numbers that are known beyond their country (ITU-T E.161.1 has the first two)."""

PLACEHOLDER_KIND, JOINED_KIND, SHORT_KIND = "placeholder", "joined", "short"

OLD_MOBILE = "the 1 after +52 is gone since 2019"
WITHOUT_SEPARATORS = dict.fromkeys(map(ord, SEPARATORS))
PLAIN = "+" + DIGITS + BETWEEN
BLANK = " \t" + LINE_BREAKS
CUT = "./" + DASHES
"""Separators that nothing follows: more of the number may be missing."""
MOST_DEFECTS, LONG = 1_000, 100
"""Texts whose defects are kept for the next rule that asks, and characters from which on one is kept alone."""


class Defect(Record):
    """What keeps a text from being E.164.

    `what` completes the sentence that begins with the text; `meant` is the E.164 number, empty when it cannot be said;
    `safe` tells that only separators and invisible marks were in the way, and that nothing can have been joined.
    `doubt` says what else is to be known, mostly why no number is meant; `kind` is one of the kinds that need their own advice.
    """

    what: str
    meant: str = ""
    safe: bool = False
    doubt: str = ""
    kind: str = ""


_READ: dict[str, Defect] = {}


def read_spelling(text: str) -> Defect:
    """Return what is wrong with a text that is not E.164; several rules ask about the same one."""
    if text not in _READ:
        if len(_READ) >= MOST_DEFECTS or len(text) > LONG:
            _READ.clear()
        _READ[text] = _read(text)
    return _READ[text]


def _read(text: str) -> Defect:
    bare = text.translate(WITHOUT_SEPARATORS)
    if is_e164(bare):
        return _defect(text, bare[1:], [], is_safe=True)
    rest, around = without_uri(text)
    hopeless = _hopeless(text, rest)
    if hopeless:
        return hopeless
    rest, hidden, is_safe = in_ascii(rest)
    rest, extension = without_extension(rest)
    rest, letters = keyed_in(rest)
    wrong = [*around, *hidden, *extension, *letters]
    digits = digits_in(rest)
    odd = rest.strip(PLAIN)[:1]
    if odd or not digits:
        word = "has letters" if odd.isalpha() else f"has {quote(odd)} in it" if digits else "has no digits"
        return Defect(_sentence([*wrong, word]))
    if "+" not in rest and "(0)" not in rest and len(digits) <= SHORT:
        return _short([*wrong, *separators_in(rest)], digits)
    if letters and not is_possible("+" + digits):
        return Defect(_sentence([*wrong, *separators_in(rest)]))
    return _defect(rest, digits, wrong, is_safe=is_safe and not (around or extension or letters))


def _defect(rest: str, digits: str, wrong: list[str], *, is_safe: bool) -> Defect:
    """Return the number that digits, separators and plus signs mean, where that is no guess."""
    words, number = _candidate(rest, digits)
    meant, dropped = _resolved(number)
    if "+" not in rest and not digits.startswith("0") and (dropped == TRUNK or not _is_clear(number)):
        meant, dropped = "", ""
    what = _sentence([*wrong, *words, *(["has a national prefix"] if dropped == TRUNK else [])])
    if ".." in rest:
        return Defect(what, doubt="digits may be missing where the dots are", kind=JOINED_KIND)
    if _may_join(rest):
        return Defect(what, doubt="it may be two numbers, a range, or a number with an extension", kind=JOINED_KIND)
    if not meant:
        return Defect(what, doubt=_impossible(number) if "+" in rest else "")
    bare = "".join(sign for sign in rest if sign not in SEPARATORS)
    is_whole = rest.rstrip(BLANK)[-1] not in CUT and "(0)" not in rest and bare == meant == canonical_number(meant)
    return Defect(what, meant, is_safe and is_whole, OLD_MOBILE if dropped == OLD_MOBILE else "")


def _hopeless(text: str, rest: str) -> Defect | None:
    """Return why no single number can be looked for; `rest` is the text without what only a URI has."""
    if not text.strip():
        return Defect("is only white space" if text else "is empty")
    if "*" in text or "?" in text:
        return Defect("is a pattern")
    if is_placeholder_number(rest):
        return Defect("is a placeholder", kind=PLACEHOLDER_KIND)
    if _several(rest):
        return Defect("holds more than one number", kind=JOINED_KIND)
    return None


def _short(wrong: list[str], digits: str) -> Defect:
    """Return what to say of so few digits that no country code and number can be in them."""
    if digits in EMERGENCY:
        return Defect(
            _sentence(["is an emergency number", *wrong]),
            doubt="it is dialled inside its country only, and has no E.164 form",
            kind=SHORT_KIND,
        )
    amount = f"has only {len(digits)} digit{'s' * (len(digits) > 1)}, like an extension or a short code"
    return Defect(_sentence([*wrong, amount]), doubt="a full number has + and the country code", kind=SHORT_KIND)


def _candidate(rest: str, digits: str) -> tuple[list[str], str]:
    """Return how a number is written, and the digits after `+` that it stands for, possible or not; empty if unknown.

    `rest` has digits, separators and plus signs alone.
    """
    if "(0)" in rest:
        return ["has a national prefix in brackets, (0)"], _without_trunk(rest)
    words = separators_in(rest)
    if rest.count("+") > 1:
        words.append(f"has {rest.count('+')} plus signs")
    elif not rest.lstrip(BETWEEN).startswith("+"):
        words.append("has a + that is not first" if "+" in rest else "has no +")
    if digits.startswith("0"):
        return _from_abroad(words, rest, digits)
    if len(digits) > MOST_DIGITS:
        return [*words, f"has {len(digits)} digits; the most are {MOST_DIGITS}"], ""
    if len(digits) == 1:
        return [*words, "has one digit; the fewest are 2"], ""
    number = "+" + digits
    return words, "" if "+" not in rest and not _begins_with_country(rest, number) else number


def _from_abroad(words: list[str], rest: str, digits: str) -> tuple[list[str], str]:
    """Read a number that begins with what is dialled for the `+`."""
    for prefix in ABROAD:
        number = "+" + digits.removeprefix(prefix)
        if digits.startswith(prefix) and _resolved(number)[0]:
            if "+" in rest:
                return [*words, f"begins with {prefix} after the +"], number
            others = [word for word in words if word != "has no +"]
            return [*others, f"begins with {prefix}, which is dialled for the +"], number
    return [*words, "has a 0 where the country code begins"], ""


def _begins_with_country(rest: str, number: str) -> bool:
    """Tell whether the digits of a text without `+` are grouped as a country code and a number, or not grouped."""
    groups = "".join(sign if sign in DIGITS else " " for sign in rest).split()
    return len(groups) <= 1 or groups[0] == country(number).code


def _without_trunk(rest: str) -> str:
    """Read `+44 (0)20…`: the 0 is for calls from inside the country, though in some (Italy) it belongs to the number."""
    dropped, kept = (rest.replace("(0)", put) for put in (" ", " 0"))
    both = [_candidate(one, digits_in(one))[1] for one in (dropped, kept)]
    return next((one for one in both if is_valid(one)), both[0])


def _resolved(number: str) -> tuple[str, str]:
    """Return the possible number that a candidate means, and what to say of digits that are dropped from it."""
    if not is_e164(number):
        return "", ""
    old = without_old_mobile_prefix(number)
    if old:
        return old, OLD_MOBILE
    if number_kind(number) == TRUNK:
        return canonical_number(number), TRUNK
    return (number, "") if is_possible(number) else ("", "")


def _is_clear(number: str) -> bool:
    """Tell whether digits without `+` begin with a country code, and are not a number as dialled inside a country.

    India and North America have no national prefix in most of what people write: 2025550123 is not Egyptian.
    """
    digits = number[1:]
    if number.startswith("+1") or without_old_mobile_prefix(number):
        return True
    return is_valid(number) and not any(is_valid(f"+{code}{digits}") for code in WITHOUT_PREFIX)


def _may_join(rest: str) -> bool:
    """Tell whether dropping the separators may join two numbers, a range or an extension to one number.

    What is before the last of the characters that can part two numbers is then a possible number itself.
    """
    rest = rest.rstrip(BETWEEN)
    for signs in JOINERS:
        at = max(map(rest.rfind, signs))
        before = rest[:at] if at > 0 else ""
        digits = digits_in(before)
        if len(digits) >= FEWEST_POSSIBLE and _resolved(_candidate(before, digits)[1])[0]:
            return True
    return False


def _impossible(number: str) -> str:
    """Return why a number that begins with `+` is not possible; empty where that is said already."""
    reason = length_reason(number) if is_e164(number) else ""
    if reason == UNKNOWN_COUNTRY:
        return f"no country code begins +{number[1:4]}"
    return f"{number} {LENGTHS[reason]}" if reason else ""


def _several(text: str) -> bool:
    """Tell whether a text holds more than one full number."""
    if len(digits_in(text)) < 2 * FULL:
        return False
    for sign in (*",;|/", *LINE_BREAKS, *DASHES):
        text = text.replace(sign, "+")
    return sum(len(digits_in(one)) >= FULL for one in text.split("+")) > 1


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

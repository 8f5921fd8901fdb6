"""Compare what siplint reads in texts that are dialled inside a region with what the installed phonenumbers reads.

    python scripts/compare_dialling.py [HOW_MANY]      (default 300 000)

Texts are numbers of every region, as dialled there and from abroad, with national prefix, carrier code, exit code or
calling code, in many spellings: grouped, with letters, with an extension, with words around, in digits of other scripts,
with a character changed, added or missing. Each is read in its own region, or in another one. Exit 1 if there is a
disagreement. The texts are the same in every run.

Texts with `;phone-context=` or `;isub=` are left out: siplint reads these parameters of a tel URI before it reads the
number, and phonenumbers would read them in any text.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).parent))

import number_authority as authority
import phonenumbers
from compare_e164 import matching, national_prefix, random_digits
from make_e164 import TYPES
from phonenumbers import PhoneMetadata
from phonenumbers.re_util import enable_pattern_cache

from siplint.domain.dialled_number import read_dialled_number

if TYPE_CHECKING:
    from collections.abc import Iterator

BETWEEN = ("", "", " ", "-", ".", "/", " (", ") ", "\u2010", "\u00a0", "\u00ad", "*", "~", "  ")
BEFORE = ("", "", "", "Tel: ", "tel:", "(", "call ", "#", "_", "\u0661")
AFTER = (
    *(
        "",
        "",
        "",
        " ",
        ".",
        " x12",
        "x12345",
        " ext. 7",
        "#12",
        ";5",
        ",,99",
        ",9",
        " - 503#",
        " anexo 3",
        "\u0434\u043e\u0431 4",
    ),
    *("/x302", " / 5551234", "#", "_", " int 4", ";ext=5", "~7", " home", "\n", "e", "0" * 20),
)
SIGNS = "0123456789 -().#x*,;/abcXYZ~+\uff0b\u0663\u06f5\uff15\u00b2\u0131\u017f\u212a\n"
SCRIPTS = tuple(
    str.maketrans("0123456789", digits)
    for digits in ("\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19", "٠١٢٣٤٥٦٧٨٩")
)
LETTERS = str.maketrans("23456789", "ADGJMPTW")


def generated(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Return texts and regions without end, in turn of every kind of number of every region."""
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    sources: list[tuple[Any, Any]] = [
        (plan, parser.parse(kind.national_number_pattern))
        for plan in (PhoneMetadata.metadata_for_region(region) for region in regions)
        for kind in (getattr(plan, name) for name in (*TYPES, "general_desc"))
        if kind is not None and kind.national_number_pattern
    ]
    while True:
        for plan, pattern in sources:
            digits = matching(pattern, chance)
            for form in (digits, _changed(digits, chance), random_digits(chance, chance.randrange(1, 14))):
                text = _spelled(_begun(form, plan, chance), chance)
                yield text, plan.id
                yield _changed(text, chance), plan.id if chance.random() < 0.7 else chance.choice(regions)  # noqa: PLR2004


def _begun(digits: str, plan: Any, chance: random.Random) -> str:
    """Return national digits after what may be dialled before them."""
    exit_code = matching(parser.parse(plan.international_prefix or "00"), chance)
    beginnings = (
        "",
        national_prefix(plan, chance),
        plan.national_prefix or "0",
        str(plan.country_code),
        f"{plan.country_code}{national_prefix(plan, chance)}",
        f"{exit_code}{plan.country_code}",
        f"{exit_code}{random_digits(chance, 2)}",
        exit_code,
    )
    return chance.choice(beginnings) + digits


def _spelled(digits: str, chance: random.Random) -> str:
    how = chance.randrange(6)
    text = digits
    if how in (0, 1):
        text = "".join(digit + chance.choice(BETWEEN) for digit in digits)
    elif how == 2:  # noqa: PLR2004 (a side of the die)
        at = chance.randrange(len(digits) + 1)
        text = digits[:at] + digits[at:].translate(LETTERS)
    elif how == 3:  # noqa: PLR2004
        text = digits.translate(chance.choice(SCRIPTS))
    return chance.choice(BEFORE) + text + chance.choice(AFTER)


def _changed(text: str, chance: random.Random) -> str:
    """Return a text with a character put in, taken out or changed."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(("", chance.choice(SIGNS))) + text[at + chance.randrange(2) :]


def is_compared(text: str) -> bool:
    """Tell whether a text is one that siplint reads inside a region."""
    return not any(sign in text for sign in ("+", "\uff0b", ";phone-context=", ";isub="))


def disagreements(text: str, region: str) -> Iterator[str]:
    """Say where siplint and phonenumbers read a text differently."""
    theirs, ours = authority.read(text, region), read_dialled_number(text, region)
    if is_compared(text) and theirs != ours:
        yield f"{text!r} in {region}: {ours or 'no number'}, not {theirs or 'no number'}"


def main() -> int:
    """Compare as many texts as asked for, and say how it went."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    enable_pattern_cache()
    seen: set[tuple[str, str]] = set()
    found: list[str] = []
    numbers = 0
    for text, region in generated(random.Random(164)):  # noqa: S311 (no secret depends on it)
        if len(seen) >= many:
            break
        if (text, region) in seen or not is_compared(text):
            continue
        seen.add((text, region))
        found += disagreements(text, region)
        numbers += bool(authority.read(text, region))
    for one in found[:50]:
        print(one)
    print(
        f"phonenumbers {phonenumbers.__version__}: {len(seen):,} different texts,"
        f" {numbers:,} numbers: {len(found)} disagreements"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

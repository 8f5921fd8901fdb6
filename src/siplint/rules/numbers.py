"""RR301 to RR308: the numbers a rule is attached to."""

from __future__ import annotations

from siplint import e164
from siplint.diagnostic import ERROR, INFO, WARNING, Change, Finding, Note
from siplint.fields import CREATE_PAGE
from siplint.rule import Bad, rule
from siplint.samples import INBOUND
from siplint.shape import numbered
from siplint.words import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.diagnostic import JSON, Path
    from siplint.numbering import Country
    from siplint.shape import Items, Trusted

FORM = "E.164 is +, country code and number in digits alone"
LIBPHONENUMBER = "https://github.com/google/libphonenumber/blob/master/FAQ.md"


def _with(*numbers: str) -> dict[str, JSON]:
    return INBOUND | {"phoneNumbers": list(numbers)}


def is_pattern(text: str) -> bool:
    """Tell whether a text is meant to stand for several numbers."""
    return "*" in text or "?" in text


def ordinary(body: Trusted) -> bool:
    """Tell whether the list has numbers, each without fault, and none of them twice: one walk along each."""
    items = body["phoneNumbers"]
    texts = items.values() if isinstance(items, dict) else items
    for number in texts:  # a generator costs more than the loop
        if e164.verdict(number):
            return False
    size = len(items)
    return size == 1 or size == len(set(texts)) > 0


def _remarkable(items: Items) -> Iterator[tuple[Path, str, str]]:
    """Give path, number and kind of the E.164 numbers that are no ordinary ones."""
    for index, number in numbered(items):
        if e164.verdict(number) and e164.is_e164(number):
            from siplint.numbering import kind

            yield ("phoneNumbers", index), number, kind(number)


@rule(
    "RR301",
    "not-e164",
    ERROR,
    on="phoneNumbers",
    source=CREATE_PAGE,
    outcome="the number is not found among the account's, which are E.164; likely answered by 400",
    fix="safe",
    good=[_with("+14155551234"), _with("+442079460018")],
    bad=[
        Bad(_with("+1 (415) 555-1234"), at="/phoneNumbers/0"),
        Bad(_with("14155551234"), at="/phoneNumbers/0"),
        Bad(_with("+14155551234", "0014155551235"), at="/phoneNumbers/1"),
        Bad(_with("tel:+14155551234"), at="/phoneNumbers/0"),
        Bad(_with("+14155551234\n"), at="/phoneNumbers/0"),
        Bad(_with("+1234567890123456"), at="/phoneNumbers/0"),
        Bad(_with("$YOUR_NUMBER"), at="/phoneNumbers/0"),
    ],
    states={
        "properties": {
            "phoneNumbers": {
                "items": {"pattern": "^\\+[1-9][0-9]{1,14}$", "not": {"type": "string", "pattern": "\\n"}},
            },
        },
    },
)
def not_e164(body: Trusted) -> Iterator[Finding]:
    """A number is not written in E.164.

    The create page asks for an "array of e164 phone numbers": `+`, then 2 to 15 digits of which the first is not 0.
    They "must already exist on the user", and are likely compared as they are written. A country is never guessed:
    a national number gets no suggestion. Separators alone are taken out by a safe fix.
    """
    for index, number in numbered(body["phoneNumbers"]):
        wrong = None if is_pattern(number) else e164.defect(number)
        if wrong:
            path = ("phoneNumbers", index)
            yield Finding(
                path,
                f"{quote(number)} {wrong.what}; " + (f"E.164 is {wrong.meant}" if wrong.meant else FORM),
                help=f'write it as "{wrong.meant}"' if wrong.meant else "write the number as the account has it",
                changes=(Change("value", path, wrong.meant),) if wrong.meant else (),
                safe=wrong.safe,
            )


@rule(
    "RR302",
    "impossible-number",
    WARNING,
    on="phoneNumbers",
    source=LIBPHONENUMBER,
    outcome="no such number can be on the account; likely answered by 400",
    sure="likely",
    good=[_with("+442071838750")],
    bad=[
        Bad(_with("+33123456"), at="/phoneNumbers/0"),
        Bad(_with("+4420718387501"), at="/phoneNumbers/0"),
        Bad(_with("+15551234"), at="/phoneNumbers/0"),
        Bad(_with("+9991234567"), at="/phoneNumbers/0"),
    ],
)
def impossible_number(body: Trusted) -> Iterator[Finding]:
    """A number has no country, or a length that no number of its country has.

    The lengths are libphonenumber's. They change rarely, and a carrier may know better: so it is a warning. A digit is
    likely missing, doubled, or the area code was left out.
    """
    for path, number, kind in _remarkable(body["phoneNumbers"]):
        from siplint import numbering

        if kind == numbering.UNKNOWN_COUNTRY:
            yield Finding(
                path,
                f"{quote(number)} begins with no country code; +{number[1:4]} is not in use",
                help="put the country code after the +, then the number without its national prefix",
            )
        elif kind in numbering.LENGTHS:
            country = numbering.country(number)
            size = len(numbering.national(number))
            yield Finding(
                path,
                f"{quote(number)} {numbering.LENGTHS[kind]}: {_lengths(country)}; this has {size}",
                help="compare it with the number on the account",
            )


def _lengths(country: Country) -> str:
    *most, last = map(str, country.lengths)
    return (
        f"numbers of {country.name} have {', '.join(most) + ' or ' if most else ''}{last} digits after +{country.code}"
    )


@rule(
    "RR303",
    "unassigned-number",
    INFO,
    on="phoneNumbers",
    source=LIBPHONENUMBER,
    outcome="if it is a slip, the number is not on the account; likely answered by 400",
    sure="likely",
    good=[_with("+14155551234")],
    bad=[Bad(_with("+14150001111"), at="/phoneNumbers/0")],
)
def unassigned_number(body: Trusted) -> Iterator[Finding]:
    """A number is of a right length, but in no range that libphonenumber knows to be in use.

    New ranges come into use before the library knows them, and VideoSDK's own examples are such numbers: it is worth a
    look, no more.
    """
    for path, number, kind in _remarkable(body["phoneNumbers"]):
        from siplint.numbering import UNASSIGNED, country

        if kind == UNASSIGNED:
            home = country(number)
            yield Finding(
                path,
                f"{quote(number)} is in no known range of {home.name} (+{home.code})",
                help="check it for a slip; a new range may not be known yet",
            )


@rule(
    "RR304",
    "not-canonical",
    WARNING,
    on="phoneNumbers",
    source=LIBPHONENUMBER,
    outcome="it is another text than the number on the account, and likely not found",
    sure="likely",
    fix="offer",
    good=[_with("+33612345678")],
    bad=[Bad(_with("+330612345678"), at="/phoneNumbers/0"), Bad(_with("+4402071838750"), at="/phoneNumbers/0")],
)
def not_canonical(body: Trusted) -> Iterator[Finding]:
    """A number has its national prefix left in after the country code.

    The 0 (in North America the 1, in Russia the 8) is dialled inside the country only. libphonenumber drops it in
    silence, so a check by it says that all is well, while the text is not the provisioned one.
    """
    for path, number, kind in _remarkable(body["phoneNumbers"]):
        from siplint.numbering import TRUNK, canonical, country

        if kind == TRUNK:
            meant = canonical(number)
            yield Finding(
                path,
                f"{quote(number)} is written as inside {country(number).name}; E.164 is {meant}",
                help=f'write it as "{meant}"',
                changes=(Change("value", path, meant),),
            )


@rule(
    "RR305",
    "duplicate-number",
    WARNING,
    on="phoneNumbers",
    source=CREATE_PAGE,
    outcome="a number is attached once; what the API does with the second is not documented",
    fix="safe",
    good=[_with("+14155551234", "+14155551235")],
    bad=[
        Bad(_with("+14155551234", "+14155551234"), at="/phoneNumbers/1", label="/phoneNumbers/0"),
        Bad(_with("+14155551234", "+1 415 555 1234"), at="/phoneNumbers/1", label="/phoneNumbers/0", also=("RR301",)),
    ],
)
def duplicate_number(body: Trusted) -> Iterator[Finding]:
    """A number stands twice in the list.

    Spellings of one number count as one.
    """
    items = body["phoneNumbers"]
    if len(items) < 2:  # noqa: PLR2004 (one number has no double)
        return
    first: dict[str, int] = {}
    for index, number in numbered(items):
        meant = e164.normalise(number)
        if meant in first:
            path = ("phoneNumbers", index)
            yield Finding(
                path,
                f"{quote(number)} is already in the list",
                (Note(("phoneNumbers", first[meant]), "here first"),),
                "remove it",
                (Change("remove", path),),
                safe=True,
            )
        elif meant:
            first[meant] = index


@rule(
    "RR306",
    "emergency-or-short",
    WARNING,
    on="phoneNumbers",
    source=LIBPHONENUMBER,
    outcome="such a number is dialled inside its country only, and cannot be on the account",
    sure="likely",
    good=[_with("+14155551234")],
    bad=[
        Bad(_with("+1911"), at="/phoneNumbers/0"),
        Bad(_with("+112"), at="/phoneNumbers/0"),
        Bad(_with("+44116000"), at="/phoneNumbers/0"),
    ],
)
def emergency_or_short(body: Trusted) -> Iterator[Finding]:
    """A number is an emergency number or a short code.

    They have no international form: with a country code before them they reach nobody, and no rule can be attached to
    them.
    """
    for path, number, kind in _remarkable(body["phoneNumbers"]):
        from siplint import numbering

        if kind == numbering.SHORT:
            what = "emergency number" if numbering.is_emergency(number) else "short code"
            home = numbering.country(number)
            of = f" of {home.name}" if numbering.short(number) != number[1:] else ""
            yield Finding(
                path,
                f"{quote(number)} is the {what} {numbering.short(number)}{of}, which has no E.164 form",
                help="name a full number of the account",
            )


@rule(
    "RR307",
    "example-number",
    INFO,
    on="phoneNumbers",
    source="https://github.com/google/libphonenumber/issues/1393",
    outcome="nobody has the number; likely answered by 400",
    sure="likely",
    good=[_with("+14155551234")],
    bad=[Bad(_with("+14155550123"), at="/phoneNumbers/0"), Bad(_with("+447700900123"), at="/phoneNumbers/0")],
)
def example_number(body: Trusted) -> Iterator[Finding]:
    """A number is one of those set aside for examples and films.

    North America has 555-0100 to 555-0199; Australia, France and the United Kingdom have ranges of their own.
    libphonenumber calls some of them valid.
    """
    for path, number, kind in _remarkable(body["phoneNumbers"]):
        from siplint.numbering import EXAMPLE, country

        if kind == EXAMPLE:
            yield Finding(
                path,
                f"{quote(number)} is a number that {country(number).name} sets aside for examples and films",
                help="put in a number of the account",
            )


@rule(
    "RR308",
    "number-pattern",
    ERROR,
    on="phoneNumbers",
    source=CREATE_PAGE,
    outcome="a pattern is no number on the account; likely answered by 400",
    sure="likely",
    good=[_with("+14155551234")],
    bad=[Bad(_with("+1415555*"), at="/phoneNumbers/0"), Bad(_with("+1415555123?"), at="/phoneNumbers/0")],
    states={"properties": {"phoneNumbers": {"items": {"not": {"type": "string", "pattern": "[*?]"}}}}},
)
def number_pattern(body: Trusted) -> Iterator[Finding]:
    """A number is a pattern.

    A rule is attached to numbers that "must already exist on the user"; no pattern is documented for them. Patterns
    such as `+91*` are documented for the callers that a gateway allows.
    """
    for index, number in numbered(body["phoneNumbers"]):
        if is_pattern(number):
            yield Finding(
                ("phoneNumbers", index),
                f"{quote(number)} is a pattern, and a rule is attached to single numbers",
                help="list the numbers one by one",
            )


RULES = (
    not_e164,
    impossible_number,
    unassigned_number,
    not_canonical,
    duplicate_number,
    emergency_or_short,
    example_number,
    number_pattern,
)

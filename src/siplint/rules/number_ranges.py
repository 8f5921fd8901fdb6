"""RR302 to RR304, RR306, RR307: the numbers a rule is attached to, by the numbering plans of their countries."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.phone import is_e164, verdict
from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Change, Finding
from siplint.model.severity import INFO, WARNING
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Items, Trusted
    from siplint.domain.numbering_plan import Country
    from siplint.model.finding import JSON, Path

LIBPHONENUMBER = "https://github.com/google/libphonenumber/blob/master/FAQ.md"


def _with(number: str) -> dict[str, JSON]:
    return INBOUND_BODY | {"phoneNumbers": [number]}


def _remarkable(items: Items) -> Iterator[tuple[Path, str, str]]:
    """Give path, number and kind of the E.164 numbers that are no ordinary ones."""
    for index, number in numbered(items):
        if verdict(number) and is_e164(number):
            from siplint.domain.numbering_plan import number_kind

            yield ("phoneNumbers", index), number, number_kind(number)


@rule(
    "RR302",
    "impossible-number",
    WARNING,
    on="phoneNumbers",
    skips_ordinary=True,
    source=LIBPHONENUMBER,
    outcome="no such number can be on the account; likely answered by 400",
    sure="likely",
    good=[_with("+442071838750")],
    bad=[
        Bad(_with("+33123456"), at="/phoneNumbers/0"),
        Bad(_with("+4420718387501"), at="/phoneNumbers/0"),
        Bad(_with("+15551234"), at="/phoneNumbers/0"),
        Bad(_with("+9991234567"), at="/phoneNumbers/0"),
        Bad(_with("+5215512345678"), at="/phoneNumbers/0"),
    ],
)
def impossible_number(body: Trusted) -> Iterator[Finding]:
    """A number has no country, or a length that no number of its country has.

    The lengths are libphonenumber's. They change rarely, and a carrier may know better: so it is a warning. A digit is
    likely missing, doubled, or the area code was left out.
    """
    for path, number, number_kind in _remarkable(body["phoneNumbers"]):
        from siplint.domain import numbering_plan as numbering

        if number_kind == numbering.UNKNOWN_COUNTRY:
            yield Finding(
                path,
                f"{quote(number)} begins with no country code; +{number[1:4]} is not in use",
                help="put the country code after the +, then the number without its national prefix",
            )
        elif number_kind in numbering.LENGTHS:
            country = numbering.country(number)
            size = len(numbering.national(number))
            old = numbering.without_old_mobile_prefix(number)
            reason = "the 1 after +52 is gone since 2019; " if old else ""
            advice = f'; it is likely "{old}" there' if old else ""
            yield Finding(
                path,
                f"{quote(number)} {numbering.LENGTHS[number_kind]}: {reason}{_lengths(country)}; this has {size}",
                help=f"compare it with the number on the account{advice}",
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
    skips_ordinary=True,
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
    for path, number, number_kind in _remarkable(body["phoneNumbers"]):
        from siplint.domain.numbering_plan import UNASSIGNED, country

        if number_kind == UNASSIGNED:
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
    skips_ordinary=True,
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
    for path, number, number_kind in _remarkable(body["phoneNumbers"]):
        from siplint.domain.numbering_plan import TRUNK, canonical_number, country

        if number_kind == TRUNK:
            meant = canonical_number(number)
            yield Finding(
                path,
                f"{quote(number)} is written as inside {country(number).name}; E.164 is {meant}",
                help=f'write it as "{meant}"',
                changes=(Change("value", path, meant),),
            )


@rule(
    "RR306",
    "emergency-or-short",
    WARNING,
    on="phoneNumbers",
    skips_ordinary=True,
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
    for path, number, number_kind in _remarkable(body["phoneNumbers"]):
        from siplint.domain import numbering_plan as numbering

        if number_kind == numbering.SHORT_NUMBER:
            what = "emergency number" if numbering.is_emergency(number) else "short code"
            home = numbering.country(number)
            of = f" of {home.name}" if numbering.short_form(number) != number[1:] else ""
            yield Finding(
                path,
                f"{quote(number)} is the {what} {numbering.short_form(number)}{of}, which has no E.164 form",
                help="name a full number of the account",
            )


@rule(
    "RR307",
    "example-number",
    INFO,
    on="phoneNumbers",
    skips_ordinary=True,
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
    for path, number, number_kind in _remarkable(body["phoneNumbers"]):
        from siplint.domain.numbering_plan import EXAMPLE, country

        if number_kind == EXAMPLE:
            yield Finding(
                path,
                f"{quote(number)} is a number that {country(number).name} sets aside for examples and films",
                help="put in a number of the account",
            )

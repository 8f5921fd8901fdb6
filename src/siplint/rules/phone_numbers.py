"""RR301, RR305, RR308: the numbers a rule is attached to, as they are written."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.phone_repair import defect, normalise
from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY
from siplint.model.fields import CREATE_PAGE
from siplint.model.finding import Change, Finding, Note
from siplint.model.severity import ERROR, WARNING
from siplint.rules.base import Bad, rule
from siplint.rules.number_format import format_finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON


def _with(*numbers: str) -> dict[str, JSON]:
    return INBOUND_BODY | {"phoneNumbers": list(numbers)}


def is_pattern(text: str) -> bool:
    """Tell whether a text is meant to stand for several numbers."""
    return "*" in text or "?" in text


@rule(
    "RR301",
    "not-e164",
    ERROR,
    on="phoneNumbers",
    skips_ordinary=True,
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
        Bad(_with("+014155551234"), at="/phoneNumbers/0"),
        Bad(_with("+14155551200-99"), at="/phoneNumbers/0"),
        Bad(_with("911"), at="/phoneNumbers/0"),
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
    a national number gets no suggestion. Separators and invisible marks are taken out by a safe fix, but not where that
    could join two numbers, a range or an extension: what is before the last `-`, `/` or bracket is then a possible number
    itself, as in `+14155551200-99`. A placeholder is reported here too, and nowhere else.
    """
    for index, number in numbered(body["phoneNumbers"]):
        wrong = None if is_pattern(number) else defect(number)
        if wrong:
            path = ("phoneNumbers", index)
            yield format_finding(path, number, wrong, "write the number as the account has it")


@rule(
    "RR305",
    "duplicate-number",
    WARNING,
    on="phoneNumbers",
    skips_ordinary=True,
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
    """A number appears twice in the list.

    Spellings of one number count as one.
    """
    items = body["phoneNumbers"]
    if len(items) < 2:  # noqa: PLR2004 (one number has no double)
        return
    first: dict[str, int] = {}
    for index, number in numbered(items):
        meant = normalise(number)
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
    "RR308",
    "number-pattern",
    ERROR,
    on="phoneNumbers",
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="a pattern is not a number of the account; likely answered by 400",
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

"""How numbers are dialled inside a region: exit code, national prefix, lengths."""

from __future__ import annotations

from siplint.domain.phone import read_table
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class DiallingPlan(Record):
    r"""A region ("001" for a calling code of no region), its calling code and how numbers are dialled in it.

    `exit_code` is a regular expression for what is dialled for the `+`, `prefix` one for the national prefix with the
    carrier codes behind it, `replacement` what is put in its place (`9\1`), and `numbers` one for all national numbers.
    `lengths` are those of full numbers, `local` those without an area code.
    """

    region: str
    code: str
    name: str
    exit_code: str
    prefix: str
    replacement: str
    numbers: str
    lengths: tuple[int, ...]
    local: tuple[int, ...]


NO_REGION = "001"
"""What stands for the region of a calling code that belongs to none, such as +800 (UN M.49: the world)."""
_TABLE: list[tuple[dict[str, str], list[DiallingPlan]]] = []


def _table() -> tuple[dict[str, str], list[DiallingPlan]]:
    """Return the patterns and the plans of the table that scripts/make_e164.py makes; threads never see half of it."""
    if not _TABLE:
        patterns, _, rows = read_table("regions.txt").decode().partition("\n\n")
        named = dict(line.split("\t", 1) for line in patterns.splitlines()[1:])
        _TABLE.append((named, [_plan(line) for line in rows.splitlines()]))
    return _TABLE[0]


def _plan(line: str) -> DiallingPlan:
    region, code, name, exit_code, prefix, replacement, numbers, lengths, local = line.split("\t")
    sizes = tuple(map(int, lengths.split())), tuple(map(int, local.split()))
    return DiallingPlan(region, code, name, exit_code, prefix, replacement, numbers, *sizes)


def text_patterns() -> Mapping[str, str]:
    """Return the regular expressions that find a number in a text, by name."""
    return _table()[0]


def dialling_plans() -> dict[str, DiallingPlan]:
    """Return the plans of all regions by their code of ISO 3166-1 alpha-2."""
    return {plan.region: plan for plan in _table()[1] if plan.region != NO_REGION}


def main_plan(code: str) -> DiallingPlan | None:
    """Return the plan of the main region of a calling code."""
    return next((plan for plan in _table()[1] if plan.code == code), None)


def has_national_length(digits: str, plan: DiallingPlan) -> bool:
    """Tell whether digits are not too few for a full number of a region, and not between two lengths."""
    length = len(digits)
    return length not in plan.local and (length in plan.lengths or length > plan.lengths[-1])


def without_national_prefix(digits: str, plan: DiallingPlan) -> str:
    """Return national digits without the prefix that is dialled before them, whatever is left.

    Where they are a number of the region as they are, the prefix goes only if what is left is one too.
    """
    import re

    found = re.match(plan.prefix, digits) if plan.prefix else None
    if not found:
        return digits
    replacement = plan.replacement if found.re.groups and found[found.re.groups] is not None else ""
    meant = found.expand(replacement) + digits[found.end() :]
    return digits if is_national_number(digits, plan) and not is_national_number(meant, plan) else meant


def is_national_number(digits: str, plan: DiallingPlan) -> bool:
    """Tell whether digits match the pattern of all numbers of a region."""
    import re

    return re.fullmatch(plan.numbers, digits) is not None

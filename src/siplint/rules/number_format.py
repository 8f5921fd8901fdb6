"""The finding about a text that is not an E.164 number, for the numbers of a rule and for its callers."""

from __future__ import annotations

from siplint.domain.phone_repair import JOINED_KIND, PLACEHOLDER_KIND, Defect
from siplint.domain.wording import quote
from siplint.model.finding import Change, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import Path

FORM = "E.164 is +, country code and number in digits alone"


def format_finding(path: Path, text: str, wrong: Defect, advice: str) -> Finding:
    """Return the finding about a text; `advice` is what to write where no number can be suggested."""
    known = f"E.164 is {wrong.meant}" if wrong.meant else "" if wrong.doubt else FORM
    return Finding(
        path,
        "; ".join(filter(None, (f"{quote(text)} {wrong.what}", wrong.doubt, known))),
        help=f'write it as "{wrong.meant}"' if wrong.meant else _advice(text, wrong, advice),
        changes=(Change("value", path, wrong.meant),) if wrong.meant else (),
        safe=wrong.safe,
    )


def _advice(text: str, wrong: Defect, advice: str) -> str:
    if wrong.kind == PLACEHOLDER_KIND:
        from siplint.domain.phone_placeholder import template_of

        return f"{advice}; if it is filled in before sending, add {quote(template_of(text))} to the configuration's `templates`"
    if wrong.kind == JOINED_KIND:
        return f"{advice}; each number is an item of its own"
    return advice

"""Placeholders that are meant: texts of which a part is put in before they are sent."""

from __future__ import annotations

from siplint.body.members import Partial, left_out, numbered, partial
from siplint.source.unknown import UNKNOWN, KnownStart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.body.members import Items
    from siplint.body.understand import Meant
    from siplint.model.finding import JSON

GAP = "…"
"""What stands for any text of at least one character in a template; three dots do too."""
NOTHING = object()
FREE = "agentMetadata"
"""The member that may hold anything; nothing in it is judged by its place."""


def without_templates(meant: Meant, templates: tuple[str, ...]) -> Meant:
    """Leave out what is still to be put in, so that nobody judges it: it counts as present."""
    body, faults, origins = meant
    codes = ("RR102", "RR103")
    faults = [fault for fault in faults if fault.code not in codes or not unfinished(fault.value, templates)]
    kept = {name: value if name == FREE else _inside(value, templates) for name, value in body.items()}
    kept = {name: value for name, value in kept.items() if value is not NOTHING}
    finished = partial(kept, left_out(body) | (body.keys() - kept.keys()))
    finished.written = body.written if isinstance(body, Partial) else frozenset(body)
    return finished, faults, origins  # type: ignore[return-value]


def _inside(value: JSON, templates: tuple[str, ...]) -> JSON:
    """Return what of a trusted value is finished: NOTHING for a text that is not, and for a list of such texts."""
    if isinstance(value, str):
        return NOTHING if unfinished(value, templates) else value
    if isinstance(value, (list, tuple)) or (isinstance(value, dict) and any(isinstance(key, int) for key in value)):
        items: Items = value  # type: ignore[assignment]
        texts = {index: text for index, text in numbered(items) if not unfinished(text, templates)}
        return value if len(texts) == len(value) else Partial(texts) if texts else NOTHING
    if not isinstance(value, dict):
        return value
    members = {
        key: text for key, text in value.items() if not (unfinished(key, templates) or unfinished(text, templates))
    }
    return partial(members, left_out(value) | (value.keys() - members.keys()))


def unfinished(value: JSON, templates: tuple[str, ...]) -> bool:
    """Return whether a value is a text with a placeholder in it, written as one of the templates says."""
    return isinstance(value, str) and any(_stands_in(value, template) for template in templates)


def finished_part(value: JSON, templates: tuple[str, ...]) -> JSON:
    """Return a value, or of a text with a placeholder in it what is before the placeholder: the rest is not known yet."""
    if not isinstance(value, str) or not unfinished(value, templates):
        return value
    firsts = [one.replace("...", GAP).partition(GAP)[0] for one in templates if _stands_in(value, one)]
    start = value[: min(map(value.find, firsts))]
    return KnownStart(start) if start else UNKNOWN


def _stands_in(text: str, template: str) -> bool:
    at = 0
    for index, piece in enumerate(template.replace("...", GAP).split(GAP)):
        at = text.find(piece, at + bool(index))
        if at < 0:
            return False
        at += len(piece)
    return True

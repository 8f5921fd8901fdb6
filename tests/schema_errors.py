"""The errors a schema could report: those about fields under their documented names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from siplint import check
from siplint.model.fields import FIELDS, REFRAMING, ROOM_FIELDS

if TYPE_CHECKING:
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.settings import Kind


def error_codes(body: Any, kind: Kind) -> set[str]:
    """Return the codes of the errors, without those about a field under another name: a schema knows one name each."""
    return {error.code for error in check(body, kind=kind).errors if is_written_as_documented(error)}


def is_written_as_documented(error: Diagnostic) -> bool:
    first, second = (*error.pointer.split("/")[1:], "", "")[:2]
    if first == "room":
        return second in ("", *ROOM_FIELDS)
    return first in ("", *FIELDS) or (first in REFRAMING and error.code != "RR102")

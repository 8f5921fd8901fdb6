"""Writing JSON for the wire: only ASCII, in one line; importing `json` would cost a start 30 ms."""

from __future__ import annotations

from siplint.source.json_scanner import encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON

CONSTANTS = {None: "null", True: "true", False: "false"}


def json_text(value: JSON) -> str:
    """Return plain data (dict, list, tuple, str, int, float, bool, None) as JSON."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if value is None or value is True or value is False:
        return CONSTANTS[value]
    if isinstance(value, dict):
        return (
            "{" + ",".join([f"{encode_basestring_ascii(key)}:{json_text(item)}" for key, item in value.items()]) + "}"
        )
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([json_text(item) for item in value]) + "]"
    return repr(value)

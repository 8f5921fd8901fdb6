"""The smallest bodies without a fault. The examples of the rules are these bodies with one thing changed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON

INBOUND_BODY: dict[str, JSON] = {
    "name": "Support line",
    "type": "inbound",
    "phoneNumbers": ["+14155551234"],
    "agentId": "support-agent",
}
OUTBOUND_BODY: dict[str, JSON] = {"name": "Sales calls", "type": "outbound", "phoneNumbers": ["+14155551234"]}


def without_members(body: dict[str, JSON], *names: str) -> dict[str, JSON]:
    """Return a body without some of its members."""
    return {name: value for name, value in body.items() if name not in names}

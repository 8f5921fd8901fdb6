"""RR190: the rules of the house, which the user states as a JSON Schema."""

from __future__ import annotations

from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY, without_members
from siplint.model.finding import Finding
from siplint.model.severity import ERROR
from siplint.rules.base import Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON

HOUSE = {
    "properties": {
        "name": {"pattern": "^prod-", "description": "names begin with prod-"},
        "recording": {"const": True, "description": "every rule records"},
    },
    "required": ["recording"],
}
RIGHT = {"name": "prod-support", "recording": True}


@rule(
    "RR190",
    "house-policy",
    ERROR,
    stage="policy",
    source="https://json-schema.org/draft/2020-12/json-schema-validation",
    outcome="it breaks a rule of your own; VideoSDK knows nothing of it",
    good=[INBOUND_BODY | RIGHT, OUTBOUND_BODY | RIGHT],
    bad=[
        Bad(INBOUND_BODY | RIGHT | {"recording": False}, at="/recording", policy=HOUSE),
        Bad(without_members(OUTBOUND_BODY | RIGHT, "recording"), at="/recording", policy=HOUSE),
        Bad(OUTBOUND_BODY | RIGHT | {"name": "support"}, at="/name", policy=HOUSE),
    ],
)
def house_policy(body: JSON, policy: object) -> Iterator[Finding]:
    """The body does not meet the house policy.

    The configuration's `policy` names a JSON Schema of your own, over each body as it is in the file: every rule
    records, names begin with `prod-`, only these agents. A `title` or `description` in it is the message. It is judged
    by jsonschema; references lead only inside the file, and nothing is fetched. The policy of the examples is that
    `recording` is required and `{"const": true}`, and that `name` has the `pattern` `^prod-`.
    """
    from siplint.rules.policy_engine import complaints

    for path, message, advice in complaints(policy, body):
        secrets = (body["apiKey"],) if path == ("apiKey",) and isinstance(body.get("apiKey"), str) else ()
        yield Finding(path, message, help=advice, secrets=secrets)

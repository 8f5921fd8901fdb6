"""RR420 and RR421: which agent takes a call."""

from __future__ import annotations

from siplint.domain.wording import quote
from siplint.model.examples import INBOUND_BODY as IN
from siplint.model.examples import without_members
from siplint.model.fields import CREATE_PAGE, DEPLOYMENTS
from siplint.model.finding import Finding
from siplint.model.severity import INFO, WARNING
from siplint.rules.base import Bad, rule
from siplint.rules.field_types import AGENT_PAGE
from siplint.rules.rooms import DYNAMIC, no_agent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted


@rule(
    "RR420",
    "metadata-without-agent",
    WARNING,
    on="agentMetadata",
    reads=("agentId",),
    skips_ordinary=True,
    kinds=("create",),
    source=CREATE_PAGE,
    outcome="nobody receives the metadata",
    sure="likely",
    good=[IN | {"agentMetadata": {"team": "support"}}],
    bad=[
        Bad(
            without_members(IN, "agentId") | {"room": DYNAMIC, "agentMetadata": {"team": "support"}},
            at="/agentMetadata",
        )
    ],
)
def metadata_without_agent(body: Trusted) -> Iterator[Finding]:
    """`agentMetadata` is set, and there is no `agentId`.

    It is documented as "metadata forwarded to the agent".
    """
    if body["agentMetadata"] and no_agent(body):
        yield Finding(
            ("agentMetadata",),
            "`agentMetadata` is for an agent, and there is no `agentId`",
            help="add `agentId`, or remove `agentMetadata`",
        )


@rule(
    "RR421",
    "deployment-as-agent",
    INFO,
    on="agentId",
    skips_ordinary=True,
    source=AGENT_PAGE,
    outcome="the call may reach no agent",
    sure="guess",
    good=[IN],
    bad=[Bad(IN | {"agentId": "deployment_8f3a2c"}, at="/agentId")],
)
def deployment_as_agent(body: Trusted) -> Iterator[Finding]:
    """`agentId` looks like the id of a deployment.

    The old API named agents in the cloud by their deployment id. The new page speaks of an agent id only; which of
    the two a cloud agent needs now is not documented.
    """
    if body["agentId"].lower().startswith(DEPLOYMENTS):
        yield Finding(
            ("agentId",),
            f"`agentId` is {quote(body['agentId'])}, which looks like a deployment id",
            help="use the agent's own id",
        )

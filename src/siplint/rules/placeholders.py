"""RR113: is a text still the one of a template."""

from __future__ import annotations

from siplint.domain.heuristics import left_in
from siplint.domain.wording import cut, quote
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.fields import CREATE_PAGE
from siplint.model.finding import Finding
from siplint.model.severity import ERROR, WARNING
from siplint.model.tree_path import spelled
from siplint.rules.base import REFUSED, Bad, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import Path

MEMBERS = ("name", "apiKey", "agentId")
ROOM_MEMBERS = ("id", "pin")
SENTENCES = {
    "template": "is still the placeholder {}",
    "code": "is {}, code that was not run",
    "nothing": "is {}, which programs write for a value that is missing",
}
"""What is said of a placeholder, by its kind."""


def _texts(body: Trusted) -> Iterator[tuple[Path, str]]:
    for name in MEMBERS:
        if name in body:
            yield (name,), body[name]  # type: ignore[literal-required]
    room = body.get("room")
    if room:
        for name in ROOM_MEMBERS:
            if name in room:
                yield ("room", name), room[name]  # type: ignore[literal-required]
    for field in ("headers", "headersToAttributes"):
        for key, text in body.get(field, {}).items():  # type: ignore[attr-defined]
            if field != "headers" or not ("${" in text or "{{" in text):  # those are RR216's
                yield (field, key), text


@rule(
    "RR113",
    "placeholder",
    WARNING,
    reads=("name", "apiKey", "agentId", "agentMetadata", "room", "headers", "headersToAttributes", "tags"),
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome="the text is sent as it is",
    good=[
        INBOUND_BODY,
        INBOUND_BODY | {"agentId": "replacement-agent"},
        OUTBOUND_BODY | {"name": "TODOS LOS CLIENTES", "headers": {"Alert-Info": "<http://pbx.example/bell>"}},
    ],
    bad=[
        Bad(INBOUND_BODY | {"agentId": "$YOUR_AGENT_ID"}, at="/agentId"),
        Bad(INBOUND_BODY | {"agentId": "undefined"}, at="/agentId"),
        Bad(INBOUND_BODY | {"apiKey": "process.env.VIDEOSDK_API_KEY"}, at="/apiKey", severity=ERROR),
        Bad(INBOUND_BODY | {"room": {"type": "static", "id": "<room id>", "pin": "4711"}}, at="/room/id"),
    ],
)
def placeholder(body: Trusted) -> Iterator[Finding]:
    """A text is a placeholder that should have been replaced.

    VideoSDK's own example has `$YOUR_API_KEY` and `$YOUR_AGENT_ID`; `YOUR_…`, `<…>`, `agent_xxx`, `REPLACE_…` and
    `changeme` are of the same kind, and so is code that was not run (`process.env.X`, `os.environ["X"]`, `%X%`,
    `var.x`) or what programs write for a value that is missing (`undefined`, `None`, `[object Object]`, `********`).
    An `apiKey` "must be a valid API key", otherwise "400 Invalid API Key". Where such texts are replaced before
    sending, the configuration's `templates` names their syntax.
    """
    for path, text in _texts(body):
        kind = left_in(text)
        if not kind:
            continue
        message = f"`{'.'.join(cut(spelled(step)) for step in path)}` {SENTENCES[kind].format(quote(text))}"
        if path == ("apiKey",):
            advice = "put in the API key, or leave `apiKey` out"
            yield Finding(path, message, help=advice, severity=ERROR, outcome=REFUSED)
        else:
            yield Finding(path, message, help="put in what it stands for")

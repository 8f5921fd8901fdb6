"""RR217, RR422: what should be kept secret and stands in a rule, or in the wrong place of it."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.heuristics import looks_left_in
from siplint.domain.wording import cut
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.fields import CREATE_PAGE
from siplint.model.finding import WARNING, Finding, spelled
from siplint.rules.base import Bad, rule
from siplint.secrets.patterns import SHORTEST_SECRET, jwts, secrets_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Path

AUTHENTICATION = "https://docs.videosdk.live/api-reference/realtime-communication/authentication"
PLACES = 20
"""So many places of one container are looked at; a body that never was text may have the same one in very many."""


def _texts(body: Trusted) -> Iterator[tuple[Path, str]]:
    """Give the texts of a body that are long enough to hold a secret; a key has the path of its member."""
    if len(body.get("name", "")) >= SHORTEST_SECRET:
        yield ("name",), body["name"]
    if "tags" in body:
        for index, tag in numbered(body["tags"]):
            if len(tag) >= SHORTEST_SECRET:
                yield ("tags", index), tag
    for field in ("headers", "agentMetadata"):
        if field in body:
            yield from _texts_below(field, body[field])


def _texts_below(field: str, value: JSON) -> Iterator[tuple[Path, str]]:
    todo: list[tuple[Path, JSON]] = [((field,), value)]
    looks: dict[int, int] = {}
    while todo:
        path, value = todo.pop()
        looks[id(value)] = looks.get(id(value), 0) + 1
        if looks[id(value)] > PLACES:
            continue
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(step, str) and len(step) >= SHORTEST_SECRET:
                yield (*path, step), step
            if isinstance(item, str):
                if len(item) >= SHORTEST_SECRET:
                    yield (*path, step), item
            elif isinstance(item, (dict, list, tuple)):
                todo.append(((*path, step), item))


@rule(
    "RR217",
    "secret-in-rule",
    WARNING,
    reads=("name", "apiKey", "agentId", "agentMetadata", "room", "headers", "headersToAttributes", "tags"),
    skips_ordinary=True,
    source=AUTHENTICATION,
    outcome="whoever can read the rule, a call's headers or the agent's log has the secret",
    sure="likely",
    good=[
        OUTBOUND_BODY | {"headers": {"X-Request": "2f6c1d0e-5b7a-4c3d-9e8f-0a1b2c3d4e5f"}},
        INBOUND_BODY | {"agentMetadata": {"team": "support", "sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}},
    ],
    bad=[
        Bad(OUTBOUND_BODY | {"headers": {"X-Auth": "Bearer 5up3r-s3cret-t0ken"}}, at="/headers/X-Auth"),
        Bad(
            INBOUND_BODY
            | {"agentMetadata": {"login": [{"jwt": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"}]}},
            at="/agentMetadata/login/0/jwt",
        ),
        Bad(OUTBOUND_BODY | {"tags": ["hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"]}, at="/tags/0"),
    ],
)
def secret_in_rule(body: Trusted) -> Iterator[Finding]:
    """A text in `headers`, `agentMetadata`, `tags` or `name` looks like a secret.

    A rule is kept in files, sent back by the API to whoever lists rules, and its headers travel to the carrier as
    they are. Looked for are JSON Web Tokens, bearer tokens, private keys, keys of well-known services and long random
    words; UUIDs, digests and ordinary ids are not meant. What is found is shown in no output of siplint.
    """
    found: dict[Path, list[tuple[str, str]]] = {}
    for path, text in _texts(body):
        for kind, piece in secrets_in(text):
            found.setdefault(path, []).append((kind, piece))
    for path, pieces in found.items():
        name = ".".join(cut(spelled(step)) for step in path)
        yield Finding(
            path,
            f"`{name}` holds {pieces[0][0]}",
            help="take it out, let the agent or the receiver look it up, and replace it: it may have been seen",
            secrets=tuple(piece for _, piece in pieces),
        )


@rule(
    "RR422",
    "api-key-shape",
    WARNING,
    on="apiKey",
    skips_ordinary=True,
    source=CREATE_PAGE,
    outcome='it is no API key: likely refused as "Invalid API Key"',
    sure="likely",
    good=[OUTBOUND_BODY | {"apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"}],
    bad=[
        Bad(OUTBOUND_BODY | {"apiKey": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"}, at="/apiKey"),
        Bad(OUTBOUND_BODY | {"apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80 "}, at="/apiKey"),
        Bad(OUTBOUND_BODY | {"apiKey": ""}, at="/apiKey"),
    ],
)
def api_key_shape(body: Trusted) -> Iterator[Finding]:
    """`apiKey` holds a token, has white space, or is empty.

    It "must be a valid API key": the short id that stands in the dashboard beside its secret. The token made from both
    goes into the `Authorization` header of the request.
    """
    key = body["apiKey"]
    what = ""
    if not key:
        what = "is empty"
    elif len(key.split(maxsplit=1)) != 1 or key[0].isspace() or key[-1].isspace():
        what = "has white space"
    elif "eyJ" in key and any(jwts(key)):
        what = "holds a token"
    if what and not looks_left_in(key):
        yield Finding(
            ("apiKey",),
            f"`apiKey` {what}; it should be the API key alone",
            help="put in the API key, or leave `apiKey` out",
            secrets=(key,) if key else (),
        )

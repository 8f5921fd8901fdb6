"""RR217, RR422: what should be kept secret and is in a rule, or in the wrong place of it."""

from __future__ import annotations

from siplint.body.members import numbered
from siplint.domain.heuristics import looks_left_in
from siplint.domain.wording import dotted
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.fields import CREATE_PAGE
from siplint.model.finding import Finding
from siplint.model.severity import WARNING
from siplint.rules.base import Bad, rule
from siplint.secrets.patterns import SHORTEST_SECRET, jwts, names_secret, secrets_in
from siplint.secrets.values import is_secret_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Path

AUTHENTICATION = "https://docs.videosdk.live/api-reference/realtime-communication/authentication"
PLACES = 20
"""So many places of one container are looked at; a body that never was text may have the same one in very many."""


def _texts(body: Trusted) -> Iterator[tuple[Path, str]]:
    """Return the texts of a body that may hold a secret; a key has the path of its member."""
    for field in ("name", "agentId"):
        if field in body:
            yield (field,), body[field]
    if "tags" in body:
        for index, tag in numbered(body["tags"]):
            yield ("tags", index), tag


def _members(body: Trusted) -> Iterator[tuple[Path, str | int, JSON]]:
    """Return the path, the key and the value of what is in the containers of a body, however deep."""
    todo: list[tuple[Path, JSON]] = [((field,), body.get(field, {})) for field in ("agentMetadata", "headers")]
    looks: dict[int, int] = {}
    while todo:
        path, value = todo.pop()
        looks[id(value)] = looks.get(id(value), 0) + 1
        if looks[id(value)] > PLACES:
            continue
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, step), step, item
            if isinstance(item, (dict, list, tuple)):
                todo.append(((*path, step), item))


def _secrets(body: Trusted) -> Iterator[tuple[Path, str, str]]:
    """Return the secrets of a body: where each is, what it looks like, and the piece itself."""
    for path, text in _texts(body):
        yield from ((path, kind, piece) for kind, piece in _pieces(text))
    named: set[Path] = set()
    for path, step, value in _members(body):
        yield from ((path, kind, piece) for text in (step, value) for kind, piece in _pieces(text))
        if isinstance(value, (dict, list, tuple)):
            if isinstance(value, (list, tuple)) and isinstance(step, str) and names_secret(step):
                named.add(path)
            continue
        name = path[-2] if path[:-1] in named else step
        if isinstance(name, str) and names_secret(name) and is_secret_value(name, value):
            yield path, "a secret, as its name says", str(value)


def _pieces(text: JSON) -> list[tuple[str, str]]:
    return secrets_in(text) if isinstance(text, str) and len(text) >= SHORTEST_SECRET else []


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
        INBOUND_BODY | {"agentMetadata": {"maxTokens": 4096, "sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}},
    ],
    bad=[
        Bad(OUTBOUND_BODY | {"headers": {"X-Auth": "Bearer 5up3r-s3cret-t0ken"}}, at="/headers/X-Auth"),
        Bad(
            INBOUND_BODY
            | {"agentMetadata": {"login": [{"jwt": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"}]}},
            at="/agentMetadata/login/0/jwt",
        ),
        Bad(OUTBOUND_BODY | {"headers": {"X-Auth": "Basic dXNlcjpwYXNzd29yZA=="}}, at="/headers/X-Auth"),
        Bad(INBOUND_BODY | {"agentMetadata": {"crm": {"password": "hunter2"}}}, at="/agentMetadata/crm/password"),
        Bad(OUTBOUND_BODY | {"tags": ["hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"]}, at="/tags/0"),
    ],
)
def secret_in_rule(body: Trusted) -> Iterator[Finding]:
    """A text in `headers`, `agentMetadata`, `tags`, `name` or `agentId` looks like a secret, or its name says that it is.

    A rule is kept in files, sent back by the API to whoever lists rules, and its headers travel to the carrier as
    they are. JSON Web Tokens, `Bearer` and `Basic` credentials, private keys, keys of well-known services, passwords in
    URLs, long random words and the values of members named `password`, `secret`, `token` and the like are reported; UUIDs, digests and
    ordinary ids are not. What is found is shown in no output of siplint.
    """
    found: dict[Path, list[tuple[str, str]]] = {}
    for path, kind, piece in _secrets(body):
        found.setdefault(path, []).append((kind, piece))
    for path, pieces in found.items():
        yield Finding(
            path,
            f"`{dotted(path)}` holds {pieces[0][0]}",
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

    It "must be a valid API key": the short id in the dashboard beside its secret. The token made from both
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

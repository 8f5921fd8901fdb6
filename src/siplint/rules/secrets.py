"""RR217, RR422: what should be kept secret and stands in a rule, or in the wrong place of it."""

from __future__ import annotations

from itertools import pairwise

from siplint.diagnostic import WARNING, Finding
from siplint.fields import CREATE_PAGE
from siplint.rule import Bad, rule
from siplint.rules.placeholder import looks_left_in
from siplint.samples import INBOUND, OUTBOUND
from siplint.shape import numbered
from siplint.words import cut

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.diagnostic import JSON, Path
    from siplint.shape import Trusted

AUTHENTICATION = "https://docs.videosdk.live/api-reference/realtime-communication/authentication"
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
WEB64 = LETTERS | frozenset("-_")
BASE64 = LETTERS | frozenset("-_+/=")
HEX = frozenset("0123456789abcdefABCDEF")
PREFIXES = ("sk_live_", "sk-", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "AIza", "SG.")
"""How keys of well-known services begin."""

SHORTEST = 15
"""Characters below which nothing here is a secret: `Bearer ` and eight more."""
BEARER = 8
PREFIXED = 16
RANDOM = 32
ONE_CASE = 40
DIGEST = 64
"""The fewest characters of a bearer's token, of one run in a key with a known prefix, and of a word that is taken for
random: of both cases, of one, of hexadecimal digits (an MD5 or SHA-1 sum is shorter)."""


def secrets(text: str) -> list[tuple[str, str]]:
    """Give what in a text should be kept secret: what it looks like, and the piece itself.

    Takes time linear in the text, of at least `SHORTEST` characters, and is careful: ids, names, numbers, UUIDs and short digests are no secrets.
    """
    found = []
    if "PRIVATE KEY-----" in text:
        found += [("a private key", piece) for piece in _private_keys(text)]
    if "eyJ" in text:
        found += [("a JWT", piece) for piece in jwts(text)]
    if found:
        return found
    if "earer " in text or "EARER " in text:
        found += [("a bearer token", piece) for piece in _bearers(text)]
    elif text.startswith(PREFIXES) and _is_key(text):
        found.append(("the key of a service", text))
    if not found and len(text) >= RANDOM:
        for word in text.split():
            if len(word) >= RANDOM and "://" not in word:
                found += [("a long random token", piece) for piece in _runs(word, BASE64) if _is_random(piece)]
    return found


def _private_keys(text: str) -> Iterator[str]:
    start = text.find("-----BEGIN ")
    while start >= 0:
        end = text.find("-----END ", start)
        close = text.find("-----", end + len("-----END ")) if end >= 0 else -1
        end = close + len("-----") if close >= 0 else len(text)
        if "PRIVATE KEY-----" in text[start:end]:
            yield text[start:end]
        start = text.find("-----BEGIN ", end)


def jwts(text: str) -> Iterator[str]:
    """Give the pieces of a text that are JSON Web Tokens: three parts in base64url, the first an object's."""
    at = text.find("eyJ")
    while at >= 0:
        end = at
        while end < len(text) and (text[end] in WEB64 or text[end] == "."):
            end += 1
        parts = text[at:end].split(".")
        if len(parts) > 2 and len(parts[0]) >= BEARER and len(parts[1]) >= BEARER:  # noqa: PLR2004 (it has three parts)
            yield ".".join(parts[:3])
        at = text.find("eyJ", end)


def _bearers(text: str) -> Iterator[str]:
    words = text.split()
    for scheme, word in pairwise(words):
        if scheme.lower().endswith("bearer") and len(word) >= BEARER and BASE64.issuperset(word.replace(".", "")):
            telling = not word.isalpha() or not (word.islower() or word.isupper() or word.istitle())
            if telling and word.strip("-_=+/."):
                yield word


def _is_key(text: str) -> bool:
    return any(len(run) >= PREFIXED and any(map(str.isdigit, run)) for run in _runs(text, LETTERS))


def _runs(text: str, letters: frozenset[str]) -> list[str]:
    return "".join(one if one in letters else " " for one in text).split()


def _is_random(word: str) -> bool:
    """Tell whether a word changes between small letters, capitals and digits as only chance does."""
    size = len(word)
    if size < RANDOM:
        return False
    plain = sum(map(LETTERS.__contains__, word))
    if size - plain > size // 8:
        return False
    small, capital, digit = (sum(map(test, word)) for test in (str.islower, str.isupper, str.isdigit))
    kinds = [(one.islower(), one.isupper(), one.isdigit()) for one in word]
    turns = sum(one != other for one, other in pairwise(kinds))
    if min(small, capital) >= size // 8 and digit:
        return len(set(word)) >= RANDOM // 2 and turns >= size * 0.4
    if plain < size or (small and capital) or digit < size // 8:
        return False
    if HEX.issuperset(word):
        return size >= DIGEST and len(set(word)) > 9 and turns >= size * 0.15  # noqa: PLR2004 (of 16 few are left out)
    return size >= ONE_CASE and len(set(word)) >= RANDOM // 2 and turns >= size * 0.3


def _texts(body: Trusted) -> Iterator[tuple[Path, str]]:
    """Give the texts of a body that are long enough to hold a secret; a key has the path of its member."""
    if len(body.get("name", "")) >= SHORTEST:
        yield ("name",), body["name"]
    if "tags" in body:
        for index, tag in numbered(body["tags"]):
            if len(tag) >= SHORTEST:
                yield ("tags", index), tag
    for field in ("headers", "agentMetadata"):
        if field in body:
            yield from _texts_below(field, body[field])


def _texts_below(field: str, value: JSON) -> Iterator[tuple[Path, str]]:
    todo: list[tuple[Path, JSON]] = [((field,), value)]
    while todo:
        path, value = todo.pop()
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(step, str) and len(step) >= SHORTEST:
                yield (*path, step), step
            if isinstance(item, str):
                if len(item) >= SHORTEST:
                    yield (*path, step), item
            elif isinstance(item, (dict, list, tuple)):
                todo.append(((*path, step), item))


@rule(
    "RR217",
    "secret-in-rule",
    WARNING,
    source=AUTHENTICATION,
    outcome="whoever can read the rule, a call's headers or the agent's log has the secret",
    sure="likely",
    good=[
        OUTBOUND | {"headers": {"X-Request": "2f6c1d0e-5b7a-4c3d-9e8f-0a1b2c3d4e5f"}},
        INBOUND | {"agentMetadata": {"team": "support", "sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}},
    ],
    bad=[
        Bad(OUTBOUND | {"headers": {"X-Auth": "Bearer 5up3r-s3cret-t0ken"}}, at="/headers/X-Auth"),
        Bad(
            INBOUND | {"agentMetadata": {"login": [{"jwt": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"}]}},
            at="/agentMetadata/login/0/jwt",
        ),
        Bad(OUTBOUND | {"tags": ["hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"]}, at="/tags/0"),
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
        for kind, piece in secrets(text):
            found.setdefault(path, []).append((kind, piece))
    for path, pieces in found.items():
        name = ".".join(cut(str(step)) for step in path)
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
    source=CREATE_PAGE,
    outcome='it is no API key: likely refused as "Invalid API Key"',
    sure="likely",
    good=[OUTBOUND | {"apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"}],
    bad=[
        Bad(OUTBOUND | {"apiKey": "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"}, at="/apiKey"),
        Bad(OUTBOUND | {"apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80 "}, at="/apiKey"),
        Bad(OUTBOUND | {"apiKey": ""}, at="/apiKey"),
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


RULES = (secret_in_rule, api_key_shape)

"""RR901 to RR905: the request around the body."""

from __future__ import annotations

from siplint.domain.endpoint import LEGACY_PATH, Request, is_no_id, target_of
from siplint.domain.heuristics import looks_left_in
from siplint.domain.wording import quote
from siplint.model.fields import CREATE_PAGE, UPDATE_PAGE
from siplint.model.finding import Finding
from siplint.model.severity import ERROR, INFO, WARNING
from siplint.rules.base import Bad, rule
from siplint.source.unknown import KnownStart, OpenObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON

AUTH_PAGE = "https://docs.videosdk.live/api-reference/realtime-communication/authentication"
AUTHORIZATION = ("headers", "authorization")
ID = "<id>"
# signed with an empty secret; header and payload are all that is read
HEAD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
TOKEN = f"{HEAD}.eyJhcGlrZXkiOiJrIiwidmVyc2lvbiI6Miwicm9sZXMiOlsiY3Jhd2xlciJdLCJleHAiOjQxMDI0NDQ4MDB9.c2ln"
EXPIRED = f"{HEAD}.eyJhcGlrZXkiOiJrIiwidmVyc2lvbiI6Miwicm9sZXMiOlsiY3Jhd2xlciJdLCJleHAiOjF9.c2ln"
PLAIN = f"{HEAD}.eyJhcGlrZXkiOiJrIiwiZXhwIjo0MTAyNDQ0ODAwfQ.c2ln"


def _post(token: str = TOKEN, content_type: str = "application/json", **more: str) -> Request:
    headers = {"authorization": token, "content-type": content_type}
    return Request(more.get("method", "POST"), more.get("path", "/v2/sip/routing-rule"), headers, now=1_700_000_000.0)


def header_text(request: Request, name: str) -> str | None:
    """Return the text of a header, or None where only the program knows it; code may know its beginning alone."""
    if name not in request.headers and isinstance(request.headers, OpenObject):
        return None
    text: JSON = request.headers.get(name, "")
    return text if isinstance(text, str) else None


def placeholder_token(request: Request) -> str:
    """Return the token of a request if it is a placeholder: it is reported as such, and not as a bad token."""
    token = (header_text(request, "authorization") or "").rpartition(" ")[2]
    return token if looks_left_in(token) and not ("${" in token or "{{" in token) else ""


def _whole_token(request: Request) -> str | None:
    """Return the token of a request without its scheme; None where it is not known, or not yet put in."""
    text = header_text(request, "authorization")
    if text is None or isinstance(text, KnownStart) or placeholder_token(request):
        return None
    return text.rpartition(" ")[2]


def _claims(token: str) -> tuple[JSON, JSON]:
    """Return header and payload of a JWT, unverified; raise ValueError where it is not one."""
    from base64 import urlsafe_b64decode
    from json import loads

    parts = token.split(".")
    if len(parts) != 3 or not all(parts):  # noqa: PLR2004 (header, payload, signature)
        raise ValueError("not three parts")
    head, payload = (loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
    if not isinstance(head, dict) or not isinstance(payload, dict):
        raise ValueError("not objects")  # noqa: TRY004 (the one exception for what is no token)
    return head, payload


@rule(
    "RR901",
    "auth-prefix",
    ERROR,
    stage="request",
    source=CREATE_PAGE,
    outcome="the token is likely not recognised, and the call refused",
    good=[_post()],
    bad=[
        Bad(_post("Bearer " + TOKEN), at="/headers/authorization"),
        Bad(_post("basic " + TOKEN), at="/headers/authorization"),
    ],
)
def auth_prefix(request: Request) -> Iterator[Finding]:
    """`Authorization` begins with `Bearer` or `Basic`.

    The page says that the header takes the token alone, "will not include any prefix". An older page's sample still
    has `Bearer`.
    """
    scheme, blank, _ = (header_text(request, "authorization") or "").partition(" ")
    if blank and scheme.lower() in ("bearer", "basic"):
        yield Finding(
            AUTHORIZATION,
            f"`Authorization` begins with {quote(scheme)}",
            help="send the token alone: Authorization: <token>",
        )


@rule(
    "RR902",
    "bad-token",
    WARNING,
    stage="request",
    source=AUTH_PAGE,
    outcome="the token is likely not accepted, and the call refused",
    sure="likely",
    good=[_post()],
    bad=[
        Bad(_post("my-secret"), at="/headers/authorization"),
        Bad(_post(EXPIRED), at="/headers/authorization"),
    ],
)
def bad_token(request: Request) -> Iterator[Finding]:
    """The token in `Authorization` cannot be one of VideoSDK's.

    A token is a JWT: three base64url parts, signed with HS256, with the claim `apikey` and a time of expiry that has
    not passed. The signature itself is not checked, siplint has no secret.
    """
    token = _whole_token(request)
    if token is None:
        return
    if not token:
        yield Finding(
            AUTHORIZATION, "there is no token in `Authorization`", help="make one with the API key and the secret"
        )
        return
    try:
        head, payload = _claims(token)
    except ValueError:
        yield Finding(
            AUTHORIZATION,
            "the token is no JWT: it has not three parts of base64url JSON",
            help="send a token, not a key or a secret",
        )
        return
    if head.get("alg") != "HS256":
        yield Finding(
            AUTHORIZATION,
            f"the token's `alg` is {quote(str(head.get('alg')))}; it should be HS256",
            help="sign it with HS256",
        )
    if not payload.get("apikey"):
        yield Finding(AUTHORIZATION, "the token has no claim `apikey`", help="put the API key in `apikey`")
    expiry = payload.get("exp")
    if isinstance(expiry, (int, float)) and expiry <= request.now:
        yield Finding(AUTHORIZATION, "the token has expired", help="make a new one")


@rule(
    "RR903",
    "wrong-content-type",
    ERROR,
    stage="request",
    source=CREATE_PAGE,
    outcome="the body is likely not read as JSON",
    good=[_post(), _post(content_type="application/json; charset=utf-8")],
    bad=[Bad(_post(content_type="text/plain"), at="/headers/content-type")],
)
def wrong_content_type(request: Request) -> Iterator[Finding]:
    """`Content-Type` is not `application/json`.

    The page sends the body with it. Clients that are given a text instead of a JSON value send `text/plain`, a form's
    type or none.
    """
    sent = header_text(request, "content-type")
    if sent is None or isinstance(sent, KnownStart):
        return
    if sent.partition(";")[0].strip().lower() != "application/json":
        message = (
            f"`Content-Type` is {quote(sent)}; it should be application/json" if sent else "there is no `Content-Type`"
        )
        yield Finding(("headers", "content-type"), message, help="give the client a JSON value, or set the header")


@rule(
    "RR904",
    "wrong-endpoint",
    ERROR,
    stage="request",
    source=UPDATE_PAGE,
    outcome="no such call is documented: likely refused",
    sure="likely",
    good=[_post(), _post(method="PATCH", path="/v2/sip/routing-rule/rr_1")],
    bad=[
        Bad(_post(path="/v2/sip/routing-rules"), at="/path"),
        Bad(_post(method="PUT", path="/v2/sip/routing-rule/rr_1"), at="/method"),
        Bad(_post(method="PATCH"), at="/path"),
        Bad(_post(method="PATCH", path="/v2/sip/routing-rule/undefined"), at="/path"),
        Bad(_post(path="/v2/sip/routing-rule/rr_1"), at="/path"),
    ],
)
def wrong_endpoint(request: Request) -> Iterator[Finding]:
    """The method, the path and the body of the request do not belong together.

    The new API is `POST /v2/sip/routing-rule` and `PATCH /v2/sip/routing-rule/:ruleId`; the old one has the plural
    path, `PUT`, and other bodies. A POST has no id in its path. A PATCH or PUT without one, or with `undefined`,
    `null` or `:ruleId` in its place, names no rule.
    """
    if not isinstance(request.path, str):
        return
    target, method = target_of(request.path), request.method
    old = target.resource == LEGACY_PATH
    if old and not request.legacy:
        new = "it to /v2/sip/routing-rule" if method == "POST" else f"a PATCH to /v2/sip/routing-rule/{ID}"
        yield Finding(
            ("path",), f"{quote(request.path)} is the old API's path; the body is of the new one", help=f"send {new}"
        )
    elif not old and method == "PUT":
        yield Finding(("method",), "`PUT` is the old API's method", help="PATCH changes a rule")
    elif old and method == "PATCH":
        yield Finding(
            ("method",),
            "`PATCH` is the new API's method; the path and the body are of the old one",
            help="PUT changes a rule there",
        )
    is_known = bool(target.segment) or not isinstance(request.path, KnownStart)
    if is_known and (request.legacy or not old):  # a path of the wrong API was reported above
        yield from _wrong_id(target.segment, method, target.resource)


def _wrong_id(segment: str, method: str, resource: str) -> Iterator[Finding]:
    """Report an id in the path of a request that creates a rule, and none in one that changes it."""
    if method == "POST":
        if segment:
            yield Finding(
                ("path",),
                f"`POST` creates a rule, and the path has an id, {quote(segment)}",
                help=f"to create a rule, POST to /v2{resource}; to change one, use {'PUT' if resource == LEGACY_PATH else 'PATCH'}",
            )
    elif is_no_id(segment):
        what = f"has {quote(segment)} where the id of a rule belongs" if segment else "has no id of a rule"
        yield Finding(
            ("path",),
            f"`{method}` changes a rule, and the path {what}",
            help=f"put the id into the path: /v2{resource}/{ID}",
            outcome="the path names no rule: likely answered with 404",
        )


@rule(
    "RR905",
    "token-role",
    INFO,
    stage="request",
    source=AUTH_PAGE,
    outcome="the SDK calls them required, the page optional: the call may be refused",
    sure="likely",
    good=[_post()],
    bad=[Bad(_post(PLAIN), at="/headers/authorization")],
)
def token_role(request: Request) -> Iterator[Finding]:
    """The token does not have the role `crawler`, or not version 2.

    The official SDK makes tokens for REST calls with both and says that the v2 REST APIs require them; the page on
    authentication calls them optional.
    """
    try:
        _, payload = _claims(_whole_token(request) or "")
    except ValueError:
        return
    roles = payload.get("roles")
    lacks = ["version 2"] if payload.get("version") != 2 else []  # noqa: PLR2004 (the API's version)
    if not (isinstance(roles, list) and "crawler" in roles):
        lacks.append("the role `crawler`")
    if lacks:
        yield Finding(
            AUTHORIZATION, f"the token has not {' and '.join(lacks)}", help='add "version": 2 and "roles": ["crawler"]'
        )

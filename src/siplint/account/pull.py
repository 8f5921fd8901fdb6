"""A snapshot of an account made from the API: reads lists, page by page, and never writes."""

from __future__ import annotations

from siplint.domain.wording import count, cut
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    import httpx

    from siplint.model.finding import JSON

    Say: TypeAlias = Callable[[str], None]
    Sleep: TypeAlias = Callable[[float], None]

ENDPOINT = "https://api.videosdk.live"
PER_PAGE = 100
"""The most that the page on phone numbers allows; that on rules names no limit, and `lastPage` counts what is given."""
TRIES = 4
TIMEOUT = 10.0
"""Seconds without a byte."""
LONGEST_ANSWER = 60.0
"""Seconds for one answer, however its bytes come."""
MOST_ITEMS = 100_000
"""Items of a list; an API that has always one more page would never end."""
LIFETIME = 600
"""Seconds that a token made here is good for."""
SHORTEST_SECRET = 6
"""Code points; anything shorter is no secret, and would be found in many a word."""
TOO_MANY = 429
STATUSES = {
    401: "the API does not take the token: is it of this account, and not expired",
    403: "the token may not read this: it needs the permissions of a server (role `crawler`)",
    404: "the API has nothing there: is VIDEOSDK_API_ENDPOINT right",
}


class PullError(RuntimeError):
    """The snapshot could not be made; the message says why, and holds no secret."""


class List(Record):
    """A list of the API: the part of the snapshot it becomes, where it is, what it is called, what names an item."""

    part: str
    path: str
    called: str
    key: Callable[[JSON], JSON]


def _number(item: JSON) -> JSON:
    inner = item.get("phoneNumber")
    return inner.get("e164") if isinstance(inner, dict) else item.get("e164")


LISTS = (
    List("phoneNumbers", "/v2/sip/phone-numbers", "phone numbers", _number),
    List("routingRules", "/v2/sip/routing-rule", "routing rules", lambda item: item.get("id")),
)


class Access(Record):
    """Where the API is and what opens it; `secrets` must show nowhere."""

    endpoint: str
    token: str
    secrets: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Access({self.endpoint!r})"

    def without_secrets(self, text: str) -> str:
        """Return a text with the secrets blanked out."""
        for secret in self.secrets:
            text = text.replace(secret, "•••")
        return text


def access(environment: Mapping[str, str], now: float) -> Access:
    """Find out from the environment where the API is and make or take the token; raise PullError."""
    endpoint = environment.get("VIDEOSDK_API_ENDPOINT", "").strip().rstrip("/") or ENDPOINT
    token = environment.get("VIDEOSDK_TOKEN", "").strip()
    key, secret = (environment.get(name, "").strip() for name in ("VIDEOSDK_API_KEY", "VIDEOSDK_SECRET"))
    _check_endpoint(endpoint)
    if not token:
        if not key or not secret:
            raise PullError("set VIDEOSDK_TOKEN, or VIDEOSDK_API_KEY and VIDEOSDK_SECRET")
        token = _token(key, secret, now)
    if not token.isascii() or not token.isprintable() or " " in token:
        raise PullError(
            "VIDEOSDK_TOKEN is no token: it has spaces or control characters; it goes in bare, without Bearer"
        )
    return Access(endpoint, token, tuple(one for one in (token, secret) if len(one) >= SHORTEST_SECRET))


def _check_endpoint(endpoint: str) -> None:
    from urllib.parse import urlsplit

    try:
        url = urlsplit(endpoint)
        host = url.hostname
        _ = url.port
    except ValueError:
        raise PullError("VIDEOSDK_API_ENDPOINT is no URL") from None
    if not host or url.username or url.query or url.fragment or url.scheme not in ("http", "https"):
        raise PullError(f"VIDEOSDK_API_ENDPOINT is no URL like {ENDPOINT}")
    if url.scheme == "http" and host not in ("localhost", "127.0.0.1", "::1"):
        raise PullError("VIDEOSDK_API_ENDPOINT is not https: the token would travel in the clear")


def _token(key: str, secret: str, now: float) -> str:
    """Make the token that the SDKs make: HS256, version 2, role `crawler`."""
    import warnings

    try:
        import jwt
    except ImportError:
        raise _uninstalled() from None
    claims = {
        "apikey": key,
        "permissions": ["allow_join"],
        "version": 2,
        "roles": ["crawler"],
        "iat": int(now),
        "exp": int(now) + LIFETIME,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a secret's length is VideoSDK's choice
        return jwt.encode(claims, secret, algorithm="HS256")


def _uninstalled() -> PullError:
    return PullError("this needs httpx and PyJWT: pip install 'siplint[account]'")


class _Session(Record):
    """How the API is asked: for one answer `longest` seconds at most, and nothing once `until` is over."""

    client: httpx.Client
    there: Access
    say: Say
    sleep: Sleep
    longest: float
    until: float


def pull(  # noqa: PLR0913, PLR0917 (what of the outside it is given)
    there: Access,
    say: Say,
    now: float,
    sleep: Sleep,
    timeout: float = TIMEOUT,
    longest: float = LONGEST_ANSWER,
) -> str:
    """Read all lists of the account and return the text of a snapshot; raise PullError.

    `say` is called with the progress, `now` is seconds of the epoch, `sleep` waits between tries. `timeout` are the
    seconds without a byte, `longest` those for one answer; all of it may take as long as a token is good for.
    """
    try:
        import httpx
    except ImportError:
        raise _uninstalled() from None
    from datetime import UTC, datetime
    from json import dumps
    from time import monotonic

    taken_at = datetime.fromtimestamp(int(now), UTC).isoformat().replace("+00:00", "Z")
    snapshot: dict[str, JSON] = {"version": 1, "takenAt": taken_at}
    headers = {"Authorization": there.token, "Accept": "application/json"}
    with httpx.Client(base_url=there.endpoint, headers=headers, timeout=timeout) as client:
        session = _Session(client, there, say, sleep, longest, monotonic() + LIFETIME)
        for one in LISTS:
            snapshot[one.part] = [_without_credentials(item) for item in _items(session, one)]
    return there.without_secrets(dumps(snapshot, indent=1, ensure_ascii=False)) + "\n"


def _without_credentials(item: JSON) -> JSON:
    """Leave out the SIP passwords of gateways, which no rule needs."""
    return {
        name: {key: inner for key, inner in value.items() if key != "auth"}
        if name in ("inbound", "outbound") and isinstance(value, dict)
        else value
        for name, value in item.items()
    }


def _items(session: _Session, one: List) -> Iterator[JSON]:
    page = last = 1
    total = None
    seen: set[JSON] = set()
    while page <= last:
        where = _where(one.path, page)
        answer = _answer(session, one.path, page)
        info, items = _parts(answer, where)
        if page > 1 and (info["lastPage"], info.get("total")) != (last, total):
            raise _changed(one)
        if info["currentPage"] != page:
            raise PullError(f"{where}: the API gave page {info['currentPage']}")
        last, total = info["lastPage"], info.get("total")
        for item in items:
            key = one.key(item)
            if not isinstance(key, str) or not key:
                raise PullError(f"{where}: an item of the answer has no name: this is not the documented list")
            if key in seen:
                raise _changed(one)
            seen.add(key)
            yield item
        if not items and page < last:
            raise _changed(one)
        if len(seen) > MOST_ITEMS:
            raise PullError(f"{where}: the list of {one.called} has more than {MOST_ITEMS} items")
        session.say(
            f"{one.called}: page {page} of {max(last, 1)}, {len(seen)}{'' if total is None else f' of {total}'}"
        )
        page += 1
    if total is not None and len(seen) != total:
        raise _changed(one)


def _where(path: str, page: int) -> str:
    return f"{path}, page {page}"


def _changed(one: List) -> PullError:
    return PullError(f"{one.path}: the list of {one.called} changed while it was read; run it again")


def _parts(answer: JSON, where: str) -> tuple[dict[str, JSON], list[dict[str, JSON]]]:
    info = answer.get("pageInfo") if isinstance(answer, dict) else None
    items = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(info, dict) or not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise PullError(f"{where}: the answer has not the documented form, `pageInfo` and `data`")
    numbers = [info.get("currentPage"), info.get("lastPage"), info.get("total", 0)]
    if any(not isinstance(one, int) or isinstance(one, bool) or one < 0 for one in numbers):
        raise PullError(f"{where}: `pageInfo` does not say which page of how many this is")
    return info, items


def _answer(session: _Session, path: str, page: int) -> JSON:
    """Get one page; try again, ever more slowly, when the network or the server fails."""
    from time import monotonic

    import httpx

    from siplint.account.bounded_request import GivenUp, asked_wait, get

    there = session.there
    where, trouble, wait = _where(path, page), "", 0.0
    for attempt in range(TRIES):
        if attempt:
            session.sleep(max(wait, 0.5 * 2 ** (attempt - 1)))
        wait = 0.0
        left = session.until - monotonic()
        if left <= 0:
            raise PullError(f"{where}: the snapshot takes longer than {LIFETIME} seconds")
        try:
            response = get(session.client, path, {"page": page, "perPage": PER_PAGE}, min(session.longest, left))
        except GivenUp as error:
            raise PullError(f"{where}: {error}") from None
        except httpx.TimeoutException:
            trouble = "the API does not answer in time"
        except httpx.ConnectError:
            trouble = "the API cannot be reached"
        except httpx.TransportError:
            trouble = "the connection was cut in the middle of an answer"
        except httpx.HTTPError:
            raise PullError(f"{where}: the answer cannot be decoded") from None
        else:
            if response.status_code != TOO_MANY and response.status_code < 500:  # noqa: PLR2004 (server errors begin there)
                return _value(response, there, where)
            trouble = f"the API answers {response.status_code}{_words(response, there)}"
            wait = asked_wait(response)
    raise PullError(f"{where}: {trouble}; tried {count(TRIES, 'time')}")


def _value(response: httpx.Response, there: Access, where: str) -> JSON:
    if response.status_code != 200:  # noqa: PLR2004 (the only good status)
        why = STATUSES.get(response.status_code, "that is not what its documentation says")
        raise PullError(f"{where}: the API answers {response.status_code}{_words(response, there)}: {why}")
    from siplint.source.documents import Document

    document = Document(response.content, 0, len(response.content), 1, ())
    if document.faults:
        raise PullError(f"{where}: the answer is no JSON, or is cut off")
    return document.value


def _words(response: httpx.Response, there: Access) -> str:
    """Return what an error answer says, cut short, without secrets."""
    from siplint.source.reader import parse_json

    value, _ = parse_json(response.text)
    fields = ("message", "error", "msg", "statusMessage")
    found = [value[name] for name in fields if isinstance(value.get(name), str)] if isinstance(value, dict) else []
    return f' ("{cut(there.without_secrets(found[0]))}")' if found and found[0] else ""

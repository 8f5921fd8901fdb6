"""A snapshot from the API, over a real socket: pages, errors, delays, cut connections, and secrets that stay secret."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from siplint.account.pull import ENDPOINT, Access, PullError, access, pull
from siplint.account.snapshot import account_of
from siplint.cli import main as cli

NOW = 1767225600.0
KEY, SECRET = "key-of-the-account", "c2VjcmV0LW9mLXRoZS1hY2NvdW50LTEyMzQ1Njc4OTA"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJrIn0.c2lnbmF0dXJl"
NUMBERS, RULES = "/v2/sip/phone-numbers", "/v2/sip/routing-rule"


def listed(index: int) -> dict[str, Any]:
    return {
        "phoneNumber": {"phoneNumberId": f"pn_{index}", "e164": f"+1415555{index:04}", "status": "ACTIVE"},
        "inbound": {"id": "gw_in", "address": None, "auth": {}},
        "outbound": {"id": "gw_out", "auth": {"username": "u", "password": "sip-password"}},
    }


def stored(index: int) -> dict[str, Any]:
    return {"id": f"rr_{index}", "name": f"rule {index}", "type": "inbound", "numbers": [f"+1415555{index:04}"]}


def answer(items: list[Any], page: int = 1, last: int = 1, total: int | None = None) -> dict[str, Any]:
    info = {"currentPage": page, "perPage": 100, "lastPage": last, "total": len(items) if total is None else total}
    return {"pageInfo": info, "data": items}


class Api:
    """A server that gives what is laid down for a path: each call the next answer, the last one for ever.

    An answer is plain data (200), a status with data, bytes that are sent as they are, or "slow".
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[Any]] = {NUMBERS: [answer([])], RULES: [answer([])]}
        self.calls: list[tuple[str, str, dict[str, str], str]] = []
        self.done = threading.Event()
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                api.serve(self)

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Let clients hang up."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        url = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.calls.append((handler.command, url.path, query, handler.headers.get("Authorization", "")))
        laid = self.answers[url.path]
        given = laid.pop(0) if len(laid) > 1 else laid[0]
        if given == "slow":
            self.done.wait(5)
            return
        if isinstance(given, bytes):
            handler.wfile.write(given)
            return
        status, data = given if isinstance(given, tuple) else (200, given)
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        handler.send_response(status)
        if status == 429:
            handler.send_header("Retry-After", "7")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def close(self) -> None:
        self.done.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def api() -> Iterator[Api]:
    server = Api()
    yield server
    server.close()


class Run:
    """One pull, and all that it said and waited."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.slept: list[float] = []

    def __call__(self, api: Api, timeout: float = 5.0) -> dict[str, Any]:
        there = access({"VIDEOSDK_TOKEN": TOKEN, "VIDEOSDK_API_ENDPOINT": api.endpoint + "/"}, NOW)
        text = pull(there, self.said.append, NOW, self.slept.append, timeout)
        assert text.endswith("}\n")
        return json.loads(text)  # type: ignore[no-any-return]


@pytest.fixture
def run() -> Run:
    return Run()


def failure(run: Run, api: Api, timeout: float = 5.0) -> str:
    with pytest.raises(PullError) as caught:
        run(api, timeout)
    assert TOKEN not in repr(caught.value)
    return str(caught.value)


def test_all_pages_are_read_and_become_a_snapshot(api: Api, run: Run) -> None:
    api.answers[NUMBERS] = [answer([listed(1), listed(2)], 1, 2, 3), answer([listed(3)], 2, 2, 3)]
    api.answers[RULES] = [answer([stored(1)])]
    snapshot = run(api)
    gateways = {"inbound": {"id": "gw_in", "address": None}, "outbound": {"id": "gw_out"}}
    assert snapshot == {
        "version": 1,
        "takenAt": "2026-01-01T00:00:00Z",
        "phoneNumbers": [listed(index) | gateways for index in (1, 2, 3)],
        "routingRules": [stored(1)],
    }
    assert api.calls == [
        ("GET", NUMBERS, {"page": "1", "perPage": "100"}, TOKEN),
        ("GET", NUMBERS, {"page": "2", "perPage": "100"}, TOKEN),
        ("GET", RULES, {"page": "1", "perPage": "100"}, TOKEN),
    ]
    assert run.said == [
        "phone numbers: page 1 of 2, 2 of 3",
        "phone numbers: page 2 of 2, 3 of 3",
        "routing rules: page 1 of 1, 1 of 1",
    ]
    assert account_of(snapshot).whole == {"phoneNumbers", "routingRules"}


def test_an_empty_account_is_a_snapshot_too(api: Api, run: Run) -> None:
    empty = {"pageInfo": {"currentPage": 1, "perPage": 100, "lastPage": 0}, "data": []}
    api.answers = {NUMBERS: [empty], RULES: [empty]}
    assert run(api)["routingRules"] == []
    assert run.said == ["phone numbers: page 1 of 1, 0", "routing rules: page 1 of 1, 0"]


def test_numbers_may_be_listed_without_their_gateways(api: Api, run: Run) -> None:
    api.answers[NUMBERS] = [answer([{"e164": "+14155550001", "inbound": None}])]
    assert run(api)["phoneNumbers"] == [{"e164": "+14155550001", "inbound": None}]


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_server_in_trouble_is_asked_again_ever_more_slowly(api: Api, run: Run, status: int) -> None:
    api.answers[RULES] = [(status, {}), (status, b"<html>"), answer([stored(1)])]
    assert run(api)["routingRules"] == [stored(1)]
    assert run.slept == ([7.0, 7.0] if status == 429 else [0.5, 1.0])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((429, {"message": "slow down"}), 'the API answers 429 ("slow down")'),
        ((500, {"error": ""}), "the API answers 500"),
        ((503, [1]), "the API answers 503"),
        (b"", "the connection was cut in the middle of an answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{", "the connection was cut in the middle of an answer"),
        (b"nonsense\r\n\r\n", "the connection was cut in the middle of an answer"),
    ],
)
def test_trouble_that_stays_is_told_after_four_tries(api: Api, run: Run, given: Any, sentence: str) -> None:
    api.answers[RULES] = [given]
    assert failure(run, api) == f"{RULES}, page 1: {sentence}; tried 4 times"
    assert len(run.slept) == 3


def test_a_server_that_is_too_slow_is_told(api: Api, run: Run) -> None:
    api.answers[NUMBERS] = ["slow"]
    assert failure(run, api, 0.05) == f"{NUMBERS}, page 1: the API does not answer in time; tried 4 times"


def test_a_delay_within_the_time_is_no_matter(api: Api, run: Run) -> None:
    api.answers[NUMBERS] = ["slow", answer([listed(1)])]
    assert len(run(api, 0.2)["phoneNumbers"]) == 1


def test_a_server_that_is_not_there_is_told(api: Api, run: Run) -> None:
    api.close()
    assert failure(run, api) == f"{NUMBERS}, page 1: the API cannot be reached; tried 4 times"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "the API does not take the token: is it of this account, and not expired"),
        (403, "the token may not read this: it needs the permissions of a server (role `crawler`)"),
        (404, "the API has nothing there: is VIDEOSDK_API_ENDPOINT right"),
        (302, "that is not what its documentation says"),
        (204, "that is not what its documentation says"),
    ],
)
def test_a_refusal_is_told_once_and_not_tried_again(api: Api, run: Run, status: int, words: str) -> None:
    api.answers[NUMBERS] = [(status, b"")]
    assert failure(run, api) == f"{NUMBERS}, page 1: the API answers {status}: {words}"
    assert (len(api.calls), run.slept) == (1, [])


def test_what_the_api_says_is_told_without_the_token(api: Api, run: Run) -> None:
    api.answers[NUMBERS] = [(401, {"message": f"bad token {TOKEN}"})]
    assert failure(run, api).startswith(f'{NUMBERS}, page 1: the API answers 401 ("bad token •••"): ')


FORM = "the answer has not the documented form, `pageInfo` and `data`"
SAYS = "`pageInfo` does not say which page of how many this is"
CHANGED = f"{RULES}: the list of routing rules changed while it was read; run it again"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b"", "the answer is no JSON, or is cut off"),
        (b'{"pageInfo": {"currentPage": 1, "lastPa', "the answer is no JSON, or is cut off"),
        (b"<html></html>", "the answer is no JSON, or is cut off"),
        (b"\xff", "the answer is no JSON, or is cut off"),
        ([], FORM),
        ({"data": []}, FORM),
        ({"pageInfo": {}, "data": {}}, FORM),
        ({"pageInfo": {}, "data": [1]}, FORM),
        ({"pageInfo": {}, "data": []}, SAYS),
        ({"pageInfo": {"currentPage": 1, "lastPage": "1"}, "data": []}, SAYS),
        ({"pageInfo": {"currentPage": 1, "lastPage": True}, "data": []}, SAYS),
        ({"pageInfo": {"currentPage": 1, "lastPage": 1, "total": -1}, "data": []}, SAYS),
        (answer([], 2), "the API gave page 2"),
        (answer([{"name": "no id"}]), "an item of the answer has no name: this is not the documented list"),
        (answer([stored(1) | {"id": 5}]), "an item of the answer has no name: this is not the documented list"),
    ],
)
def test_an_answer_of_another_form_is_told(api: Api, run: Run, given: Any, sentence: str) -> None:
    api.answers[RULES] = [(200, given)]
    assert failure(run, api) == f"{RULES}, page 1: {sentence}"


def test_an_answer_that_cannot_be_decoded_is_told(api: Api, run: Run) -> None:
    api.answers[RULES] = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"]
    assert failure(run, api) == f"{RULES}, page 1: the answer cannot be decoded"


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([answer([stored(1)], 1, 2, 2), answer([stored(2)], 2, 3, 2)], id="another number of pages"),
        pytest.param([answer([stored(1)], 1, 2, 2), answer([stored(2)], 2, 2, 3)], id="another total"),
        pytest.param([answer([stored(1)], 1, 2, 2), answer([stored(1)], 2, 2, 2)], id="a rule twice"),
        pytest.param([answer([], 1, 2, 2), answer([stored(1)], 2, 2, 2)], id="an empty page before the last"),
        pytest.param([answer([stored(1)], 1, 1, 2)], id="fewer than the total"),
    ],
)
def test_a_list_that_changes_while_it_is_read_is_told(api: Api, run: Run, pages: Any) -> None:
    api.answers[RULES] = pages
    assert failure(run, api) == CHANGED


def test_a_token_is_made_of_key_and_secret() -> None:
    there = access({"VIDEOSDK_API_KEY": KEY, "VIDEOSDK_SECRET": SECRET}, NOW)
    assert there.endpoint == ENDPOINT
    assert jwt.get_unverified_header(there.token)["alg"] == "HS256"
    claims = jwt.decode(there.token, SECRET, algorithms=["HS256"], options={"verify_exp": False, "verify_iat": False})
    assert claims == {
        "apikey": KEY,
        "permissions": ["allow_join"],
        "version": 2,
        "roles": ["crawler"],
        "iat": 1767225600,
        "exp": 1767226200,
    }
    assert repr(there) == f"Access({ENDPOINT!r})"


def test_a_token_that_is_given_is_taken_and_short_words_are_no_secrets() -> None:
    there = access({"VIDEOSDK_TOKEN": f" {TOKEN}\n", "VIDEOSDK_SECRET": "short"}, NOW)
    assert there == Access(ENDPOINT, TOKEN, (TOKEN,))


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "set VIDEOSDK_TOKEN, or VIDEOSDK_API_KEY and VIDEOSDK_SECRET"),
        ({"VIDEOSDK_API_KEY": KEY}, "set VIDEOSDK_TOKEN, or VIDEOSDK_API_KEY and VIDEOSDK_SECRET"),
        ({"VIDEOSDK_SECRET": SECRET}, "set VIDEOSDK_TOKEN, or VIDEOSDK_API_KEY and VIDEOSDK_SECRET"),
        *(
            (
                {"VIDEOSDK_TOKEN": token},
                "VIDEOSDK_TOKEN is no token: it has spaces or control characters; it goes in bare, without Bearer",
            )
            for token in (f"Bearer {TOKEN}", "a\nb", "é")
        ),
        *(
            ({"VIDEOSDK_TOKEN": TOKEN, "VIDEOSDK_API_ENDPOINT": url}, f"VIDEOSDK_API_ENDPOINT is no URL{like}")
            for url, like in (
                ("api.videosdk.live", f" like {ENDPOINT}"),
                ("ftp://a", f" like {ENDPOINT}"),
                ("https://me:word@a", f" like {ENDPOINT}"),
                ("https://a?b", f" like {ENDPOINT}"),
                ("https://[", ""),
                ("https://a:b", ""),
            )
        ),
        (
            {"VIDEOSDK_TOKEN": TOKEN, "VIDEOSDK_API_ENDPOINT": "http://api.videosdk.live"},
            "VIDEOSDK_API_ENDPOINT is not https: the token would travel in the clear",
        ),
    ],
)
def test_an_environment_that_will_not_do_is_told(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(PullError) as caught:
        access(environment, NOW)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("package", ["jwt", "httpx"])
def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(PullError) as caught:
        pull(access({"VIDEOSDK_API_KEY": KEY, "VIDEOSDK_SECRET": SECRET}, NOW), print, NOW, print)
    assert str(caught.value) == "this needs httpx and PyJWT: pip install 'siplint[account]'"


def test_the_command_writes_the_snapshot_and_no_secret(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"API_KEY": KEY, "SECRET": SECRET, "API_ENDPOINT": api.endpoint}.items():
        monkeypatch.setenv(f"VIDEOSDK_{name}", value)
    file = tmp_path / "account.json"
    api.answers[RULES] = [(200, answer([stored(1) | {"name": SECRET}]))]
    assert cli.main(["account", "pull", "-o", str(file)]) == 0
    api.answers[RULES] = [(401, {"message": SECRET})]
    before = file.read_bytes()
    assert cli.main(["account", "pull", "-q", "-o", str(file)]) == 2
    captured = capfd.readouterr()
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["account.json"]
    assert account_of(before).rules[0].name == "•••"
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "phone numbers: page 1 of 1, 0 of 0",
        "routing rules: page 1 of 1, 1 of 1",
        f'siplint: {RULES}, page 1: the API answers 401 ("•••"): the API does not take the token: is it of this account, and not expired',
    ]
    assert {call[0] for call in api.calls} == {"GET"}
    for secret in (SECRET, *(call[3] for call in api.calls)):
        assert secret not in before.decode() + captured.err


@pytest.mark.parametrize("words", [[], ["pull"], ["push", "-o", "x"]])
def test_the_command_says_how_it_is_used(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["account", *words]) == 2
    assert capfd.readouterr().err == "siplint: usage: siplint account pull -o FILE\n"

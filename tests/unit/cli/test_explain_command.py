"""`siplint explain`: from an answer to the rule that was broken."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest

from siplint.cli.main import main
from siplint.model.examples import INBOUND_BODY

BODY = INBOUND_BODY | {"headers": {"X-A": "b"}}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Typed(io.TextIOWrapper):
    def __init__(self, text: str, *, is_terminal: bool = False) -> None:
        super().__init__(io.BytesIO(text.encode()))
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def test_a_file_with_everything(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = BODY | {"phoneNumbers": ["+1415"]}
    text = {"status": 400, "response": {"message": "headers is\nnot allowed"}, "request": sent}
    (here / "a.json").write_text(json.dumps(text))
    assert main(["explain", "a.json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.split("\n") == [
        "most likely this is RR201: `headers` is set on an inbound rule; it is for outbound rules",
        "",
        'answer: 400 "headers is not allowed"',
        "rule:   RR201 headers-on-inbound",
        "sure:   likely; no page gives this text",
        "place:  /headers",
        "help:   remove `headers`; to read headers of incoming calls, use `headersToAttributes`",
        "more:   siplint rule RR201",
        "",
        "other faults of the body:",
        '  /phoneNumbers/0: warning[RR302] "+1415" is too short: numbers of North America have 10 digits after +1; this has 3',
        "",
    ]


def test_options_and_files_together(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "body.json").write_text(json.dumps(BODY))
    words = [
        "explain",
        "--status",
        "400",
        "--message",
        "headers is not allowed",
        "--body",
        "body.json",
        "--format",
        "json",
    ]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["code"], told["pointer"], told["certain"]) == (400, "RR201", "/headers", False)
    assert [one["code"] for one in told["diagnostics"]] == ["RR201"]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_standard_input(is_terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", Typed('{"message": "No editable fields provided"}', is_terminal=is_terminal))
    assert main(["explain", "--color", "always"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("\x1b[1mthis is RR601: ")
    assert "400 (assumed)" in out
    assert "a page gives this text" in out
    assert "body:" in out
    assert err == "siplint: paste the answer, then end with Ctrl-D\n" * is_terminal


@pytest.mark.parametrize(
    ("typed", "first", "answer"),
    [
        ('{"message": "phoneNumbers is required"}', "RR101", '400 (assumed) "phoneNumbers is required"'),
        ('HTTP/1.1 401 Unauthorized\n\n{"message": "no token"}', "the token", '401 "no token"'),
        ("", "RR201", "400 (assumed)"),
    ],
)
def test_an_answer_on_standard_input_beside_a_body_in_a_file(
    typed: str, first: str, answer: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "body.json").write_text(json.dumps(BODY))
    monkeypatch.setattr("sys.stdin", Typed(typed))
    assert main(["explain", "--body", "body.json"]) == 0
    out, err = capsys.readouterr()
    assert first in out.partition("\n")[0]
    assert f"answer: {answer}\n" in out
    assert err == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--status", "201"], "the API accepted it\n\nanswer: 201\n"),
        (["--status", "429"], "too many requests: wait, then try again\n\nanswer: 429\n"),
        (["--message", "nope"], "the answer alone does not say which rule it was; the body that was sent may\n"),
    ],
)
def test_an_answer_without_a_body(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *words]) == 0
    assert capsys.readouterr().out.startswith(said)


def test_the_body_of_the_option_goes_before_that_of_the_answer(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = INBOUND_BODY | {"type": "outbond"}
    (here / "a.json").write_text(json.dumps({"status": 400, "response": {"message": "no"}, "request": sent}))
    (here / "body.json").write_text(json.dumps(BODY))
    assert main(["explain", "a.json", "--body", "body.json"]) == 0
    assert capsys.readouterr().out.startswith("most likely this is RR201")


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            {"statusCode": 400, "message": ["phoneNumbers must be an array"], "error": "Bad Request"},
            "phoneNumbers must be an array",
        ),
        ({"message": "phoneNumbers must be an array", "error": "Bad Request"}, "phoneNumbers must be an array"),
        ({"errors": ["phoneNumbers must be an array"]}, "phoneNumbers must be an array"),
        ({"errors": [{"path": "phoneNumbers", "msg": "must be an array"}]}, "phoneNumbers: must be an array"),
        ({"errors": {"phoneNumbers": ["must be an array"]}}, "phoneNumbers: must be an array"),
        (
            {"detail": [{"loc": ["body", "phoneNumbers"], "msg": "must be an array"}]},
            "body.phoneNumbers: must be an array",
        ),
        (
            {"error": {"code": 400, "details": [{"field": "phoneNumbers", "message": "must be an array"}]}},
            "phoneNumbers: must be an array",
        ),
        ({"error": {"message": "phoneNumbers must be an array"}}, "phoneNumbers must be an array"),
    ],
)
def test_answers_of_common_validators(
    answer: object, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Typed(json.dumps(answer)))
    assert main(["explain", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["text"], told["code"], told["pointer"]) == (text, "RR102", "/phoneNumbers")


@pytest.mark.parametrize(
    "answer", [{"errors": []}, {"errors": [[[[[["deep"]]]]]]}, {"message": 4}, {"errors": {"other": "x"}}]
)
def test_an_answer_without_a_text(
    answer: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Typed(json.dumps(answer)))
    assert main(["explain"]) == 2
    assert "nothing to explain" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("send.py", "answer.txt"), ("answer.txt", "send.py"), ("answer.txt", "--body", "send.py")]
)
def test_a_program_is_the_body_and_never_the_answer(
    words: tuple[str, ...], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "https://api.videosdk.live/v2/sip/routing-rule"
    (here / "send.py").write_text(f"raise_for(500)  # name is required\nrequests.post({url!r}, json={BODY!r})\n")
    (here / "answer.txt").write_text('HTTP/1.1 400 Bad Request\n\n{"message": "headers is not allowed"}')
    assert main(["explain", *words]) == 0
    out = capsys.readouterr().out
    assert out.startswith("most likely this is RR201: `headers` is set on an inbound rule")
    assert 'answer: 400 "headers is not allowed"\n' in out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.py",
            "requests.post({url!r}, json={{'name': name, 'type': 'inbound', 'phoneNumbers': [n], 'agentId': a, 'headers': {{'X': h}}}})",
        ),
        (
            "b.py",
            "requests.post({url!r}, json={{'data': {{**rest, 'type': 'inbound', 'phoneNumbers': [n], 'headers': {{'X': x}}}}}})",
        ),
        (
            "a.sh",
            """curl {url} -d '{{"name": "'$NAME'", "type": "inbound", "phoneNumbers": ["'"$N"'"], "agentId": "a", "headers": {{"X": "y"}}}}'""",
        ),
        (
            "paste.txt",
            """$ curl {url} -d '{{"name": "'$NAME'", "type": "inbound", "phoneNumbers": ["'"$N"'"], "agentId": "a", "headers": {{"X": "y"}}}}'\nno""",
        ),
    ],
)
def test_parts_of_a_body_that_only_the_program_knows_are_no_faults(
    name: str, text: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / name).write_text(text.format(url="https://api.videosdk.live/v2/sip/routing-rule"))
    assert main(["explain", "--status", "400", "--body", name, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert [one["code"] for one in json.loads(out)["diagnostics"] if one["code"] != "RR005"] == ["RR201"]


def test_a_pasted_program_is_not_quoted_as_an_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "https://api.videosdk.live/v2/sip/routing-rule"
    sent = INBOUND_BODY | {"type": "outbond"}
    monkeypatch.setattr("sys.stdin", Typed(f"requests.post({url!r}, headers={{'X': 'y'}}, json={sent!r})\n"))
    assert main(["explain"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("most likely this is RR103")
    assert "answer: 400 (assumed)\n" in out


def test_a_long_text_is_cut_and_rows_are_wrapped_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("siplint.cli.explain_command.terminal_columns", lambda: 50)
    assert main(["explain", "--message", "headers " + "no " * 200]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 50 for line in lines)
    starts = [number for number, line in enumerate(lines) if line.startswith(("answer: ", "rule:   "))]
    said = " ".join(line[len("answer: ") :] for line in lines[slice(*starts)])
    assert said == '400 (assumed) "' + ("headers " + "no " * 200)[:300] + '…"'


def test_secrets_are_not_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = "vsdk-" + "k3Y" * 9
    text = f"POST /v2/sip/routing-rule HTTP/1.1\nAuthorization: {key}\n\n{json.dumps(BODY | {'apiKey': key})}\n\nHTTP/1.1 400 x\n\n"
    (here / "a.txt").write_text(text + json.dumps({"message": f"unknown apiKey {key}"}))
    for words in ((), ("--format", "json")):
        assert main(["explain", "a.txt", *words]) == 0
        assert key not in capsys.readouterr().out


@pytest.mark.parametrize("before", range(220, 300, 9))
def test_a_token_is_not_shown_where_a_text_is_cut(before: int, capsys: pytest.CaptureFixture[str]) -> None:
    parts = ({"alg": "HS256", "typ": "JWT"}, {"apikey": "0a1b2c3d-key", "permissions": ["allow_join"]})
    token = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    token += "." + "c2lnbmF0dXJl" * 4
    assert main(["explain", "--message", "no " * (before // 3) + token + " no" * 40]) == 0
    assert token[:6] not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["--status", "4xx"], "--status takes an HTTP status such as 400, not '4xx'"),
        (["none.txt"], "none.txt: there is no such file or folder"),
        (["422"], "422: there is no such file or folder; a status is given as --status 422"),
        (
            ["--status", "400", "--body", "two.json"],
            "two.json has 2 routing rules; put the one that was sent into a file of its own",
        ),
        (["a.sh"], "a.sh: the body in it is not valid JSON; siplint check a.sh shows the place"),
        (
            ["empty.txt"],
            "nothing to explain: give the answer (its text, its JSON, or what curl -v showed), or the body that was sent",
        ),
        (["--status", "400", "--body", "empty.txt"], "empty.txt: there is no routing rule in it"),
    ],
)
def test_what_cannot_be_used_is_named(
    words: list[str], error: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "empty.txt").write_text("")
    (here / "a.sh").write_text("curl https://api.videosdk.live/v2/sip/routing-rule -d '{,}'")
    (here / "two.json").write_text(json.dumps([BODY, INBOUND_BODY]))
    assert main(["explain", *words]) == 2
    assert capsys.readouterr().err == f"siplint: {error}\n"

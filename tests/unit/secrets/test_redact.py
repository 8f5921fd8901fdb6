"""No output shows a secret, whatever it is, however it is spelled, and whichever findings are asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siplint.api import InvalidRoutingRule, check, check_bytes, check_files, require
from siplint.domain.heuristics import looks_left_in
from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.run_report import Report
from siplint.model.settings import FORMATS, Settings
from siplint.report import formatter
from siplint.secrets.blanking import blank_secrets
from siplint.secrets.detect import Secrets, secrets_of
from siplint.secrets.redact import redact_report, redact_text

KEY = "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"
TOKEN = "hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"
PEM = "-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEAwJ4TnB1/q\n-----END PRIVATE KEY-----"
PIECE = 12
EVERYTHING = Settings(min_severity="info")
SETTINGS = [EVERYTHING, Settings(), Settings(ignore=("RR217", "RR422")), Settings(select=("RR0", "RR1", "RR2", "RR3"))]

EVERYWHERE = {
    "name": f"line of {TOKEN}",
    "type": KEY,
    "phoneNumbers": [KEY, f"+{TOKEN}", JWT],
    "apiKey": KEY,
    "agentId": KEY,
    "room": {"type": JWT, "id": f"https://x/{KEY}", "prefix": KEY, KEY: 1},
    "includeHeaders": TOKEN,
    "headers": {f"X {TOKEN}": f"Bearer {TOKEN}", JWT: "{{" + TOKEN + "}}", f"x {TOKEN}": "\r" + KEY, "X-P": PEM},
    "headersToAttributes": {f"{KEY}:": KEY, "X-A": KEY, "From": JWT},
    "agentMetadata": {"a": [{TOKEN: [PEM, f"Bearer {JWT}"]}]},
    "tags": [TOKEN, PEM],
    "allowedNumbers": [KEY, TOKEN],
    "allowedIpAddresses": [KEY, TOKEN, f"{JWT}:80"],
    KEY: 1,
}
MISSHAPEN = [
    OUTBOUND_BODY | {"apiKey": 714159265358979323},
    OUTBOUND_BODY | {"apiKey": [KEY, {TOKEN: JWT, "n": None, "b": True, "m": 1}], "recording": KEY, TOKEN: TOKEN},
    OUTBOUND_BODY | {"api_key": KEY, "recording": KEY},
    OUTBOUND_BODY | {"APIKEY": TOKEN, "agentId": [TOKEN], TOKEN: ""},
    {"apiKey": KEY, "name": KEY, KEY: 1},
    {"gatewayId": KEY, "apiKey": KEY, "name": KEY, "numbers": [KEY], "dispatch": {"room": {"type": KEY}}},
    OUTBOUND_BODY | {"apiKey": f"{KEY} ", "rule": {"type": "direct", "roomId": KEY}},
    OUTBOUND_BODY | {"apiKey": JWT, "name": "n" * 50 + JWT, "recording": "r" * 49 + JWT},
]
SECRETS = (KEY, JWT, TOKEN, PEM, "714159265358979323")


def escaped(text: str) -> str:
    """Spell every character in strings as an escape."""
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02X}" for at in range(0, len(units), 2))


def wholly_escaped(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{escaped(name)}": {wholly_escaped(item)}' for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(wholly_escaped, value)) + "]"
    return f'"{escaped(value)}"' if isinstance(value, str) else json.dumps(value)


def spellings(body: Any) -> list[bytes]:
    plain = json.dumps(body, indent=2)
    return [
        plain.encode(),
        json.dumps(body, ensure_ascii=False).encode(),
        plain.replace("/", "\\/").encode(),
        wholly_escaped(body).encode(),
        b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode(),
        f"[{plain}, {plain}, 1]".encode(),
    ]


def outputs(report: Report) -> list[str]:
    shown = [str(report), repr(report), repr(report.secrets), repr(list(report)), repr(report.to_dict())]
    shown += [str(InvalidRoutingRule(report)), repr(InvalidRoutingRule(report))]
    shown += ["".join(formatter(name)(report)) for name in FORMATS]
    shown += [data.decode("utf-8", "surrogateescape") for data in report.sources.values()]
    return shown


def leaks(report: Report, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    pieces = {
        form[at : at + PIECE]
        for secret in secrets
        for form in (secret, secret.replace("\n", "\\n"), secret.replace("\n", "␊"), secret.replace("/", "\\/"))
        for at in range(len(form) - PIECE + 1)
    }
    words = {"-----BEGIN PRIVATE KEY", "-----END PRIVATE KEY-----"}
    told = outputs(report)
    return [
        piece for piece in pieces if any(piece in text for text in told) and not any(piece in word for word in words)
    ]


def test_repr_of_the_secrets_tells_their_number_only() -> None:
    assert repr(Secrets((KEY, JWT))) == str(Secrets((KEY, JWT))) == "<2 secrets>"


@pytest.mark.slow
@pytest.mark.parametrize("settings", SETTINGS, ids=lambda one: f"{one.min_severity}-{one.ignore}-{one.select}")
@pytest.mark.parametrize("body", [EVERYWHERE, *MISSHAPEN])
def test_no_format_shows_a_secret(body: dict[str, Any], settings: Settings) -> None:
    report = check(body, settings=settings)
    assert leaks(report) == []
    data = spellings(body)
    for one in data:
        report = check_bytes(one, settings=settings)
        assert len(report)
        assert leaks(report) == []
    assert leaks(check_files({f"{index}.json": one for index, one in enumerate(data)}, settings=settings)) == []


def test_a_number_too_long_to_write_is_no_trouble() -> None:
    (one,) = check(OUTBOUND_BODY | {"apiKey": 10**5000})
    assert (one.code, one.message) == ("RR102", "`apiKey` is a number, a very long number; it should be a string")


def test_an_exception_shows_no_secret() -> None:
    with pytest.raises(InvalidRoutingRule) as caught:
        require(EVERYWHERE)
    assert leaks(caught.value.report) == []
    assert KEY[:PIECE] not in repr(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        f'{{"apiKey": "{KEY}"',
        f'{{"apiKey": "{KEY}',
        f"{{'apiKey': '{KEY}'}}",
        f"{{apiKey: {KEY}}}",
        f'{{"apiKey": {TOKEN}}}',
        f'{{"apiKey" {TOKEN} "api_key": {TOKEN}}}',
        f'{{"\\u0061piKey" : "{KEY}", }}',
        f'{{"apiKey": "{KEY}"}} {{',
        f'{{"apiKey": NaN, "api-key": ["{KEY}", "a": "{JWT}"',
        f'{{"a": {JWT}}}',
        f'{{"a": "{JWT}", "apiKey": ',
        f'{{"a\\u0020": "\\u0065{JWT[1:]}", "\\x": "{JWT}"}}',
    ],
)
def test_a_broken_file_shows_no_visible_secret(text: str) -> None:
    report = check_bytes(text.encode())
    assert [one.code for one in report] == ["RR001"]
    assert leaks(report) == []


@pytest.mark.parametrize("key", ["$YOUR_API_KEY", "<api key>", "${KEY}", ""])
def test_a_placeholder_is_no_secret(key: str) -> None:
    data = json.dumps(OUTBOUND_BODY | {"apiKey": key, "recordng": 1}).encode()
    assert check_bytes(data).sources == {"<memory>": data}
    assert check_bytes(data).secrets == frozenset()


def test_what_is_ours_stays_as_it_is() -> None:
    """A key that is a word of ours hides neither the names of fields nor the code, name or outcome of a rule."""
    for key in ("headers", "phoneNumbers", "type", "n"):
        (one,) = check(INBOUND_BODY | {"apiKey": key, "headers": {"X-A": "1"}})
        (label,) = one.labels
        assert (one.code, one.name, one.pointer, label.pointer) == ("RR201", "headers-on-inbound", "/headers", "/type")


def test_the_source_is_blanked_and_nothing_moves() -> None:
    text = '{"name": "café", "apiKey": "é€😀' + TOKEN + '",\r\n "tags": ["\\u0068' + TOKEN[1:] + '", "ok"]}'
    shown = blank_secrets(text.encode() + b"\xff", [TOKEN]).decode("utf-8", "surrogateescape")
    assert shown == '{"name": "café", "apiKey": "·•𝟘' + "*" * 32 + '",\r\n "tags": ["' + "*" * 37 + '", "ok"]}\udcff'
    assert len(shown.encode("utf-8", "surrogateescape")) == len(text.encode()) + 1
    assert blank_secrets(b'"apiKey": "a\xff\xc3\x28"', []) == b'"apiKey": "****"'
    assert blank_secrets(b'\\ {"a": "b"}', [KEY]) == b'\\ {"a": "b"}'
    assert (
        blank_secrets(f"-{PEM}-".encode(), [PEM])
        == ("-" + "\n".join("*" * len(line) for line in PEM.split("\n")) + "-").encode()
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"a {KEY} b {KEY}", "a *** b ***"),
        (f'"{KEY[:20]}…"', '"***…"'),
        (f'"{KEY[:7]}…"', f'"{KEY[:7]}…"'),
        (f"{KEY[:20]} alone, {KEY[3:11]}, {KEY[3:10]}", f"*** alone, ***, {KEY[3:10]}"),
        ("the key s3cret; not s3crets", "the key ***; not s3crets"),
        ("s3cret", "***"),
        ("abc stays", "abc stays"),
        ("line\\none\\ttwo\\/three, line\none\ttwo/three", "***, ***"),
        (f"{KEY}-more {KEY}-mote", "*** ***te"),
        (f"see {JWT[:20]}…", "see ***…"),
    ],
)
def test_what_is_redacted(text: str, shown: str) -> None:
    assert redact_text(text, {KEY, f"{KEY}-more", "s3cret", "abc", "line\none\ttwo/three"}) == shown


def test_many_and_long_secrets_are_all_hidden() -> None:
    many = {f"prod-key-{number:05d}" for number in range(0, 40_000, 2)}
    assert redact_text("prod-key-00002 prod-key-00003 s3cret", {*many, "s3cret"}) == "*** ***3 ***"
    heads = {f"{number:05d}-prod-key" for number in range(0, 40, 2)}
    assert redact_text("00002-prod-key 00003-prod-key s3cret", {*heads, "s3cret"}) == "*** 00003*** ***"
    for size in (1023, 1024, 1025, 1032, 1033, 5000):
        long = "".join(f"{number}," for number in range(size))[:size]
        assert redact_text(f"<{long}>", [long]) == "<***>"


@pytest.mark.parametrize(
    "text",
    [
        "apiKey:" * 50_000,
        'apiKey:"' * 50_000,
        '"' + '\\"' * 200_000,
        "eyJ" * 100_000,
        '"' * 200_000,
        "aaaaaaaa" * 10_000,
    ],
)
def test_texts_made_to_be_read_again_and_again_are_not(text: str) -> None:
    """Each is done in an instant, or, if from each of its places all the rest were looked at, in hours."""
    assert len(blank_secrets(text.encode(), ["a" * 8 + "b"])) == len(text)


def test_a_fix_that_would_spell_a_secret_is_left_out() -> None:
    edits = (Edit(0, 1, f'"{KEY}"'),)
    one = Diagnostic("RR101", "x", "error", "m", "o", "f", f"/a~1{KEY}", labels=(Label(KEY, "f", f"/{KEY}"),), help=KEY)
    told = Diagnostic("RR101", "x", "error", "m", "o", "f", "/a~1***", labels=(Label("***", "f", "/***"),), help="***")
    with_fix = Diagnostic("RR101", "x", "error", "m", "o", "f", "", fix=Fix(safe=True, edits=edits))
    report = redact_report(Report((one, with_fix)), secrets_of({"apiKey": KEY}))
    assert report.diagnostics == (told, Diagnostic("RR101", "x", "error", "m", "o", "f", ""))
    fine = Diagnostic("RR101", "x", "error", "m", "o", "f", "", fix=Fix(safe=True, edits=(Edit(0, 1, "x"),)))
    assert redact_report(Report((fine,)), secrets_of({"apiKey": KEY})).diagnostics == (fine,)


def windows(secret: str) -> set[str]:
    return {secret[at : at + PIECE] for at in range(len(secret) - PIECE + 1)}


KEYS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=" abcdefghijklmnopqrstuvwxyz"),
    min_size=PIECE,
    max_size=80,
).map(str.strip)
"""Keys of which no piece can be a piece of our own words."""


@given(KEYS.filter(lambda key: len(key) >= PIECE and not looks_left_in(key)), st.sampled_from(range(5)))
@example('"\\/\n\t" and more of it', 0)
@example("…" * 12, 1)
@example("a" * 70, 2)
def test_any_key_is_hidden_wherever_it_is_cited(secret: str, spelling: int) -> None:
    body = OUTBOUND_BODY | {
        "apiKey": secret,
        "type": secret,
        "phoneNumbers": [secret],
        "recording": f"x{secret}",
        "headers": {f"é {secret}": "1"},
        secret: secret,
    }
    data = spellings(body)[spelling]
    for report in (check(body, settings=EVERYTHING), check_bytes(data, settings=EVERYTHING)):
        for one in report:
            told = (one.message, one.help, one.pointer.replace("~1", "/").replace("~0", "~"))
            assert not [text for text in told if any(piece in text for piece in windows(secret))]
        for name, shown in report.sources.items():
            assert name == "<memory>"
            assert len(shown) == len(data)
            assert len(shown.decode()) == len(data.decode())


@pytest.mark.parametrize("value", ["null", "true", '""', '"$YOUR_API_KEY"'])
def test_what_is_no_key_is_not_blanked_behind_an_escaped_name(value: str) -> None:
    text = f'{{"api\\u004bey": {value}}}'.encode()
    assert blank_secrets(text, ()) == text
    assert blank_secrets(text.replace(value.encode(), b'"abc"'), ()) != text


def test_the_beginning_of_a_token_is_hidden_though_nothing_else_is_secret() -> None:
    report = check(INBOUND_BODY | {JWT.partition(".")[0]: 1})
    assert [(one.message, one.pointer) for one in report] == [
        ("`***` is not a documented field of a routing rule", "/***")
    ]
    assert report.secrets == frozenset()


@pytest.mark.parametrize(
    "more",
    [
        {"message": JWT},
        {"help": JWT},
        {"pointer": f"/{JWT}"},
        {"labels": (Label("m", "f", "/p"), Label(JWT, "f", "/p"))},
        {"labels": (Label("m", "f", f"/{JWT}"),)},
        {"fix": Fix(True, (Edit(0, 1, "a"), Edit(2, 3, JWT)))},
    ],
)
def test_a_token_is_hidden_wherever_a_diagnostic_has_it(more: dict[str, Any]) -> None:
    plain = Diagnostic("RR105", "n", "error", "m", "o", "f", "/p", labels=(Label("m", "f", "/p"),))
    told = Diagnostic(**vars(plain) | more)
    assert JWT not in repr(redact_report(Report((told,)), ()).diagnostics)
    assert redact_report(Report((plain, told)), ()).diagnostics[0] is plain
    assert redact_report(Report((plain,)), ()).diagnostics == (plain,)


def test_the_key_in_a_line_that_is_no_rule_is_kept_out_of_what_is_said_of_another() -> None:
    lines = [
        json.dumps(OUTBOUND_BODY | {"name": KEY}),
        json.dumps([{"apiKey": KEY}]),
        json.dumps(OUTBOUND_BODY | {KEY: 1}),
    ]
    report = check_bytes("\n".join(lines).encode(), file="a.jsonl")
    assert {one.code for one in report} >= {"RR005", "RR105"}
    assert leaks(report, (KEY,)) == []


def test_files_without_their_secrets_have_what_a_mapping_has() -> None:
    token = "sk_live_51HxYz2eZvKYlo2CABCDE"
    data = json.dumps(INBOUND_BODY | {"tags": [token], "dtmf": "yes"}).encode()
    report = check_bytes(data, file="a.json")
    shown = data.replace(token.encode(), b"*" * len(token))
    files = report.sources
    assert (list(files), list(files.keys()), len(files)) == (["a.json"], ["a.json"], 1)
    assert ("a.json" in files, "b.json" in files, files.get("b.json"), files.get("a.json")) == (
        True,
        False,
        None,
        shown,
    )
    assert (dict(files), list(files.items()), list(files.values())) == ({"a.json": shown}, [("a.json", shown)], [shown])
    assert files == {"a.json": shown}
    assert files != {"a.json": data}

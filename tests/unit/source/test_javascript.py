"""Routing rules in JavaScript and TypeScript: where they are found, what is unknown, and the exact places."""

from __future__ import annotations

import sys

import pytest

import siplint
from siplint.model.failure import UnreadableSource
from siplint.source import javascript
from siplint.source.javascript import documents_in, read

pytest.importorskip("tree_sitter_typescript", reason="the extra `code` is not installed")

URL = "https://api.videosdk.live/v2/sip/routing-rule"
BODY = '{ name: "Support", type: "inbound", phoneNumbers: ["+14155551234"], agentId: "a", recording: "true" }'
RECORDING = ("RR102", "/recording", 'recording: "true"')
JSON_HEADERS = '{ "Content-Type": "application/json" }'


def found(text: str, name: str = "rule.ts") -> list[tuple[str, str, str]]:
    data = text.encode()
    report = siplint.check_bytes(data, file=name)
    return [
        (one.code, one.pointer, data[one.start.offset : one.end.offset].decode())
        for one in report
        if one.start and one.end and one.severity != "info"
    ]


@pytest.mark.parametrize("name", ["a.js", "a.mjs", "a.cjs", "a.jsx", "a.ts", "a.tsx"])
@pytest.mark.parametrize(
    "code",
    [
        f'fetch("{URL}", {{ method: "POST", headers: {JSON_HEADERS}, body: JSON.stringify({BODY}) }});',
        f'const r = await fetch(`{URL}`, {{ method: "post", headers, body: JSON.stringify({BODY}, null, 2) }});',
        f'const options = {{ method: "POST", headers: {JSON_HEADERS}, body: JSON.stringify({BODY}) }};\nconst url = `{URL}`;\nconst response = await fetch(url, options);',
        f'const body = {BODY};\nfunction f() {{ return window.fetch(BASE + "/v2/sip/routing-rule", {{ method: "POST", headers: h(), body: JSON.stringify(body) }}); }}\nconst BASE = "https://api.videosdk.live";',
        f'import f from "node-fetch";\nf(new URL("/v2/sip/routing-rule", base), {{ method: "POST", headers: new Headers({JSON_HEADERS}), body: JSON.stringify({BODY}) }});',
        f'fetch(new Request("{URL}", {{ method: "POST", headers: {JSON_HEADERS}, body: JSON.stringify({BODY}) }}));',
        f'import axios from "axios";\nawait axios.post("{URL}", {BODY});',
        f'const axios = require("axios");\naxios.post("{URL}", {BODY}, {{ headers: {{ Authorization: token }} }}).then(go);',
        f'axios({{ method: "post", url: "{URL}", data: {BODY} }});',
        f'let data = JSON.stringify({BODY});\nlet config = {{ method: "post", maxBodyLength: Infinity, url: "{URL}", headers: {JSON_HEADERS}, data: data }};\naxios.request(config);',
        f"await this.client.post(`${{this.base}}/v2/sip/routing-rule`, {BODY});",
        f'await api.post("/v2/sip/routing-rule", {{ ...({BODY}) }});',
        f'import got from "got";\nawait got.post("{URL}", {{ json: {BODY} }});',
        f'await got("{URL}", {{ method: "POST", json: {BODY} }});',
        f'const xhr = new XMLHttpRequest();\nxhr.open("POST", "{URL}");\nxhr.setRequestHeader("Content-Type", "application/json");\nxhr.send(JSON.stringify({BODY}));',
        f'let body;\nbody = {BODY};\nawait axios.post("{URL}", body);',
        f'axios.post("{URL}", Object.freeze({BODY}));',
        f'this.http._request("POST", "/v2/sip/routing-rule", {BODY});',
        f'this.http.post("/v2/sip/routing-rule", {{ body: {BODY} }});',
        f'undici.request("{URL}", {{ method: "POST", headers: {JSON_HEADERS}, body: JSON.stringify({BODY}) }});',
        f"client.sip.routingRules.create({BODY});",
        f"const rule = {BODY};\nawait this.sdk.sip.routingRules.create(rule);",
        f'import {{ VideoSDK }} from "@videosdk.live/server-sdk";\nconst {{ routingRules }} = new VideoSDK().sip;\nroutingRules.create({BODY});',
        f"// siplint: rule\nconst rule = {BODY};",
        f"/* siplint: rule */\nexport const rule = {BODY};",
    ],
)  # fmt: skip
def test_a_body_is_found_at_its_place(code: str, name: str) -> None:
    assert found(code, name) == [RECORDING]


@pytest.mark.parametrize(
    "code",
    [
        f'const rule = {BODY} satisfies Rule as const;\nawait fetch("{URL}", {{ method: "POST", headers: h, body: JSON.stringify(rule!) }} as RequestInit);',
        f'async function f(id: string): Promise<void> {{ await axios.post<Rule>("{URL}", {BODY} as any); }}',
    ],
)
def test_types_do_not_matter(code: str) -> None:
    assert found(code) == [RECORDING]


@pytest.mark.parametrize(
    "code",
    [
        f'fetch("https://api.videosdk.live/v2/sip/call", {{ method: "POST", body: JSON.stringify({BODY}) }}); // routing-rule',
        f'fetch("{URL}", {{ body: JSON.stringify({BODY}) }});',
        f'fetch("{URL}", {{ method, body: JSON.stringify({BODY}) }});',
        f'fetch("{URL}", {{ method: id ? "PATCH" : "POST", headers: h, body: JSON.stringify({BODY}) }});',
        f'axios.get("{URL}", {BODY});',
        f"const rule = {BODY}; // {URL}",
        f'nock("https://api.videosdk.live").post("/v2/sip/routing-rule", {BODY}).reply(201);',
        f'mock.post("{URL}", {BODY});',
        f'app.post("/v2/sip/routing-rule", {BODY});',
        f'server.post("/v2/sip/routing-rule", {BODY}, handler);',
        f'http.post("{URL}", {BODY}, () => 1);',
        f'let body = {BODY};\nbody = other();\naxios.post("{URL}", body);',
        f'const body = {BODY};\nfunction f(body) {{ axios.post("{URL}", body); }}',
        f'const body = {BODY};\nbody.recording = true;\naxios.post("{URL}", body);',
        f'const body = {BODY};\nbody["recording"] = true;\naxios.post("{URL}", body);',
        f'const body = {BODY};\ndelete body.recording;\naxios.post("{URL}", body);',
        f"routingRules.create({BODY});",
        f"client.sip.inboundTrunks.create({BODY}); // routingRules",
        f"// siplint: rule\n\nconst rule = {BODY};",
        f"const x = 1; // siplint: rule\nconst rule = {BODY};",
        f"const text = `\n// siplint: rules\n`;\nconst rule = {BODY};",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_rule_is_left_alone(code: str) -> None:
    assert found(code) == []


@pytest.mark.parametrize(
    "members",
    [
        "name, type: kind, phoneNumbers: numbers(), agentId: process.env.AGENT",
        'name: `a ${b}`, type: "inbound", phoneNumbers: [`+1${n}`], agentId: a ?? b',
        'name: "a", ...more',
        '...more, name: "a", type: "inbound"',
        'name: "a", [key]: 1, type: "inbound"',
        'name: "a", type: "inbound", phoneNumbers: [...numbers], room: { type: "static", ...room }, tags: tags!',
        'name: x ? "a" : "b", type: "inbound", phoneNumbers: numbers.map(String), agentId: "a", headersToAttributes: {...h}',
        'name: "a", type: "inbound", phoneNumbers: ["+14155551234"], agentId: "a", recording: !!x, headers: undefined',
        'name: "a", type: "inbound", phoneNumbers: ["+14155551234"], get agentId() { return 1 }, dtmf: /x/, tags: 1n',
    ],
)
def test_what_is_not_a_literal_is_unknown(members: str) -> None:
    assert found(f'axios.post("{URL}", {{ {members} }});') == []


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ("type: 'Inbound'", ("RR103", "/type", "type: 'Inbound'")),
        ("'type': `Inbound`", ("RR103", "/type", "'type': `Inbound`")),
        ('["type"]: "Inbound"', ("RR103", "/type", '["type"]: "Inbound"')),
        ('type: "In" + "bound"', ("RR103", "/type", 'type: "In" + "bound"')),
        ('type: "\\x49nbound"', ("RR103", "/type", 'type: "\\x49nbound"')),
        ('type: ("Inbound")', ("RR103", "/type", 'type: ("Inbound"')),
        ("dtmf: 1", ("RR102", "/dtmf", "dtmf: 1")),
        ("dtmf: -0x1F", ("RR102", "/dtmf", "dtmf: -0x1F")),
        ("dtmf: 1_000.5", ("RR102", "/dtmf", "dtmf: 1_000.5")),
        ('phoneNumbers: [n, "+1 415 555 1234"]', ("RR301", "/phoneNumbers/1", '"+1 415 555 1234"')),
        ('room: { prefix: "x", ...room }', ("RR405", "/room/prefix", 'prefix: "x"')),
    ],
)
def test_literals_of_javascript_are_checked(members: str, expected: tuple[str, str, str]) -> None:
    assert found(f'axios.post("{URL}", {{ {members}, ...more }});') == [expected]


def test_a_shorthand_member_is_known_if_its_name_is_assigned_once() -> None:
    code = f'const type = "Inbound";\naxios.post("{URL}", {{ type, ...more }});'
    assert found(code) == [("RR103", "/type", "type")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_are_true_after_tabs_emoji_and_line_ends(end: str) -> None:
    lines = [
        "// 😀 é",
        "async function f() {",
        f'\tawait axios.post("{URL}", {{ "😀": 1, name:\t"é😀", // ü',
        "\t\ttype:\t`Inbound`, ...more });",
        "}",
    ]
    data = end.join(lines).encode()
    diagnostics = siplint.check_bytes(data, file="a.js").diagnostics
    assert [(one.code, one.start and (one.start.line, one.start.column)) for one in diagnostics] == [
        ("RR105", (3, 70)),
        ("RR103", (4, 3)),
    ]
    assert [data[one.start.offset : one.end.offset].decode() for one in diagnostics if one.start and one.end] == [
        '"😀": 1',
        "type:\t`Inbound`",
    ]


@pytest.mark.parametrize("quotes", ["'{}'", "`{}`", "`\n{}`"])
def test_json_text_in_a_string_is_checked_at_its_place(quotes: str) -> None:
    text = quotes.format('{"name": "A", "type": "Inbound", "phoneNumbers": ["+14155551234"], "agentId": "a"}')
    code = f'fetch("{URL}", {{ method: "POST", headers: {JSON_HEADERS}, body: {text} }});'
    assert found(code) == [("RR103", "/type", '"type": "Inbound"')]


GOOD = '{ name: "Support", type: "inbound", phoneNumbers: ["+14155551234"], agentId: "a" }'
FETCH = f'fetch(U, {{ method: "POST", body: JSON.stringify({GOOD}), headers: HEADERS }})'


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("{ ...J, Authorization: `Bearer ${token}` }", [("RR901", "/headers/authorization", "Authorization: `Bearer ${token}`")]),
        ('{ ...J, Authorization: "Bearer " + token }', [("RR901", "/headers/authorization", 'Authorization: "Bearer " + token')]),
        ('{ ...J, "authorization": "Bearer abc" }', [("RR901", "/headers/authorization", '"authorization": "Bearer abc"'), ("RR902", "/headers/authorization", '"authorization": "Bearer abc"')]),
        ('{ ...J, Authorization: "$YOUR_TOKEN" }', [("RR113", "/headers/authorization", 'Authorization: "$YOUR_TOKEN"')]),
        ('{ ...J, Authorization: "secret" }', [("RR902", "/headers/authorization", 'Authorization: "secret"')]),
        ("{ ...J, Authorization: token }", []),
        ("{ ...J, Authorization: `${token}` }", []),
        ("{ ...J, Authorization: process.env.TOKEN }", []),
        ("{ Authorization: token }", [("RR903", "/headers/content-type", "{")]),
        ("{ Authorization: token, ...more }", []),
        ("more", []),
        ('{ "content-type": "text/plain" }', [("RR903", "/headers/content-type", '"content-type": "text/plain"')]),
    ],
)  # fmt: skip
def test_headers_around_a_body_are_checked(headers: str, expected: list[tuple[str, str, str]]) -> None:
    code = f'const U = "{URL}";\nconst J = {JSON_HEADERS};\n{FETCH.replace("HEADERS", headers)};'
    assert found(code) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('axios.put(`${U}/rr_1`, { name: "a" })', [("RR904", "/method", 'axios.put(`${U}/rr_1`, { name: "a" })')]),
        ('axios.patch(`${U}/${id}`, { name: "a" })', []),
        ('axios.patch(U + "/" + id, { name: "a" })', []),
        ('axios.patch(`${U}${id}`, { name: "a" })', []),
        ('axios.patch(U, { name: "a" })', [("RR904", "/path", "U")]),
        ('axios.patch(`${U}/undefined`, { name: "a" })', [("RR904", "/path", "`${U}/undefined`")]),
        (f"axios.post(`${{U}}/${{id}}`, {GOOD})", [("RR904", "/path", "`${U}/${id}`")]),
        (f"axios.post(`${{U}}s`, {GOOD})", [("RR904", "/path", "`${U}s`")]),
        ('axios.patch(`${U}/${id}`, { type: "inbound", name: "a" })', [("RR602", "/type", 'type: "inbound"')]),
        ('app.put(U + "/:id", update)', []),
        ("axios.post(U, body, { headers: { Authorization: `Bearer ${t}` } })", [("RR901", "/headers/authorization", "Authorization: `Bearer ${t}`")]),
        (f'fetch(U, {{ method: "POST", body: JSON.stringify({GOOD}) }})', [("RR903", "/headers/content-type", "f")]),
        (f'function f(fetch) {{ fetch(U, {{ method: "POST", body: JSON.stringify({GOOD}) }}) }}', []),
        (f'$fetch(U, {{ method: "POST", body: {GOOD} }})', []),
    ],
)  # fmt: skip
def test_method_and_path_around_a_body_are_checked(call: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(f'const U = "{URL}";\n{call};') == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('create({ name: "a", type: "inbound", phoneNumbers: ["+14155551234"], rule: { type: "direct", roomId: "abcd-efgh-ijkl", pin: "4711" } })', []),
        ('create({ name: "a", type: "inbound", phoneNumbers: ["+14155551234"], rule: { type: "direct", roomId: "<room>", pin: "4711" } })', [("RR113", "/rule/roomId", 'roomId: "<room>"')]),
        ('create({ name: "a", type: "inbound", phoneNumbers: ["+14155551234"], rule: { type: "individual", roomPrefix: "sales" } })', [("RR405", "/rule/roomPrefix", 'roomPrefix: "sales"')]),
        ('create({ name: "a", type: "inbound", phoneNumbers: ["+14155551234"], rule: target })', []),
        ('update(id, { rule: { type: "individual", roomPrefix: "blank" } })', []),
        ('update("rr_1", { type: "inbound", name: "a" })', [("RR602", "/type", 'type: "inbound"')]),
        ("update(id, {})", [("RR601", "", "{}")]),
        ("update({ name: 1 })", []),
        ('list({ type: "Inbound" })', []),
    ],
)  # fmt: skip
def test_calls_of_the_sdk(call: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(f"await client.sip.routingRules.{call};") == expected


def test_an_old_body_on_the_old_path_is_what_that_api_documents() -> None:
    old = '{ name: "A", gatewayId: "g", numbers: ["+1 415 555 1234"], dispatch: { agent: { id: "a" } } }'
    assert found(f'axios.post("{URL}s", {old})') == [("RR301", "/numbers/0", '"+1 415 555 1234"')]
    assert [one[:2] for one in found(f'axios.post("{URL}", {old})')] == [("RR110", ""), ("RR301", "/numbers/0")]


def test_javascript_has_no_edits() -> None:
    code = f'axios.post("{URL}", {BODY});'
    assert siplint.fix(code.encode(), file="a.js", unsafe=True).decode() == code


@pytest.mark.parametrize("name", ["a.js", "a.ts", "a.tsx"])
def test_a_file_that_does_not_parse_is_said_with_its_line(name: str) -> None:
    with pytest.raises(UnreadableSource, match="the code does not parse, line 2"):
        list(documents_in(f'axios.post("{URL}", {BODY});\nconst = ;\n', name))


def test_without_its_extra_a_file_is_unreadable_only_if_it_may_hold_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    assert list(read(b"const a = 1;", "a.js")) == []
    with pytest.raises(UnreadableSource, match=r'pip install "siplint\[code\]"'):
        list(read(f'axios.post("{URL}", {BODY});'.encode(), "a.js"))


def test_a_text_that_takes_too_long_to_parse_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(javascript, "SECONDS", -1)
    monkeypatch.setattr(javascript, "SECONDS_PER_BYTE", 0)
    with pytest.raises(UnreadableSource, match="the code takes too long to parse"):
        list(documents_in("f({type: 'inbound'});\n" * 1000, "a.js"))


def test_a_parser_of_before_has_a_time_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = []

    class Earlier:
        timeout_micros = 0

        def __init__(self, _language: object) -> None:
            pass

        def parse(self, _data: bytes) -> object:
            limits.append(self.timeout_micros)
            raise ValueError("Parsing failed")

    monkeypatch.setattr("tree_sitter.Parser", Earlier)
    with pytest.raises(UnreadableSource, match="the code takes too long to parse"):
        list(documents_in("f({type: 'inbound'});", "a.ts"))
    assert limits == [int((javascript.SECONDS + 21 * javascript.SECONDS_PER_BYTE) * 1e6)]

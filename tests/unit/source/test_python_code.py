"""Routing rules in Python: where they are found, what is unknown, and the exact places."""

from __future__ import annotations

import pytest

import siplint

URL = "https://api.videosdk.live/v2/sip/routing-rule"
BODY = '{"name": "Support", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "a", "recording": "true"}'
RECORDING = ("RR102", "/recording", '"recording": "true"')


def found(text: str, name: str = "rule.py") -> list[tuple[str, str, str]]:
    data = text.encode()
    report = siplint.check_bytes(data, file=name)
    return [
        (one.code, one.pointer, data[one.start.offset : one.end.offset].decode())
        for one in report
        if one.start and one.end and one.severity != "info"
    ]


@pytest.mark.parametrize(
    "code",
    [
        f'import requests\nrequests.post("{URL}", json={BODY})',
        f'import requests\nrequests.post(url="{URL}", json={BODY}, headers=headers)',
        f'import requests as r\nr.request("POST", "{URL}", json={BODY})',
        f'import requests\nrequests.request(method="POST", url="{URL}", json={BODY})',
        f'from requests import post\npost("{URL}", json={BODY})',
        f'import httpx\nasync def f():\n    async with httpx.AsyncClient() as client:\n        await client.post("{URL}", json={BODY})',
        f'import httpx, json\nhttpx.post("{URL}", content=json.dumps({BODY}), headers={{"Content-Type": "application/json"}})',
        f'import aiohttp\nasync def f(session):\n    async with session.post("{URL}", json={BODY}) as answer:\n        pass',
        f'import json, urllib.request\nurllib.request.Request("{URL}", data=json.dumps({BODY}).encode(), headers={{"Content-Type": "application/json"}})',
        f'import json\nfrom urllib.request import Request\nRequest("{URL}", json.dumps({BODY}).encode("utf-8"), {{"content-type": "application/json"}}, method="POST")',
        f'import json\nfrom urllib import request\nrequest.urlopen("{URL}", data=json.dumps({BODY}).encode(), **more)',
        f'class Api:\n    def create(self):\n        self.session.post(f"{{self.base}}/v2/sip/routing-rule", json={BODY})',
        f'import requests\nURL = "{URL}"\ndef create():\n    payload = {BODY}\n    requests.post(URL, json=payload)',
        f'import json, requests\nBASE = "https://api.videosdk.live/v2/sip"\npayload = json.dumps({BODY})\nrequests.request("POST", BASE + "/routing-rule", headers=h, data=payload)',
        f'import requests\nrequests.post("{{}}/v2/sip/routing-rule".format(base), json={BODY})',
        f'import requests\nrequests.post("%s/v2/sip/routing-rule" % base, json={BODY})',
        f'import requests\nrequests.post("https://api.videosdk.live" "/v2/sip/routing-rule?x=1", json={BODY})',
        f'import requests\npayload: dict\npayload = {BODY}\nrequests.post("{URL}", json=payload)',
        f'import httpx\nhttpx.Client().send(client.build_request("POST", "{URL}", json={BODY}))',
        f'class Api:\n    def create(self):\n        payload = {BODY}\n        return self._request("POST", "/sip/routing-rule", json=payload)',
        f'class Api:\n    def create(self):\n        return self._post("/sip/routing-rule", {BODY})',
        f'import http.client, json\nconn = http.client.HTTPSConnection("api.videosdk.live")\nconn.request("POST", "/v2/sip/routing-rule", json.dumps({BODY}), headers)',
        f"import siplint\nsiplint.require({BODY})",
        f'import siplint\nsiplint.check({BODY}, kind="create")',
        f"from siplint import check as judge\njudge(body={BODY})",
        f"from siplint.pytest import assert_valid\nassert_valid({BODY})",
        f"from siplint import Body\nrule: Body = {BODY}",
        f'from siplint import InboundBody\nrule: "InboundBody" = {BODY}',
        f"import siplint\nrules: list[siplint.OutboundBody | int] | list = []\nrule: siplint.InboundBody = {BODY}",
        f"from siplint import OutboundBody\nOutboundBody({BODY})",
        f"# siplint: rule\nrule = {BODY}",
        f"def f():\n    # siplint: rule, kept for the docs\n    return {BODY}",
    ],
)
def test_a_body_is_found_at_its_place(code: str) -> None:
    assert found(code) == [RECORDING]


def test_items_of_an_annotated_list_are_bodies() -> None:
    code = f"from siplint import Body\nrules: list[Body] = [{BODY}]"
    assert found(code) == [("RR102", "/0/recording", '"recording": "true"')]


@pytest.mark.parametrize(
    "code",
    [
        f'import requests\nrequests.post("https://api.videosdk.live/v2/sip/call", json={BODY})',
        f'import requests\nrequests.post("https://api.videosdk.live/v2/sip/routing-rule-stats", json={BODY})',
        f'import requests\nrequests.get("{URL}", json={BODY})',
        f'import requests\nrequests.request(method, "{URL}", json={BODY})',
        f"import requests\nrequests.post(url, json={BODY})  # routing-rule",
        f"payload = {BODY}  # for {URL}",
        f'requests_mock.post("{URL}", json={BODY})',
        f'import responses\nresponses.post("{URL}", json={BODY})',
        f'import respx\nrespx.post("{URL}", json={BODY})',
        f'@app.post("{URL}", json={BODY})\ndef create(): ...',
        f'import requests\npayload = {BODY}\npayload = other()\nrequests.post("{URL}", json=payload)',
        f'import requests\npayload = {BODY}\ndef f(payload):\n    requests.post("{URL}", json=payload)',
        f'import requests\npayload = {BODY}\ndef g():\n    global payload\n    payload = 1\nrequests.post("{URL}", json=payload)',
        f'import requests\npayload = {BODY}\npayload["recording"] = True\nrequests.post("{URL}", json=payload)',
        f'import requests\npayload = {BODY}\npayload.update(recording=True)\nrequests.post("{URL}", json=payload)',
        f'import requests\npayload = {BODY}\ndel payload["recording"]\nrequests.post("{URL}", json=payload)',
        f'import requests\nrequests.post("{URL}", json={BODY} if a else None)',
        f"import siplint\nsiplint.check({BODY}, kind=kind)",
        f"def check(body): ...\ncheck({BODY})  # siplint",
        f"from models import Body\nrule: Body = {BODY}  # siplint",
        f"# siplint: rule\n\nrule = {BODY}",
        f"x = 1  # siplint: rule\nrule = {BODY}",
    ],
)
def test_what_only_looks_like_a_rule_is_left_alone(code: str) -> None:
    assert found(code) == []


@pytest.mark.parametrize(
    "members",
    [
        '"name": NAME, "type": kind, "phoneNumbers": numbers(), "agentId": os.environ["A"]',
        '"name": f"a {b}", "type": "inbound", "phoneNumbers": [number], "agentId": a or b',
        '"name": "a", **more',
        '**{"name": "a", **more}, "type": "inbound"',
        '"name": "a", key: 1, "type": "inbound"',
        '"name": "a", "type": "inbound", "phoneNumbers": [*numbers], "room": {**room}, "tags": b"x"',
        '"name": "a", "type": "inbound", "phoneNumbers": [f"+1{n}"], "agentId": f"agent {n}", "room": {"type": "static", **room}',
        '"name": "a", "type": "inbound", "phoneNumbers": [*n], "agentId": "a", "headersToAttributes": {**h}, "dtmf": not x',
        '"name": "a" if x else "b", "type": "inbound", "phoneNumbers": [n for n in numbers], "agentId": "a"',
    ],
)
def test_what_is_not_a_literal_is_unknown(members: str) -> None:
    assert found(f'import requests\nrequests.post("{URL}", json={{{members}}})') == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            'dict(name="A", type="Inbound", phoneNumbers=("+14155551234",), agentId="a")',
            ("RR103", "/type", 'type="Inbound"'),
        ),
        ('{**{"name": "A", "type": "Inbound"}, **more}', ("RR103", "/type", '"type": "Inbound"')),
        ('{"type": "Inbound"} | more', ("RR103", "/type", '"type": "Inbound"')),
        ('{"type": "In" "bound", **more}', ("RR103", "/type", '"type": "In" "bound"')),
        ('{"type": "In" + "bound", **more}', ("RR103", "/type", '"type": "In" + "bound"')),
        ("{'type': 'Inbound', **more}", ("RR103", "/type", "'type': 'Inbound'")),
        ('{"dtmf": 1, **more}', ("RR102", "/dtmf", '"dtmf": 1')),
        ('{"dtmf": -1.5, **more}', ("RR102", "/dtmf", '"dtmf": -1.5')),
        ('{"phoneNumbers": [n, "+1 415 555 1234"], **more}', ("RR301", "/phoneNumbers/1", '"+1 415 555 1234"')),
        ('{"phoneNumbers": ["""+1 415 555 1234"""], **more}', ("RR301", "/phoneNumbers/0", '"""+1 415 555 1234"""')),
        ('{"room": {"prefix": "x", **room}, **more}', ("RR405", "/room/prefix", '"prefix": "x"')),
    ],
)
def test_literals_of_python_are_checked(code: str, expected: tuple[str, str, str]) -> None:
    assert found(f'import requests\nrequests.post("{URL}", json={code})') == [expected]


def test_a_name_is_known_if_it_is_assigned_once_and_its_place_is_where_it_is_used() -> None:
    code = f'import requests\nKIND = "Inbound"\nrequests.post("{URL}", json={{"type": KIND, **more}})'
    assert found(code) == [("RR103", "/type", '"type": KIND')]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_true_after_tabs_emoji_and_line_ends(end: str) -> None:
    lines = [
        "import requests  # 😀 é",
        "def f():",
        f'\trequests.post("{URL}", json={{"😀": 1, "name":\t"é😀", # ü',
        '\t\t"type":\t"Inbound", **more})',
    ]
    data = end.join(lines).encode()
    diagnostics = siplint.check_bytes(data, file="a.py").diagnostics
    places = [(one.code, one.start and (one.start.line, one.start.column)) for one in diagnostics]
    if end == "\r":  # only a line feed ends a line in a report
        assert [code for code, _ in places] == ["RR105", "RR103"]
    else:
        assert places == [("RR105", (3, 71)), ("RR103", (4, 3))]
    assert [data[one.start.offset : one.end.offset].decode() for one in diagnostics if one.start and one.end] == [
        '"😀": 1',
        '"type":\t"Inbound"',
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            '"""{"name": "A", "type": "Inbound",\n "phoneNumbers": ["+14155551234"], "agentId": "a"}"""',
            '"type": "Inbound"',
        ),
        ('\'{"name": "A", "type": "Inbound", "phoneNumbers": ["+14155551234"], "agentId": "a"}\'', '"type": "Inbound"'),
        (
            '"{\\"type\\": \\"Inbound\\", \\"name\\": \\"\\u0041\\", \\"phoneNumbers\\": [\\"+14155551234\\"], \\"agentId\\": \\"a\\"}"',
            '"type\\": \\"Inbound\\"',
        ),
        (
            'r\'{"name": "A\\u0041", "type": "Inbound", "phoneNumbers": ["+14155551234"], "agentId": "a"}\'',
            '"type": "Inbound"',
        ),
    ],
)
def test_json_text_in_a_string_is_checked_at_its_place(text: str, cut: str) -> None:
    code = f'import requests\nrequests.post("{URL}", data={text}, headers={{"Content-Type": "application/json"}})'
    ((name, pointer, span),) = found(code)
    assert (name, pointer) == ("RR103", "/type")
    assert cut.strip('\\"') in span
    assert len(span) <= len(cut) + 1


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            "requests.post(URL, json=B, headers={'Authorization': f'Bearer {token}'})",
            [("RR901", "/headers/authorization", "'Authorization': f'Bearer {token}'")],
        ),
        (
            "requests.post(URL, json=B, headers={'Authorization': 'Bearer ' + token})",
            [("RR901", "/headers/authorization", "'Authorization': 'Bearer ' + token")],
        ),
        (
            "requests.post(URL, json=B, headers={'authorization': 'Bearer %s' % token})",
            [("RR901", "/headers/authorization", "'authorization': 'Bearer %s' % token")],
        ),
        (
            "requests.post(URL, json=B, headers={'Authorization': 'Bearer {}'.format(token)})",
            [("RR901", "/headers/authorization", "'Authorization': 'Bearer {}'.format(token)")],
        ),
        (
            "requests.post(URL, json=B, headers={'Authorization': '$YOUR_TOKEN'})",
            [("RR113", "/headers/authorization", "'Authorization': '$YOUR_TOKEN'")],
        ),
        (
            "requests.post(URL, json=B, headers={'Authorization': 'secret'})",
            [("RR902", "/headers/authorization", "'Authorization': 'secret'")],
        ),
        ("requests.post(URL, json=B, headers={'Authorization': token})", []),
        ("requests.post(URL, json=B, headers={'X-A': 'b', **more})", []),
        ("requests.post(URL, json=B, headers=headers_of())", []),
        ("requests.post(URL, json=B, headers={'Authorization': f'{token}'})", []),
        (
            "requests.post(URL, json=B, headers={'Content-Type': 'text/plain'})",
            [("RR903", "/headers/content-type", "'Content-Type': 'text/plain'")],
        ),
        ("requests.post(URL, json=B)", []),
        ("requests.post(URL, data=json.dumps(B), headers={'X-A': 'b'})", [("RR903", "/headers/content-type", "{")]),
        ("requests.post(URL, data=json.dumps(B), headers={'X-A': 'b', **more})", []),
        ("session.post(URL, data=json.dumps(B), headers={'X-A': 'b'})", []),
        ("requests.post(URL, data=B)", [("RR903", "/headers/content-type", "r")]),
        ("requests.post(URL, B, headers={'content-type': 'application/json'})", []),
        ("requests.put(URL + '/rr_1', json=B)", [("RR904", "/method", "requests.put(URL + '/rr_1', json=B)")]),
        ("requests.patch(URL + '/' + rule_id, json=B)", []),
        ("requests.patch(f'{URL}/{rule_id}', json=B)", []),
        ("requests.patch(f'{URL}{rule_id}', json=B)", []),
        ("requests.patch(f'{URL}', json=B)", [("RR904", "/path", "f'{URL}'")]),
        ("requests.post(f'{URL}/{rule_id}', json=B)", [("RR904", "/path", "f'{URL}/{rule_id}'")]),
        ("requests.post(URL + 's', json=B)", [("RR904", "/path", "URL + 's'")]),
        ("requests.post(URL + 's', json={**B})", [("RR904", "/path", "URL + 's'")]),
        ("requests.post(URL + 's', json={**more})", []),
        ("requests.post(URL + 's', json=unknown())", []),
        (
            "requests.post(URL, json=unknown(), headers={'Authorization': f'Bearer {t}'})",
            [("RR901", "/headers/authorization", "'Authorization': f'Bearer {t}'")],
        ),
    ],
)
def test_the_request_around_a_body_is_checked(call: str, expected: list[tuple[str, str, str]]) -> None:
    body = '{"name": "Support", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "a"}'
    if "patch" in call or "put" in call:
        body = '{"name": "Support"}'
    assert found(f'import json, requests\nURL = "{URL}"\nB = {body}\n{call}\n') == expected


def test_headers_used_twice_are_reported_once() -> None:
    code = (
        f'import requests\nU = "{URL}"\nH = {{"Authorization": f"Bearer {{t}}"}}\n'
        "requests.patch(U + '/a', json={'name': 'a'}, headers=H)\nrequests.patch(U + '/b', json={'name': 'b'}, headers=H)"
    )
    assert found(code) == [("RR901", "/headers/authorization", '"Authorization": f"Bearer {t}"')]


def test_an_old_body_on_the_old_path_is_what_that_api_documents() -> None:
    old = '{"name": "A", "gatewayId": "g", "numbers": ["+1 415 555 1234"], "dispatch": {"agent": {"id": "a"}}}'
    number = ("RR301", "/numbers/0", '"+1 415 555 1234"')
    assert found(f'import requests\nrequests.post("{URL}s", json={old})') == [number]
    assert [one[:2] for one in found(f'import requests\nrequests.post("{URL}", json={old})')] == [
        ("RR110", ""),
        ("RR301", "/numbers/0"),
    ]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("requests.put(f'{URL}s/{i}', json={'gatewayId': 'g', 'name': 'a'})", []),
        ("requests.patch(f'{URL}s/{i}', json={'gatewayId': 'g', 'name': 'a'})", [("RR904", "/method")]),
        ("requests.put(f'{URL}s', json={'gatewayId': 'g', 'name': 'a'})", [("RR904", "/path")]),
        ("requests.put(f'{URL}s/{i}', json={'name': 'a'})", [("RR904", "/path")]),
        ("requests.put(f'{URL}s/{i}', json=body)", []),
    ],
)
def test_updates_of_the_old_api(call: str, expected: list[tuple[str, str]]) -> None:
    assert [one[:2] for one in found(f'import requests\nURL = "{URL}"\n{call}')] == expected


def test_an_update_is_checked_as_one() -> None:
    assert found(f'import requests\nrequests.patch("{URL}/rr_1", json={{"type": "inbound", "name": "a"}})') == [
        ("RR602", "/type", '"type": "inbound"')
    ]
    assert found("import siplint\nsiplint.check({'type': 'inbound', 'name': 'a'}, kind='update')") == [
        ("RR602", "/type", "'type': 'inbound'")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'recording': 'true'", "'recording': True"),
        ('"recording": "true"', '"recording": True'),
        ("'type': 'Inbound'", "'type': 'inbound'"),
        ('"type": "INBOUND"', '"type": "inbound"'),
        ("'agent_id': 'a'", "'agentId': 'a'"),
        ("\"agent_id\": 'a'", "\"agentId\": 'a'"),
        ('"room": {"prefix": "Blank"}', '"room": {"prefix": "blank"}'),
    ],
)
def test_fixes_keep_the_quotes(before: str, after: str) -> None:
    code = f'import requests\nrequests.patch("{URL}/rr_1", json={{{before}, "name": "é"}})  # ü\n'
    assert siplint.fix(code.encode(), file="a.py", unsafe=True).decode() == code.replace(before, after)


@pytest.mark.parametrize(
    "body", ["dict(agent_id='a', name='b')", "{'agent' '_id': 'a', 'name': 'b'}", "{KEY: 'a', 'name': 'b'}"]
)
def test_keys_that_are_not_one_quoted_string_are_not_edited(body: str) -> None:
    code = f'import requests\nKEY = "agent_id"\nrequests.patch("{URL}/rr_1", json={body})\n'
    assert [one[:2] for one in found(code)] == [("RR105", "/agent_id")]
    assert siplint.fix(code.encode(), file="a.py", unsafe=True).decode() == code


def test_an_edit_is_made_where_a_constant_is_written_only_if_the_literal_is_there() -> None:
    code = f'import requests\nroom = {{"prefix": "Blank"}}\nrequests.patch("{URL}/rr_1", json={{"room": room}})\n'
    assert siplint.fix(code.encode(), file="a.py", unsafe=True).decode() == code.replace("Blank", "blank")


@pytest.mark.parametrize("value", ["'tr' 'ue'", "TRUE", "f'true'", "str('true')"])
def test_what_is_not_one_quoted_string_is_not_edited(value: str) -> None:
    code = f'import requests\nTRUE = "true"\nrequests.patch("{URL}/rr_1", json={{"recording": {value}}})\n'
    assert siplint.fix(code.encode(), file="a.py", unsafe=True).decode() == code

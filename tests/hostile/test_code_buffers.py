"""Buffers of code that are half typed, broken or hostile: nothing but `UnreadableSource` comes out of a reader."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import siplint
from siplint.model.failure import UnreadableSource
from siplint.source import python_code

if TYPE_CHECKING:
    from collections.abc import Sequence

URL = "https://api.videosdk.live/v2/sip/routing-rule"
PYTHON = f'''import json, requests
from siplint import Body
URL = "{URL}"
rule: Body = {{"name": "é😀", "type": "Inbound", **more, "phoneNumbers": ["+1 415 555 1234", *numbers]}}
# siplint: rule
other = dict(name="a", recording="true")
requests.post(f"{{URL}}/{{rule_id!r:>3}}", data=json.dumps(rule), headers={{"Authorization": f"Bearer {{token}}"}})
requests.patch("%s/%s" % (URL, 1), data="""{{"name": "A\\u0041\\\\", "type": 1}}""")
'''
SCRIPT = f"""import axios from "axios";
const body = {{ name: `é😀`, type: "In" + 'bound', ...more, phoneNumbers: ["+1 415 555 1234", ...numbers] }};
fetch(`{URL}/${{id}}`, {{ method: "PATCH", body: JSON.stringify(body), headers: {{ Authorization: `Bearer ${{t}}` }} }});
// siplint: rule
const rule = {{ "name": "a", get type() {{ return 1 }}, [key]: 1, recording: "true" }};
client.sip.routingRules.create({{ rule: {{ type: "direct", roomId: "<room>" }} }});
const xhr = new XMLHttpRequest(); xhr.open("POST", "{URL}"); xhr.send('{{"name": "A\\u0041", "type": 1}}');
"""
PIECES = (
    *(
        '"',
        "'",
        "`",
        "${",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "\\",
        "\n",
        "\r",
        "\t",
        "😀",
        "...",
        "**",
        ",",
        ":",
        'f"',
        '"""',
    ),
    *("//", "#", "\0", "/*", "=>", "0x", "\\u", "\\x", "\\N{", "\\ud83d", "await ", "lambda ", "\u2028", "class A:\n "),
)


def lint(text: str, name: str) -> None:
    """Lint a text with no error of siplint's own contained, and with all places inside it."""
    data = text.encode()
    for one in siplint.check_bytes(data, file=name):
        if one.start and one.end:
            assert 0 <= one.start.offset <= one.end.offset <= len(data)


def documents(text: str, name: str) -> Sequence[object]:
    if name == "a.py":
        return list(python_code.documents_in(text, name))
    javascript = pytest.importorskip("siplint.source.javascript")
    pytest.importorskip("tree_sitter_typescript", reason="the extra `code` is not installed")
    return list(javascript.documents_in(text, name))


def read(text: str, name: str) -> None:
    try:
        documents(text, name)
    except UnreadableSource:
        return
    lint(text, name)


@pytest.mark.parametrize(("source", "name"), [(PYTHON, "a.py"), (SCRIPT, "a.ts"), (SCRIPT, "a.js"), (SCRIPT, "a.tsx")])
def test_a_text_that_ends_anywhere(source: str, name: str) -> None:
    for end in range(0, len(source), 7):
        read(source[:end], name)
        read(source[end:], name)


@pytest.mark.parametrize(("source", "name"), [(PYTHON, "a.py"), (SCRIPT, "a.ts"), (SCRIPT, "a.js")])
def test_random_edits(source: str, name: str) -> None:
    dice = random.Random(14)
    for _ in range(300):
        text = source
        for _ in range(dice.randint(1, 3)):
            at, other = dice.randrange(len(text)), dice.randrange(len(text))
            text = dice.choice(
                (
                    text[:at] + dice.choice(PIECES) + text[at:],
                    text[:at] + text[at + dice.randint(1, 6) :],
                    text[:at] + text[other : other + 30] + text[at:],
                )
            )
        read(text, name)


@pytest.mark.parametrize(
    "expression",
    [
        "[" * 90 + "]" * 90,
        "{'a': " * 90 + "1" + "}" * 90,
        "(" * 5_000 + ")" * 5_000,
        "+".join(["'a'"] * 20_000),
        "{**a, " * 90 + "}" * 90,
        "f(" * 90 + "1" + ")" * 90,
        "a" + ".b()" * 20_000,
        "-" * 5_000 + "1",
        "'" + "\\x41" * 50_000 + "'",
    ],
    ids=range(9),
)
def test_deep_and_long_expressions(expression: str) -> None:
    read(f"import requests\nrequests.post('{URL}', json={expression})", "a.py")
    read(f"axios.post('{URL}', {expression.replace('**', '...')})", "a.js")


def test_names_that_multiply_are_followed_within_a_budget() -> None:
    lines = ["a0 = {'name': 'a'}", *[f"a{n} = {{'x': [a{n - 1}, a{n - 1}], **a{n - 1}}}" for n in range(1, 60)]]
    python = "\n".join(["import requests", *lines, f"requests.post('{URL}', json=a59)"])
    assert [type(one).__name__ for one in documents(python, "a.py")] == ["LiteralDocument", "LiteralDocument"]
    script = "\n".join([*[f"const {line.replace('**', '...')};" for line in lines], f"axios.post('{URL}', a59);"])
    read(script, "a.js")


@pytest.mark.parametrize(
    "text",
    [
        "a = {'name': 'a', **a}\nrequests.post(URL, json=a)",
        "a = b\nb = a\nrequests.post(URL, json=a)",
        "U = U + 'x'\nrequests.post(U, json=a)\nrequests.post(f'{URL}{U}', json={'name': a})",
        "a = [*a]\nrequests.post(URL, json={'name': 'x', 'tags': a, **a})",
    ],
)
def test_names_that_lead_to_themselves(text: str) -> None:
    read(f"import requests\nURL = '{URL}'\n{text}", "a.py")
    script = text.replace("requests.", "axios.").replace("json=", "").replace("**", "...").replace("*", "...")
    script = script.replace("a = ", "var a = ").replace("f'", "'")
    read(f"var URL = '{URL}';\n{script}", "a.js")


def test_texts_that_are_not_utf_8_are_said() -> None:
    with pytest.raises(UnreadableSource, match="line 1: is not UTF-8"):
        list(python_code.read(b"# routing-rule \xff", "a.py"))


def test_a_byte_order_mark_counts_in_bytes_alone() -> None:
    data = f"\ufeffimport requests\nrequests.post('{URL}', json={{'type': 'Inbound', **more}})".encode()
    (one,) = siplint.check_bytes(data, file="a.py")
    assert one.start
    assert one.end
    assert (one.code, one.start.line, one.start.column) == ("RR103", 2, 70)
    assert data[one.start.offset : one.end.offset] == b"'type': 'Inbound'"

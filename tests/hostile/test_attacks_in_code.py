"""Attacks by the author of code and YAML in which bodies are written: depth, doubling, circles and sheer number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from attacks import BAD
from command_run import SECRET
from siplint import check_files
from siplint.secrets import blanking
from siplint.source import javascript_expressions, python_expressions

URL = "https://api.videosdk.live/v2/sip/routing-rule"
PYTHON = f"requests.post('{URL}', json={{'type': 'x', 'name': 'a', 'recording': 'true'}})\n"
JAVASCRIPT = f"axios.post('{URL}', {{type: 'x', name: 'a', recording: 'true'}});\n"
YAML = "type: x\nname: a\nrecording: 'true'\n"


def doubling(line: str, steps: int = 60) -> str:
    return "".join(line.format(n=n + 1, m=n) for n in range(steps))


HOSTILE = {
    "parentheses.py": "x = " + "(" * 10_000 + ")" * 10_000 + "\n" + PYTHON,
    "parentheses in a body.py": f"requests.post('{URL}', json={'(' * 10_000}{')' * 10_000})\n",
    "signs.py": "x = " + "-" * 100_000 + "1\n" + PYTHON,
    "attributes.py": "x = a" + ".b" * 100_000 + "\n" + PYTHON,
    "subscripts.py": "x = a" + "[0]" * 100_000 + "\n" + PYTHON,
    "sums.py": "x = " + "1+" * 100_000 + "1\n" + PYTHON,
    "lambdas.py": "x = " + "lambda:" * 5000 + "1\n" + PYTHON,
    "objects.py": f"requests.post('{URL}', json={'{1:' * 150}1{'}' * 150})\n",
    "blocks.py": "".join(" " * n + "if 1:\n" for n in range(99)) + " " * 99 + "pass\n" + PYTHON,
    "a large number.py": f"x = {'9' * 5000}\n" + PYTHON,
    "powers.py": f"requests.post('{URL}', json={{'type': 'a' * 10**10, 'x': [0] * 10**9, 'y': 9**9**9}})\n",
    "formats.py": f"requests.post('{URL}', json={{'type': '%9999999999d' % 1, 'name': f'{{1:>9999999999}}'}})\n",
    "doubled texts.py": "k0 = 'a'\n"
    + doubling("k{n} = k{m} + k{m}\n")
    + f"requests.post('{URL}', json={{'type': k60}})\n",
    "doubled objects.py": "a0 = {'type': 'x'}\n"
    + doubling("a{n} = {{**a{m}, 'x': [a{m}, a{m}]}}\n")
    + f"requests.post('{URL}', json=a60)\n",
    "a circle.py": f"x = y\ny = x\nrequests.post('{URL}', json=x)\n",
    "a circle in itself.py": f"x = {{}}\nx['x'] = x\nx = [x]\nrequests.post('{URL}', json=x)\n",
    "another encoding.py": "# coding: undefined\n" + PYTHON,
    "escapes that warn.py": "x = '\\d'\nassert (1, 2)\n1 is 1\n" + PYTHON,
    "nul.py": "x\0y\n" + PYTHON,
    "parentheses.js": "x = " + "(" * 10_000 + ")" * 10_000 + ";\n" + JAVASCRIPT,
    "objects.js": "x = " + "{a:" * 10_000 + "1" + "}" * 10_000 + ";\n" + JAVASCRIPT,
    "sums.js": "x = " + "1+" * 50_000 + "1;\n" + JAVASCRIPT,
    "templates.js": "x = `" + "${`" * 5000 + "\n" + JAVASCRIPT,
    "slashes.js": "/" * 100_000 + "\n" + JAVASCRIPT,
    "doubled texts.js": "const k0 = 'a';\n"
    + doubling("const k{n} = k{m} + k{m};\n")
    + f"axios.post('{URL}', {{type: k60}});\n",
    "doubled objects.js": "const a0 = {type: 'x'};\n"
    + doubling("const a{n} = {{...a{m}, x: [a{m}, a{m}]}};\n")
    + f"axios.post('{URL}', a60);\n",
    "a circle.js": f"const x = y;\nconst y = x;\naxios.post('{URL}', x);\n",
    "objects.ts": "x = " + "{a:" * 10_000 + "1" + "}" * 10_000 + ";\n" + JAVASCRIPT,
    "anchors.yaml": "a0: &a0 [x]\n" + doubling("a{n}: &a{n} [*a{m}, *a{m}]\n") + YAML,
    "merged anchors.yaml": "a0: &a0 {x: 1}\n" + doubling("a{n}: &a{n} {{<<: [*a{m}, *a{m}]}}\n") + YAML,
    "an anchor in itself.yaml": "a: &a [*a]\n" + YAML,
    "a merge of itself.yaml": "a: &a {<<: *a}\n" + YAML,
    "deep lists.yaml": "a: " + "[" * 5000 + "]" * 5000 + "\n" + YAML,
    "deep objects.yaml": "a: " + "{a: " * 5000 + "}" * 5000 + "\n" + YAML,
    "deep dashes.yaml": "- " * 5000 + "a\n",
    "deep lines.yaml": "".join(" " * n + "a:\n" for n in range(1500)),
    "tags.yaml": "a: !!python/object/apply:os.system ['echo hacked']\n" + YAML,
    "many questions.yaml": "? " * 5000 + "\n",
    "a long key.yaml": "k" * 1_000_000 + ": 1\n" + YAML,
    "numbers.yaml": f"a: {'9' * 5000}\nb: 1e999999999\nc: {'1:' * 5000}1\n" + YAML,
    "dates.yaml": "a: 9999-99-99\nb: 2001-12-14t21:59:43.10-99:99\n" + YAML,
    "control.yaml": "a: \x01\x02\n" + YAML,
    "documents.yaml": "---\n" * 5000 + YAML,
    "comments.jsonc": "/*" * 50_000 + "*/" * 50_000,
    "open comment.jsonc": BAD + "/*" * 50_000,
    "commas.jsonc": "[" + "," * 100_000 + "]",
    "deep.jsonc": "[" * 100_000,
}


BODY = '{"type":"x","name":"a","phoneNumbers":["1"]}'
CURL = f"curl -X POST {URL} -H 'Content-Type: application/json' -d '{BODY}'\n"
HTTP = f"POST {URL}\nContent-Type: application/json\n\n{BODY}\n"
FENCE = f"```json\n{BODY}\n```\n"
POSTMAN = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def collection(**members: Any) -> str:
    request = {"method": "POST", "url": "{{u}}", "body": {"mode": "raw", "raw": '{"type": "{{u}}"}'}}
    return json.dumps({"info": {"schema": POSTMAN, "name": "x"}, "item": [{"request": request}], **members})


HOSTILE |= {
    "open fences.md": FENCE + "```json\n{" * 5000,
    "ever longer fences.md": FENCE + "".join("`" * n + "json\n" for n in range(3, 500)),
    "fences in lists.md": FENCE + "".join(" " * n + "- ```json\n" for n in range(500)),
    "quotes in quotes.md": FENCE + "> " * 20_000 + "```json\n",
    "ticks.md": FENCE + "`" * 100_000,
    "comments.md": FENCE + "<!--" * 20_000,
    "braces.mdx": FENCE + "<A b={" * 20_000,
    "an open quote.sh": CURL + "'" * 9999,
    "commands in commands.sh": CURL + "$(" * 5000,
    "parentheses.sh": CURL + "(" * 5000,
    "braces.sh": f"curl {URL} -d " + "${a:-" * 5000 + "\n" + CURL,
    "documents here.sh": CURL + "".join(f"cat <<E{n}\n" for n in range(5000)),
    "many documents in a line.sh": CURL + "cat " + "<<A " * 5000 + "\n",
    "long lines.sh": "curl " + "\\\n" * 20_000 + CURL,
    "doubled texts.sh": "a0=x\n" + doubling('a{n}="$a{m}$a{m}"\n') + f'curl {URL} -d "$a60"\n',
    "a circle.sh": f'a="$b"\nb="$a"\ncurl {URL} -d "$a"\n',
    "a command.sh": f"curl {URL} -d $(touch hacked)\n" + CURL,
    "doubled texts.http": "@a0=x\n" + doubling("@a{n}={{{{a{m}}}}}{{{{a{m}}}}}\n") + HTTP.replace('"x"', '"{{a60}}"'),
    "a circle.http": "@a={{b}}\n@b={{a}}\n" + HTTP.replace('"x"', '"{{a}}"'),
    "separators.http": HTTP + "###\n" * 20_000,
    "a file.http": f"POST {URL}\n\n< /etc/passwd\n",
    "headers.http": f"POST {URL}\n" + "A: b\n" * 20_000 + f"\n{BODY}\n",
    "folders.postman_collection.json": '{"item":' + '[{"item":' * 5000 + "[]" + "}]" * 5000 + "}",
    "a circle.postman_collection.json": collection(variable=[{"key": "u", "value": "{{u}}"}]),
    "doubled.postman_collection.json": collection(
        variable=[{"key": "u", "value": "{{a0}}"}]
        + [{"key": f"a{n}", "value": f"{{{{a{n + 1}}}}}" * 2} for n in range(60)]
    ),
    "no texts.postman_collection.json": collection(variable=[{"key": {}, "value": []}, 5, None], auth=5, event=[{}]),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_ends_in_findings_or_one_sentence(name: str) -> None:
    report = check_files({name: HOSTILE[name].encode(), "z.json": BAD.encode()})
    assert report.failures == ()
    assert [(one.code, one.pointer) for one in report if one.file == "z.json"] == [("RR102", "/recording")]
    assert len(report.unread) <= 1
    assert all("\n" not in sentence and len(sentence) < 300 for sentence in report.unread)


@pytest.mark.parametrize(("name", "text"), [("a.py", PYTHON), ("a.js", JAVASCRIPT), ("a.yaml", "---\n" + YAML)])
@pytest.mark.parametrize("number", [2, 40])
def test_a_file_of_many_bodies_is_searched_for_secrets_once(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, number: int
) -> None:
    searched: list[str] = []
    real = blanking.secrets_in_text

    def search(text: str) -> Any:
        searched.append(text)
        return real(text)

    monkeypatch.setattr(blanking, "secrets_in_text", search)
    report = check_files({name: (text * number).encode()})
    assert {one.code for one in report} == {"RR005"}
    assert searched == [text * number]


@pytest.mark.parametrize(("name", "text"), [("a.py", PYTHON), ("a.js", JAVASCRIPT), ("a.yaml", "---\n" + YAML)])
def test_a_secret_beside_many_bodies_is_found_for_all_of_them(name: str, text: str) -> None:
    comment = "//" if name == "a.js" else "#"
    report = check_files({name: (text * 3 + f"{comment} {SECRET}\n" + text.replace("name", SECRET)).encode()})
    assert SECRET in report.secrets
    assert not [one for one in report if SECRET in one.message + one.pointer]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", f"x = {{'type': 'x', 'tags': [{'1, ' * 50}]}}\n" + f"requests.post('{URL}', json=x)\n" * 30),
        ("a.js", f"const x = {{type: 'x', tags: [{'1, ' * 50}]}};\n" + f"axios.post('{URL}', x);\n" * 30),
    ],
)
def test_a_value_that_many_requests_send_is_read_once(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    module = python_expressions if name == "a.py" else javascript_expressions
    lists: list[Any] = []
    real = module.Node

    def node(kind: str, *rest: Any, **named: Any) -> Any:
        lists.extend([kind] if kind == "list" else [])
        return real(kind, *rest, **named)

    monkeypatch.setattr(module, "Node", node)
    report = check_files({name: text.encode()})
    assert [one.code for one in report] == ["RR005"]
    assert lists == ["list"]


@pytest.mark.parametrize("comment", ["siplint: ignore", "siplint: ignore[RR102]", f"siplint: ignore[{SECRET}]"])
@pytest.mark.parametrize("number", [20, 21, 5000])
def test_of_very_many_useless_comments_the_first_are_said(comment: str, number: int) -> None:
    report = check_files({"a.py": (f"# {comment}\n\n" * number + PYTHON).encode()})
    assert (
        len([note for note in report.notes if "of the comment in a.py" in note or "the comment in a.py" in note]) == 20
    )
    assert report.notes[20:] == ("there are more comments like these",) * (number > 20)
    assert not [note for note in report.notes if SECRET in note]

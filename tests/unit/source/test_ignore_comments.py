"""Comments that suppress findings on their line, and those that suppress nothing."""

from __future__ import annotations

import pytest

from siplint.engine.files import lint_files
from siplint.engine.fix import fix_bytes
from siplint.model.run_report import Report
from siplint.model.settings import DEFAULT, Settings
from siplint.source.ignore_comments import ignores_of

pytest.importorskip("yaml")

INFO = Settings(min_severity="info")


def lint(
    text: str, name: str = "a.yaml", settings: Settings = DEFAULT
) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    report: Report = lint_files({name: text.encode()}, settings)
    return [(one.code, one.pointer) for one in report], report.notes


def unused(code: str, line: int, name: str = "a.yaml") -> str:
    return f'"{code}" of the comment in {name}, line {line}, matches nothing in this run'


@pytest.mark.parametrize(
    ("text", "ignores"),
    [
        ("siplint: ignore[RR218]", {1: ("RR218",)}),
        ("x\n siplint:ignore [ RR218,rr301 , RR218]", {2: ("RR218", "rr301")}),
        ("siplint: ignore[not-json] siplint: ignore[RR1]", {1: ("not-json", "RR1")}),
        ("siplint: ignore", {1: ("",)}),
        ("siplint: ignore[]", {1: ("",)}),
        ("siplint: disable=RR218", {1: ("",)}),
        ("x\n siplint-ignore RR218", {2: ("",)}),
        ("siplint-disable-line siplint: ignore[RR1]", {1: ("", "RR1")}),
        ("siplint: disabled", {}),
        ("my-siplint: disablement", {}),
        ("siplint: ignored[RR218]", {}),
        ("mysiplint: ignore[RR218]", {}),
        ("siplint: rule", {}),
        ("noqa", {}),
    ],
)
def test_the_words_of_a_comment(text: str, ignores: dict[int, tuple[str, ...]]) -> None:
    expected = {line: (tuple([(line, code) for code in codes]),) for line, codes in ignores.items()}
    assert ignores_of(text, [(0, len(text))]) == expected


TYPE = "name: A\ntype: Inbound # %s\nagentId: a\nphoneNumbers: ['+14155550100'] # siplint: ignore[RR307]\n"


@pytest.mark.parametrize("codes", ["RR103", "rr103", "wrong-value", "RR1", "RR301, RR103"])
def test_a_comment_suppresses_codes_names_and_beginnings_of_codes(codes: str) -> None:
    found, notes = lint(TYPE % f"siplint: ignore[{codes}]")
    assert found == []
    assert notes == ((unused("RR301", 2),) if "," in codes else ())


def test_other_codes_and_other_lines_are_not_suppressed() -> None:
    assert lint(TYPE % "siplint: ignore[RR104]") == ([("RR103", "/type")], (unused("RR104", 2),))
    above = TYPE.replace("type: Inbound # %s", "# siplint: ignore[RR103]\ntype: Inbound")
    assert lint(above) == ([("RR103", "/type")], (unused("RR103", 2),))


def test_a_comment_without_a_code_suppresses_nothing() -> None:
    sentence = "the comment in a.yaml, line 2, names no code in brackets: write it like `siplint: ignore[RR218]`"
    assert lint(TYPE % "siplint: ignore") == ([("RR103", "/type")], (sentence,))


def test_a_code_that_does_not_exist_is_unused() -> None:
    assert lint(TYPE % "siplint: ignore[RR999, RR103]") == ([], (unused("RR999", 2),))


def test_a_finding_that_is_not_shown_uses_a_comment() -> None:
    """RR307 is an info; the comment on it is used, whether infos are shown or not."""
    text = TYPE.replace("Inbound # %s", "inbound")
    assert lint(text) == ([], ())
    assert lint(text, settings=INFO) == ([], ())
    assert lint(text.replace("RR307", "RR308"), settings=INFO) == (
        [("RR307", "/phoneNumbers/0")],
        (unused("RR308", 4),),
    )


@pytest.mark.parametrize(
    "line",
    [
        "tags: ['# siplint: ignore[RR103]']",
        'tags: ["x # siplint: ignore[RR103]"]',
        "tags: [a#siplint:ignore]",
        "agentMetadata:\n  x: |\n    # siplint: ignore[RR103]",
    ],
)
def test_texts_are_no_comments(line: str) -> None:
    found, notes = lint((TYPE % "x") + line + "\n")
    assert ("RR103", "/type") in found
    assert notes == ()


def test_json_with_comments() -> None:
    text = (
        '{"name": "A", "agentId": "a", // siplint: ignore[RR307]\n'
        ' "type": "Inbound", /* siplint: ignore[RR103] */\n'
        ' "tags": ["// siplint: ignore[RR104]"],\n'
        ' "phoneNumbers": ["+14155550100"] /* of several lines\n siplint: ignore[RR105] */ }\n'
    )
    assert lint(text, "a.jsonc") == ([], (unused("RR307", 1, "a.jsonc"), unused("RR105", 5, "a.jsonc")))
    plain = text.replace("/*", "//").replace("*/", "").replace("of several lines\n", "")
    assert lint(plain.replace(" }\n", "\n }"), "a.json", Settings(comments=True))[0] == []


PAIR = """\
- name: A
  type: inbound
  agentId: a
  phoneNumbers:
  - '+14155550100'
- name: B
  type: inbound
  agentId: b
  phoneNumbers:
  - '+14155550100'%s
"""


def test_findings_about_several_rules_are_suppressed() -> None:
    assert lint(PAIR % "") == ([("RR701", "/1/phoneNumbers/0")], ())
    assert lint(PAIR % " # siplint: ignore[RR701]") == ([], ())
    text = (PAIR % " # siplint: ignore[RR702]").replace(
        "'+14155550100'\n- ", "'+14155550100' # siplint: ignore[RR701]\n- "
    )
    assert lint(text) == ([("RR701", "/1/phoneNumbers/0")], (unused("RR701", 5), unused("RR702", 10)))


def test_a_rule_that_is_not_asked_leaves_its_comments_alone() -> None:
    text = PAIR % " # siplint: ignore[RR701, RR802]"
    assert lint(text, settings=Settings(cross_file=False)) == ([], ())
    assert lint((PAIR % "").replace("name: B", "name: A # siplint: ignore[RR704]"))[1] == ()


def test_findings_in_two_files_are_suppressed_in_their_own() -> None:
    first = "name: A\ntype: inbound\nagentId: a\nphoneNumbers: ['+14155550100'] # siplint: ignore[RR701]\n"
    second = first.replace("A", "B").replace("agentId: a", "agentId: b")
    report = lint_files({"a.yaml": first.encode(), "b.yaml": second.encode()}, Settings())
    assert list(report) == []
    assert report.notes == (unused("RR701", 4),)


def test_comments_of_each_document_count() -> None:
    one = "name: %s\ntype: Inbound # siplint: ignore[RR103]\nagentId: a\nphoneNumbers: ['+1415555010%d']\n"
    assert lint(one % ("A", 1) + "---\n" + one % ("B", 2)) == ([], ())


def test_what_is_suppressed_is_not_fixed() -> None:
    text = (TYPE % "siplint: ignore[RR103]").encode()
    assert fix_bytes("a.yaml", text) == (text, ())


def test_a_mistake_of_the_syntax_is_suppressed_on_its_line() -> None:
    assert lint("name: @a # siplint: ignore[RR001]\n") == ([], ())


PYTHON = """\
# 😀 siplint: ignore[RR104]
import requests
requests.post(f"{BASE}/v2/sip/routing-rule", headers={"Authorization": token}, json={
    "name": "# siplint: ignore[RR105]",\r
    "type": "Inbound",  # siplint: ignore[RR103]
    "agentId": "a",
    "phoneNumbers": ["+14155550100"],
    "recording": "true",
})
"""


def test_comments_in_python() -> None:
    found, notes = lint(PYTHON, "a.py")
    assert found == [("RR102", "/recording")]
    assert notes == (unused("RR104", 1, "a.py"),)


def test_comments_in_javascript() -> None:
    pytest.importorskip("tree_sitter_javascript")
    text = (
        "// 😀 siplint: ignore[RR104]\nawait fetch(`${base}/v2/sip/routing-rule`, {method: 'POST', headers: {Authorization: t,"
        " 'Content-Type': 'application/json'}, body: JSON.stringify({\n  name: '// siplint: ignore[RR105]',\n"
        "  type: 'Inbound', /* siplint: ignore[RR103] */\n  agentId: 'a', phoneNumbers: ['+14155550100'],\n"
        "  recording: 'true',\n})})\n"
    )
    found, notes = lint(text, "a.js")
    assert found == [("RR102", "/recording")]
    assert notes == (unused("RR104", 1, "a.js"),)


BODY = '{"name": "%s", "type": "inbound", "phoneNumbers": ["%s"], "agentId": "a",\n "headers": {"X-A": "b"}}'
FIRST, SECOND = BODY % ("A", "+14155550100"), BODY % ("B", "+14155550101")
URL = "https://api.videosdk.live/v2/sip/routing-rule"
CURL = f"curl {URL} -H \"Authorization: $T\" --json '%s'\n"
ONE_LINE = FIRST.replace("\n", "")
RR201 = [("RR201", "/headers")]


@pytest.mark.parametrize(
    ("script", "found", "unused_line"),
    [
        (f"# siplint: ignore[RR201]\n{CURL % FIRST}", [], 0),
        (f"  # siplint: ignore[RR201]\n# why\n  {CURL % FIRST}", [], 0),
        (f"#!/bin/sh\n# siplint: ignore[RR201]\r\n{CURL % FIRST}", [], 0),
        (f"{CURL.rstrip() % ONE_LINE} # siplint: ignore[RR201]\n", [], 0),
        (f"# siplint: ignore[RR201]\ncat <<'END' | {CURL % '@-'}{FIRST}\nEND\n", [], 0),
        (f"# siplint: ignore[RR201]\n\n{CURL % FIRST}", RR201, 1),
        (f"# siplint: ignore[RR201]\nls\n{CURL % FIRST}", RR201, 1),
        (f"ls # siplint: ignore[RR201]\n{CURL % FIRST}", RR201, 1),
        (f"# siplint: ignore[RR102]\n{CURL % FIRST}", RR201, 1),
        (f"echo '# siplint: ignore[RR201]'\n{CURL % FIRST}", RR201, 0),
    ],
)
def test_a_comment_above_a_command_counts_for_all_of_it(
    script: str, found: list[tuple[str, str]], unused_line: int
) -> None:
    code = "RR102" if "RR102" in script else "RR201"
    assert lint(script, "a.sh") == (found, (unused(code, unused_line, "a.sh"),) if unused_line else ())


def test_a_comment_above_a_command_does_not_count_for_the_next_one() -> None:
    script = f"# siplint: ignore[RR201]\n{CURL % FIRST}{CURL % SECOND}"
    assert lint(script, "a.sh") == (RR201, ())


@pytest.mark.parametrize("comment", ["# siplint: ignore[RR201]\n", "// siplint: ignore[RR201]\n"])
@pytest.mark.parametrize("form", ["%sPOST {url}\n{head}\n\n{body}", "POST {url}\n{head}\n%s\n{body}"])
def test_a_comment_above_the_body_of_an_http_request_counts_for_the_request(comment: str, form: str) -> None:
    request = form.format(url=URL, head="Content-Type: application/json", body=FIRST) % comment
    other = f"\n\n###\nPOST {URL}\nContent-Type: application/json\n\n{SECOND}\n"
    assert lint(request, "a.http") == ([], ())
    assert lint(request + other, "a.http") == (RR201, ())


def test_a_comment_above_a_curl_command_of_an_http_file_counts_for_it() -> None:
    text = f"### one\n# siplint: ignore[RR201]\n{CURL % FIRST}\n### two\n{CURL % SECOND}"
    assert lint(text, "a.rest") == (RR201, ())


FENCE = f"```json\n{FIRST}\n```\n"


@pytest.mark.parametrize(
    ("text", "found", "unused_line"),
    [
        (f"<!-- siplint: ignore[RR201] -->\n{FENCE}", [], 0),
        (f"Words.\n\n<!-- siplint: ignore[RR201] -->\n<!-- other -->\n\n{FENCE}", [], 0),
        (f"<!-- siplint: ignore[RR201]\nbecause it is\nwrong -->\n{FENCE}", [], 0),
        (f"<!-- siplint: ignore[RR201] -->\nWords.\n\n{FENCE}", RR201, 0),
        (f"<!-- siplint: ignore[RR102] -->\n{FENCE}", RR201, 1),
        (f"{FENCE}<!-- siplint: ignore[RR201] -->\n", RR201, 0),
        (f"Words.\n\n```sh\n# siplint: ignore[RR201]\n{CURL % FIRST}```\n", [], 0),
        (f"```console\n$ {CURL.rstrip() % ONE_LINE} # siplint: ignore[RR201]\n$ ls\n```\n", [], 0),
        (f"- x\n\n  ```python\n  requests.post('{URL}', json={ONE_LINE}) # siplint: ignore[RR201]\n  ```\n", [], 0),
        (f"\n```sh\n# siplint: ignore[RR102]\n{CURL % FIRST}```\n", RR201, 3),
    ],
)
def test_a_comment_above_a_fence_counts_for_all_of_it(
    text: str, found: list[tuple[str, str]], unused_line: int
) -> None:
    assert lint(text, "a.md") == (found, (unused("RR102", unused_line, "a.md"),) if unused_line else ())


def test_a_comment_above_one_fence_does_not_count_for_the_next() -> None:
    text = f"<!-- siplint: ignore[RR201] -->\n{FENCE}\nWords.\n\n```json\n{SECOND}\n```\n"
    assert lint(text, "a.md") == (RR201, ())

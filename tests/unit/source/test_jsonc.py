"""JSON with comments: read as JSON, with the places and the edits of the text as it is."""

from __future__ import annotations

import pytest

from siplint.engine.files import lint_files
from siplint.engine.fix import fix_bytes
from siplint.model.settings import DEFAULT, Settings
from siplint.source.jsonc import comments_in, read, without_comments

BODY = '"name": "A", "type": "inbound", "agentId": "ag_1", "phoneNumbers": ["+14155550100"]'


def found(text: str | bytes, name: str = "a.jsonc", settings: Settings = DEFAULT) -> list[tuple[str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(one.code, one.pointer) for one in lint_files({name: data}, settings)]


@pytest.mark.parametrize(
    "text",
    [
        "{%s}",
        "{%s,}",
        "// a\n{%s} // b",
        "/* a\n * b\n */ {/**/%s/* , */,/* } */}",
        '{"tags": ["a // b", "/* c */", "\\"// d",], %s}',
        "{%s // a, \n, // b\r\n }\r\n",
        "[{%s,},]",
        "\ufeff// a\n{%s}",
        "{%s}//",
        "{%s}/* é 😀 */",
    ],
)
def test_comments_and_trailing_commas_are_nothing(text: str) -> None:
    assert found(text % BODY) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{%s,,}", "`,` stands where a key should be"),
        ("{,}", "`,` stands where a key should be"),
        ("[,]", "`,` stands where a value should be"),
        ("{%s} /* a", "a comment is not closed"),
        ("{%s} /*/", "a comment is not closed"),
        ("{%s} # a", "`#` begins a comment; JSON with comments has // and /* */"),
        ("// a\n", "the text is empty"),
        ("{'name': 1}", "`'` is no quote of JSON"),
        ("{%s} / /", "there is more text after the end of the JSON value"),
    ],
)
def test_other_mistakes_are_those_of_json(text: str, message: str) -> None:
    data = (text % BODY if "%s" in text else text).encode()
    (one,) = lint_files({"a.jsonc": data}, Settings())
    assert (one.code, one.pointer, one.message) == ("RR001", "", message)


@pytest.mark.parametrize(
    "text",
    ["a // b\n// c\r\n", '"// a" /* "b */ c', "/* a\r\n b */[1,]", "[1, // ]\n]", '"\\"//" //', "é//é", "[1,/*,*/]"],
)
def test_what_is_blanked_keeps_its_length_and_lines(text: str) -> None:
    plain = without_comments(text, comments_in(text))
    assert len(plain) == len(text)
    assert [at for at, letter in enumerate(plain) if letter == "\n"] == [
        at for at, letter in enumerate(text) if letter == "\n"
    ]
    assert all(new in (old, " ") for old, new in zip(text, plain, strict=True))


def test_places_are_those_of_the_file() -> None:
    text = (
        '\ufeff/* 😀 */ {\r\n  // é\r\n\t/* x */ "type": /* y */ "Inbound", '
        + BODY.replace('"type": "inbound", ', "")
        + ",\r\n}"
    )
    (one,) = lint_files({"a.jsonc": text.encode()}, Settings())
    assert one.start
    assert one.end
    assert (one.code, one.pointer, one.start.line, one.start.column) == ("RR103", "/type", 3, 10)
    assert text.encode()[one.start.offset : one.end.offset].decode() == '"type": /* y */ "Inbound"'


def test_keys_twice_and_depth_are_found() -> None:
    assert found(f'{{{BODY}, // x\n"name": "B",}}') == [("RR003", "/name")]
    assert found("/**/" + "[" * 300) == [("RR004", "")]
    assert found(b"// \xe9\n{}") == [("RR002", "")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"type": "Inbound", // why\n %s}', '{"type": "inbound", // why\n %s}'),
        (
            '{/* a */"type"/* b */:/* c */"INBOUND"/* d */,%s,/* e */}',
            '{/* a */"type"/* b */:/* c */"inbound"/* d */,%s,/* e */}',
        ),
        ('{"tags": null, %s,} // x', "{%s,} // x"),
        ('{%s, "tags": null,} // x', "{%s,} // x"),
        ('{"tags": null, // about the tags\n %s}', '{"tags": null, // about the tags\n %s}'),
        ('{%s,\n  // about the tags\n  "tags": null,\n}', '{%s,\n  // about the tags\n  "tags": null,\n}'),
    ],
)
def test_fixes_change_nothing_but_their_spans(before: str, after: str) -> None:
    rest = BODY.replace('"type": "inbound", ', "") if "type" in before else BODY
    assert fix_bytes("a.jsonc", (before % rest).encode())[0].decode() == after % rest


def test_a_missing_member_is_added_before_a_trailing_comma() -> None:
    text = '{"name": "A", "type": "inbound", "agentId": "a", "phoneNumbers": "+14155550100", /* x */}'
    better = text.replace('"+14155550100"', '["+14155550100"]')
    assert fix_bytes("a.jsonc", text.encode(), unsafe=True)[0].decode() == better


def test_json_files_may_have_comments_where_the_configuration_says_so() -> None:
    text = f"{{{BODY},}} // x".replace("inbound", "Inbound")
    assert found(text, "a.json") == [("RR001", "")]
    assert found(text, "a.json", Settings(comments=True)) == [("RR103", "/type")]
    assert found(f"{{{BODY}}}", "a.json", Settings(comments=True)) == []
    assert found(f"{{{BODY}}}//\n{{{BODY}}}", "a.jsonl", Settings(comments=True)) == [("RR001", "/0")]
    fixed = fix_bytes("a.json", text.encode(), settings=Settings(comments=True))[0].decode()
    assert fixed == text.replace("Inbound", "inbound")


def test_each_text_is_one_document() -> None:
    (document,) = read(b"{} // a", "a.jsonc")
    assert (document.path, document.value, document.faults) == ((), {}, ())

"""YAML 1.2: values, places, faults and edits."""

from __future__ import annotations

import sys

import pytest

from siplint.engine.files import lint_files
from siplint.engine.fix import fix_bytes
from siplint.model.run_report import Report
from siplint.model.settings import DEFAULT, Settings
from siplint.model.suppression import Suppression
from siplint.source.yaml_text import read

yaml = pytest.importorskip("yaml")

INFO = Settings(min_severity="info")
BODY = "name: A\ntype: inbound\nagentId: ag_1\nphoneNumbers: ['+14155550100']\n"


def report_on(text: str | bytes, settings: Settings = DEFAULT, name: str = "rule.yaml") -> Report:
    data = text.encode() if isinstance(text, str) else text
    return lint_files({name: data}, settings)


def found(text: str | bytes, settings: Settings = DEFAULT) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in report_on(text, settings)]


def spans(text: str | bytes, settings: Settings = DEFAULT) -> list[tuple[str, str]]:
    """Return the code of each finding with the text of its place."""
    data = text.encode() if isinstance(text, str) else text
    report = report_on(data, settings)
    assert all(one.start and one.end for one in report)
    return [(one.code, data[one.start.offset : one.end.offset].decode()) for one in report if one.start and one.end]


def value_of(text: str) -> object:
    (document,) = read(text.encode(), "a.yaml")
    assert not document.faults
    return document.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("OFF", "OFF"),
        ("y", "y"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("12", 12),
        ("+14155551234", 14155551234),
        ("-0", 0),
        ("0471", 471),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("190:20:30", "190:20:30"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        ("+1.415.555", "+1.415.555"),
        ("2024-01-01", "2024-01-01"),
        ("+", "+"),
        (".", "."),
        ("'12'", "12"),
        ('"true"', "true"),
        ("=", "="),
    ],
)
def test_scalars_mean_what_the_core_schema_says(text: str, value: object) -> None:
    got = value_of(f"a: {text}\n")
    assert got == {"a": value}
    assert isinstance(got, dict)
    assert isinstance(got["a"], type(value))


def test_block_scalars_and_plain_texts_of_several_lines() -> None:
    text = "a: |\n  x # y\n  z\n\nb: >-\n  x\n  z\nc: p\n  q\n"
    assert value_of(text) == {"a": "x # y\nz\n", "b": "x\nz".replace("\n", " "), "c": "p q"}


@pytest.mark.parametrize(
    ("number", "quoted"),
    [
        ("+14155551234", '"+14155551234"'),
        ("+442071838750", '"+442071838750"'),
        ("+33612345678", '"+33612345678"'),
    ],
)
def test_a_number_without_quotes_is_reported_and_fixed(number: str, quoted: str) -> None:
    text = f"name: A\ntype: outbound\nphoneNumbers:\n  - {number} # work\n  - '+14155551235'\n"
    (one,) = report_on(text)
    assert (one.code, one.pointer) == ("RR102", "/phoneNumbers/0")
    assert one.help == f"put it in quotes: {quoted}"
    assert one.fix
    assert one.fix.safe
    assert fix_bytes("a.yaml", text.encode())[0].decode() == text.replace(number, quoted)


def test_other_texts_without_quotes_are_fixed_as_they_are_written() -> None:
    text = "name: A\ntype: inbound\nroom: {type: static, id: r, pin: 04711}\nphoneNumbers: ['+14155550100']\n"
    assert found(text) == [("RR102", "/room/pin")]
    assert fix_bytes("a.yaml", text.encode())[0].decode() == text.replace("04711", '"04711"')


def test_numbers_without_a_list_are_reported_without_a_fix() -> None:
    (one,) = report_on("name: A\ntype: outbound\nphoneNumbers: +14155551234\n")
    assert (one.code, one.pointer, one.fix) == ("RR102", "/phoneNumbers", None)
    assert one.help == 'put it in quotes, in a list: ["+14155551234"]'


@pytest.mark.parametrize(
    ("text", "word", "pointer"),
    [
        (BODY + "tags: &t [a]\nagentMetadata: {x: *t}\n", "*t", "/agentMetadata/x"),
        (BODY + "recording: !!bool 'true'\n", "!!bool", "/recording"),
        (BODY + "agentMetadata: !foo {a: 1}\n", "!foo", "/agentMetadata"),
        (BODY + "agentMetadata: {a: !ENV x}\n", "!ENV", "/agentMetadata/a"),
        ("<<: *base\n" + BODY, "<<", ""),
        (BODY + "agentMetadata: {<<: {a: 1}}\n", "<<", "/agentMetadata"),
        (BODY + "agentMetadata: {? [a] : 1}\n", "[", "/agentMetadata"),
        (BODY + "agentMetadata: {x: .inf}\n", ".inf", "/agentMetadata/x"),
        (BODY + "agentMetadata: {x: [.NaN]}\n", ".NaN", "/agentMetadata/x/0"),
        (BODY + "tags: *nowhere\n", "*nowhere", "/tags"),
    ],
)
def test_what_json_does_not_have_is_reported_at_its_place(text: str, word: str, pointer: str) -> None:
    data = text.encode()
    reported = [one for one in report_on(text) if one.code != "RR420"]
    if text.startswith("<<"):  # the anchor is missing too
        assert [(one.code, one.pointer) for one in reported] == [("RR001", ""), ("RR001", "")]
    else:
        assert [(one.code, one.pointer) for one in reported] == [("RR001", pointer)]
    one = reported[0]
    assert one.start
    assert one.end
    assert data[one.start.offset : one.end.offset].decode() == word


def test_what_is_merged_may_have_any_member() -> None:
    text = "- &base {name: B, type: inbound, agentId: ag_1, phoneNumbers: ['+14155550100']}\n- {<<: *base, name: C}\n"
    assert found(text) == [("RR001", "/1")]


def test_an_alias_is_no_value_of_its_own() -> None:
    text = "- name: &n A\n  type: outbound\n  phoneNumbers: &p ['+14155550100']\n- {name: *n, type: outbound, phoneNumbers: *p}\n"
    assert found(text) == [("RR001", "/1/name"), ("RR001", "/1/phoneNumbers")]
    assert found("- *a\n- *b\n") == [("RR001", "/0"), ("RR001", "/1")]


def test_aliases_are_never_expanded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 200)]
    report = report_on(BODY + "agentMetadata:\n" + "".join(f"  {line}\n" for line in lines))
    assert {one.code for one in report} == {"RR001"}


def test_a_key_twice() -> None:
    text = BODY + "headersToAttributes:\n  X-A: b\n  'X-A': c\n"
    assert spans(text) == [("RR003", "'X-A': c")]
    (one,) = report_on(text)
    assert one.pointer == "/headersToAttributes/X-A"
    assert one.labels[0].start
    assert (one.labels[0].start.line, one.labels[0].start.column) == (6, 3)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name: A: b\n", ":"),
        ("name: A\n\tb: c\n", "\t"),
        ("name: [1, 2\n", ""),
        ("name: 'x\n", "'x"),
        ("name: @x\n", "@"),
        ("name: `x`\n", "`"),
        ('name: "\\q"\n', "\\q"),
        ("- a\nb\n", "b"),
        ("name: 'a' b\n", "b"),
        ("a: b\n c: d\n", ":"),
        ("a: \x01\n", "\x01"),
        ("{a: b}}\n", "}"),
    ],
)
def test_a_mistake_of_the_syntax_is_one_finding_at_its_place(text: str, word: str) -> None:
    (one,) = report_on(text)
    assert (one.code, one.pointer) == ("RR001", "")
    assert one.start
    assert one.end
    assert text.encode()[one.start.offset : one.end.offset].decode() == word
    assert "{" not in one.message.replace("`{", "")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- \n...\n"])
def test_an_empty_file(text: str) -> None:
    assert found(text) == [("RR001", "")]


def test_nesting_is_bounded() -> None:
    assert found(BODY + "agentMetadata: " + "[" * 100_000) == [("RR004", "")]
    assert found(BODY + "agentMetadata:\n " + "- " * 250 + "a\n") == [("RR004", "")]


def test_documents_of_a_file_are_rules_or_lists_of_rules() -> None:
    other = BODY.replace("0100", "0101").replace("A", "B")
    text = f"{BODY}---\n- {{name: C, type: Inbound, agentId: a, phoneNumbers: ['+14155550102']}}\n---\n{other}...\n"
    assert found(text) == [("RR103", "/0/type")]
    assert report_on(text).rules == 3


def test_rules_of_one_file_are_compared() -> None:
    item = "- {name: %s, type: inbound, agentId: a, phoneNumbers: ['+14155550102']}\n"
    chosen = Settings(select=("RR701",))
    assert found(item % "A" + item % "B", chosen) == [("RR701", "/1/phoneNumbers/0")]
    in_documents = "---\n" + item % "A" + item % "B" + "---\n" + item % "C"
    report = report_on(in_documents, chosen)
    assert [(one.code, one.pointer, one.start and one.start.line) for one in report] == [
        ("RR701", "/1/phoneNumbers/0", 3),
        ("RR701", "/0/phoneNumbers/0", 5),
    ]


def test_places_are_those_of_the_file() -> None:
    lines = [
        "name: 'S😀up'  # 😀",
        "type:\tInbound",
        'agentId: "a\\u0041"',
        "phoneNumbers: [ '+14155550100', '+14155550100' ]",
        "unknown: x",
        "notes: |",
        "  block",
        "tags:",
        "- 1",
    ]  # fmt: skip
    expected = [
        ("RR103", "type:\tInbound"),
        ("RR305", "'+14155550100'"),
        ("RR105", "unknown: x"),
        ("RR105", "notes: |\n  block"),
        ("RR102", "1"),
    ]
    for ending in ("\n", "\r\n"):
        for mark in (b"", b"\xef\xbb\xbf"):
            data = mark + ending.join((*lines, "")).encode()
            assert spans(data) == [(code, word.replace("\n", ending)) for code, word in expected]
            starts = [(one.start.line, one.start.column) for one in report_on(data) if one.start]
            assert starts == [(2, 1), (4, 33), (5, 1), (6, 1), (9, 3)]


def test_a_missing_field_is_at_the_first_key_or_the_bracket() -> None:
    assert spans("\n\ntype: outbound\nphoneNumbers: ['+14155550100']\n") == [("RR101", "t")]
    assert spans("- x: {}\n- {type: outbound, phoneNumbers: ['+14155550100']}\n")[1:] == [("RR101", "{")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("type: Inbound", "type: inbound"),
        ('type: "Inbound"', 'type: "inbound"'),
        ("type: 'Inbound'", "type: 'inbound'"),
        ("type : Inbound # why", "type : inbound # why"),
        ("'type': INBOUND", "'type': inbound"),
    ],
)
def test_safe_fixes_change_nothing_but_the_scalar(before: str, after: str) -> None:
    text = f"# é\r\nname: A\r\n{before}\r\nagentId: ag_1\r\nphoneNumbers: ['+14155550100']\r\n"
    assert fix_bytes("a.yaml", text.encode())[0].decode() == text.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("recording: 'true'", "recording: true"),
        ('recording: "False"', "recording: false"),
        ("'hide_phone_number': true", "'hidePhoneNumber': true"),
        ("hide_phone_number: true", "hidePhoneNumber: true"),
        ('"hide_phone_number": true', '"hidePhoneNumber": true'),
    ],
)
def test_offered_fixes_change_booleans_and_keys(before: str, after: str) -> None:
    text = BODY + before + "\n"
    assert fix_bytes("a.yaml", text.encode(), unsafe=True)[0].decode() == BODY + after + "\n"


@pytest.mark.parametrize("value", ["&x Inbound", "|\n  Inbound", "!!str Inbound", "*x"])
def test_what_is_no_plain_scalar_is_not_edited(value: str) -> None:
    text = f"name: A\ntype: {value}\nagentId: ag_1\nphoneNumbers: ['+14155550100']\n".encode()
    assert fix_bytes("a.yaml", text, unsafe=True)[0] == text


def test_bytes_that_are_not_utf8() -> None:
    assert found(b"name: \xe9\n") == [("RR002", "")]
    assert found("name: A".encode("utf-16")) == [("RR002", "")]


def test_the_python_loader_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [BODY + "tags: [a, &x b, *x, !t c]\n", "a: [b", "a: 'x", "- 'a'\n- \"😀\\n\"\n- |\n  x\n", "\ta", "a: b: c"]
    first = [spans(text) for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [[code for code, _ in spans(text)] for text in texts] == [[code for code, _ in one] for one in first]


def test_without_pyyaml_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    report = report_on(BODY)
    assert report.unread == ('rule.yaml: reading YAML needs PyYAML: pip install "siplint[yaml]"',)
    assert not report.diagnostics


def test_in_a_walk_yaml_that_is_something_else_is_skipped() -> None:
    text = "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n"
    both = f"{text}---\n{BODY.replace('inbound', 'Inbound')}"
    walked = Settings(walked=frozenset(("a.yaml", "b.yaml", "c.yaml")))
    report = lint_files(
        {"a.yaml": text.encode(), "b.yaml": (text + "---\n" + text).encode(), "c.yaml": both.encode()}, walked
    )
    assert [(one.file, one.code, one.pointer) for one in report] == [("c.yaml", "RR103", "/type")]
    assert (report.skipped, report.rules) == (2, 1)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ("# nothing\n", []),
        ("kind: @x\n", []),
        ("!Ref x\n", []),
        ("{{ .Values.x }}: {a\n", []),
        ("type: inbound\nphoneNumbers: [\n", ["RR001"]),
        ("phoneNumbers:\n- '+14155550100\nagentId: x\n", ["RR001"]),
    ],
)
def test_in_a_walk_yaml_that_cannot_be_read_is_skipped_unless_it_looks_like_a_rule(text: str, codes: list[str]) -> None:
    report = lint_files({"a.yaml": text.encode()}, Settings(walked=frozenset(("a.yaml",))))
    assert [one.code for one in report] == codes
    assert report.skipped == (not codes)
    assert [one.code for one in lint_files({"a.yaml": text.encode()}, Settings())] == ["RR001"]


def test_suppressions_by_pointer_are_about_the_body() -> None:
    """A number of a document is no step of a pointer, in findings about one body and about several."""
    body = "name: %s\ntype: %s\nagentId: %s\nphoneNumbers: ['+14155550100']\n"
    text = (body % ("A", "Inbound", "a")) + "---\n" + (body % ("B", "inbound", "b"))
    assert found(text) == [("RR103", "/type"), ("RR701", "/phoneNumbers/0")]

    def without(pointer: str, code: str) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        one = Suppression(f"*#{pointer}", (code,), "*", pointer, frozenset(("rule.yaml",)))
        report = report_on(text, Settings(per_file_ignores=(one,)))
        return [(diagnostic.code, diagnostic.pointer) for diagnostic in report], report.notes

    assert without("/type", "RR103") == ([("RR701", "/phoneNumbers/0")], ())
    assert without("/phoneNumbers", "RR701") == ([("RR103", "/type")], ())
    assert without("/phoneNumbers/0", "RR701") == ([("RR103", "/type")], ())
    kept, notes = without("/0/type", "RR103")
    assert kept == [("RR103", "/type"), ("RR701", "/phoneNumbers/0")]
    assert notes == ('"RR103" for "*#/0/type" of `per-file-ignores` matches nothing in this run',)

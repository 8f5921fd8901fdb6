"""The schema of the configuration accepts what siplint accepts, and refuses what siplint refuses."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from places import ROOT
from siplint.cli.configuration_faults import refuse_doubtful
from siplint.model.configuration_keys import CONFIGURATION_KEYS, LONGEST_GLOBS, MOST_ITEMS
from siplint.model.failure import BadConfiguration
from siplint.reference.schemas import SCHEMAS
from siplint.rules.catalogue import entries
from siplint.source.notations import EMBEDDED

pytestmark = pytest.mark.slow

SCHEMA = Draft7Validator(SCHEMAS["config"]())
CODES = [word for rule in entries() for word in (rule.code, rule.name)]


def faults(table: Any) -> list[str]:
    """What siplint refuses in a table, a sentence each."""
    try:
        refuse_doubtful("", "siplint.toml", table, ())
    except BadConfiguration as error:
        return [line.partition(": ")[2] for line in str(error).split("\n")]
    return []


def is_unsaid(sentence: str) -> bool:
    """Whether the schema says of itself that it does not say this."""
    glob = sentence.removesuffix(" is not a glob")
    return (glob != sentence and ("[" in glob or "\\" in glob or len(glob) > 60)) or "characters of globs" in sentence


def agree(table: Any) -> None:
    found = faults(table)
    errors = [error.message[:300] for error in SCHEMA.iter_errors(table)]
    if errors:
        assert found, errors
    else:
        assert [sentence for sentence in found if not is_unsaid(sentence)] == []


LETTERS = st.sampled_from(
    [*"a/*!#~01[]\\ .-?{}…", "...", "\t", "\n", "\r", "\0", "\ufeff", "\x1c", "\xa0", "\u3000", "#/", "é"]
)
TEXTS = st.lists(LETTERS, max_size=6).map("".join)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Codes and names, whole, cut, in another case, or with something more."""
    code = draw(st.sampled_from(CODES))
    how = draw(st.sampled_from(("whole", "cut", "case", "more", "kelvin", "text")))
    if how == "text":
        return draw(TEXTS)
    if how == "cut":
        return code[: draw(st.integers(0, len(code)))]
    if how == "case":
        return draw(st.sampled_from((code.upper(), code.lower(), code.title(), code.swapcase())))
    if how == "kelvin":
        return code.replace("k", "\u212a").replace("s", "ſ") if draw(st.booleans()) else code.replace("k", "\u212a")
    more = draw(st.sampled_from(("0", "\n", " ", "x", "R")))
    return draw(st.sampled_from((code + more, more + code))) if how == "more" else code


SCALARS = st.one_of(
    st.booleans(),
    st.integers(-2, 2),
    st.floats(allow_nan=False),
    TEXTS,
    st.sampled_from(("error", "warning", "info", "Error", "", *EMBEDDED)),
)
VALUES = st.one_of(
    SCALARS,
    codes(),
    st.lists(codes(), max_size=3),
    st.lists(SCALARS, max_size=3),
    st.lists(TEXTS, max_size=3),
    st.lists(st.sampled_from([*EMBEDDED, "x"]), max_size=2),
    st.dictionaries(TEXTS, st.lists(codes(), max_size=2) | SCALARS, max_size=2),
)
TABLES = st.dictionaries(
    st.sampled_from([*CONFIGURATION_KEYS, "tool", "siplint", "x", "min_severity"]), VALUES, max_size=3
)


@given(TABLES)
def test_schema_and_siplint_agree(table: dict[str, Any]) -> None:
    agree(table)


@given(st.sampled_from(("select", "ignore")), codes())
def test_they_agree_on_codes(key: str, code: str) -> None:
    agree({key: [code]})


@given(st.sampled_from(("exclude", "templates", "rules-at")), TEXTS)
def test_they_agree_on_texts(key: str, text: str) -> None:
    agree({key: [text]})


@given(TEXTS, codes())
def test_they_agree_on_places(place: str, code: str) -> None:
    agree({"per-file-ignores": {place: [code]}})


RIGHT: dict[str, Any] = {
    "paths": ["rules", "../more", ""],
    "exclude": ["old/", "*.gen.json", "!kept.json", "\\#x", "[a-z]*", " a", "a\\ "],
    "select": ["RR2", "headers-on-inbound", "rr"],
    "ignore": [],
    "min-severity": "info",
    "strict": True,
    "templates": ["${…}", "{{...}}", "....", "x"],
    "policy": "policy.schema.json",
    "per-file-ignores": {"a.json": ["RR105"], "b/*.json#/0/room": [], "!c#d": ["RR4"], "e#/~0~1": []},
    "account": "account.json",
    "account-max-age": 7.5,
    "baseline": "siplint-baseline.txt",
    "rules-at": ["/spec/rules/*", "/", "/a~1b"],
    "embedded": sorted(EMBEDDED),
    "comments": False,
    "preview": True,
}


def test_every_key_is_accepted() -> None:
    assert RIGHT.keys() == CONFIGURATION_KEYS.keys()
    assert faults(RIGHT) == []
    assert list(SCHEMA.iter_errors(RIGHT)) == []


@pytest.mark.parametrize(
    "table",
    [
        {"rules-at": ["/~~01"]},
        {"rules-at": ["/~"]},
        {"rules-at": [""]},
        {"templates": ["......"]},
        {"templates": ["… ..."]},
        {"exclude": ["!//"]},
        {"exclude": ["#a"]},
        {"exclude": ["a\n"]},
        {"exclude": ["  "]},
        {"per-file-ignores": {"#/0": []}},
        {"per-file-ignores": {"!/#/0": []}},
        {"per-file-ignores": {"a#/~2": []}},
        {"select": [""]},
        {"select": ["RR1\n"]},
        {"embedded": ["json"]},
        {"embedded": "yaml"},
        {"account-max-age": 0},
        {"account-max-age": True},
        {"strict": 1},
        {"tool": {"siplint": {}}},
        *({key: ["/x"] * (most + 1)} for key, most in MOST_ITEMS.items() if key != "per-file-ignores"),
        {"per-file-ignores": {f"{number}.json": [] for number in range(MOST_ITEMS["per-file-ignores"] + 1)}},
    ],
)
def test_both_refuse(table: dict[str, Any]) -> None:
    assert faults(table) != []
    assert not SCHEMA.is_valid(table)


@pytest.mark.parametrize(
    "table",
    [
        {"exclude": ["[b-a]"]},
        {"exclude": ["a\\"]},
        {"exclude": ["a" * 5000]},
        {"exclude": ["a" * 4000] * (LONGEST_GLOBS // 4000 + 1)},
    ],
)
def test_what_the_schema_does_not_say(table: dict[str, Any]) -> None:
    assert faults(table) != []
    assert SCHEMA.is_valid(table)


def test_the_schema_is_what_taplo_and_catalogues_read() -> None:
    schema = SCHEMAS["config"]()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert list(schema["properties"]) == list(CONFIGURATION_KEYS)
    for key, member in schema["properties"].items():
        assert member["x-taplo"]["docs"]["main"] == member["description"], key
    page = "docs/configuration.md"
    assert all(page in member["x-taplo"]["links"]["key"] for member in schema["properties"].values())
    offered = schema["definitions"]["code"]["anyOf"][0]
    assert len(offered["enum"]) == len(offered["x-taplo"]["docs"]["enumValues"]) == len(CODES)


def test_examples_and_defaults_are_right() -> None:
    for key, member in SCHEMAS["config"]()["properties"].items():
        for value in (*member.get("examples", ()), *([member["default"]] if "default" in member else [])):
            assert SCHEMA.is_valid({key: value})
            assert faults({key: value}) == []


def test_the_configuration_of_the_manual_is_accepted_and_its_headings_are_there() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    text = page.partition("```toml\n")[2].partition("```")[0]
    assert SCHEMA.is_valid(tomllib.loads(text)["tool"]["siplint"])
    headings = {
        "".join(heading.lower().replace("`", "").replace(" ", "-"))
        for heading in re.findall("^##+ (.*)$", page, re.MULTILINE)
    }
    links = [member["x-taplo"]["links"]["key"] for member in SCHEMAS["config"]()["properties"].values()]
    assert {link.partition("#")[2] for link in links} - headings == set()

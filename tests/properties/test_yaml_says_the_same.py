"""A body that PyYAML prints has the findings of its JSON, at spans that are the literals they speak of."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siplint.engine.files import lint_files
from siplint.model.settings import Settings
from siplint.source.sendable import unsendable
from siplint.source.yaml_scalars import plain_value, spell_yaml
from siplint.source.yaml_text import read
from strategies import bodies, broken

pytestmark = pytest.mark.slow

yaml: Any = pytest.importorskip("yaml")

INFO = Settings(min_severity="info")


def findings(data: bytes, name: str) -> list[tuple[str, str, str]]:
    return sorted((one.code, one.pointer, one.message) for one in lint_files({name: data}, INFO))


class NoAliases(yaml.SafeDumper):  # type: ignore[misc]
    """Prints a value that is in two places twice."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _text(dumper: Any, text: str) -> Any:
    """Quote what is a number in YAML 1.2 and none in 1.1, as which PyYAML writes."""
    is_text = isinstance(plain_value(text), str)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_text else "'")


NoAliases.add_representer(str, _text)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from((True, False, None)),
        "allow_unicode": st.booleans(),
        "width": st.sampled_from((20, 80, 1000)),
        "line_break": st.sampled_from(("\n", "\r\n")),
    }
)


def dump(body: Any, style: dict[str, Any]) -> str:
    return str(yaml.dump(body, Dumper=NoAliases, sort_keys=False, **style))


@settings(max_examples=150, deadline=None)
@given(st.one_of(bodies(), broken()), STYLES)
def test_a_printed_body_has_the_findings_of_its_json(body: Any, style: dict[str, Any]) -> None:
    """What is said of numbers without quotes is YAML's own; everything else is the same."""
    in_json = findings(json.dumps(body).encode(), "a.json")
    in_yaml = findings(dump(body, style).encode(), "a.yaml")
    assert [one[:2] for one in in_yaml] == [one[:2] for one in in_json]
    assert [one for one in in_yaml if one[0] != "RR102"] == [one for one in in_json if one[0] != "RR102"]


@settings(max_examples=150, deadline=None)
@given(st.one_of(bodies(), broken()), STYLES)
def test_every_span_is_the_literal_it_speaks_of(body: dict[str, Any], style: dict[str, Any]) -> None:
    text = "# 😀\r\n" + dump(body, style)
    (document,) = read(text.encode(), "a.yaml")
    assert document.value == body
    places = document.places((key,) for key in body)
    for key, value in body.items():
        start, inner, end = places[key,]
        indent = " " * (start - text.rfind("\n", 0, start) - 1) if "\n" in text[start:end] else ""
        assert yaml.safe_load("{" + text[start:end] + "}" if text[5] == "{" else indent + text[start:end]) == {
            key: value
        }
        assert start < inner < end or value == []


@settings(max_examples=300, deadline=None)
@given(st.text(), st.sampled_from(("a", "'a'", '"a"', "a b", "'a''b'")))
def test_a_spelled_text_is_read_as_that_text(value: str, old: str) -> None:
    new = spell_yaml(value, old)
    if not new:
        assert unsendable(value) or any(letter > "\uffff" for letter in value)
        return
    for text in (f"a: {new}\n", f"{{a: {new}, b: c}}\n", f"- x\n- a: {new} # c\n"):
        (document,) = read(text.encode(), "a.yaml")
        assert not document.faults
        got = document.value[1] if isinstance(document.value, list) else document.value
        assert got["a"] == value


@settings(max_examples=300, deadline=None)
@given(st.from_regex(r"[-+.0-9eEoxnafINF_:]{1,12}", fullmatch=True))
def test_numbers_are_those_of_the_core_schema(word: str) -> None:
    """What is a JSON number is that number; what Python cannot read as a number is a text."""
    value = plain_value(word)
    try:
        number = json.loads(word)
    except ValueError:
        number = None
    if isinstance(number, (int, float)) and word[0] in "-0123456789":
        assert value == number
    if isinstance(value, str):
        assert value == word
    else:
        assert value is None or getattr(value, "written", word) == word

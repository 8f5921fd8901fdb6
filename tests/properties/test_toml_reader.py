"""The small TOML reader says what `tomllib` says, or leaves the text to it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.cli.toml_reader import read_plain

pytestmark = pytest.mark.slow

KEYS = st.sampled_from(("a", "b", "tool", "siplint", "per-file-ignores", "1", "a_b", '"a b"', "'x.y'", '"a"', "''"))
SCALARS = st.sampled_from(
    (
        *('"x"', "'x'", '""', "''", '"é#]"', "'a\\b'", '"a\\\\b"', '"a\\nb"', '"""x"""', "'''\nx\n'''", '"a\'b"'),
        *("true", "false", "True", "tru", "0", "1", "-1", "+1", "01", "-0", "1_000", "0x1F", "1.5", "-0.0", "1.", ".5"),
        *("1e3", "inf", "nan", "1979-05-27", "07:32:00", "1979-05-27 07:32:00Z", "99999999999999999999", "", "x"),
    )
)
BLANKS = st.sampled_from(("", "", " ", "\t", "  "))
LINES = st.sampled_from(("", "", " ", "\n", "\n  ", " # a comment\n", "\r\n", "\n\n"))


@st.composite
def values(draw: st.DrawFn, depth: int = 2) -> str:
    how = draw(st.sampled_from(("scalar", "scalar", "array", "table"))) if depth else "scalar"
    if how == "scalar":
        return draw(SCALARS)
    if how == "array":
        items = draw(st.lists(values(depth - 1), max_size=3))
        comma = draw(st.sampled_from(("", "", ",")))
        inside = ",".join(draw(LINES) + item + draw(LINES) for item in items)
        return f"[{inside}{comma}{draw(LINES)}]"
    members = draw(st.lists(st.tuples(keys(), values(depth - 1)), max_size=2))
    blank, comma = draw(BLANKS), draw(st.sampled_from(("", "", "", ",")))
    return "{" + blank + f"{blank},{blank}".join(f"{key}{blank}={blank}{value}" for key, value in members) + comma + "}"


@st.composite
def keys(draw: st.DrawFn) -> str:
    dot = draw(st.sampled_from((".", ".", " . ")))
    return dot.join(draw(st.lists(KEYS, min_size=1, max_size=3)))


@st.composite
def lines(draw: st.DrawFn) -> str:
    how = draw(st.sampled_from(("pair", "pair", "pair", "header", "header", "list", "comment", "blank")))
    blank, end = draw(BLANKS), draw(st.sampled_from(("", "", " # a comment", "\t", " x", "\r")))
    if how == "pair":
        return f"{blank}{draw(keys())}{blank}={draw(BLANKS)}{draw(values())}{end}"
    if how == "header":
        return f"{blank}[{draw(keys())}]{end}"
    if how == "list":
        return f"[[{draw(keys())}]]{end}"
    return "# comment é \u2028" if how == "comment" else blank


def texts() -> st.SearchStrategy[str]:
    return st.lists(lines(), max_size=8).map("\n".join)


def by_tomllib(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def agrees(text: str) -> bool:
    """Whether the small reader says what `tomllib` says, or nothing; `repr` tells 1 from True and 1.0."""
    plain = read_plain(text)
    return plain is None or repr(plain) == repr(by_tomllib(text))


@given(texts())
def test_what_is_read_is_what_tomllib_reads(text: str) -> None:
    assert agrees(text)


@given(
    texts(), st.integers(0, 200), st.sampled_from([*list("\"'[]{}=,.#\n\r\t\\ab1 -+\x00\x7f\ufeff"), "[[", "]]", '"""'])
)
def test_a_text_with_something_put_in_is_read_as_tomllib_reads_it(text: str, at: int, more: str) -> None:
    assert agrees(text[:at] + more + text[at:])
    assert agrees(text[:at] + text[at + 1 :])


@given(st.text(st.sampled_from("\"'[]{}=,.#\n\r\t\\ab1 -"), max_size=14))
def test_any_short_text_is_read_as_tomllib_reads_it(text: str) -> None:
    assert agrees(text)


NAMES = st.sampled_from(("name", "strict", "paths", "a-b", '"legacy/*.json"', "'x'"))
PLAIN = st.recursive(
    st.sampled_from(('"x"', "'y'", '""', "true", "false", "0", "30", "-1", "0.5")),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(("project", "tool.siplint", "tool.ruff.lint", 'tool.siplint."per-file-ignores"')),
        st.dictionaries(NAMES, PLAIN),
    ),
    st.sampled_from(("\n", "\r\n")),
)
def test_plain_tables_are_read_without_tomllib(tables: dict[str, dict[str, str]], end: str) -> None:
    text = end.join(
        line
        for header, members in tables.items()
        for line in (f"[{header}]  # a table", *(f"{key} = {value}" for key, value in members.items()), "")
    )
    assert repr(read_plain(text)) == repr(tomllib.loads(text))


PYPROJECT = """
[build-system]
requires = ["hatchling>=1.27"]  # builds

[project]
name = "shop"
authors = [{ name = "A", email = "a@example.com" }]
urls.home = "https://example.com"
dependencies = [
  "httpx>=0.27",
  'siplint; python_version >= "3.11"', # the linter
]

[[tool.mypy.overrides]]
module = ["a.*"]
[[tool.mypy.overrides]]
module = ["b.*"]

[tool.siplint]
paths = ["rules"]
strict = true
account-max-age = 7.5

[tool.siplint.per-file-ignores]
"legacy/*.json" = ["RR105"]
[tool]
x = 1
"""


def test_a_pyproject_is_plain() -> None:
    assert read_plain(PYPROJECT) == tomllib.loads(PYPROJECT)


@pytest.mark.parametrize(
    "text",
    [
        "[a]\n[a]",
        "[a.b]\n[a]\n[a]",
        "a = 1\n[a]",
        "a.b = 1\n[a]",
        "[a]\nb.c = 1\n[a.b]",
        "[a.b]\n[a]\nb.c = 1",
        "[a]\nb = {}\n[a.b]",
        "[a]\nb = []\n[[a.b]]",
        "[[a]]\n[a]",
        "[a]\n[[a]]",
        "a = {b = 1, b = 2}",
        "a.b = 1\na.b.c = 2",
        "a = {b.c = 1, b.d = 2, b = 3}",
        "a = [1 2]",
        "a = [,]",
        "a = {b = 1,}",
        "a = {b = 1\n}",
        "a = 1 b = 2",
        "a = 'x\ny'",
        "a",
        "= 1",
        "[]",
        "[a",
        "[a]]",
        "[ [a]]",
        "é = 1",
        'a = "x',
        "a = 1\r",
        "# \x01",
    ],
)
def test_a_text_that_is_not_toml_is_never_read(text: str) -> None:
    assert read_plain(text) is None
    assert by_tomllib(text) is None


def test_depth_is_left_to_tomllib() -> None:
    assert read_plain("a = " + "[" * 5000) is None
    assert read_plain("a = " + "[" * 15 + "]" * 15) is not None

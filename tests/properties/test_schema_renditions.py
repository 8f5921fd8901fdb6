"""All published renditions of a schema accept the same bodies: plain, for editors, and in draft-07."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from schema_errors import error_codes
from siplint.model.fields import FIELDS
from siplint.reference.schemas import CANNOT_SAY, SCHEMAS, body
from siplint.rules.catalogue import all_rules
from strategies import bodies, broken

if TYPE_CHECKING:
    from siplint.model.settings import Kind

KINDS: tuple[Kind, ...] = ("create", "update")
PLAIN = {kind: Draft202012Validator(body(kind)) for kind in KINDS}
PUBLISHED = {
    kind: (Draft202012Validator(SCHEMAS[kind]()), Draft7Validator(SCHEMAS[f"{kind}.draft-07"]())) for kind in KINDS
}
FILES = (Draft202012Validator(SCHEMAS["rules"]()), Draft7Validator(SCHEMAS["rules.draft-07"]()))
TEXT_CODES = {rule.code for rule in all_rules("text")}
BASE: dict[str, Any] = {"name": "Support line", "type": "outbound", "phoneNumbers": ["+14155551234"]}
NEAR: list[Any] = [
    BASE | {"recording": None},
    BASE | {"recording": "true"},
    BASE | {"room": None},
    BASE | {"room": {"type": None}},
    BASE | {"room": {"type": "x"}},
    BASE | {"room": {"pin": 1}},
    BASE | {"headers": None},
    BASE | {"headersToAttributes": None},
    BASE | {"headersToAttributes": {}},
    BASE | {"headersToAttributes": {"X-A": "a"}},
    BASE | {"headersToAttributes": {"X-A": 1}},
    BASE | {"headers": {"": "a"}},
    BASE | {"headers": {"Via": "a"}},
    BASE | {"gatewayId": None},
    BASE | {"id": "x"},
    BASE | {"name": None},
    BASE | {"type": None},
    BASE | {"phoneNumbers": None},
    BASE | {"phoneNumbers": ["+14155551234\n"]},
    {"type": None},
    {"headers": {"X-A": "a"}, "headersToAttributes": {"X-A": "a"}},
    [],
    None,
]


def any_json() -> st.SearchStrategy[Any]:
    """JSON values, and objects with our fields that hold them."""
    scalars = st.none() | st.booleans() | st.integers(-9, 10**15) | st.text(max_size=5)
    values = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=6,
    )
    return values | st.dictionaries(st.sampled_from([*FIELDS, "gatewayId", "rule"]), values, max_size=5).map(
        BASE.__or__
    )


def agree(kind: Kind, value: Any) -> bool:
    verdicts = {validator.is_valid(value) for validator in (PLAIN[kind], *PUBLISHED[kind])}
    if kind == "create" and not isinstance(value, list):
        verdicts |= {validator.is_valid(item) for validator in FILES for item in (value, [value])}
    assert len(verdicts) == 1
    return verdicts.pop()


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_valid_body_is_valid_in_every_rendition(kind: Kind, data: st.DataObject) -> None:
    assert agree(kind, data.draw(bodies(kind)))


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_every_rendition_agrees_with_the_linter(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(broken(kind))
    valid = agree(kind, value)
    codes = error_codes(value, kind)
    if not codes & TEXT_CODES:
        assert valid == (not codes - CANNOT_SAY[kind].keys())


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_every_rendition_agrees_on_any_json(kind: Kind, data: st.DataObject) -> None:
    agree(kind, data.draw(any_json()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", NEAR, ids=repr)
def test_every_rendition_agrees_on_near_misses(kind: Kind, value: Any) -> None:
    agree(kind, value)

"""A ValidationError of pydantic holds no input and no secret, however deep the rule is in other models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.pydantic import RoutingRule, RoutingRuleUpdate

KEY = "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"
GITHUB = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
PASSWORD = "correct horse battery"
SECRETS = (KEY, GITHUB, PASSWORD)
WRONG = OUTBOUND_BODY | {"apiKey": KEY, "type": "sideways"}


class Inner(BaseModel):
    rule: RoutingRule


class Outer(BaseModel):
    inner: list[Inner]
    change: RoutingRuleUpdate | None = None
    by_name: dict[str, RoutingRule] = {}


BODIES: dict[str, dict[str, Any]] = {
    "value": WRONG,
    "masked-name": WRONG | {"headers": {f"X {GITHUB}": 1}},
    "masked-list": WRONG | {KEY: 1, "phoneNumbers": [GITHUB, KEY]},
    "below-a-masked-name": INBOUND_BODY | {"apiKey": KEY, "agentMetadata": {GITHUB: ["\ud800", {KEY: "\ud800"}]}},
    "named": WRONG | {"agentMetadata": {"password": PASSWORD}, PASSWORD: 1, "recording": PASSWORD},
    "not-a-rule": {"services": {"token": GITHUB, "api_key": KEY}, GITHUB: [KEY]},
    "wrapped": {"data": WRONG},
}


def errors_of(value: Any, model: Any) -> ValidationError:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(model).validate_python(value)
    return raised.value


def no_secret(error: ValidationError) -> None:
    texts = [
        str(error),
        repr(error),
        error.json(),
        repr(error.errors()),
        repr(error.args),
        repr(error.__dict__ if hasattr(error, "__dict__") else ""),
    ]
    texts += [repr(error.errors(include_url=False, include_context=True, include_input=True)), repr(error.__cause__)]
    for secret in SECRETS:
        pieces = {secret[at : at + 8] for at in range(len(secret) - 7)}
        assert not [(piece, text) for piece in pieces for text in texts if piece in text]
    assert [one["input"] for one in error.errors()] == [None] * error.error_count()
    assert "input_value=" not in str(error) or "input_value=None" in str(error)


@pytest.mark.parametrize("name", BODIES)
def test_an_error_holds_no_input(name: str) -> None:
    no_secret(errors_of(BODIES[name], RoutingRule))


@pytest.mark.parametrize("name", BODIES)
def test_an_error_of_a_model_around_the_rule_holds_none_either(name: str) -> None:
    body = BODIES[name]
    nested = {"inner": [{"rule": INBOUND_BODY}, {"rule": body}], "by_name": {"a": body}, "change": {}}
    no_secret(errors_of(nested, Outer))


def test_the_place_of_a_masked_name_is_the_mask() -> None:
    error = errors_of(BODIES["masked-name"], RoutingRule)
    assert [(one["type"], one["loc"]) for one in error.errors()] == [
        ("RR102", ("headers", "X ***")),
        ("RR103", ("type",)),
    ]
    error = errors_of(BODIES["below-a-masked-name"], RoutingRule)
    assert [(one["type"], one["loc"]) for one in error.errors()] == [("RR006", ("agentMetadata", "***", "0"))]


def test_indexes_of_lists_are_numbers() -> None:
    error = errors_of(OUTBOUND_BODY | {"phoneNumbers": ["+14155552671", 1, "*"]}, RoutingRule)
    assert [(one["type"], one["loc"]) for one in error.errors()] == [
        ("RR102", ("phoneNumbers", 1)),
        ("RR308", ("phoneNumbers", 2)),
    ]


class Failing(Mapping[str, Any]):
    """A mapping that raises what pydantic would report with its input."""

    def __getitem__(self, name: str) -> Any:
        raise ValueError(KEY)

    def __iter__(self) -> Iterator[str]:
        return iter((KEY,))

    def __len__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return KEY


def test_an_error_of_the_value_itself_shows_nothing() -> None:
    with pytest.raises(RuntimeError) as raised:
        TypeAdapter(RoutingRule).validate_python(Failing())
    assert KEY not in f"{raised.value} {raised.value!r} {raised.value.__cause__}"
    assert str(raised.value).startswith("the body cannot be judged: ValueError")

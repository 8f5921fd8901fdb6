"""Routing rules in other people's models and web handlers; the JSON report as a model."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, TypeAdapter, ValidationError

import siplint
from places import CASES
from siplint.cli.main import main
from siplint.pydantic import JSONReport, RoutingRule, RoutingRuleUpdate
from siplint.reference.schemas import body as schema
from siplint.rules.catalogue import all_rules

RULES = all_rules()

RIGHT = {"name": "Sales", "type": "outbound", "phoneNumbers": ["+14155551234"], "headers": {"X-Team": "sales"}}
WRONG = {
    "name": " ",
    "type": "inbound",
    "phoneNumbers": ["+14155551234", 17],
    "headers": {"a/b~c": 1},
    "room": {"pin": 4711},
}
FAULTS: list[tuple[str, tuple[str | int, ...], str]] = [
    ("RR102", ("headers", "a/b~c"), "/headers/a~1b~0c"),
    ("RR102", ("phoneNumbers", 1), "/phoneNumbers/1"),
    ("RR102", ("room", "pin"), "/room/pin"),
    ("RR104", ("name",), "/name"),
    ("RR201", ("headers",), "/headers"),
]
FILES = sorted(CASES.glob("*.json*"))


class Tenant(BaseModel):
    rules: list[RoutingRule]
    change: RoutingRuleUpdate | None = None


def told(errors: list[Any], above: tuple[str | int, ...] = ()) -> list[tuple[str, tuple[str | int, ...], str]]:
    assert {one["loc"][: len(above)] for one in errors} == {above}
    return sorted((one["type"], one["loc"][len(above) :], one["ctx"]["pointer"]) for one in errors)


def test_a_right_body_comes_back_as_it_is() -> None:
    tenant = Tenant(rules=[RIGHT], change={"tags": []})  # type: ignore[list-item]
    assert tenant.model_dump() == {"rules": [RIGHT], "change": {"tags": []}}
    assert json.loads(tenant.model_dump_json()) == tenant.model_dump()
    assert Tenant.model_validate_json(tenant.model_dump_json()) == tenant


def test_any_mapping_is_a_body() -> None:
    assert TypeAdapter(RoutingRule).validate_python(MappingProxyType(RIGHT)) == RIGHT
    assert TypeAdapter(RoutingRule).validate_json(json.dumps(RIGHT)) == RIGHT


def test_every_error_is_raised_with_its_code_and_place() -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(RoutingRule).validate_python(WRONG)
    assert told(raised.value.errors()) == FAULTS


def test_errors_of_a_nested_rule_stand_below_its_field() -> None:
    with pytest.raises(ValidationError) as raised:
        Tenant.model_validate({"rules": [RIGHT, WRONG], "change": {}})
    *below, last = raised.value.errors()
    assert told(below, ("rules", 1)) == FAULTS
    assert (last["type"], last["loc"]) == ("RR601", ("change",))


def test_an_error_says_all_that_the_diagnostic_says() -> None:
    (one,) = siplint.check(RIGHT | {"type": "inbound"}).errors
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(RoutingRule).validate_python(RIGHT | {"type": "inbound"})
    context = {key: getattr(one, key) for key in ("name", "pointer", "help", "outcome", "message")}
    expected = {"type": "RR201", "loc": ("headers",), "msg": one.message, "input": None, "ctx": context}
    assert raised.value.errors() == [expected]


def test_braces_in_the_text_of_a_body_stay_as_they_are() -> None:
    body = RIGHT | {"type": "{pointer}{message}"}
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(RoutingRule).validate_python(body)
    (one,) = raised.value.errors()
    assert one["msg"] == siplint.check(body).errors[0].message
    assert "{pointer}{message}" in one["msg"]


@pytest.mark.parametrize("value", ["text", 17, None, ["a"], {1: 2}])
def test_what_is_no_body_is_told_and_never_crashes(value: Any) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(RoutingRule).validate_python(value)
    assert [(one["type"], one["loc"]) for one in raised.value.errors()] == [
        (one.code, tuple(one.pointer.split("/")[1:])) for one in siplint.check(value).errors
    ]


def test_the_bad_examples_of_all_rules_give_the_errors_that_check_gives() -> None:
    for bad in (bad for rule in RULES if rule.stage in ("shape", "each") for bad in rule.bad):
        expected = sorted((one.code, one.pointer) for one in siplint.check(bad.body).errors)
        try:
            TypeAdapter(RoutingRule).validate_python(bad.body)
            found = []
        except ValidationError as error:
            found = sorted((one["type"], one["ctx"]["pointer"]) for one in error.errors())
        assert found == expected


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_its_json_schema_is_the_published_one(mode: Any) -> None:
    assert TypeAdapter(RoutingRule).json_schema(mode=mode) == schema("create")
    assert TypeAdapter(RoutingRuleUpdate).json_schema(mode=mode) == schema("update")


class Web:
    """A real FastAPI application and a client that speaks to it."""

    def __init__(self) -> None:
        self.app = FastAPI()

        @self.app.post("/rules")
        def create(rule: RoutingRule) -> dict[str, str]:
            return {"created": rule["name"]}

        @self.app.post("/tenants")
        def tenant(tenant: Tenant) -> int:
            return len(tenant.rules)

    def ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, json=body)

        return asyncio.run(send())


def test_a_web_handler_takes_a_right_body() -> None:
    answer = Web().ask("POST", "/rules", RIGHT)
    assert (answer.status_code, answer.json()) == (200, {"created": "Sales"})


@pytest.mark.parametrize(
    ("path", "body", "above"), [("/rules", WRONG, ["body"]), ("/tenants", {"rules": [WRONG]}, ["body", "rules", 0])]
)
def test_a_web_handler_answers_422_with_all_codes_and_pointers(path: str, body: Any, above: list[str | int]) -> None:
    answer = Web().ask("POST", path, body)
    assert answer.status_code == 422
    errors = [one | {"loc": tuple(one["loc"])} for one in answer.json()["detail"]]
    assert told(errors, tuple(above)) == FAULTS
    assert {one["input"] for one in errors} == {None}


def test_the_documentation_of_a_web_handler_shows_the_fields() -> None:
    document = Web().ask("GET", "/openapi.json").json()
    shown = document["paths"]["/rules"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert {key: shown[key] for key in ("type", "required", "properties")} == {
        key: schema("create")[key] for key in ("type", "required", "properties")
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_the_model_of_the_report_has_all_that_a_report_has(path: Path) -> None:
    report = siplint.check_bytes(path.read_bytes(), file=path.name).to_dict()
    assert JSONReport.model_validate(report).model_dump(exclude_unset=True) == report


def test_the_model_reads_what_the_command_prints(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = CASES / "vendor-create-example.json"
    assert main(["check", "--format", "json", str(path)]) == 1
    report = JSONReport.model_validate_json(capfdbinary.readouterr().out)
    assert [(one.code, one.pointer) for one in report.diagnostics if one.severity == "error"] == [
        (one.code, one.pointer) for one in siplint.check_bytes(path.read_bytes()).errors
    ]

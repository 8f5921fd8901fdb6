"""siplint in other people's models and web handlers, and the JSON report as a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from siplint.api import check
from siplint.model.bodies import Body, UpdateBody
from siplint.model.failure import named
from siplint.reference.schemas import body as schema
from siplint.report.json_model import JSONReport

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

    from siplint.model import diagnostic
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind

__all__ = ["JSONReport", "RoutingRule", "RoutingRuleUpdate", "RoutingRuleValidator"]


class RoutingRuleValidator:
    """Makes a field take a routing rule that siplint finds no error in; its JSON Schema is the published one.

    What siplint finds at error level becomes one error each: `type` is the code, `loc` the steps of the pointer, `msg`
    the message, `ctx` has `name`, `pointer`, `help` and `outcome`. `input` stays empty, since a value may be a secret.
    What pydantic itself reports of a model around the rule has an input of its own; `hide_input_in_errors` in the model's
    configuration keeps that out of its texts.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(
        self, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return schema(self.kind)

    def parse(self, value: JSON) -> JSON:
        """Return a body as a dictionary, or raise pydantic's ValidationError."""
        try:
            body = dict(value) if isinstance(value, Mapping) else value
            lines = [_line(one, body) for one in check(body, kind=self.kind).errors]
        except (
            ValueError,
            AssertionError,
        ) as error:  # pydantic would keep the body as the input of an error of its own
            raise RuntimeError(f"the body cannot be judged: {named(error)}") from None
        if lines:
            raise ValidationError.from_exception_data("RoutingRule", lines, hide_input=True)
        return body


def _line(one: diagnostic.Diagnostic, body: JSON) -> InitErrorDetails:
    # the message goes in last: what the user's text has between braces is then not taken for a field of the context
    context = {
        "name": one.name,
        "pointer": one.pointer,
        "help": one.help,
        "outcome": one.outcome,
        "message": one.message,
    }
    error = PydanticCustomError(one.code, "{message}", context)
    return InitErrorDetails(type=error, loc=_steps(one.pointer, body), input=None)


def _steps(pointer: str, body: JSON) -> tuple[str | int, ...]:
    """Return the steps of a pointer: names in objects, indexes in lists.

    A name that is kept out of the pointer (`***`) leads nowhere; what is below it is named as the pointer has it.
    """
    steps: list[str | int] = []
    for text in pointer.split("/")[1:]:
        name = text.replace("~1", "/").replace("~0", "~")
        index = int(name) if isinstance(body, list | tuple) and name.isdecimal() else -1
        if isinstance(body, list | tuple):
            steps.append(name if index < 0 else index)
            body = body[index] if 0 <= index < len(body) else None
        else:
            steps.append(name)
            body = body.get(name) if isinstance(body, dict) else None
    return tuple(steps)


RoutingRule: TypeAlias = Annotated[Body, RoutingRuleValidator("create")]
"""The body that creates a rule, as a type for fields of models and parameters of web handlers."""

RoutingRuleUpdate: TypeAlias = Annotated[UpdateBody, RoutingRuleValidator("update")]
"""The body that changes a rule."""

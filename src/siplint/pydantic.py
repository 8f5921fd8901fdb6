"""siplint in other people's models and web handlers, and the JSON report as a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from siplint.body import Body, UpdateBody
from siplint.lint import check
from siplint.schema import body as schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

    from siplint import diagnostic
    from siplint.diagnostic import JSON
    from siplint.rule import Kind


class Judge:
    """Makes a field take a routing rule as siplint judges it; its JSON Schema is the published one.

    What siplint finds at error level becomes one error each: `type` is the code, `loc` the steps of the pointer, `msg`
    the message, `ctx` has `name`, `pointer`, `help` and `outcome`. `input` stays empty: a value may be a secret.
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
        """Give a body back as a dictionary, or raise pydantic's ValidationError."""
        body = dict(value) if isinstance(value, Mapping) else value
        errors = check(body, kind=self.kind).errors
        if errors:
            lines = [_line(one, body) for one in errors]
            raise ValidationError.from_exception_data("RoutingRule", lines)
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
    """Give the steps of a pointer: names in objects, indexes in lists."""
    steps: list[str | int] = []
    for text in pointer.split("/")[1:]:
        name = text.replace("~1", "/").replace("~0", "~")
        listed = isinstance(body, list | tuple)
        steps.append(int(name) if listed else name)
        body = body[int(name)] if listed else body.get(name) if isinstance(body, dict) else None
    return tuple(steps)


RoutingRule: TypeAlias = Annotated[Body, Judge("create")]
"""The body that creates a rule, as a type for fields of models and parameters of web handlers."""

RoutingRuleUpdate: TypeAlias = Annotated[UpdateBody, Judge("update")]
"""The body that changes a rule."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Position(_Record):
    """A place in a file."""

    line: int
    """Counts from 1."""
    column: int
    """Counts from 1, in code points."""
    offset: int
    """Counts from 0, in bytes."""


class Label(_Record):
    """A second place, with what is to be seen there."""

    file: str
    pointer: str
    start: Position | None
    end: Position | None
    message: str


class Edit(_Record):
    """Bytes `start` to `end` (exclusive) of the file are to become `text`."""

    start: int
    end: int
    text: str


class Fix(_Record):
    """Edits that belong together."""

    safe: bool
    """Whether the rule means the same afterwards."""
    edits: list[Edit]


class Diagnostic(_Record):
    """One fault of one file."""

    code: str
    """Never reused; RR followed by three digits."""
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    outcome: str
    """What follows when the rule is sent as it is."""
    file: str
    """Relative to the working directory where it lies inside it, with forward slashes."""
    pointer: str
    """RFC 6901, within the file; names a member even where it is missing."""
    start: Position | None
    """Null only for a body that never was text."""
    end: Position | None
    """Exclusive."""
    labels: list[Label]
    help: str
    """What to do; may be empty."""
    url: str
    """The page that explains the code."""
    fix: Fix | None
    fingerprint: str
    """Stays the same when lines move; differs for different findings."""


class Tool(_Record):
    """What wrote the report."""

    name: Literal["siplint"]
    version: str


class Summary(_Record):
    """How much was looked at and found."""

    files: int
    rules: int
    errors: int
    warnings: int
    infos: int


class JSONReport(_Record):
    """What `siplint check --format json` prints and `Report.to_dict` gives."""

    version: Literal[1]
    tool: Tool
    summary: Summary
    diagnostics: list[Diagnostic]
    """In order of file, place and code."""

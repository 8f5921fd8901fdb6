"""jsonschema's keywords, made to say where a missing or forbidden member is, and what the schema calls the rule."""

from __future__ import annotations

from typing import Any

from jsonschema import ValidationError
from jsonschema.validators import extend
from referencing import Registry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from siplint.model.finding import JSON

    Schema: TypeAlias = Mapping[str, JSON]
    Keyword: TypeAlias = Callable[[Any, JSON, JSON, Schema], Iterator[ValidationError] | None]

NEVER: dict[str, JSON] = {"not": {}}
"""The schema `false`, in words with which jsonschema does not lose the place."""
LONGEST = 200
"""Code points of a title or description that are taken."""


def judge_of(cls: Any, schema: JSON) -> Any:
    """Make a checked schema a jsonschema validator, of the class of its dialect.

    Its errors stand at the member that is missing or too many; where a schema around the failing keyword has a title
    or a description, they have an attribute `words`: the nearest such, and whether it speaks of the whole body. Nothing
    is fetched.
    """
    # without `$schema`, because jsonschema would go back from these keywords to its own where it meets it
    root = {key: value for key, value in schema.items() if key != "$schema"} if isinstance(schema, dict) else schema

    def attentive(name: str, check: Keyword) -> Keyword:
        def checked(judge: Any, value: JSON, instance: JSON, schema: Schema) -> Iterator[ValidationError]:
            for error in check(judge, _spoken(name, value), instance, schema) or ():
                if not hasattr(error, "words") and words(schema):
                    error.words = (words(schema), schema is root)  # type: ignore[attr-defined]
                yield error

        return checked

    own = {name: check for name, check in OWN.items() if name in cls.VALIDATORS}
    keywords = {name: attentive(name, check) for name, check in {**cls.VALIDATORS, **own}.items()}
    types = cls.TYPE_CHECKER.redefine("array", lambda _checker, value: isinstance(value, (list, tuple)))
    ready: Any = extend(cls, keywords, type_checker=types)  # type: ignore[no-untyped-call]
    return ready(root, registry=Registry(), format_checker=cls.FORMAT_CHECKER)


def words(schema: JSON) -> str:
    """Return the title and the description of a schema as one line, or an empty text."""
    if not isinstance(schema, dict):
        return ""
    texts = [schema[key] for key in ("title", "description") if isinstance(schema.get(key), str)]
    line = " ".join(": ".join(texts).split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _spoken(name: str, value: JSON) -> JSON:
    """Return the value of a keyword with NEVER in place of `false`, where that is a schema for a member or an item."""
    if name in ("properties", "patternProperties"):
        return {key: NEVER if schema is False else schema for key, schema in value.items()}
    if name in ("prefixItems", "items") and isinstance(value, list):
        return [NEVER if schema is False else schema for schema in value]
    return NEVER if value is False and name in ("items", "additionalProperties", "additionalItems") else value


def _required(judge: Any, names: list[str], instance: JSON, schema: Schema) -> Iterator[ValidationError]:
    if judge.is_type(instance, "object"):
        yield from (_missing(name, schema) for name in names if name not in instance)


def _dependent(judge: Any, needs: Mapping[str, list[str]], instance: JSON, schema: Schema) -> Iterator[ValidationError]:
    if judge.is_type(instance, "object"):
        for key, names in needs.items():
            yield from (_missing(name, schema) for name in names if key in instance and name not in instance)


def _missing(name: str, schema: Schema) -> ValidationError:
    error = ValidationError("missing", path=(name,))
    said = words(schema.get("properties", {}).get(name))
    if said:
        error.words = (said, False)  # type: ignore[attr-defined]
    return error


def _names(judge: Any, value: JSON, instance: JSON, _schema: Schema) -> Iterator[ValidationError]:
    if judge.is_type(instance, "object"):
        for name in instance:
            yield from judge.descend(name, NEVER if value is False else value, path=name)


OWN: Mapping[str, Keyword] = {"required": _required, "dependentRequired": _dependent, "propertyNames": _names}

"""jsonschema's keywords, made to say where a member is missing or forbidden, and to end in a bounded number of steps."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from jsonschema import FormatChecker, ValidationError
from jsonschema.validators import extend

from siplint.rules.policy_patterns import Pattern, parse_pattern
from siplint.rules.policy_steps import StepLimit

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
KEYWORD, ITEM, ERROR = 100, 30, 10
"""Steps for a keyword, for each item of its value or of what it goes through, and for an error at each level."""
ITERATING = (
    *("items", "additionalItems", "prefixItems", "contains", "uniqueItems", "unevaluatedItems", "propertyNames"),
    *("properties", "patternProperties", "additionalProperties", "unevaluatedProperties"),
)
"""Keywords that go through the members or items of a value."""


class CompiledPolicy:
    """A policy that is ready to check bodies: a jsonschema validator, and the limit of its steps."""

    __slots__ = ("limit", "patterns", "schema", "validator")

    def __init__(self, cls: Any, schema: JSON, resolver: Any) -> None:
        """Make a checked schema a validator, of the class of its dialect; `resolver` follows its references.

        Its errors stand at the member that is missing or too many; where a schema around the failing keyword has a
        title or a description, they have an attribute `words`: the nearest such, and whether it speaks of the whole
        body. It raises TooManySteps.
        """
        self.schema = without_dialect(schema)
        objects = list(objects_in(schema))
        self.limit = StepLimit(sum(map(len, objects)))
        self.patterns: dict[str, Pattern] = {}
        for one in objects:
            if isinstance(one.get("patternProperties"), dict):
                for text in one["patternProperties"]:
                    with suppress(ValueError):  # what only looks like a schema, in a `const`
                        self.patterns[text] = Pattern(text)
        own = {name: check for name, check in self.own_keywords().items() if name in cls.VALIDATORS}
        keywords = {name: self.attentive(name, check) for name, check in {**cls.VALIDATORS, **own}.items()}
        types = cls.TYPE_CHECKER.redefine("array", lambda _checker, value: isinstance(value, (list, tuple)))
        ready = with_keywords(cls, keywords, types)
        self.validator = ready(self.schema, format_checker=formats_of(cls), _resolver=resolver)

    def own_keywords(self) -> dict[str, Keyword]:
        """Return the keywords that are not as in jsonschema."""
        return {
            "required": _required,
            "dependentRequired": _dependent,
            "propertyNames": _names,
            "uniqueItems": unique_items,
            "pattern": self.pattern,
            "patternProperties": self.pattern_properties,
            "additionalProperties": self.additional_properties,
        }

    def attentive(self, name: str, check: Keyword) -> Keyword:
        """Return a keyword that counts steps, and takes the words of the schema it stands in."""
        limit = self.limit

        def checked(validator: Any, value: JSON, instance: JSON, schema: Schema) -> Iterator[ValidationError]:
            limit.spend(_steps(name, value, instance, limit))
            if name in ("unevaluatedItems", "unevaluatedProperties"):
                self.rehearse(validator, name, instance, schema)
            for error in check(validator, _spoken(name, value), instance, schema) or ():
                limit.spend(ERROR + limit.size(instance))
                if not hasattr(error, "words") and schema_title(schema):
                    error.words = (schema_title(schema), schema is self.schema)  # type: ignore[attr-defined]
                yield error

        return checked

    def rehearse(self, validator: Any, name: str, instance: JSON, schema: Schema) -> None:
        """Count what jsonschema does uncounted for an `unevaluated…` keyword.

        It follows references, which the other keywords of the schema do too, and searches for the patterns of
        `patternProperties` by Python's own engine.
        """
        for _ in validator.evolve(schema={key: value for key, value in schema.items() if key != name}).iter_errors(
            instance
        ):
            pass
        if name == "unevaluatedProperties" and isinstance(instance, dict):
            for pattern in self.patterns.values():
                for key in instance:
                    pattern.spend_on_backtracking(key, self.limit)

    def matches(self, pattern: str, text: str) -> bool:
        """Tell whether a pattern matches anywhere in a text."""
        if pattern not in self.patterns:
            self.patterns[pattern] = Pattern(pattern)
        return self.patterns[pattern].is_in(text, self.limit)

    def pattern(self, _validator: Any, pattern: str, instance: JSON, _schema: Schema) -> Iterator[ValidationError]:
        """Check `pattern`."""
        if isinstance(instance, str) and not self.matches(pattern, instance):
            yield ValidationError("does not match")

    def pattern_properties(
        self, validator: Any, patterns: Mapping[str, JSON], instance: JSON, _schema: Schema
    ) -> Iterator[ValidationError]:
        """Check `patternProperties`."""
        if isinstance(instance, dict):
            for pattern, schema in patterns.items():
                for key, value in instance.items():
                    if self.matches(pattern, key):
                        yield from validator.descend(value, schema, path=key, schema_path=pattern)

    def additional_properties(
        self, validator: Any, value: JSON, instance: JSON, schema: Schema
    ) -> Iterator[ValidationError]:
        """Check `additionalProperties`: each member that neither `properties` nor `patternProperties` is about."""
        if isinstance(instance, dict):
            named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
            for key, member in instance.items():
                if key not in named and not any(self.matches(pattern, key) for pattern in patterns):
                    yield from validator.descend(member, value, path=key)


def _steps(name: str, value: JSON, instance: JSON, limit: StepLimit) -> int:
    steps = KEYWORD
    if isinstance(value, (dict, list)) and name != "enum":
        steps += ITEM * len(value)
    if name in ITERATING and isinstance(instance, (dict, list, tuple)):
        steps += ITEM * len(instance)
    if name in ("const", "enum", "uniqueItems"):
        steps += (len(value) if isinstance(value, list) else 1) * limit.size(instance)
    return steps


def with_keywords(cls: Any, keywords: Mapping[str, Keyword], types: Any = None) -> Any:
    """Return a validator class with other keywords, which hold in all of a schema.

    jsonschema takes a subschema that names its dialect for one to be judged by its own keywords.
    """
    ready: Any = extend(cls, keywords, type_checker=types)  # type: ignore[no-untyped-call]
    evolve = ready.evolve

    def evolve_here(validator: Any, **changes: Any) -> Any:
        return evolve(validator, **{**changes, "schema": without_dialect(changes.get("schema", validator.schema))})

    ready.evolve = evolve_here
    return ready


def without_dialect(schema: JSON) -> JSON:
    """Return a schema that does not name its dialect: that of the policy holds."""
    if isinstance(schema, dict) and "$schema" in schema:
        return {key: value for key, value in schema.items() if key != "$schema"}
    return schema


def objects_in(schema: JSON) -> Iterator[dict[str, JSON]]:
    """Return all objects of a schema."""
    todo = [schema]
    while todo:
        here = todo.pop()
        if isinstance(here, dict):
            yield here
            todo += here.values()
        elif isinstance(here, list):
            todo += here


def formats_of(cls: Any) -> FormatChecker:
    """Return the formats of a dialect; `regex` parses, and spares the work of compiling."""
    checker = FormatChecker(())
    checker.checkers = {**cls.FORMAT_CHECKER.checkers, "regex": (_is_pattern, ValueError)}
    return checker


def _is_pattern(value: object) -> bool:
    if isinstance(value, str):
        parse_pattern(value)
    return True


def schema_title(schema: JSON) -> str:
    """Return the title and the description of a schema as one line, or an empty text."""
    if not isinstance(schema, dict):
        return ""
    texts = [schema[key][: 2 * LONGEST] for key in ("title", "description") if isinstance(schema.get(key), str)]
    line = " ".join(": ".join(texts).split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _spoken(name: str, value: JSON) -> JSON:
    """Return the value of a keyword with NEVER in place of `false`, where that is a schema for a member or an item."""
    if name in ("properties", "patternProperties"):
        return {key: NEVER if schema is False else schema for key, schema in value.items()}
    if name in ("prefixItems", "items") and isinstance(value, list):
        return [NEVER if schema is False else schema for schema in value]
    return NEVER if value is False and name in ("items", "additionalProperties", "additionalItems") else value


def _required(validator: Any, names: list[str], instance: JSON, schema: Schema) -> Iterator[ValidationError]:
    if validator.is_type(instance, "object"):
        yield from (_missing(name, schema) for name in names if name not in instance)


def _dependent(
    validator: Any, needs: Mapping[str, list[str]], instance: JSON, schema: Schema
) -> Iterator[ValidationError]:
    if validator.is_type(instance, "object"):
        for key, names in needs.items():
            yield from (_missing(name, schema) for name in names if key in instance and name not in instance)


def _missing(name: str, schema: Schema) -> ValidationError:
    error = ValidationError("missing", path=(name,))
    said = schema_title(schema.get("properties", {}).get(name))
    if said:
        error.words = (said, False)  # type: ignore[attr-defined]
    return error


def _names(validator: Any, value: JSON, instance: JSON, _schema: Schema) -> Iterator[ValidationError]:
    if validator.is_type(instance, "object"):
        for name in instance:
            yield from validator.descend(name, NEVER if value is False else value, path=name)


def unique_items(_validator: Any, wanted: JSON, instance: JSON, _schema: Schema) -> Iterator[ValidationError]:
    """Check `uniqueItems` in linear time: jsonschema compares each item with each where they cannot be sorted."""
    if wanted is True and isinstance(instance, (list, tuple)):
        seen = set()
        for item in instance:
            key = _identity(item)
            if key in seen:
                yield ValidationError("some items are equal")
                return
            seen.add(key)


def _identity(value: JSON) -> object:
    """Return what is equal exactly for values that are equal in JSON: 1 and 1.0 are, 1 and true are not."""
    if isinstance(value, dict):
        return "object", frozenset((key, _identity(member)) for key, member in value.items())
    if isinstance(value, (list, tuple)):
        return "list", tuple(map(_identity, value))
    return (
        ("number", value) if isinstance(value, (int, float)) and not isinstance(value, bool) else (type(value), value)
    )

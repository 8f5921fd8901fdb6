"""House policies: the user's own JSON Schema, checked by jsonschema."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from jsonschema.exceptions import SchemaError, best_match
from jsonschema.validators import validator_for
from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]
from referencing.exceptions import Unresolvable
from referencing.jsonschema import specification_with

from siplint.domain.wording import cut, quote, show
from siplint.model.failure import BadConfiguration
from siplint.model.fields import FIELDS, INBOUND, OUTBOUND
from siplint.model.tree_path import spelled
from siplint.rules.policy_keywords import (
    NEVER,
    CompiledPolicy,
    formats_of,
    objects_in,
    unique_items,
    with_keywords,
    without_dialect,
)
from siplint.rules.policy_steps import TEXT, TooManySteps
from siplint.source.documents import read_documents
from siplint.source.fault_wording import fault_message
from siplint.source.locations import locate, positions_in
from siplint.source.sendable import unsendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError
    from referencing import Resource
    from referencing._core import Resolver

    from siplint.model.finding import JSON, Path
    from siplint.source.documents import Document

LATEST = "https://json-schema.org/draft/2020-12/schema"
ADDRESSES = frozenset(("$schema", "$id", "id", "$ref", "$dynamicRef", "$recursiveRef"))
"""Keywords whose value is a URI."""
SHOWN = 5
"""Values of an enumeration that a message names."""
DEEPEST = 32
"""How deep a body may be nested for a policy that refers to itself: jsonschema calls itself several times a level."""
LARGEST = 1_000_000
"""Values that a body may have where it holds some of them many times over: jsonschema looks at each of them anew."""
MOST_MEMBERS = 10_000
"""Objects and members of a policy: jsonschema needs half a millisecond for each that is not a JSON Schema."""
PROBES = tuple({name: field.example for name, field in FIELDS.items()} | {"type": one} for one in (INBOUND, OUTBOUND))
"""Bodies with every field: what a policy makes of itself shows when it checks them."""


def policy(data: bytes, name: str) -> Any:
    """Compile the text of a JSON Schema; raise BadConfiguration, with the place, where it cannot be used.

    Drafts 4 to 2020-12. References lead only into the schema itself and the published metaschemas: nothing is fetched.
    """
    (document,) = read_documents(data)
    if document.faults:
        fault = document.faults[0]
        raise _bad(document, name, fault.path if fault.code == "RR003" else (), fault_message(fault), fault.at)
    schema = document.value
    for path, address in _malformed_addresses(schema):
        raise _bad(document, name, path, f"{quote(address)} is not a URI")
    dialect = schema.get("$schema", LATEST) if isinstance(schema, dict) else LATEST
    cls: Any = validator_for({"$schema": dialect}, default=None) if isinstance(dialect, str) else None  # type: ignore[arg-type]
    if cls is None or "not" not in cls.VALIDATORS:
        sentence = f"{show(dialect)} is not a dialect of JSON Schema from draft 4 to 2020-12"
        raise _bad(document, name, ("$schema",), sentence)
    try:
        if sum(1 + len(one) for one in objects_in(schema)) > MOST_MEMBERS:
            raise _bad(document, name, (), f"it has more than {MOST_MEMBERS} objects and members")
        _require_schema(cls, schema)
        resource = specification_with(dialect).create_resource(schema)
        uri = resource.id() or ""
        resolver = REGISTRY.with_resource(uri, resource).crawl().resolver(uri)
        for path, reference in _leading_nowhere(resource, resolver):
            sentence = f"{quote(reference)} leads nowhere in this file, and nothing is fetched from elsewhere"
            raise _bad(document, name, path, sentence)
        compiled = CompiledPolicy(cls, schema, resolver)
        for probe in PROBES:
            compiled.limit.start(probe)
            for _ in compiled.validator.iter_errors(probe):
                pass
    except SchemaError as error:
        raise _bad(document, name, tuple(error.absolute_path), f"not a JSON Schema: {cut(error.message)}") from error
    except RecursionError as error:
        raise _bad(document, name, (), "it refers to itself without end, or is nested too deeply") from error
    except TooManySteps as error:
        raise _bad(document, name, (), f"judging a rule by it takes too many steps{_because(error)}") from error
    return compiled


def _require_schema(cls: Any, schema: JSON) -> None:
    """Raise SchemaError unless this is a schema of a dialect; as `check_schema` does, but never in quadratic time."""
    checker = with_keywords(cls, {"uniqueItems": unique_items})
    error = best_match(checker(without_dialect(cls.META_SCHEMA), format_checker=formats_of(cls)).iter_errors(schema))
    if error:
        raise SchemaError.create_from(error)


def _bad(
    document: Document, name: str, path: Path, sentence: str, at: tuple[int, int] | None = None
) -> BadConfiguration:
    start = at[0] if at else locate(document.text, [path])[path][0]
    place = positions_in(document.text, [start], document.line, document.offset)[start]
    return BadConfiguration(f"{name}:{place.line}:{place.column}: the policy cannot be used: {sentence}")


def _malformed_addresses(schema: JSON) -> Iterator[tuple[Path, str]]:
    """Return the identifiers and references that cannot even be parsed; jsonschema raises ValueError for them."""
    for members in objects_in(schema):
        for keyword in ADDRESSES & members.keys():
            address = members[keyword]
            try:
                if isinstance(address, str):
                    urljoin(LATEST, address)
            except ValueError:
                yield (*_path_to(members, schema), keyword), address


def _leading_nowhere(resource: Resource[JSON], resolver: Resolver[JSON]) -> Iterator[tuple[Path, str]]:
    schema = resource.contents
    todo = [(resource, resolver)]
    while todo:
        resource, resolver = todo.pop()
        for keyword in ("$ref", "$dynamicRef"):
            reference = resource.contents.get(keyword) if isinstance(resource.contents, dict) else None
            if reference is None:
                continue
            try:
                resolver.lookup(reference)
            except Unresolvable:
                yield (*_path_to(resource.contents, schema), keyword), reference
        todo += [(inner, resolver.in_subresource(inner)) for inner in resource.subresources()]


def _path_to(wanted: JSON, schema: JSON) -> Path:
    """Return the path of an object that is known to stand in a schema."""
    todo: list[tuple[JSON, Path]] = []
    here: JSON = schema
    path: Path = ()
    while here is not wanted:
        members = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        todo += [(inner, (*path, key)) for key, inner in members]
        here, path = todo.pop()
    return path


def complaints(compiled: Any, body: JSON) -> Iterator[tuple[Path, str, str]]:
    """Tell where a body does not meet a policy: path, message, and what was expected where the message is the user's.

    A message never has a value of the body in it, which may be a secret.
    """
    odd = unsendable(body, DEEPEST)
    if odd and odd[0] == "depth" and _refers(compiled.schema):
        yield (), "the rule cannot be judged by the house policy: it is nested too deeply", ""
        return
    compiled.limit.start(body)
    if _swollen(body, compiled.limit.sizes):
        yield (), "the rule cannot be judged by the house policy: it holds the same value too many times", ""
        return
    seen = set()
    try:
        for error in compiled.validator.iter_errors(body):
            path = tuple(error.absolute_path)
            fact = _fact(error, path)
            words, whole = getattr(error, "words", ("", True))
            one = (path, words, fact) if words and not whole else (path, f"{words}: {fact}" if words else fact, "")
            if one not in seen:
                seen.add(one)
                yield one
    except TooManySteps as error:
        yield (), f"the rule cannot be judged by the house policy: that takes too many steps{_because(error)}", ""
    except (RecursionError, ArithmeticError, ValueError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else "it has a number too large"
        yield (), f"the rule cannot be judged by the house policy: {why}", ""


def _because(error: TooManySteps) -> str:
    return f", because of the pattern {quote(error.pattern)}" if error.pattern else ""


def _swollen(body: JSON, sizes: Mapping[int, int]) -> bool:
    """Tell whether a body, which never was text then, is small only because it holds the same values again and again."""
    size = sizes.get(id(body), 1)
    return size > LARGEST and size > 1 + _distinct_size(body)


def _distinct_size(body: JSON) -> int:
    """Count the members and items of a body, those of a value that it holds many times only once."""
    seen: set[int] = set()
    todo = [body]
    total = 0
    while todo:
        here = todo.pop()
        if isinstance(here, (dict, list, tuple)) and id(here) not in seen:
            seen.add(id(here))
            total += len(here)
            todo += here.values() if isinstance(here, dict) else here
        elif isinstance(here, str):
            total += len(here) // TEXT
    return total


def _refers(schema: JSON) -> bool:
    """Return whether a schema refers to another place, perhaps to itself: then it may go as deep as the body does."""
    todo = [schema]
    while todo:
        here = todo.pop()
        if isinstance(here, dict) and ("$ref" in here or "$dynamicRef" in here):
            return True
        todo += here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
    return False


def _fact(error: ValidationError, path: Path) -> str:
    keyword, wanted = str(error.validator), error.validator_value
    subject, secret = _subject(path), "apiKey" in path
    if keyword in ("required", "dependentRequired"):
        return f"{subject} is missing"
    if wanted is NEVER["not"] or error.schema is False:
        return f"{subject} is not allowed"
    if keyword == "const" and not secret:
        return f"{subject} should be {show(wanted)}"
    if keyword in ("enum", "type") and not secret:
        values = wanted if isinstance(wanted, list) else [wanted]
        shown = ", ".join(show(one) for one in values[:SHOWN]) + ", …" * (len(values) > SHOWN)
        return f"{subject} should be {'of type' if keyword == 'type' else 'one of'} {shown}"
    told = not secret and isinstance(wanted, (str, int, float)) and not isinstance(wanted, bool)
    return f"{subject} does not meet `{keyword}`" + (f": {show(wanted)}" if told else "")


def _subject(path: Path) -> str:
    if not path:
        return "the rule"
    *above, last = path
    if isinstance(last, int):
        return f"item {last} of {_subject(tuple(above))}"
    return f"`{'.'.join(cut(spelled(step)) for step in path)}`"

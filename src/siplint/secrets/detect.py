"""What is secret in the values of the user's files."""

from __future__ import annotations

from siplint.domain.heuristics import looks_left_in
from siplint.secrets.patterns import SHORTEST_SECRET, is_api_key, secrets_in
from siplint.secrets.values import SHORTEST_VALUE, hides_value, is_secret_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import JSON


class Secrets(frozenset[str]):
    """Texts that no output may show; not even its own `repr` does."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} secrets>"


def api_keys(value: JSON) -> Iterator[str]:
    """Return what the API key of a body, or of each of a list of bodies, holds, however it is spelled and shaped."""
    met: set[int] = set()
    for body in value if isinstance(value, (list, tuple)) else (value,):
        for name in body if isinstance(body, dict) else ():
            if isinstance(name, str) and is_api_key(name):
                yield from _strings(body[name], met)


def _strings(value: JSON, met: set[int]) -> Iterator[str]:
    todo = [value]
    while todo:
        here = todo.pop()
        if isinstance(here, (dict, list, tuple)):
            if id(here) in met:  # a body that never was text may hold itself, or the same many times
                continue
            met.add(id(here))
        if isinstance(here, str):
            if here and not looks_left_in(here):
                yield here
        elif isinstance(here, dict):
            todo += (*here, *here.values())
        elif isinstance(here, (list, tuple)):
            todo += here
        elif here is not None and not isinstance(here, bool):
            try:
                yield str(here)
            except (
                ValueError
            ):  # an integer of more digits than Python is willing to write; nothing else writes it either
                continue


def secrets_of(value: JSON) -> list[str]:
    """Return all of a value that no output may show: API keys, values whose names say so, and what looks like a secret."""
    found: list[str] = []
    met: set[int] = set()
    todo = [value]
    while todo:
        here = todo.pop()
        if isinstance(here, str):
            found += _pieces(here)
        elif isinstance(here, (dict, list, tuple)) and id(here) not in met:
            met.add(id(here))
            if isinstance(here, dict):
                found += _named(here)
                todo += here
                attributes = here.get("headersToAttributes")
                if isinstance(attributes, dict):  # a header may have any name, and the attribute is no secret
                    met.add(id(attributes))
                    todo += (*attributes, *attributes.values())
                here = here.values()
            todo += here
    return found


def _named(members: dict[JSON, JSON]) -> Iterator[str]:
    """Return the values of an object's members whose names say that they are secret."""
    for name, value in members.items():
        if not isinstance(name, str) or not hides_value(name):
            continue
        if is_api_key(name):
            yield from _strings(value, set())
            continue
        for item in value if isinstance(value, (list, tuple)) else (value,):
            if is_secret_value(name, item):
                yield str(item)


def _pieces(text: str) -> Iterator[str]:
    """Return the pieces of a text that are secret."""
    if len(text) >= SHORTEST_SECRET:
        yield from (piece for _, piece in secrets_in(text))
    if len(text) > SHORTEST_VALUE and ("=" in text or ":" in text):
        from siplint.secrets.values import values_after_names

        yield from (text[start:end] for start, end in values_after_names(text))

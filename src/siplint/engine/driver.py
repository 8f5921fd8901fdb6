"""The one driver: a value goes in, and all findings about it come out; library, files, lines and buffers use it alike."""

from __future__ import annotations

from siplint.engine.fast_path import conflicts_in, is_complete, remarkable_members
from siplint.rules.catalogue import always_asked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from siplint.engine.full_lint import Doubt, LintedBody
    from siplint.model.finding import JSON, Path
    from siplint.model.settings import Settings

_ALWAYS: dict[bool, tuple[str, ...]] = {}
"""The rules that are asked about ordinary bodies too, without those in preview and with them."""


def lint_value(value: JSON, settings: Settings, base: Path = (), *, is_text: bool = True) -> LintedBody | None:
    """Lint a value that is where a routing rule may stand; None: it is a rule, all of it meant, and has no fault.

    `base` is its path in the run: file, then index in the file. Unless it `is_text`, read from JSON, it may also hold
    what no JSON can carry.
    """
    doubt: Doubt | None = None
    if settings.kind == "create" and not settings.templates and type(value) is dict:
        preview = settings.preview or settings.select != ()
        always = _ALWAYS.get(preview)
        if always is None:
            always = _ALWAYS[preview] = always_asked("create", preview=preview)
        remarkable = remarkable_members(value)
        doubt = remarkable, conflicts_in(value, remarkable)
        if not (doubt[0] or doubt[1] or always or settings.policy is not None) and is_complete(value):
            return None
    from siplint.engine.full_lint import lint_in_full

    return lint_in_full(value, doubt, settings, base, is_text=is_text)


def rules_in(value: JSON, pointers: Sequence[str]) -> Iterator[Path]:
    """Return the paths that the configuration's `rules-at` names in a value."""
    for pointer in pointers:
        places: list[tuple[Path, JSON]] = [((), value)]
        for word in pointer.split("/")[1:]:
            step = word.replace("~1", "/").replace("~0", "~")
            places = [
                ((*path, key), item) for path, inner in places for key, item in _items(inner) if step in ("*", str(key))
            ]
        yield from (path for path, _ in places if path)


def _items(value: JSON) -> Iterable[tuple[str | int, JSON]]:
    return value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()


def value_at(value: JSON, path: Path) -> JSON:
    """Return what is at a path of a value."""
    for step in path:
        value = value[step]
    return value

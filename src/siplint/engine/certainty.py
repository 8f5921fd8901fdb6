"""What a document holds that nobody said holds a rule: a rule for certain, or something else."""

from __future__ import annotations

from siplint.engine.driver import rules_in
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from siplint.body.recognise import Recognised
    from siplint.model.finding import JSON
    from siplint.model.settings import Settings
    from siplint.source.chunks import Chunk
    from siplint.source.notations import AnyDocument as Document

JSON_KEY = r'"([^"\\\n]{1,80})"\s{0,20}:(?:\s{0,20}"([^"\\\n]{1,80})")?'
YAML_KEY = r"""(?m)^[ \t-]{0,200}["']?([\w-]{1,80})["']?[ \t]{0,20}:[ \t]{0,20}(?:["']?(\w{1,80}))?(?=\W|\Z)"""
"""What looks like a key in a text that cannot be read."""


def recognised_as(value: JSON, settings: Settings) -> Recognised:
    """Return what a value is that is where a routing rule may stand."""
    from siplint.body.recognise import recognise

    return recognise(value, update=settings.kind == "update")


def is_something_else(document: Document, settings: Settings) -> bool:
    """Return whether a document of a walk holds no rule: what nobody named must be one for certain."""
    value = document.value
    if value is ABSENT:
        if looks_like_baseline(document):
            return True
        is_yaml = bool(getattr(document, "spell", None))
        keys = keys_in_text(document.text, YAML_KEY if is_yaml else JSON_KEY)
        return recognised_as(keys, settings).what == "other" if keys else is_yaml
    if settings.rules_at and any(rules_in(value, settings.rules_at)):
        return False
    for item in value if isinstance(value, list) else (value,):
        recognised = recognised_as(item, settings)
        if recognised.what != "other" and recognised.certain:
            return False
    return not (isinstance(value, list) and not value)


def looks_like_baseline(document: Document) -> bool:
    """Return whether a text is a baseline, whose lines together are not JSON, whatever its file is called."""
    from siplint.model.identity import BASELINE_MARK

    return document.text.startswith(f'{{"{BASELINE_MARK}":')


def is_unparsed(document: Document) -> bool:
    """Return whether nothing is known of a document since it cannot be parsed, also not as JSON with comments."""
    if document.value is not ABSENT or looks_like_baseline(document):
        return False
    from siplint.source.jsonc import read

    return all(one.value is ABSENT for one in read(document.text.encode("utf-8", "surrogateescape"), "a.jsonc"))


def all_lines_are_something_else(chunks: Iterable[Chunk], settings: Settings) -> bool:
    """Return whether no line of a walked file looks like a rule; mostly the first one tells."""
    return all(is_something_else(line, settings) for chunk in chunks for line in chunk.documents())


def is_certainly_rule(document: Document, settings: Settings) -> bool:
    """Tell whether a snippet, which nothing but its text says anything about, is a routing rule for certain."""
    if document.value is ABSENT:
        keys = keys_in_text(getattr(document, "inner_text", document.text), JSON_KEY)
        recognised = recognised_as(keys, settings)
        return bool(keys) and recognised.what == "rule" and recognised.certain
    return not is_something_else(document, settings)


def keys_in_text(text: str, pattern: str) -> dict[str, str]:
    """Return what looks like keys in the first 100 000 code points of a text that cannot be read, with simple texts."""
    import re

    return dict(re.findall(pattern, text[:100_000]))

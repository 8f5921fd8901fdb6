"""The values of a document that are looked at: which may be rules, how they are numbered, and what is skipped."""

from __future__ import annotations

from siplint.engine.driver import rules_in, value_at
from siplint.model.finding import DocumentNumber
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.body.recognise import Recognised
    from siplint.model.finding import JSON, Finding, Origins, Path
    from siplint.model.settings import Settings
    from siplint.source.notations import AnyDocument as Document

WHOLE_FILE = -1
"""Stands for the index of a body that is all of a file."""
ITEM_BITS = 32
"""The index of an item of an embedded list is so many bits above the number of the document in the slot."""
JSON_KEY = r'"([^"\\\n]{1,80})"\s{0,20}:(?:\s{0,20}"([^"\\\n]{1,80})")?'
YAML_KEY = r"""(?m)^[ \t-]{0,200}["']?([\w-]{1,80})["']?[ \t]{0,20}:[ \t]{0,20}(?:["']?(\w{1,80}))?(?=\W|\Z)"""
"""What looks like a key in a text that cannot be read."""


def path_of(name: str, document: Document) -> Path:
    """Return the path of a document of a file."""
    return (name, *map(DocumentNumber, document.path)) if document.embedded else (name, *document.path)


def values_in(document: Document, path: Path, settings: Settings) -> Iterator[tuple[int, Path, JSON]]:
    """Return the values of a document that stand where a routing rule may stand: slot in the file, path, value.

    The slot numbers the bodies of a file for cross-file rules; that of a body that is all of a file is negative.
    """
    value = document.value
    if value is ABSENT:
        return
    meant = list(rules_in(value, settings.rules_at)) if settings.rules_at else []
    if meant:
        for count, inside in enumerate(meant):
            yield int(document.path[0]) if document.path else count, path + inside, value_at(value, inside)
    elif isinstance(value, list) and (not document.path or document.embedded):
        for index, item in enumerate(value):
            yield int(document.path[0]) + (index << ITEM_BITS) if document.path else index, (*path, index), item
    else:
        yield int(document.path[0]) if document.path else WHOLE_FILE, path, value


def rules_again(document: Document, path: Path, settings: Settings) -> Iterator[tuple[int, Path, Trusted, Origins]]:
    """Return the rules of a document once more: slot, path, what is meant, and where its members are written."""
    from siplint.engine.full_lint import meant_by

    if document.kind in ("request", "note") or (document.snippet and not is_certainly_rule(document, settings)):
        return
    settings = settings_for(document, settings)
    for slot, base, value in values_in(document, path, settings):
        recognised = recognised_as(value, settings)
        if recognised.what == "rule":
            yield slot, base, *meant_by(value, settings)
        for count, inside in enumerate(recognised.inside):
            inner = count if slot == WHOLE_FILE else slot
            yield inner, base + inside, *meant_by(value_at(value, inside), settings)


def settings_for(document: Document, settings: Settings) -> Settings:
    """Return the settings for a document, which may say itself whether it creates or updates a rule."""
    if not document.kind or document.kind == settings.kind:
        return settings
    return settings.but(kind=document.kind)


def request_findings(document: Document, path: Path, settings: Settings) -> Iterator[Finding]:
    """Return what the rules about the request around a body say."""
    from siplint.domain.endpoint import Request
    from siplint.engine.request_lint import lint_request

    return lint_request(Request(**{"now": settings.now, **document.value}), path)


def document_findings(document: Document, path: Path) -> Iterator[Finding]:
    """Return what the rules about the text say of a document's faults."""
    from siplint.rules.catalogue import rule_of

    for fault in document.faults:
        rule = rule_of(fault.code)
        for finding in rule.check(fault):
            yield finding.reported(rule, path)


def recognised_as(value: JSON, settings: Settings) -> Recognised:
    """Return what a value is that stands where a routing rule may stand."""
    from siplint.body.recognise import recognise

    return recognise(value, update=settings.kind == "update")


def is_something_else(document: Document, settings: Settings) -> bool:
    """Return whether a document of a walk holds no rule: what nobody named must be one for certain."""
    value = document.value
    if value is ABSENT:
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

"""The values of a document that are looked at: which may be rules, how they are numbered, and what is skipped."""

from __future__ import annotations

from siplint.engine.driver import rules_in, value_at
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Finding, Origins, Path
    from siplint.model.settings import Settings
    from siplint.source.notations import AnyDocument as Document

WHOLE_FILE = -1
"""Stands for the index of a body that is all of a file."""
ITEM_BITS = 32
"""The index of an item of an embedded list is so many bits above the number of the document in the slot."""


def document_path(name: str, document: Document) -> Path:
    """Return the path of a document of a file."""
    if not document.embedded:
        return (name, *document.path)
    from siplint.model.tree_path import DocumentNumber

    return (name, *map(DocumentNumber, document.path))


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
    from siplint.engine.certainty import is_certainly_rule, recognised_as
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
    """Return the settings for a document, which may say itself whether it creates or updates a rule, and which one."""
    if not document.kind or (document.kind == settings.kind and not document.rule_id):
        return settings
    return settings.but(kind=document.kind, rule_id=document.rule_id)


def findings_around(document: Document, path: Path, settings: Settings) -> Iterator[Finding]:
    """Return what the rules about the request around a body say."""
    from siplint.domain.endpoint import Request
    from siplint.engine.request_lint import lint_request

    request = {"now": settings.now, **document.value}
    if settings.templates:
        from siplint.body.templates import finished_part, unfinished
        from siplint.source.unknown import UNKNOWN

        items = request["headers"].items()
        headers = {name: finished_part(text, settings.templates) for name, text in items}
        request["headers"] = type(request["headers"])(headers)
        if unfinished(request["path"], settings.templates):
            request["path"] = UNKNOWN
    return lint_request(Request(**request), path)


def document_findings(document: Document, path: Path) -> Iterator[Finding]:
    """Return what the rules about the text say of a document's faults."""
    from siplint.rules.catalogue import findings_of

    for fault in document.faults:
        yield from findings_of(fault.code, path, fault)

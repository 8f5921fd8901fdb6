"""A chunk of a file, linted: what is known of it when its text is let go."""

from __future__ import annotations

from siplint.engine.driver import lint_value, rules_in, value_at
from siplint.model.failure import UnreadableSource, contain
from siplint.model.record import Record
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from siplint.body.members import Trusted
    from siplint.body.recognise import Recognised
    from siplint.engine.cross_file import KeyFunctions
    from siplint.engine.ignored_lines import Ignore
    from siplint.engine.subject import Subject
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON, Finding, Origins, Path
    from siplint.model.settings import Settings
    from siplint.source.chunks import Chunk
    from siplint.source.ignore_comments import Ignores
    from siplint.source.notations import AnyDocument as Document
    from siplint.source.source_lines import Line

WHOLE_FILE = -1
"""Stands for the index of a body that is all of a file."""

ITEM_BITS = 32
"""The index of an item of an embedded list is so many bits above the number of the document in the slot."""


class ChunkResult(Record):
    """What came of a chunk.

    `skipped` tells that it holds something else than rules. `diagnostics` are those that are asked for, `lines` the
    lines they point into. `keys` has one row for all bodies, since it may come from another process: the index of a body
    in the file, the number of a key function, and a key. `unused` are the suppressions that match nothing, in a sentence
    each; `secrets` what no output may show. `subjects` are the bodies, kept only for an account. `lost` says why the chunk
    could not be judged to its end. `unused_ignores` are the lines and codes of comments that suppress nothing so far; None
    where the file has no such comments.
    """

    skipped: bool = False
    rules: int = 0
    diagnostics: Sequence[Diagnostic] = ()
    lines: Mapping[int, Line] = {}
    keys: Sequence[int] = ()
    unused: Sequence[str] = ()
    secrets: frozenset[str] = frozenset()
    subjects: Sequence[Subject] = ()
    failures: Sequence[str] = ()
    lost: str = ""
    unused_ignores: Sequence[Ignore] | None = None


LOST = ChunkResult(lost="takes more memory than there is")


def lint_chunk(chunk: Chunk, settings: Settings, key_functions: KeyFunctions) -> ChunkResult:
    """Judge each value of a chunk for itself; what comes after an error of siplint's own is not judged."""
    state = _ChunkState(settings, key_functions)
    walked = not chunk.lines and chunk.name in settings.walked
    linted = skipped = 0
    try:
        for document in chunk.documents(comments=settings.comments):
            if walked and not document.is_certain and is_something_else(document, settings):
                skipped += 1
                continue
            linted += 1
            state.lint_document(document, (chunk.name, *document.path))
        if skipped and not linted:
            return ChunkResult(skipped=True)
    except UnreadableSource as error:
        return state.result(chunk).but(lost=str(error))
    except MemoryError:
        return LOST
    except Exception as error:  # noqa: BLE001 (it is reported)
        contain(error, chunk.name, state.failures, raising=settings.debug)
    try:
        return state.result(chunk)
    except MemoryError:
        return LOST


class _ChunkState:
    """What is known of a chunk so far."""

    __slots__ = (
        "bodies",
        "documents",
        "failures",
        "findings",
        "ignores",
        "key_functions",
        "keys",
        "rules",
        "searched_text",
        "secrets",
        "settings",
    )

    def __init__(self, settings: Settings, key_functions: KeyFunctions) -> None:
        self.settings = settings
        self.key_functions = key_functions
        self.rules = 0
        self.ignores: Ignores = {}
        self.keys: list[int] = []
        self.findings: list[Finding] = []
        self.documents: dict[Path, Document] = {}
        self.secrets: set[str] = set()
        self.searched_text = ""
        self.bodies: list[Subject] = []
        self.failures: list[str] = []

    def lint_document(self, document: Document, path: Path) -> None:
        """Judge a document; it is kept if there is something to report about it."""
        settings, before = self.settings, len(self.findings)
        if document.snippet and not is_certainly_rule(document, settings):
            return
        if document.ignores:
            self.ignores = document.ignores
        if document.faults:
            self.findings += document_findings(document, path)
        if document.kind == "request":
            self.findings += request_findings(document, path)
        else:
            for slot, base, value in values_in(document, path, settings):
                self.lint_value(slot, base, value, settings_for(document, settings))
            if document.documented:
                found = self.findings[before:]
                self.findings[before:] = [one for one in found if one.rule.code not in document.documented]
        if len(self.findings) > before:
            self.documents[path] = document
            self.hide(document)

    def lint_value(self, slot: int, base: Path, value: JSON, settings: Settings) -> None:
        """Judge a value, and the rules in it if it is a wrapper."""
        linted = lint_value(value, settings, base)
        meant: Trusted = value if linted is None else linted.meant
        if linted is not None:
            self.findings += linted.findings
            self.secrets.update(linted.secrets)
            for count, inside in enumerate(linted.inside):
                self.lint_value(count if slot == WHOLE_FILE else slot, base + inside, value_at(value, inside), settings)
            if not linted.is_rule:
                return
        self.rules += 1
        if "apiKey" in meant and (linted is None or not linted.findings):
            self.secrets.add(meant["apiKey"])  # another text that is shown may hold it
        for number, function in enumerate(self.key_functions):
            for key in function(meant):
                self.keys += (slot, number, key if type(key) is int else hash(key))
        if settings.account or settings.kind == "update":
            from siplint.engine.subject import Subject

            origins = {} if linted is None else linted.origins
            self.bodies.append(Subject(base, value, meant, origins))

    def hide(self, document: Document) -> None:
        """Note what a document holds that no output may show."""
        if (document.faults or document.has_other_text) and document.text is not self.searched_text:
            from siplint.secrets.blanking import secrets_in_text

            self.searched_text = document.text  # all documents of a file of code have its whole text
            self.secrets.update(secrets_in_text(document.text))
        if document.value is not ABSENT:
            from siplint.secrets.detect import api_keys

            self.secrets.update(api_keys(document.value))

    def result(self, chunk: Chunk) -> ChunkResult:
        """Place what is asked for, and let the text go."""
        diagnostics: Sequence[Diagnostic] = ()
        lines: Mapping[int, Line] = {}
        unused_ignores = self.all_ignores()
        if self.findings:
            from siplint.engine.locate import place_findings
            from siplint.model.suppression import is_wanted
            from siplint.source.source_lines import line_of

            try:
                wanted = [finding for finding in self.findings if is_wanted(finding, self.settings)]
                diagnostics = place_findings(wanted, self.documents, fixes=self.settings.fixes)
                if self.ignores:
                    from siplint.engine.ignored_lines import not_ignored

                    diagnostics, used = not_ignored(
                        diagnostics, self.findings, self.documents, self.ignores, self.settings
                    )
                    unused_ignores = [ignore for ignore in unused_ignores or () if ignore not in used]
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 (it is reported)
                contain(error, chunk.name, self.failures, raising=self.settings.debug)
            if chunk.lines:
                shown = {diagnostic.start.line for diagnostic in diagnostics if diagnostic.start}
                lines = dict(line_of(document) for document in self.documents.values() if document.line in shown)
        unused: Sequence[str] = ()
        if self.settings.ignore or self.settings.per_file_ignores:
            from siplint.model.suppression import unused_suppressions

            unused = unused_suppressions(self.settings, self.findings)
        secrets = frozenset(self.secrets)
        return ChunkResult(
            rules=self.rules,
            diagnostics=diagnostics,
            lines=lines,
            keys=self.keys,
            unused=unused,
            secrets=secrets,
            subjects=self.bodies,
            failures=self.failures,
            unused_ignores=unused_ignores,
        )

    def all_ignores(self) -> Sequence[Ignore] | None:
        """Return the lines and codes of all comments that suppress something."""
        if not self.ignores:
            return None
        from siplint.engine.ignored_lines import ignores_in

        return ignores_in(self.ignores)


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

    if document.kind == "request" or (document.snippet and not is_certainly_rule(document, settings)):
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


def request_findings(document: Document, path: Path) -> Iterator[Finding]:
    """Return what the rules about the request around a body say."""
    from siplint.domain.endpoint import Request
    from siplint.engine.request_lint import lint_request

    return lint_request(Request(**document.value), path)


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
        keys = keys_in_text(document.text)
        return bool(keys) and recognised_as(keys, settings).what == "other"
    if settings.rules_at and any(rules_in(value, settings.rules_at)):
        return False
    for item in value if isinstance(value, list) else (value,):
        recognised = recognised_as(item, settings)
        if recognised.what != "other" and recognised.certain:
            return False
    return not (isinstance(value, list) and not value)


def is_certainly_rule(document: Document, settings: Settings) -> bool:
    """Tell whether a snippet, which nothing but its text says anything about, is a routing rule for certain."""
    return document.value is not ABSENT and not is_something_else(document, settings)


def keys_in_text(text: str) -> dict[str, None]:
    """Return what looks like keys in the first 100 000 code points of a text that is not JSON."""
    import re

    return dict.fromkeys(re.findall(r'"([^"\\\n]{1,80})"\s{0,20}:', text[:100_000]))

"""A chunk of a file, linted: what is known of it when its text is let go."""

from __future__ import annotations

from siplint.engine.document_values import (
    WHOLE_FILE,
    document_findings,
    document_path,
    findings_around,
    settings_for,
    values_in,
)
from siplint.engine.driver import lint_value, value_at
from siplint.model.failure import OUT_OF_MEMORY, RESERVE, UnreadableSource, contain
from siplint.model.record import Record
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from siplint.body.members import Trusted
    from siplint.engine.cross_file import KeyFunctions
    from siplint.engine.subject import Subject
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON, Finding, Path
    from siplint.model.identity import RuleKey
    from siplint.model.settings import Settings
    from siplint.source.chunks import Chunk
    from siplint.source.ignore_comments import Ignore, Ignores
    from siplint.source.notations import AnyDocument as Document
    from siplint.source.source_lines import Line

WHOLE_TEXTS = frozenset(("", "jsonc", "yaml_text"))
"""The notations in which a file is nothing but the values in it."""
DOCUMENTATION = "markdown"
"""The notation whose bodies are examples: one of them written in several ways is no conflict, so there are no keys."""


class ChunkResult(Record):
    """What came of a chunk.

    `skipped` tells that it holds something else than rules. `diagnostics` are those that are asked for, `lines` the
    lines they point into. `keys` has one row for all bodies, since it may come from another process: the index of a body
    in the file, the number of a key function, and a key. `unused` are the suppressions that match nothing, in a sentence
    each; `secrets` what no output may show. `subjects` are the bodies, kept only for an account. `lost` says why the chunk
    could not be judged to its end. `unused_ignores` are the lines and codes of comments that suppress nothing so far; None
    where the file has no such comments. `notes` are sentences about what is not judged; `unparsed` says why a file that
    nobody named was not read. `has_several` tells that a file in another notation has several bodies. `hidden` counts
    infos that are not asked for. `rule_keys` are those of the rules that a baseline asks about.
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
    notes: Sequence[str] = ()
    unparsed: str = ""
    unused_ignores: Sequence[Ignore] | None = None
    rule_keys: frozenset[RuleKey] = frozenset()
    has_several: bool = False
    hidden: int = 0


EXTRA_MARK = 'pip install "siplint['
"""What the sentence about a missing extra says."""
LOST = ChunkResult(lost="takes more memory than there is")
UNPARSED = "cannot be parsed, and nothing in it looks like a routing rule"
"""Why a file that nobody named is skipped if no part of it can be parsed."""
LARGE = 1 << 20
"""Bytes of a chunk from which on memory may run out."""


def lint_chunk(  # noqa: PLR0911 (so many ways to end)
    chunk: Chunk, settings: Settings, key_functions: KeyFunctions
) -> ChunkResult:
    """Lint each value of a chunk for itself; what comes after an error of siplint's own is not judged."""
    reserve = []
    notation = chunk.notation
    state = _ChunkState(settings, () if notation == DOCUMENTATION else key_functions)
    walked = not chunk.lines and chunk.name in settings.walked
    linted = skipped = unparsed = 0
    try:
        if len(chunk.data) >= LARGE:
            reserve.append(bytes(RESERVE))
        for document in chunk.documents(comments=settings.comments):
            if walked and not document.is_certain and _is_something_else(document, settings):
                from siplint.engine.certainty import is_unparsed

                skipped += 1
                unparsed += notation in WHOLE_TEXTS and is_unparsed(document)
                continue
            linted += 1
            state.lint_document(document, document_path(chunk.name, document))
        if skipped and not linted:
            return ChunkResult(skipped=True, unparsed=UNPARSED if skipped == unparsed else "")
    except UnreadableSource as error:
        result = state.result(chunk)
        return result.but(unparsed=str(error), skipped=not state.checked) if walked else result.but(lost=str(error))
    except OUT_OF_MEMORY:
        reserve.clear()
        return LOST
    except Exception as error:  # noqa: BLE001 (it is reported)
        contain(error, chunk.name, state.failures, raising=settings.debug)
    if walked and notation and not state.checked:
        return ChunkResult(skipped=True, notes=state.notes, failures=state.failures)
    try:
        return state.result(chunk)
    except OUT_OF_MEMORY:
        reserve.clear()
        return LOST
    except Exception as error:  # noqa: BLE001 (it is reported)
        contain(error, chunk.name, state.failures, raising=settings.debug)
    return state.result(chunk, placed=False)


class _ChunkState:
    """What is known of a chunk so far."""

    __slots__ = (
        "bodies",
        "checked",
        "documents",
        "embedded_bodies",
        "failures",
        "findings",
        "ignores",
        "key_functions",
        "keys",
        "notes",
        "rule_keys",
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
        self.notes: list[str] = []
        self.checked = self.embedded_bodies = 0
        self.rule_keys: set[RuleKey] = set()

    def lint_document(self, document: Document, path: Path) -> None:
        """Lint a document; it is kept if there is something to report about it."""
        settings, before = self.settings, len(self.findings)
        if document.kind == "note":
            line = document.text.count("\n", 0, document.places(())[()][0]) + 1
            self.notes.append(f"{path[0]}:{line}: {document.value}")
            return
        if document.snippet and not _is_certainly_rule(document, settings):
            return
        self.checked += 1
        if document.ignores:
            self.ignores = document.ignores
        if document.faults:
            self.findings += document_findings(document, path)
        self.embedded_bodies += document.embedded and document.kind != "request"
        if document.kind == "request":
            self.findings += findings_around(document, path, settings)
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
        """Lint a value, and the rules in it if it is a wrapper."""
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
        if settings.known_rules:
            from siplint.engine.fingerprint import keys_asked_about

            self.rule_keys.update(keys_asked_about(value, str(base[0]), settings.known_rules))
        if "apiKey" in meant and (linted is None or not linted.findings):
            self.secrets.add(meant["apiKey"])  # another text that is shown may hold it
        for number, function in enumerate(self.key_functions):
            for key in function(meant):
                self.keys += (slot, number, key if type(key) is int else hash(key))
        if settings.account or settings.kind == "update":
            from siplint.engine.subject import subject_of

            origins = {} if linted is None else linted.origins
            self.bodies.append(subject_of(base, value, meant, origins, settings))

    def hide(self, document: Document) -> None:
        """Note what a document holds that no output may show."""
        if (document.faults or document.has_other_text) and document.text is not self.searched_text:
            from siplint.secrets.blanking import secrets_in_text

            self.searched_text = document.text  # all documents of a file of code have its whole text
            self.secrets.update(secrets_in_text(document.text))
        if document.kind == "request":
            from siplint.engine.request_lint import token_in

            self.secrets.update(token_in(document.value))
        elif document.value is not ABSENT:
            from siplint.secrets.detect import api_keys

            self.secrets.update(api_keys(document.value))

    def result(self, chunk: Chunk, *, placed: bool = True) -> ChunkResult:
        """Place what is asked for, unless that failed, and let the text go."""
        diagnostics: Sequence[Diagnostic] = ()
        lines: Mapping[int, Line] = {}
        hidden = 0
        unused_ignores: Sequence[Ignore] = ()
        if self.ignores:
            from siplint.source.ignore_comments import all_ignores

            unused_ignores = all_ignores(self.ignores)
        if self.findings and placed:
            from siplint.engine.locate import place_findings, place_wanted
            from siplint.model.suppression import hidden_infos
            from siplint.source.source_lines import line_of

            infos = hidden_infos(self.findings, self.settings)
            hidden = len(infos)
            several = (chunk.name,) if self.embedded_bodies > 1 else ()
            diagnostics, used = place_wanted(
                self.findings, self.documents, self.settings, several=several, ignores=self.ignores
            )
            if self.ignores:
                from siplint.engine.ignored_lines import not_ignored

                unused_ignores = [ignore for ignore in unused_ignores if ignore not in used]
                hidden = len(not_ignored(place_findings(infos, self.documents, fixes=False), (), self.ignores)[0])
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
            unused_ignores=unused_ignores if self.ignores else None,
            has_several=self.embedded_bodies > 1,
            notes=self.notes,
            rule_keys=frozenset(self.rule_keys),
            hidden=hidden,
        )


def _is_something_else(document: Document, settings: Settings) -> bool:
    from siplint.engine.certainty import is_something_else

    return is_something_else(document, settings)


def _is_certainly_rule(document: Document, settings: Settings) -> bool:
    from siplint.engine.certainty import is_certainly_rule

    return is_certainly_rule(document, settings)

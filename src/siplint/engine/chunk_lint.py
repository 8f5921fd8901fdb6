"""A chunk of a file, linted: what is known of it when its text is let go."""

from __future__ import annotations

from siplint.engine.cross_file import keys_of
from siplint.engine.driver import lint_value
from siplint.model.failure import contain
from siplint.model.record import Record
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from siplint.body.members import Trusted
    from siplint.engine.cross_file import KeyFunctions
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON, Finding, Path
    from siplint.model.settings import Settings
    from siplint.source.chunks import Chunk
    from siplint.source.reader import Document
    from siplint.source.source_lines import Line

WHOLE_FILE = -1
"""Stands for the index of a body that is all of a file."""


class ChunkResult(Record):
    """What came of a chunk.

    `skipped` tells that it holds something else than rules. `diagnostics` are those that are asked for, `lines` the
    lines they point into. `keys` has one row for all bodies, since it may come from another process: the index of a body
    in the file, the number of a key function, and a key. `unused` are the suppressions that match nothing, in a sentence
    each; `secrets` what no output may show. `bodies` (path, as it stands, what is meant) are kept only for an account.
    `lost` says why it could not be judged to its end.
    """

    skipped: bool = False
    rules: int = 0
    diagnostics: Sequence[Diagnostic] = ()
    lines: Mapping[int, Line] = {}
    keys: Sequence[int] = ()
    unused: Sequence[str] = ()
    secrets: frozenset[str] = frozenset()
    bodies: Sequence[tuple[Path, Mapping[str, JSON], Trusted]] = ()
    failures: Sequence[str] = ()
    lost: str = ""


LOST = ChunkResult(lost="takes more memory than there is")


def lint_chunk(chunk: Chunk, settings: Settings, key_functions: KeyFunctions) -> ChunkResult:
    """Judge each value of a chunk for itself; what comes after an error of siplint's own is not judged."""
    state = _ChunkState(settings, key_functions)
    walked = not chunk.lines and chunk.name in settings.walked
    try:
        for document in chunk.documents():
            if walked and is_something_else(document, settings):
                return ChunkResult(skipped=True)
            state.lint_document(document, (chunk.name, *document.path))
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

    __slots__ = ("bodies", "documents", "failures", "findings", "key_functions", "keys", "rules", "secrets", "settings")

    def __init__(self, settings: Settings, key_functions: KeyFunctions) -> None:
        self.settings = settings
        self.key_functions = key_functions
        self.rules = 0
        self.keys: list[int] = []
        self.findings: list[Finding] = []
        self.documents: dict[Path, Document] = {}
        self.secrets: set[str] = set()
        self.bodies: list[tuple[Path, Mapping[str, JSON], Trusted]] = []
        self.failures: list[str] = []

    def lint_document(self, document: Document, path: Path) -> None:
        """Judge a document; it is kept if there is something to report about it."""
        settings, before = self.settings, len(self.findings)
        if document.faults:
            self.findings += document_findings(document, path)
        for base, value in values_in(document, path):
            linted = lint_value(value, settings, base)
            meant: Trusted = value if linted is None else linted.meant
            if linted is not None:
                self.findings += linted.findings
                self.secrets.update(linted.secrets)
                if not linted.is_rule:
                    continue
            self.rules += 1
            if self.key_functions:
                index = int(base[1]) if len(base) > 1 else WHOLE_FILE
                for number, key in keys_of(meant, self.key_functions):
                    self.keys += (index, number, key)
            if settings.account or settings.kind == "update":
                self.bodies.append((base, value, meant))
        if len(self.findings) > before:
            self.documents[path] = document
            self.hide(document)

    def hide(self, document: Document) -> None:
        """Note what a document holds that no output may show."""
        if document.faults:
            from siplint.secrets.blanking import secrets_in_text

            self.secrets.update(secrets_in_text(document.text))
        if document.value is not ABSENT:
            from siplint.secrets.detect import api_keys

            self.secrets.update(api_keys(document.value))

    def result(self, chunk: Chunk) -> ChunkResult:
        """Place what is asked for, and let the text go."""
        diagnostics: Sequence[Diagnostic] = ()
        lines: Mapping[int, Line] = {}
        if self.findings:
            from siplint.engine.locate import place_findings
            from siplint.model.suppression import is_wanted
            from siplint.source.source_lines import line_of

            try:
                wanted = [finding for finding in self.findings if is_wanted(finding, self.settings)]
                diagnostics = place_findings(wanted, self.documents, fixes=self.settings.fixes)
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
            False, self.rules, diagnostics, lines, self.keys, unused, secrets, self.bodies, self.failures
        )


def values_in(document: Document, path: Path) -> Iterator[tuple[Path, JSON]]:
    """Return the values of a document that stand where a routing rule may stand, with their paths."""
    value = document.value
    if type(value) is list and not document.path:
        for index, item in enumerate(value):
            yield (*path, index), item
    elif value is not ABSENT:
        yield path, value


def document_findings(document: Document, path: Path) -> Iterator[Finding]:
    """Return what the rules about the text say of a document's faults."""
    from siplint.rules.catalogue import rule_of

    for fault in document.faults:
        rule = rule_of(fault.code)
        for finding in rule.check(fault):
            yield finding.reported(rule, path)


def is_something_else(document: Document, settings: Settings) -> bool:
    """Tell whether a document of a walk holds no rule: its fields, as far as they can be read, say so."""
    value = document.value
    if type(value) is dict and "phoneNumbers" in value:
        return False
    from siplint.body.understand import is_routing_rule

    if value is ABSENT:
        keys = keys_in_text(document.text)
        return bool(keys) and not is_routing_rule(keys, settings.kind)
    if isinstance(value, dict) and "pageInfo" in value:
        return False
    if isinstance(value, dict) and "routingRules" in value and "version" in value:
        return True
    if isinstance(value, list):
        return bool(value) and not any(is_routing_rule(item, settings.kind) for item in value)
    return not is_routing_rule(value, settings.kind)


def keys_in_text(text: str) -> dict[str, None]:
    """Return what looks like keys in the first 100 000 code points of a text that is not JSON."""
    import re

    return dict.fromkeys(re.findall(r'"([^"\\\n]{1,80})"\s{0,20}:', text[:100_000]))

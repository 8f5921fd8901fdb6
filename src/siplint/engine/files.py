"""A run over files: each linted for itself, all of them together, and against an account."""

from __future__ import annotations

from siplint.engine.chunk_lint import EXTRA_MARK, ChunkResult, lint_chunk
from siplint.engine.cross_file import CrossFile
from siplint.engine.document_values import WHOLE_FILE, document_path, rules_again
from siplint.model.failure import Contained, contain
from siplint.model.run_report import Report
from siplint.secrets.patterns import may_hold_secret
from siplint.source.chunks import CHUNK_BYTES, Chunk, chunks_of, holds_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from siplint.body.members import Trusted
    from siplint.engine.subject import Subject
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import Finding, Origins, Path
    from siplint.model.identity import RuleKey
    from siplint.model.settings import Settings
    from siplint.source.chunks import Source
    from siplint.source.ignore_comments import Ignore
    from siplint.source.notations import AnyDocument as Document
    from siplint.source.source_lines import Line


def lint_files(
    files: Mapping[str, Source],
    settings: Settings,
    *,
    jobs: int = 1,
    size: int = CHUNK_BYTES,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Lint files, given by name, in chunks of about `size` bytes, in so many processes.

    Only the chunks at work are in memory, and what came of the others: findings, and a few bytes for each key. With an
    account, or for updates, all bodies are. `progress` is called with the number of rules judged so far.
    """
    snapshot = settings.account.file if settings.account else ""
    run = _Run({name: files[name] for name in sorted(files) if name != snapshot}, settings, size)
    for chunk, result in run.results(jobs):
        run.add(chunk, result)
        if progress:
            progress(run.rules)
    return run.report(run.lint_together())


class _Run:
    """What a run has come to so far."""

    def __init__(self, files: Mapping[str, Source], settings: Settings, size: int) -> None:
        self.files = files
        self.settings = settings
        self.size = size
        self.cross_file = CrossFile(settings)
        self.rules = self.skipped = self.hidden = 0
        self.names: dict[str, None] = {}
        self.diagnostics: list[Diagnostic] = []
        self.lines: dict[str, dict[int, Line]] = {}
        self.unused = self.unused_among(())
        self.secrets: set[str] = set()
        self.subjects: list[Subject] = []
        self.late: list[Finding] = []
        self.account_documents: Mapping[Path, Document] = {}
        self.failures: list[str] = []
        self.unread: dict[str, None] = {}
        self.spoken: list[str] = []
        self.unparsed: dict[str, str] = {}
        self.unused_ignores: dict[str, Sequence[Ignore]] = {}
        self.rule_keys: set[RuleKey] = set()
        self.several: set[str] = set()

    def unused_among(self, findings: Sequence[Finding]) -> tuple[str, ...]:
        """Name the suppressions that match none of some findings."""
        if not (self.settings.ignore or self.settings.per_file_ignores):
            return ()
        from siplint.model.suppression import unused_suppressions

        return unused_suppressions(self.settings, findings)

    def contained(self, what: str) -> Contained:
        """Return the block in which an error about `what` is reported and goes no further."""
        return Contained(what, self.failures, raising=self.settings.debug)

    def results(self, jobs: int) -> Iterable[tuple[Chunk, ChunkResult]]:
        """Return all chunks with what came of them."""
        if jobs == 1:
            return ((chunk, self.lint(chunk)) for chunk in self.chunks())
        from siplint.engine.workers import spread_work

        lost = ChunkResult(lost="the process that judged it was ended by the system, perhaps for want of memory")
        return spread_work(self.lint, self.chunks(), self.files, jobs, lost=lost)

    def lint(self, chunk: Chunk) -> ChunkResult:
        """Lint a chunk for itself."""
        return lint_chunk(chunk, self.settings, self.cross_file.functions)

    def chunks(self) -> Iterator[Chunk]:
        """Return all chunks of all files; what cannot be read is noted."""
        for name, source in self.files.items():
            if not holds_lines(name) and isinstance(source, bytes):
                yield Chunk(name, source)
                continue
            with self.contained(name):
                if holds_lines(name) and name in self.settings.walked and self.is_something_else(name):
                    self.skipped += 1
                else:
                    yield from self.cut(name)

    def cut(self, name: str) -> Iterator[Chunk]:
        """Return the chunks of a file, up to where it cannot be read."""
        try:
            yield from chunks_of(name, self.files[name], self.size)
        except OSError as error:
            self.unread[f"{name}: {error.strerror}"] = None
        except MemoryError:
            self.unread[f"{name}: takes more memory than there is"] = None

    def is_something_else(self, name: str) -> bool:
        """Return whether no line of a file looks like a rule."""
        from siplint.engine.certainty import all_lines_are_something_else

        return all_lines_are_something_else(self.cut(name), self.settings)

    def add(self, chunk: Chunk, result: ChunkResult) -> None:
        """Take in what came of the next chunk."""
        self.failures += result.failures
        self.spoken += result.notes
        self.unparsed |= {chunk.name: result.unparsed} if result.unparsed else {}
        if result.lost:
            self.unread[f"{chunk.name}: {result.lost}"] = None
        if result.skipped:
            self.skipped += EXTRA_MARK not in result.unparsed
            return
        self.names[chunk.name] = None
        self.rules += result.rules
        self.hidden += result.hidden
        self.diagnostics += result.diagnostics
        if result.lines and not isinstance(self.files[chunk.name], bytes):
            self.lines.setdefault(chunk.name, {}).update(result.lines)
        self.several.update([chunk.name] * result.has_several)
        if self.unused:
            self.unused = tuple(sentence for sentence in self.unused if sentence in result.unused)
        self.unused_ignores |= {chunk.name: result.unused_ignores} if result.unused_ignores is not None else {}
        self.secrets |= result.secrets
        self.rule_keys |= result.rule_keys
        try:
            self.cross_file.add(chunk.name, result.keys)
        except Exception as error:  # noqa: BLE001 (it is reported)
            contain(error, chunk.name, self.failures, raising=self.settings.debug)
        self.subjects += result.subjects

    def read_again(self, slots: Iterable[Path]) -> Iterator[tuple[Path, Path, Trusted, Origins]]:
        """Read bodies once more, by file and slot, in the order of the run: slot, path, what is meant, origins."""
        wanted: dict[str, set[Path]] = {}
        for slot in slots:
            wanted.setdefault(str(slot[0]), set()).add(slot)
        for name in sorted(wanted):
            indexes = {int(slot[1]) for slot in wanted[name] if len(slot) > 1}
            with self.contained(name):
                for document in self.documents_again(name, indexes):
                    for index, path, meant, origins in rules_again(
                        document, document_path(name, document), self.settings
                    ):
                        slot = (name,) if index == WHOLE_FILE else (name, index)
                        if slot in wanted[name]:
                            yield slot, path, meant, origins

    def documents_again(self, name: str, indexes: set[int]) -> Iterator[Document]:
        """Read the documents of a file once more: where it holds lines, those with these indexes."""
        for chunk in self.cut(name):
            yield from chunk.documents(indexes, comments=self.settings.comments)

    def lint_together(self) -> tuple[str, ...]:
        """Lint bodies together and against the account; return what could not be judged."""
        with self.contained("the whole set"):
            self.add_late(list(self.cross_file.findings(self.read_again)))
        account = self.settings.account
        if not (account or self.subjects):  # without an account only updates are kept
            return ()
        from siplint.engine.account_check import survey_account
        from siplint.secrets.detect import api_keys

        with self.contained("the account"):
            self.account_documents = account.documents() if account else {}
            for document in self.account_documents.values():
                self.secrets.update(api_keys(document.value))
            findings, notes = survey_account(self.subjects, self.settings)
            self.add_late(findings)
            return notes
        return ()

    def add_late(self, findings: Sequence[Finding]) -> None:
        """Take in what was found after the chunks had been placed."""
        if not findings:
            return
        from siplint.model.suppression import hidden_infos

        self.hidden += len(hidden_infos(findings, self.settings))
        if self.unused:
            still = self.unused_among(findings)
            self.unused = tuple(sentence for sentence in self.unused if sentence in still)
        self.secrets.update(secret for finding in findings for secret in finding.secrets)
        self.late += findings

    def place_late(self) -> None:
        """Find the places of what was found late, file by file."""
        from siplint.engine.late_findings import place_late
        from siplint.engine.locate import sort_key

        placed = place_late(
            self.late,
            self.late_documents,
            self.settings,
            commented=self.unused_ignores,
            several=self.several,
            failures=self.failures,
        )
        for name, (diagnostics, used) in placed.items():
            self.diagnostics += diagnostics
            if used:
                self.unused_ignores[name] = [ignore for ignore in self.unused_ignores[name] if ignore not in used]
        self.diagnostics.sort(key=sort_key)

    def late_documents(self, name: str, indexes: set[int]) -> Iterator[tuple[Path, Document]]:
        """Read the documents of a file once more, with their paths; keep their lines where the file is not held."""
        from siplint.source.source_lines import line_of

        if name not in self.files:
            yield from self.account_documents.items()
            return
        for document in self.documents_again(name, indexes):
            if not isinstance(self.files[name], bytes):
                self.lines.setdefault(name, {}).update([line_of(document)])
            yield (name, *document.path), document

    def ignore_notes(self) -> Sequence[str]:
        """Return a sentence for each comment that suppresses nothing; of very many the first."""
        if not any(self.unused_ignores.values()):
            return ()
        from siplint.engine.ignored_lines import unused_notes

        return unused_notes(self.unused_ignores, self.cross_file.rules, self.settings)

    def report(self, notes: tuple[str, ...]) -> Report:
        """Return the report, with nothing secret in it."""
        if self.late:
            self.place_late()
        spoken = [*notes, *self.spoken]
        if self.unparsed:
            from siplint.engine.extras import missing_extras

            spoken += missing_extras(self.unparsed)
        report = Report(
            tuple(self.diagnostics),
            len(self.names),
            self.rules,
            skipped=self.skipped,
            names=tuple(self.names),
            notes=(*spoken, *self.unused, *self.ignore_notes()),
            unparsed=self.unparsed,
            failures=tuple(dict.fromkeys(self.failures)),
            unread=tuple(self.unread),
            rule_keys=frozenset(self.rule_keys),
            hidden=self.hidden,
        )
        if not (self.diagnostics or (report.notes and self.secrets) or any(map(may_hold_secret, report.notes))):
            return report
        from siplint.secrets.redact import redact_report

        if not self.diagnostics:
            return redact_report(report, self.secrets)
        from siplint.source.source_lines import Excerpt

        excerpts = {name: Excerpt(lines) for name, lines in self.lines.items()}
        return redact_report(report.but(sources=self.shown_sources(), excerpts=excerpts), self.secrets)

    def shown_sources(self) -> dict[str, bytes]:
        """Return the bytes of the files that diagnostics point into, as far as they are held."""
        shown = {diagnostic.file for diagnostic in self.diagnostics}
        shown |= {label.file for diagnostic in self.diagnostics for label in diagnostic.labels}
        account = self.settings.account
        sources = {**self.files, **({account.file: account.data} if account and account.data else {})}
        return {name: data for name, data in sorted(sources.items()) if name in shown and isinstance(data, bytes)}

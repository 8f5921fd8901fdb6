"""The report of a run: its diagnostics, and what else there is to say of it."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.model.severity import ERROR, INFO, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import overload

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.model.identity import RuleKey
    from siplint.source.source_lines import Excerpt

PUBLIC = (
    *("diagnostics", "errors", "failures", "files", "names", "notes", "ok", "rules", "skipped", "to_dict", "unread"),
    "warnings",
)
"""What of a report is for users: the rest is for the report formats."""


class Report(Record):
    """All diagnostics of a run, sorted by file, place and code.

    A report is a sequence of its diagnostics. `files` and `rules` count what was checked, `skipped` the files of a walk
    that contain something else or cannot be parsed; `names` are the files that were checked, including clean ones.
    `sources` holds the bytes of the files that diagnostics point into, with secrets blanked out, for reports that show
    them. Of files too large for memory, `excerpts` holds the lines that diagnostics point into. `notes` are sentences
    about the run as a whole. `secrets` are texts that nothing shown beside the report, such as a diff, may contain.
    `failures` are internal errors, one sentence each; whatever was found despite them is in the report. `unread` names
    what could not be read, or not to its end. `unparsed` says of files that nobody named why they were not read.
    `hidden` counts the infos that were found and are not shown because nobody asked for infos. `rule_keys` are those of
    the rules that a baseline asked about, clean ones too.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    files: int = 0
    rules: int = 0
    sources: Mapping[str, bytes] = {}
    skipped: int = 0
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()
    failures: tuple[str, ...] = ()
    excerpts: Mapping[str, Excerpt] = {}
    unread: tuple[str, ...] = ()
    unparsed: Mapping[str, str] = {}
    rule_keys: frozenset[RuleKey] = frozenset()
    hidden: int = 0

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity error."""
        return tuple([diagnostic for diagnostic in self.diagnostics if diagnostic.severity == ERROR])

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The diagnostics of severity warning."""
        return tuple([diagnostic for diagnostic in self.diagnostics if diagnostic.severity == WARNING])

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What could not be checked, a sentence each."""
        return (*self.unread, *self.failures)

    @property
    def ok(self) -> bool:
        """Whether there is no error, and everything could be checked."""
        return not (self.errors or self.unchecked)

    def __hash__(self) -> int:
        return hash((self.diagnostics, self.files, self.rules))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> Diagnostic: ...
        @overload
        def __getitem__(self, index: slice) -> tuple[Diagnostic, ...]: ...

    def __getitem__(self, index: int | slice) -> Diagnostic | tuple[Diagnostic, ...]:
        return self.diagnostics[index]

    def __bool__(self) -> bool:
        return True

    def __dir__(self) -> list[str]:
        return list(PUBLIC)

    def __str__(self) -> str:
        from siplint.model.diagnostic import one_line

        return "\n".join(map(one_line, self.diagnostics))

    def __repr__(self) -> str:
        counts = ((len(self), "diagnostic"), (self.files, "file"))
        diagnostics, files = (f"{number} {thing}{'s' * (number != 1)}" for number, thing in counts)
        return f"<Report: {diagnostics} in {files}>"

    def to_dict(self) -> dict[str, JSON]:
        """Return the JSON report, version 1, as plain data."""
        return {**self.head(), "diagnostics": list(self.plain_diagnostics())}

    def head(self) -> dict[str, JSON]:
        """Return the JSON report without its diagnostics; `unchecked` is there only when something could not be checked."""
        from siplint import __version__
        from siplint.model.escaping import sendable

        severities = [diagnostic.severity for diagnostic in self.diagnostics]
        counted = {f"{severity}s": severities.count(severity) for severity in (ERROR, WARNING, INFO)}
        return {
            "version": 1,
            "tool": {"name": "siplint", "version": __version__},
            "summary": {"files": self.files, "rules": self.rules, **counted},
            **({"unchecked": sendable(list(self.unchecked))} if self.unchecked else {}),
        }

    def plain_diagnostics(self) -> Iterator[dict[str, JSON]]:
        """Return each diagnostic as the JSON report has it."""
        from siplint.model.diagnostic import fingerprints, plain_data
        from siplint.model.escaping import sendable

        for diagnostic, fingerprint in zip(self.diagnostics, fingerprints(self.diagnostics), strict=True):
            fields = {name: plain_data(value) for name, value in diagnostic.fields().items() if name != "identity"}
            yield sendable({**fields, "fingerprint": fingerprint})

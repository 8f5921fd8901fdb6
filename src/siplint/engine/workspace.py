"""A set of files that change: after a change only what it concerns is judged again."""

from __future__ import annotations

from collections import Counter

from siplint.engine.incremental_cross_file import IncrementalCrossFile
from siplint.engine.known_file import KnownFile
from siplint.model.failure import Contained

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from siplint.engine.cross_file import ReadBody
    from siplint.engine.pair_index import Slot
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import Finding, Path
    from siplint.model.identity import Identity
    from siplint.model.settings import Settings
    from siplint.source.notations import AnyDocument as Document


class Workspace:
    """Files and what is known of them. The diagnostics are always those of `lint_files` on the same files.

    Findings that are `known`, from a baseline, are hidden: the settings then ask for identities and for its rules.
    `settings` never change: other settings need another workspace. The files of `settings.walked` were named by nobody:
    those that are something else are skipped.
    """

    __slots__ = (
        *("cross_file", "failures", "files", "known", "settings"),
        *("_account", "_found", "_hide", "_is_new", "_late", "_late_secrets", "_secrets", "_shown"),
    )

    def __init__(self, settings: Settings, *, known: Sequence[Identity] = ()) -> None:
        self.settings = settings
        self.known = known
        self.files: dict[str, KnownFile] = {}
        self.cross_file = IncrementalCrossFile(settings)
        self.failures: list[str] = []
        self._is_new = True
        self._hide: Callable[[Sequence[Diagnostic]], tuple[Diagnostic, ...]] | None = None
        self._secrets: Counter[str] = Counter()
        self._late: dict[str, list[Diagnostic]] = {}
        self._late_secrets: dict[str, frozenset[str]] = {}
        self._account: dict[str, list[Finding]] = {}
        self._found: dict[str, tuple[Diagnostic, ...]] = {}
        self._shown: dict[str, tuple[Diagnostic, ...]] = {}

    def diagnostics(self, name: str) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of a file, sorted by place, with nothing secret in them."""
        return self._shown.get(name, ())

    def names(self) -> list[str]:
        """Return the files that have diagnostics."""
        return sorted(self._shown)

    @property
    def secrets(self) -> Collection[str]:
        """Texts of the files that no output may show."""
        return self._secrets.keys()

    def files_with_number(self, number: str) -> list[str]:
        """Return the files with a rule that is attached to an E.164 number; all files if no rule asks for that."""
        names = self.cross_file.files_with_number(int(number))
        return sorted(self.files) if names is None else names

    def update(self, changes: Mapping[str, bytes | None]) -> set[str]:
        """Take in files that have new contents, or (None) are gone; return the files whose diagnostics are others now."""
        account = self.settings.account.file if self.settings.account else ""
        secrets_before = set(self._secrets)
        rows: dict[str, dict[Slot, dict[int, list[int]]]] = {}
        for name in sorted(changes):
            data = changes[name]
            old = self.files.get(name)
            if name == account or (data is None and old is None) or (old and old.data == data):
                continue
            self._forget(name)
            rows[name] = {}
            if data is not None:
                rows[name] = self._learn(name, data).keys
        if not rows and not self._is_new:
            return set()
        if self._is_new:
            self._is_new = False
            self._learn_account()
        concerned = set(rows)
        with Contained("the whole set", self.failures, raising=self.settings.debug):
            concerned |= self.cross_file.replace(rows, self._read)
        if self.settings.account or self._account or any(file.subjects for file in self.files.values()):
            with Contained("the account", self.failures, raising=self.settings.debug):
                concerned |= self._survey()
        self._place_late(sorted(concerned))
        everywhere = secrets_before != set(self._secrets)
        self._hide = None if everywhere else self._hide
        self._put_together(concerned | (self._found.keys() if everywhere else set()))
        return self._show()

    def _learn_account(self) -> None:
        account = self.settings.account
        for document in account.documents().values() if account else ():
            from siplint.secrets.detect import api_keys

            self._secrets.update(api_keys(document.value))

    def _forget(self, name: str) -> None:
        old = self.files.pop(name, None)
        if old:
            self._secrets -= Counter(old.secrets)

    def _learn(self, name: str, data: bytes) -> KnownFile:
        settings = self.settings.but(walked=self.settings.walked & {name})
        known = self.files[name] = KnownFile(name, data, settings, self.cross_file.functions)
        self._secrets.update(known.secrets)
        return known

    def _read(self, slot: Slot) -> ReadBody | None:
        file = self.files.get(slot[0])
        return file.body(slot[1]) if file else None

    def _survey(self) -> set[str]:
        """Check all bodies against the account; return the files that findings are, or were, about."""
        from siplint.engine.account_check import survey_account

        subjects = [subject for name in sorted(self.files) for subject in self.files[name].subjects]
        findings, _ = survey_account(subjects, self.settings)
        before = self._account
        self._account = {}
        for finding in findings:
            self._account.setdefault(str(finding.base[0]), []).append(finding)
        return before.keys() | self._account.keys()

    def _place_late(self, names: Iterable[str]) -> None:
        """Place what the whole set and the account say of some files."""
        late: list[Finding] = []
        for name in names:
            self._late.pop(name, None)
            self._secrets -= Counter(self._late_secrets.pop(name, ()))
            findings = [*self.cross_file.findings(name), *self._account.get(name, ())]
            if findings:
                late += findings
                self._late_secrets[name] = frozenset([secret for finding in findings for secret in finding.secrets])
                self._secrets.update(self._late_secrets[name])
        if not late:
            return
        from siplint.engine.late_findings import place_late

        about = {str(finding.base[0]) for finding in late}
        files = [file for name, file in self.files.items() if name in about]
        commented = {file.name for file in files if file.has_ignores}
        several = {file.name for file in files if file.has_several}
        placed = place_late(
            late, self._documents, self.settings, commented=commented, several=several, failures=self.failures
        )
        self._late.update({name: diagnostics for name, (diagnostics, _) in placed.items()})

    def _documents(self, name: str, indexes: set[int]) -> Iterable[tuple[Path, Document]]:
        if name in self.files:
            return self.files[name].documents(indexes).items()
        return self.settings.account.documents().items() if self.settings.account else ()

    def _put_together(self, names: Iterable[str]) -> None:
        """Put together what was found in some files, with its secrets hidden."""
        from siplint.engine.locate import sort_key
        from siplint.secrets.redact import redact_diagnostics

        for name in names:
            file = self.files.get(name)
            found = [*(file.diagnostics if file else ()), *self._late.get(name, ())]
            if not found:
                self._found.pop(name, None)
                continue
            if self._hide is None:
                self._hide = redact_diagnostics(self._secrets)
            self._found[name] = self._hide(sorted(found, key=sort_key))

    def _show(self) -> set[str]:
        """Show what was found and is not known; return the files whose diagnostics are others now."""
        before = self._shown
        self._shown = self._without_known() if self.known else {**self._found}
        names = before.keys() | self._shown.keys()
        return {name for name in names if before.get(name) != self._shown.get(name)}

    def _without_known(self) -> dict[str, tuple[Diagnostic, ...]]:
        from siplint.engine.known_findings import match_known

        found = [one for name in sorted(self._found) for one in self._found[name] if one.identity]
        rule_keys = [key for file in self.files.values() for key in file.rule_keys]
        names = [name for name, file in self.files.items() if not file.is_skipped]
        indexes, _ = match_known(self.known, [one.identity for one in found if one.identity], rule_keys, names)
        hidden = {id(found[index]) for index in indexes}
        shown = {name: tuple([one for one in ones if id(one) not in hidden]) for name, ones in self._found.items()}
        return {name: ones for name, ones in shown.items() if ones}

"""A run over files: each judged for itself, all of them together, and against an account."""

from __future__ import annotations

from siplint.diagnostic import Report
from siplint.document import ABSENT, read
from siplint.failure import Contained
from siplint.found import Found
from siplint.judge import judge
from siplint.rules import BY_CODE, TOGETHER
from siplint.seen import Seen
from siplint.selection import unused, wanted
from siplint.settings import LINES
from siplint.shape import foreign, trust

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from siplint.against import Subject
    from siplint.diagnostic import JSON, Diagnostic, Path
    from siplint.document import Document
    from siplint.settings import Settings


def run(files: Mapping[str, bytes], settings: Settings) -> Report:
    """Judge files, given by name."""
    snapshot = settings.account.file if settings.account else ""
    files = {name: files[name] for name in sorted(files) if name != snapshot}
    so_far = _Run(settings)
    for name, data in files.items():
        with so_far.contained(name):
            so_far.look(name, data)
    notes = so_far.look_around()
    if settings.account and settings.account.data:
        files[settings.account.file] = settings.account.data
    placed = so_far.placed()
    report = Report(
        tuple(placed),
        len(so_far.names),
        so_far.rules,
        {name: files[name] for name in sorted(_shown(placed)) if name in files},
        so_far.skipped,
        tuple(so_far.names),
        (*notes, *unused(settings, so_far.found)),
        failures=tuple(so_far.failures),
    )
    if not placed:
        return report
    from siplint.redact import kept_out

    documents = so_far.documents.values()
    values = [one.value for one in documents if one.value is not ABSENT]
    return kept_out(report, so_far.found, values, [one.text for one in documents if one.value is ABSENT])


class _Run:
    """What a run has come to so far."""

    __slots__ = ("documents", "failures", "found", "names", "rules", "seen", "settings", "skipped", "subjects")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.subjects: list[Subject] = []
        self.found: list[Found] = []
        self.documents: dict[Path, Document] = {}
        self.seen = {rule.code: Seen() for rule in TOGETHER[settings.kind]}
        self.rules = self.skipped = 0
        self.names: list[str] = []
        self.failures: list[str] = []

    def contained(self, what: str) -> Contained:
        """Give the block in which an error is told of `what` and goes no further."""
        return Contained(what, self.failures, raising=self.settings.debug)

    def look(self, name: str, data: bytes) -> None:
        """Judge one file for itself, and with what was seen before it."""
        settings, update = self.settings, self.settings.kind == "update"
        mine = list(read(data, lines=name.lower().endswith(LINES)))
        if name in settings.walked and all(_elsewhere(document, update) for document in mine):
            self.skipped += 1
            return
        self.names.append(name)
        for document in mine:
            self.documents[(name, *document.path)] = document
            self.found += _faults(document, (name, *document.path))
            for path, body in bodies(document, (name, *document.path), self.found, update=update):
                self.rules += 1
                for rule, finding in judge(body, settings):
                    self.found.append(Found(rule, finding, path))
                if settings.cross_file:
                    trusted = trust(body, update=update, templates=settings.templates)[0]
                    for rule in TOGETHER[settings.kind]:
                        seen = self.seen[rule.code]
                        self.found += [Found(rule, finding, path) for finding in rule.check(trusted, path, seen)]
                if settings.account or update:
                    from siplint.against import subject

                    self.subjects.append(subject(path, body, settings))

    def look_around(self) -> tuple[str, ...]:
        """Hold all bodies against the account; give what could not be judged."""
        account = self.settings.account
        notes: tuple[str, ...] = ()
        if account or self.settings.kind == "update":
            from siplint.against import surveyed

            with self.contained("the account"):
                if account and account.data:
                    self.documents[account.file,] = next(read(account.data))
                more, notes = surveyed(self.subjects, self.settings)
                self.found += more
        return notes

    def placed(self) -> list[Diagnostic]:
        """Give the diagnostics of what is asked for; where that fails, those of the files for which it does not."""
        from siplint.diagnose import diagnostics

        kept = [one for one in self.found if wanted(one, self.settings)]
        trouble: list[str] = []
        placed: list[Diagnostic] = []
        with Contained("", trouble, raising=self.settings.debug):
            placed = diagnostics(kept, self.documents)
        if trouble:
            by_file: dict[str, list[Found]] = {}
            for one in kept:
                by_file.setdefault(str(one.base[0]), []).append(one)
            for name, mine in sorted(by_file.items()):
                with self.contained(name):
                    placed += diagnostics(mine, self.documents)
        return placed


def _shown(placed: Iterable[Diagnostic]) -> set[str]:
    return {name for one in placed for name in (one.file, *(label.file for label in one.labels))}


def _faults(document: Document, path: Path) -> Iterator[Found]:
    for fault in document.faults:
        rule = BY_CODE[fault.code]
        for finding in rule.check(fault):
            yield Found(rule, finding, path)


def bodies(
    document: Document, path: Path, found: list[Found], *, update: bool
) -> Iterator[tuple[Path, Mapping[str, JSON]]]:
    """Give the bodies of a document with their paths; tell what stands in a body's place and is none."""
    value = document.value
    if value is ABSENT:
        return
    several = isinstance(value, list) and not document.path
    rule = BY_CODE["RR005"]
    for steps, one in (((index,), item) for index, item in enumerate(value)) if several else (((), value),):
        if foreign(one, update=update):
            found += [Found(rule, finding, path) for finding in rule.check(steps, one)]
        else:
            yield (*path, *steps), one


def _elsewhere(document: Document, update: bool) -> bool:
    """Tell whether a document is plainly something else than a rule: its fields, as far as they can be read, say so."""
    value = document.value
    if value is ABSENT:
        return speaks_of_other_things(document.text)
    if isinstance(value, dict) and "pageInfo" in value:
        return False
    if isinstance(value, dict) and "routingRules" in value and "version" in value:
        return True
    if isinstance(value, list):
        return bool(value) and all(foreign(item, update=update) for item in value)
    return foreign(value, update=update)


def speaks_of_other_things(text: str) -> bool:
    """Tell whether a text that is no JSON has keys, but none of a routing rule's."""
    import re

    keys = dict.fromkeys(re.findall(r'"([^"\\\n]{1,80})"\s{0,20}:', text[:100_000]))
    return bool(keys) and foreign(keys)

"""Baselines in a run: known findings are hidden, `--write-baseline` makes all known, `--prune-baseline` removes old ones."""

from __future__ import annotations

import os

from siplint.cli.baseline_file import KnownFinding, entry_lines, is_baseline, parse_baseline, written_baseline
from siplint.cli.inputs import require_inside
from siplint.cli.paths import display, is_inside, working_folder
from siplint.domain.wording import count, cut, quote
from siplint.model.failure import BadConfiguration, UsageError, io_reason
from siplint.model.record import Record
from siplint.source.json_scanner import encode_basestring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from siplint.cli.configuration import Config
    from siplint.model.run_report import Report
    from siplint.model.settings import Settings
    from siplint.rules.catalogue import Entry

LARGEST = 64 << 20
"""Bytes of a baseline."""
MOST_STALE = 20
"""Entries that match nothing, of which a run speaks."""
NARROWING = ("select", "ignore", "min_severity", "no_cross_file", "as", "by_name", "exclude", "force_exclude")
"""Options that let a run find less, or something else, than the configuration asks for."""


class Baseline(Record):
    """What a run has to do with a baseline.

    `path` is where it is, `folder` that of the configuration, and `entries` are what it knows. With `writes` it is written anew, with `prunes` the entries that
    match nothing are removed. `partial` says why a run does not look at everything; empty if it does. `advice` says how the
    configuration names the file that is written, if it names none.
    """

    path: str
    folder: str = ""
    entries: tuple[KnownFinding, ...] = ()
    writes: bool = False
    prunes: bool = False
    partial: str = ""
    advice: str = ""

    def settings(self, settings: Settings) -> Settings:
        """Return the settings with what has to be known of the rules."""
        names = frozenset(key.rule for entry in self.entries for key in entry.identity.rules)
        return settings.but(identities=True, known_rules=names)

    def applied(self, report: Report, settings: Settings) -> Report:
        """Return the report on new findings, with notes on the known ones; write the file if that is asked for."""
        return self.written(report) if self.writes else self.known_hidden(report, settings)

    def written(self, report: Report) -> Report:
        """Write all findings of a report into the file, and return the report without them."""
        name = display(self.path)
        if report.unread or report.failures:
            return report.but(
                unread=(*report.unread, f"{name} was not written: it would lack what could not be checked")
            )
        identities = [diagnostic.identity for diagnostic in report.diagnostics if diagnostic.identity]
        self.save(list(entry_lines(identities, self.path)))
        notes = [f"wrote {count(len(identities), 'known finding')} to {name}"]
        if self.advice:
            notes.append(self.advice)
        return report.but(diagnostics=(), notes=(*report.notes, *notes))

    def known_hidden(self, report: Report, settings: Settings) -> Report:
        """Return a report without the known findings; say how many there are, and which entries match nothing."""
        from siplint.engine.known_findings import match_known
        from siplint.secrets.redact import redact_text

        indexes = [index for index, one in enumerate(report.diagnostics) if one.identity]
        identities = [one.identity for one in report.diagnostics if one.identity]
        entries = [entry.identity for entry in self.entries]
        known, used = match_known(entries, identities, report.rule_keys, report.names)
        hidden = {indexes[index] for index in known}
        new = tuple([one for index, one in enumerate(report.diagnostics) if index not in hidden])
        name = display(self.path)
        notes = []
        if known:
            notes.append(f"{count(len(known), 'known finding')} {'is' if len(known) == 1 else 'are'} hidden ({name})")
        report = report.but(diagnostics=new)
        if self.partial:
            return report.but(notes=(*report.notes, *notes))
        rest = [entry for index, entry in enumerate(self.entries) if index not in used]
        stale = _found_no_more(rest, settings, report, self.folder or os.curdir) if rest else []
        if self.prunes:
            if report.unread or report.failures:
                sentence = f"{name} was not pruned: entries may be about what could not be checked"
                return report.but(unread=(*report.unread, sentence), notes=(*report.notes, *notes))
            notes.append(self.pruned(stale))
        else:
            notes += [redact_text(sentence, report.secrets) for sentence in _stale_sentences(stale, name)]
        return report.but(notes=(*report.notes, *notes))

    def pruned(self, stale: list[KnownFinding]) -> str:
        """Remove entries from the file, and say how many."""
        if not stale:
            return f"there is nothing to remove from {display(self.path)}"
        numbers = {entry.number for entry in stale}
        self.save([entry.text for entry in self.entries if entry.number not in numbers])
        return f"removed {len(stale)} {'entry' if len(stale) == 1 else 'entries'} from {display(self.path)}"

    def save(self, lines: list[str]) -> None:
        """Write the file with these entries."""
        from siplint.cli.safe_write import write_file

        write_file(self.path, (written_baseline(lines),))


def open_baseline(arguments: list[str], options: dict[str, Any], config: Config) -> Baseline:
    """Read the baseline of a run, or find out whether one may be written; raise UsageError."""
    partial = _partial_because(arguments, options, config)
    target = options.get("write_baseline", "")
    if target and options.get("prune_baseline"):
        raise UsageError("--write-baseline and --prune-baseline exclude each other")
    if options.get("diff") and (target or options.get("prune_baseline")):
        raise UsageError("with --diff no baseline is written")
    if target:
        _refuse_to_replace(target, partial)
        return Baseline(target, writes=True, advice="" if config.baseline else _advice(target, config))
    if not config.baseline:
        raise UsageError("--prune-baseline: there is no `baseline` in the configuration")
    require_inside(config.baseline, "baseline", config, options)
    if options.get("prune_baseline") and partial:
        raise UsageError(f"--prune-baseline needs a run over everything; here {partial}")
    from siplint.cli.discovery import read_file
    from siplint.secrets.redact import redact_text

    name = display(config.baseline)
    try:
        entries = parse_baseline(read_file(config.baseline, LARGEST), config.baseline)
    except BadConfiguration as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        advice = f"; siplint check --write-baseline {name} makes it" if isinstance(error, FileNotFoundError) else ""
        raise UsageError(
            redact_text(f"{name}: {io_reason(error)} (`baseline` in {display(config.file)}){advice}", ())
        ) from error
    return Baseline(
        config.baseline, config.folder, entries, prunes=bool(options.get("prune_baseline")), partial=partial
    )


def _refuse_to_replace(path: str, partial: str) -> None:
    """Raise UsageError if there is a file that is no baseline, or one that may know more than this run finds."""
    from siplint.cli.discovery import read_file

    if not os.path.isfile(path):
        return
    try:
        data = read_file(path, LARGEST)
    except OSError as error:
        raise UsageError(f"{path}: {io_reason(error)}") from error
    if not is_baseline(data):
        raise UsageError(f"--write-baseline: {path} is there and is not a baseline; name another file")
    if partial:
        raise UsageError(f"--write-baseline replaces {path} only in a run over everything; here {partial}")


def _advice(path: str, config: Config) -> str:
    """Return the line that names a baseline in the configuration, and where that line belongs."""
    from siplint.cli.configuration import OWN_FILE, SHARED_FILE

    folder = (os.path.dirname(config.file) if config.file else "") or os.curdir
    if not is_inside(path, folder):
        return "a configuration can name a baseline only if the file is inside the folder of the configuration"
    line = f"baseline = {encode_basestring(os.path.relpath(path, folder).replace(os.sep, '/'))}"
    place = display(config.file) if config.file else OWN_FILE
    is_shared = os.path.basename(place) == SHARED_FILE
    return f"to hide them, put `{line}` {'under [tool.siplint] in' if is_shared else 'at the top of'} {place}"


def _partial_because(arguments: list[str], options: dict[str, Any], config: Config) -> str:
    """Say why a run does not look at everything that the configuration asks for."""
    if arguments:
        return "paths are named"
    for key in NARROWING:
        if key in options:
            return f"--{key.replace('_', '-')} is given"
    if not (config.paths or options.get("config")) and os.path.isabs(config.folder):
        return f"{working_folder()} is only a part of {config.folder}"
    return ""


def _found_no_more(entries: list[KnownFinding], settings: Settings, report: Report, folder: str) -> list[KnownFinding]:
    """Return those of some entries that this run would have found again if they were still true.

    A file of the project that is there and was not checked may still have them.
    """
    from siplint.rules import catalogue

    rules = {rule.code: rule for rule in catalogue.entries()}
    read = {*report.names, *([settings.account.file] if settings.account else [])}
    return [
        entry
        for entry in entries
        if _is_asked(rules.get(entry.identity.code), settings)
        and all(
            key.file in read or not (os.path.lexists(key.file) and is_inside(key.file, folder))
            for key in entry.identity.rules
        )
    ]


def _is_asked(rule: Entry | None, settings: Settings) -> bool:
    """Return whether a run reports what a rule finds; a rule that does not exist finds nothing."""
    from siplint.model.suppression import may_be_wanted

    if rule is None:
        return True
    needs_account = rule.stage in ("account", "snapshot") and settings.account is None
    return may_be_wanted(rule, settings) and not needs_account and (rule.stage != "set" or settings.cross_file)


def _stale_sentences(stale: list[KnownFinding], name: str) -> Iterator[str]:
    for entry in stale[:MOST_STALE]:
        yield f"{name}:{entry.number}: {_described(entry)} matches nothing"
    if len(stale) > MOST_STALE:
        yield f"{name}: there are {len(stale) - MOST_STALE} more entries like these"
    if stale:
        yield f"siplint check --prune-baseline removes {'it' if len(stale) == 1 else 'them'}"


def _described(entry: KnownFinding) -> str:
    identity = entry.identity
    place = f" at {cut(identity.pointer)}" if identity.pointer else ""
    rules = " and ".join(
        f"{cut(key.file)}" + (f", rule {quote(key.rule)}" if key.rule and not key.rule.startswith("#") else "")
        for key in identity.rules
    )
    return f"{cut(identity.code)}{place} ({rules})"

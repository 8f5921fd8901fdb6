"""`siplint check`: files in, a report out."""

from __future__ import annotations

import os
import sys

from siplint.cli.output import DONE, exit_code, is_colored, say, say_troubles, tell, terminal_columns, write_output
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from siplint.cli.baseline import Baseline
    from siplint.cli.configuration import Config
    from siplint.cli.discovery import Files
    from siplint.model.run_report import Report
    from siplint.model.settings import Settings
    from siplint.source.chunks import Source

LARGE_FILE = 4 << 20
"""Bytes from which on a file with a rule a line is read in chunks."""
STATISTICS_FORMATS = ("full", "concise", "json")
"""The formats that `--statistics` has; the first two are the same."""
JOBS_DIGITS = 3
"""The most digits of a number of processes."""


def run_check(options: dict[str, Any], arguments: list[str]) -> int:
    """Check files, write the report, and return the exit code."""
    from siplint.cli.inputs import embedded_endings, read_configuration, read_files, read_settings
    from siplint.model.failure import Contained
    from siplint.model.run_report import Report

    if options.get("watch"):
        from siplint.cli.watch import watch_and_check

        return watch_and_check(options, arguments, run_check)
    config = read_configuration(options)
    jobs = _jobs(options)
    _refuse_contradictions(options)
    if options.get("show_settings"):
        from siplint.cli.settings_listing import settings_listing

        write_output(settings_listing(options, arguments, config, os.environ), options.get("output"))
        return DONE
    most = 0 if options.get("fix") or options.get("diff") else LARGE_FILE
    files = read_files(arguments, options, config, most, embedded_endings(options, config))
    if options.get("show_files"):
        return _show_files(files, options)
    amiss: list[str] = []
    settings = read_settings(options, config, files, amiss)
    baseline = _baseline(arguments, options, config)
    if baseline:
        settings = baseline.settings(settings)
    failures: list[str] = []
    if options.get("diff"):
        from siplint.cli.apply_fixes import differences

        pieces, counted = differences(files, settings, options, failures)
        write_output(pieces, options.get("output"))
        say_troubles((*amiss, *files.troubles), failures)
        if counted and not options.get("quiet"):
            say(f"siplint: {counted}")
        return exit_code(options, amiss or files.troubles or failures, pieces)
    if options.get("fix"):
        from siplint.cli.apply_fixes import fix_files

        files = fix_files(files, settings, options, failures)
    report = Report()
    with Contained("the run", failures, raising=settings.debug):
        report = _lint({**files.contents, **files.large}, settings, jobs)
    troubles = (*amiss, *files.troubles, *report.unread)
    report = report.but(unread=troubles, failures=(*failures, *report.failures))
    if baseline:
        report = baseline.applied(report, settings)
    write_output(
        _formatted(report, options),
        options.get("output"),
        sys.stderr if options.get("fix") and "-" in arguments else sys.stdout,
    )
    say_troubles(report.unread, report.failures)
    if not options.get("quiet"):
        _say_more(report, files, settings, options, config)
    failed = report.errors or ((options.get("strict") or config.strict) and report.warnings)
    return exit_code(options, report.unchecked, failed)


def _baseline(arguments: list[str], options: dict[str, Any], config: Config) -> Baseline | None:
    if not (config.baseline or options.get("write_baseline") or options.get("prune_baseline")):
        return None
    from siplint.cli.baseline import open_baseline

    return open_baseline(arguments, options, config)


def _refuse_contradictions(options: dict[str, Any]) -> None:
    """Raise UsageError for options that exclude each other; say which have no effect."""
    if options.get("unsafe_fixes") and not (options.get("fix") or options.get("diff")):
        say("siplint: --unsafe-fixes has no effect without --fix or --diff")
    if options.get("statistics"):
        if options.get("diff"):
            raise UsageError("--statistics and --diff exclude each other")
        if options.get("format", "full") not in STATISTICS_FORMATS:
            raise UsageError(f"--statistics has no format {options['format']}: {', '.join(STATISTICS_FORMATS)}")


def _show_files(files: Files, options: dict[str, Any]) -> int:
    """List the files that would be checked, and return the exit code."""
    from siplint.model.escaping import visible

    names = sorted((*files.contents, *files.large))
    write_output((visible(name) + "\n" for name in names), options.get("output"))
    say_troubles(files.troubles, ())
    if not options.get("quiet"):
        for sentence in (*(files.skipped if options.get("verbose") else ()), *files.notes):
            say(f"siplint: {sentence}")
    return exit_code(options, files.troubles, None)


def _say_more(report: Report, files: Files, settings: Settings, options: dict[str, Any], config: Config) -> None:
    """Say on standard error what is not in the report: what was skipped, notes, the summary."""
    from siplint.cli.inputs import hidden_selections, maturity_notes

    if options.get("verbose"):
        from siplint.cli.paths import display

        say(f"siplint: configuration: {display(config.file) if config.file else 'none'}")
        for sentence in (*files.skipped, *_other_things(files, report)):
            say(f"siplint: {sentence}")
    hints = (*hidden_selections(options, settings), *maturity_notes(settings))
    for note in (*config.notes, *files.notes, *hints, *report.notes):
        say(f"siplint: {note}")
    asked = options.get("min_severity") or config.min_severity
    _say_skipped(report, names_them=bool(options.get("verbose")))
    beside_known = bool(config.baseline or options.get("write_baseline"))
    _summarise(report.but(hidden=0) if asked else report, fixed=bool(options.get("fix")), beside_known=beside_known)


def _jobs(options: dict[str, Any]) -> int:
    word = options.get("jobs", "1")
    if word in ("0", "auto"):
        from siplint.engine.workers import cores

        return cores()
    if not (word.isascii() and word.isdigit() and len(word) <= JOBS_DIGITS):
        raise UsageError(f"--jobs takes a number of processes, 1 to {10**JOBS_DIGITS - 1}, or auto, not {word!r}")
    return int(word)


def _lint(sources: Mapping[str, Source], settings: Settings, jobs: int) -> Report:
    """Lint the files; on a terminal, show how far the run has come."""
    from siplint.engine.files import lint_files

    if sys.stderr is None or not sys.stderr.isatty():
        return lint_files(sources, settings, jobs=jobs)
    from time import monotonic

    from siplint.cli.progress import Progress

    progress = Progress(monotonic, tell)
    try:
        return lint_files(sources, settings, jobs=jobs, progress=progress)
    finally:
        progress.end()


def _formatted(report: Report, options: dict[str, Any]) -> Iterable[str]:
    name = options.get("format", "full")
    if options.get("statistics"):
        from siplint.report.statistics import statistics_json, statistics_text

        return statistics_json(report) if name == "json" else statistics_text(report, color=is_colored(options))
    if name in ("full", "concise") and not report.diagnostics:
        return ()
    if name == "full":
        from siplint.report.full import full

        return full(report, color=is_colored(options), room=0 if options.get("output") else terminal_columns())
    from siplint.report import formatter

    return formatter(name)(report)


def _other_things(files: Files, report: Report) -> Iterator[str]:
    """Name the files of a walk that were read and hold no rules."""
    lost = tuple(sentence.partition(": ")[0] for sentence in report.unread)
    for name in sorted(files.walked.difference(report.names, lost)):
        if name in files.contents or name in files.large:
            yield f"skipped {name}: {report.unparsed.get(name, 'holds something else')}"


def _say_skipped(report: Report, *, names_them: bool) -> None:
    """Count the files of a walk that have no rules, and those of which nothing is known since they cannot be parsed."""
    if not report.skipped:
        return
    from siplint.domain.wording import count
    from siplint.engine.extras import unparsed_files

    unparsed = len(unparsed_files(report))
    others = report.skipped - unparsed
    if others:
        say(f"siplint: skipped {count(others, 'file')} that hold{'s' * (others == 1)} something else")
    if unparsed:
        more = "" if names_them else f"; -v names {'it' if unparsed == 1 else 'them'}"
        say(f"siplint: skipped {count(unparsed, 'file')} that cannot be parsed{more}")


def _summarise(report: Report, *, fixed: bool, beside_known: bool) -> None:
    if report.unread and not (report.files or report.diagnostics):
        return  # what could not be read was said: nothing is left to be counted
    if report.diagnostics or not report.rules or (sys.stderr is not None and sys.stderr.isatty()):
        from siplint.report.summary import advice, summary

        sentence = summary(report, beside_known=beside_known)
        if sentence:
            say(f"siplint: {sentence}")
            for line in advice(report, fixed=fixed):
                say(f"siplint: {line}")

"""The command line: the only module that reads, writes, prints and exits."""

from __future__ import annotations

import gc
import os
import sys

from siplint.options import COMMANDS, UsageError, manual, overview, parse, unknown
from siplint.streams import abandon, put, say, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, NoReturn

    from siplint.diagnostic import Report
    from siplint.piece import Source
    from siplint.settings import Settings

LARGE = 4 << 20
"""Bytes from which on a file with a rule a line is read piece by piece."""
SELDOM = 1_000_000
"""New objects after which the collector of cyclic garbage looks at all that is alive: a run makes hardly any garbage,
and looking after every 700, as Python does, costs a large file a fifth of its time."""
DIGITS = 3
"""Of a number of processes that can be meant."""
WITH_FIXES = ("json", "sarif")
"""The formats that show fixes."""
DONE, FINDINGS, TROUBLE, INTERRUPTED = 0, 1, 2, 130


def main(words: Sequence[str] | None = None) -> int:
    """Run siplint with the words of a command line (by default the process's own) and give its exit code."""
    if words is None:
        gc.set_threshold(SELDOM)
        words = sys.argv[1:]
    try:
        return _run(list(words))
    except UsageError as error:
        for line in str(error).split("\n"):
            say(f"siplint: {line}")
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        abandon(sys.stdout)
        return TROUBLE
    except Exception as error:
        if _debug():
            raise
        from siplint.failure import named

        _apologise(named(error))
        return TROUBLE


def script() -> NoReturn:
    """Run as the command `siplint`: the process ends with its work, without taking its memory apart piece by piece."""
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()  # it was flushed when it was written to; this is for what others may have written
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)


_ISSUES = "https://github.com/siplint/siplint/issues"


def _debug() -> bool:
    return bool(os.environ.get("SIPLINT_DEBUG"))


def _apologise(failure: str) -> None:
    say(f"siplint: internal error: {failure}; please report it at {_ISSUES} (SIPLINT_DEBUG=1 shows more)")


def _run(words: list[str]) -> int:
    if not words:
        put([overview()], sys.stderr)
        return TROUBLE
    if words[0] in ("-h", "--help", "help"):
        put([overview()])
        return DONE
    if words[0] in ("-V", "--version"):
        from siplint import __version__

        put([f"siplint {__version__}\n"])
        return DONE
    name = words[0]
    if name not in COMMANDS:
        raise UsageError(unknown(name))
    options, arguments = parse(name, words[1:], os.environ)
    if options.get("help"):
        put([manual(name)])
        return DONE
    return {"check": _check, "rule": _rule, "schema": _schema, "route": _route, "account": _account}[name](
        options, arguments
    )


def _check(options: dict[str, Any], arguments: list[str]) -> int:
    from time import time

    from siplint.diagnostic import Report
    from siplint.failure import Contained
    from siplint.intake import configured, exempted, gathered, house_policy, known, snapshot
    from siplint.settings import Settings

    config = configured(options)
    jobs = _jobs(options)
    if options.get("unsafe_fixes") and not (options.get("fix") or options.get("diff")):
        say("siplint: --unsafe-fixes has no effect without --fix or --diff")
    files = gathered(arguments, options, config, 0 if options.get("fix") or options.get("diff") else LARGE)
    amiss: list[str] = []
    settings = Settings(
        kind=options.get("as", "create"),
        min_severity=options.get("min_severity") or config.min_severity or "warning",
        select=known(options, "select") or config.select,
        ignore=(() if "select" in options else config.ignore) + known(options, "ignore"),
        cross_file=not options.get("no_cross_file"),
        walked=files.walked,
        per_file_ignores=exempted(config, files),
        templates=config.templates,
        policy=house_policy(config),
        account=snapshot(options.get("account") or config.account, amiss),
        max_age=config.account_max_age,
        now=time(),
        debug=_debug(),
        fixes=options.get("format") in WITH_FIXES or bool(options.get("fix") or options.get("diff")),
    )
    failures: list[str] = []
    if options.get("diff"):
        from siplint.mend import differences

        pieces = differences(files, settings, options, failures)
        write(pieces, options.get("output"))
        _complain((*amiss, *files.troubles), failures)
        return _exit(options, amiss or files.troubles or failures, pieces)
    if options.get("fix"):
        from siplint.mend import mended

        files = mended(files, settings, options, failures)
    report = Report()
    with Contained("the run", failures, raising=settings.debug):
        report = _judged({**files.contents, **files.large}, settings, jobs)
    troubles = (*amiss, *files.troubles, *report.unread)
    report = report.but(unread=troubles, failures=(*failures, *report.failures))
    write(
        _formatted(report, options),
        options.get("output"),
        sys.stderr if options.get("fix") and "-" in arguments else sys.stdout,
    )
    _complain(troubles, report.failures)
    if not options.get("quiet"):
        for note in (*config.notes, *report.notes):
            say(f"siplint: {note}")
        _summarise(report)
    failed = report.errors or ((options.get("strict") or config.strict) and report.warnings)
    return _exit(options, troubles or report.failures, failed)


def _complain(troubles: Iterable[str], failures: Iterable[str]) -> None:
    """Say what could not be done, and where siplint itself failed."""
    for trouble in troubles:
        say(f"siplint: {trouble}")
    for failure in dict.fromkeys(failures):
        _apologise(failure)


def _exit(options: dict[str, Any], amiss: object, found: object) -> int:
    if amiss:
        return TROUBLE
    return FINDINGS if found and not options.get("exit_zero") else DONE


def _jobs(options: dict[str, Any]) -> int:
    word = options.get("jobs", "1")
    if word in ("0", "auto"):
        from siplint.jobs import cores

        return cores()
    if not (word.isascii() and word.isdigit() and len(word) <= DIGITS):
        raise UsageError(f"--jobs takes a number of processes, or auto, not {word!r}")
    return int(word)


def _judged(sources: Mapping[str, Source], settings: Settings, jobs: int) -> Report:
    """Judge the files; somebody who sits before a terminal is told how far it has come."""
    from siplint.run import run

    if sys.stderr is None or not sys.stderr.isatty():
        return run(sources, settings, jobs=jobs)
    from time import monotonic

    from siplint.progress import Progress

    progress = Progress(monotonic, _tell)
    try:
        return run(sources, settings, jobs=jobs, told=progress)
    finally:
        progress.end()


def _tell(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _formatted(report: Report, options: dict[str, Any]) -> Iterable[str]:
    name = options.get("format", "full")
    if name in ("full", "concise") and not report.diagnostics:
        return ()
    if name == "full":
        from siplint.report.full import full

        return full(report, color=_color(options), room=_room(options))
    from siplint.report import formatter

    return formatter(name)(report)


def _room(options: dict[str, Any]) -> int:
    """Give the columns of the terminal that is written to, or 0."""
    if options.get("output") or sys.stdout is None or not sys.stdout.isatty():
        return 0
    return os.get_terminal_size(sys.stdout.fileno()).columns


def _color(options: dict[str, Any]) -> bool:
    when = options.get("color", "auto")
    if when != "auto" or options.get("output"):
        return bool(when == "always")
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _summarise(report: Report) -> None:
    if report.skipped:
        from siplint.words import count

        say(
            f"siplint: passed over {count(report.skipped, 'file')} that hold{'s' * (report.skipped == 1)} something else"
        )
    if report.diagnostics or not report.rules or (sys.stderr is not None and sys.stderr.isatty()):
        from siplint.report.full import summary

        say(f"siplint: {summary(report)}")


def _rule(options: dict[str, Any], arguments: list[str]) -> int:
    from json import dumps

    from siplint.catalogue import RULES
    from siplint.manual import beginning, facts, find, listing, suggestion, text

    plain = options.get("format") == "json"
    if not arguments:
        put([dumps([facts(one) for one in RULES], indent=1) + "\n" if plain else listing(RULES)])
        return DONE
    word = _only("rule", arguments)
    one = find(word)
    if one is None:
        codes = beginning(word)
        meant = "" if codes else suggestion(word)
        more = f", but it begins {codes}" if codes else f"; did you mean {meant}?" if meant else ""
        raise UsageError(f"there is no rule {word!r}{more}")
    put([dumps(facts(one), indent=1) + "\n" if plain else text(one, color=_color(options))])
    return DONE


def _schema(_options: dict[str, Any], arguments: list[str]) -> int:
    from json import dumps

    from siplint.schema import SCHEMAS

    word = _only("schema", arguments or ["create"])
    if word not in SCHEMAS:
        raise UsageError(f"there is no schema {word!r}; there are {', '.join(SCHEMAS)}")
    put([dumps(SCHEMAS[word](), indent=2, ensure_ascii=False) + "\n"])
    return DONE


def _only(command: str, arguments: list[str]) -> str:
    if len(arguments) > 1:
        raise UsageError(f"{command} takes one argument, not {len(arguments)}")
    return arguments[0]


def _route(options: dict[str, Any], arguments: list[str]) -> int:
    from siplint.intake import configured, gathered
    from siplint.redact import redacted
    from siplint.route import NotANumber, as_json, as_text, colored, plain, route

    if not arguments:
        raise UsageError("route needs a number: siplint route +14155551234 [PATH ...]")
    files = gathered(arguments[1:], options, configured(options))
    try:
        answer = route(arguments[0], files.contents)
    except NotANumber as error:
        raise UsageError(str(error)) from None
    if options.get("format") == "json":
        from json import dumps

        pieces: Iterable[str] = [dumps(as_json(answer), indent=1) + "\n"]
    else:
        pieces = as_text(answer, colored if _color(options) else plain)
    put(redacted("".join(pieces), answer.secrets))
    _complain((*files.troubles, *(f"{name}: not JSON, passed over" for name in answer.unread)), ())
    if files.troubles:
        return TROUBLE
    return DONE if answer.status == "routed" else FINDINGS


def _account(options: dict[str, Any], arguments: list[str]) -> int:
    from time import sleep, time

    from siplint.pull import PullError, access, pull

    if arguments != ["pull"] or not options.get("output"):
        raise UsageError("usage: siplint account pull -o FILE")
    try:
        text = pull(access(os.environ, time()), (lambda _: None) if options.get("quiet") else say, time(), sleep)
    except PullError as error:
        raise UsageError(str(error)) from None
    write([text], options["output"])
    return DONE


if __name__ == "__main__":
    sys.exit(main())

"""`siplint explain`: what a refused request most likely did wrong."""

from __future__ import annotations

import sys

from siplint.cli.output import DONE, is_colored, read_stdin, say, terminal_columns, write_stream
from siplint.model.failure import UsageError
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from siplint.engine.explanation import Explanation
    from siplint.engine.pasted_answer import PastedAnswer
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind

LARGEST = 1 << 24
"""Bytes of a file that is read: an answer is small, an HTTP archive of a browser less so."""
DEFAULT_STATUS = 400
LONGEST_SHOWN = 300
"""Code points of an answer's text that are shown."""
MARGIN = len("answer: ")
BOLD, MARKED = "1", "35"


def run_explain(options: dict[str, Any], arguments: list[str]) -> int:
    """Print what an answer most likely means and return the exit code."""
    from siplint.engine.explanation import explain
    from siplint.secrets.detect import secrets_of
    from siplint.secrets.redact import hider

    answer = _given(options, arguments)
    if not answer.status and answer.payload is ABSENT and answer.body is ABSENT:
        raise UsageError(
            "nothing to explain: give the answer (its text, its JSON, or what curl -v showed), or the body that was sent"
        )
    status = answer.status or DEFAULT_STATUS
    kind: Kind = options.get("as") or answer.kind or "create"
    payload = "" if answer.payload is ABSENT else answer.payload
    explanation = explain(status, payload, answer.body, kind=kind)
    others = [] if answer.body is ABSENT else _others(answer.body, kind, explanation)
    hide = hider(() if answer.body is ABSENT else secrets_of(answer.body))
    if options.get("format") == "json":
        from json import dumps

        text = dumps(_plain(status, explanation, others), indent=1) + "\n"
    else:
        text = "".join(_text(answer, status, explanation, others, hide, color=is_colored(options)))
    write_stream([hide(text)])
    return DONE


def _given(options: dict[str, Any], arguments: list[str]) -> PastedAnswer:
    """Return what options, files and standard input say together; the options go before the files."""
    from siplint.engine.pasted_answer import PastedAnswer

    answer = PastedAnswer(_status(options.get("status", "")), options.get("message", ABSENT))
    names = [*arguments, *([options["body"]] if "body" in options else [])]
    if not arguments and not (answer.status or "message" in options):
        if sys.stdin is not None and sys.stdin.isatty():
            say("siplint: paste the answer, then end with Ctrl-D")
        names = ["-", *(name for name in names if name != "-")]
    for name in names:
        answer = _with_file(answer, name, is_body=name == options.get("body"))
    return answer


def _with_file(answer: PastedAnswer, name: str, *, is_body: bool) -> PastedAnswer:
    """Return an answer with what a file or standard input (-) says of it; the body of `--body` replaces any other."""
    from siplint.cli.discovery import read_file
    from siplint.engine.pasted_answer import PastedAnswer, read_answer
    from siplint.engine.sent_body import is_program, pasted_program, sent_body
    from siplint.model.failure import io_reason
    from siplint.source.notations import notation_of

    try:
        data = read_stdin() if name == "-" else read_file(name, LARGEST)
    except FileNotFoundError as error:
        hint = f"; a status is given as --status {name}" if len(name) == len("400") and name.isdigit() else ""
        raise UsageError(f"{name}: {io_reason(error)}{hint}") from error
    except OSError as error:
        raise UsageError(f"{name}: {io_reason(error)}") from error
    has_notation = name != "-" and bool(notation_of(name))
    is_list = data.lstrip().startswith(b"[")
    if is_program(name) or (is_body and (has_notation or is_list)):
        found = sent_body(data, name)
    else:
        found = read_answer(data)
        if found.body is ABSENT and not has_notation:
            found = pasted_program(data) or found
        if found.body is ABSENT and (is_body or (has_notation and found == PastedAnswer())):
            found = sent_body(data, name)
    return (answer.but(body=found.body) if is_body else answer).joined(found)


def _status(word: str) -> int:
    if word and not (word.isascii() and word.isdigit() and len(word) == len("400")):
        raise UsageError(f"--status takes an HTTP status such as 400, not {word!r}")
    return int(word or 0)


def _others(body: JSON, kind: Kind, explanation: Explanation) -> Sequence[Diagnostic]:
    """Return the other faults of the body."""
    from siplint.engine.explanation import report_on_sent

    return [one for one in report_on_sent(body, kind) if one != explanation.diagnostic]


def _text(  # noqa: PLR0913 (the parts of the answer)
    answer: PastedAnswer,
    status: int,
    explanation: Explanation,
    others: Sequence[Diagnostic],
    hide: Callable[[str], str],
    *,
    color: bool,
) -> Iterator[str]:
    """Yield the lines for people; what is secret is hidden before a text is cut or wrapped."""
    from siplint.engine.explanation import REFUSED_BODY
    from siplint.model.diagnostic import short_pointer
    from siplint.model.escaping import visible
    from siplint.report.columns import wrapped
    from siplint.rules.catalogue import rule_of

    def paint(style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if color else text

    columns = terminal_columns()

    def fitted(text: str, used: int, margin: int) -> str:
        return ("\n" + " " * margin).join(wrapped(visible(hide(text)), columns and columns - margin, used))

    yield paint(BOLD, fitted(explanation.sentence, 0, 0)) + "\n\n"
    words = hide(" ".join(explanation.text.split()))
    said = f' "{words[:LONGEST_SHOWN]}{"…" * (len(words) > LONGEST_SHOWN)}"' if words else ""
    rows = [("answer", f"{status}{'' if answer.status else ' (assumed)'}{said}")]
    if explanation.code:
        rule = rule_of(explanation.code)
        rows.append(("rule", f"{rule.code} {rule.name}"))
        likely = "likely; no page gives this text" if explanation.text else "likely; the answer has no text"
        rows.append(("sure", "a page gives this text" if explanation.certain else likely))
    if explanation.pointer:
        rows.append(("place", explanation.pointer))
    if explanation.diagnostic and explanation.diagnostic.help:
        rows.append(("help", explanation.diagnostic.help))
    if explanation.code:
        rows.append(("more", f"siplint rule {explanation.code}"))
    if answer.body is ABSENT and status in REFUSED_BODY:
        rows.append(("body", "not given: siplint explain ANSWER --body FILE says more"))
    for word, text in rows:
        yield f"{paint(MARKED, f'{word + chr(58):{MARGIN}}')}{fitted(text, 0, MARGIN)}\n"
    if others:
        yield "\n" + paint(BOLD, "other faults of the body:") + "\n"
    for one in others:
        place = short_pointer(one) or "the body"
        yield fitted(f"  {place}: {one.severity}[{one.code}] {one.message}", 0, len("    ")) + "\n"


def _plain(status: int, explanation: Explanation, others: Sequence[Diagnostic]) -> JSON:
    from siplint.model.escaping import sendable

    found = [one for one in (explanation.diagnostic, *others) if one]
    shown = ("code", "name", "severity", "message", "outcome", "pointer", "help")
    return sendable(
        {
            "version": 1,
            "status": status,
            "text": explanation.text,
            "code": explanation.code or None,
            "pointer": explanation.pointer,
            "sentence": explanation.sentence,
            "certain": explanation.certain,
            "diagnostics": [{name: getattr(one, name) for name in shown} for one in found],
        }
    )

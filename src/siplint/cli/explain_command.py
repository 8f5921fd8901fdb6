"""`siplint explain`: what a refused request most likely did wrong."""

from __future__ import annotations

import sys

from siplint.cli.output import DONE, is_colored, read_stdin, say, write_stream
from siplint.model.failure import UsageError
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from siplint.engine.explanation import Explanation
    from siplint.engine.pasted_answer import PastedAnswer
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind

LARGEST = 1 << 24
"""Bytes of a file that is read: an answer is small, an HTTP archive of a browser less so."""
DEFAULT_STATUS = 400
BOLD, MARKED = "1", "35"


def run_explain(options: dict[str, Any], arguments: list[str]) -> int:
    """Print what an answer most likely means and return the exit code."""
    from siplint.engine.explanation import explain
    from siplint.secrets.detect import secrets_of
    from siplint.secrets.redact import redact_text

    answer = _given(options, arguments)
    if not answer.status and answer.payload is ABSENT and answer.body is ABSENT:
        raise UsageError("there is no answer in this: it takes a status, a text, or the body that was sent")
    status = answer.status or DEFAULT_STATUS
    kind: Kind = options.get("as") or answer.kind or "create"
    payload = "" if answer.payload is ABSENT else answer.payload
    explanation = explain(status, payload, answer.body, kind=kind)
    others = [] if answer.body is ABSENT else _others(answer.body, kind, explanation)
    if options.get("format") == "json":
        from json import dumps

        text = dumps(_plain(status, explanation, others), indent=1) + "\n"
    else:
        text = "".join(_text(answer, status, explanation, others, color=is_colored(options)))
    write_stream([redact_text(text, () if answer.body is ABSENT else secrets_of(answer.body))])
    return DONE


def _given(options: dict[str, Any], arguments: list[str]) -> PastedAnswer:
    """Return what options, files and standard input say together; the options go before the files."""
    from siplint.cli.discovery import read_file
    from siplint.engine.pasted_answer import PastedAnswer, read_answer
    from siplint.model.failure import io_reason

    answer = PastedAnswer(_status(options.get("status", "")), options.get("message", ABSENT))
    names = [*arguments, *([options["body"]] if "body" in options else [])]
    if not arguments and not (answer.status or "message" in options):
        if sys.stdin is not None and sys.stdin.isatty():
            say("siplint: paste the answer, then end with Ctrl-D")
        names = ["-", *(name for name in names if name != "-")]
    for name in names:
        try:
            found = read_answer(read_stdin() if name == "-" else read_file(name, LARGEST))
        except OSError as error:
            raise UsageError(f"{name}: {io_reason(error)}") from error
        if name == options.get("body"):
            if found.body is ABSENT:
                raise UsageError(f"{name}: there is no routing rule in it")
            answer = answer.but(body=found.body)
        answer = answer.joined(found)
    return answer


def _status(word: str) -> int:
    if word and not (word.isascii() and word.isdigit() and len(word) == len("400")):
        raise UsageError(f"--status takes an HTTP status such as 400, not {word!r}")
    return int(word or 0)


def _others(body: JSON, kind: Kind, explanation: Explanation) -> Sequence[Diagnostic]:
    """Return the other faults of the body."""
    from siplint.api import check

    return [one for one in check(body, kind=kind) if one != explanation.diagnostic]


def _text(
    answer: PastedAnswer, status: int, explanation: Explanation, others: Sequence[Diagnostic], *, color: bool
) -> Iterator[str]:
    from siplint.model.diagnostic import short_pointer
    from siplint.model.escaping import visible
    from siplint.rules.catalogue import rule_of

    def paint(style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if color else text

    yield paint(BOLD, visible(explanation.sentence)) + "\n\n"
    said = f' "{" ".join(explanation.text.split())}"' if explanation.text else ""
    rows = [("answer", f"{status}{'' if answer.status else ' (taken for granted)'}{said}")]
    if explanation.code:
        rule = rule_of(explanation.code)
        rows.append(("rule", f"{rule.code} {rule.name}"))
        rows.append(("sure", "a page gives this text" if explanation.certain else "likely; no page gives this text"))
    if explanation.pointer:
        rows.append(("place", explanation.pointer))
    if explanation.diagnostic and explanation.diagnostic.help:
        rows.append(("help", explanation.diagnostic.help))
    if explanation.code:
        rows.append(("more", f"siplint rule {explanation.code}"))
    if answer.body is ABSENT and status == DEFAULT_STATUS:
        rows.append(("body", "not given: siplint explain ANSWER --body FILE says more"))
    for word, text in rows:
        yield f"{paint(MARKED, f'{word + chr(58):8}')}{visible(text)}\n"
    if others:
        yield "\n" + paint(BOLD, "other faults of the body:") + "\n"
    for one in others:
        yield f"  {visible(short_pointer(one) or 'the body')}: {one.severity}[{one.code}] {visible(one.message)}\n"


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

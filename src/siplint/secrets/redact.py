"""Secrets kept out of everything that is shown."""

from __future__ import annotations

from siplint.model.diagnostic import Diagnostic, Label, Report
from siplint.model.fields import FIELDS, ROOM_FIELDS
from siplint.secrets.detect import Secrets, finder, joined
from siplint.source.source_lines import Excerpt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


MASK = "***"


def redact_tokens(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give diagnostics of a body in which no secret is known: only tokens may still show in them."""
    if not any(map(_may_hold_token, diagnostics)):
        return tuple(diagnostics)
    hide = _hider(())
    return tuple(_hidden(one, hide) if _may_hold_token(one) else one for one in diagnostics)


def redact_report(report: Report, texts: Iterable[str]) -> Report:
    """Give a report in which these texts cannot be read; a fix that would have to spell one is left out."""
    secrets = Secrets(texts)
    if not (secrets or report.sources or report.excerpts):
        diagnostics = redact_tokens(report.diagnostics)
        return report if diagnostics == report.diagnostics else report.but(diagnostics=diagnostics)
    hide = _hider(secrets)
    told = tuple(_hidden(one, hide) for one in report.diagnostics) if secrets else redact_tokens(report.diagnostics)
    return report.but(
        diagnostics=told,
        sources=_sources(report, secrets),
        excerpts=_excerpts(report, secrets),
        secrets=secrets,
    )


def _may_hold_token(one: Diagnostic) -> bool:
    if "eyJ" in one.message or "eyJ" in one.help or "eyJ" in one.pointer:
        return True
    for label in one.labels:
        if "eyJ" in label.message or "eyJ" in label.pointer:
            return True
    return one.fix is not None and any("eyJ" in edit.text for edit in one.fix.edits)


def _sources(report: Report, secrets: Secrets) -> Mapping[str, bytes]:
    if not report.sources:
        return report.sources
    from siplint.secrets.blanking import blank_secrets

    return {name: blank_secrets(data, secrets) for name, data in report.sources.items()}


def _excerpts(report: Report, secrets: Secrets) -> Mapping[str, Excerpt]:
    return {name: _blanked(excerpt, secrets) for name, excerpt in report.excerpts.items()}


def _blanked(excerpt: Excerpt, secrets: Secrets) -> Excerpt:
    """Blank out secrets, those too that go on in the next line; nothing moves."""
    from siplint.secrets.blanking import blank_secrets

    numbers = sorted(excerpt.lines)
    whole = blank_secrets(b"\n".join(excerpt.lines[number][1] for number in numbers), secrets)
    shown = zip(numbers, whole.split(b"\n"), strict=True)
    return Excerpt({number: (excerpt.lines[number][0], data) for number, data in shown})


def redact_text(text: str, secrets: Iterable[str]) -> str:
    """Give a text of ours with `***` in place of every secret, spelled as JSON or not, whole or cut."""
    return _hider(secrets)(text)


def _texts(one: Diagnostic) -> Iterator[str]:
    yield from (one.message, one.help, one.pointer.replace("~1", "/").replace("~0", "~"))
    for label in one.labels:
        yield from (label.message, label.pointer.replace("~1", "/").replace("~0", "~"))
    for edit in one.fix.edits if one.fix else ():
        yield edit.text


def _hidden(one: Diagnostic, hide: Callable[[str], str]) -> Diagnostic:
    if all(hide(text) == text for text in _texts(one)):
        return one
    labels = tuple(
        Label(hide(label.message), label.file, _pointer(label.pointer, hide), label.start, label.end)
        for label in one.labels
    )
    fix = one.fix
    if fix and any(hide(edit.text) != edit.text for edit in fix.edits):
        fix = None
    return Diagnostic(
        one.code,
        one.name,
        one.severity,
        hide(one.message),
        one.outcome,
        one.file,
        _pointer(one.pointer, hide),
        one.start,
        one.end,
        labels,
        hide(one.help),
        one.url,
        fix,
    )


def _pointer(pointer: str, hide: Callable[[str], str]) -> str:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")]
    shown = [step if step in FIELDS or step in ROOM_FIELDS else hide(step) for step in steps]
    if shown == steps:
        return pointer
    return "/".join(step.replace("~", "~0").replace("/", "~1") for step in shown)


def _hider(secrets: Iterable[str]) -> Callable[[str], str]:
    """Give the function that puts `***` in place of secrets."""
    spans = finder(secrets)

    def hide(text: str) -> str:
        pieces = []
        after = 0
        for start, end in joined(spans(text)):
            pieces += [text[after:start], MASK]
            after = end
        return "".join((*pieces, text[after:])) if pieces else text

    return hide

"""Secrets kept out of everything that is shown."""

from __future__ import annotations

from siplint.model.diagnostic import Diagnostic, Label
from siplint.model.fields import FIELDS, ROOM_FIELDS
from siplint.secrets.detect import Secrets
from siplint.secrets.patterns import may_hold_secret
from siplint.secrets.search import finder, joined, piece_finder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeAlias

    from siplint.model.identity import Identity
    from siplint.model.run_report import Report
    from siplint.source.source_lines import Excerpt

    Files: TypeAlias = Mapping[str, Any]
else:
    Files = object  # importing `Mapping` would cost a run with findings as much as all of this package


MASK = "***"


class Blanked(Files):
    """Files, or excerpts of them, whose secrets are blanked out when they are read; has what a mapping has."""

    __slots__ = ("_blanked", "_raw", "_secrets")

    def __init__(self, raw: Mapping[str, Any], secrets: Secrets) -> None:
        self._raw = raw
        self._secrets = secrets
        self._blanked: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._blanked:
            from siplint.secrets.blanking import blank_file

            raw = self._raw[name]
            blank = blank_file if isinstance(raw, bytes) else _blank_lines
            self._blanked[name] = blank(name, raw, self._secrets)
        return self._blanked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __eq__(self, other: object) -> bool:
        return dict(self.items()) == other

    __hash__ = None  # type: ignore[assignment]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a file without its secrets, or the default."""
        return self[name] if name in self._raw else default

    def keys(self) -> Any:
        """Return the names."""
        return self._raw.keys()

    def values(self) -> Any:
        """Return all files without their secrets."""
        return [self[name] for name in self._raw]

    def items(self) -> Any:
        """Return all files without their secrets, with their names."""
        return [(name, self[name]) for name in self._raw]

    def __repr__(self) -> str:
        return f"<{len(self)} files without their secrets>"


def redact_report(report: Report, texts: Iterable[str]) -> Report:
    """Return a report in which these texts, and whatever else looks like a secret, cannot be read.

    A fix that would have to spell a secret is left out.
    """
    secrets = Secrets(texts)
    suspects = report.diagnostics if secrets else [one for one in report.diagnostics if _may_hold_secret(one)]
    if not (suspects or secrets or report.sources or report.excerpts or report.notes):
        return report
    hide = hider(secrets)
    hidden = {id(one): _hidden(one, hide) for one in suspects}
    shown = tuple([hidden.get(id(one), one) for one in report.diagnostics]) if hidden else report.diagnostics
    if not (secrets or report.sources or report.excerpts or report.notes):
        return report if shown == report.diagnostics else report.but(diagnostics=shown)
    return report.but(
        diagnostics=shown,
        sources=Blanked(report.sources, secrets) if report.sources else report.sources,
        excerpts=Blanked(report.excerpts, secrets) if report.excerpts else report.excerpts,
        notes=tuple(map(hide, report.notes)),
        secrets=secrets,
    )


def redact_diagnostics(texts: Iterable[str]) -> Callable[[Sequence[Diagnostic]], tuple[Diagnostic, ...]]:
    """Return the function that hides these texts, and whatever else looks like a secret, in diagnostics."""
    secrets = Secrets(texts)
    hide = hider(secrets)

    def redact(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        return tuple([_hidden(one, hide) if secrets or _may_hold_secret(one) else one for one in diagnostics])

    return redact


def _may_hold_secret(one: Diagnostic) -> bool:
    return may_hold_secret("\n".join(_texts(one)))


def _blank_lines(name: str, excerpt: Excerpt, secrets: Secrets) -> Excerpt:
    """Blank out secrets, those too that go on in the next line; nothing moves."""
    from siplint.secrets.blanking import blank_file
    from siplint.source.source_lines import Excerpt

    numbers = sorted(excerpt.lines)
    whole = blank_file(name, b"\n".join(excerpt.lines[number][1] for number in numbers), secrets)
    shown = zip(numbers, whole.split(b"\n"), strict=True)
    return Excerpt({number: (excerpt.lines[number][0], data) for number, data in shown})


def redact_text(text: str, secrets: Iterable[str]) -> str:
    """Return a text of ours with `***` in place of every secret, spelled as JSON or not, whole or cut."""
    return hider(secrets)(text)


def _texts(one: Diagnostic) -> Iterator[str]:
    yield from (one.message, one.help, one.pointer.replace("~1", "/").replace("~0", "~"))
    for label in one.labels:
        yield from (label.message, label.pointer.replace("~1", "/").replace("~0", "~"))
    for edit in one.fix.edits if one.fix else ():
        yield edit.text
    for key in one.identity.rules if one.identity else ():
        yield key.rule


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
        one.identity and _hidden_identity(one.identity, hide),
    )


def _hidden_identity(identity: Identity, hide: Callable[[str], str]) -> Identity:
    rules = tuple(key.but(rule=hide(key.rule)) for key in identity.rules)
    return identity.but(pointer=_pointer(identity.pointer, hide), rules=rules)


def _pointer(pointer: str, hide: Callable[[str], str]) -> str:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")]
    shown = [step if step in FIELDS or step in ROOM_FIELDS else hide(step) for step in steps]
    if shown == steps:
        return pointer
    return "/".join(step.replace("~", "~0").replace("/", "~1") for step in shown)


def hider(secrets: Iterable[str]) -> Callable[[str], str]:
    """Return the function that puts `***` in place of these secrets, and of whatever looks like one."""
    wanted = list(secrets)
    whole, parts = finder(wanted), piece_finder(wanted)

    def hide(text: str) -> str:
        pieces = []
        after = 0
        for start, end in joined((*whole(text), *parts(text))):
            pieces += [text[after:start], MASK]
            after = end
        return "".join((*pieces, text[after:])) if pieces else text

    return hide

"""Faults of YAML's syntax: what PyYAML says, as a mistake that a person knows, at its place."""

from __future__ import annotations

from siplint.model.fault import Fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from siplint.source.literals import Span

PROBLEMS = (
    ("mapping values are not allowed", "yaml-colon"),
    ("could not find expected ':'", "yaml-line"),
    ("did not find expected ',' or", "yaml-bracket"),
    ("expected ',' or", "yaml-bracket"),
    ("found unexpected end of stream", "yaml-quote"),
    ("found unexpected document indicator", "yaml-quote"),
    ("did not find expected key", "yaml-entry"),
    ("expected <block end>", "yaml-entry"),
    ("did not find expected '-' indicator", "yaml-entry"),
    ("found unknown escape character", "yaml-escape"),
    ("invalid Unicode character escape", "yaml-escape"),
    ("control characters are not allowed", "yaml-control"),
    ("special characters are not allowed", "yaml-control"),
    ("that cannot start any token", "yaml-start"),
    ("block sequence entries are not allowed", "yaml-dash"),
    ("undefined tag handle", "yaml-tag"),
    ("document start>", "yaml-after"),
)
"""What PyYAML says, and the mistakes of `notation_wording` for it."""
AT_CONTEXT = ("yaml-line", "yaml-quote")
"""Mistakes whose place is where the reader began to read, not where it gave up."""
WITH_OPENING = ("yaml-bracket",)


def syntax_fault(error: Exception, text: str) -> Fault | None:
    """Return the fault that an exception of PyYAML speaks of; None where it is another exception."""
    if type(error).__name__ == "ReaderError":
        at = _unprintable(text)
        return Fault("RR001", "yaml-control", (at, min(at + 1, len(text))), text[at : at + 1])
    if isinstance(error, RecursionError):  # of the parser in Python
        return Fault("RR004", "depth", (0, min(1, len(text))))
    problem = getattr(error, "problem", None)
    if not isinstance(problem, str):
        return None
    if "nesting" in problem:
        at = _index(getattr(error, "problem_mark", None), text)
        return Fault("RR004", "depth", (at, min(at + 1, len(text))))
    kind = next((kind for said, kind in PROBLEMS if said in problem), "yaml")
    mark, before = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if kind in AT_CONTEXT and before is not None:
        mark = before
    at = _index(mark, text)
    if text[at : at + 1] == "\t" and not text[text.rfind("\n", 0, at) + 1 : at].strip():
        kind = "yaml-tab"
    other = None
    if kind in WITH_OPENING and before is not None:
        start = _index(before, text)
        other = (start, min(start + 1, len(text)))
    return Fault("RR001", kind, _span(kind, at, text), problem if kind == "yaml" else _word(kind, at, text), (), other)


def _index(mark: Any, text: str) -> int:
    return min(mark.index, len(text)) if mark is not None else 0


def _span(kind: str, at: int, text: str) -> Span:
    if kind in ("yaml-line", "yaml-quote", "yaml-entry", "yaml-after", "yaml"):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        return at, at + len(text[at:end].rstrip())
    return at, min(at + (2 if kind == "yaml-escape" else 1), len(text))


def _word(kind: str, at: int, text: str) -> str:
    start, end = _span(kind, at, text)
    return text[start:end]


def _unprintable(text: str) -> int:
    """Return where the first character is that YAML does not allow."""
    import re

    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", text)
    return match.start() if match else 0

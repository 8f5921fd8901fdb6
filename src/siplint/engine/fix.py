"""Edits to new bytes: which fixes go together, and how far a file is mended by them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    from siplint.model.diagnostic import Diagnostic, Edit, Fix
    from siplint.model.settings import Settings

    Errors: TypeAlias = Counter[tuple[str, str, str]]

ROUNDS = 100
"""How often a file is looked at again after it was mended; each round mends something, few files need three."""


def apply(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """Give the bytes with the fixes made; of two that overlap one is left out, whatever their order."""
    pieces = []
    at = 0
    for edit in sorted((edit for fix in compatible(fixes) for edit in fix.edits), key=_order):
        pieces += [data[at : edit.start], edit.text.encode()]
        at = edit.end
    return b"".join((*pieces, data[at:]))


def compatible(fixes: Iterable[Fix]) -> list[Fix]:
    """Choose fixes that do not overlap: safe ones first, then the earlier in the file; a fix is made whole or not."""
    from bisect import bisect_left, insort

    taken: list[tuple[int, int]] = []
    chosen = []
    for fix in sorted(fixes, key=lambda fix: (not fix.safe, sorted(map(_order, fix.edits)))):
        spans = [(edit.start, edit.end) for edit in fix.edits]
        if all(_free(span, taken, bisect_left(taken, span)) for span in spans):
            for span in spans:
                insort(taken, span)
            chosen.append(fix)
    return chosen


def _order(edit: Edit) -> tuple[int, int, str]:
    return edit.start, edit.end, edit.text


def _free(span: tuple[int, int], taken: Sequence[tuple[int, int]], index: int) -> bool:
    return not any(_touch(span, other) for other in taken[max(index - 1, 0) : index + 1])


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two spans overlap; an insertion must not even touch another span."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def fix_bytes(
    name: str, data: bytes, *, unsafe: bool = False, settings: Settings | None = None
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Mend a file until nothing changes; give its new bytes, and the diagnostics whose fixes were made.

    What `settings` selects is mended, shown or not. A safe fix that would bring a new error is left out; so is any fix
    that would make the text no JSON, or give it a key twice. What an account says is not asked: no fix changes it.
    """
    from siplint.engine.files import lint_files
    from siplint.model.finding import INFO
    from siplint.model.settings import Settings

    asked = (settings or Settings()).but(account=None)
    chosen = asked.but(min_severity=INFO)
    every = _unfiltered(asked)
    made: list[Diagnostic] = []

    def errors(text: bytes) -> tuple[Diagnostic, ...]:
        return lint_files({name: text}, every).errors

    for _ in range(ROUNDS):
        offers = [one for one in lint_files({name: data}, chosen) if one.fix]
        broken = [one for one in offers if one.fix and one.code == "RR001" and (unsafe or one.fix.safe)]
        safe = [one for one in offers if one.fix and one.fix.safe and one.code != "RR001"]
        bold = [one for one in offers if unsafe and one.code != "RR001"]
        done: list[Diagnostic] = []
        for batch, counts in ((broken, _unreadable), (safe, _any), (bold, _of_the_text)):
            done = done or _acceptable(data, batch, errors, counts)
        if not done:
            break
        data = apply(data, [one.fix for one in done if one.fix])
        made += done
    return data, tuple(made)


def secrets_of_states(name: str, texts: Iterable[bytes], settings: Settings) -> frozenset[str]:
    """Give what is secret in states of a file, whatever `settings` select."""
    from siplint.engine.files import lint_files

    every = _unfiltered(settings)
    return frozenset().union(*(lint_files({name: text}, every).secrets for text in texts))


def _unfiltered(settings: Settings) -> Settings:
    from siplint.model.finding import INFO

    wide = {"min_severity": INFO, "select": (), "ignore": (), "per_file_ignores": (), "fixes": False}
    return settings.but(**wide)


def _unreadable(code: str) -> bool:
    """Tell what a fix of the text must not bring; all other errors were there, and only come to light."""
    return code == "RR001"


def _any(_code: str) -> bool:
    return True


def _of_the_text(code: str) -> bool:
    """Tell what an unsafe fix must not bring; other errors it may leave to the user, such as a `type` nobody knows."""
    return code.startswith("RR00")


def _acceptable(
    data: bytes,
    batch: Sequence[Diagnostic],
    errors: Callable[[bytes], tuple[Diagnostic, ...]],
    counts: Callable[[str], bool],
) -> list[Diagnostic]:
    """Choose what of a batch can be made together without a new error.

    Where errors are new in a rule, its fixes are halved until some bring none, all rules of a file at a time. The rest
    waits for the next round: what is made now may have settled it.
    """
    if not batch:
        return []
    together = set(map(id, compatible([one.fix for one in batch if one.fix])))
    parts: dict[str, list[list[Diagnostic]]] = {}
    for one in batch:
        if id(one.fix) in together:
            parts.setdefault(_rule(one), [[]])[0].append(one)
    before = _tally(errors(data), counts)
    good: list[Diagnostic] = []
    while parts:
        trial = [*good, *(one for todo in parts.values() for one in todo[-1])]
        after = _tally(errors(apply(data, [one.fix for one in trial if one.fix])), counts)
        worse = {key[0] for key in after - before}
        blamed = worse & parts.keys() or (set(parts) if worse else set())
        for rule, todo in list(parts.items()):
            part = todo.pop()
            if rule not in blamed:
                good += part
                todo.clear()
            elif len(part) > 1:
                middle = len(part) // 2
                todo += [part[middle:], part[:middle]]
            if not todo:
                del parts[rule]
    return good


def _rule(one: Diagnostic) -> str:
    """Give the rule of the file that a diagnostic is about: its index, where there are several."""
    first = one.pointer.split("/", 2)[1:2]
    return first[0] if first and first[0].isdigit() else ""


def _tally(errors: Iterable[Diagnostic], counts: Callable[[str], bool]) -> Errors:
    """Count errors by rule, code and field; the index of an item does not tell two apart, for it may shift."""
    from collections import Counter

    return Counter(
        (_rule(one), one.code, "/".join("" if step.isdigit() else step for step in one.pointer.split("/")))
        for one in errors
        if counts(one.code)
    )

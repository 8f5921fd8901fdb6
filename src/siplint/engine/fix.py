"""Edits to new bytes: which fixes go together, and how far a file is mended by them."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label
    from siplint.model.settings import Settings

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


class Round(Record):
    """A file before and after some of its fixes were made, and the diagnostics they mend, placed in `before`."""

    before: bytes
    after: bytes
    made: tuple[Diagnostic, ...]


def fix_bytes(
    name: str, data: bytes, *, unsafe: bool = False, settings: Settings | None = None
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Mend a file until nothing changes; return its new bytes, and the diagnostics whose fixes were made."""
    rounds = fix_rounds(name, data, unsafe=unsafe, settings=settings)
    return rounds[-1].after if rounds else data, tuple(one for done in rounds for one in done.made)


def fix_rounds(
    name: str,
    data: bytes,
    *,
    unsafe: bool = False,
    settings: Settings | None = None,
    errors_of: Callable[[bytes], Sequence[Diagnostic]] | None = None,
) -> list[Round]:
    """Mend a file until nothing changes, and return every step.

    What `settings` selects is mended, shown or not. A safe fix that would bring a new error is left out; so is any fix
    that would make the text no JSON, or give it a key twice. `errors_of` returns the errors of the file and of whatever
    else is to be looked at, once the file holds certain bytes; by default those of the file alone, without the account.
    """
    from siplint.engine.files import lint_files
    from siplint.model.settings import Settings
    from siplint.model.severity import INFO
    from siplint.model.tree_path import spelled

    name = spelled(name)
    asked = (settings or Settings()).but(account=None)
    chosen = asked.but(min_severity=INFO)
    every = unfiltered(asked)
    rounds: list[Round] = []

    def errors_alone(text: bytes) -> Sequence[Diagnostic]:
        return lint_files({name: text}, every).errors

    for _ in range(ROUNDS):
        offers = [one for one in lint_files({name: data}, chosen) if one.fix]
        broken = [one for one in offers if one.fix and one.code == "RR001" and (unsafe or one.fix.safe)]
        safe = [one for one in offers if one.fix and one.fix.safe and one.code != "RR001"]
        bold = [one for one in offers if unsafe and one.code != "RR001"]
        done: list[Diagnostic] = []
        for batch, counts in ((broken, _unreadable), (safe, _any), (bold, _of_the_text)):
            done = done or _acceptable(name, data, batch, errors_of or errors_alone, counts)
        if not done:
            break
        better = apply(data, [one.fix for one in done if one.fix])
        rounds.append(Round(data, better, tuple(done)))
        data = better
    return rounds


def secrets_of_states(name: str, texts: Iterable[bytes], settings: Settings) -> frozenset[str]:
    """Return what is secret in states of a file, whatever `settings` select."""
    from siplint.engine.files import lint_files
    from siplint.model.tree_path import spelled

    every = unfiltered(settings)
    return frozenset().union(*(lint_files({spelled(name): text}, every).secrets for text in texts))


def unfiltered(settings: Settings) -> Settings:
    """Return settings under which every finding is reported, without fixes."""
    from siplint.model.severity import INFO

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
    name: str,
    data: bytes,
    batch: Sequence[Diagnostic],
    errors_of: Callable[[bytes], Sequence[Diagnostic]],
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
    before = [one for one in errors_of(data) if counts(one.code)]
    good: list[Diagnostic] = []
    while parts:
        trial = [*good, *(one for todo in parts.values() for one in todo[-1])]
        after = [one for one in errors_of(apply(data, [one.fix for one in trial if one.fix])) if counts(one.code)]
        worse = new_errors(before, after)
        places: list[Diagnostic | Label] = [*worse, *(label for one in worse for label in one.labels)]
        blamed = {_rule(place) for place in places if place.file == name} & parts.keys()
        if worse and not blamed:
            blamed = set(parts)
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


def _rule(place: Diagnostic | Label) -> str:
    """Return the rule of the file that a place is in: its index, where there are several."""
    first = place.pointer.split("/", 2)[1:2]
    return first[0] if first and first[0].isdigit() else ""


def new_errors(before: Iterable[Diagnostic], after: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the errors of which there are more than before: by file, rule, code and field.

    The index of an item does not tell two apart, for it may shift.
    """
    from collections import Counter

    more = Counter(map(_identity, after)) - Counter(map(_identity, before))
    return [one for one in after if _identity(one) in more]


def _identity(one: Diagnostic) -> tuple[str, ...]:
    return one.file, _rule(one), one.code, "/".join("" if step.isdigit() else step for step in one.pointer.split("/"))

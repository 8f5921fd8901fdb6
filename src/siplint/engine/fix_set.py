"""Fixes of a set of files: none that is safe brings an error to any of them, or against the account."""

from __future__ import annotations

from siplint.engine.fix import fix_rounds, new_errors, unfiltered
from siplint.model.failure import Contained
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from siplint.engine.fix import Round
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.settings import Settings

MOST_RETRIED = 100
"""Files whose fixes are chosen one by one, each time with all of these files in view; more files are left as they are."""


class Fixed(Record):
    """What a file should hold, how it comes to that, and whether fixes are left out because of other files."""

    data: bytes
    rounds: tuple[Round, ...] = ()
    is_partial: bool = False


def fix_set(files: Mapping[str, bytes], settings: Settings, failures: list[str], *, unsafe: bool) -> dict[str, Fixed]:
    """Mend each file by itself, then take back what brings a new error together; an error costs its own file alone.

    A file whose fixes are to blame is mended again with the other files in view, so that its other fixes are made. What
    makes a text readable is not taken back: the errors that come to light then were there.
    """
    fixed = {name: _fixed_alone(name, files[name], settings, failures, unsafe=unsafe) for name in sorted(files)}
    start = {name: _readable(files[name], one) for name, one in fixed.items()}
    if len(files) == 1 and settings.account is None:
        return fixed
    with Contained("the whole set", failures, raising=settings.debug):
        before: Sequence[Diagnostic] = ()
        if _changed(start, fixed):
            before = _errors(start, settings)
        blamed, involved = _take_back(start, fixed, before, settings)
        if blamed and len(involved) <= MOST_RETRIED:
            _retry(start, fixed, (blamed, involved), settings, unsafe=unsafe)
            if not unsafe:  # an unsafe fix may bring errors
                _take_back(start, fixed, before, settings)
    return fixed


def _fixed_alone(name: str, data: bytes, settings: Settings, failures: list[str], *, unsafe: bool) -> Fixed:
    rounds: Sequence[Round] = ()
    with Contained(name, failures, raising=settings.debug):
        rounds = fix_rounds(name, data, unsafe=unsafe, settings=settings)
    return Fixed(rounds[-1].after if rounds else data, tuple(rounds))


def _readable(data: bytes, fixed: Fixed) -> Fixed:
    """Return a file with only those first fixes that make it JSON."""
    first: list[Round] = []
    for one in fixed.rounds:
        if one.made[0].code != "RR001":
            break
        first.append(one)
    return Fixed(first[-1].after if first else data, tuple(first))


def _changed(start: Mapping[str, Fixed], fixed: Mapping[str, Fixed]) -> set[str]:
    return {name for name, one in fixed.items() if len(one.rounds) > len(start[name].rounds)}


def _errors(files: Mapping[str, Fixed], settings: Settings) -> Sequence[Diagnostic]:
    from siplint.engine.files import lint_files

    return lint_files({name: one.data for name, one in files.items()}, unfiltered(settings)).errors


def _take_back(
    start: Mapping[str, Fixed], fixed: dict[str, Fixed], before: Sequence[Diagnostic], settings: Settings
) -> tuple[set[str], set[str]]:
    """Undo the fixes of files that have new errors, until no error is new.

    Return the names of these files, and of all files that the errors are about.
    """
    blamed: set[str] = set()
    involved: set[str] = set()
    while changed := _changed(start, fixed):
        worse = new_errors(before, _errors(fixed, settings))
        if not worse:
            break
        about = {one.file for one in worse} | {label.file for one in worse for label in one.labels}
        involved |= about & start.keys()
        guilty = about & changed or changed
        for name in guilty:
            fixed[name] = start[name].but(is_partial=True)
        blamed |= guilty
    return blamed, involved | blamed


def _retry(
    start: Mapping[str, Fixed],
    fixed: dict[str, Fixed],
    names: tuple[set[str], set[str]],
    settings: Settings,
    *,
    unsafe: bool,
) -> None:
    """Mend files again, each with all that are involved in view."""
    blamed, involved = names
    for name in sorted(blamed):

        def errors_of(text: bytes, name: str = name) -> Sequence[Diagnostic]:
            view = {other: fixed[other] for other in involved}
            return _errors({**view, name: Fixed(text)}, settings)

        data = start[name].data
        rounds = fix_rounds(name, data, unsafe=unsafe, settings=settings, errors_of=errors_of)
        fixed[name] = Fixed(rounds[-1].after if rounds else data, (*start[name].rounds, *rounds), is_partial=True)

"""The fixes of `--fix` and `--diff`, brought to the files they are for."""

from __future__ import annotations

from siplint.cli.output import say, write_stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from siplint.cli.discovery import Files
    from siplint.engine.fix_set import Fixed
    from siplint.model.settings import Settings


def fix_files(files: Files, settings: Settings, options: dict[str, Any], failures: list[str]) -> Files:
    """Apply the fixes to the files, those of standard input to standard output, and return what the files hold then."""
    from siplint.cli.safe_write import replace_file
    from siplint.domain.wording import count
    from siplint.engine.fix_set import fix_set

    contents, troubles = dict(files.contents), list(files.troubles)
    applied: list[Fixed] = []
    fixes = fix_set(files.contents, settings, failures, unsafe=bool(options.get("unsafe_fixes")))
    for name, fixed in fixes.items():
        other_names = 0
        if name not in files.paths:
            write_stream([fixed.data])
        elif fixed.data != files.contents[name]:
            try:
                other_names = replace_file(files.paths[name], fixed.data, files.contents[name])
            except OSError as error:
                troubles.append(str(error))
                continue
        contents[name] = fixed.data
        applied.append(fixed)
        if not options.get("quiet"):
            for sentence in _sentences(name, fixed, settings):
                say(f"siplint: {sentence}")
            if other_names:
                say(f"siplint: {name}: {count(other_names, 'other name')} of this file (hard links) had no part in it")
    if (counted := _counted(applied)) and not options.get("quiet"):
        say(f"siplint: fixed {counted}")
    return files.but(contents=contents, troubles=tuple(troubles))


def differences(
    files: Files, settings: Settings, options: dict[str, Any], failures: list[str]
) -> tuple[list[str], str]:
    """Return what the fixes would change, and a sentence on how many findings that is, empty if there are none."""
    from siplint.cli.diff import colored_diff, diff, relative
    from siplint.cli.output import is_colored
    from siplint.engine.fix import secrets_of_states
    from siplint.engine.fix_set import fix_set
    from siplint.secrets.blanking import blank_file

    pieces: list[str] = []
    is_unsafe = bool(options.get("unsafe_fixes"))
    fixes = fix_set(files.contents, settings, failures, unsafe=is_unsafe)
    for name, fixed in fixes.items():
        data = files.contents[name]
        if fixed.data != data:
            hidden = secrets_of_states(name, (data, fixed.data), settings)
            shown = relative(name) if name in files.paths else name
            text = diff(shown, blank_file(name, data, hidden), blank_file(name, fixed.data, hidden))
            pieces.append(colored_diff(text) if is_colored(options) else text)
    counted = _counted(fixes.values())
    if counted or is_unsafe:
        return pieces, f"would fix {counted}" if counted else ""
    offered = _counted(fix_set(files.contents, settings, [], unsafe=True).values())
    return pieces, f"would fix nothing; with --unsafe-fixes {offered}" if offered else ""


def _counted(fixes: Iterable[Fixed]) -> str:
    """Return how many findings of how many files are fixed, or nothing if none is."""
    from siplint.domain.wording import count

    numbers = [sum(len(one.made) for one in fixed.rounds) for fixed in fixes if fixed.rounds]
    return f"{count(sum(numbers), 'finding')} in {count(len(numbers), 'file')}" if numbers else ""


def _sentences(name: str, fixed: Fixed, settings: Settings) -> Iterator[str]:
    """Say each change that was made: where, of which rule, from what to what."""
    from siplint.cli.changes import changes_of
    from siplint.engine.fix import secrets_of_states
    from siplint.secrets.blanking import blank_file

    if fixed.rounds:
        states = (fixed.rounds[0].before, *(one.after for one in fixed.rounds))
        hidden = secrets_of_states(name, states, settings)
        shown = [blank_file(name, state, hidden) for state in states]
        for index, done in enumerate(fixed.rounds):
            yield from changes_of(done, shown[index], shown[index + 1])
    if fixed.is_partial:
        yield f"{name}: a safe fix is left out: it would bring an error that is not there yet"

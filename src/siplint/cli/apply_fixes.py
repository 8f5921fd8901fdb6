"""The fixes of `--fix` and `--diff`, brought to the files they are for."""

from __future__ import annotations

from siplint.cli.output import say, write_stream
from siplint.model.failure import Contained

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from siplint.cli.discovery import Files
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.settings import Settings


def fix_files(files: Files, settings: Settings, options: dict[str, Any], failures: list[str]) -> Files:
    """Apply the fixes to the files, those of standard input to standard output, and give what the files hold then."""
    from siplint.cli.discovery import Files
    from siplint.cli.safe_write import replace_file
    from siplint.domain.wording import count

    contents, troubles = dict(files.contents), list(files.troubles)
    findings = changed = 0
    for name, better, made in _better(files, settings, options, failures):
        data = files.contents[name]
        if name not in files.paths:
            write_stream([better])
        elif better == data:
            continue
        else:
            try:
                replace_file(files.paths[name], better, data)
            except OSError as error:
                troubles.append(str(error))
                continue
        contents[name] = better
        findings += len(made)
        changed += bool(made)
        for one in made:
            if not options.get("quiet") and one.fix and not one.fix.safe:
                say("; ".join(filter(None, (f"siplint: {name}: fixed {one.code}, {one.message}", one.help))))
    if changed and not options.get("quiet"):
        say(f"siplint: fixed {count(findings, 'finding')} in {count(changed, 'file')}")
    return Files(contents, files.paths, files.walked, tuple(troubles))


def differences(files: Files, settings: Settings, options: dict[str, Any], failures: list[str]) -> list[str]:
    """Show what the fixes would change, and change nothing."""
    from siplint.cli.diff import diff
    from siplint.engine.fix import secrets_of_states
    from siplint.secrets.blanking import blank_secrets

    pieces: list[str] = []
    for name, better, _ in _better(files, settings, options, failures):
        data = files.contents[name]
        if better != data:
            hidden = secrets_of_states(name, (data, better), settings)
            pieces.append(diff(name, blank_secrets(data, hidden), blank_secrets(better, hidden)))
    return pieces


def _better(
    files: Files, settings: Settings, options: dict[str, Any], failures: list[str]
) -> Iterator[tuple[str, bytes, tuple[Diagnostic, ...]]]:
    """Give each file's name, what it should hold, and which findings that mends; an error costs its own file alone."""
    from siplint.engine.fix import fix_bytes

    for name, data in sorted(files.contents.items()):
        better = data
        made: tuple[Diagnostic, ...] = ()
        with Contained(name, failures, raising=settings.debug):
            better, made = fix_bytes(name, data, unsafe=bool(options.get("unsafe_fixes")), settings=settings)
        yield name, better, made

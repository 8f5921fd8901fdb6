"""The edits that suppress a finding: a comment on its line, or an entry of the configuration."""

from __future__ import annotations

from siplint.model.diagnostic import Edit
from siplint.model.failure import Contained
from siplint.source.notations import notation_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.engine.known_file import KnownFile
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.server.project import Project
    from siplint.server.session import Session

END_OF_LINE = {"jsonc": "// {}", "javascript": "// {}", "python_code": "# {}", "yaml_text": "# {}", "shell": "# {}"}
"""By notation, a comment that can suppress findings on its line."""
LINE_ABOVE = {"shell": "# {}", "http_file": "# {}", "markdown": "<!-- {} -->"}
"""By notation, a comment above a body that counts for all of it."""
FARTHEST = 40
"""Lines above a finding where a place for such a comment is searched."""
LARGEST = 1 << 20
"""Bytes of a file to which a comment is added: it is read once more for each place."""


def ignore_actions(session: Session, project: Project, name: str, diagnostic: Diagnostic) -> list[tuple[str, JSON]]:
    """Return the ways to suppress a finding, each with its title."""
    from siplint.server.text_edits import workspace_edit

    comment = comment_edit(project, name, diagnostic)
    if comment:
        edit = workspace_edit(session, project, name, [comment])
        where = "in the body below" if comment.text.endswith("\n") else "on this line"
        return [(f"Ignore {diagnostic.code} {where}", edit)]
    return _entry_action(session, project, diagnostic)


def comment_edit(project: Project, name: str, diagnostic: Diagnostic) -> Edit | None:
    """Return the edit that suppresses a finding by a comment; None where the notation or the line has no room for one."""
    file = project.workspace.files.get(name) if project.workspace else None
    if file is None or diagnostic.start is None or len(file.data) > LARGEST:
        return None
    notation = notation_of(name) or ("jsonc" if file.settings.comments and name.endswith(".json") else "")
    for edit, below in _candidates(file.data, diagnostic, notation):
        if _suppresses(file, edit, diagnostic, below):
            return edit
    return None


def _candidates(data: bytes, diagnostic: Diagnostic, notation: str) -> Iterator[tuple[Edit, int]]:
    """Yield edits that may suppress a finding, each with the number of lines that it adds above the finding."""
    assert diagnostic.start
    words = f"siplint: ignore[{diagnostic.code}]"
    if notation in END_OF_LINE:
        yield _edit_of_line(data, diagnostic, END_OF_LINE[notation].format(words)), 0
    at = diagnostic.start.offset
    for _ in range(FARTHEST if notation in LINE_ABOVE else 0):
        start = data.rfind(b"\n", 0, at) + 1
        line = data[start : data.find(b"\n", start)]
        if notation != "markdown" or line.lstrip().startswith((b"```", b"~~~")):
            indent = line[: len(line) - len(line.lstrip())].decode("ascii", "replace")
            yield Edit(start, start, f"{indent}{LINE_ABOVE[notation].format(words)}\n"), 1
        if not start:
            return
        at = start - 1


def _edit_of_line(data: bytes, diagnostic: Diagnostic, comment: str) -> Edit:
    """Return the edit that adds a comment at the end of the line, or the code to the comment that is there."""
    import re

    from siplint.source.ignore_comments import PATTERN

    assert diagnostic.start
    at = diagnostic.start.offset
    end = data.find(b"\n", at)
    end = len(data) if end < 0 else end
    start = data.rfind(b"\n", 0, at) + 1
    line = data[start:end].decode("utf-8", "surrogateescape")
    there = list(re.finditer(PATTERN, line))
    if there and there[-1][1] is not None:
        match = there[-1]
        codes = match[1].strip()
        inside = start + len(line[: match.end(1)].encode("utf-8", "surrogateescape"))
        return Edit(inside, inside, f", {diagnostic.code}" if codes else diagnostic.code)
    place = start + len(data[start:end].rstrip())
    return Edit(place, place, f"  {comment}")


def _suppresses(file: KnownFile, edit: Edit, diagnostic: Diagnostic, below: int) -> bool:
    """Return whether an edit is a comment: nothing of the file means anything else, and the code is suppressed.

    `below` is the number of lines that the edit adds above the finding.
    """
    from siplint.source.chunks import chunks_of

    assert diagnostic.start
    data = b"".join((file.data[: edit.start], edit.text.encode(), file.data[edit.end :]))
    line = diagnostic.start.line + below
    with Contained(file.name, []):
        chunks = chunks_of(file.name, data)
        after = [one for chunk in chunks for one in chunk.documents(comments=file.settings.comments)]
        if [one.value for one in after] == [one.value for one in file.read()]:
            groups = [group for one in after for group in one.ignores.get(line, ())]
            return any(diagnostic.code == code for group in groups for _, code in group)
    return False


def _entry_action(session: Session, project: Project, diagnostic: Diagnostic) -> list[tuple[str, JSON]]:
    """Return the action that suppresses a finding by its pointer in the configuration."""
    from siplint.server.file_uris import uri_of
    from siplint.server.line_positions import LinePositions
    from siplint.server.text_edits import can_create_files, difference, new_file_edit, text_edits

    if not project.loaded or not project.folder or "***" in diagnostic.pointer:
        return []
    entry = project.host.add_ignore(project.loaded, diagnostic.file, diagnostic.pointer, diagnostic.code)
    if entry is None:
        return []
    title = f"Ignore {diagnostic.code} here, in {entry.path.replace(chr(92), '/').rpartition('/')[2]}"
    uri = uri_of(entry.path)
    if entry.before is None:
        return [(title, new_file_edit(uri, entry.after.decode()))] if can_create_files(session) else []
    name = project.name_of(entry.path)
    if name in project.buffers and project.buffers[name].data != entry.before:
        return []
    edits = text_edits(LinePositions(entry.before, project.encoding), [difference(entry.before, entry.after)])
    if not session.can("workspace", "workspaceEdit", "documentChanges"):
        return [(title, {"changes": {uri: edits}})]
    version = project.buffers[name].version if name in project.buffers else None
    return [(title, {"documentChanges": [{"textDocument": {"uri": uri, "version": version}, "edits": edits}]})]

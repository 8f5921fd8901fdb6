"""What an editor offers to do about findings: fixes, suppressions, and the page of the rule."""

from __future__ import annotations

from siplint.model.escaping import visible
from siplint.server.asked_document import place_of_request
from siplint.server.shown_diagnostics import shown_one, spans_of_names
from siplint.server.text_edits import difference, workspace_edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.server.project import Project
    from siplint.server.session import Session

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.siplint"
KINDS = (QUICK_FIX, FIX_ALL)
OPEN_PAGE = "siplint.openPage"
MOST_FINDINGS = 20
"""Findings of a range to which actions are offered."""


def code_actions(session: Session, params: JSON) -> JSON:
    """Return the actions that concern a range of a document."""
    found = place_of_request(session, params)
    if found is None:
        return []
    project, name = found
    positions = project.positions(name)
    first, last = params["range"]["start"], params["range"]["end"]
    start = positions.offset(first["line"], first["character"])
    end = positions.offset(last["line"], last["character"])
    only = params["context"].get("only")
    kinds = [kind for kind in only if isinstance(kind, str)] if isinstance(only, list) and only else [""]
    actions: list[JSON] = []
    if _is_asked(QUICK_FIX, kinds):
        for diagnostic, span in findings_between(project, name, start, end)[:MOST_FINDINGS]:
            shown = shown_one(project, diagnostic, span)
            actions += _actions_for(session, project, diagnostic, shown)
    if _is_asked(FIX_ALL, kinds):
        actions += _fix_all(session, project, name)
    return actions


def _is_asked(kind: str, asked: list[str]) -> bool:
    return any(not one or kind == one or kind.startswith(one + ".") for one in asked)


def findings_between(project: Project, name: str, start: int, end: int) -> list[tuple[Diagnostic, tuple[int, int]]]:
    """Return the findings whose span, as it is shown, touches a range (bytes)."""
    if project.workspace is None:
        return []
    own = project.workspace.diagnostics(name)
    names = spans_of_names(project, name, own)
    found = []
    for one in own:
        if one.start and one.end:
            span = names.get((one.start.offset, one.end.offset), (one.start.offset, one.end.offset))
            if span[0] <= end and start <= span[1]:
                found.append((one, span))
    return found


def _actions_for(session: Session, project: Project, diagnostic: Diagnostic, shown: JSON) -> Iterator[JSON]:
    from siplint.server.ignoring import ignore_actions

    fix = diagnostic.fix
    if fix:
        words = diagnostic.help or f"fix {diagnostic.name}"
        title = f"{diagnostic.code}: {visible(words)}{'' if fix.safe else ' (may change the meaning)'}"
        edit = workspace_edit(session, project, diagnostic.file, fix.edits)
        yield {
            "title": title,
            "kind": QUICK_FIX,
            "diagnostics": [shown],
            **({"isPreferred": True} if fix.safe else {}),
            "edit": edit,
        }
    for title, edit in ignore_actions(session, project, diagnostic.file, diagnostic):
        yield {"title": title, "kind": QUICK_FIX, "diagnostics": [shown], "edit": edit}
    title = f"Open the page of {diagnostic.code} {diagnostic.name}"
    command = {"title": title, "command": OPEN_PAGE, "arguments": [diagnostic.url]}
    yield {"title": title, "kind": QUICK_FIX, "diagnostics": [shown], "command": command}


def _fix_all(session: Session, project: Project, name: str) -> list[JSON]:
    """Return the action that makes all safe fixes of a file, if there are any."""
    workspace = project.workspace
    if workspace is None or not any(one.fix and one.fix.safe for one in workspace.diagnostics(name)):
        return []
    action: dict[str, JSON] = {"title": "Fix all that is safe to fix (siplint)", "kind": FIX_ALL}
    if resolves(session):
        return [{**action, "data": {"uri": project.uri_of(name)}}]
    return [{**action, "edit": edit}] if (edit := fix_all_edit(session, project, name)) else []


def resolves(session: Session) -> bool:
    """Return whether the client asks for the edit of an action once it was chosen."""
    properties = session.said("textDocument", "codeAction", "resolveSupport", "properties")
    return (
        isinstance(properties, list)
        and "edit" in properties
        and session.can("textDocument", "codeAction", "dataSupport")
    )


def resolve_action(session: Session, params: JSON) -> JSON:
    """Return an action with its edit."""
    data = params.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("uri"), str) or "edit" in params:
        return params
    found = place_of_request(session, {"textDocument": data})
    edit = fix_all_edit(session, *found) if found else None
    return {**params, "edit": edit or {"changes": {}}}


def fix_all_edit(session: Session, project: Project, name: str) -> JSON:
    """Return the edit that makes all safe fixes of a file; None if none can be made."""
    from siplint.engine.fix import fix_bytes

    assert project.workspace
    data = project.data(name)
    after, made = fix_bytes(name, data, settings=project.workspace.settings)
    return workspace_edit(session, project, name, [difference(data, after)]) if made and after != data else None


def execute(session: Session, params: JSON) -> JSON:
    """Do what a command says: open the page of a rule."""
    arguments = params.get("arguments")
    url = arguments[0] if isinstance(arguments, list) and arguments else ""
    if params["command"] != OPEN_PAGE or not isinstance(url, str) or not _is_page(url):
        from siplint.server.session import INVALID_PARAMS, RequestError

        raise RequestError(INVALID_PARAMS, f"there is no command {params['command']} with these arguments")
    if session.can("window", "showDocument", "support"):
        session.request("window/showDocument", {"uri": url, "external": True})
    else:
        session.notify("window/showMessage", {"type": 3, "message": url})


def _is_page(url: str) -> bool:
    from siplint.rules.base import URL

    return url.startswith(URL)

"""The beginning and the end of a session: what the client can do, and what the server offers."""

from __future__ import annotations

from siplint.server.file_uris import path_of_uri
from siplint.server.line_positions import ENCODINGS
from siplint.server.watching import own_options, register

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.line_positions import Encoding
    from siplint.server.session import Session

INCREMENTAL = 2
"""How documents are synchronised: by their changes."""


def initialize(session: Session, params: JSON) -> JSON:
    """Note what the client can do and which folders it has open; return what the server offers."""
    from siplint import __version__

    capabilities = params.get("capabilities")
    session.capabilities = capabilities if isinstance(capabilities, dict) else {}
    session.parent = params["processId"] if type(params.get("processId")) is int else 0
    session.projects.encoding = _encoding(session)
    session.pulls = isinstance(session.said("textDocument", "diagnostic"), dict)
    session.projects.options = own_options(params.get("initializationOptions")) or {}
    for folder in _folders(params):
        session.projects.add_folder(folder)
    session.is_initialized = True
    return {"capabilities": _offered(session), "serverInfo": {"name": "siplint", "version": __version__}}


def _encoding(session: Session) -> Encoding:
    """Return the best encoding of positions that the client takes; UTF-16 if it says nothing."""
    taken = session.said("general", "positionEncodings")
    return next((one for one in ENCODINGS if isinstance(taken, list) and one in taken), "utf-16")


def _folders(params: JSON) -> list[str]:
    """Return the folders that the client has open."""
    folders = params.get("workspaceFolders")
    if isinstance(folders, list):
        uris = [folder.get("uri") for folder in folders if isinstance(folder, dict)]
        return [path for uri in uris if isinstance(uri, str) and (path := path_of_uri(uri))]
    uri, path = params.get("rootUri"), params.get("rootPath")
    if isinstance(uri, str):
        return [path_of_uri(uri)]
    return [path] if isinstance(path, str) and path else []


def _offered(session: Session) -> JSON:
    from siplint.server.code_actions import KINDS, OPEN_PAGE, resolves

    pulled = {"identifier": "siplint", "interFileDependencies": True, "workspaceDiagnostics": True}
    return {
        "positionEncoding": session.projects.encoding,
        "textDocumentSync": {"openClose": True, "change": INCREMENTAL, "save": {"includeText": False}},
        **({"diagnosticProvider": pulled} if session.pulls else {}),
        "codeActionProvider": {"codeActionKinds": list(KINDS), "resolveProvider": resolves(session)},
        "hoverProvider": True,
        "completionProvider": {"triggerCharacters": ['"', "'", "{", ","], "resolveProvider": False},
        "documentSymbolProvider": True,
        "foldingRangeProvider": True,
        "executeCommandProvider": {"commands": [OPEN_PAGE]},
        "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
    }


def initialized(session: Session, _params: JSON) -> JSON:
    """Begin to judge the files of the client's folders."""
    register(session)
    session.touch()


def shut_down(session: Session, _params: JSON) -> JSON:
    """Answer nothing more."""
    session.is_shut_down = True


def ignore(_session: Session, _params: JSON) -> JSON:
    """Do nothing: the server has no use for the message."""

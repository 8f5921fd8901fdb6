"""The rules of a file for the outline of an editor, and the parts of a file that it can fold."""

from __future__ import annotations

from siplint.model.escaping import visible
from siplint.secrets.redact import hider
from siplint.server.asked_document import place_of_request
from siplint.server.outline import outline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.server.outline import OutlinedRule
    from siplint.server.session import Session

OBJECT = 19
"""The protocol's kind of symbol for an object."""
SHOWN_NUMBERS = 3


def document_symbols(session: Session, params: JSON) -> JSON:
    """Return the rules of a file by name."""
    found = place_of_request(session, params)
    if found is None:
        return []
    project, name = found
    positions = project.positions(name)
    nested = session.can("textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport")
    symbols: list[JSON] = []
    hide = hider(project.workspace.secrets if project.workspace else ())
    for rule in outline(project, name):
        span = positions.span(rule.start, rule.end)
        symbol: dict[str, JSON] = {
            "name": visible(hide(rule.body.get("name", ""))) or "(a rule without a name)",
            "kind": OBJECT,
        }
        if nested:
            selected = positions.span(rule.name_start, rule.name_end)
            symbol |= {"detail": visible(hide(_detail(rule))), "range": span, "selectionRange": selected}
        else:
            symbol["location"] = {"uri": project.uri_of(name), "range": span}
        symbols.append(symbol)
    return symbols


def _detail(rule: OutlinedRule) -> str:
    """Return the direction and the first numbers of a rule."""
    items = rule.body.get("phoneNumbers", [])
    numbers = list(items.values()) if isinstance(items, dict) else items
    shown = ", ".join(numbers[:SHOWN_NUMBERS]) + (", …" if len(numbers) > SHOWN_NUMBERS else "")
    return " ".join(word for word in (rule.body.get("type", ""), shown) if word)


def folding_ranges(session: Session, params: JSON) -> JSON:
    """Return the lines of each rule of a file, and of the objects and lists in it."""
    found = place_of_request(session, params)
    if found is None:
        return []
    project, name = found
    positions = project.positions(name)
    folds: dict[int, int] = {}
    for rule in outline(project, name):
        for start, end in ((rule.start, rule.end), *rule.blocks):
            first, last = positions.position(start)["line"], positions.position(end)["line"]
            if last > first:
                folds[first] = max(last, folds.get(first, 0))
    return [{"startLine": first, "endLine": last} for first, last in sorted(folds.items())]

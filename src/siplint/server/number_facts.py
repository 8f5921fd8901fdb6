"""What is known of a phone number: its country, its kind, and which rule of the workspace answers it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.server.project import Project


def number_facts(number: str) -> str:
    """Return the country and the kind of an E.164 number, as a sentence."""
    from siplint.domain.numbering_plan import EXAMPLE, LENGTHS, TRUNK, UNASSIGNED, country, national, number_kind

    home = country(number)
    if not home.code:
        return "No country has numbers like this."
    kind = number_kind(number)
    kinds = {
        "": "in a range that is in use",
        EXAMPLE: "set aside for examples and films",
        UNASSIGNED: "of a right length, but in no range that is known to be in use",
        TRUNK: "with a national prefix that does not belong there",
        **{length: f"which {what}" for length, what in LENGTHS.items()},
    }
    where = f"A number of {home.name}" if home.name else "A number of no country"
    return f"{where} (+{home.code} {national(number)}), {kinds.get(kind, 'an emergency number or a short code')}."


def answered_by(project: Project, number: str) -> str:
    """Return which rule of the workspace answers calls to a number, in Markdown."""
    from siplint.engine.routing import NotANumber, as_text, route
    from siplint.secrets.redact import redact_text

    workspace = project.workspace
    files = workspace.files if workspace else {}
    names = workspace.files_with_number(number) if workspace else ()
    if not names:
        return "No rule of this workspace has it."
    try:
        answer = route(number, {name: files[name].data for name in names})
    except NotANumber:
        return "No rule of this workspace has it."
    text = redact_text("".join(as_text(answer)), {*answer.secrets, *(workspace.secrets if workspace else ())})
    return f"```text\n{text.replace('```', '` ` `')}```"

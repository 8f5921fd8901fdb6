"""What is known of a phone number: its country, its kind, and which rule of the workspace answers it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.server.projects import Project

TYPES = {
    "FIXED_LINE": "a fixed line",
    "MOBILE": "a mobile number",
    "FIXED_LINE_OR_MOBILE": "a fixed line or a mobile number",
    "TOLL_FREE": "a toll-free number",
    "PREMIUM_RATE": "a premium-rate number",
    "SHARED_COST": "a shared-cost number",
    "VOIP": "a VoIP number",
    "PERSONAL_NUMBER": "a personal number",
    "PAGER": "a pager",
    "UAN": "a company number",
    "VOICEMAIL": "a voicemail number",
}


def number_facts(number: str) -> str:
    """Return the country and the kind of an E.164 number, as a sentence."""
    from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, format_number, number_type, parse

    from siplint.domain.numbering_plan import country

    home = country(number)
    try:
        parsed = parse(number)
    except NumberParseException:
        return "No country has numbers like this."
    kind = TYPES.get(PhoneNumberType.to_string(number_type(parsed)).removeprefix("PhoneNumberType."), "")
    where = f"A number of {home.name}" if home.name else "A number of no known country"
    shown = format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
    return f"{where}: {shown}{', ' + kind if kind else ', in no range that is in use'}."


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

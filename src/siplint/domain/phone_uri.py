"""The number inside a SIP or tel URI (RFC 3261, RFC 3966), with or without a display name around it."""

from __future__ import annotations

from siplint.domain.phone_characters import digits_in

SCHEMES = ("tel:", "sips:", "sip:", "callto:", "phone:")


def without_uri(text: str) -> tuple[str, list[str]]:
    """Return a text without what only a URI has, and what a sentence says of that."""
    wrong = []
    bare = text.strip()
    address = bracketed(bare)
    if address:
        wrong.append("has angle brackets")
        bare = text = address.strip()
    is_uri = False
    for scheme in SCHEMES:
        if bare.lower().startswith(scheme):
            wrong.append(f"begins with {scheme}")
            bare = text = bare[len(scheme) :].strip()
            is_uri = True
    if "@" in bare:
        wrong.append("has a host")
        text = bare[: bare.index("@")]
        if is_uri:
            text = text.partition(":")[0]
    number, _, parameters = text.partition(";")
    if "=" in parameters or (is_uri and parameters):
        wrong.append("has an extension" if parameters.lower().startswith("ext=") else "has parameters")
        text = number
    return _unescaped(text) if is_uri else text, wrong


def bracketed(text: str) -> str:
    """Return the address between angle brackets, where it has digits or is a URI; else an empty string."""
    before, opened, after = text.partition("<")
    address, closed, tail = after.partition(">")
    if not opened or not closed or digits_in(before.rpartition('"')[2]):
        return ""
    if digits_in(tail) and not tail.lstrip().startswith(";"):
        return ""
    return address if digits_in(address) or address.lower().startswith(SCHEMES) else ""


def phone_context(text: str) -> str:
    """Return the beginning of a global number that a URI names for its local one (RFC 3966, 5.1.5): `+1`."""
    _, found, after = text.lower().partition(";phone-context=")
    value = after.partition(";")[0].partition("@")[0].partition(">")[0].replace("%2b", "+")
    return value if found and value[:1] == "+" and value == "+" + digits_in(value) else ""


def _unescaped(text: str) -> str:
    """Return the user part of a URI without percent-encoding (RFC 3261, 25.1)."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)

"""What an answer of the API most likely means: the rule that was broken, as far as it can be told."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.rules.base import REFUSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind

LITERAL = {
    "invalid api key": ("RR803", "/apiKey"),
    "no editable fields provided": ("RR601", ""),
    "name` is required": ("RR101", "/name"),
    "name is required": ("RR101", "/name"),
}
"""Texts that a page gives, with the rule they belong to and its place."""
HINTS = {
    "headerstoattributes": ("RR202", "/headersToAttributes"),
    "headers": ("RR201", "/headers"),
    "must be one of": ("RR103", "/type"),
    "already": ("RR802", "/phoneNumbers"),
    "another": ("RR802", "/phoneNumbers"),
    "not found": ("RR801", "/phoneNumbers"),
    "not exist": ("RR801", "/phoneNumbers"),
    "phonenumbers": ("RR101", "/phoneNumbers"),
}
"""Words that the pages' descriptions of a 400 use; which rule is meant is likely, not certain."""
STATUSES = {
    401: "the token was not accepted (RR901, RR902)",
    403: "the token may not do this (RR905)",
    404: "there is no such rule, or the path is another (RR904)",
    409: "the rule was modified or deleted by another request: try again",
    415: "the content type was not accepted (RR903)",
    429: "too many requests: wait, then try again",
}


class Explanation(Record):
    """What an answer most likely means.

    `text` is what the API said, `code` the rule ("" where none fits) and `pointer` its place in the body, `sentence`
    says it all to a person. `certain` is true where a page gives the literal text; `diagnostic` is what siplint finds
    in the body, if it finds the fault.
    """

    text: str
    code: str
    pointer: str
    sentence: str
    certain: bool = False
    diagnostic: Diagnostic | None = None


def explain(status: int, payload: JSON, body: JSON, *, kind: Kind = "create") -> Explanation:
    """Say which rule most likely caused an answer of the routing-rule API.

    `status` is the HTTP status, `payload` the answer (text, bytes or parsed JSON), `body` what was sent. The pages
    show no error JSON; the text is looked for where the official SDK looks.
    """
    text = message(payload)
    if status != 400:  # noqa: PLR2004 (the HTTP status)
        return Explanation(
            text, "", "", STATUSES.get(status, f"the API answered {status}: {text or 'no reason given'}")
        )
    from siplint.api import check

    found = check(body, kind=kind).errors
    low = text.lower()
    for table, certain in ((LITERAL, True), (HINTS, False)):
        for words, (code, pointer) in table.items():
            if words in low:
                match = _nearest(found, code, pointer)
                if match:
                    return _told(text, match, certain=certain)
                from siplint.rules.catalogue import rule_of

                sentence = _sentence(code, rule_of(code).summary, certain=certain)
                return Explanation(text, code, pointer, sentence, certain)
    ranked = sorted(found, key=lambda one: one.outcome != REFUSED)
    if ranked:
        return _told(text, ranked[0], certain=False)
    return Explanation(
        text,
        "",
        "",
        "siplint finds no fault in the body; what only the account knows is left:"
        " a number that is not on it (RR801) or has a rule already (RR802), an unknown API key (RR803)",
    )


def message(payload: JSON) -> str:
    """Give the text of an error answer: the first of `message`, `error`, `msg`, `statusMessage`, or a plain text."""
    if isinstance(payload, bytes):
        payload = payload.decode("utf-8", "replace")
    if isinstance(payload, str):
        from json import loads

        try:
            parsed = loads(payload)
        except (ValueError, RecursionError):
            return payload.strip()
        return message(parsed) if isinstance(parsed, dict) else payload.strip()
    if isinstance(payload, dict):
        for name in ("message", "error", "msg", "statusMessage"):
            text = payload.get(name)
            if isinstance(text, str) and text:
                return text
    return ""


def _nearest(found: tuple[Diagnostic, ...], code: str, pointer: str) -> Diagnostic | None:
    """Give the finding of this rule, or else one at the same place."""
    same = [one for one in found if one.code == code] or [one for one in found if pointer and one.pointer == pointer]
    return same[0] if same else None


def _told(text: str, one: Diagnostic, *, certain: bool) -> Explanation:
    return Explanation(text, one.code, one.pointer, _sentence(one.code, one.message, certain=certain), certain, one)


def _sentence(code: str, words: str, *, certain: bool) -> str:
    return f"{'this is' if certain else 'most likely this is'} {code}: {words}"

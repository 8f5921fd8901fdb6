"""What an answer of the API most likely means: the rule that was broken, as far as it can be told."""

from __future__ import annotations

from siplint.model.fields import FIELDS, REQUIRED
from siplint.model.record import Record
from siplint.rules.base import REFUSED
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.diagnostic import Diagnostic
    from siplint.model.finding import JSON
    from siplint.model.run_report import Report
    from siplint.model.settings import Kind

MESSAGE_KEYS = ("message", "error", "msg", "statusMessage", "detail", "details", "errors")
"""Members that have the text of an answer: first those in which the official SDK looks, then those of common validators."""
PLACE_KEYS = ("field", "path", "loc", "param", "property")
"""Members that say which field a fault is about."""
DEEPEST_TEXT = 4
"""Lists and objects in each other that are looked into for a text."""
MOST_TEXTS = 20
"""Faults of a list that are looked at."""
LITERAL = {
    "invalid api key": ("RR803", "/apiKey"),
    "no editable fields provided": ("RR601", ""),
    "name` is required": ("RR101", "/name"),
    "name is required": ("RR101", "/name"),
}
"""Texts that a page gives, with the rule they belong to and its place."""
COMPLAINTS: tuple[tuple[str, str, str], ...] = (
    ("RR103", r"must be one of|one of the following|invalid enum", "/type"),
    ("RR802", r"already|another", "/phoneNumbers"),
    ("RR801", r"not found|n[o']t exist|unknown number", "/phoneNumbers"),
    ("RR101", r"required|missing|must be provided", ""),
    ("RR104", r"empty|blank", ""),
    ("RR102", r"\b(?:an?|of|expected|received|type)\s+[\"'`]?(?:array|list|string|boolean|object)", ""),
)
"""Rule, words that the pages or common validators use for it, and its place where no field is named ("": none).

Which rule is meant is likely, not certain.
"""
REFUSAL = r"\b(?:not|must|only|should|invalid|unknown|unexpected|forbidden|unsupported|cannot|refused|rejected)\b"
"""Words with which a text that names a field says that something is wrong with it."""
MEANT_OF = {
    ("RR801", "/agentId"): "RR806",
    ("RR801", "/room"): "RR807",
    ("RR801", "/apiKey"): "RR803",
    ("RR104", "/phoneNumbers"): "RR107",
}
"""Where the same complaint about another field is another rule's."""
CONCERNED = {
    "RR101": tuple(f"/{name}" for name in REQUIRED),
    "RR104": ("/name",),
    "RR801": ("/phoneNumbers",),
    "RR802": ("/phoneNumbers",),
}
"""The fields that a rule can be about, if not any."""
FIELD_RULES = {
    "/headersToAttributes": "RR202",
    "/headers": "RR201",
    "/phoneNumbers": "RR101",
    "/apiKey": "RR803",
}
"""What is most likely wrong with a field of which nothing more is said."""
REFUSED_BODY = (400, 422)
"""The statuses with which APIs refuse a body for what is in it."""
STATUSES = {
    200: "the API accepted it",
    201: "the API accepted it",
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
    show no error JSON; the text is looked for where the official SDK looks, then where validators put it. Without a
    body (ABSENT) only the text is left to go by. Any status but 400 and 422 says by itself what it means.
    """
    text = message(payload)
    if status not in REFUSED_BODY:
        return Explanation(
            text, "", "", STATUSES.get(status, f"the API answered {status}: {text or 'no reason given'}")
        )
    found = () if body is ABSENT else report_on_sent(body, kind).errors
    likely = _likely(text, kind)
    if likely:
        code, pointer, certain = likely
        match = _nearest(found, code, pointer)
        if match:
            return _told(text, match, certain=certain)
        from siplint.rules.catalogue import rule_of

        return Explanation(text, code, pointer, _sentence(code, rule_of(code).summary, certain=certain), certain)
    ranked = sorted(found, key=lambda one: one.outcome != REFUSED)
    if ranked:
        return _told(text, ranked[0], certain=False)
    if body is ABSENT:
        return Explanation(text, "", "", "the answer alone does not say which rule it was; the body that was sent may")
    return Explanation(
        text,
        "",
        "",
        "siplint finds no fault in the body; what only the account knows is left:"
        " a number that is not on it (RR801) or has a rule already (RR802), an unknown API key (RR803)",
    )


def report_on_sent(body: JSON, kind: Kind) -> Report:
    """Lint a body that was sent: plain data, objects of a program, or data of a program of which parts are unknown."""
    from siplint.engine.driver import lint_value
    from siplint.engine.value_report import lint_strange_value, report_on
    from siplint.model.settings import Settings
    from siplint.model.tree_path import MEMORY
    from siplint.source.unknown import holds_unknown

    settings = Settings(kind=kind)
    is_text = holds_unknown(body)
    try:
        return report_on(body, lint_value(body, settings, is_text=is_text), settings, MEMORY, is_text=is_text)
    except Exception:  # noqa: BLE001 (objects of other types than JSON's raise what they like)
        return lint_strange_value(body, settings, MEMORY)


def message(payload: JSON) -> str:
    """Return the text of an error answer: a plain text, or that of the first of MESSAGE_KEYS that has one."""
    if isinstance(payload, bytes):
        payload = payload.decode("utf-8", "replace")
    if isinstance(payload, str):
        from json import loads

        try:
            parsed = loads(payload)
        except (ValueError, RecursionError):
            return payload.strip()
        return message(parsed) if isinstance(parsed, dict) else payload.strip()
    return _text_in(payload) if isinstance(payload, dict) else ""


def _text_in(value: JSON, depth: int = 0) -> str:
    """Return the text of a part of an answer, as validators write it: a text, a list of faults, or faults by field."""
    if isinstance(value, str):
        return value
    if depth > DEEPEST_TEXT:
        return ""
    if isinstance(value, list):
        texts = [_text_in(item, depth + 1) for item in value[:MOST_TEXTS]]
        return "; ".join(text for text in texts if text)
    if not isinstance(value, dict):
        return ""
    text = next((text for name in MESSAGE_KEYS if (text := _text_in(value.get(name), depth + 1))), "")
    if not text and depth:
        faults = [(name, _text_in(value[name], depth + 1)) for name in FIELDS if name in value]
        return "; ".join(f"{name}: {fault}" for name, fault in faults if fault)
    place = next((value[key] for key in PLACE_KEYS if value.get(key)), "")
    field = place if isinstance(place, str) else ".".join(map(str, place)) if isinstance(place, list) else ""
    return f"{field}: {text}" if depth and text and field and field not in text else text


def telling(text: str) -> int:
    """Return how much a text says about a refusal: 0 nothing, 1 a field, 2 what is wrong with it, 3 the text of a page."""
    import re

    likely = _likely(text, "create")
    if not likely or likely[2]:
        return 3 * bool(likely)
    patterns = (REFUSAL, *(words for _, words, _ in COMPLAINTS))
    return 1 + any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _likely(text: str, kind: Kind) -> tuple[str, str, bool] | None:
    """Return the rule that a text speaks of, its place, and whether a page gives the text; None: it says too little."""
    import re

    for words, (code, pointer) in LITERAL.items():
        if words in text.lower():
            return code, pointer, True
    named = re.search(
        rf"(?<![\w-])(?:{'|'.join(sorted(FIELDS, key=len, reverse=True))}|phone numbers)(?!\w)", text, re.IGNORECASE
    )
    field = _pointer_of(named[0]) if named else ""
    for code, words, home in COMPLAINTS:
        place = home if not field or (home and field == "/type") else field
        meant = MEANT_OF.get((code, place), code)
        if (
            place
            and re.search(words, text, re.IGNORECASE)
            and (meant != code or place in CONCERNED.get(code, (place,)))
        ):
            return meant, place, False
    if field not in FIELD_RULES:
        return None
    code = FIELD_RULES[field]
    return "RR603" if kind == "update" and code in ("RR201", "RR202") else code, field, False


def _pointer_of(name: str) -> str:
    """Return the pointer of a field as an answer names it."""
    folded = name.lower().replace(" ", "")
    return next(f"/{field}" for field in FIELDS if field.lower() == folded)


def _nearest(found: tuple[Diagnostic, ...], code: str, pointer: str) -> Diagnostic | None:
    """Return the finding of this rule at or below a place, or else one there, or else one of this rule."""
    there = [one for one in found if pointer and f"{one.pointer}/".startswith(f"{pointer}/")]
    same = [one for one in found if one.code == code]
    both = [one for one in there if one.code == code]
    nearest = both or there or ([] if pointer else same)
    return nearest[0] if nearest else None


def _told(text: str, one: Diagnostic, *, certain: bool) -> Explanation:
    return Explanation(text, one.code, one.pointer, _sentence(one.code, one.message, certain=certain), certain, one)


def _sentence(code: str, words: str, *, certain: bool) -> str:
    return f"{'this is' if certain else 'most likely this is'} {code}: {words}"

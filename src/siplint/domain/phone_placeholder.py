"""Texts that stand where a phone number will be put in."""

from __future__ import annotations

from siplint.domain.heuristics import looks_left_in

WRITTEN_FOR_NOTHING = frozenset(
    ("undefined", "null", "none", "nil", "nan", "[object object]", "changeme", "todo", "tbd", "n/a")
)
CODE = ("process.env", "os.environ", "os.getenv", "import.meta.env", "env.", "var.", "secrets.")
ENCLOSED = (("<", ">"), ("{", "}"), ("[", "]"), ("%", "%"), ("__", "__"))
DIGIT_LETTERS = frozenset("XN")
"""Letters written for digits: `+1XXXXXXXXXX`, `+1NXXNXXXXXX`."""
FEWEST_LETTERS = 2
TEMPLATES = (("${", "${…}"), ("{{", "{{…}}"), ("<", "<…>"), ("{", "{…}"))


def is_placeholder_number(text: str) -> bool:
    """Tell whether a text where a number belongs is a placeholder, or has one in it."""
    text = text.strip()
    if looks_left_in(text) or "${" in text or "{{" in text:
        return True
    lower = text.lower()
    if lower in WRITTEN_FOR_NOTHING or lower.startswith(CODE):
        return True
    letters = [sign for sign in text.upper() if sign.isalpha()]
    if letters.count("X") >= FEWEST_LETTERS and DIGIT_LETTERS.issuperset(letters):
        return True
    if not letters:
        return False
    enclosed = any(lower.startswith(left) and lower.endswith(right) and len(lower) > 1 for left, right in ENCLOSED)
    is_named = ("number" in lower or "phone" in lower) and not any(map(str.isdigit, text))
    return enclosed or is_named


def template_of(text: str) -> str:
    """Return the syntax of a placeholder as the configuration's `templates` has it; else the text itself."""
    return next((template for start, template in TEMPLATES if start in text), text.strip())

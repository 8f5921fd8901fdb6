"""The forms of placeholders: what documentation, templates and programs leave in a text."""

from __future__ import annotations

import re

LONGEST = 200
"""Code points of a placeholder; a longer text is one that somebody wrote."""
NOUNS = "agent|api|deployment|here|id|key|name|number|phone|pin|prefix|project|room|secret|token|uuid"
"""What `your-…` ends with where it is a placeholder; `your-brand` is a name."""
TITLES = "Id|ID|Key|Name|Number|Pin|Secret|Token"
SCHEMES = "sips?|tel|https?|urn|mailto|wss?|im|pres|ldaps?|data|cid|geo"
"""How a URI in angle brackets begins: RFC 3261 (§20) writes them so in header values."""

TEMPLATE = (
    rf"<(?!(?:{SCHEMES}):)[^<>@]*>(?:[-_/. ]?<[^<>@]*>)*",  # <room id>, <region>-<env>
    r".*[-_/.:]<[A-Za-z][\w -]*>",  # agent-<env>
    r"\$(?:(?!_+$)[A-Z_][A-Z0-9_]*|\{.*|\(.+\))",  # $NAME, ${NAME}, $(NAME); not $ales
    r".*\$\{[^{}]+\}",  # agent-${ENV}
    r"(?:.*[^{])?\{\{[^{}]*\}\}",  # {{agent}}, agent-{{env}}
    r"YOUR_.*|your_\w.*",
    rf"YOUR[- ](?:[A-Z0-9]+[-_ ])*(?:{NOUNS.upper()})",
    rf"your-(?:\w+-)*(?:{NOUNS})",
    rf"[Yy]our(?:[A-Z][a-z]*|API)*(?:{TITLES})",
    r"(?:[A-Za-z0-9]+[-_])*x{3,}[-_.xX]*",  # also agent_xxx, xxxx-xxxx-xxxx
    r"(?:[A-Za-z0-9]+[-_])*X{3,}[-_.xX]*",
    r"REPLACE[-_].*",
    r"[Rr]eplace[-_]?(?:[Mm]e|[Tt]his|[Ww]ith)(?![A-Za-z]).*",
    r"CHANGE[-_]?(?:ME|THIS)(?![A-Z]).*",
    r"[Cc]hange[-_]?(?:[Mm]e|[Tt]his)(?![A-Za-z]).*",
    r"TODO(?:[:_(!.-].*|\s+(?!(?:el|la|lo|los|las|un|o|a|os|as)\s)[a-z].*)?",  # "TODO EL DIA" is Spanish
    r"TBD|FIXME",
    r"\.{3}|…",
)
CODE = (
    r"process\.env[.\[].+",
    r"os\.(?:environ|getenv)\b.*",
    r"ENV\[.+\]",
    r"env\.[A-Z_][A-Z0-9_]*",
    r"var\.[A-Za-z_][\w.-]*",
    r"%[A-Za-z_]\w*%",  # %NAME%; not "100 %"
)
NOTHING = (
    r"(?:.*[-_])?(?:undefined|None)",  # agent-undefined: what a program joins
    r"null|NULL|Null|\(null\)|nil|NaN",
    r"(?:.*\W)?\[object [A-Z]\w*\]",
    r"[\w-]*[*•]{4,}|[*•]{3}",  # what a page shows in place of a key; not a hotel with four stars
)
_KINDS = {
    kind: re.compile("|".join(f"(?:{form})" for form in forms), re.DOTALL)
    for kind, forms in (("template", TEMPLATE), ("code", CODE), ("nothing", NOTHING))
}


def placeholder_kind(text: str) -> str:
    """Return what a text without white space around it is: "template", "code", "nothing" or, for any other, ""."""
    if len(text) > LONGEST:
        return ""
    return next((kind for kind, form in _KINDS.items() if form.fullmatch(text)), "")

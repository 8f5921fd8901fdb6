"""The manual of the rules: for the documentation and other programs."""

from __future__ import annotations

from json import dumps

from siplint.domain.suggest import nearest
from siplint.domain.wording import either
from siplint.model.escaping import visible
from siplint.model.record import Record
from siplint.reference.schemas import CANNOT_SAY
from siplint.rules.base import BOTH
from siplint.rules.catalogue import all_rules, entries, is_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from siplint.model.finding import JSON
    from siplint.rules.base import Rule

LONGEST_LINE = 100
"""How many code points of a line of an example are shown."""
ONE_LINE = 60
"""The longest list or object (code points) that is on one line in an example."""
MANY = 12
"""How many codes one sentence names."""
SHOWN_EXAMPLES = 3
"""How many wrong bodies are shown; `--format json` has all."""

SUBJECTS: Mapping[str, str] = {
    "RR0": "The document",
    "RR1": "Shape",
    "RR2": "Direction and headers",
    "RR3": "Phone numbers",
    "RR4": "Room and agent",
    "RR5": "Access and privacy",
    "RR6": "Update bodies",
    "RR7": "The whole set",
    "RR8": "Against an account snapshot",
    "RR9": "The request around the body",
}
"""What the codes with the same beginning have in common."""

SEVERITY_PROMISES: Mapping[str, str] = {
    "error": "the body breaks what VideoSDK documents, or a standard makes it impossible or unsafe to send",
    "warning": "VideoSDK's documented contract holds, but the rule will not do what was meant",
    "info": "worth a look; shown with `--min-severity info`",
}
SURE: Mapping[str, str] = {
    "certain": "the source says so",
    "likely": "it follows from the source, from a standard or from what comparable services do; no page says it outright",
    "guess": "it is reasonable, but nothing says so; a guess is never more than an info",
}
MATURITIES: Mapping[str, str] = {
    "preview": "it may change in any release; `preview = true` in the configuration turns it on, and so does `--select` "
    "with its code",
    "deprecated": "it works as before and will be removed in a later minor release",
}
PLAYGROUND = "https://siplint.github.io/siplint/play/"
"""Where the bad example of a rule can be tried: `#rule=` and the code say which."""
KINDS: Mapping[str, str] = {
    "create": "bodies that create a rule (POST)",
    "update": "bodies that change a rule (PATCH, `--as update`)",
}
FIXES: Mapping[str, str] = {
    "safe": "`siplint check --fix` repairs what can be repaired without changing the meaning",
    "offer": "`siplint check` suggests a repair where there is one; `--fix --unsafe-fixes` applies it",
    "": "by hand: only you know what was meant",
}


def find_rule(word: str) -> Rule | None:
    """Return the rule with a code (in any case, with or without its letters) or a name."""
    folded = word.strip().lower().replace("_", "-").replace(" ", "-")
    return _names().get(f"rr{folded}" if folded.isdigit() else folded)


def suggestion(word: str) -> str:
    """Return the code or name that was probably meant, or an empty string."""
    meant = nearest(word.strip().lower(), {name: name for name in _names()})
    return meant.upper() if is_code(meant.upper()) else meant


def beginning(word: str) -> str:
    """Return the codes that begin with a word, or only their number if there are many; empty if there are none."""
    codes = [rule.code for rule in entries() if rule.code.startswith(word.strip().upper())]
    if len(codes) > MANY:
        return f"{len(codes)} codes"
    return either(codes, "and").replace("`", "") if codes else ""


def _names() -> dict[str, Rule]:
    return {name: rule for rule in all_rules() for name in (rule.code.lower(), rule.name)}


def facts(rule: Rule) -> dict[str, JSON]:
    """Return a rule as plain data; examples that are not JSON become texts."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "summary": rule.summary,
        "why": rule.why,
        "outcome": rule.outcome,
        "status": rule.status or None,
        "sure": rule.sure,
        "maturity": rule.maturity,
        "replaced_by": rule.replaced_by or None,
        "source": rule.source,
        "good": [_plain(good) for good in rule.good],
        "bad": [{"body": _plain(bad.body), "pointer": bad.at} for bad in rule.bad],
        "fix": rule.fix or None,
        "url": rule.url,
    }


def page(rule: Rule) -> str:
    """Return the page of a rule for the documentation, in Markdown."""
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        f"**{rule.severity}**{f' · **{rule.maturity}**' * (rule.maturity != 'stable')} · [all rules](index.md)",
        "",
        *([f"This rule is {state(rule)}: {maturity(rule)}.", ""] if rule.maturity != "stable" else []),
        f"{rule.summary}.",
        "",
        rule.why,
        "",
        f"**What follows:** {rule.outcome}.",
        "",
    ]
    for bad in rule.bad[:SHOWN_EXAMPLES]:
        lines += [f"## Wrong, {shown_place(bad.at, bad.name)}", "", *_fenced(bad.body)]
        lines += ["On this account:", "", *_fenced(bad.account)] if bad.account else []
        if bad is rule.bad[0] and can_be_tried(rule):
            lines += [f"[Try it in the playground]({PLAYGROUND}#rule={rule.code})", ""]
    lines += ["## Right", "", *_fenced(rule.good[0])]
    lines += [f"## Fix\n\n{FIXES[rule.fix][0].upper()}{FIXES[rule.fix][1:]}.", ""]
    lines += [f"## How sure\n\n{rule.sure.capitalize()}: {SURE[rule.sure]}.", "", f"Source: <{rule.source}>", ""]
    only = f"The rule judges {KINDS[rule.kinds[0]]} only. " if rule.kinds != BOTH else ""
    lines += [
        f'## Configure\n\n{only}`ignore = ["{rule.code}"]` in the [configuration](../configuration.md) turns it off.'
    ]
    return "\n".join(lines) + "\n"


def can_be_tried(rule: Rule) -> bool:
    """Return whether the first bad example is a text that shows the rule without an account, a policy or a request."""
    bad = rule.bad[0]
    if isinstance(bad.body, bytes):
        try:
            bad.body.decode()
        except UnicodeDecodeError:
            return False
    return not (bad.account or bad.policy or isinstance(bad.body, Record))


def rules_index() -> str:
    """Return the documentation's index of rules: by subject, then by certainty."""
    rows = all_rules()
    lines = ["# Rules", "", "A severity is a promise:", ""]
    lines += [f"- **{name}**: {words}." for name, words in SEVERITY_PROMISES.items()]
    for start, subject in SUBJECTS.items():
        mine = [rule for rule in rows if rule.code.startswith(start)]
        lines += ["", f"## {subject}", "", table(mine)] if mine else []
    lines += ["", "## By certainty", "", "Nothing here was tried against the live API; each rule says how it is known."]
    for sure, words in SURE.items():
        mine = [rule for rule in rows if rule.sure == sure]
        links = ", ".join(f"[{rule.code}]({rule.code}.md)" for rule in mine)
        lines += ["", f"**{sure}**: {words}. {links}"] if mine else []
    lines += [
        "",
        "## What the schemas cannot say",
        "",
        "Errors that only siplint tells, not [the schemas](../schemas.md):",
        "",
    ]
    unsaid = {code: reason for kind in CANNOT_SAY.values() for code, reason in kind.items()}
    lines += [
        f"- [{rule.code}]({rule.code}.md) {rule.name}: {unsaid[rule.code]}." for rule in rows if rule.code in unsaid
    ]
    return "\n".join(lines) + "\n"


def table(rules: Iterable[Rule]) -> str:
    """Return a Markdown table of rules with links to their pages, which are beside it."""
    lines = ["| code | name | severity | what | fix |", "|---|---|---|---|---|"]
    for rule in rules:
        what = rule.summary.replace("|", "\\|") + mark(rule)
        lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {what} | {rule.fix} |")
    return "\n".join(lines)


def maturity(rule: Rule) -> str:
    """Return what it means for a user that a rule is not stable."""
    return MATURITIES[rule.maturity] + (f"; {rule.replaced_by} replaces it" if rule.replaced_by else "")


def state(rule: Rule) -> str:
    """Return the maturity of a rule as a sentence has it."""
    return "in preview" if rule.maturity == "preview" else rule.maturity


def mark(rule: Rule) -> str:
    """Return what a list of rules adds to one that is not stable."""
    return "" if rule.maturity == "stable" else f" ({state(rule)})"


def example(value: JSON) -> str:
    """Return an example as it would be in a file; long lines are cut."""
    plain = _plain(value)
    written = plain if isinstance(plain, str) else _laid(plain)
    return "\n".join(line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…" for line in written.split("\n"))


def _laid(value: JSON, margin: str = "") -> str:
    """Return JSON as a person would write it: what is too long for one line has a line for each member."""
    line = dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or (margin and len(line) <= ONE_LINE):
        return line
    inner = margin + "  "
    if isinstance(value, dict):
        rows = [f"{inner}{dumps(key, ensure_ascii=False)}: {_laid(item, inner)}" for key, item in value.items()]
    else:
        rows = [f"{inner}{_laid(item, inner)}" for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, ",\n".join(rows), margin + closing]) if rows else opening + closing


def _plain(value: JSON) -> JSON:
    """Return an example as JSON: bytes become a text, a record (a request) an object of its fields."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return value.fields() if isinstance(value, Record) else value


def shown_place(pointer: str, name: str) -> str:
    """Return where the fault of an example is."""
    where = f"at `{pointer}`" if pointer else "as a whole"
    return where if name == "rule.json" else f"{where}, in {name}"


def _fenced(value: JSON) -> list[str]:
    lines = [visible(line) for line in example(value).split("\n")]
    return ["```json" if not isinstance(value, (str, bytes)) else "```text", *lines, "```", ""]

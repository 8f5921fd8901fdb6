"""`siplint rule`: the manual of a rule, or the list of all."""

from __future__ import annotations

from siplint.cli.output import DONE, is_colored, only_argument, terminal_columns, write_stream
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_NAMES = 8
"""Rules that are listed for a word that is in their names."""


def run_rule(options: dict[str, Any], arguments: list[str]) -> int:
    """Print the manual of a rule, or the list of all, and return the exit code."""
    from json import dumps

    from siplint.reference.manual import beginning, facts, find_rule, suggestion
    from siplint.reference.terminal_manual import listing, text
    from siplint.rules.catalogue import all_rules

    is_json = options.get("format") == "json"
    color = is_colored(options)
    if not arguments:
        rules = all_rules()
        as_json = dumps([facts(rule) for rule in rules], indent=1) + "\n" if is_json else ""
        write_stream([as_json or listing(rules, color=color, room=terminal_columns())])
        return DONE
    word = only_argument("rule", arguments)
    one = find_rule(word)
    if one is None:
        codes = beginning(word)
        meant = "" if codes else suggestion(word)
        more = f", but it begins {codes}" if codes else f"; did you mean {meant}?" if meant else _named_with(word)
        raise UsageError(f"there is no rule {word!r}{more}")
    as_json = dumps(facts(one), indent=1) + "\n" if is_json else ""
    write_stream([as_json or text(one, color=color, room=terminal_columns())])
    return DONE


def _named_with(word: str) -> str:
    """Return the end of a sentence about an unknown rule: the rules that have the word in their name."""
    from siplint.rules.catalogue import entries

    folded = word.strip().lower()
    found = [f"{rule.code} {rule.name}" for rule in entries() if folded and folded in rule.name.split("-")]
    more = f" and {len(found) - MOST_NAMES} more" if len(found) > MOST_NAMES else ""
    names = ", ".join(found[:MOST_NAMES]) + more
    return f"; it is in the names of {names}" if found else "; siplint rule lists them"

"""`siplint rule`: the manual of a rule, or the list of all."""

from __future__ import annotations

from siplint.cli.output import DONE, is_colored, only_argument, write_stream
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_rule(options: dict[str, Any], arguments: list[str]) -> int:
    """Print the manual of a rule, or the list of all, and return the exit code."""
    from json import dumps

    from siplint.reference.manual import beginning, facts, find_rule, listing, suggestion, text
    from siplint.rules.catalogue import all_rules

    is_json = options.get("format") == "json"
    color = is_colored(options)
    if not arguments:
        rules = all_rules()
        write_stream(
            [dumps([facts(rule) for rule in rules], indent=1) + "\n" if is_json else listing(rules, color=color)]
        )
        return DONE
    word = only_argument("rule", arguments)
    one = find_rule(word)
    if one is None:
        codes = beginning(word)
        meant = "" if codes else suggestion(word)
        more = f", but it begins {codes}" if codes else f"; did you mean {meant}?" if meant else ""
        raise UsageError(f"there is no rule {word!r}{more}")
    write_stream([dumps(facts(one), indent=1) + "\n" if is_json else text(one, color=color)])
    return DONE

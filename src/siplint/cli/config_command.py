"""`siplint config`: what a key of the configuration means, or the list of all."""

from __future__ import annotations

from siplint.cli.output import DONE, is_colored, only_argument, terminal_columns, write_stream
from siplint.model.configuration_keys import CONFIGURATION_KEYS
from siplint.model.failure import UsageError
from siplint.reference.configuration_manual import PAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from siplint.model.finding import JSON


def run_config(options: dict[str, Any], arguments: list[str]) -> int:
    """Print what a key means, or the list of all keys, and return the exit code."""
    from json import dumps

    is_json = options.get("format") == "json"
    color = is_colored(options)
    if not arguments:
        facts = [_facts(key) for key in CONFIGURATION_KEYS]
        write_stream([dumps(facts, indent=1, ensure_ascii=False) + "\n" if is_json else _listing(color=color)])
        return DONE
    key = _known_key(only_argument("config", arguments))
    write_stream([dumps(_facts(key), indent=1, ensure_ascii=False) + "\n" if is_json else _page(key, color=color)])
    return DONE


def _known_key(word: str) -> str:
    """Return the key that a word names, in any spelling; raise UsageError."""
    from siplint.cli.suggestions import nearest_word

    folded = word.strip().lower().removeprefix("tool.siplint.").replace("_", "-")
    if folded in CONFIGURATION_KEYS:
        return folded
    meant = nearest_word(folded, CONFIGURATION_KEYS)
    raise UsageError(
        f"there is no key {word!r}; " + (f"did you mean {meant}?" if meant else "siplint config lists them")
    )


def _facts(key: str) -> dict[str, JSON]:
    page = PAGES[key]
    return {
        "key": key,
        "value": CONFIGURATION_KEYS[key],
        "summary": page.summary,
        "text": page.text,
        "example": page.example,
        "option": page.option or None,
    }


def _listing(*, color: bool) -> str:
    from siplint.reference.terminal_manual import filled

    wide = max(map(len, CONFIGURATION_KEYS))
    left = len("  ") + wide + len("  ")
    rows = ""
    for key in CONFIGURATION_KEYS:
        summary = filled(PAGES[key].summary, terminal_columns() - left, " " * left)
        rows += f"  {_bold(f'{key:{wide}}', color=color)}  {summary}\n"
    heading = filled("The keys of [tool.siplint] in pyproject.toml, or at the top of siplint.toml:", terminal_columns())
    return f"{heading}\n\n{rows}\nsiplint config KEY says more\n"


def _page(key: str, *, color: bool) -> str:
    from textwrap import indent

    from siplint.reference.terminal_manual import TEXT_WIDTH, filled

    page = PAGES[key]
    width = min(terminal_columns() or TEXT_WIDTH, TEXT_WIDTH)
    heading = filled(f"{key} ({CONFIGURATION_KEYS[key]}): {page.summary}", terminal_columns())
    parts = [_bold(key, color=color) + heading.removeprefix(key), filled(page.text, width)]
    parts.append(f"{_bold('Example', color=color)}\n{indent(page.example, '  ')}")
    if page.option:
        parts.append(f"{_bold('Option', color=color)}\n  {page.option}")
    return "\n\n".join(parts) + "\n"


def _bold(text: str, *, color: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if color else text

"""The completion script for zsh."""

from __future__ import annotations

from siplint.cli.completion import FILES, NOTHING, RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.cli.completion import CompletedCommand, CompletedOption, Completions, Follow

SCRIPT = """\
#compdef siplint
# zsh completion for siplint; `siplint completion zsh` writes it
_siplint_rules() {{
    local -a rules=(
{rules}
    )
    _describe -t rules rule rules
}}

_siplint_rule_list() {{
    _values -s , rule \\
{rule_values}
}}

_siplint() {{
    local curcontext="$curcontext" context state state_descr line
    typeset -A opt_args
    if (( CURRENT == 2 )); then
        local -a commands=(
{commands}
        )
        _describe -t commands command commands
        return
    fi
    local command="$words[2]"
    shift words
    (( CURRENT-- ))
    case "$command" in
{cases}
    esac
}}

if [[ "$funcstack[1]" == _siplint ]]; then
    _siplint "$@"
else
    compdef _siplint siplint
fi
"""


def zsh_script(completions: Completions) -> str:
    """Return the script."""
    first = [(command.name, command.help) for command in completions.commands] + list(completions.globals)
    return SCRIPT.format(
        rules="\n".join(f"        {_quoted(f'{code}:{name}')}" for code, name in completions.rules),
        rule_values=" \\\n".join(f"        {_quoted(f'{code}[{name}]')}" for code, name in completions.rules),
        commands="\n".join(f"            {_quoted(f'{name}:{_escaped(words)}')}" for name, words in first),
        cases="\n".join(map(_case, completions.commands)),
    )


def _case(command: CompletedCommand) -> str:
    specs = [_option(option) for option in command.options]
    if command.argument.kind != NOTHING:
        several = "*" if command.argument.kind == FILES else "1"
        specs.append(_quoted(f"{several}:{command.argument.name}:{_action(command.argument)}"))
    lines = " \\\n".join(f"                {spec}" for spec in specs)
    return f"        {command.name})\n            _arguments -s -S \\\n{lines}\n            ;;"


def _option(option: CompletedOption) -> str:
    text = f"[{_escaped(option.help)}]"
    value = ""
    if option.value.kind != NOTHING:
        value = f":{option.value.name}:{_action(option.value)}"
    repeated = "*" if option.value.several else ""
    if len(option.names) == 1:
        return _quoted(f"{repeated}{option.names[0]}{'=' if value else ''}{text}{value}")
    short, long = option.names
    names = f"{short}{'+' if value else ''},{long}{'=' if value else ''}"
    return f"{_quoted(f'({short} {long})')}{{{names}}}{_quoted(text + value)}"


def _action(follow: Follow) -> str:
    if follow.kind == RULES:
        return "_siplint_rule_list" if follow.several else "_siplint_rules"
    if follow.kind == FILES:
        return "_files"
    words = [
        f"{word}\\:{_quoted_inside(_escaped(help_text))}" if help_text else word for word, help_text in follow.words
    ]
    described = any(help_text for _, help_text in follow.words)
    return f"(({' '.join(words)}))" if described else f"({' '.join(words)})" if words else " "


def _escaped(text: str) -> str:
    for letter in "\\:[]":
        text = text.replace(letter, "\\" + letter)
    return text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _quoted_inside(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("`", "") + '"'

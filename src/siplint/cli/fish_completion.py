"""The completion script for fish."""

from __future__ import annotations

from siplint.cli.completion import FILES, NOTHING, RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.cli.completion import CompletedCommand, CompletedOption, Completions, Follow

HEAD = """\
# fish completion for siplint; `siplint completion fish` writes it
function __siplint_command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = "$argv[1]"
end

function __siplint_no_command
    test (count (commandline -opc)) -lt 2
end

function __siplint_rules
    printf '%s\\t%s\\n' {rules}
end

function __siplint_rule_list
    set -l before (string match -r '^.*,' -- (commandline -ct))
    __siplint_rules | string replace -r '^' -- "$before"
end

complete -c siplint -f
"""


def fish_script(completions: Completions) -> str:
    """Return the script."""
    rules = " ".join(f"{code} {name}" for code, name in completions.rules)
    lines = [HEAD.format(rules=rules)]
    for name, words in ((command.name, command.help) for command in completions.commands):
        lines.append(f"complete -c siplint -n __siplint_no_command -a {name} -d {_quoted(words)}\n")
    for name, words in completions.globals:
        lines.append(f"complete -c siplint -n __siplint_no_command -l {name.lstrip('-')} -d {_quoted(words)}\n")
    for command in completions.commands:
        lines += _command(command)
    return "".join(lines)


def _command(command: CompletedCommand) -> Iterator[str]:
    start = f"complete -c siplint -n '__siplint_command {command.name}'"
    for option in command.options:
        yield f"{start} {_option(option)} -d {_quoted(option.help)}\n"
    argument = command.argument
    if argument.kind == FILES:
        yield f"{start} -F\n"
    elif argument.kind != NOTHING:
        yield f"{start} -a {_candidates(argument)}\n"


def _option(option: CompletedOption) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    if option.value.kind == NOTHING:
        return names
    if option.value.kind == FILES:
        return f"{names} -r -F"
    candidates = _candidates(option.value)
    return f"{names} -x -a {candidates}" if candidates != "''" else f"{names} -x"


def _candidates(follow: Follow) -> str:
    if follow.kind == RULES:
        return "'(__siplint_rule_list)'" if follow.several else "'(__siplint_rules)'"
    if any(words for _, words in follow.words):
        pairs = " ".join(f"{word} {_quoted(words)}" for word, words in follow.words)
        return _quoted(f"(printf '%s\\t%s\\n' {pairs})")
    return _quoted(" ".join(word for word, _ in follow.words))


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

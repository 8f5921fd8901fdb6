"""The completion script for bash (3.2 and newer, without the package bash-completion)."""

from __future__ import annotations

from siplint.cli.completion import ANYTHING, FILES, NOTHING, RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.cli.completion import Completions, Follow

SCRIPT = """\
# bash completion for siplint; `siplint completion bash` writes it
_siplint() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}" command="${{COMP_WORDS[1]}}"
    local rules="{rules}" words="" before=""
    COMPREPLY=()
    if [[ $current == "=" ]]; then
        current=""
    elif [[ $previous == "=" ]]; then
        previous="${{COMP_WORDS[COMP_CWORD-2]}}"
    fi
    if (( COMP_CWORD == 1 )); then
        words="{commands}"
    else
        case "$command $previous" in
{values}
            *)
                if [[ $current == -* ]]; then
                    case "$command" in
{options}
                    esac
                else
                    case "$command" in
{arguments}
                    esac
                fi
                ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    if [[ -n $before ]]; then
        COMPREPLY=("${{COMPREPLY[@]/#/$before}}")
    fi
}}
complete -o bashdefault -o default -F _siplint siplint
"""
SEVERAL = """if [[ $current == *,* ]]; then before="${current%,*},"; current="${current##*,}"; fi; """


def bash_script(completions: Completions) -> str:
    """Return the script."""
    values, options, arguments = [], [], []
    for command in completions.commands:
        for option in command.options:
            if option.value.kind != NOTHING:
                names = "|".join(f'"{command.name} {name}"' for name in option.names)
                values.append(f"            {names}) {_words(option.value)} ;;")
        names = " ".join(name for option in command.options for name in option.names)
        options.append(f'                        {command.name}) words="{names}" ;;')
        arguments.append(f"                        {command.name}) {_words(command.argument)} ;;")
    first = [*(command.name for command in completions.commands), *(name for name, _ in completions.globals)]
    return SCRIPT.format(
        rules=" ".join(code for code, _ in completions.rules),
        commands=" ".join(first),
        values="\n".join(values),
        options="\n".join(options),
        arguments="\n".join(arguments),
    )


def _words(follow: Follow) -> str:
    """Return the command that sets the words; where there are none, bash offers files."""
    if follow.kind in (FILES, ANYTHING, NOTHING):
        return "return"
    words = "$rules" if follow.kind == RULES else " ".join(word for word, _ in follow.words)
    return f'{SEVERAL * follow.several}words="{words}"'

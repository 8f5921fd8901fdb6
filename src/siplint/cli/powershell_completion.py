"""The completion script for PowerShell (5.1 and newer)."""

from __future__ import annotations

from siplint.cli.completion import RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from siplint.cli.completion import Completions, Follow

SCRIPT = """\
# PowerShell completion for siplint; `siplint completion powershell` writes it
Register-ArgumentCompleter -Native -CommandName siplint -ScriptBlock {{
    param($wordToComplete, $commandAst, $cursorPosition)
    $rules = @({rules})
    $commands = @({commands})
    $options = @{{
{options}
    }}
    $values = @{{
{values}
    }}
    $arguments = @{{
{arguments}
    }}
    $words = @($commandAst.CommandElements | ForEach-Object {{ $_.ToString() }})
    if ($wordToComplete -ne '' -and $words.Count -gt 1) {{ $words = @($words[0..($words.Count - 2)]) }}
    $before = ''
    $current = $wordToComplete
    if ($words.Count -lt 2) {{
        $found = $commands
    }} else {{
        $command = $words[1]
        $previous = "$command $($words[-1])"
        if ($values.ContainsKey($previous)) {{
            $found = $values[$previous]
            if ($current.Contains(',')) {{
                $before = $current.Substring(0, $current.LastIndexOf(',') + 1)
                $current = $current.Substring($before.Length)
            }}
        }} elseif ($current.StartsWith('-')) {{
            $found = $options[$command]
        }} else {{
            $found = $arguments[$command]
        }}
    }}
    $found | Where-Object {{ $_ -and $_.StartsWith($current, 'OrdinalIgnoreCase') }} | ForEach-Object {{
        [System.Management.Automation.CompletionResult]::new("$before$_", $_, 'ParameterValue', $_)
    }}
}}
"""


def powershell_script(completions: Completions) -> str:
    """Return the script; where it offers nothing, PowerShell offers files."""
    options, values, arguments = [], [], []
    for command in completions.commands:
        names = [name for option in command.options for name in option.names]
        options.append(f"        '{command.name}' = @({_listed(names)})")
        arguments.append(f"        '{command.name}' = {_words(command.argument)}")
        for option in command.options:
            if option.value.kind == RULES or option.value.words:
                values += [f"        '{command.name} {name}' = {_words(option.value)}" for name in option.names]
    first = [*(command.name for command in completions.commands), *(name for name, _ in completions.globals)]
    return SCRIPT.format(
        rules=_listed(code for code, _ in completions.rules),
        commands=_listed(first),
        options="\n".join(options),
        values="\n".join(values),
        arguments="\n".join(arguments),
    )


def _words(follow: Follow) -> str:
    return "$rules" if follow.kind == RULES else f"@({_listed(word for word, _ in follow.words)})"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)

"""The commands of a shell script: words with their quotes taken off, and heredocs, each letter with its place."""

from __future__ import annotations

import re

from siplint.source.passages import HOLE
from siplint.source.shell_pieces import (
    LEFT_IN,
    ShellCommand,
    Word,
    add_ansi,
    add_lines,
    bracket_end,
    text_after,
    unreadable,
    without_last_lines,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from siplint.source.passages import Piece

    Heredoc: TypeAlias = tuple[ShellCommand, Word, bool, bool]

DEEPEST, MOST_EXPANDED = 40, 100_000
"""Levels of commands inside words, and code points of the value of a variable that is put in."""
PLAIN = re.compile(r"[^\s'\"\\$`;&|()<>]+")
IN_QUOTES = re.compile(r"[^\"\\$`]+")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
ASSIGNED = re.compile(r"(?<![\w$])([A-Za-z_]\w*)\+?=|\bfor\s+([A-Za-z_]\w*)\s|\bread\s+(?:-\w+\s+)*([A-Za-z_]\w*)")
ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
OPERATOR = re.compile(r"<<<|<<-?|[<>]\(|[<>][<>&|]?")


class ShellReader:
    """Reads the commands of a part of a text. With `first_only` it stops after the first line of commands."""

    def __init__(self, text: str, start: int = 0, end: int = -1, *, first_only: bool = False) -> None:
        self.text = text
        self.at = start
        self.end = len(text) if end < 0 else end
        self.first_only = first_only
        self.commands: list[ShellCommand] = []
        self.comments: list[tuple[int, int]] = []
        self.depth = 0
        self.known: dict[str, list[Piece]] = {}
        self.assigned: dict[str, int] = {}
        for match in ASSIGNED.finditer(text):
            name = match[1] or match[2] or match[3]
            self.assigned[name] = self.assigned.get(name, 0) + 1

    def read(self, closer: str = "") -> list[ShellCommand]:
        """Read commands up to the end, or to the closing bracket of a command inside a word."""
        if self.depth > DEEPEST:
            raise unreadable(self.text, "commands inside commands are too deep", self.at)
        self.depth += 1
        command = ShellCommand(self.at)
        heredocs: list[Heredoc] = []
        while self.at < self.end:
            letter = self.text[self.at]
            if self.skip_blank():
                continue
            if letter == "\n":
                is_over = bool(command.words) or bool(heredocs)
                command = self.end_line(command, heredocs)
                if self.first_only and is_over and self.depth == 1:
                    break
            elif letter in "<>" or self.text.startswith("&>", self.at):
                self.read_redirection(command, heredocs)
            elif letter == ")" and closer:
                break
            elif letter in ";&|()":
                command = self.read_separator(command)
            else:
                command.words.append(self.read_word())
                command.end = self.at
                if len(command.words) == 1:
                    command.start = command.words[0].start
        self.finish(command)
        if closer and self.at >= self.end:
            raise unreadable(self.text, "a `$(` is never closed", self.end)
        self.at += len(closer)
        self.depth -= 1
        return self.commands

    def end_line(self, command: ShellCommand, heredocs: list[Heredoc]) -> ShellCommand:
        """Read the end of a line with the heredocs that follow it; return the next command."""
        self.at += 1
        command = self.finish(command)
        for heredoc in heredocs:
            self.read_heredoc(*heredoc)
        heredocs.clear()
        return command

    def read_separator(self, command: ShellCommand) -> ShellCommand:
        """Read what is between two commands; return the second one."""
        text, letter = self.text, self.text[self.at]
        if text.startswith("((", self.at):
            self.at = bracket_end(self.text, self.at, self.end, "()")
            return self.finish(command)
        is_double = letter in ";&|" and text[self.at + 1 : self.at + 2] == letter
        self.at += 1 + is_double
        return self.finish(command, command if letter == "|" and not is_double else None)

    def skip_blank(self) -> bool:
        """Skip white space inside a line, a comment, and the end of a line that goes on."""
        text, letter = self.text, self.text[self.at]
        if letter in " \t\v\f" or (letter == "\r" and text.startswith("\r\n", self.at)):
            self.at += 1
        elif letter == "\\" and text.startswith(("\\\n", "\\\r\n"), self.at):
            self.at = text.index("\n", self.at) + 1
        elif letter == "#":
            end = text.find("\n", self.at, self.end)
            self.comments.append((self.at, end if end >= 0 else self.end))
            self.at = self.comments[-1][1]
        else:
            return False
        return True

    def finish(self, command: ShellCommand, piped: ShellCommand | None = None) -> ShellCommand:
        """End a command and return the next one."""
        if command.words:
            self.commands.append(command)
            self.assign(command)
        return ShellCommand(self.at, piped)

    def assign(self, command: ShellCommand) -> None:
        """Note the values of variables that are assigned once, by a command that does nothing else."""
        words = command.words
        if words[0].text in ("export", "readonly", "local", "declare", "typeset"):
            words = words[1:]
        matches = [ASSIGNMENT.match(word.text) for word in words]
        if not all(matches):
            return
        for word, match in zip(words, matches, strict=True):
            if match and self.assigned.get(match[1]) == 1 and len(word.text) < MOST_EXPANDED:
                self.known[match[1]] = text_after(word.pieces, match.end())

    def read_redirection(self, command: ShellCommand, heredocs: list[Heredoc]) -> None:
        """Read a redirection with its target, or note a heredoc."""
        start = self.at
        self.at += self.text[start] == "&"
        last = command.words[-1] if command.words else None
        if last and last.end == start and last.text.isdigit():
            command.words.pop()
        match = OPERATOR.match(self.text, self.at)
        operator = match[0] if match else ""
        self.at += len(operator)
        if operator.endswith("("):
            self.read(")")
            return
        while self.at < self.end and self.text[self.at] != "\n" and self.skip_blank():
            pass
        if self.at >= self.end or self.text[self.at] in "\n;|()":
            return
        quoted = self.text[self.at] in "'\"\\"
        target = self.read_word()
        command.end = self.at
        if operator in ("<<", "<<-"):
            heredocs.append((command, target, quoted, operator == "<<-"))
        elif operator == "<<<":
            command.input = target

    def read_heredoc(self, command: ShellCommand, delimiter: Word, quoted: bool, tabs: bool) -> None:
        """Read the lines of a heredoc."""
        text, start, at = self.text, self.at, self.at
        stop = self.end
        while at < self.end:
            end = text.find("\n", at, self.end)
            end = self.end if end < 0 else end
            line = text[at:end].rstrip("\r")
            if (line.lstrip("\t") if tabs else line) == delimiter.text:
                stop = at
                at = end + 1
                break
            at = end + 1
        word = Word(start)
        if quoted:
            add_lines(word.pieces, text, start, stop, tabs)
        else:
            outer, self.end = self.end, stop
            self.read_text(word.pieces, "", tabs)
            self.end = outer
        self.at = min(at, self.end)
        command.input = word.close(stop)

    def read_word(self) -> Word:
        """Read a word."""
        text = self.text
        word = Word(self.at)
        while self.at < self.end:
            at, letter = self.at, text[self.at]
            if letter in " \t\n\v\f;&|()<>" or text.startswith("\r\n", at):
                break
            if letter == '"' or text.startswith('$"', at):
                self.at += letter == "$"
                self.read_quoted(word)
            elif letter == "'":
                end = text.find("'", at + 1, self.end)
                if end < 0:
                    raise unreadable(self.text, "a quote that opens here is never closed", at)
                word.pieces.append((text[at + 1 : end], at + 1, end))
                self.at = end + 1
            elif text.startswith("$'", at):
                self.at = add_ansi(word.pieces, text, at, self.end)
            elif letter in "$`":
                self.expand(word.pieces)
                word.is_open |= word.pieces[-1:] == [(HOLE, at, self.at)]
            elif text.startswith(("\\\n", "\\\r\n"), at):
                self.at = text.index("\n", at) + 1
            elif letter == "\\":
                self.at = min(at + 2, self.end)
                word.pieces.append((text[at + 1 : self.at], at, self.at))
            else:
                run = PLAIN.match(text, at, self.end)
                self.at = run.end() if run else at + 1
                word.pieces.append((text[at : self.at], at, self.at))
        return word.close(self.at)

    def read_quoted(self, word: Word) -> None:
        """Read a text in double quotes."""
        start = self.at
        self.at += 1
        self.read_text(word.pieces, '"')
        if self.at >= self.end:
            raise unreadable(self.text, "a quote that opens here is never closed", start)
        self.at += 1
        if self.text[start + 1 : self.at - 1] == "$@" or self.text.startswith('[@]}"', self.at - 5):
            word.is_open = True

    def read_text(self, pieces: list[Piece], stop: str, tabs: bool = False) -> None:
        """Read a text in which variables and commands are put in, up to `stop` or the end."""
        text = self.text
        while self.at < self.end and text[self.at] != stop:
            at, letter = self.at, text[self.at]
            if letter == "\\":
                after = text[at + 1 : at + 2]
                if text.startswith(("\\\n", "\\\r\n"), at):
                    self.at = text.index("\n", at) + 1
                elif after and after in ('$`\\"' if stop else "$`\\"):
                    self.at += 2
                    pieces.append((after, at, self.at))
                else:
                    self.at += 1
                    pieces.append(("\\", at, self.at))
            elif letter in "$`":
                self.expand(pieces)
            elif letter == '"':
                self.at += 1
                pieces.append(('"', at, self.at))
            else:
                run = IN_QUOTES.match(text, at, self.end)
                self.at = run.end() if run else at + 1
                add_lines(pieces, text, at, self.at, tabs)

    def expand(self, pieces: list[Piece]) -> None:
        """Read a variable or a command in a word: its value if it is known, else a hole."""
        text, start = self.text, self.at
        name = ""
        if text[start] == "`":
            end = text.find("`", start + 1, self.end)
            if end < 0:
                raise unreadable(self.text, "a backtick that opens here is never closed", start)
            self.at = start + 1
            outer, self.end = self.end, end
            self.read()
            self.end, self.at = outer, end + 1
        elif text.startswith("$((", start):
            self.at = bracket_end(text, start + 1, self.end, "()")
        elif text.startswith("$(", start):
            self.at = start + 2
            before = len(self.commands)
            self.read(")")
            inside = self.commands[before:]
            if len(inside) == 1 and inside[0].input and [word.text for word in inside[0].words] == ["cat"]:
                pieces += without_last_lines(inside[0].input.pieces)
                return
        elif text.startswith("${", start):
            self.at = bracket_end(text, start + 1, self.end, "{}")
            inner = NAME.fullmatch(text, start + 2, self.at - 1)
            name = inner[0] if inner else ""
        else:
            match = NAME.match(text, start + 1, self.end)
            name = match[0] if match else ""
            sign = text[start + 1 : min(start + 2, self.end)]
            self.at = match.end() if match else start + 2 if sign and sign in "0123456789@*#?$!-" else start + 1
            if self.at == start + 1:
                pieces.append(("$", start, self.at))
                return
        if name in self.known:
            pieces += self.known[name]
        elif name not in self.assigned and LEFT_IN.match(name):
            pieces.append((text[start : self.at], start, self.at))
        else:
            pieces.append((HOLE, start, self.at))

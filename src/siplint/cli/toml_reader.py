"""TOML files, read without `tomllib` where they are plain: importing that costs a clean run more than all else."""

from __future__ import annotations

from siplint.model.failure import BadConfiguration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from siplint.model.finding import JSON

    Keys: TypeAlias = tuple[str, ...]

LONGEST_NUMBER = 18
"""Characters of a number."""
BARE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
"""What a key without quotes consists of."""
LONGEST_KEY = 100
"""Characters that a key without quotes does not have."""
MOST_PARTS = 32
"""Parts of a dotted key: tomllib's work on a key grows with their square."""
DEEPEST = 20
"""Arrays and inline tables in each other."""
CLOSERS = " \t\n,]}#"
"""What ends a number, `true` or `false`."""


class NotPlainTOML(Exception):  # noqa: N818 (not an error: `tomllib` is asked)
    """A text has something that is left to `tomllib`, or is not TOML."""


def load(data: bytes, name: str) -> tuple[str, dict[str, JSON]]:
    """Return the text of a file and its table; raise BadConfiguration."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise BadConfiguration(f"{name}:1: this is not UTF-8, as TOML is; perhaps it was saved as UTF-16")
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise BadConfiguration(f"{name}:{number}: this is not UTF-8") from error
    plain = read_plain(text)
    if plain is not None:
        return text, plain
    from tomllib import TOMLDecodeError, loads

    from siplint.cli.toml_places import line_of_endless_key

    number = line_of_endless_key(text, MOST_PARTS)
    if number:
        raise BadConfiguration(f"{name}:{number}: a key has more than {MOST_PARTS} parts")
    try:
        return text, loads(text)
    except TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        numbers = [word.strip(",)") for word in place.split() if word.strip(",)").isdigit()]
        where = ":".join(numbers or [str(text.rstrip().count("\n") + 1)])
        raise BadConfiguration(f"{name}:{where}: this is not TOML: {what[:1].lower()}{what[1:]}") from error
    except RecursionError as error:
        raise BadConfiguration(f"{name}: this is nested too deeply to be read") from error
    except ValueError as error:  # an integer of more digits than Python is willing to read
        raise BadConfiguration(f"{name}: this has a number that is too long to be read") from error


def read_plain(text: str) -> dict[str, JSON] | None:
    """Return the table of a TOML text if it is plain, as `tomllib.loads` would; None if `tomllib` has to be asked.

    Plain are tables, arrays of tables, keys with and without dots, strings in one line without backslashes, decimal
    numbers, `true`, `false`, arrays, inline tables and comments.
    """
    text = text.replace("\r\n", "\n")
    if not text.replace("\n", "").replace("\t", "").isprintable():
        return None
    try:
        return _Reader(text).document()
    except NotPlainTOML:
        return None


class _Reader:
    """Reads a text from its start to its end. `at` is where it is, in code points."""

    __slots__ = ("at", "dotted", "headed", "implied", "lists", "root", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.root: dict[str, JSON] = {}
        self.headed: set[Keys] = set()
        self.implied: set[Keys] = set()
        self.lists: set[Keys] = set()
        self.dotted: set[Keys] = set()

    def document(self) -> dict[str, JSON]:
        """Read everything."""
        table = self.root
        while True:
            self.skip_lines()
            letter = self.text[self.at : self.at + 1]
            if not letter:
                return self.root
            if letter == "[":
                table = self.header()
                self.dotted.clear()
            else:
                self.pair(table, self.dotted)
            self.end_line()

    def header(self) -> dict[str, JSON]:
        """Read the header of a table, and return the table."""
        is_list = self.text.startswith("[[", self.at)
        self.at += 1 + is_list
        keys = self.keys()
        if not self.text.startswith("]]" if is_list else "]", self.at):
            raise NotPlainTOML
        self.at += 1 + is_list
        table = self.root
        for size, key in enumerate(keys[:-1], 1):
            if key not in table:
                table[key] = {}
                self.implied.add(keys[:size])
            elif keys[:size] not in self.implied and keys[:size] not in self.headed:
                raise NotPlainTOML
            table = table[key]
        last = keys[-1]
        if is_list:
            if last not in table:
                table[last] = []
                self.lists.add(keys)
            elif keys not in self.lists:
                raise NotPlainTOML
            table[last].append({})
            return table[last][-1]  # type: ignore[no-any-return]
        if last not in table:
            table[last] = {}
        elif keys not in self.implied:
            raise NotPlainTOML
        self.implied.discard(keys)
        self.headed.add(keys)
        return table[last]  # type: ignore[no-any-return]

    def pair(self, table: dict[str, JSON], dotted: set[Keys], depth: int = 0) -> None:
        """Read a key and its value into a table. `dotted` are the tables below it that dotted keys have made."""
        keys = self.keys()
        self.skip_blanks()
        if not self.text.startswith("=", self.at):
            raise NotPlainTOML
        self.at += 1
        self.skip_blanks()
        for size, key in enumerate(keys[:-1], 1):
            if key not in table:
                table[key] = {}
                dotted.add(keys[:size])
            elif keys[:size] not in dotted:
                raise NotPlainTOML
            table = table[key]
        if keys[-1] in table:
            raise NotPlainTOML
        table[keys[-1]] = self.value(depth)

    def keys(self) -> Keys:
        """Read a key, and what follows it after dots."""
        keys: Keys = ()
        while True:
            letter = self.text[self.at : self.at + 1]
            if letter in ('"', "'"):
                keys += (self.string(letter),)
            else:
                rest = self.text[self.at : self.at + LONGEST_KEY]
                key = rest[: len(rest) - len(rest.lstrip(BARE))]
                if not key or len(key) == LONGEST_KEY:
                    raise NotPlainTOML
                keys += (key,)
                self.at += len(key)
            if self.text[self.at : self.at + 1] != ".":
                return keys
            if len(keys) == MOST_PARTS:
                raise NotPlainTOML
            self.at += 1

    def value(self, depth: int) -> JSON:
        """Read a value."""
        letter = self.text[self.at : self.at + 1]
        if letter in ('"', "'"):
            return self.string(letter)
        if letter in ("[", "{"):
            if depth >= DEEPEST:
                raise NotPlainTOML
            self.at += 1
            return self.array(depth + 1) if letter == "[" else self.inline_table(depth + 1)
        start = self.at
        while self.text[self.at : self.at + 1] not in CLOSERS:
            self.at += 1
        return plain_scalar(self.text[start : self.at])

    def string(self, quote: str) -> str:
        """Read a string in one line, without escapes."""
        end = self.text.find(quote, self.at + 1)
        text = self.text[self.at + 1 : end]
        if (
            end < 0
            or "\n" in text
            or (quote == '"' and "\\" in text)
            or (not text and self.text[end + 1 : end + 2] == quote)
        ):
            raise NotPlainTOML
        self.at = end + 1
        return text

    def array(self, depth: int) -> list[JSON]:
        """Read the items of an array."""
        items: list[JSON] = []
        while True:
            self.skip_lines()
            if self.text.startswith("]", self.at):
                self.at += 1
                return items
            items.append(self.value(depth))
            self.skip_lines()
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith("]", self.at):
                raise NotPlainTOML

    def inline_table(self, depth: int) -> dict[str, JSON]:
        """Read the members of an inline table."""
        table: dict[str, JSON] = {}
        dotted: set[Keys] = set()
        self.skip_blanks()
        if self.text.startswith("}", self.at):
            self.at += 1
            return table
        while True:
            self.skip_blanks()
            self.pair(table, dotted, depth)
            self.skip_blanks()
            mark = self.text[self.at : self.at + 1]
            self.at += 1
            if mark == "}":
                return table
            if mark != ",":
                raise NotPlainTOML

    def skip_blanks(self) -> None:
        """Go on to what is no blank."""
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1

    def skip_lines(self) -> None:
        """Go on to what is neither a blank nor a line end nor a comment."""
        while True:
            letter = self.text[self.at : self.at + 1]
            if letter == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif letter in (" ", "\t", "\n"):
                self.at += 1
            else:
                return

    def end_line(self) -> None:
        """Go on to the end of the line, where only a comment may be left."""
        self.skip_blanks()
        if self.text[self.at : self.at + 1] not in ("", "\n", "#"):
            raise NotPlainTOML


def plain_scalar(word: str) -> JSON:
    """Return what a plain number, `true` or `false` means."""
    if word in ("true", "false"):
        return word == "true"
    whole, dot, fraction = word.removeprefix("-").partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdigit()) or len(word) > LONGEST_NUMBER or not whole:
        raise NotPlainTOML
    if (whole[0] == "0" and whole != "0") or (dot and not fraction):
        raise NotPlainTOML
    return float(word) if dot else int(word)

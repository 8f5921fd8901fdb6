"""How completions are written in a notation: quotes, truth values, objects and lists."""

from __future__ import annotations

from siplint.model.fields import FIELDS, ROOM_FIELDS, ROOM_PREFIXES
from siplint.model.record import Record
from siplint.server.wire_json import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON

FIELD_NAMES = FIELDS.keys() | ROOM_FIELDS.keys()
WORDS = frozenset(
    (*ROOM_PREFIXES, *(value for each in (FIELDS, ROOM_FIELDS) for f in each.values() for value in f.values))
)
"""All documented values."""


class Style(Record):
    """The quotes of field names, of documented values and of other texts, and the two truth values.

    Texts must need no escapes. In `blocks` a whole rule is written without braces, a member a line. An empty quote means that there is none.
    """

    name_quote: str = '"'
    word_quote: str = '"'
    text_quote: str = '"'
    true: str = "true"
    false: str = "false"
    blocks: bool = False

    def name(self, name: str) -> str:
        """Return a field's name as a key."""
        return f"{self.name_quote}{name}{self.name_quote}"

    def word(self, word: str) -> str:
        """Return a documented value."""
        return f"{self.word_quote}{word}{self.word_quote}"

    def written(self, value: JSON) -> str:
        """Return a value in one line, as a person would write it."""
        if isinstance(value, dict):
            return "{" + ", ".join([self._member(key, item) for key, item in value.items()]) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.written, value)) + "]"
        if isinstance(value, bool):
            return self.true if value else self.false
        if value in WORDS:
            return self.word(value)
        return f"{self.text_quote}{value}{self.text_quote}" if isinstance(value, str) else json_text(value)

    def rule(self, body: dict[str, JSON], margin: str) -> str:
        """Return a whole rule; with a margin each member has a line."""
        members = [f"{margin}{self._member(key, item)}" for key, item in body.items()]
        if self.blocks:
            return "\n".join(members)
        return "{\n" + ",\n".join(members) + "\n}" if margin else self.written(body)

    def _member(self, key: str, value: JSON) -> str:
        name = self.name(key) if key in FIELD_NAMES else f"{self.text_quote}{key}{self.text_quote}"
        return f"{name}: {self.written(value)}"


JSON_STYLE = Style()

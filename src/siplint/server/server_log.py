"""The log of a session for bug reports, with neither the texts of documents nor secrets in it."""

from __future__ import annotations

from time import strftime, time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from siplint.model.finding import JSON

TEXTS = frozenset(("text", "newText", "contents", "insertText", "label", "detail", "documentation", "value"))
"""Members of messages that hold pieces of the user's documents."""
LONGEST = 2000
"""Characters of a message that are written."""


class ServerLog:
    """Writes lines; without `write` it keeps silent."""

    __slots__ = ("write",)

    def __init__(self, write: Callable[[str], object] | None = None) -> None:
        self.write = write

    def say(self, sentence: str) -> None:
        """Write a sentence."""
        if self.write is None:
            return
        from siplint.model.escaping import visible
        from siplint.secrets.redact import redact_text

        now = time()
        stamp = strftime("%Y-%m-%dT%H:%M:%S") + f".{int(now % 1 * 1000):03d}"
        self.write(f"{stamp} {visible(redact_text(sentence, ()))}\n")

    def received(self, method: str, params: JSON, asked: JSON = None) -> None:
        """Write what the client sent."""
        if self.write is not None:
            number = f" {asked}" if asked is not None else ""
            self.say(f"<- {method}{number} {_shown(params)}")

    def sent(self, message: JSON) -> None:
        """Write what is sent to the client."""
        if self.write is not None:
            self.say(f"-> {_shown(message)}")


def _shown(value: JSON) -> str:
    from siplint.server.wire_json import json_text

    text = json_text(_without_texts(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"


def _without_texts(value: JSON) -> JSON:
    """Return a message with the length of each text of a document in place of it."""
    if isinstance(value, dict):
        return {
            key: f"({len(item)} characters)"
            if isinstance(item, str) and (key in TEXTS or (key == "name" and "kind" in value))
            else _without_texts(item)
            for key, item in value.items()
        }
    return [_without_texts(item) for item in value] if isinstance(value, (list, tuple)) else value

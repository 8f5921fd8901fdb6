"""Digests of values, made of nothing that is secret: a short secret could be guessed from its digest."""

from __future__ import annotations

from operator import itemgetter

from siplint.secrets.detect import secrets_of
from siplint.secrets.patterns import SHORTEST_SECRET
from siplint.secrets.search import KnownForms
from siplint.secrets.values import hides_value
from siplint.source.unknown import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from siplint.model.finding import JSON, Path

ROOM = "room"
PUBLIC_IN_ROOM = frozenset(("type", "id", "prefix"))
"""All else in a room may be its PIN, however it is spelled."""
DIGEST_BYTES = 8


class SensitiveTexts:
    """Texts that no digest may be made of, in lower case, however many: the time to look hardly grows with their number."""

    __slots__ = ("forms", "others", "texts")

    def __init__(self, texts: Iterable[str] = (), others: SensitiveTexts | None = None) -> None:
        self.texts = frozenset([text.lower() for text in texts])
        self.forms = KnownForms(text for text in self.texts if len(text) >= SHORTEST_SECRET)
        self.others = others

    def with_more(self, texts: Iterable[str]) -> SensitiveTexts:
        """Return these texts and more."""
        more = [text for text in texts if text.lower() not in self.texts]
        return SensitiveTexts(more, self) if more else self

    def match(self, text: str) -> bool:
        """Return whether a text is one of them, or has a long one in it."""
        folded = text.lower()
        if folded in self.texts or next(self.forms.spans(folded), None):
            return True
        return self.others is not None and self.others.match(text)


NOTHING_SENSITIVE = SensitiveTexts()


def sensitive_texts(body: JSON) -> SensitiveTexts:
    """Return the texts of a value that no digest may be made of: secrets and PINs."""
    return SensitiveTexts([*secrets_of(body), *_hidden_values(body)])


def _hidden_values(value: JSON) -> Iterator[str]:
    """Return the values of members that may be secret, or a PIN."""
    todo: list[tuple[str, JSON, bool]] = [("", value, False)]
    met: set[int] = set()
    while todo:
        name, item, is_hidden = todo.pop()
        if isinstance(item, (dict, list, tuple)):
            if id(item) in met:
                continue
            met.add(id(item))
            if isinstance(item, dict):
                todo += ((str(key), inner, is_hidden or hides_member(str(key), name)) for key, inner in item.items())
            else:
                todo += ((name, inner, is_hidden) for inner in item)
        elif is_hidden and type(item) in (str, int):
            yield item if isinstance(item, str) else hex(item)


def is_sensitive(text: str, sensitive: SensitiveTexts) -> bool:
    """Return whether a text is one of the sensitive texts, has one in it, or looks like a secret."""
    if sensitive.match(text):
        return True
    return len(text) >= SHORTEST_SECRET and bool(secrets_of(text))


def hides_member(name: str, parent: str = "") -> bool:
    """Return whether the value of a member may be secret, or a PIN."""
    if parent.lower() == ROOM:
        return name not in PUBLIC_IN_ROOM
    folded = name.lower().strip("_- ")
    return folded.startswith("pin") or folded.endswith(("pin", "passcode")) or hides_value(name)


def hides_path(path: Path) -> bool:
    """Return whether what is at a path may be secret, or a PIN."""
    names = [step for step in path if isinstance(step, str)]
    return any(hides_member(name, parent) for parent, name in zip(["", *names], names, strict=False))


def digest_at(path: Path, value: JSON, sensitive: SensitiveTexts = NOTHING_SENSITIVE) -> str:
    """Return a digest of the value at a path, without what is secret in it; empty if nothing of it may be told."""
    if hides_path(path):
        return ""
    parent = next((step for step in reversed(path) if isinstance(step, str)), "")
    tokens = list(_tokens(value, parent, sensitive))
    if tokens in ([], ["?"]):
        return ""
    return digest_of_text("\0".join(tokens))


def digest_of_text(text: str) -> str:
    """Return the digest of a text that is known to hold no secret."""
    from hashlib import blake2b

    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


def _tokens(value: JSON, parent: str, sensitive: SensitiveTexts) -> Iterator[str]:
    """Return what a value consists of, `?` in place of what is secret or unknown; the order of members does not count."""
    todo: list[tuple[str, str, JSON]] = [("", parent, value)]
    while todo:
        label, name, item = todo.pop()
        if label:
            yield label
        if isinstance(item, dict):
            members = sorted(((str(key), inner) for key, inner in item.items()), key=itemgetter(0))
            yield f"{{{len(members)}"
            for key, inner in reversed(members):
                shown = "?" if is_sensitive(key, sensitive) else f":{key}"
                todo.append((shown, key, UNKNOWN if hides_member(key, name) else inner))
        elif isinstance(item, (list, tuple)):
            yield f"[{len(item)}"
            todo += (("", name, inner) for inner in reversed(item))
        elif name.lower() == ROOM or not (item is None or isinstance(item, (bool, int, float, str))):
            yield "?"
        elif isinstance(item, str):
            yield "?" if is_sensitive(item, sensitive) else f'"{item}'
        else:
            yield hex(item) if type(item) is int else repr(item)

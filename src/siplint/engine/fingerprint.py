"""The identities of findings, made where the text of their rules is at hand."""

from __future__ import annotations

from siplint.domain.phone_repair import normalise
from siplint.model.identity import Identity, RuleKey
from siplint.model.tree_path import pointer
from siplint.secrets.digest import NOTHING_SENSITIVE, digest_at, digest_of_text, is_sensitive, sensitive_texts
from siplint.source.sendable import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.finding import JSON, Finding, Path
    from siplint.secrets.digest import SensitiveTexts
    from siplint.source.notations import AnyDocument as Document

NUMBERS = "phoneNumbers"
NUMBER_LISTS = frozenset((NUMBERS, "allowedNumbers"))
LONGEST_NAME = 200
"""Code points of a rule's name, or of a pointer, that are written as they are."""
OUTSIDE_RULES = frozenset(("request", "snapshot"))
"""Stages whose findings are about no rule."""
OWN_WORDS = frozenset(("RR190",))
"""Codes whose messages are the user's: several of them may be about one value."""
SIGNS = frozenset("{}[]()<>\"'`:,;#")
"""What a text that is not JSON is recognised by."""
MASK = "***"


def rule_key(body: JSON, file: str, sensitive: SensitiveTexts | None = None) -> RuleKey:
    """Return what a value is recognised by that stands where a rule may stand."""
    if not isinstance(body, dict):
        return RuleKey("", "", file)
    name, numbers = body.get("name"), body.get(NUMBERS)
    if sensitive is None:
        sensitive = sensitive_texts(body)
    texts = [one for one in (numbers if isinstance(numbers, list) else [numbers]) if isinstance(one, str)]
    digest = digest_at((NUMBERS,), sorted(texts), sensitive) if texts else ""
    if isinstance(name, str) and name.strip() and not is_sensitive(name, sensitive):
        rule = name if len(name) <= LONGEST_NAME else f"#{digest_of_text(name)}"
    else:
        rule = (
            f"#{digest or digest_at((), {key: body[key] for key in body if key not in ('name', NUMBERS)}, sensitive)}"
        )
    return RuleKey(rule, digest, file)


def keys_asked_about(body: JSON, file: str, known_rules: frozenset[str]) -> tuple[RuleKey, ...]:
    """Return the key of a rule if a baseline asks about rules of this name, or about rules without a name."""
    name = body.get("name") if isinstance(body, dict) else None
    if isinstance(name, str) and name.strip() and name not in known_rules and len(name) <= LONGEST_NAME:
        return ()
    key = rule_key(body, file)
    return (key,) if key.rule in known_rules else ()


class Identities:
    """Makes the identities of findings that are placed together. `documents` are those that the findings are in."""

    __slots__ = ("documents", "keys", "sensitive", "text", "text_digest")

    def __init__(self, documents: Mapping[Path, Document]) -> None:
        self.documents = documents
        self.keys: dict[Path, RuleKey] = {}
        self.text = ""
        """The text that was unread last, for which there is a digest."""
        self.text_digest = digest_of_text("")
        self.sensitive: dict[Path, SensitiveTexts] = {}

    def identity(self, finding: Finding) -> Identity:
        """Return what a finding is recognised by."""
        code, base, path = finding.rule.code, finding.base, finding.path
        stage = finding.rule.stage
        if stage in OUTSIDE_RULES:
            return Identity(
                code, _pointer(path, NOTHING_SENSITIVE), self.loose_value(finding), (RuleKey("", "", str(base[0])),)
            )
        if stage == "text":
            base, path = self.split(base, path)
            document = self.document(base)
            if document is None or document.value is ABSENT or not isinstance(self.value(base), dict):
                return self.unread(finding, document)
        key, hidden = self.key(base)
        hidden = hidden.with_more(finding.secrets)
        others = [note for note in finding.notes if note.elsewhere and note.base] if stage == "set" else []
        if others:
            return self.shared(finding, [(base, path), *((note.base or (), note.path) for note in others)])
        value = digest_at(path, self.value(base + path), hidden) if path else ""
        if code in OWN_WORDS and not is_sensitive(finding.message, hidden):
            value = digest_of_text(f"{value}\0{finding.message}")
        return Identity(code, _pointer(path, hidden), value, (key,))

    def shared(self, finding: Finding, places: list[tuple[Path, Path]]) -> Identity:
        """Return the identity of a finding about several rules: which of them it is reported at does not count."""
        keys, pointers, values = [], set(), set()
        for base, path in places:
            key, hidden = self.key(base)
            keys.append(key)
            pointers.add(_pointer(path, hidden))
            value = self.value(base + path)
            if path[:1] and path[0] in NUMBER_LISTS and isinstance(value, str):
                value = normalise(value) or value
            values.add(digest_at(path, value, hidden) if path else "")
        rules = tuple(sorted(keys, key=RuleKey.order))
        return Identity(finding.rule.code, min(pointers), "+".join(sorted(values)), rules)

    def unread(self, finding: Finding, document: Document | None) -> Identity:
        """Return the identity of a fault of a text that has no rule."""
        text = document.text if document else ""
        start, end = finding.at or (0, 0)
        signs = _signs(text[start : min(end, start + LONGEST_NAME)])
        if text is not self.text:
            self.text, self.text_digest = text, digest_of_text(_signs(text))
        key = RuleKey("", self.text_digest, str(finding.base[0]))
        return Identity(
            finding.rule.code, _pointer(finding.path, NOTHING_SENSITIVE), digest_of_text(signs) if signs else "", (key,)
        )

    def loose_value(self, finding: Finding) -> str:
        """Return the digest of a value that is in no rule: in a request, or in the snapshot of an account."""
        value = self.value(finding.place)
        for name in ("phoneNumber", "e164"):  # how a snapshot has a number
            value = value.get(name, value) if isinstance(value, dict) else value
        return digest_at(finding.path, value) if finding.path and isinstance(value, str) else ""

    def split(self, base: Path, path: Path) -> tuple[Path, Path]:
        """Return the place of the rule that a fault of the text is in, and the path inside it."""
        for size in range(len(path)):
            value = self.value(base + path[:size])
            if isinstance(value, dict) and any(name in value for name in ("name", "type", NUMBERS)):
                return base + path[:size], path[size:]
        return base, path

    def key(self, base: Path) -> tuple[RuleKey, SensitiveTexts]:
        """Return what the rule at a path is recognised by, and its texts that may not be told."""
        if base not in self.keys:
            body = self.value(base)
            self.sensitive[base] = sensitive_texts(body)
            self.keys[base] = rule_key(body, str(base[0]), self.sensitive[base])
        return self.keys[base], self.sensitive[base]

    def document(self, path: Path) -> Document | None:
        """Return the document that a path leads into."""
        return self.documents.get(path[:1]) or self.documents.get(path[:2])

    def value(self, path: Path) -> JSON:
        """Return what is at a path; ABSENT if there is nothing."""
        document = self.document(path)
        if document is None:
            return ABSENT
        value = document.value
        for step in path[1 if path[:1] in self.documents else 2 :]:
            is_list = isinstance(value, (list, tuple))
            if not (is_list and isinstance(step, int) and step < len(value)) and not (
                isinstance(value, dict) and step in value
            ):
                return ABSENT
            value = value[step]
        return value


def _pointer(path: Path, hidden: SensitiveTexts) -> str:
    """Return a path as a JSON Pointer without the indexes of lists and without secrets, cut where it is long."""
    steps: list[str] = []
    size = 0
    for step in path:
        if isinstance(step, str):
            shown = MASK if is_sensitive(step, hidden) else step
            size += len(shown)
            if size > LONGEST_NAME:
                break
            steps.append(shown)
    return pointer(tuple(steps))


def _signs(text: str) -> str:
    """Return of a text the signs that no secret has."""
    return "".join([letter for letter in text if letter in SIGNS])

"""The identity of a finding: what stays the same when its rule is moved, its file renamed or another member edited."""

from __future__ import annotations

from siplint.model.record import Record

BASELINE_MARK = "siplint-baseline"
"""The key of the first line of a baseline."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class RuleKey(Record):
    """What a routing rule is recognised by.

    `rule` is its name, or without one `#` and a digest of its numbers, or else of its other members; it is empty where a
    finding is about no rule. `numbers` is a digest of its sorted numbers (empty: it has none), or, of a text that could
    not be read, of its punctuation. `file` is the name of the file.
    """

    rule: str
    numbers: str
    file: str

    def order(self) -> tuple[str, str, str]:
        """Return the key by which rules are sorted."""
        return self.rule, self.numbers, self.file


class Identity(Record):
    """What a finding is recognised by.

    `pointer` is the JSON Pointer inside the rule, without the indexes of lists; `value` is a digest of the faulty value,
    empty where there is none or it must not be written. `rules` is the rule, of a finding about several rules all of
    them, sorted.
    """

    code: str
    pointer: str
    value: str
    rules: tuple[RuleKey, ...]

    @property
    def group(self) -> tuple[str, str, str]:
        """All but the rules."""
        return self.code, self.pointer, self.value


def fingerprints_of(identities: Sequence[Identity]) -> list[str]:
    """Return a unique name for each identity.

    File and numbers count only where two are alike without them; the file counts too where there is no rule.
    """
    from hashlib import blake2b

    plain = [(*one.group, *[key.rule or f"\n{key.file}" for key in one.rules]) for one in identities]
    with_files = _told_apart(plain, [[key.file for key in one.rules] for one in identities])
    with_numbers = _told_apart(with_files, [[key.numbers for key in one.rules] for one in identities])
    seen: dict[tuple[str, ...], int] = {}
    names = []
    for about in with_numbers:
        seen[about] = seen.get(about, 0) + 1
        text = "\0".join((*about, *([str(seen[about])] if seen[about] > 1 else ())))
        names.append(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest())
    return names


def _told_apart(texts: Sequence[tuple[str, ...]], more: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return texts of which those that are not alone have more."""
    counts: dict[tuple[str, ...], int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return [(*text, *added) if counts[text] > 1 else text for text, added in zip(texts, more, strict=True)]

"""The rules by code, stage and the members they read; a rule's module is imported when the rule is first needed.

`siplint.rules.index` is generated from the decorators. A rule file that it does not know, or whose size it does not
have, is imported and read instead: what the index says of it is not used.
"""

from __future__ import annotations

import os

from siplint.model.record import Record
from siplint.model.settings import matches_rule
from siplint.rules import index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from siplint.model.finding import Finding, Path
    from siplint.model.settings import Kind
    from siplint.model.severity import Severity
    from siplint.rules.base import Key, Maturity, Rule, Stage

NO_RULES = frozenset(
    (
        *("__init__.py", "base.py", "catalogue.py", "index.py", "set_keys.py"),
        *("policy_engine.py", "policy_keywords.py", "policy_patterns.py", "policy_steps.py"),
    )
)
"""Files of this package that hold no rules."""
STAGE, KINDS, SKIPS_ORDINARY, MATURITY = 5, 6, 9, 11
"""Places in a row of the index, which has the fields of an `Entry`; the maturity only if it is not "stable"."""


class Entry(Record):
    """What is known of a rule before its module is imported; `keys` are "module:function"."""

    code: str
    name: str
    module: str
    attribute: str
    severity: Severity
    stage: Stage
    kinds: tuple[Kind, ...]
    on: str
    members: tuple[str, ...]
    skips_ordinary: bool
    keys: tuple[str, ...]
    maturity: Maturity = "stable"

    def row(self) -> tuple[Any, ...]:
        """Return the row of the index."""
        values = tuple(self.fields().values())
        return values[:MATURITY] if self.maturity == "stable" else values


def entry_of(rule: Rule, module: str, attribute: str) -> Entry:
    """Return the entry of a rule that a module has under the name `attribute`."""
    keys = rule.key if isinstance(rule.key, tuple) else (rule.key,)
    return Entry(
        rule.code,
        rule.name,
        module,
        attribute,
        rule.severity,
        rule.stage,
        rule.kinds,
        rule.on,
        rule.members,
        rule.skips_ordinary,
        tuple([f"{key.__module__}:{key.__qualname__}" for key in keys]),
        rule.maturity,
    )


def rule_files() -> dict[str, int]:
    """Return the modules of this package that hold rules, with the size (bytes) of their files."""
    try:
        with os.scandir(os.path.dirname(__file__)) as files:
            return {
                file.name[:-3]: file.stat().st_size
                for file in files
                if file.name.endswith(".py") and file.name not in NO_RULES
            }
    except OSError:  # the package is in an archive, and nobody can have changed it
        return dict(index.SIZES)


def entries_in(modules: Iterable[str]) -> Iterator[Entry]:
    """Import modules of rules and return the entries of all rules in them, in order of name."""
    for name in sorted(modules):
        module = __import__(f"siplint.rules.{name}", fromlist=[name])
        for attribute, value in vars(module).items():
            if type(value).__name__ == "Rule" and value.check.__module__ == module.__name__:
                yield entry_of(value, name, attribute)


class _Catalogue:
    """What is known of the rules, once it was read, and what was made of it."""

    __slots__ = ("entries", "rows", "rules")

    def __init__(self) -> None:
        self.rows: Sequence[tuple[Any, ...]] = ()
        self.entries: dict[str, Entry] = {}
        self.rules: dict[str, Rule] = {}


_CATALOGUE = _Catalogue()


def _rows() -> Sequence[tuple[Any, ...]]:
    """Return the fields of all entries, in order of code: from the index as far as it is fresh."""
    if not _CATALOGUE.rows:
        files = rule_files()
        changed = [name for name, size in files.items() if index.SIZES.get(name) != size]
        if not changed and len(files) == len(index.SIZES):
            _CATALOGUE.rows = index.ROWS
        else:
            rows = [row for row in index.ROWS if row[2] in files and row[2] not in changed]
            rows += [entry.row() for entry in entries_in(changed)]
            _CATALOGUE.rows = sorted(rows)
    return _CATALOGUE.rows


def entries(stage: Stage | None = None) -> tuple[Entry, ...]:
    """Return the entries of all rules, or of those of a stage, in order of code."""
    return tuple([entry_for(row) for row in _rows() if stage is None or row[STAGE] == stage])


def entry_for(row: tuple[Any, ...]) -> Entry:
    """Return the entry of a row; each is made once."""
    entry = _CATALOGUE.entries.get(row[0])
    if entry is None:
        entry = _CATALOGUE.entries[row[0]] = Entry(*row)
    return entry


def rule_of(code: str) -> Rule:
    """Return the rule of a code; raise KeyError where there is not one."""
    rule = _CATALOGUE.rules.get(code)
    if rule is None:
        entry = next((entry_for(row) for row in _rows() if row[0] == code), None)
        if entry is None:
            raise KeyError(code)
        module = __import__(f"siplint.rules.{entry.module}", fromlist=[entry.attribute])
        rule = _CATALOGUE.rules[code] = getattr(module, entry.attribute)
    return rule


def findings_of(code: str, base: Path, *facts: Any) -> list[Finding]:
    """Return what the rule of a code says of some facts, at a path of the run."""
    rule = rule_of(code)
    return [finding.reported(rule, base) for finding in rule.check(*facts)]


def all_rules(*stages: Stage) -> tuple[Rule, ...]:
    """Return all rules, or those of some stages, in order of code."""
    return tuple([rule_of(entry.code) for entry in entries() if not stages or entry.stage in stages])


def is_code(code: str) -> bool:
    """Return whether there is a rule of a code."""
    return any(row[0] == code for row in _rows())


def is_selector(text: str) -> bool:
    """Return whether a text selects any rule: it is a code, a name or the beginning of codes; case does not count."""
    return any(matches_rule(text, row[0], row[1]) for row in _rows())


def key_of(reference: str) -> Key:
    """Return the key function that an entry names as "module:function"."""
    module, _, name = reference.partition(":")
    return getattr(__import__(module, fromlist=[name]), name)  # type: ignore[no-any-return]


def body_entries(kind: Kind, *, preview: bool) -> Sequence[Entry]:
    """Return the entries of the rules about one body of a kind, those in preview only on request."""
    return [entry for entry in entries("body") if kind in entry.kinds and (preview or entry.maturity != "preview")]


def always_asked(kind: Kind, *, preview: bool) -> tuple[str, ...]:
    """Return the codes of the rules about one body that are asked about ordinary ones too."""
    rows = [row for row in _rows() if row[STAGE] == "body" and not row[SKIPS_ORDINARY]]
    return tuple([row[0] for row in rows if kind in row[KINDS] and (preview or row[MATURITY:] != ("preview",))])


def grouped_by_member(kind: Kind, *, preview: bool) -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the rules about one body by the member that it must have; under "" those for every body."""
    groups: dict[str, tuple[str, ...]] = {}
    for entry in body_entries(kind, preview=preview):
        groups[entry.on] = (*groups.get(entry.on, ()), entry.code)
    return groups

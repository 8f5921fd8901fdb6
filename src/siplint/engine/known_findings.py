"""Which findings of a run are known from a baseline, and which entries of the baseline match none."""

from __future__ import annotations

from siplint.model.identity import RuleKey
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from siplint.model.identity import Identity

    Levels: TypeAlias = tuple[int, ...]
    Likeness: TypeAlias = tuple[str, ...]

LIKENESS: Sequence[Callable[[RuleKey], Likeness]] = (
    RuleKey.order,
    lambda key: (key.rule, key.numbers),
    lambda key: (key.rule, "", key.file),
    lambda key: (key.rule,),
)
"""Ways in which two rules are alike, the closest first."""
SAME, MOVED, EDITED, NAMESAKE = range(4)


class _Rules:
    """The rules of a run, to tell how closely the closest one is like the rule of an entry."""

    __slots__ = ("files", "met")

    def __init__(self, keys: Iterable[RuleKey], files: Collection[str]) -> None:
        self.files = frozenset(files)
        self.met = [{alike(key) for key in keys} for alike in LIKENESS]

    def level(self, key: RuleKey) -> int:
        """Return the closest likeness that a rule of the run has; what is in no rule stays in its file while that exists."""
        if not key.rule and key.order() not in self.met[SAME]:
            return EDITED if key.file in self.files else MOVED
        return next((level for level, alike in enumerate(LIKENESS) if alike(key) in self.met[level]), NAMESAKE)


def match_known(
    entries: Sequence[Identity], findings: Sequence[Identity], rule_keys: Iterable[RuleKey], files: Collection[str]
) -> tuple[set[int], set[int]]:
    """Return the indexes of the findings that are known, and of the entries that match one.

    An entry is about the rule of the run that is most like its own: the same one; one of the same name and numbers in
    another file; of the same name in the same file; of the same name. It makes one finding known, so two like findings
    need two entries. `rule_keys` are the rules of the run that entries may be about, clean ones too, and `files` its
    files.
    """
    rules = _Rules([*rule_keys, *(key for one in findings for key in one.rules)], files)
    known: set[int] = set()
    used: set[int] = set()
    found_groups = _grouped(findings)
    for group, entry_indexes in _grouped(entries).items():
        finding_indexes = found_groups.get(group, [])
        if finding_indexes:
            pairs = _Matching(entries, findings, rules)
            pairs.match(entry_indexes, finding_indexes)
            if any(len(entries[index].rules) > 1 for index in entry_indexes):
                pairs.match_shared(entry_indexes, finding_indexes)
            known.update(pairs.known)
            used.update(pairs.known.values())
    return known, used


def _grouped(identities: Sequence[Identity]) -> Mapping[tuple[str, str, str], list[int]]:
    groups: dict[tuple[str, str, str], list[int]] = {}
    for index, identity in enumerate(identities):
        groups.setdefault(identity.group, []).append(index)
    return groups


class _Matching:
    """Pairs of a finding and an entry that agree in all but their rules."""

    __slots__ = ("entries", "findings", "known", "rules")

    def __init__(self, entries: Sequence[Identity], findings: Sequence[Identity], rules: _Rules) -> None:
        self.entries = entries
        self.findings = findings
        self.rules = rules
        self.known: dict[int, int] = {}

    def match(self, entry_indexes: Sequence[int], finding_indexes: Sequence[int]) -> None:
        """Pair entries with findings in the rules that they are about; the closest pairs first."""
        sizes = {len(self.findings[index].rules) for index in finding_indexes}
        levels = {
            index: tuple(map(self.rules.level, self.entries[index].rules))
            for index in entry_indexes
            if len(self.entries[index].rules) in sizes  # of the others there may be as many kinds as entries
        }
        waiting: dict[Levels, dict[tuple[Likeness, ...], list[int]]] = {}
        for index in sorted(levels, key=lambda index: sum(levels[index])):
            if levels[index] not in waiting:
                waiting[levels[index]] = self.by_likeness(levels[index], finding_indexes)
            about = tuple(
                LIKENESS[level](key) for level, key in zip(levels[index], self.entries[index].rules, strict=True)
            )
            candidates = waiting[levels[index]].get(about, [])
            while candidates and candidates[-1] in self.known:
                candidates.pop()
            if candidates:
                self.known[candidates.pop()] = index

    def by_likeness(self, levels: Levels, finding_indexes: Sequence[int]) -> dict[tuple[Likeness, ...], list[int]]:
        """Return findings by what their rules are at some levels of likeness; the first one is the last of its list."""
        found: dict[tuple[Likeness, ...], list[int]] = {}
        for index in reversed(finding_indexes):
            rules = self.findings[index].rules
            if len(rules) == len(levels):
                orders = {rules, rules[::-1]} if len(rules) > 1 else {rules}
                for order in orders:
                    about = tuple(LIKENESS[level](key) for level, key in zip(levels, order, strict=True))
                    found.setdefault(about, []).append(index)
        return found

    def match_shared(self, entry_indexes: Sequence[int], finding_indexes: Sequence[int]) -> None:
        """Pair what is left of findings that are each about two rules of a set, such as those that share a number.

        Which two rules of the set each finding names depends on their order. Of so many rules as were in one set before
        and still are, all findings but the first rule's are known.
        """
        before = _sets_of_rules([self.entries[index] for index in entry_indexes])
        now = _sets_of_rules([self.findings[index] for index in finding_indexes])
        paired: dict[tuple[int, int], int] = {}
        for finding, entry in self.known.items():
            about = now[self.findings[finding].rules[0].rule].number, before[self.entries[entry].rules[0].rule].number
            paired[about] = paired.get(about, 0) + 1
        left: dict[int, list[int]] = {}
        most: dict[tuple[int, int], int] = {}
        used = set(self.known.values())
        for index in reversed(entry_indexes):
            if index not in used:
                left.setdefault(before[self.entries[index].rules[0].rule].number, []).append(index)
        for closest in (True, False):  # first those of which both rules were in the set
            for index in finding_indexes:
                if index in self.known:
                    continue
                names = [key.rule for key in self.findings[index].rules]
                new = now[names[0]]
                sets = dict.fromkeys(before.get(name, OUTSIDE) for name in names)
                for old in sets if len(sets) == 1 or not closest else ():
                    if not left.get(old.number):
                        continue
                    both = new.number, old.number
                    if both not in most:  # sets may be as large as the run
                        most[both] = old.rules_in(new) - 1
                    if paired.get(both, 0) < most[both]:
                        paired[both] = paired.get(both, 0) + 1
                        self.known[index] = left[old.number].pop()
                        break


class RuleSet(Record):
    """Rules that findings connect, directly or through others: its number, their names, and how many have a name again."""

    number: int
    names: frozenset[str]
    namesakes: int = 0

    def rules_in(self, other: RuleSet) -> int:
        """Return how many rules of this set may be in another one."""
        return len(self.names & other.names) + min(self.namesakes, other.namesakes)


OUTSIDE = RuleSet(-1, frozenset())
"""Stands for the set of a rule that was in none."""


def _sets_of_rules(identities: Sequence[Identity]) -> dict[str, RuleSet]:
    """Return for each name of a rule the set that it is in. Findings are one fewer than rules in each set."""
    neighbours: dict[str, set[str]] = {}
    findings: dict[str, int] = {}
    for identity in identities:
        first = identity.rules[0].rule
        findings[first] = findings.get(first, 0) + 1
        for key in identity.rules:
            neighbours.setdefault(first, set()).add(key.rule)
            neighbours.setdefault(key.rule, set()).add(first)
    sets: dict[str, RuleSet] = {}
    for number, start in enumerate(neighbours):
        if start not in sets:
            members = frozenset(_reached(start, neighbours))
            rules = sum(findings.get(name, 0) for name in members) + 1
            sets.update(dict.fromkeys(members, RuleSet(number, members, max(rules - len(members), 0))))
    return sets


def _reached(start: str, neighbours: Mapping[str, set[str]]) -> Iterator[str]:
    met = {start}
    todo = [start]
    while todo:
        name = todo.pop()
        yield name
        new = neighbours[name] - met
        met |= new
        todo += new

"""Which findings an entry of a baseline makes known, where rules are alike, gone or several."""

from __future__ import annotations

from siplint.engine.known_findings import match_known
from siplint.model.identity import Identity, RuleKey

A, B = "a.json", "b.json"


def one(rule: str = "Support", file: str = A, numbers: str = "n", value: str = "v") -> Identity:
    return Identity("RR102", "/recording", value, (RuleKey(rule, numbers, file),))


def shared(*names: str, value: str = "v") -> Identity:
    return Identity("RR701", "/phoneNumbers", value, tuple(RuleKey(name, name, A) for name in sorted(names)))


def known(
    entries: list[Identity], findings: list[Identity], rules: tuple[RuleKey, ...] = (), files: tuple[str, ...] = (A, B)
) -> list[Identity]:
    indexes, used = match_known(entries, findings, rules, files)
    assert len(indexes) == len(used)
    return [findings[index] for index in sorted(indexes)]


def test_two_like_findings_need_two_entries() -> None:
    assert known([one()], [one(), one()]) == [one()]
    assert known([one(), one()], [one(), one()]) == [one(), one()]
    assert known([one(), one()], [one()]) == [one()]


def test_the_closest_rule_counts_in_any_order() -> None:
    twins = [one(file=B), one()]
    assert known([one()], twins) == [one()]
    assert known([one()], twins[::-1]) == [one()]
    assert known([one(numbers="m")], [one(), one(numbers="m")]) == [one(numbers="m")]


def test_a_rule_is_recognised_when_its_file_or_its_numbers_are_new() -> None:
    for changed in (one(file=B), one(numbers="m"), one(file=B, numbers="m")):
        assert known([one()], [changed]) == [changed]
    assert known([one()], [one(file=B), one(numbers="m")]) == [one(file=B)]


def test_an_entry_is_about_no_other_rule_while_its_own_is_there() -> None:
    clean = one().rules
    assert known([one()], [one(file=B)], clean) == []
    assert known([one()], [one(numbers="m")], clean) == []
    assert known([one()], [one(file=B, numbers="m")], one(file=B).rules) == []


def test_another_code_pointer_or_value_is_new() -> None:
    assert known([one()], [one(value="w"), one().but(code="RR101"), one().but(pointer="/dtmf")]) == []


def test_what_is_in_no_rule_stays_in_its_file_while_that_is_there() -> None:
    here, there = one("", numbers="1"), one("", file=B, numbers="1")
    assert known([here], [there]) == []
    assert known([here], [there], files=(B,)) == [there]
    assert known([here], [one("", file=B, numbers="2")], files=(B,)) == []
    assert known([here], [one("", numbers="2")]) == [one("", numbers="2")]
    assert known([here], [one("", numbers="2"), here]) == [here]


def test_of_rules_that_share_a_value_the_order_does_not_count() -> None:
    before = [shared("A", "B"), shared("A", "C")]
    assert known(before, [shared("A", "C"), shared("B", "C")]) == [shared("A", "C"), shared("B", "C")]
    assert known(before, [shared("A", "B"), shared("B", "C")]) == [shared("A", "B"), shared("B", "C")]


def test_a_rule_that_joins_others_is_new_even_if_it_comes_first() -> None:
    before = [shared("A", "B"), shared("A", "C")]
    joined = [shared("A", "D"), shared("B", "D"), shared("C", "D")]
    assert known(before, joined) == joined[:2]
    assert known(before, [shared("A", "D"), shared("C", "D")]) == [shared("A", "D")]
    assert known(before, [shared("D", "E")]) == []
    assert known(before, [shared("A", "B", value="w")]) == []


def test_two_sets_that_become_one_have_one_new_finding() -> None:
    before = [shared("A", "B"), shared("C", "D")]
    now = [shared("A", "B"), shared("A", "C"), shared("A", "D")]
    assert known(before, now) == now[:2]


def test_rules_of_one_name_that_share_a_value_are_counted() -> None:
    both = Identity("RR704", "/name", "v", (RuleKey("S", "1", A), RuleKey("S", "2", A)))
    moved = Identity("RR704", "/name", "v", (RuleKey("S", "1", B), RuleKey("S", "2", B)))
    assert known([both], [moved]) == [moved]
    third = Identity("RR704", "/name", "v", (RuleKey("S", "1", B), RuleKey("S", "3", B)))
    assert known([both], [moved, third]) == [moved]


def test_of_namesakes_in_one_set_the_order_does_not_count() -> None:
    def pair(*rules: tuple[str, str]) -> Identity:
        return Identity(
            "RR704", "/name", "v", tuple(sorted((RuleKey("S", *rule) for rule in rules), key=RuleKey.order))
        )

    before = [pair(("", A), ("", A)), pair(("", A), ("1", B))]
    now = [pair(("", "z.json"), ("1", B))] * 2
    assert known(before, now) == now
    assert known(before, [*now, now[0]]) == now
    assert known(before[1:], now) == now[:1]

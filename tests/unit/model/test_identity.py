"""Fingerprints of identities: unique, and dependent on file and numbers only where two are alike."""

from __future__ import annotations

from siplint.model.identity import Identity, RuleKey, fingerprints_of


def identity(rule: str = "Support", numbers: str = "n", file: str = "a.json", pointer: str = "/x") -> Identity:
    return Identity("RR105", pointer, "v", (RuleKey(rule, numbers, file),))


def test_a_lone_finding_has_its_fingerprint_in_any_file_and_with_any_numbers() -> None:
    assert fingerprints_of([identity()]) == fingerprints_of([identity(file="b.json", numbers="m")])


def test_like_findings_are_told_apart_by_file_then_by_numbers_then_by_count() -> None:
    alike = [identity(), identity(file="b.json"), identity(numbers="m"), identity(numbers="m"), identity(pointer="/y")]
    marks = fingerprints_of(alike)
    assert len(set(marks)) == len(marks)
    assert marks[1] == fingerprints_of([identity(), identity(file="b.json")])[1]
    assert marks[4] == fingerprints_of([identity(pointer="/y")])[0]
    assert fingerprints_of(alike[::-1])[::-1][:2] == marks[:2]


def test_what_is_in_no_rule_is_known_by_its_file() -> None:
    assert fingerprints_of([identity(rule="")]) != fingerprints_of([identity(rule="", file="b.json")])

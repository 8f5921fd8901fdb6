"""A fault that was there stays known wherever its rule goes, and a new one is never known."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.cli.baseline_file import entry_lines, parse_baseline, written_baseline
from siplint.engine.files import lint_files
from siplint.engine.known_findings import match_known
from siplint.model.identity import Identity
from siplint.model.run_report import Report
from siplint.model.settings import Settings
from strategies import bodies, broken, shuffled

pytestmark = pytest.mark.slow

FILE = "siplint-baseline.txt"
NAMES = ("a.json", "b.json", "rules/c.json", "d.jsonl", "e.ndjson")
RIGHT = {"type": "outbound", "phoneNumbers": ["+14155552671"]}


def linted(files: dict[str, bytes], entries: tuple[Identity, ...] = ()) -> Report:
    rules = frozenset(key.rule for entry in entries for key in entry.rules)
    return lint_files(files, Settings(min_severity="info", known_rules=rules))


def identities(report: Report) -> list[Identity]:
    return [one.identity for one in report.diagnostics if one.identity]


def baseline(files: dict[str, bytes]) -> tuple[Identity, ...]:
    """What a baseline of these files holds, read back from its text."""
    data = written_baseline(entry_lines(identities(linted(files)), FILE))
    return tuple(entry.identity for entry in parse_baseline(data, FILE))


def unknown(before: dict[str, bytes], after: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """The new findings: file, code and pointer."""
    entries = baseline(before)
    report = linted(after, entries)
    known, _ = match_known(entries, identities(report), report.rule_keys, report.names)
    return [(one.file, one.code, one.pointer) for index, one in enumerate(report.diagnostics) if index not in known]


def written(placed: list[tuple[str, Any]], indent: int | None = None) -> dict[str, bytes]:
    """Files of these rules, each with the name of its file."""
    files: dict[str, list[Any]] = {}
    for name, body in placed:
        files.setdefault(name, []).append(body)
    return {
        name: "\n".join(map(json.dumps, inside)).encode()
        if name.endswith(("l", "ndjson"))
        else json.dumps(inside[0] if len(inside) == 1 else inside, indent=indent).encode()
        for name, inside in files.items()
    }


@st.composite
def rule_sets(draw: st.DrawFn) -> list[Any]:
    """Rules of which most have faults; each has a name of its own, or none and numbers of its own."""
    rules = draw(st.lists(st.one_of(broken(), broken(), bodies()), min_size=1, max_size=5))
    for number, body in enumerate(rules):
        if draw(st.booleans()) or not isinstance(body.get("name"), str) or not body["name"].strip():
            body["name"] = f"rule {number}"
        else:
            body.pop("name")
            body["phoneNumbers"] = [f"+1415555267{number}", *draw(st.sampled_from(([], ["14155551234"])))]
    return rules


def edited(body: Any, how: str) -> Any:
    """The rule with a member changed that has no fault."""
    changed = dict(body)
    for name in ("dtmf", "noiseCancellation"):
        if isinstance(body.get(name), bool):
            changed[name] = not body[name]
    if "tags" not in body:
        changed["tags"] = [how]
    return changed


@given(rule_sets(), st.data())
def test_a_fault_stays_known_when_its_rule_is_moved_renamed_reordered_or_edited(rules: list[Any], data: Any) -> None:
    places = st.lists(st.sampled_from(NAMES), min_size=len(rules), max_size=len(rules))
    before = list(zip(data.draw(places), rules, strict=True))
    dice = data.draw(st.randoms(use_true_random=False))
    changed = [edited(shuffled(body, dice), f"tag {number}") for number, body in enumerate(rules)]
    after = list(zip(data.draw(places), changed, strict=True))
    dice.shuffle(after)
    assert unknown(written(before), written(after, data.draw(st.sampled_from((None, 1, 4))))) == []


@given(rule_sets(), st.data())
def test_the_faults_of_a_copy_are_new(rules: list[Any], data: Any) -> None:
    before = [(data.draw(st.sampled_from(NAMES)), body) for body in rules]
    copied = data.draw(st.sampled_from(rules))
    copy = {**copied, "phoneNumbers": ["+442071838750"]}
    if "name" in copied:
        copy["name"] = data.draw(st.sampled_from((copied["name"], "a copy")))
    alone = [(one.code, one.pointer) for one in linted(written([("z.json", copy)])).diagnostics]
    new = unknown(written(before), written([*before, ("z.json", copy)]))
    assert [one for one in alone if ("z.json", *one) not in new] == []


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans(), st.permutations((0, 1)))
def test_a_fault_that_goes_from_one_rule_to_another_is_new(
    first: str, second: str, alike: bool, order: list[int]
) -> None:
    one = {**RIGHT, "name": "Callbacks"}
    other = {**RIGHT, "name": "Callbacks" if alike else "Sales", "phoneNumbers": ["+14155552672"]}
    fault = {"recording": "true"}
    before = written([(first, one | fault), (second, other)])
    placed = [(first, one), (second, other | fault)]
    after = written([placed[index] for index in order])
    assert [code for _, code, _ in unknown(before, after)] == ["RR102"]
    swapped = written([(second, one | fault), (first, other)])
    assert unknown(before, swapped) == []


NUMBER = {"type": "inbound", "phoneNumbers": ["+14155552671"], "agentId": "a"}


@given(st.integers(2, 5), st.integers(0, 2), st.randoms(use_true_random=False))
def test_of_rules_that_share_a_number_those_that_join_are_new(count: int, more: int, dice: Any) -> None:
    rules = [{**NUMBER, "name": f"line {index}", "tags": [str(index)]} for index in range(count + more)]
    before = rules[:count]
    dice.shuffle(before)
    dice.shuffle(rules)
    places = [(dice.choice(NAMES), rule) for rule in rules]
    new = [code for _, code, _ in unknown(written([("x.json", rule) for rule in before]), written(places))]
    assert new == ["RR701"] * more


@pytest.mark.parametrize("text", ['{"name": "n",}', "{'name': 'n'}", '{"name": "a"', "[1,,2]", "\ufeff{]"])
def test_a_text_that_is_not_json_stays_known_in_its_file_and_under_another_name(text: str) -> None:
    before = {"a.json": text.encode(), "b.json": json.dumps({**RIGHT, "name": "n"}).encode()}
    assert unknown(before, before) == []
    assert unknown(before, {"z.json": before["a.json"], "b.json": before["b.json"]}) == []
    renamed = {"a.json": before["b.json"], "b.json": before["a.json"]}
    assert [(file, code) for file, code, _ in unknown(before, renamed)] == [("b.json", "RR001")]


@st.composite
def alike_sets(draw: st.DrawFn) -> list[Any]:
    """Rules that may have one name, one number, or neither, most of them with faults."""
    rules = draw(st.lists(st.one_of(broken(), bodies()), min_size=2, max_size=5))
    for body in rules:
        for key, values in (
            ("name", ("A", "B", "", None)),
            ("phoneNumbers", (["+14155552671"], ["+442071838750"], [])),
        ):
            value = draw(st.sampled_from(values))
            if value is None:
                body.pop(key, None)
            elif draw(st.booleans()):
                body[key] = value
    return rules


@given(alike_sets(), st.data())
def test_rules_that_are_alike_stay_known_where_files_are_renamed_and_reordered(rules: list[Any], data: Any) -> None:
    before = [(data.draw(st.sampled_from(NAMES)), body) for body in rules]
    renamed = {name: data.draw(st.sampled_from((name, f"new-{name}"))) for name in NAMES}
    dice = data.draw(st.randoms(use_true_random=False))
    after = [(renamed[name], shuffled(body, dice)) for name, body in before]
    if data.draw(st.booleans()):
        after.reverse()
    new = [code for _, code, _ in unknown(written(before), written(after))]
    assert [code for code in new if code not in ("RR703", "RR706")] == []


@given(alike_sets(), st.data())
def test_never_more_findings_are_known_than_were_there(rules: list[Any], data: Any) -> None:
    """However rules are changed, copied and moved, each known finding has an entry of its own that says the same of it."""
    before = [(data.draw(st.sampled_from(NAMES)), body) for body in rules]
    after = [
        (data.draw(st.sampled_from(NAMES)), data.draw(st.one_of(st.just(body), broken())))
        for _, body in before + before[: data.draw(st.integers(0, 2))]
    ]
    entries = baseline(written(before))
    report = linted(written(after), entries)
    found = identities(report)
    known, used = match_known(entries, found, report.rule_keys, report.names)
    assert len(known) == len(used)
    assert Counter(found[index].group for index in known) == Counter(entries[index].group for index in used)

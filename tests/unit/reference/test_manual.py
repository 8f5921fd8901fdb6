"""The manual: `siplint rule`, `siplint schema` and the pages of the documentation."""

from __future__ import annotations

import json
from typing import Any

import pytest

from places import GOLDEN
from siplint.cli.main import main
from siplint.reference.manual import example, facts, find_rule, page, rules_index, suggestion, table
from siplint.reference.schemas import CANNOT_SAY, SCHEMAS
from siplint.reference.terminal_manual import listing, text
from siplint.rules.base import Bad, Rule, rule
from siplint.rules.catalogue import all_rules

RULES = all_rules()
BY_CODE = {rule.code: rule for rule in all_rules()}


def nothing(_body: Any) -> Any:
    """A body is odd.

    It happens.
    """
    return iter(())


def odd(good: Any, *bad: Bad, **more: Any) -> Rule:
    return rule("RR998", "odd", "info", good=[good], bad=bad, source="https://s.example", outcome="nothing", **more)(
        nothing
    )


def run(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


def test_the_page_of_a_rule_reads_well(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(capfdbinary, "rule", "RR601") == (0, (GOLDEN / "RR601.txt").read_text("utf-8"), "")
    assert page(BY_CODE["RR601"]) == (GOLDEN / "RR601.md").read_text("utf-8")


@pytest.mark.parametrize("word", ["RR201", "rr201", "headers-on-inbound", " Headers-On-Inbound "])
def test_a_rule_is_found_by_code_and_by_name(word: str) -> None:
    assert find_rule(word) is BY_CODE["RR201"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("headers-on-inbond", "headers-on-inbound"), ("RRR201", "RR201"), ("nonsense", "")],
)
def test_an_unknown_rule_is_a_usage_error_with_a_suggestion(
    word: str, meant: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert find_rule(word) is None
    assert suggestion(word) == meant
    hint = f"; did you mean {meant}?" if meant else "; siplint rule lists them"
    assert run(capfdbinary, "rule", word) == (2, "", f"siplint: there is no rule '{word}'{hint}\n")


def test_a_word_of_names_gets_the_rules_that_have_it(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, said = run(capfdbinary, "rule", "Inbound")
    named = [f"{rule.code} {rule.name}" for rule in RULES if "inbound" in rule.name.split("-")]
    assert named
    assert (code, out) == (2, "")
    assert said == f"siplint: there is no rule 'Inbound'; it is in the names of {', '.join(named)}\n"


@pytest.mark.parametrize(
    ("word", "codes"),
    [("RR20", "RR201, RR202 and RR203"), ("rr19", "RR190"), ("RR", f"{len(RULES)} codes")],
)
def test_of_the_beginning_of_codes_the_codes_are_told(
    word: str, codes: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    said = f"siplint: there is no rule '{word}', but it begins {codes}\n"
    assert run(capfdbinary, "rule", word) == (2, "", said)


def test_two_rules_at_once_are_a_usage_error(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(capfdbinary, "rule", "RR201", "RR202") == (2, "", "siplint: rule takes one argument, not 2\n")


def test_without_a_code_all_rules_are_listed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capfdbinary, "rule")
    assert (code, err) == (0, "")
    rows = [line.split(maxsplit=3) for line in out.splitlines()]
    assert rows == [[one.code, one.severity, one.name, one.summary] for one in RULES]
    assert listing([]) == ""


def test_for_programs_a_rule_is_an_object_and_all_rules_a_list(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capfdbinary, "rule", "--format", "json")
    assert (code, err) == (0, "")
    rules = json.loads(out)
    assert rules == [facts(one) for one in RULES]
    keys = {
        "code",
        "name",
        "severity",
        "summary",
        "why",
        "outcome",
        "status",
        "source",
        "good",
        "bad",
        "fix",
        "sure",
        "maturity",
        "replaced_by",
        "url",
    }
    assert {key for one in rules for key in one} == keys
    assert {key for one in rules for bad in one["bad"] for key in bad} == {"body", "pointer"}
    one = json.loads(run(capfdbinary, "rule", "rr201", "--format=json")[1])
    assert one == facts(BY_CODE["RR201"])
    assert (one["status"], one["fix"], one["bad"][0]["pointer"]) == (400, "offer", "/headers")
    assert (facts(BY_CODE["RR002"])["status"], facts(BY_CODE["RR002"])["fix"]) == (None, None)


def test_examples_that_are_no_json_stand_as_readable_texts() -> None:
    one = facts(odd(b"caf\xe9", Bad(b"\xff", at="")))
    assert (one["good"], one["bad"]) == (["caf\\xe9"], [{"body": "\\xff", "pointer": ""}])
    assert json.loads(json.dumps(one)) == one


@pytest.mark.parametrize("one", all_rules("request"), ids=lambda one: one.code)
def test_examples_of_requests_are_objects(one: Rule) -> None:
    shown = json.loads(json.dumps(facts(one)))
    assert [bad["body"] for bad in shown["bad"]] == [bad.body.fields() for bad in one.bad]
    assert '"method": "POST"' in page(one)
    assert '"method": "POST"' in text(one)


def test_an_example_is_laid_out_as_a_person_would() -> None:
    assert example({}) == "{}"
    assert example([]) == "[]"
    assert example(17) == "17"
    assert example({"a": [1, 2], "b": {}}) == '{\n  "a": [1, 2],\n  "b": {}\n}'
    long = "x" * 60
    assert example([{"a": long}, 1]) == f'[\n  {{\n    "a": "{long}"\n  }},\n  1\n]'
    assert example("y" * 101) == "y" * 100 + "…"


def test_control_characters_of_examples_are_made_visible() -> None:
    one = odd({"a": "\x7f\u202e"}, Bad("\x1b[31m\n##[x]", at="", name="rules.jsonl"))
    for shown in (text(one), page(one)):
        assert "␛[31m" in shown
        assert "␡\\u202e" in shown
        assert "\x1b" not in shown
        assert "##[" not in shown
        assert "as a whole, in rules.jsonl" in shown


def test_a_page_says_which_bodies_a_rule_checks() -> None:
    good = {"a": 1}
    assert "Judges\n  bodies that create a rule (POST)\n" in text(odd(good, kinds=("create",)))
    assert "The rule judges bodies that create a rule (POST) only. " in page(odd(good, kinds=("create",)))
    assert "judges" not in (text(odd(good)) + page(odd(good))).lower()


def test_colours_only_when_they_are_wanted() -> None:
    one = BY_CODE["RR201"]
    assert "\x1b" not in text(one)
    assert text(one, color=True).startswith("\x1b[1mRR201 headers-on-inbound\x1b[0m (error: ")
    assert text(one, color=True).replace("\x1b[1m", "").replace("\x1b[0m", "").split() == text(one).split()


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.code)
def test_every_page_has_all_there_is_to_say(one: Rule) -> None:
    flat = " ".join(page(one).split())
    for part in (
        f"# {one.code} {one.name}",
        f"**{one.severity}**",
        one.summary,
        one.why,
        one.outcome,
        one.source,
        f"## How sure {one.sure.capitalize()}: ",
    ):
        assert " ".join(part.split()) in flat
    shown = text(one)
    for part in (f"{one.code} {one.name} ({one.severity}", one.source, one.url):
        assert part in shown
    assert " ".join(one.summary.split()) in " ".join(shown.split())


def test_an_example_can_be_tried_if_it_is_a_text_that_needs_nothing_else() -> None:
    tried = {one.code for one in RULES if f"play/#rule={one.code})" in page(one)}
    needs_more = {one.code for one in RULES if one.stage in ("account", "snapshot", "request")} | {"RR002", "RR190"}
    assert {one.code for one in RULES} - tried == needs_more


def test_the_index_has_every_rule_by_subject_and_by_certainty() -> None:
    by_subject, rest = rules_index().split("## By certainty")
    by_certainty, unsaid = rest.split("## What the schemas cannot say")
    for one in RULES:
        assert by_subject.count(f"| [{one.code}]({one.code}.md) | {one.name} |") == 1
        assert by_certainty.count(f"[{one.code}]({one.code}.md)") == 1
        assert unsaid.count(f"[{one.code}]") == any(one.code in kind for kind in CANNOT_SAY.values())


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_printed(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capfdbinary, "schema", name)
    assert (code, json.loads(out), err) == (0, SCHEMAS[name](), "")


def test_without_a_name_it_is_the_schema_of_a_create_body(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert json.loads(run(capfdbinary, "schema")[1]) == SCHEMAS["create"]()


def test_an_unknown_schema_is_a_usage_error(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capfdbinary, "schema", "nope")
    assert (code, out) == (2, "")
    assert err == f"siplint: there is no schema 'nope'; there are {', '.join(SCHEMAS)}\n"


@pytest.mark.parametrize(
    ("more", "badge", "sentence", "mark"),
    [
        ({"maturity": "preview"}, "**preview**", "This rule is in preview: it may change in any release", "in preview"),
        (
            {"maturity": "deprecated", "replaced_by": "RR997"},
            "**deprecated**",
            "This rule is deprecated: it works as before and will be removed in a later minor release; RR997 replaces it.",
            "deprecated",
        ),
    ],
)
def test_the_manual_says_that_a_rule_is_not_stable(more: Any, badge: str, sentence: str, mark: str) -> None:
    rule = odd({}, Bad({"a": 1}, at="/a"), **more)
    assert page(rule).split("\n")[2] == f"**info** · {badge} · [all rules](index.md)"
    assert sentence in page(rule)
    assert f"A body is odd ({mark})" in listing([rule])
    assert f"A body is odd ({mark})" in table([rule])
    assert f"\n\n{mark.capitalize()}\n  it " in text(rule)
    assert {key: facts(rule)[key] for key in more} == more


def test_the_manual_says_nothing_of_a_stable_rule() -> None:
    rule = BY_CODE["RR201"]
    assert (facts(rule)["maturity"], facts(rule)["replaced_by"]) == ("stable", None)
    assert "stable" not in page(rule) + text(rule)

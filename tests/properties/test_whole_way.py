"""What holds for every file and every body: properties, tried on right bodies, broken ones, and anything at all."""

from __future__ import annotations

import json
import math
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from siplint import check, check_bytes, check_files
from siplint.model.run_report import Report
from siplint.model.settings import FORMATS, Settings
from siplint.model.severity import INFO
from siplint.report import formatter
from siplint.rules.catalogue import all_rules
from strategies import anything, bodies, broken, rendered, shuffled

BY_CODE = {rule.code: rule for rule in all_rules()}

KINDS = st.sampled_from(("create", "update"))
EVERY = {kind: Settings(kind=kind, min_severity=INFO, debug=True) for kind in ("create", "update")}
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
BODIES = KINDS.flatmap(lambda kind: st.tuples(st.just(kind), broken(kind) | bodies(kind)))


def told(report: Report) -> list[tuple[str, str, str, str]]:
    return sorted((one.code, one.severity, one.file, one.pointer) for one in report)


def below(report: Report) -> list[tuple[str, str]]:
    return sorted((one.code, one.pointer) for one in report)


def text_of(value: Any) -> bytes:
    return json.dumps(value).encode()


def assert_sound(report: Report) -> None:
    assert {one.code for one in report} <= BY_CODE.keys()
    for name in FORMATS:
        assert "".join(formatter(name)(report)) or not list(report)


@given(st.binary(max_size=200), st.sampled_from(("a.json", "a.jsonl")), KINDS)
@example(b"\xef\xbb\xbf", "a.jsonl", "create")
@example(b"[\xff", "a.json", "create")
def test_no_bytes_make_it_raise(data: bytes, name: str, kind: str) -> None:
    assert_sound(check_bytes(data, file=name, settings=EVERY[kind]))


@given(st.text(st.characters(codec=None), max_size=60) | st.text('[]{}",:\\/ \t\n0e-+.tu\u00e9', max_size=40))
def test_no_text_makes_it_raise(text: str) -> None:
    assert_sound(check_bytes(text.encode("utf-8", "surrogatepass"), settings=EVERY["create"]))


@given(BODIES, st.integers(0, 400), st.sampled_from((b"", b"}", b"\xff", b"\0", b",", b'"', b"\\", b"//", b"\n")))
def test_no_cut_and_no_insertion_makes_it_raise(one: tuple[str, Any], at: int, extra: bytes) -> None:
    kind, body = one
    data = text_of(body)
    for text in (data[:at], data[:at] + extra + data[at:]):
        for name in ("a.json", "a.jsonl"):
            assert_sound(check_bytes(text, file=name, settings=EVERY[kind]))


@given(anything(), KINDS)
@example({"agentMetadata": {"a": math.nan}, "type": "inbound"}, "create")
@example({1: 2}, "create")
@example({"name": object()}, "update")
def test_no_python_value_makes_it_raise(value: Any, kind: str) -> None:
    assert_sound(check(value, settings=EVERY[kind]))


@given(BODIES, st.data(), st.randoms(use_true_random=False))
def test_spelling_changes_no_code_and_no_pointer(one: tuple[str, Any], data: st.DataObject, dice: Any) -> None:
    """White space, the order of members and escapes mean nothing in JSON (RFC 8259 §2, §4, §7)."""
    kind, body = one
    plain = check_bytes(text_of(body), settings=EVERY[kind])
    other = check_bytes(data.draw(rendered(shuffled(body, dice))), settings=EVERY[kind])
    assert told(other) == told(plain)


@given(BODIES | KINDS.flatmap(lambda kind: st.tuples(st.just(kind), DATA)))
def test_a_body_and_its_text_get_the_same_verdict(one: tuple[str, Any]) -> None:
    kind, body = one
    body = {"agentMetadata": body} if isinstance(body, list) else body
    assert below(check_bytes(text_of(body), settings=EVERY[kind])) == below(check(body, settings=EVERY[kind]))


@given(KINDS.flatmap(lambda kind: st.tuples(st.just(kind), st.lists(broken(kind), min_size=1, max_size=3))))
def test_a_list_and_a_rule_a_line_get_the_same_verdict(one: tuple[str, list[Any]]) -> None:
    kind, rules = one
    lines = b"\n".join(map(text_of, rules))
    assert below(check_bytes(lines, file="a.jsonl", settings=EVERY[kind])) == below(
        check_bytes(text_of(rules), file="a.json", settings=EVERY[kind])
    )


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(KINDS.flatmap(lambda kind: st.tuples(st.just(kind), st.lists(broken(kind), max_size=4))), st.randoms())
def test_the_order_of_files_changes_nothing(one: tuple[str, list[Any]], dice: Any) -> None:
    kind, rules = one
    files = {f"{index}.json": text_of(body) for index, body in enumerate(rules)}
    names = list(files)
    dice.shuffle(names)
    first = check_files(files, settings=EVERY[kind])
    second = check_files({name: files[name] for name in names}, settings=EVERY[kind])
    assert [vars(one) for one in first] == [vars(one) for one in second]


@given(bodies())
def test_nothing_is_said_at_error_level_of_what_is_right(body: dict[str, Any]) -> None:
    assert check(body, settings=EVERY["create"]).errors == ()


@given(BODIES)
def test_a_verdict_on_one_file_is_the_same_beside_others(one: tuple[str, Any]) -> None:
    kind, body = one
    alone = Settings(**{**vars(EVERY[kind]), "cross_file": False})
    data = text_of(body)
    together = check_files({"a.json": data, "b.json": b"{", "c.json": data}, settings=alone)
    mine = [one for one in told(together) if one[2] == "a.json"]
    assert mine == told(check_bytes(data, file="a.json", settings=alone))

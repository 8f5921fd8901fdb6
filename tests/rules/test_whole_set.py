"""Rules about several bodies: which place is told, which is the label, in one file and in several."""

from __future__ import annotations

import json
from typing import Any

import pytest

from siplint.api import check_files
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings

SECOND = INBOUND_BODY | {"name": "Second line"}
ROOM = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


def told(files: dict[str, Any], code: str, **settings: Any) -> list[Any]:
    """Give file, pointer, and the labels of every finding of a code."""
    data = {name: value if isinstance(value, bytes) else json.dumps(value).encode() for name, value in files.items()}
    report = check_files(data, settings=Settings(min_severity="info", select=(code,), **settings))
    return [(one.file, one.pointer, [(label.file, label.pointer) for label in one.labels]) for one in report]


def test_the_later_place_is_told_and_the_first_labelled_in_another_file() -> None:
    files = {"b.json": SECOND, "a.json": [OUTBOUND_BODY, INBOUND_BODY]}
    assert told(files, "RR701") == [("b.json", "/phoneNumbers/0", [("a.json", "/1/phoneNumbers/0")])]


def test_places_are_exact() -> None:
    files = {"a.json": json.dumps(INBOUND_BODY).encode(), "b.json": json.dumps(SECOND, indent=1).encode()}
    (one,) = check_files(files, settings=Settings(select=("RR701",)))
    assert one.start
    assert one.end
    assert (one.start.line, one.start.column) == (5, 3)
    (label,) = one.labels
    assert label.start
    assert label.end
    assert files["b.json"][one.start.offset : one.end.offset] == b'"+14155551234"'
    assert files["a.json"][label.start.offset : label.end.offset] == b'"+14155551234"'


def test_json_lines_are_bodies_like_any_other() -> None:
    lines = b"\n".join(json.dumps(one).encode() for one in (OUTBOUND_BODY, INBOUND_BODY, SECOND))
    assert told({"a.jsonl": lines}, "RR701") == [("a.jsonl", "/2/phoneNumbers/0", [("a.jsonl", "/1/phoneNumbers/0")])]


def test_a_number_beside_what_is_none_is_told() -> None:
    files = {"a.json": [INBOUND_BODY, SECOND | {"phoneNumbers": ["none", "+14155551234"]}]}
    assert told(files, "RR701") == [("a.json", "/1/phoneNumbers/1", [("a.json", "/0/phoneNumbers/0")])]


def test_every_later_rule_is_told_against_the_first() -> None:
    files = {"a.json": INBOUND_BODY, "b.json": SECOND, "c.json": [SECOND | {"name": "Third line"}]}
    assert told(files, "number-routed-twice") == [
        ("b.json", "/phoneNumbers/0", [("a.json", "/phoneNumbers/0")]),
        ("c.json", "/0/phoneNumbers/0", [("a.json", "/phoneNumbers/0")]),
    ]


@pytest.mark.parametrize("spelling", ["+1 415 555 1234", "+1-415-555-1234", "+1 (415) 555-1234"])
def test_numbers_are_compared_after_normalising(spelling: str) -> None:
    bodies = [SECOND | {"phoneNumbers": ["+14155555678", spelling]}, INBOUND_BODY]
    assert told({"a.json": bodies}, "RR701") == [
        ("a.json", "/1/phoneNumbers/0", [("a.json", "/0/phoneNumbers/1")]),
    ]


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param([INBOUND_BODY, OUTBOUND_BODY], id="inbound and outbound"),
        pytest.param([INBOUND_BODY | {"phoneNumbers": ["+14155551234", "+14155551234"]}], id="twice in one rule"),
        pytest.param([INBOUND_BODY, SECOND | {"type": "both"}], id="an unknown direction"),
        pytest.param([INBOUND_BODY, SECOND | {"phoneNumbers": []}], id="no number"),
        pytest.param([INBOUND_BODY, SECOND | {"phoneNumbers": ["+74155551234"]}], id="another first digit"),
        pytest.param(
            [INBOUND_BODY | {"phoneNumbers": ["none"]}, SECOND | {"phoneNumbers": ["none"]}], id="not a number"
        ),
    ],
)
def test_what_is_no_conflict(bodies: Any) -> None:
    assert told({"a.json": bodies}, "RR701") == []


def test_a_number_is_told_once_a_rule_and_beside_ill_shaped_ones() -> None:
    bodies = [INBOUND_BODY, SECOND | {"phoneNumbers": [1, "+14155551234", "+14155551234"]}]
    assert told({"a.json": bodies}, "RR701") == [("a.json", "/1/phoneNumbers/1", [("a.json", "/0/phoneNumbers/0")])]


def test_nothing_is_compared_without_cross_file() -> None:
    assert told({"a.json": [INBOUND_BODY, INBOUND_BODY]}, "RR7", cross_file=False) == []


def test_an_update_without_a_direction_is_not_compared() -> None:
    update = {"phoneNumbers": ["+14155551234"], "name": "Renamed"}
    assert told({"a.json": [update, update]}, "RR7", kind="update") == []


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"name": "Copy"}, True),
        ({"phoneNumbers": ["+1 415 555 1234"]}, True),
        ({"allowedNumbers": ["+1 415 555 0198"]}, True),
        ({"allowedNumbers": ["+14155550199"]}, False),
        ({"tags": ["b", "a"]}, True),
        ({"headers": {"X-B": "2", "X-A": "1"}}, True),
        ({"headers": {"X-B": "2", "X-A": "2"}}, False),
        ({"headers": {"X-B": "1", "X-A": "2"}}, False),
        ({"headers": {"X-A": "1"}}, False),
        ({"room": {"type": "dynamic"}}, False),
        ({"agentMetadata": {"list": [2, 1]}}, False),
        ({"agentMetadata": {"list": {}}}, False),
        ({"recording": True}, False),
        ({"recording": "yes"}, False),
        ({"phoneNumbers": [1]}, False),
        ({"phoneNumbers": []}, False),
    ],
)
def test_rules_are_the_same_but_for_names_order_and_spelling(changes: Any, same: bool) -> None:
    first = OUTBOUND_BODY | {"tags": ["a", "b"], "headers": {"X-A": "1", "X-B": "2"}, "agentMetadata": {"list": [1, 2]}}
    first |= {"allowedNumbers": ["+14155550198"]}
    expected = [("a.json", "/1", [("a.json", "/0")])] if same else []
    assert told({"a.json": [first, first | changes]}, "RR702") == expected


def test_members_of_metadata_have_no_order_and_lists_in_it_have() -> None:
    first = INBOUND_BODY | {"agentMetadata": {"a": 1, "b": [{"c": 1, "d": 2}, 3]}}
    same = INBOUND_BODY | {"name": "m", "agentMetadata": {"b": [{"d": 2, "c": 1}, 3], "a": 1}}
    assert told({"a.json": [first, same]}, "RR702") == [("a.json", "/1", [("a.json", "/0")])]
    for other in ([3, {"c": 1, "d": 2}], [{"c": 1, "d": 3}, 3], [{"c": 1, "e": 2}, 3]):
        assert told({"a.json": [first, INBOUND_BODY | {"agentMetadata": {"a": 1, "b": other}}]}, "RR702") == []


def test_lists_with_ill_shaped_items_are_compared_by_what_is_left() -> None:
    body = OUTBOUND_BODY | {"tags": ["a", 1]}
    assert told({"a.json": [body, body]}, "RR702") == [("a.json", "/1", [("a.json", "/0")])]


@pytest.mark.parametrize(
    ("rooms", "pointers"),
    [
        ([ROOM, ROOM], []),
        ([ROOM, ROOM | {"pin": "8305"}, ROOM | {"pin": "8305"}, ROOM], ["/1/room/pin", "/2/room/pin"]),
        ([ROOM, ROOM | {"id": "abcd-efgh-ijkl", "pin": "8305"}], []),
        ([ROOM, {"type": "static", "id": "2kyv-gzay-64pg"}], []),
        ([ROOM, {"type": "static", "pin": "8305"}], []),
        ([ROOM, ROOM | {"type": "dynamic", "pin": "8305"}], []),
    ],
)
def test_a_room_has_one_pin(rooms: list[Any], pointers: list[str]) -> None:
    bodies = [INBOUND_BODY | {"room": room} for room in rooms]
    assert told({"a.json": bodies}, "RR703") == [("a.json", one, [("a.json", "/0/room/pin")]) for one in pointers]


def test_a_body_without_a_name_has_no_other_s_name() -> None:
    assert told({"a.json": [OUTBOUND_BODY | {"name": ""}, OUTBOUND_BODY | {"name": ""}]}, "RR704") == []


def test_only_numbers_have_several_spellings() -> None:
    for name in ("tags", "allowedIpAddresses"):
        first, other = (OUTBOUND_BODY | {name: [text]} for text in ("+14155552671", "+1 415 555 2671"))
        assert told({"a.json": [first, other]}, "RR702") == []
    first, other = (OUTBOUND_BODY | {"allowedNumbers": [text]} for text in ("+14155552671", "+1 415 555 2671"))
    assert told({"a.json": [first, other]}, "RR702") == [("a.json", "/1", [("a.json", "/0")])]


@pytest.mark.parametrize(
    "change", [{"phoneNumbers": ["none", "+14155551234"]}, {"phoneNumbers": ["none"]}, {"type": None}, {"type": "both"}]
)
def test_rules_may_be_the_same_with_numbers_that_are_none_and_without_a_direction(change: Any) -> None:
    body = {name: value for name, value in (INBOUND_BODY | change).items() if value is not None}
    expected = [] if change.get("type") == "both" else [("b.json", "/1", [("a.json", "")])]
    assert told({"a.json": body, "b.json": [OUTBOUND_BODY, body | {"name": "Copy"}]}, "RR702") == expected


def test_a_rule_that_shares_a_number_with_a_third_is_still_the_same_as_its_copy() -> None:
    third = INBOUND_BODY | {"name": "Third", "recording": True}
    lines = b"\n".join(
        json.dumps(one).encode() for one in (third, OUTBOUND_BODY, INBOUND_BODY, third | {"name": "Fourth"}, SECOND)
    )
    assert told({"a.jsonl": lines}, "RR702") == [
        ("a.jsonl", "/3", [("a.jsonl", "/0")]),
        ("a.jsonl", "/4", [("a.jsonl", "/2")]),
    ]


def test_what_only_matches_an_ignored_info_is_used() -> None:
    files = {"a.json": json.dumps([INBOUND_BODY, INBOUND_BODY | {"phoneNumbers": ["+442071838750"]}]).encode()}
    assert check_files(files, settings=Settings(ignore=("RR704",))).notes == ()
    assert check_files(files, settings=Settings(ignore=("RR705",))).notes != ()

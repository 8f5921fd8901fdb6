"""Digests are made of nothing secret, and tell all else apart."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.secrets.digest import digest_at, hides_path, is_sensitive, sensitive_texts
from siplint.source.unknown import UNKNOWN


def test_a_digest_does_not_depend_on_the_order_of_members() -> None:
    assert digest_at(("a",), {"b": 1, "c": [2, {"d": None}]}) == digest_at(("a",), {"c": [2, {"d": None}], "b": 1})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        (None, "None"),
        ([1, 2], [2, 1]),
        ([["a"], "b"], [["a", "b"]]),
        ({"a": "b"}, {"a": {"b": None}}),
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}),
        ([], {}),
        ("a", "b"),
        ([10**5000], [10**5000 + 1]),
    ],
)
def test_different_values_have_different_digests(one: Any, other: Any) -> None:
    assert digest_at(("a",), one) != digest_at(("a",), other)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("room", "pin"), "1234"),
        (("room", "anything"), "1234"),
        (("room",), "1234"),
        (("room",), 1234),
        (("apiKey",), "k"),
        (("headers", "Authorization"), "a"),
        (("agentMetadata", "users", 0, "password"), "hunter2"),
        (("agentMetadata", "passcode"), "1234"),
        (("tags", 0), "sk_live_51HxYz2eZvKYlo2CABCDE"),
        (("agentId",), UNKNOWN),
    ],
)
def test_a_secret_has_no_digest(path: Any, value: Any) -> None:
    assert digest_at(path, value) == ""


def test_what_is_public_in_a_room_counts_and_its_pin_does_not() -> None:
    room = {"type": "static", "id": "lobby", "pin": "1234"}
    assert digest_at(("room",), room) == digest_at(("room",), room | {"pin": "9999"})
    assert digest_at(("room",), room) != digest_at(("room",), room | {"id": "hall"})
    assert not hides_path(("room", "id"))


def test_a_text_with_a_secret_of_the_body_in_it_is_sensitive() -> None:
    texts = sensitive_texts({"apiKey": "k3y-of-the-account", "room": {"pin": "4711"}, "phoneNumbers": ["+14155554711"]})
    assert is_sensitive("a k3y-of-the-ACCOUNT b", texts)
    assert is_sensitive("4711", texts)
    assert not is_sensitive("+14155554711", texts)


def test_a_value_that_holds_itself_has_an_end() -> None:
    value: dict[str, Any] = {"pin": ["1"]}
    value["self"] = value
    assert sensitive_texts(value).texts == {"1"}

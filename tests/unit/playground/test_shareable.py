from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shareable import without_private_data

import siplint
from siplint.model.examples import INBOUND_BODY

NUMBERS = ("+14155551234", "+442079460958", "+4930901820", "+911123456789", "+5511912345678")


def shared(text: str) -> str:
    return str(without_private_data(text)["text"])


@pytest.mark.parametrize(
    "written",
    [
        "+14155551234",
        "+1 415 555 1234",
        "+1 (415) 555-1234",
        "(415) 555-1234",
        "tel:+14155551234",
        "sip:+14155551234@example.com",
        "0014155551234",
        "415.555.1234",
        "+１４１５５５５１２３４",
        "+14155551234,+14155551235",
        r"\u002b14155551234",
        "44 20 7946 0958",
    ],
)
def test_numbers_keep_their_spelling_and_lose_their_digits(written: str) -> None:
    after = shared(f'{{"phoneNumbers": ["{written}"]}}')[len('{"phoneNumbers": ["') : -3]
    assert [sign.isdigit() for sign in after] == [sign.isdigit() for sign in written]
    assert after != written
    digits = [int(sign) for sign in written if sign.isdecimal()][-4:]
    assert [int(sign) for sign in after if sign.isdecimal()][-4:] != digits


@pytest.mark.parametrize(
    "text",
    [
        '{"createdAt": "2026-05-11T10:00:00.000Z"}',
        '{"allowedIpAddresses": ["198.51.100.7", "2001:db8::1"]}',
        '{"agentId": "deployment_123456789"}',
        '{"id": "rr-12345678"}',
        '{"apiKey": "$YOUR_API_KEY"}',
        '{"room": {"pin": "$PIN"}}',
        '{"name": "line 7 of 12"}',
        "",
    ],
)
def test_what_is_not_private_stays(text: str) -> None:
    assert without_private_data(text) == {"text": text, "secrets": 0, "pins": 0, "numbers": 0}


@pytest.mark.parametrize(
    "spelled", ['"pin": "8349"', "pin: 8349", "'pin': '8349'", '\\"pin\\": \\"8349\\"', 'pin = "8349"']
)
def test_pins_are_replaced_however_they_are_written(spelled: str) -> None:
    after = without_private_data("{" + spelled + "}")
    assert "8349" not in str(after["text"])
    assert after["pins"] == 1


def test_a_weak_pin_stays_weak() -> None:
    body = INBOUND_BODY | {"room": {"type": "static", "id": "r", "pin": "1234"}}
    after = json.loads(shared(json.dumps(body)))
    assert after["room"]["pin"] == "0000"


@pytest.mark.parametrize(
    "secret",
    [
        '"apiKey": "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80"',
        "Authorization: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "TOKEN=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        'password: "hunter22"',
        '"client_secret": "Zx81-quux-9Kd0"',
    ],
)
def test_secrets_are_replaced(secret: str) -> None:
    after = without_private_data(secret)
    name, _, value = secret.replace("=", ":").partition(":")
    assert value.strip(' "') not in str(after["text"])
    assert str(after["text"]).startswith(name)
    assert after["secrets"] == 1


def test_the_same_number_is_replaced_by_the_same() -> None:
    body = INBOUND_BODY | {"phoneNumbers": ["+14155551234", "+442079460958", "+1 415 555 1234"]}
    first, second, third = json.loads(shared(json.dumps(body)))["phoneNumbers"]
    assert first == third.replace(" ", "")
    assert first != second


@given(number=st.sampled_from(NUMBERS), extra=st.sampled_from(["", "1", "99"]), cut=st.integers(0, 3))
def test_a_shared_number_has_the_same_findings(number: str, extra: str, cut: int) -> None:
    body: dict[str, Any] = INBOUND_BODY | {"phoneNumbers": [number[: len(number) - cut] + extra]}
    after = json.loads(shared(json.dumps(body)))
    assert after["phoneNumbers"] != body["phoneNumbers"]
    assert [one.code for one in siplint.check(after)] == [one.code for one in siplint.check(body)]

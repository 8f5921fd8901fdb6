"""What is shown of a file has its secrets blanked out, by what they look like and by where they are."""

from __future__ import annotations

import pytest

from siplint.engine.files import lint_files
from siplint.model.settings import Settings
from siplint.report import formatter
from siplint.secrets.blanking import blank_secrets

PIN = "82614937"


@pytest.mark.parametrize(
    "text",
    [
        '{"room": {"pin": "@"}}',
        '{"room": {"pin": @}}',
        '{"room": {"pin": ["@"]}}',
        '{"room": {"PIN" : "@", "id": "x"}}',
        '{"room": {"p\\u0069n": "@"}}',
        '{"room": {"pin": "@',
        '{"room_pin": "@", "pin-code": "@", "passcode": "@"}',
        '{"pass_code": "@", "Pass-Code": "@", "roomPin": "@"}',
        "room: {pin: @, type: static}",
        "room:\n  pin: '@'\n",
        "room:\n  pin: @ # the usual one\n",
        "{'room': {'pin': '@'}}",
        "dict(room=dict(pin='@'))",
        "{ room: { pin: `@` } }",
        r'{"raw": "{\"room\": {\"pin\": \"@\"}}"}',
        '-d \'{"room": {"pin": "@"}}\'',
    ],
)
def test_the_value_of_a_pin_is_blanked_and_nothing_moves(text: str) -> None:
    data = text.replace("@", PIN).encode()
    assert blank_secrets(data, ()).decode() == text.replace("@", "*" * len(PIN))


@pytest.mark.parametrize(
    "text",
    [
        '{"room": {"pin": null}}',
        '{"pinned": "82614937", "spin": "82614937", "mapping": {"a": "82614937"}}',
        '{"room": {"pin": "$ROOM_PIN"}}',
        "phoneNumbers: ['+1 415 555 1234']",
        "the pin 82614937",
    ],
)
def test_what_is_no_pin_is_shown(text: str) -> None:
    assert blank_secrets(text.encode(), ()).decode() == text


@pytest.mark.parametrize("pin", [f'"{PIN}"', '"12ab"', '"hunter 2"', '"9753"', PIN, "9753"])
@pytest.mark.parametrize("output", ["full", "concise", "github", "junit"])
@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_a_pin_is_not_in_what_is_said_of_it_or_of_its_neighbours(pin: str, output: str, name: str) -> None:
    text = (
        '{"name": "n", "type": "inbound", "phoneNumbers": ["+1 415 555 1234"], "agentId": "a", "recording": "yes",'
        f' "room": {{"type": "static", "id": "x", "pin": {pin}}}}}'
    )
    report = lint_files({name: text.encode()}, Settings(min_severity="info"))
    assert {"RR102", "RR301"} <= {one.code for one in report}
    shown = "".join(formatter(output)(report))
    assert pin.strip('"') not in shown.replace("5 1234", "").replace("+14155551234", "")
    assert "+1 415 555 1234" in shown

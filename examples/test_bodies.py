"""A unit test of your own project: the bodies your code makes are right, whatever the input."""

import pytest

from siplint.pytest import assert_valid


def support_rule(number: str, agent: str) -> dict[str, object]:
    """Stand in for your own code that makes bodies."""
    return {
        "name": f"Support {number}",
        "type": "inbound",
        "phoneNumbers": [number],
        "agentId": agent,
        "room": {"type": "dynamic", "prefix": "random"},
    }


@pytest.mark.parametrize("number", ["+14155551234", "+442079460123"])
def test_support_rules_are_valid(number: str) -> None:
    """A rule made for any number is one that the API takes and that does what is meant."""
    assert_valid(support_rule(number, "support-agent"), strict=True)

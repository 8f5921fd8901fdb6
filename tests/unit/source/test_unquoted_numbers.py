"""A number that is no JSON: a phone number without quotes is advised as one, another number as a number."""

from __future__ import annotations

import pytest

import siplint

AS_NUMBER = "write it as 15, -1.5 or 1e3: no plus, no leading zero, digits around the point"


@pytest.mark.parametrize(
    "word",
    [
        "+14155552671",
        "02079460958",
        "1-415-555-2671",
        "415.555.2671",
        "+1.415.555.2671",
        "0014155552671",
        "+1-800-5550",
    ],
)
@pytest.mark.parametrize(("before", "after"), [('{"phoneNumbers": [', "]}"), ('{"phoneNumbers": ', "}"), ("[", "]")])
def test_a_phone_number_without_quotes_is_advised_as_a_phone_number(word: str, before: str, after: str) -> None:
    (found,) = siplint.check_bytes(f"{before}{word}{after}".encode())
    assert found.code == "RR001"
    assert found.message == f"`{word}` is not a JSON number"
    assert found.help == f'a phone number is a string: write it in double quotes, "{word}"'
    assert found.start
    assert found.start.column == len(before) + 1


@pytest.mark.parametrize(
    "word", ["+1", "01", "+44", "1_000_000_000", "0x1F2F3F4F", ".1234567", "1234567.", "-01234567", "+1e12345678"]
)
def test_another_number_is_advised_as_a_number(word: str) -> None:
    (found,) = siplint.check_bytes(f"[{word}]".encode())
    assert (found.code, found.message, found.help) == ("RR001", f"`{word}` is not a JSON number", AS_NUMBER)


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("phoneNumbers: [+14155551234]", 'phoneNumbers: ["+14155551234"]'),
        ("phoneNumbers: [14155551234]", ""),
        ("numbers: [14155551234]", ""),
        ("phone_numbers: [14155551234]", ""),
        ("allowedNumbers: [4155]", ""),
        ("allowedIpAddresses: [12]", ""),
        ("tags: [12]", 'tags: ["12"]'),
        ("agentId: 12", 'agentId: "12"'),
    ],
)
def test_a_repair_is_called_safe_where_it_is_made(line: str, fixed: str) -> None:
    """What is marked as fixable and then is not fixed would be reported as fixable for ever."""
    data = f"name: n\ntype: inbound\ngatewayId: g\n{line}\n".encode()
    found = [one for one in siplint.check_bytes(data, file="a.yaml") if one.code == "RR102"]
    assert [bool(one.fix and one.fix.safe) for one in found] == [bool(fixed)]
    assert siplint.fix(data, file="a.yaml") == (data.replace(line.encode(), fixed.encode()) if fixed else data)

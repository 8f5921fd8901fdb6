"""What no output may hold, whatever the files do: control characters, turned writing, commands that are not ours."""

from __future__ import annotations

import unicodedata

from parsers import COMMAND

BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def assert_harmless(name: str, text: str) -> None:
    """No control character, nothing that turns the writing, no command of a runner but ours."""
    text.encode()
    assert text.splitlines() == text.removesuffix("\n").split("\n")[: len(text.splitlines())]
    for one in set(text):
        assert unicodedata.category(one) != "Cc" or one == "\n"
        assert ord(one) not in BIDI
        assert one not in "\u2028\u2029\ufeff"
    # a runner compares by language: what is not seen does not count
    hidden = {ord(one): None for one in set(text) if unicodedata.category(one) == "Cf" or 0xFE00 <= ord(one) <= 0xFE0F}
    for line in text.translate(hidden).split("\n"):
        assert "##[" not in line
        assert "##vso[" not in line
        assert "##teamcity[" not in line
        if line.lstrip().startswith("::"):
            assert name == "github"
            assert COMMAND.fullmatch(line)

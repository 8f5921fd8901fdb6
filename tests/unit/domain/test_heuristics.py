"""Texts that a template left behind: which are, where they are looked for, and what is said of them."""

from __future__ import annotations

import pytest

from siplint.domain.heuristics import looks_left_in


@pytest.mark.parametrize(
    "text",
    [
        "$YOUR_API_KEY",
        "$_1",
        "${",
        "${API KEY}",
        "YOUR_KEY",
        "YOUR-KEY",
        "your_key",
        "your-key",
        "<>",
        "<your key>",
        "{{key}}",
        "xxx",
        "XXX",
        "xxx-X_x.X",
        "REPLACE_ME",
        "CHANGE_ME",
        "CHANGEME now",
        "TODO: fill in",
        " TODO ",
        "\tYOUR_KEY\n",
        " <key> ",
    ],
)
def test_what_templates_leave_behind(text: str) -> None:
    assert looks_left_in(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "$",
        "$5",
        "$5a",
        "$50 line",
        "$a b",
        "$-A",
        "$(A",
        "$_",
        "YOUR key",
        "Your_key",
        "<key",
        "key>",
        "{{key}",
        "{key}",
        "xx",
        "xxx1",
        "xxx§",
        "xxx box",
        "REPLACE",
        "CHANGE",
        "to-do",
        "my TODO",
    ],
)
def test_what_only_begins_like_it(text: str) -> None:
    assert looks_left_in(text) is False

"""The manual fits the terminal."""

from __future__ import annotations

import pytest

from siplint.cli.main import main
from siplint.model.configuration_keys import CONFIGURATION_KEYS
from siplint.reference.terminal_manual import listing, text
from siplint.rules.catalogue import all_rules

RULES = all_rules()
BY_CODE = {rule.code: rule for rule in RULES}


@pytest.mark.parametrize("room", [60, 80, 88, 120])
def test_no_sentence_is_wider_than_the_terminal(room: int) -> None:
    for rule in RULES:
        sentences = text(rule, room=room).partition("\n\nWrong, ")[0]
        assert all(len(line) <= room for line in sentences.split("\n")), rule.code
    assert all(len(line) <= room for line in listing(RULES, room=room).split("\n"))


@pytest.mark.parametrize("room", [40, 80, 120])
def test_no_word_is_lost_and_colors_take_no_room(room: int) -> None:
    assert listing(RULES, room=room).split() == listing(RULES).split()
    for rule in RULES:
        assert text(rule, room=room).split() == text(rule).split()
        assert text(rule, room=room, color=True).replace("\x1b[1m", "").replace("\x1b[0m", "") == text(rule, room=room)


@pytest.mark.parametrize("words", [(), ("RR201",)])
def test_the_command_asks_for_the_width(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("siplint.cli.rule_command.terminal_columns", lambda: 70)
    main(["rule", *words])
    assert capsys.readouterr().out == (text(BY_CODE["RR201"], room=70) if words else listing(RULES, room=70))


@pytest.mark.parametrize("words", [(), *((key,) for key in CONFIGURATION_KEYS)])
def test_the_keys_of_the_configuration_fit_too(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["config", *words])
    anywhere = capsys.readouterr().out
    monkeypatch.setattr("siplint.cli.config_command.terminal_columns", lambda: 78)
    main(["config", *words])
    shown = capsys.readouterr().out
    assert shown.split() == anywhere.split()
    assert all(len(line) <= 78 for line in shown.partition("\n\nExample")[0].split("\n"))

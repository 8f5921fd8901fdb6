"""The table keeps its letters and makes a space of every other character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.api import check
from siplint.secrets.kept_letters import KeptLetters
from siplint.secrets.patterns import BASE64, LETTERS


@given(st.text(st.characters(codec=None) | st.sampled_from("aZ09-_+/=. ")))
def test_what_is_kept_is_what_a_loop_keeps(text: str) -> None:
    for letters in (LETTERS, BASE64):
        assert text.translate(KeptLetters(letters)) == "".join(one if one in letters else " " for one in text)


@pytest.mark.slow
def test_a_secret_of_many_megabytes_is_found_by_its_beginning() -> None:
    token = "kJ8sQ2vLx9ZpT4mWb7RfY1cN6hGd3aUe" * 200_000
    body = {"name": "a", "type": "inbound", "phoneNumbers": ["+14155551234"], "agentId": "agent-1"}
    assert [(one.code, one.pointer) for one in check({**body, "tags": [token]})] == [("RR217", "/tags/0")]
    assert [one.code for one in check({**body, "tags": ["x" * 6_000_000]})] == []

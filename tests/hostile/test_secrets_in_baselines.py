"""Nothing in a baseline, and no fingerprint, depends on a secret: another secret in its place gives the same text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from secret_shapes import RULE, SECRETS, SHAPES
from siplint.cli.baseline_file import entry_lines
from siplint.engine.files import lint_files
from siplint.model.diagnostic import stable_fingerprints
from siplint.model.settings import Settings

EVERYTHING = Settings(min_severity="info")
ONE_LATER = str.maketrans(
    "abcdefghijklmnopqrstuvwxyABCDEFGHIJKLMNOPQRSTUVWXY012345678",
    "bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ123456789",
)
HEADS = ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcGlrZXkiOiI", "Bearer ", "Basic ", "ghp_", "github_pat_", "AKIA",
         "sk_live_", "xoxb-", "AIzaSy")  # fmt: skip


def other(secret: str) -> str:
    """Another secret of the same kind."""
    head = next((head for head in HEADS if secret.startswith(head)), "")
    if head == "Basic ":
        return "Basic YWRtaW46c3VwZXJzZWNyZXQ5ODc="
    if "PRIVATE KEY" in secret:
        return secret.replace("MIIEvQIBADAN", "MIIEvQIBADBO")
    return head + secret.removeprefix(head).translate(ONE_LATER)


def told(data: str | bytes, name: str) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """What is found, by code and place, and what a baseline and the fingerprints tell of it."""
    report = lint_files({name: data.encode() if isinstance(data, str) else data}, EVERYTHING)
    found = [(one.code, str(one.start)) for one in report]
    identities = [one.identity for one in report if one.identity]
    assert len(identities) == len(report)
    return found, sorted(entry_lines(identities, "b.txt")), stable_fingerprints(report)


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_entry_depends_on_a_secret(shape: str, kind: str) -> None:
    name = "rules.jsonl" if shape == "json-lines" else "rules.json"
    one, another = (told(SHAPES[shape](secret), name) for secret in (SECRETS[kind], other(SECRETS[kind])))
    if one[0] != another[0]:
        pytest.skip("the two secrets have other faults")
    assert one == another


@pytest.mark.parametrize(
    "member",
    [
        lambda pin: {"room": {"type": "static", "id": "lobby", "pin": pin}},
        lambda pin: {"room": {"type": "static", "id": "lobby", "pin": [pin]}},
        lambda pin: {"room": {"type": "dynamic", "pin": {"a": pin}, "prefix": 1}},
        lambda pin: {"room": {"type": "static", "id": pin, "pin": pin}},
        lambda pin: {"room": {"type": "static", "Pin": pin, "pinn": pin, "code": pin}},
        lambda pin: {"Room": {"type": "static", "pin": pin}, "pin": pin, "roomPin": pin, "room_pin": int(pin)},
        lambda pin: {"room": pin},
        lambda pin: {"room": [{"pin": pin}]},
        lambda pin: {"agentMetadata": {"pin": pin, "rooms": [{"passcode": pin}]}, "tags": [pin], "room": {"pin": pin}},
        lambda pin: {"name": "", "phoneNumbers": [], "room": {"pin": pin}},
        lambda pin: {"name": pin, "room": {"pin": pin}},
        lambda pin: {"dispatch": {"room": {"id": "a", "pin": pin}}, "gatewayId": "g", "numbers": []},
    ],
)
def test_no_entry_depends_on_a_pin(member: Any) -> None:
    one, another = (told(json.dumps([RULE | member(pin), {"a": RULE | member(pin)}]), "a.json") for pin in ("12", "34"))
    assert one[0]
    assert one[1:] == another[1:]

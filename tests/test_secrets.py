"""What is taken for a secret, and what is not."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siplint.guise import secrets
from siplint.lint import check
from siplint.samples import INBOUND, OUTBOUND

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiZXhhbXBsZSJ9.c2lnbmF0dXJl"
PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("text", "kind", "pieces"),
    [
        (JWT, "a JWT", [JWT]),
        (f"Bearer {JWT}", "a JWT", [JWT]),
        (f"eyJno, {JWT}, then {JWT}.", "a JWT", [JWT, JWT]),
        (PEM, "a private key", [PEM]),
        (f"key: {PEM} {PEM}", "a private key", [PEM, PEM]),
        (PEM[:60], "a private key", [PEM[:60]]),
        ("Bearer abc123def456", "a bearer token", ["abc123def456"]),
        ("authorization: bearer aB-cD.eF_gH==", "a bearer token", ["aB-cD.eF_gH=="]),
        ("BEARER zYxWvUtSrQ", "a bearer token", ["zYxWvUtSrQ"]),
        ("sk_live_51HxYz2eZvKYlo2CABCDE", "the key of a service", ["sk_live_51HxYz2eZvKYlo2CABCDE"]),
        ("AKIAIOSFODNN7EXAMPLE", "the key of a service", ["AKIAIOSFODNN7EXAMPLE"]),
        ("hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU", "a long random token", ["hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"]),
        ("key=hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU, id", "a long random token", ["key=hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"]),
        (
            "x7k2m9p4q8w1z5v3n6b0c8d4f2g7h1j9r5t3y8u2",
            "a long random token",
            ["x7k2m9p4q8w1z5v3n6b0c8d4f2g7h1j9r5t3y8u2"],
        ),
    ],
)
def test_a_secret(text: str, kind: str, pieces: list[str]) -> None:
    assert secrets(text) == [(kind, piece) for piece in pieces]


@pytest.mark.parametrize(
    "text",
    [
        "Support line",
        "2kyv-gzay-64pg",
        "+14155551234, +442079460123, +33612345678",
        "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80",
        "3F1C7A52-0B9E-4F6D-8A57-2D9C1E4B6A80",
        "agent_3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80_Production",
        "#ff00aa, #00FF7F",
        hashlib.md5(b"").hexdigest(),
        hashlib.sha1(b"").hexdigest(),
        "0" * 64,
        "1234567890" * 5,
        "AC5ef8732a3c49700934481addd5ce1659",
        "CustomerSupportEscalationTeam2024NorthAmericaEast",
        "Team-A1-B2-C3-D4-E5-F6-G7-H8-I9-J10-K11-L12",
        "customer-support-escalation-team-2024-north-america",
        "donaudampfschifffahrtselektrizitaetenhauptbetriebswerk",
        "https://example.com/A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8",
        "Bearer of good news",
        "Bearer Services",
        "Bearer capabilities",
        "Bearer ${TOKEN_FROM_VAULT_2}",
        "Bearer ----------",
        "The bearer token is in the vault",
        "PRIVATE KEY----- is how it ends",
        "-----BEGIN PUBLIC KEY----------END PUBLIC KEY----- PRIVATE KEY-----",
        "eyJ0ZWFtIjoic3VwcG9ydCJ9",
        "eyJ0ZWFtIjoic3VwcG9ydCJ9.short.x",
        base64.b64encode(b"a short text").decode(),
        "sk-learn-model-2024-v2-alpha",
        "AIzawa, the new line for everybody",
        "aB1" * 20,
        "you are a friendly agent who answers questions about orders, returns and opening hours. " * 20,
    ],
)
def test_no_secret(text: str) -> None:
    assert secrets(text) == []


@given(st.uuids())
def test_a_uuid_is_no_secret(one: uuid.UUID) -> None:
    assert secrets(str(one)) == secrets(one.hex) == secrets(f"Room-{one}") == secrets(str(one).upper()) == []


def test_chance_is_seen() -> None:
    """Of random words nearly all are found: those of 40 letters and digits, and those of 64 hexadecimal digits."""
    chance = random.Random(7)
    words = ["".join(chance.choices(BASE62, k=40)) for _ in range(300)]
    assert sum(bool(secrets(word)) for word in words) > 290
    assert all(secrets(chance.randbytes(32).hex()) for _ in range(100))
    assert sum(bool(secrets(base64.b64encode(chance.randbytes(48)).decode())) for _ in range(300)) > 280


def told(body: dict[str, object]) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in check(body)]


def test_every_place_that_may_hold_one_is_looked_at() -> None:
    deep: object = {"key": JWT}
    for _ in range(150):
        deep = [deep]
    body = INBOUND | {
        "name": f"line {JWT}",
        "tags": ["a", JWT],
        "agentMetadata": {"deep": deep, "n": 1, "t": True, "x": None, "prompt": "say hello to everybody"},
    }
    assert told(body) == [
        ("RR217", "/agentMetadata/deep" + "/0" * 150 + "/key"),
        ("RR217", "/name"),
        ("RR217", "/tags/1"),
    ]


def test_an_update_need_not_have_any_of_them() -> None:
    assert not list(check({"recording": True}, kind="update"))


def test_a_key_and_its_value_are_one_finding() -> None:
    (one,) = check(OUTBOUND | {"headers": {JWT: JWT}})
    assert (one.code, one.pointer, one.message) == ("RR217", "/headers/***", "`headers.***` holds a JWT")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a b", ["RR422"]),
        (" ", ["RR422"]),
        ("\u00a0key", ["RR422"]),
        ("<api key>", ["RR113"]),
        ("ak_resolved", []),
        ("eyJ", []),
    ],
)
def test_the_shape_of_an_api_key(key: str, expected: list[str]) -> None:
    assert [code for code, _ in told(OUTBOUND | {"apiKey": key})] == expected


def test_looking_takes_time_in_step_with_the_text() -> None:
    """Texts made to be looked at again and again from each of their places are looked at a few times."""
    for text in (
        "eyJ" * 100_000,
        "-----BEGIN " * 30_000 + "PRIVATE KEY-----",
        "Bearer " * 50_000,
        "eyJaaaaaaaaaa." * 30_000,
    ):
        assert len(json.dumps(secrets(text))) < 3 * len(text)

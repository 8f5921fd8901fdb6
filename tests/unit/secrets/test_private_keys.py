"""Private keys are found whole; other blocks in PEM, and what comes after them, are none."""

from __future__ import annotations

import pytest

from siplint.secrets.patterns import secrets_in
from siplint.secrets.private_keys import private_keys

KEY = "-----BEGIN EC PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END EC PRIVATE KEY-----"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIFnTCC\n-----END CERTIFICATE-----"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (KEY, [KEY]),
        (f"a {KEY} b {KEY}", [KEY, KEY]),
        (f"{CERTIFICATE}\n{KEY}\n{CERTIFICATE}", [KEY]),
        (KEY.replace("\n", "\\n"), [KEY.replace("\n", "\\n")]),
        ("x -----BEGIN PRIVATE KEY-----\nMIIE", ["-----BEGIN PRIVATE KEY-----\nMIIE"]),
        ("-----BEGIN OPENSSH PRIVATE KEY", ["-----BEGIN OPENSSH PRIVATE KEY"]),
        (CERTIFICATE, []),
        ("-----BEGIN CERTIFICATE-----MIIF-----END\n  CERTIFICATE-----. PrivateKey: the PRIVATE KEY should be sent", []),
        ("-----BEGIN PUBLIC KEY-----MIIF, without an end; the PRIVATE KEY is elsewhere -----END x-----", []),
        (f"-----BEGIN CERTIFICATE-----MIIF, cut {KEY}", [KEY]),
    ],
)
def test_only_a_block_that_is_named_so_is_a_private_key(text: str, keys: list[str]) -> None:
    assert [text[start:end] for _, start, end in private_keys(text)] == keys
    assert [piece for _, piece in secrets_in(text)] == keys

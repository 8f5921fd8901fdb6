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

from siplint.secrets.patterns import secrets_in

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
        ("key=hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU, id", "a long random token", ["hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"]),
        (
            "x7k2m9p4q8w1z5v3n6b0c8d4f2g7h1j9r5t3y8u2",
            "a long random token",
            ["x7k2m9p4q8w1z5v3n6b0c8d4f2g7h1j9r5t3y8u2"],
        ),
    ],
)
def test_a_secret(text: str, kind: str, pieces: list[str]) -> None:
    assert secrets_in(text) == [(kind, piece) for piece in pieces]


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
    assert secrets_in(text) == []


@given(st.uuids())
def test_a_uuid_is_no_secret(one: uuid.UUID) -> None:
    assert (
        secrets_in(str(one)) == secrets_in(one.hex) == secrets_in(f"Room-{one}") == secrets_in(str(one).upper()) == []
    )


def test_chance_is_seen() -> None:
    """Of random words nearly all are found: those of 40 letters and digits, and those of 64 hexadecimal digits."""
    chance = random.Random(7)
    words = ["".join(chance.choices(BASE62, k=40)) for _ in range(300)]
    assert sum(bool(secrets_in(word)) for word in words) > 290
    assert all(secrets_in(chance.randbytes(40).hex()) for _ in range(100))
    assert not any(secrets_in(chance.randbytes(size).hex()) for size in (16, 20, 28, 32, 48, 64) for _ in range(20))
    assert sum(bool(secrets_in(base64.b64encode(chance.randbytes(48)).decode())) for _ in range(300)) > 280


def test_looking_takes_time_in_step_with_the_text() -> None:
    """Texts made to be looked at again and again from each of their places are looked at a few times."""
    for text in (
        "eyJ" * 100_000,
        "-----BEGIN " * 30_000 + "PRIVATE KEY-----",
        "Bearer " * 50_000,
        "eyJaaaaaaaaaa." * 30_000,
    ):
        assert len(json.dumps(secrets_in(text))) < 3 * len(text)


KEY = "abcdefghijklmno1"


@pytest.mark.parametrize(
    "prefix", ["sk_live_", "sk-", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "AIza", "SG."]
)
def test_the_keys_of_well_known_services(prefix: str) -> None:
    assert secrets_in(prefix + KEY) == [("the key of a service", prefix + KEY)]
    assert secrets_in(prefix + KEY[:10] + "." + KEY[10:]) == []
    assert secrets_in(prefix + KEY[:10] + "§" + KEY[10:]) == []
    assert secrets_in("x" + prefix + KEY) == []


def test_a_key_has_a_run_of_sixteen_with_a_digit_in_it() -> None:
    assert secrets_in("sk-" + KEY[1:]) == []
    assert secrets_in("sk-a-" + KEY) == [("the key of a service", "sk-a-" + KEY)]
    assert secrets_in("sk-1-" + KEY[:-1] + "x") == []


BEGIN, END = "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (f"{BEGIN}a{END}", [f"{BEGIN}a{END}"]),
        (f"a {BEGIN}a-----END -----b", [f"{BEGIN}a-----END -----"]),
        (f"{BEGIN}a-----END b", [f"{BEGIN}a-----END b"]),
        (f"{BEGIN}a", [f"{BEGIN}a"]),
        (f"a-----END b----- {BEGIN}", [BEGIN]),
        (f"-----BEGIN CERTIFICATE-----a-----END CERTIFICATE----- {BEGIN}b{END}c", [f"{BEGIN}b{END}"]),
        (f"{BEGIN}a{END}{BEGIN}b{END}", [f"{BEGIN}a{END}", f"{BEGIN}b{END}"]),
    ],
)
def test_where_a_private_key_ends(text: str, pieces: list[str]) -> None:
    assert secrets_in(text) == [("a private key", piece) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("eyJhbGci.eyJhbGci.c", ["eyJhbGci.eyJhbGci.c"]),
        ("eyJhbGci.eyJhbGci.", ["eyJhbGci.eyJhbGci."]),
        ("eyJhbGci.eyJhbGci", []),
        ("eyJhbGc.eyJhbGci.c", []),
        ("eyJhbGci.eyJhbGc.c", []),
        ("eyJhbGci.eyJhbGci.c.d.e", ["eyJhbGci.eyJhbGci.c"]),
        ("eyJhbG-_.eyJhbGci.c", ["eyJhbG-_.eyJhbGci.c"]),
        ("eyJhb§Gci.eyJhbGci.c", []),
        ("eyJhb+Gci.eyJhbGci.c", []),
        ("a eyJ eyJhbGci.eyJhbGci.c/eyJhbGci.eyJhbGcj.d", ["eyJhbGci.eyJhbGci.c", "eyJhbGci.eyJhbGcj.d"]),
    ],
)
def test_the_parts_of_a_token(text: str, pieces: list[str]) -> None:
    assert secrets_in(text) == [("a JWT", piece) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Bearer abc123d4", ["abc123d4"]),
        ("Bearer abc123d", []),
        ("Bearer abCdefgh", ["abCdefgh"]),
        ("Bearer Abcdefgh", []),
        ("Bearer abcdefgh", []),
        ("Bearer ABCDEFGH", []),
        ("Bearer abcdefg.", []),
        ("Bearer abc§123d4", []),
        ("Bearer a-_+/=.1", ["a-_+/=.1"]),
        ("Bearer ---.__==", []),
        ("Bearer §§§§§§§§", []),
        ("X-Bearer abc123d4", ["abc123d4"]),
        ("BEARER abc123d4 bearer abc123d5", ["abc123d4", "abc123d5"]),
        ("bearer: abc123d4", []),
        ("Bearer hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU", ["hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"]),
        ("Bearers abc123d4", []),
    ],
)
def test_the_token_after_bearer(text: str, pieces: list[str]) -> None:
    assert secrets_in(text) == [("a bearer token", piece) for piece in pieces]


@pytest.mark.parametrize(
    ("word", "random_enough"),
    [
        pytest.param("5VRr85035u6jffSZRB8umOj06f76uttF", True, id="32 characters"),
        pytest.param("5VRr85035u6jffSZRB8umOj06f76utt", False, id="31 characters"),
        pytest.param("5VRr85035u6jffSZRB8umOj06f76utt:b", False, id="31 characters of a longer word"),
        pytest.param("1ggM0/Dc+ODQO+MDPtePJXTQTOOEEDDalMgwm+-NmttQNOcQcwM++03uQODgalge-", True, id="8 signs in 65"),
        pytest.param("SK_S=L9nK3L4=_e_77+-/-+yyS4HHKn====HyH3Ln", False, id="14 signs in 41"),
        pytest.param(
            "0NKJCVE4723/wYP0NVGX3F6tGSP1KWc8AHMN7ZHWQBSOQrT15S25LwY8CYVxnrCTMFoPTU72", True, id="9 small ones in 72"
        ),
        pytest.param("4kyk4U548li5k0mttik11Uf5miety9U1ei47hk0yh2eiheVkm20f7yEKmciX3070f", False, id="7 capitals in 65"),
        pytest.param("gmBc2Bc7gpprppB1Bcr9pgpfmbfEcpTE144g2m3", True, id="16 different ones of both cases"),
        pytest.param("r8MArLrrLidg58568dg28d262r28MI6Id68526M", False, id="12 different ones of both cases"),
        pytest.param("6hntzSJwdo7yTUNGkZCmEgeiQItptyzfgr1Hihmd", True, id="16 turns in 40 of both cases"),
        pytest.param("Q724S1R78052dhaQVRX77RaXVUXSRV064th282QV4", False, id="16 turns in 41 of both cases"),
        pytest.param(
            "qbYdlpbbkwgkwFM5905og1qddgdgq4bJLMb4db5oo4fkko35Lfwdpbwqbwp8lklglqkllfkX", False, id="8 capitals in 72"
        ),
        pytest.param("JNDXmguixqacnrilctwlcdvtgknpokxc", False, id="no digit"),
        pytest.param("cb263508g8p2827v30w7a83397hwi9n6r5c1231y", True, id="40 characters of one case"),
        pytest.param("cb263508g8p2827v30w7a83397hwi9n6r5c1231", False, id="39 characters of one case"),
        pytest.param(
            "arzf80685jy78y2y641b77xazyjy5871b0a87jrbxb451111f5zy12zryrabzx14x5jz807x", True, id="16 different ones"
        ),
        pytest.param("iqfrqik4k34k955q966593666kkrrrk93kk6ri59", False, id="10 different ones"),
        pytest.param("1wk825yhtfwcilh76441v791nbgrarv0nqsq37a3", True, id="12 turns in 40"),
        pytest.param("611llllpuuuptppuupl109109691699009990101ulptppuutppplluptppul110", False, id="4 turns in 64"),
        pytest.param("87FC37AAEE18FB30EC305ECDEC181BD13AEFBEECD93A589AEF49190150E3F7745", True, id="65 of hexadecimal"),
        pytest.param("87FC37AAEE18FB30EC305ECDEC181BD13AEFBEECD93A589AEF49190150E3F774", False, id="a SHA-256"),
        pytest.param("87FC37AAEE18FB30EC305ECDEC181BD13AEFBEECD93A589AEF49190150E3F77", False, id="63 of hexadecimal"),
        pytest.param(
            "ebc25f237fdf5bedbfcede5cb3f2feb77ee6d2fd7e5de7decd6fe5f23eff73d2e", True, id="10 different of hexadecimal"
        ),
        pytest.param(
            "1235235311225d32b1441335c541113232225531a3131145522221db215c1dcc", False, id="9 different of hexadecimal"
        ),
        pytest.param("b4efcccefdc8dabddebcdfebaeb5cdeadaacbbffb5c3dbccde7bcea0dabdaddd5", True, id="8 digits in 65"),
        pytest.param("adfaddadfacdb2bcfacacbeaf9ed0db0bdbfbcf2deeb7cabadded0debdbacbcbec", False, id="7 digits in 66"),
        pytest.param(
            "0123abcd4567ef01890123abcdef567890123abcdef4567890123456789abcdef0123456789abc12",
            True,
            id="12 turns in 80",
        ),
        pytest.param(
            "012345678abcdef012345678abcdef01234567abcdef01234567abcdef0123456789abcdef012345",
            False,
            id="10 turns in 80",
        ),
    ],
)
def test_what_is_random_enough(word: str, random_enough: bool) -> None:
    expected = [("a long random token", word)] if random_enough else []
    assert secrets_in(word) == expected
    assert secrets_in(f"a {word}, b") == expected

"""RR217: where a secret is reported, with five near misses of each kind."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from siplint import check
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.settings import Settings

SECRET = "hT7qLw2ZxV9bN4cR8mKd3PfJ6sGy1AeU"
BASIC = "YWRtaW46c3VwZXJzZWNyZXQ="


def found(body: dict[str, Any]) -> list[tuple[str, str]]:
    report = check(body, settings=Settings(select=("RR217",), min_severity="info"))
    return [(one.pointer, one.message) for one in report]


def places(body: dict[str, Any]) -> list[str]:
    return [pointer for pointer, _ in found(body)]


@pytest.mark.parametrize(
    "text",
    [
        f"Basic {BASIC}",
        f"basic {BASIC}",
        f"Authorization: Basic {BASIC}",
        f"BASIC {BASIC};",
        "Basic " + BASIC.rstrip("="),
    ],
)
def test_a_user_name_and_password(text: str) -> None:
    body = OUTBOUND_BODY | {"headers": {"X-Auth": text}, "agentMetadata": {"a": text}, "tags": [text], "name": text}
    assert places(body) == ["/agentMetadata/a", "/headers/X-Auth", "/name", "/tags/0"]
    assert found(OUTBOUND_BODY | {"headers": {"X-Auth": text}}) == [
        ("/headers/X-Auth", "`headers.X-Auth` holds a user name and password")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Basic training",
        "Basic customer support",
        "Basic Plan20242025",
        "Basic c3VwcG9ydCBsaW5l",
        "basics YWRtaW46c3VwZXJzZWNyZXQ",
        "Basic ${CREDENTIALS}",
    ],
)
def test_no_user_name_and_password(text: str) -> None:
    assert places(OUTBOUND_BODY | {"headers": {"X-Auth": text}, "agentMetadata": {"a": text}, "name": text}) == []


KEYS = [
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "AKIAQ3EGRTZ7PLM2XW9K",
    "AKIAQAEGRTZXPLMXXWVK",
    "sk_live_51HxYz2eZvKYlo2CABCDE",
    "xoxb-2635942065-2343594206-FGqddM",
    "AIzaSyD9tSrke72PouQMnMXa7eZSW0jkFMBWY1x",
    "github_pat_11ABCDEFG0q8Zb3Xv5Nm7L_Kp2Wd4Rt6Yh",
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "around", ["{}", "token {}", "TOKEN={}", "https://bob:{}@example.com", '{{"key":"{}"}}', "({})"]
)
def test_the_key_of_a_service_within_a_text(key: str, around: str) -> None:
    text = around.format(key)
    assert places(INBOUND_BODY | {"agentMetadata": {"a": [text]}}) == ["/agentMetadata/a/0"]
    assert places(INBOUND_BODY | {"agentId": key}) == ["/agentId"]


@pytest.mark.parametrize(
    "text",
    [
        "sk-learn-model-2024-v2-alpha",
        "ghp_short",
        "https://github.com/ghp_is_a_prefix_of_tokens",
        "AKIAPIER line for everybody",
        "xoxb-is-how-they-begin",
        "risk-assessment-team-2024-north-america",
        "npm_run_build_all_the_things_2024",
        "Asian-AIzawa-line-of-business",
    ],
)
def test_no_key_of_a_service(text: str) -> None:
    assert places(INBOUND_BODY | {"name": text, "agentId": text, "agentMetadata": {"a": text}}) == []


DIGESTS = [
    getattr(hashlib, name)(b"siplint").hexdigest() for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
]


@pytest.mark.parametrize("digest", DIGESTS)
def test_a_digest_is_no_secret(digest: str) -> None:
    for text in (digest, digest.upper(), f"sha:{digest}", f"sha256={digest}", f"build {digest} of today"):
        assert (
            places(OUTBOUND_BODY | {"headers": {"X-Sum": text}, "agentMetadata": {"sum": text}, "tags": [text]}) == []
        )


@pytest.mark.parametrize(
    "text",
    [
        "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80",
        "3F1C7A52-0B9E-4F6D-8A57-2D9C1E4B6A80",
        "call-3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80",
        "urn:uuid:3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80",
        "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        f"https://cdn.example.com/{SECRET}.png",
    ],
)
def test_ids_and_addresses_are_no_secrets(text: str) -> None:
    assert places(OUTBOUND_BODY | {"headers": {"X-Id": text}, "agentMetadata": {"id": text}, "agentId": text}) == []


def test_a_value_under_a_secret_name() -> None:
    metadata = {"crm": {"user": "bob", "password": "hunter2"}, "tokens": ["abcdef"], "token": ["abcdef", ""], "x": 1}
    assert found(INBOUND_BODY | {"agentMetadata": metadata}) == [
        ("/agentMetadata/crm/password", "`agentMetadata.crm.password` holds a secret, as its name says"),
        ("/agentMetadata/token/0", "`agentMetadata.token.0` holds a secret, as its name says"),
    ]
    assert places(OUTBOUND_BODY | {"headers": {"X-Api-Key": "abcdef", "X-Team": "sales"}}) == ["/headers/X-Api-Key"]


@pytest.mark.parametrize("name", ["password", "db_password", "clientSecret", "X-Token", "api_key", "passphrase"])
def test_every_secret_name_is_reported(name: str) -> None:
    assert places(INBOUND_BODY | {"agentMetadata": {name: "hunter2"}}) == [f"/agentMetadata/{name}"]
    assert places(INBOUND_BODY | {"agentMetadata": {"a": [{name: "hunter2"}]}}) == [f"/agentMetadata/a/0/{name}"]
    assert places(OUTBOUND_BODY | {"headers": {name: "hunter2"}}) == [f"/headers/{name}"]
    assert places(INBOUND_BODY | {"agentMetadata": {name: "changeme"}}) == []
    assert places(INBOUND_BODY | {"headersToAttributes": {name: "ticket"}}) == []


@pytest.mark.parametrize("name", ["maxTokens", "tokenType", "secretary", "passwordless", "publicKey", "pass"])
def test_other_names_are_not(name: str) -> None:
    assert places(INBOUND_BODY | {"agentMetadata": {name: "hunter2"}}) == []
    assert places(OUTBOUND_BODY | {"headers": {name: "hunter2"}}) == []


def test_a_key_and_its_value_are_one_finding() -> None:
    assert found(INBOUND_BODY | {"agentMetadata": {"token": SECRET}}) == [
        ("/agentMetadata/token", "`agentMetadata.token` holds a long random token")
    ]

"""Which names say that a value is secret, and which values can be one."""

from __future__ import annotations

from typing import Any

import pytest

from siplint.secrets.detect import secrets_of
from siplint.secrets.patterns import is_api_key, names_secret
from siplint.secrets.values import hides_value, is_secret_value

SECRET_NAMES = [
    "password", "Password", "PASSWORD", "db_password", "dbPassword", "userpassword", "passwd", "pwd", "smtp-pwd",
    "passphrase", "secret", "client_secret", "clientSecret", "CLIENT_SECRET", "token", "authToken", "access_token",
    "X-Auth-Token", "X-Token", "accesstoken", "credentials", "crm.credential", "api_key", "apiKey", "API_KEY", "X-Api-Key",
    "OPENAI_API_KEY", "accessKey", "secretKey", "private_key", "signing-key", "password1", "token_2", "AWSSecretAccessKey",
]  # fmt: skip
OTHER_NAMES = [
    "tokens", "maxTokens", "max_tokens", "tokenType", "token_limit", "token_url", "tokenCount", "secretary", "secretariat",
    "secretName", "passwordless", "passwordPolicy", "password_hint", "key", "keys", "keyboard", "primaryKey", "monkey",
    "turnkey", "sortKey", "publicKey", "pass", "passenger", "bypass", "pin", "author", "authority", "authenticated",
    "X-Ticket", "X-Team", "X-Key", "compass", "name", "", "token" * 20,
]  # fmt: skip


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_a_name_says_that_its_value_is_secret(name: str) -> None:
    assert names_secret(name)
    assert hides_value(name)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_name_says_nothing(name: str) -> None:
    assert not names_secret(name)


@pytest.mark.parametrize("name", ["apiKey", "api_key", "API-KEY", "APIKEY"])
def test_an_api_key_is_known_in_every_spelling(name: str) -> None:
    assert is_api_key(name)


@pytest.mark.parametrize(
    "value", ["hunter2", "1234", "correct horse battery staple", "3f1c7a52-0b9e-4f6d-8a57-2d9c1e4b6a80", "s3cret!"]
)
def test_a_value_can_be_a_secret(value: str) -> None:
    assert is_secret_value("password", value)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "abc",
            "true",
            "None",
            "null",
            "required",
            "Optional",
            "changeme",
            "********",
            "${PASSWORD}",
            "<password>",
        ),
        *(
            "{{vault.password}}",
            "https://vault.example/x",
            "arn:aws:secretsmanager:eu-1:1:secret:x",
            "vault:crm/password",
        ),
        *("ask the caller for the password first", True, None, 1.5, ["x"], {"a": "b"}, 10**30),
    ],
)
def test_a_value_is_none(value: Any) -> None:
    assert not is_secret_value("password", value)


def test_numbers_are_passwords_and_no_tokens() -> None:
    assert is_secret_value("password", 12345678)
    assert not is_secret_value("password", 123)
    assert not is_secret_value("maxToken", 4096)


def test_secrets_of_a_value_are_found_however_deep() -> None:
    value = {"a": [{"password": "hunter2", "n": [{"apiKey": {"x": ["abc"]}}]}], "text": "mode=dev; token=abcdef;x"}
    assert sorted(set(secrets_of(value))) == ["abc", "abcdef", "hunter2", "x"]
    assert secrets_of({"maxTokens": 4096, "tokenType": "bearer", "password": "changeme", "text": "token: yes"}) == []


def test_the_attribute_of_a_header_is_no_secret() -> None:
    assert secrets_of({"headersToAttributes": {"X-Token": "ticket"}, "headers": {"X-Token": "abcdef"}}) == ["abcdef"]


def test_a_value_that_holds_itself_ends() -> None:
    value: dict[str, Any] = {"password": ["hunter2"]}
    value["self"] = value
    assert secrets_of(value) == ["hunter2"]

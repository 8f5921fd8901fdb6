"""What secrets look like: private keys, tokens, passwords in headers, keys of well-known services, long random words."""

from __future__ import annotations

from siplint.secrets.kept_letters import KeptLetters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    Place: TypeAlias = tuple[str, int, int]
    """What a secret looks like, and where it starts and ends in its text."""

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
WEB64 = LETTERS | frozenset("-_")
BASE64 = LETTERS | frozenset("-_+/")
TOKEN68 = BASE64 | frozenset("=.~")
HEX = frozenset("0123456789abcdefABCDEF")
CLOSING = frozenset("\"'`,;)]}>\\")
"""What may follow a token without a space."""
KEY_PREFIXES = (
    *("sk_live_", "sk_test_", "rk_live_", "whsec_", "sk-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_", "hf_"),
    *("AKIA", "ASIA", "SG.", "ya29.", "shpat_", "dop_v1_"),
)
"""How keys of well-known services begin; 16 letters and digits follow in one run."""
SPLIT_KEY_PREFIXES = (
    *("github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-"),
    *("AIza", "sk-ant-", "sk-proj-"),
)
"""How keys begin in whose 16 letters and digits hyphens and underscores may be."""

SECRET_WORDS = ("password", "passwd", "pwd", "passphrase", "secret", "token", "credential", "credentials", "apikey")
"""What the last word of a name ends with whose value is secret."""
SECRET_ENDS = (*SECRET_WORDS, "key")
SIGNS = "0123456789_-. "
"""What may follow the last word."""
KEY_OWNERS = frozenset(("api", "access", "secret", "private", "signing", "encryption", "auth", "master", "account"))
"""Whose `key` is secret."""
LONGEST_NAME = 80

WORDLIKE_PREFIXES = ("sk-", "npm_", "hf_")
"""Prefixes that ids and names have too."""

SHORTEST_SECRET = 15
"""Characters below which nothing here is a secret: `Bearer ` and eight more."""
LONGEST_RANDOM = 4096  # characters by which a word is taken for random
BEARER = 8
PREFIXED = 16
RANDOM = 32
ONE_CASE = 40
"""The fewest characters of a token behind its scheme, of a key behind its prefix, and of a word that is taken for random:
of both cases, of one."""
LONG_WORD = PREFIXED + 3
"""The fewest characters of a word that is looked at: the shortest prefix and what follows it."""
AWS = 40
"""Characters of a secret access key of AWS, which is base64."""
DIGESTS = frozenset((32, 40, 56, 64, 96, 128))
"""Hexadecimal digits of MD5 and of SHA-1 to SHA-512, which are no secrets."""
LONG_HEX = 65
"""The fewest hexadecimal digits that are taken for random."""
UUID = 36
URL = 300
"""Characters before a word in which `://` makes it a part of a URL."""

_LETTERS_ALONE, _BASE64_ALONE = KeptLetters(LETTERS), KeptLetters(BASE64)


def is_api_key(name: str) -> bool:
    """Tell whether a member's name is `apiKey`, or what is meant as it."""
    return name[:1] in ("a", "A") and name.replace("_", "").replace("-", "").lower() == "apikey"


def names_secret(name: str) -> bool:
    """Tell whether a member of this name holds a secret; `tokenType`, `maxTokens` and `secretary` do not."""
    if len(name) > LONGEST_NAME or not name.lower().rstrip(SIGNS).endswith(SECRET_ENDS):
        return False
    words = _words(name)
    while words and words[-1].isdigit():
        words.pop()
    if not words:
        return False
    if words[-1] == "key":
        return len(words) > 1 and words[-2] in KEY_OWNERS
    return words[-1].endswith(SECRET_WORDS)


def _words(name: str) -> list[str]:
    """Split a name at signs and before capitals."""
    letters: list[str] = []
    before = ""
    for letter in name:
        if not letter.isalnum():
            letters.append(" ")
        else:
            if (letter.isupper() and before.islower()) or letter.isdigit() != before.isdigit():
                letters.append(" ")
            letters.append(letter.lower())
        before = letter
    return "".join(letters).split()


def may_hold_secret(text: str) -> bool:
    """Return whether a text holds what looks like a secret, or like the start of a JSON Web Token."""
    return "eyJ" in text or bool(secret_places(text))


def secrets_in(text: str) -> list[tuple[str, str]]:
    """Return what in a text should be kept secret: what it looks like, and the piece itself.

    Takes time linear in the text, of at least `SHORTEST_SECRET` characters, and is careful: ids, names, numbers, UUIDs and
    digests are no secrets.
    """
    return [(kind, text[start:end]) for kind, start, end in secret_places(text)]


def secret_places(text: str, words: Iterable[tuple[int, int]] | None = None) -> list[Place]:
    """Return where secrets are in a text, in no order; none overlaps another.

    `words` are the places of its long words, where they have been found in another way.
    """
    found: list[Place] = []
    if "PRIVATE KEY" in text:
        from siplint.secrets.private_keys import private_keys

        found += private_keys(text)
        text = without(text, found)
    if "eyJ" in text:
        found += jwts(text)
        text = without(text, found)
    if "earer " in text or "EARER " in text:
        found += _tokens_after(text, "bearer", _is_bearer, "a bearer token")
        text = without(text, found)
    if "asic " in text or "ASIC " in text:
        found += _tokens_after(text, "basic", _is_basic, "a user name and password")
        text = without(text, found)
    if "@" in text and "://" in text and text.count(":") > 1:
        from siplint.secrets.url_passwords import url_passwords

        found += url_passwords(text)
        text = without(text, found)
    if words is not None or len(text) >= LONG_WORD:
        for start, end in _long_words(text) if words is None else words:
            found += _in_word(text, start, end)
    return found


def without(text: str, found: Iterable[Place]) -> str:
    """Return a text with blanks in place of what was found."""
    pieces = []
    after = 0
    for start, end in sorted([(start, end) for _, start, end in found]):
        pieces += [text[after:start], " " * (end - start)]
        after = end
    return "".join((*pieces, text[after:])) if pieces else text


def jwts(text: str) -> Iterator[Place]:
    """Return where JSON Web Tokens are in a text: three parts in base64url, the first an object's."""
    at = text.find("eyJ")
    while at >= 0:
        end = at
        while end < len(text) and (text[end] in WEB64 or text[end] == "."):
            end += 1
        parts = text[at:end].split(".")
        if len(parts) > 2 and len(parts[0]) >= BEARER and len(parts[1]) >= BEARER:  # noqa: PLR2004 (it has three parts)
            yield "a JWT", at, at + len(".".join(parts[:3]))
        at = text.find("eyJ", end)


def _tokens_after(text: str, scheme: str, is_token: Callable[[str], bool], kind: str) -> Iterator[Place]:
    """Find the tokens behind the name of a scheme and a space."""
    lower = text.encode("ascii", "replace").lower().decode()
    at = lower.find(scheme + " ")
    while at >= 0:
        start = at + len(scheme)
        while text[start : start + 1].isspace():
            start += 1
        end = start
        while end < len(text) and text[end] in TOKEN68:
            end += 1
        after = text[end : end + 2]
        if (not after or after[0].isspace() or after[0] in CLOSING or after == ": ") and is_token(text[start:end]):
            yield kind, start, end
        at = lower.find(scheme + " ", start if start > at else at + 1)


def _is_bearer(token: str) -> bool:
    """Tell whether what follows `Bearer` is a token rather than a word of a sentence."""
    letters = "".join([letter for letter in token if letter in LETTERS])
    word = letters.isalpha() and (letters.islower() or letters.isupper() or letters.istitle())
    return len(token) >= BEARER and letters != "" and not word


def _is_basic(token: str) -> bool:
    """Tell whether a token is a user name, a colon and a password in base64 (RFC 7617)."""
    from binascii import Error, a2b_base64

    if len(token) < BEARER:
        return False
    try:
        plain = a2b_base64(token.replace("-", "+").replace("_", "/") + "=" * (-len(token) % 4))
    except (Error, ValueError):
        return False
    return b":" in plain and all(byte >= ord(" ") for byte in plain)


def _long_words(text: str) -> Iterator[tuple[int, int]]:
    """Find the words that are long enough for a secret."""
    size = len(text)
    if size < 2 * LONG_WORD and text.find(" ", size - LONG_WORD, LONG_WORD) >= 0:
        return  # no word of a short text is long if there is a space in its middle
    at = 0
    for word in text.split():
        if len(word) >= LONG_WORD:
            at = text.index(word, at)
            yield at, at + len(word)
            at += len(word)


def _in_word(text: str, start: int, end: int) -> Iterator[Place]:
    """Find the key of a service, or what is random, in a long word."""
    word = text[start:end]
    if len(word) == UUID and word[8] == word[13] == word[18] == word[23] == "-" and word.replace("-", "").isalnum():
        return
    found = list(_service_keys(word))
    yield from ((kind, start + first, start + last) for kind, first, last in found)
    if len(word) >= RANDOM:
        rest = without(word, found)
        at = 0
        for run in rest.translate(_BASE64_ALONE).split():
            at = rest.index(run, at)
            if len(run) >= RANDOM and _is_random(run) and not _is_public(text, start + at):
                yield "a long random token", start + at, start + at + len(run) + rest.startswith("=", at + len(run))
            at += len(run)


def _service_keys(word: str) -> Iterator[Place]:
    last = 0
    for prefix in KEY_PREFIXES + SPLIT_KEY_PREFIXES:
        start = word.find(prefix)
        while start >= 0:
            end = start + len(prefix)
            while end < len(word) and (word[end] in WEB64 or (word[end] == "." and prefix[-1] == ".")):
                end += 1
            if (not start or word[start - 1] not in LETTERS) and _is_key(word[start:end], prefix):
                if start >= last:
                    yield "the key of a service", start, end
                    last = end
                break
            start = word.find(prefix, end)


def _is_key(key: str, prefix: str) -> bool:
    runs = key[len(prefix) :].translate(_LETTERS_ALONE).split()
    if prefix in SPLIT_KEY_PREFIXES:
        runs = ["".join(runs)]
    return any(len(run) >= PREFIXED and (any(map(str.isdigit, run)) or _is_jumble(run, prefix)) for run in runs)


def _is_jumble(run: str, prefix: str) -> bool:
    """Tell whether letters behind a prefix that is no word are no words either."""
    if prefix in ("AKIA", "ASIA"):
        return run.isupper()
    return prefix not in WORDLIKE_PREFIXES and not (run.islower() or run.isupper() or run.istitle())


def _is_public(text: str, start: int) -> bool:
    """Tell whether a random word is part of a URL, or of a digest as `sha256-…`."""
    before = text[max(start - URL, 0) : start]
    for mark in "\"'<>,":
        before = before.rpartition(mark)[2]
    if "://" in (before + text[start : start + len("//")]).rsplit(None, 1)[-1]:
        return True
    near = (before[-len("sha256-") :] + text[start : start + len("sha256-")]).lower()
    return any(f"sha{size}{sign}" in near for size in (1, 224, 256, 384, 512) for sign in "-:")


def _is_random(word: str) -> bool:
    """Tell whether a word changes between small letters, capitals and digits as only chance does."""
    word = word[:LONGEST_RANDOM]
    size = len(word)
    plain = sum(map(LETTERS.__contains__, word))
    if size - plain > size // 8:
        return False
    small, capital, digit = (sum(map(test, word)) for test in (str.islower, str.isupper, str.isdigit))
    kinds = [(one.islower(), one.isupper(), one.isdigit()) for one in word]
    turns = sum(one != other for one, other in zip(kinds, kinds[1:], strict=False))  # noqa: RUF007
    if min(small, capital) >= size // 8 and digit:
        return len(set(word)) >= RANDOM // 2 and turns >= size * (0.35 if size == AWS and plain < size else 0.4)
    if plain < size or (small and capital) or digit < size // 8:
        return False
    if HEX.issuperset(word):
        long = size >= LONG_HEX and size not in DIGESTS
        return long and len(set(word)) > 9 and turns >= size * 0.15  # noqa: PLR2004 (of 16 few are left out)
    return size >= ONE_CASE and len(set(word)) >= RANDOM // 2 and turns >= size * 0.3

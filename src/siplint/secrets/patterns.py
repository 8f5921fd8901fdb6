"""What secrets look like: private keys, tokens, keys of well-known services, long random words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
WEB64 = LETTERS | frozenset("-_")
BASE64 = LETTERS | frozenset("-_+/=")
HEX = frozenset("0123456789abcdefABCDEF")
SERVICE_PREFIXES = ("sk_live_", "sk-", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "AIza", "SG.")
"""How keys of well-known services begin."""

SHORTEST_SECRET = 15
"""Characters below which nothing here is a secret: `Bearer ` and eight more."""
LONGEST_JUDGED = 4096
"""Characters of a word by which it is taken for random: a word of many megabytes needs no look at all of it."""
BEARER = 8
PREFIXED = 16
RANDOM = 32
ONE_CASE = 40
DIGEST = 64
"""The fewest characters of a bearer's token, of one run in a key with a known prefix, and of a word that is taken for
random: of both cases, of one, of hexadecimal digits (an MD5 or SHA-1 sum is shorter)."""


def is_api_key(name: str) -> bool:
    """Tell whether a member's name is `apiKey`, or what is meant as it."""
    return name[:1] in ("a", "A") and name.replace("_", "").replace("-", "").lower() == "apikey"


def secrets_in(text: str) -> list[tuple[str, str]]:
    """Give what in a text should be kept secret: what it looks like, and the piece itself.

    Takes time linear in the text, of at least `SHORTEST_SECRET` characters, and is careful: ids, names, numbers, UUIDs and
    short digests are no secrets.
    """
    found = []
    if "PRIVATE KEY-----" in text:
        found += [("a private key", piece) for piece in _private_keys(text)]
    if "eyJ" in text:
        found += [("a JWT", piece) for piece in jwts(text)]
    if found:
        return found
    if "earer " in text or "EARER " in text:
        found += [("a bearer token", piece) for piece in _bearers(text)]
    elif text.startswith(SERVICE_PREFIXES) and _is_key(text):
        found.append(("the key of a service", text))
    if not found and len(text) >= RANDOM:
        for word in text.split():
            if len(word) >= RANDOM and "://" not in word:
                found += [("a long random token", piece) for piece in _runs(word, BASE64) if _is_random(piece)]
    return found


def _private_keys(text: str) -> Iterator[str]:
    start = text.find("-----BEGIN ")
    while start >= 0:
        end = text.find("-----END ", start)
        close = text.find("-----", end + len("-----END ")) if end >= 0 else -1
        end = close + len("-----") if close >= 0 else len(text)
        if "PRIVATE KEY-----" in text[start:end]:
            yield text[start:end]
        start = text.find("-----BEGIN ", end)


def jwts(text: str) -> Iterator[str]:
    """Give the pieces of a text that are JSON Web Tokens: three parts in base64url, the first an object's."""
    at = text.find("eyJ")
    while at >= 0:
        end = at
        while end < len(text) and (text[end] in WEB64 or text[end] == "."):
            end += 1
        parts = text[at:end].split(".")
        if len(parts) > 2 and len(parts[0]) >= BEARER and len(parts[1]) >= BEARER:  # noqa: PLR2004 (it has three parts)
            yield ".".join(parts[:3])
        at = text.find("eyJ", end)


def _bearers(text: str) -> Iterator[str]:
    words = text.split()
    for scheme, word in zip(words, words[1:], strict=False):  # noqa: RUF007 (itertools would have to be imported)
        if scheme.lower().endswith("bearer") and len(word) >= BEARER and BASE64.issuperset(word.replace(".", "")):
            telling = not word.isalpha() or not (word.islower() or word.isupper() or word.istitle())
            if telling and word.strip("-_=+/."):
                yield word


def _is_key(text: str) -> bool:
    return any(len(run) >= PREFIXED and any(map(str.isdigit, run)) for run in _runs(text, LETTERS))


def _runs(text: str, letters: frozenset[str]) -> list[str]:
    """Return the pieces of a text that consist of certain letters."""
    return text.translate(_Kept({ord(one): one for one in letters})).split()


class _Kept(dict[int, str]):
    """A table for `translate` in which every other character is a space."""

    def __missing__(self, _code: int) -> str:
        return " "


def _is_random(word: str) -> bool:
    """Tell whether a word changes between small letters, capitals and digits as only chance does."""
    word = word[:LONGEST_JUDGED]
    size = len(word)
    if size < RANDOM:
        return False
    plain = sum(map(LETTERS.__contains__, word))
    if size - plain > size // 8:
        return False
    small, capital, digit = (sum(map(test, word)) for test in (str.islower, str.isupper, str.isdigit))
    kinds = [(one.islower(), one.isupper(), one.isdigit()) for one in word]
    turns = sum(one != other for one, other in zip(kinds, kinds[1:], strict=False))  # noqa: RUF007
    if min(small, capital) >= size // 8 and digit:
        return len(set(word)) >= RANDOM // 2 and turns >= size * 0.4
    if plain < size or (small and capital) or digit < size // 8:
        return False
    if HEX.issuperset(word):
        return size >= DIGEST and len(set(word)) > 9 and turns >= size * 0.15  # noqa: PLR2004 (of 16 few are left out)
    return size >= ONE_CASE and len(set(word)) >= RANDOM // 2 and turns >= size * 0.3

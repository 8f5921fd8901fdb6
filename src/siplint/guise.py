"""What a text looks like: a placeholder that was left in, a secret, a weak PIN, no id of a room."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = "0123456789"
UP = DIGITS * 3
DOWN = UP[::-1]
SHORTEST_PIN = 4
LONGEST_PIN = 16
"""What LiveKit, a comparable service, takes in from a caller's keys."""

STARTS = (
    "$",
    "YOUR_",
    "YOUR-",
    "your_",
    "your-",
    "<",
    "{{",
    "xxx",
    "XXX",
    "REPLACE_ME",
    "CHANGE_ME",
    "CHANGEME",
    "TODO",
)
"""How placeholders begin."""

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
WEB64 = LETTERS | frozenset("-_")
BASE64 = LETTERS | frozenset("-_+/=")
HEX = frozenset("0123456789abcdefABCDEF")
PREFIXES = ("sk_live_", "sk-", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "AIza", "SG.")
"""How keys of well-known services begin."""

SHORTEST = 15
"""Characters below which nothing here is a secret: `Bearer ` and eight more."""
BEARER = 8
PREFIXED = 16
RANDOM = 32
ONE_CASE = 40
DIGEST = 64
"""The fewest characters of a bearer's token, of one run in a key with a known prefix, and of a word that is taken for
random: of both cases, of one, of hexadecimal digits (an MD5 or SHA-1 sum is shorter)."""


def blank(text: str) -> bool:
    """Tell whether a text is empty, or only white space."""
    return not text or text.isspace()


def looks_left_in(text: str) -> bool:
    """Tell whether a text is a placeholder as documentation writes them, alone or in a template's brackets."""
    text = text.strip()
    if not text.startswith(STARTS):
        return False
    first = text[0]
    if first == "<":
        return text.endswith(">")
    if first == "$":
        return text[1:2] == "{" or (text[1:].replace("_", "").isalnum() and not text[1:2].isdigit())
    if first == "{":
        return text.endswith("}}")
    if first in "xX":
        return not text.strip("xX-_.")
    return True


def is_strong(pin: str) -> bool:
    """Tell whether a PIN can be keyed in and has no weakness."""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN or not pin.isascii() or not pin.isdigit():
        return False
    return pin not in UP and pin not in DOWN and pin.strip(pin[0]) != ""


def weakness(pin: str) -> str:
    """Name what makes a PIN of digits easy to guess or too long; empty when there is nothing."""
    if pin.strip(DIGITS):
        return ""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        from siplint.words import count

        return f"has {count(len(pin), 'digit')}" if pin else "is empty"
    if pin in UP or pin in DOWN:
        return "is a run of digits"
    return "" if pin.strip(pin[0]) else "is one digit repeated"


def oddity(text: str) -> str:
    """Name what no room's id has; empty when there is nothing."""
    if "://" in text:
        return "is a URL"
    if "/" in text:
        return "has a slash"
    if len(text.split()) > 1 or text != text.strip():
        return "" if blank(text) or looks_left_in(text) else "has white space"
    return ""


def secrets(text: str) -> list[tuple[str, str]]:
    """Give what in a text should be kept secret: what it looks like, and the piece itself.

    Takes time linear in the text, of at least `SHORTEST` characters, and is careful: ids, names, numbers, UUIDs and
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
    elif text.startswith(PREFIXES) and _is_key(text):
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
    return "".join(one if one in letters else " " for one in text).split()


def _is_random(word: str) -> bool:
    """Tell whether a word changes between small letters, capitals and digits as only chance does."""
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

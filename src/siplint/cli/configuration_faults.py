"""What is wrong with a configuration, each fault with its line."""

from __future__ import annotations

from siplint.model.configuration_keys import (
    CODES,
    CONFIGURATION_KEYS,
    DAYS,
    FLAG,
    GLOBS,
    LONGEST_GLOBS,
    MOST_ITEMS,
    NOTATIONS,
    TEXT,
    TEXTS,
)
from siplint.model.failure import BadConfiguration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from siplint.model.finding import JSON

MOST_DOUBTS = 100
"""Faults of a configuration that are listed."""
PLAIN_GLOB = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/*"
"""What a glob consists of that cannot be wrong."""
LONGEST_PLAIN_GLOB = 1000
"""Characters, far fewer than git reads."""


def refuse_doubtful(text: str, name: str, table: JSON, inside: tuple[str, ...]) -> None:
    """Raise BadConfiguration if anything is wrong with our table, with a line for each fault; of very many the first."""
    from itertools import islice

    found: Iterable[tuple[tuple[str, ...], str, str]] = [((), "", f"[tool.siplint] is {_kind(table)}")]
    if isinstance(table, dict):
        found = _doubts(table, is_top=not inside)
    doubts = list(islice(found, MOST_DOUBTS + 1))
    if not doubts:
        return
    from siplint.cli.toml_places import Places

    places = Places(text)
    told = sorted((places.line((*inside, *path), item), sentence) for path, item, sentence in doubts[:MOST_DOUBTS])
    lines = [f"{name}:{number}: {sentence}" for number, sentence in told]
    raise BadConfiguration("\n".join(lines + [f"{name}: there is more like this"] * (len(doubts) > MOST_DOUBTS)))


def _doubts(table: dict[str, JSON], *, is_top: bool) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Say what is wrong with our table: the path of a key, the item of its value that is meant, a sentence."""
    for key, value in table.items():
        if is_top and key in ("tool", "siplint") and isinstance(value, dict):
            header = "[tool.siplint]" if key == "tool" else "[siplint]"
            yield (key,), "", f"there is no key `{key}`; in this file the keys are at the top, without {header}"
        elif key not in CONFIGURATION_KEYS:
            yield (key,), "", unknown_key(key)
        elif not _fits(value, CONFIGURATION_KEYS[key]):
            yield (key,), "", f"`{key}` is {_kind(value)}; it should be {CONFIGURATION_KEYS[key]}"
        elif key in MOST_ITEMS and len(value) > MOST_ITEMS[key]:
            yield (key,), "", f"`{key}` has {len(value)} items; it should have {MOST_ITEMS[key]} at most"
        elif key in ("exclude", "per-file-ignores") and sum(map(len, value)) > LONGEST_GLOBS:
            yield (key,), "", f"`{key}` has more than {LONGEST_GLOBS} characters of globs"
        elif key == "per-file-ignores":
            for where, codes in value.items():
                yield from (((key, where), item, sentence) for item, sentence in _doubts_at(where, codes))
        else:
            yield from (((key,), item, sentence) for item, sentence in _doubts_in(key, value))


def _doubts_in(key: str, value: JSON) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a value that has the right type: the item that is meant, a sentence."""
    if CONFIGURATION_KEYS[key] is CODES:
        yield from ((code, unknown_code(code)) for code in distinct_codes(value) if unknown_code(code))
    elif key == "min-severity":
        sentence = _unknown_severity(value)
        if sentence:
            yield "", sentence
    elif key == "templates":
        for one in value:
            if not one.replace("...", "").replace("…", "").strip():
                yield one, f'the template {_quoted(one)} would match everything; write it as "${{…}}"'
    elif key == "rules-at":
        for pointer in value:
            if not pointer.startswith("/") or not is_pointer(pointer):
                yield pointer, f'{_quoted(pointer)} is not a JSON Pointer such as "/data" or "/rules/*"'
    elif key == "embedded" and isinstance(value, list):
        yield from ((word, sentence) for word in value if (sentence := _unknown_notation(word)))
    elif key == "exclude":
        yield from ((one, f"{_quoted(one)} is not a glob") for one in value if not is_glob(one))


def _unknown_severity(word: str) -> str:
    from siplint.model.severity import SEVERITIES

    if word in SEVERITIES:
        return ""
    from siplint.domain.wording import either

    return (
        f"`min-severity` is {_quoted(word)}; it should be {either(SEVERITIES)}{_did_you_mean(word.lower(), SEVERITIES)}"
    )


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    from siplint.domain import suggest

    meant = suggest.nearest(word[: suggest.LONGEST_WORD], {one: one for one in known})
    return f'; did you mean "{meant}"?' if meant else ""


def unknown_key(key: str) -> str:
    """Say that there is no such key, and which one was meant."""
    from siplint.domain import suggest
    from siplint.domain.wording import cut

    meant = suggest.nearest_field(key, suggest.by_folded(CONFIGURATION_KEYS), {})
    return f"there is no key `{cut(key)}`" + (f"; did you mean `{meant}`?" if meant else "")


def _quoted(text: str) -> str:
    from siplint.domain.wording import quote

    return quote(text)


def _unknown_notation(word: str) -> str:
    from siplint.domain.wording import either
    from siplint.source.notations import EMBEDDED

    if word in EMBEDDED:
        return ""
    advice = _did_you_mean(word.lower(), EMBEDDED) or f"; the notations are {either(EMBEDDED, 'and')}"
    return f"there is no notation {_quoted(word)}{advice}"


def _doubts_at(where: str, codes: JSON) -> Iterator[tuple[str, str]]:
    glob, pointer = split_place(where)
    if not is_glob(glob):
        yield "", f"{_quoted(glob)} is not a glob"
    if not is_pointer(pointer):
        yield "", f"{_quoted(pointer)} is not a JSON Pointer: after ~ stands 0 or 1"
    if not _fits(codes, CODES):
        yield "", f"{_quoted(where)} has {_kind(codes)}; it should have {CODES}"
    else:
        yield from ((code, unknown_code(code)) for code in distinct_codes(codes) if unknown_code(code))


def unknown_code(code: str) -> str:
    """Say that a text is no code, name or beginning of codes, and which one was meant; nothing if it is one."""
    from siplint.rules.catalogue import entries, is_selector

    if code and is_selector(code):
        return ""
    words = [spelling for rule in entries() for spelling in (rule.code, rule.name)]
    upper = code.strip().upper()
    upper = f"RR{upper}" if f"RR{upper}" in words else upper
    return f"there is no rule {_quoted(code)}{_did_you_mean(upper if upper in words else code, words)}"


def is_glob(text: str) -> bool:
    """Tell whether a text is one glob, in one line, that means what it seems to mean."""
    if text.strip("/") and not text.strip(PLAIN_GLOB) and len(text) <= LONGEST_PLAIN_GLOB:
        return True  # nothing to parse
    if text.startswith("\ufeff") or not {"\0", "\n", "\r"}.isdisjoint(text):
        return False
    from siplint.cli.globs import parse_globs

    try:
        globs = list(parse_globs(text.encode()))
    except UnicodeEncodeError:
        return False
    return len(globs) == 1 and not globs[0][1].fault


def is_pointer(text: str) -> bool:
    """Return whether after each tilde of a JSON Pointer stands 0 or 1."""
    return all(part.startswith(("0", "1")) for part in text.split("~")[1:])


def split_place(where: str) -> tuple[str, str]:
    """Split a key of `per-file-ignores` into its glob and its JSON Pointer."""
    glob, mark, rest = where.partition("#/")
    return glob, mark[1:] + rest


def distinct_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes without those that differ from one before only in capitals."""
    return tuple({code.upper(): code for code in reversed(list(codes))}.values())[::-1]


def _fits(value: JSON, kind: str) -> bool:
    if kind in (TEXTS, CODES):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind is NOTATIONS:
        return isinstance(value, bool) or _fits(value, TEXTS)
    if kind is DAYS:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
    return isinstance(value, {TEXT: str, FLAG: bool, GLOBS: dict}[kind])


def _kind(value: JSON) -> str:
    kinds = {bool: "true or false", str: "a string", int: "a number", float: "a number", dict: "a table"}
    if isinstance(value, list):
        odd = [one for one in value if not isinstance(one, str)]
        return f"a list with {_kind(odd[0])}" if odd else "a list"
    return kinds.get(type(value), "a date or a time")

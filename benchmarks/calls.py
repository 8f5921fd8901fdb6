"""The measurements inside one process: library calls against library calls. Run by siplint's own environment."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, Any

import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SCHEMA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemas", "create.schema.json")
CHUNK = 40
"""Phone numbers that are judged in one call."""
WARM = 3
"""Slices not counted before one that is: an interpreter that learns what a line does must first forget what it did for
the contender before."""
BODIES = 5_000
"""Bodies that take turns where each call has another one."""
SLICE = 0.0004
"""Seconds that one contender runs before the next has its turn: so short that few slices are interrupted."""


def interleave(contenders: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Call functions in turns and give the seconds that one call took, a figure for each turn."""
    clock = time.perf_counter
    repeats = {}
    for name, call in contenders.items():
        call()
        began = clock()
        call()
        repeats[name] = max(1, round(SLICE / max(clock() - began, 1e-7)))
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    for _ in range(rounds):
        for name, call in contenders.items():
            turns = range(repeats[name])
            for _ in range(repeats[name] * WARM):
                call()
            began = clock()
            for _ in turns:
                call()
            taken[name].append((clock() - began) / repeats[name])
    return taken


def call(rounds: int) -> dict[str, list[float]]:
    """Compare `siplint.check` with what judges or only parses the same body."""
    import jsonschema
    import models

    from siplint import check

    with open(SCHEMA, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    clean = generate.body(1)
    text = json.dumps(clean)
    faults = {
        "a boolean that is a string": clean | {"recording": "true"},
        "a field nobody knows": clean | {"agent_id": "support-agent"},
        "headers on an inbound rule": clean | {"headers": {"X-Team": "sales"}},
        "no name": {name: value for name, value in clean.items() if name != "name"},
    }
    if check(clean).diagnostics or list(validator.iter_errors(clean)) or models.by_model(clean) is None:
        raise RuntimeError("the clean body is not clean")
    for name, fault in faults.items():
        if len(check(fault).diagnostics) != 1:
            raise RuntimeError(f"{name}: not one finding but {check(fault)}")

    def read(body: dict[str, Any]) -> list[object]:
        return list(check(body))

    def listed(body: dict[str, Any]) -> list[object]:
        return list(validator.iter_errors(body))

    others = cycle([generate.body(1 + index * len(generate.SHAPES)) for index in range(BODIES)])
    return interleave(
        {
            "siplint.check, clean": lambda: check(clean),
            "siplint.check, clean, another body each time": lambda: check(next(others)),
            "json.loads": lambda: json.loads(text),
            "pydantic, a model": lambda: models.by_model(clean),
            "pydantic, a model, another body each time": lambda: models.by_model(next(others)),
            "pydantic, a typed dictionary": lambda: models.by_dict(clean),
            "jsonschema": lambda: list(validator.iter_errors(clean)),
            **{f"siplint.check, {name}": partial(read, fault) for name, fault in faults.items()},
            **{f"jsonschema, {name}": partial(listed, fault) for name, fault in faults.items()},
        },
        rounds,
    )


def numbers(rounds: int) -> dict[str, list[float]]:
    """Compare the verdicts on phone numbers of every region, right ones and ones with a digit too few or too many."""
    import phonenumbers

    from siplint.domain.numbering_plan import is_possible
    from siplint.domain.phone import is_e164, is_valid, verdict

    texts = [text for text in examples() if is_e164(text) and _kept(text)]
    for text in texts:
        parsed = phonenumbers.parse(text)
        possible = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
        if (is_valid(text), is_possible(text)) != (phonenumbers.is_valid_number(parsed), possible):
            raise RuntimeError(f"another verdict on {text}")

    checks: dict[str, Callable[[str], object]] = {
        "siplint.domain.phone.verdict": verdict,
        "is_valid and is_possible": lambda text: (is_valid(text), is_possible(text)),
        "phonenumbers: parse, is_valid_number": lambda text: phonenumbers.is_valid_number(phonenumbers.parse(text)),
    }
    # few at a time: all at once would be a slice that is always interrupted
    chunks = [texts[at : at + CHUNK] for at in range(0, len(texts) - CHUNK, CHUNK)]

    def over(check: Callable[[str], object], lists: list[list[str]]) -> Callable[[], object]:
        turns = cycle(lists)
        return lambda: [check(text) for text in next(turns)]

    calls = {name: over(check, chunks) for name, check in checks.items()}
    taken = interleave(calls, rounds // 5)
    return {name: [one / CHUNK for one in times] for name, times in taken.items()}


def examples() -> list[str]:
    """Give phonenumbers' example numbers of all regions and types, and each with a digit less and one more."""
    import phonenumbers

    texts: list[str] = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in phonenumbers.PhoneNumberType.values():
            example = phonenumbers.example_number_for_type(region, kind)
            if example is not None:
                right = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
                texts += [right, right[:-1], f"{right}7"]
    return list(dict.fromkeys(texts))


def _kept(text: str) -> bool:
    """Tell whether phonenumbers reads a number as it stands, without dropping a national prefix."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == text


if __name__ == "__main__":
    chosen = {"call": call, "numbers": numbers}[sys.argv[1]]
    json.dump(chosen(150 if "--quick" in sys.argv else 1500), sys.stdout)

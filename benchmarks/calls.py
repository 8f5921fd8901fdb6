"""The measurements inside one process: library calls against library calls. Run by siplint's own environment."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from typing import TYPE_CHECKING, Annotated, Any, Literal

import generate

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemas", "create.schema.json")
SLICE = 0.003
"""Seconds that one contender runs before the next has its turn."""


def interleave(contenders: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
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
            began = clock()
            for _ in turns:
                call()
            taken[name].append((clock() - began) / repeats[name])
    return taken


def call(rounds: int) -> dict[str, list[float]]:
    """Compare `siplint.check` with what judges or only parses the same body."""
    import jsonschema

    from siplint import check

    with open(SCHEMA, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    clean = generate.body(1)
    text = json.dumps(clean)
    validate = model()
    faults = {
        "a boolean that is a string": clean | {"recording": "true"},
        "a field nobody knows": clean | {"agent_id": "support-agent"},
        "headers on an inbound rule": clean | {"headers": {"X-Team": "sales"}},
        "no name": {name: value for name, value in clean.items() if name != "name"},
    }
    if check(clean).diagnostics or list(validator.iter_errors(clean)) or validate(clean) is None:
        raise RuntimeError("the clean body is not clean")
    for name, fault in faults.items():
        if len(check(fault).diagnostics) != 1:
            raise RuntimeError(f"{name}: not one finding but {check(fault)}")
    return interleave(
        {
            "siplint.check, clean": lambda: check(clean),
            "json.loads": lambda: json.loads(text),
            "pydantic": lambda: validate(clean),
            "jsonschema": lambda: list(validator.iter_errors(clean)),
            **{f"siplint.check, {name}": lambda fault=fault: check(fault) for name, fault in faults.items()},  # type: ignore[misc]
        },
        rounds,
    )


def model() -> Callable[[Any], Any]:
    """Give pydantic's validator of the same shape, made as one would who wants it fast: typed dictionaries, strict."""
    from pydantic import ConfigDict, Field, TypeAdapter, with_config
    from typing_extensions import NotRequired, TypedDict

    strict = with_config(ConfigDict(strict=True, extra="forbid"))

    @strict
    class Room(TypedDict, total=False):
        type: Literal["static", "dynamic"]
        prefix: str
        id: str
        pin: str

    @strict
    class Rule(TypedDict):
        name: Annotated[str, Field(pattern=r"\S")]
        type: Literal["inbound", "outbound"]
        phoneNumbers: list[Annotated[str, Field(pattern=r"^\+[1-9][0-9]{1,14}$")]]
        apiKey: NotRequired[str]
        agentId: NotRequired[str]
        agentMetadata: NotRequired[dict[str, Any]]
        room: NotRequired[Room]
        includeHeaders: NotRequired[Literal["ALL", "SIP_X_HEADERS", "NONE"]]
        headersToAttributes: NotRequired[dict[str, str]]
        headers: NotRequired[dict[str, str]]
        allowedNumbers: NotRequired[list[str]]
        allowedIpAddresses: NotRequired[list[str]]
        tags: NotRequired[list[str]]
        recording: NotRequired[bool]
        dtmf: NotRequired[bool]
        noiseCancellation: NotRequired[bool]
        hidePhoneNumber: NotRequired[bool]

    # the annotations above are text, and the names in them live in this function
    namespace = {**globals(), **locals()}
    for one in (Room, Rule):
        one.__annotations__ = {
            name: eval(note.__forward_arg__, namespace)  # noqa: S307 (our own annotations)
            for name, note in one.__annotations__.items()
        }
    return TypeAdapter(Rule).validate_python


def numbers(rounds: int) -> dict[str, list[float]]:
    """Compare the verdicts on phone numbers of every region, right ones and ones with a digit too few or too many."""
    import phonenumbers

    from siplint import e164

    if not hasattr(e164, "verdict"):
        return {}
    texts: list[str] = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in phonenumbers.PhoneNumberType.values():
            example = phonenumbers.example_number_for_type(region, kind)
            if example is not None:
                right = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
                texts += [right, right[:-1], f"{right}7"]
    texts = [text for text in dict.fromkeys(texts) if e164.is_e164(text) and _kept(text)]

    def ours() -> None:
        verdict = e164.verdict
        for text in texts:
            verdict(text)

    def ours_both() -> None:
        valid, possible = e164.valid, e164.possible
        for text in texts:
            valid(text)
            possible(text)

    def theirs() -> None:
        for text in texts:
            phonenumbers.is_valid_number(phonenumbers.parse(text))

    def theirs_both() -> None:
        for text in texts:
            parsed = phonenumbers.parse(text)
            phonenumbers.is_valid_number(parsed)
            phonenumbers.is_possible_number_with_reason(parsed)

    for text in texts:
        parsed = phonenumbers.parse(text)
        possible = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
        if (e164.valid(text), e164.possible(text)) != (phonenumbers.is_valid_number(parsed), possible):
            raise RuntimeError(f"another verdict on {text}")
    taken = interleave(
        {
            "siplint.e164.verdict": ours,
            "siplint.e164.valid and possible": ours_both,
            "phonenumbers: parse, is_valid_number": theirs,
            "phonenumbers: parse, is_valid_number, is_possible_number_with_reason": theirs_both,
        },
        max(3, rounds // 20),
    )
    return {name: [one / len(texts) for one in times] for name, times in taken.items()}


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
    json.dump(chosen(30 if "--quick" in sys.argv else 300), sys.stdout)

"""Differential fuzzing without coverage, for many executions: near misses of right bodies, judged in two ways.

`python fuzz/fuzz_bodies.py SECONDS [SEED]`: what the fast path lets pass must be what all rules let pass, and a body
must give the same findings as its text. It prints how many bodies were tried, and stops at the first difference.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from siplint.api import check, check_bytes
from siplint.engine.driver import lint_value
from siplint.engine.full_lint import lint_in_full
from siplint.model.fields import FIELDS, ROOM_FIELDS
from siplint.model.settings import Settings
from siplint.rules.catalogue import all_rules

ALL = Settings(min_severity="info", debug=True)
BODIES = [body for rule in all_rules("body", "shape") for body in rule.good if isinstance(body, dict)]
BODIES += [bad.body for rule in all_rules("body", "shape") for bad in rule.bad if isinstance(bad.body, dict)]
NUMBERS = (
    "+14155551234",
    "+442071838750",
    "+4930123456",
    "+911",
    "+0",
    "14155551234",
    "+39061234567",
    "+5215512345678",
)
TEXTS = (
    "",
    " ",
    "inbound",
    "Outbound",
    "true",
    "FALSE",
    "X-Ticket",
    "From",
    "x-ticket",
    "ticket",
    "sipUser",
    "ALL",
    "none",
)
TEXTS += (
    "SIP_X_HEADERS",
    "static",
    "dynamic",
    "direct",
    "blank",
    "participantNumber",
    "4711",
    "1234",
    "a b",
    "${X}",
    "{{x}}",
)
TEXTS += (
    "$TOKEN",
    "YOUR_ID",
    "undefined",
    "Bearer abcdefgh12345678",
    "8.8.4.4",
    "10.0.0.1",
    "0.0.0.0/0",
    "::1",
    "1.2.3.4/24",
)
VALUES: tuple[Any, ...] = (None, True, False, 0, 1.5, [], {}, [None], {"a": None}, [""], {"": ""})
KEYS = (
    *FIELDS,
    *ROOM_FIELDS,
    "numbers",
    "agent_id",
    "Type",
    "PHONE_NUMBERS",
    "rule",
    "dispatch",
    "gatewayId",
    "id",
    "record",
)


def near(text: str, dice: random.Random) -> str:
    """Return a near miss of a text: a character more, less, doubled, or in the other case."""
    at = dice.randrange(len(text) + 1)
    how = dice.randrange(6)
    if how == 0:
        return text[:at] + dice.choice("0+ -()\u200b9aX/:") + text[at:]
    if how == 1:
        return text[:at] + text[at + 1 :]
    if how == 2:
        return text[:1] + "0" + text[1:]
    if how == 3:
        return text.swapcase()
    return text + dice.choice((" ", "\n", "0", "…", "é")) if how == 4 else text[:at] + text[:at][-1:] + text[at:]


def value_of(dice: random.Random) -> Any:
    """Return a value that may stand anywhere."""
    how = dice.randrange(5)
    if how == 0:
        return json.loads(json.dumps(dice.choice(VALUES)))
    if how == 1:
        return dice.choice(NUMBERS)
    if how == 2:
        return [dice.choice(NUMBERS) for _ in range(dice.randrange(3))]
    return (
        dice.choice(TEXTS) if how == 3 else {dice.choice(TEXTS): dice.choice(TEXTS) for _ in range(dice.randrange(3))}
    )


def changed(body: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Return a copy of a body with a few things changed."""
    body = json.loads(json.dumps(body))
    for _ in range(dice.randrange(1, 4)):
        here: Any = body
        while isinstance(here, (dict, list)) and here:
            key = dice.choice(list(here) if isinstance(here, dict) else range(len(here)))
            if isinstance(here[key], (dict, list)) and here[key] and dice.random() < 0.6:
                here = here[key]
                continue
            if isinstance(here[key], str) and dice.random() < 0.5:
                here[key] = near(here[key], dice)
            elif isinstance(here, dict) and dice.random() < 0.3:
                here[dice.choice(KEYS)] = value_of(dice)
            else:
                here[key] = value_of(dice)
            break
    return body


def findings(linted: Any) -> list[tuple[str, tuple[str | int, ...], str]]:
    """Return what was found, in an order of its own."""
    return sorted((one.rule.code, one.path, one.message) for one in linted.findings) if linted else []


def main() -> int:
    """Try bodies for some seconds."""
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    dice = random.Random(seed)
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for _ in range(200):
            tried += 1
            body = changed(dice.choice(BODIES), dice)
            quick, slow = findings(lint_value(body, ALL)), findings(lint_in_full(body, None, ALL, (), is_text=True))
            if list(map(repr, quick)) != list(map(repr, slow)):
                print("the fast path differs", json.dumps(body), quick, slow, sep="\n")
                return 1
            if tried % 10 == 0:
                plain = [(one.code, one.pointer) for one in check(body, settings=ALL)]
                text = [(one.code, one.pointer) for one in check_bytes(json.dumps(body).encode(), settings=ALL)]
                if sorted(plain) != sorted(text):
                    print("the text differs", json.dumps(body), plain, text, sep="\n")
                    return 1
    print(f"{tried:,} bodies, no difference (seed {seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Coverage-guided fuzzing of siplint: whatever a file holds, a run ends with a report that every format can write.

fuzz/README.md says how it is run. An input is the bytes of a file; what it is judged as follows from its bytes alone.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import atheris

if TYPE_CHECKING:
    from siplint.model.run_report import Report

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
PACKAGE = ROOT / "src" / "siplint"
APART = ("cli", "reference", "account", "aiohttp", "httpx", "pydantic", "pytest", "requests")
"""Packages and modules that no file's bytes reach."""
OPTIONAL = ("json_model", "policy_engine", "policy_keywords", "policy_patterns", "policy_steps", "house_policy")

with atheris.instrument_imports(include=["siplint"]):
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).parts
        if inside[0].removesuffix(".py") not in APART and path.stem not in (*OPTIONAL, "__init__", "__main__"):
            __import__(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))

from harmless import assert_harmless
from parsers import PARSERS
from siplint.api import check, check_bytes
from siplint.engine.fix import fix_bytes
from siplint.model.fields import FIELDS, ROOM_FIELDS
from siplint.model.settings import FORMATS, Settings
from siplint.report import formatter
from siplint.rules.catalogue import all_rules, is_code
from siplint.source.reader import parse_json
from siplint.source.sendable import ABSENT

ENDINGS = (".json", ".jsonl")
KINDS = ("create", "update")


def check_input(data: bytes) -> None:
    """Look at one input in one way, and assert what must hold for every input."""
    number = crc32(data)
    name = "rule" + ENDINGS[number & 1]
    settings = Settings(
        kind=KINDS[number >> 1 & 1], min_severity="info", templates=("${…}",) * (number >> 2 & 1), debug=True
    )
    report = check_bytes(data, file=name, settings=settings)
    assert report.failures == ()
    assert_sound(data, report)
    chosen = FORMATS[(number >> 3) % len(FORMATS)]
    text = "".join(formatter(chosen)(report))
    assert_harmless(chosen, text)
    if chosen in PARSERS:
        assert len(list(PARSERS[chosen](text))) == len(report)
    if name == "rule.json":
        assert_agreement(data, report, settings)
        assert_mended(data, report, settings)


def assert_sound(data: bytes, report: Report) -> None:
    """Known codes, places inside the file, in order."""
    starts = []
    for one in report:
        assert is_code(one.code)
        for start, end in ((one.start, one.end), *((label.start, label.end) for label in one.labels)):
            assert start
            assert end
            assert 0 <= start.offset <= end.offset <= len(data)
            assert start.line >= 1
            assert start.column >= 1
        starts.append(one.start.offset)  # type: ignore[union-attr]
    assert starts == sorted(starts)


def assert_agreement(data: bytes, report: Report, settings: Settings) -> None:
    """What is said of a text is said of its value."""
    try:
        value, faults = parse_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return
    if isinstance(value, dict) and value is not ABSENT and not faults:
        plain = check(value, kind=settings.kind, settings=settings)
        assert sorted((one.code, one.pointer) for one in plain) == sorted((one.code, one.pointer) for one in report)


def assert_mended(data: bytes, report: Report, settings: Settings) -> None:
    """Fixing twice changes no more than fixing once, and brings no new error."""
    if not any(one.fix for one in report):
        return
    once, _ = fix_bytes("rule.json", data, settings=settings)
    assert fix_bytes("rule.json", once, settings=settings)[0] == once
    if any(one.code in ("RR001", "RR003") for one in report):  # behind them more may come to light
        return
    before = {(one.code, one.pointer) for one in report.errors}
    after = {(one.code, one.pointer) for one in check_bytes(once, file="rule.json", settings=settings).errors}
    assert len(after) <= len(before)


EXAMPLES = [one.body for rule in all_rules() for one in rule.bad] + [body for rule in all_rules() for body in rule.good]
SNIPPETS: tuple[Any, ...] = (
    *FIELDS,
    *ROOM_FIELDS,
    *(field.example for field in (*FIELDS.values(), *ROOM_FIELDS.values())),
)


def mutate(data: bytes, size: int, seed: int) -> bytes:
    """Change an input: its bytes as libFuzzer does, or, half of the time, its value where it is JSON."""
    dice = random.Random(seed)
    if dice.random() < 0.5:
        return bytes(atheris.Mutate(data, size))
    with suppress(ValueError, RecursionError):
        value = json.loads(data) if dice.random() < 0.9 else dice.choice(EXAMPLES)
        if isinstance(value, (dict, list)):
            changed = json.dumps(_changed(json.loads(json.dumps(value)), dice), ensure_ascii=dice.random() < 0.5)
            return changed.encode("utf-8", "surrogatepass")[:size]
    return bytes(atheris.Mutate(data, size))


def _changed(value: Any, dice: random.Random) -> Any:
    here = value
    while isinstance(here, (dict, list)) and here:
        key = dice.choice(list(here) if isinstance(here, dict) else range(len(here)))
        if isinstance(here[key], (dict, list)) and here[key] and dice.random() < 0.6:
            here = here[key]
            continue
        how = dice.randrange(5)
        if how == 0:
            del here[key]
        elif how == 1:
            here[key] = dice.choice(SNIPPETS)
        elif how == 2:
            here[key] = _text(here[key], dice)
        elif isinstance(here, dict):
            here[dice.choice(SNIPPETS[: len(FIELDS) + len(ROOM_FIELDS)])] = dice.choice(SNIPPETS)
        else:
            here.append(dice.choice(SNIPPETS))
        break
    return value


def _text(value: Any, dice: random.Random) -> str:
    raw = str(value).encode("utf-8", "surrogatepass")
    return bytes(atheris.Mutate(raw, len(raw) + dice.randrange(1, 20))).decode("utf-8", "replace")


def main() -> None:
    """Fuzz until told to stop; the names of the fields are the fuzzer's dictionary."""
    words = [f'"\\"{name}\\""' for name in (*FIELDS, *ROOM_FIELDS)]
    words += [f'"{sign}"' for sign in ("\\\\ud800", "\\xef\\xbb\\xbf", "##[", "::error::", "\\\\u202e", "+1", "/24")]
    with tempfile.NamedTemporaryFile("w", suffix=".dict", delete=False) as file:
        file.write("\n".join(words))
    atheris.Setup([*sys.argv, f"-dict={file.name}"], check_input, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""The measurements that start commands: small files, many files, large files."""

from __future__ import annotations

import json
import os
import re
import subprocess

import environment
import generate
from environment import ROOT, WORK, native_sourcemeta, program
from measure import Command, Sample, check, interleave, once
from results import Goal, Part

INPUTS = os.path.join(WORK, "inputs")
SCHEMA = os.path.join(ROOT, "schemas", "rules.schema.json")
CAP = 8_000_000
"""Kilobytes of address space for a run over many rules: it must not take the machine down with it."""
PEAK = """
import sys
from siplint.cli.main import main
code = main(sys.argv[1:])
with open("/proc/self/status") as file:
    print(*(line for line in file if line.startswith("VmHWM:")), file=sys.stderr)
sys.exit(code)
"""
"""Runs siplint and tells the peak of its resident memory. Not ru_maxrss: that begins with the parent's."""


PROJECT = """[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "phone-lines"
version = "1.2.0"
description = "Where our calls go"
requires-python = ">=3.11"
dependencies = [
  "httpx>=0.27",
  "pydantic>=2", # as our other services
]

[tool.siplint]
paths = ["rules"]
exclude = ["*.generated.json", "old/"]
min-severity = "warning"
strict = true
account-max-age = 30

[tool.ruff]
line-length = 120

[tool.ruff.lint]
select = ["E", "F", "I"]
"""
"""The pyproject.toml of a project that configures siplint."""
EXCEPTIONS = """ignore = ["RR218"]

[tool.siplint.per-file-ignores]
"legacy/*.json" = ["RR105"]
"""
"""What a project adds that wants fewer findings: both match nothing in the benchmark's file, which is said."""


def siplint(*words: str, exit_code: int = 0, folder: str = "") -> Command:
    """Give the command `siplint check` with these words."""
    return Command((program("siplint", "siplint"), "check", *words), exit_code, folder)


def bare() -> Command:
    """Give the floor: a Python that does nothing."""
    return Command((program("siplint", "python"), "-c", "pass"))


def check_json(*paths: str) -> Command:
    """Give pre-commit-hooks' check-json, which parses and does no more."""
    return Command((program("pre-commit-hooks", "check-json"), *paths))


def check_jsonschema(path: str, exit_code: int = 0) -> Command:
    """Give check-jsonschema with our published schema."""
    return Command((program("check-jsonschema", "check-jsonschema"), "--schemafile", SCHEMA, path), exit_code)


def _input(name: str) -> str:
    os.makedirs(INPUTS, exist_ok=True)
    return os.path.join(INPUTS, name)


def _project(name: str, configuration: str) -> str:
    """Make a folder with a pyproject.toml."""
    folder = _input(name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "pyproject.toml"), "w", encoding="utf-8") as file:
        file.write(configuration)
    return folder


def start(*, quick: bool) -> Part:
    """Measure what a clean ten-rule file costs, which is nearly all start."""
    ten, template = _input("ten.json"), _input("template.json")
    generate.write_array(ten, 10)
    generate.write_template(template, 10)
    project = _project("project", PROJECT)
    exceptions = _project("exceptions", PROJECT.replace("account-max-age = 30\n", EXCEPTIONS))
    commands = {
        "siplint check": siplint(ten),
        "siplint check, with a configuration": siplint(ten, folder=project),
        "siplint check, with exceptions too": siplint(ten, folder=exceptions),
        "python -c pass": bare(),
        "check-json": check_json(ten),
        "check-jsonschema": check_jsonschema(ten),
        "cfn-lint": Command((program("cfn-lint", "cfn-lint"), template)),
    }
    rounds = 8 if quick else 60
    taken = interleave(commands, rounds, {"check-jsonschema": rounds // 2, "cfn-lint": max(3, rounds // 4)})
    ours = taken["siplint check"].median
    return Part(
        "Start: a clean file of ten rules",
        taken,
        [
            Goal("start, against `check-json`", ours / taken["check-json"].median, 0.75, 0.5),
            Goal(
                "start with a configuration, against `check-json`",
                taken["siplint check, with a configuration"].median / taken["check-json"].median,
                0.65,
            ),
            Goal("start, against `check-jsonschema`", taken["check-jsonschema"].median / ours, 10, least=True),
            Goal("start, against `cfn-lint`", taken["cfn-lint"].median / ours, 40, least=True),
        ],
        [
            "check-jsonschema has our published schema; cfn-lint a template of ten resources.",
            f"{duration_over(taken)} of siplint's time is its own: the rest is the interpreter's.",
        ],
    )


def duration_over(taken: dict[str, Sample]) -> str:
    """Say how much longer than a bare interpreter siplint takes."""
    return f"{(taken['siplint check'].median - taken['python -c pass'].median) * 1e3:.1f} ms"


def findings(*, quick: bool) -> Part:
    """Measure a ten-rule file with findings, shown in full."""
    path = _input("ten-faulty.json")
    generate.write_array(path, 10, every=2)
    commands = {
        "siplint check": siplint(path, exit_code=1),
        "python -c pass": bare(),
        "check-json": check_json(path),
        "check-jsonschema": check_jsonschema(path, 1),
    }
    rounds = 8 if quick else 60
    taken = interleave(commands, rounds, {"check-jsonschema": rounds // 2})
    return Part(
        "Start with findings: ten rules, five with a fault, shown in full",
        taken,
        [
            Goal(
                "start with findings, against `check-json`",
                taken["siplint check"].median / taken["check-json"].median,
                1.3,
                1.0,
            )
        ],
        [f"{duration_over(taken)} of siplint's time is its own."],
    )


def files(*, quick: bool) -> Part:
    """Measure a thousand files of one rule in one call."""
    paths = generate.write_files(_input("files"), 1000)
    commands = {"siplint check": siplint(*paths), "check-json": check_json(*paths)}
    native = native_sourcemeta()
    if native:
        commands["sourcemeta jsonschema validate"] = Command((native, "validate", SCHEMA, *paths))
        commands["sourcemeta jsonschema validate --fast"] = Command((native, "validate", "--fast", SCHEMA, *paths))
    taken = interleave(commands, 4 if quick else 25)
    ours = taken["siplint check"].median
    best = min((sample.median for name, sample in taken.items() if name.startswith("sourcemeta")), default=None)
    return Part(
        "A thousand files of one rule in one call",
        taken,
        [
            Goal("1 000 files, against `check-json`", ours / taken["check-json"].median, 1.0),
            Goal(
                "1 000 files, against sourcemeta `jsonschema` (native)",
                ours / best if best else None,
                None,
                1.0,
                why="could not be installed",
            ),
        ],
        ["sourcemeta's own binary is called, without the Python script that its package puts in front of it."],
    )


def array(*, quick: bool) -> Part:
    """Measure a large file in which one rule in twenty has a finding."""
    count = 2_000 if quick else 20_000
    path = _input(f"array-{count}.json")
    generate.write_array(path, count, every=20)
    commands = {
        "siplint check": siplint(path, exit_code=1),
        "siplint check --format json": siplint("--format", "json", path, exit_code=1),
        "check-json": check_json(path),
        "check-jsonschema": check_jsonschema(path, 1),
    }
    native = native_sourcemeta()
    if native:
        commands["sourcemeta jsonschema validate"] = Command((native, "validate", SCHEMA, path), 2)
    rounds = 3 if quick else 7
    taken = interleave(commands, rounds, {"check-jsonschema": 3})
    return Part(
        f"A file of {count} rules, one in twenty with a finding",
        taken,
        [
            Goal(
                f"{count} rules with 5 % findings, against `check-jsonschema`",
                taken["check-jsonschema"].median / taken["siplint check"].median,
                10,
                20,
                least=True,
            )
        ],
        ["Output is thrown away; check-json and sourcemeta say far less about the same file."],
    )


def lines(*, quick: bool) -> Part:
    """Measure JSON Lines with a million rules: memory, and time on two cores."""
    path, count = _many(quick=quick)
    peaks = {
        "without the set rules": _peak("check", "--no-cross-file", path),
        "with the set rules": _peak("check", path),
    }
    notes = [f"{name}: {peak or f'more than {CAP / 1e6:g} GB of address space'}" for name, peak in peaks.items()]
    taken: dict[str, Sample] = {}
    why = "no --jobs"
    gain = None
    if _has_jobs():
        one, two = (_capped("--jobs", jobs, path) for jobs in ("1", "2"))
        same = check(one) == check(two)
        taken = interleave({"--jobs 1": one, "--jobs 2": two}, 1 if quick else 3)
        gain = taken["--jobs 1"].median / taken["--jobs 2"].median
        notes.append(f"output with one and with two jobs: {'identical' if same else '**different**'}")
    else:
        notes.append("there is no --jobs yet")
    quiet, loud = (_megabytes(peak) for peak in peaks.values())
    return Part(
        f"JSON Lines with {count} rules",
        taken,
        [
            Goal(f"{count} lines, memory without the set rules", quiet, 30, unit=" MB", why=f"over {CAP // 1000} MB"),
            Goal(f"{count} lines, memory with the set rules", loud, 60, unit=" MB", why=f"over {CAP // 1000} MB"),
            Goal(f"{count} lines, two jobs against one", gain, 1.7, least=True, why=why),
        ],
        [*notes, f"the file has {os.path.getsize(path) / 1e6:.0f} MB"],
    )


def growth(*, quick: bool) -> Part:
    """Measure whether a rule among very many costs more than one among a thousand."""
    none, few = 10, 1_000
    path, many = _many(quick=quick)
    begin, small = _input(f"lines-{none}.jsonl"), _input(f"lines-{few}.jsonl")
    generate.write_lines(begin, none)
    generate.write_lines(small, few)
    alone = ("--jobs", "1") if _has_jobs() else ()
    ratios: dict[str, float | None] = {}
    samples: dict[str, Sample] = {}
    notes: list[str] = []
    for name, more in {"all rules": (), "without the set rules": ("--no-cross-file",)}.items():
        each: list[float] = []
        later: list[float] = []
        try:
            for _ in range(1 if quick else 3):
                taken = interleave(
                    {"begin": siplint(*alone, *more, begin), "few": siplint(*alone, *more, small)}, 4 if quick else 15
                )
                begun = taken["begin"].median
                each.append((taken["few"].median - begun) / (few - none))
                later.append((once(_capped(*alone, *more, path))[0] - begun) / (many - none))
        except RuntimeError:
            notes.append(f"{name}: {many} rules did not fit into {CAP / 1e6:g} GB of address space")
            ratios[name] = None
            continue
        samples[f"a rule among {few}, {name}"] = Sample(tuple(each))
        samples[f"a rule among {many}, {name}"] = Sample(tuple(later))
        ratios[name] = Sample(tuple(later)).median / Sample(tuple(each)).median
    return Part(
        f"Growth: the time for a rule, less that of a file with {none}",
        samples,
        [
            Goal(f"a rule among {many} against one among {few}, {name}", ratio, 1.3, why="did not fit")
            for name, ratio in ratios.items()
        ],
        notes,
    )


def _has_jobs() -> bool:
    return "--jobs" in check(siplint("--help"))


def _many(*, quick: bool) -> tuple[str, int]:
    count = 50_000 if quick else 1_000_000
    path = _input(f"lines-{count}.jsonl")
    if not os.path.exists(path):
        generate.write_lines(path + ".part", count)
        os.replace(path + ".part", path)
    return path, count


def _capped(*words: str) -> Command:
    """Give `siplint check` as a command that cannot take all memory."""
    limit = f'ulimit -v {CAP}; exec "$0" "$@"'
    return Command(("/bin/sh", "-c", limit, *siplint(*words).words))


def _peak(*words: str) -> str:
    """Give the peak of resident memory in the kernel's words; empty when the cap was not enough."""
    limit = f'ulimit -v {CAP}; exec "$0" "$@"'
    try:
        said = check(Command(("/bin/sh", "-c", limit, program("siplint", "python"), "-c", PEAK, *words)))
    except RuntimeError:
        return ""
    found = re.search(r"VmHWM:\s*(\d+ kB)", said)
    return found[1] if found else ""


def _megabytes(peak: str) -> float | None:
    return int(peak.partition(" ")[0]) * 1024 / 1e6 if peak else None


def calls(part: str, *, quick: bool) -> dict[str, list[float]]:
    """Run calls.py inside siplint's environment and give the seconds a call takes, by contender."""
    words = [program("siplint", "python"), os.path.join(environment.HERE, "calls.py"), part, *(["--quick"] * quick)]
    done = subprocess.run(words, env=environment.clean(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout))

"""Measures siplint against its peers and writes RESULTS.md: `python benchmarks/run.py [--only PARTS] [--quick]`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile

import commands
import environment
import results
from measure import Sample
from results import Goal, Part

CLEAN = "siplint.check, clean"


def call(*, quick: bool) -> Part:
    """Measure a library call on a clean body and on one with a fault."""
    taken = {name: Sample(tuple(times)) for name, times in commands.calls("call", quick=quick).items()}
    ours = taken[CLEAN].median
    faults = [name for name in taken if name.startswith("siplint.check,") and not name.startswith(CLEAN)]
    gains = [taken[name.replace("siplint.check", "jsonschema")].median / taken[name].median for name in faults]
    return Part(
        "Call: one body of thirteen members",
        taken,
        [
            Goal("call, against `jsonschema` with our schema", taken["jsonschema"].median / ours, 15, 25, least=True),
            Goal("call, against `json.loads`", ours / taken["json.loads"].median, 3, 2),
            Goal("call, against a pydantic model of the shape", ours / taken["pydantic, a model"].median, 1),
            Goal(
                "the same, another body each time",
                taken[f"{CLEAN}, another body each time"].median
                / taken["pydantic, a model, another body each time"].median,
                1,
            ),
            Goal(
                "call, against pydantic's fastest, a typed dictionary",
                ours / taken["pydantic, a typed dictionary"].median,
                1,
            ),
            Goal(
                "call with a finding, against `jsonschema` listing the errors (the least of four)",
                min(gains),
                8,
                least=True,
            ),
        ],
        ["jsonschema and pydantic judge the shape; siplint also judges numbers, addresses, headers and meaning."],
    )


def numbers(*, quick: bool) -> Part:
    """Measure the verdict on a phone number."""
    taken = {name: Sample(tuple(times)) for name, times in commands.calls("numbers", quick=quick).items()}
    theirs, ours = taken["phonenumbers: parse, is_valid_number"], taken["siplint.domain.phone.verdict"]
    return Part(
        "A phone number's verdict",
        taken,
        [Goal("number, against phonenumbers", theirs.median / ours.median, 30, 75, least=True)],
        [
            "Numbers of all regions and types, each also with a digit less and one more; all verdicts agree.",
        ],
    )


PARTS = {
    "start": commands.start,
    "findings": commands.findings,
    "files": commands.files,
    "call": call,
    "array": commands.array,
    "lines": commands.lines,
    "numbers": numbers,
    "growth": commands.growth,
}


def main() -> int:
    """Make the environments, measure, write and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, by comma: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="few rounds and smaller inputs: minutes become seconds")
    parser.add_argument("--fresh", action="store_true", help="throw the environments away and install all peers anew")
    parser.add_argument("--output", help="where the results go; by default RESULTS.md for a whole run, else .work/")
    options = parser.parse_args()
    chosen = options.only.split(",")
    if unknown := set(chosen) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    machine = environment.machine()
    say("installing")
    versions = environment.make(fresh=options.fresh)
    whole = not options.quick and set(chosen) == PARTS.keys()
    path = os.path.abspath(
        options.output or os.path.join(environment.HERE if whole else environment.WORK, "RESULTS.md")
    )
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # away from any pyproject.toml: a configuration is a contender of its own
        for name in chosen:
            say(name)
            measured.append(PARTS[name](quick=options.quick))
        os.chdir(environment.ROOT)
    date = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}{', a quick run: not to be relied on' * options.quick}"
    if left := PARTS.keys() - set(chosen):
        date += f", without {', '.join(sorted(left))}"
    text = results.document(measured, machine, versions, date)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    print(text)
    say(f"written to {path}")
    return 0


def say(sentence: str) -> None:
    """Tell how far we are."""
    print(f"benchmarks: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""The two steps of the GitHub Action in `action.yml`: install siplint, then check the files and show the findings.

    python scripts/github_action.py install    writes `python` (the interpreter that has siplint) to GITHUB_OUTPUT
    python scripts/github_action.py check      writes annotations, the job summary and the outputs

Inputs come through environment variables (`INPUT_…`) and are checked before use. Nothing of them reaches a shell.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SHOWN = 10
"""Annotations of a kind that GitHub shows for one step."""
MOST_ROWS = 500
"""Rows of the table in the job summary."""
MOST_BYTES = 900_000
"""Bytes of the table: the runner refuses a summary of more than 1 MiB as a whole."""
LONGEST_CELL = 500
"""Characters of a message in the table."""
SEVERITIES = ("error", "warning", "info")
VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}((a|b|rc|\.post|\.dev)[0-9]{1,4})?", re.ASCII)
PIN = re.compile(
    r"siplint[ \t]{0,9}(?:\[[\w, \t-]{0,99}\][ \t]{0,9})?==[ \t]{0,9}([0-9][0-9A-Za-z.]{0,30})",
    re.ASCII | re.IGNORECASE,
)
HOOK = re.compile(
    r"repo:[ \t]{0,9}['\"]?\S{0,200}/siplint['\"]?[ \t]{0,9}\n[ \t]{1,20}rev:[ \t]{0,9}['\"]?v?([0-9][0-9A-Za-z.]{0,30})",
    re.ASCII,
)
"""Every repetition is bounded: a file of the workspace must not cost more than its length."""
LOCKED = re.compile(r'(?m)^\[\[package\]\]\nname = "siplint"\nversion = "([^"\n]{0,99})"\nsource = \{ ?registry ')
"""A package of `uv.lock`, as uv writes it. A parser of TOML could be made to take for ever, or to fail."""
CODES = re.compile(r"[A-Za-z0-9-]+(,[A-Za-z0-9-]+)*", re.ASCII)
REQUIREMENT_FILES = ("requirements.txt", "requirements-dev.txt", "dev-requirements.txt", "requirements/dev.txt")
LARGEST_PIN_FILE = 4 << 20
"""Bytes of a file in which a pin is looked for."""
COMMAND = re.compile(r"::(error|warning|notice) ")


class BadInputError(Exception):
    """An input that the Action does not take, in a sentence."""


class Inputs(NamedTuple):
    """The inputs of the Action, checked."""

    paths: tuple[str, ...]
    options: tuple[str, ...]
    sarif: bool


def flag(name: str, text: str) -> bool:
    """Return the value of a boolean input. Raises BadInputError."""
    if text not in ("true", "false", ""):
        raise BadInputError(f"`{name}` is {text!r}; it should be true or false")
    return text == "true"


def checked(environment: Mapping[str, str]) -> Inputs:
    """Read the inputs of `check`. Raises BadInputError."""
    given = {name: environment.get(f"INPUT_{name.upper()}", "").strip() for name in ("select", "ignore", "config")}
    options: list[str] = []
    for name in ("select", "ignore"):
        if given[name] and not CODES.fullmatch(given[name]):
            raise BadInputError(f"`{name}` is {given[name]!r}; it should be codes with commas between them")
        options += [f"--{name}={given[name]}"] if given[name] else []
    lowest = environment.get("INPUT_MIN_SEVERITY", "").strip()
    if lowest and lowest not in SEVERITIES:
        raise BadInputError(f"`min-severity` is {lowest!r}; it should be error, warning or info")
    options += [f"--min-severity={lowest}"] if lowest else []
    options += ["--strict"] if flag("strict", environment.get("INPUT_STRICT", "").strip()) else []
    options += [f"--config={given['config']}"] if given["config"] else []
    paths = tuple(line.strip() for line in environment.get("INPUT_PATHS", "").splitlines() if line.strip())
    for path in (*paths, given["config"]):
        if path.startswith("-") or not path.isprintable():
            raise BadInputError(f"the path {path!r} begins with a dash or has a control character")
    return Inputs(paths, tuple(options), flag("upload-sarif", environment.get("INPUT_UPLOAD_SARIF", "").strip()))


def pins(project: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a project that pin siplint, each with the version: pre-commit, requirements, pyproject, uv."""
    patterns = [(".pre-commit-config.yaml", HOOK), (".pre-commit-config.yml", HOOK), ("pyproject.toml", PIN)]
    for name, pattern in [*patterns, *((name, PIN) for name in REQUIREMENT_FILES)]:
        found = pattern.search(_without_comments(_text(project / name)))
        if found and (pattern is PIN or VERSION.fullmatch(found[1])):  # `rev` may be the hash of a commit
            yield name, found[1]
    for found in LOCKED.finditer(_text(project / "uv.lock").replace("\r\n", "\n")):
        yield "uv.lock", found[1]


def _text(path: Path) -> str:
    if not path.is_file() or path.stat().st_size > LARGEST_PIN_FILE:
        return ""
    return path.read_text(encoding="utf-8", errors="replace")


def _without_comments(text: str) -> str:
    return re.sub(r"(?m)^[ \t]*#.*\n?|[ \t]#.*$", "", text)


def requirement(asked: str, project: Path, action: Path) -> tuple[str, str]:
    """Return what pip installs, and why. Without an input and without a pin it is the Action's own source.

    Raises BadInputError for a version that is not one, and for pins that contradict each other.
    """
    if asked:
        return _release(asked, "the input `version`"), "the input `version`"
    found = list(pins(project))
    if not found:
        return str(action), "the version of the Action itself: neither an input nor the project names one"
    if len({version for _, version in found}) > 1:
        several = ", ".join(f"{version} in {name}" for name, version in found)
        raise BadInputError(f"the project pins more than one version of siplint: {several}; name one in `version`")
    name, version = found[0]
    return _release(version, name), f"the pin in {name}"


def _release(version: str, place: str) -> str:
    if not VERSION.fullmatch(version):
        raise BadInputError(f"{version!r} in {place} is not a version such as 0.1.0")
    return f"siplint=={version}"


def install(environment: Mapping[str, str]) -> int:
    """Install siplint into an environment of its own, and write its interpreter to GITHUB_OUTPUT."""
    wanted, reason = requirement(
        environment.get("INPUT_VERSION", "").strip().removeprefix("v"),
        Path(environment["GITHUB_WORKSPACE"]),
        Path(environment["GITHUB_ACTION_PATH"]),
    )
    folder = Path(environment["RUNNER_TEMP"]) / "siplint-action"
    venv.create(folder, with_pip=True, clear=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    print(f"siplint: installing {Path(wanted).name if os.sep in wanted else wanted} ({reason})", flush=True)
    # isolated, and in another folder: a folder `pip` of the workspace must not be imported
    words = [str(python), "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted]
    done = subprocess.run(words, cwd=folder, check=False)  # noqa: S603 (no shell, and the words are checked)
    if done.returncode == 0:
        _append(environment["GITHUB_OUTPUT"], f"python={python}\n")
    return done.returncode


def check(environment: Mapping[str, str]) -> int:
    """Run siplint, print annotations, write the job summary and the outputs; return siplint's exit code."""
    inputs = checked(environment)
    folder = Path(environment["RUNNER_TEMP"])
    report_file, sarif_file = folder / "siplint.json", folder / "siplint.sarif"
    code, _, said = run(environment, inputs, "json", report_file)
    sys.stderr.write(said)
    _, commands, _ = run(environment, inputs, "github", None)
    for line in shown(commands.splitlines()):
        print(line)
    sys.stdout.flush()
    outputs = {"exit-code": str(code)}
    if report_file.is_file() and report_file.stat().st_size:
        report = json.loads(report_file.read_text(encoding="utf-8"))
        _append(environment["GITHUB_STEP_SUMMARY"], summary(report))
        outputs |= {f"{severity}s": str(report["summary"][f"{severity}s"]) for severity in SEVERITIES}
        outputs["report"] = str(report_file)
    if inputs.sarif and run(environment, inputs, "sarif", sarif_file)[0] in (0, 1):
        outputs["sarif"] = str(sarif_file)
    _append(environment["GITHUB_OUTPUT"], "".join(f"{name}={value}\n" for name, value in outputs.items()))
    return code


def run(environment: Mapping[str, str], inputs: Inputs, form: str, output: Path | None) -> tuple[int, str, str]:
    """Run `siplint check` in the workspace; return its exit code, what it printed, and what it said to people."""
    kept = {name: value for name, value in environment.items() if not name.startswith(("SIPLINT_", "PYTHON", "INPUT_"))}
    # isolated: a folder `siplint` of the workspace must not be imported
    words = [environment["SIPLINT_PYTHON"], "-I", "-m", "siplint", "check", f"--format={form}", *inputs.options]
    words += [f"--output={output}"] if output else []
    done = subprocess.run(  # noqa: S603 (no shell, and the words are checked)
        [*words, "--", *inputs.paths],
        cwd=environment["GITHUB_WORKSPACE"],
        env=kept,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout, done.stderr


def shown(lines: Iterable[str]) -> Iterator[str]:
    """Yield the workflow commands that GitHub shows as annotations, the first of each kind; drop every other line."""
    counts: dict[str, int] = {}
    for line in lines:
        command = COMMAND.match(line)
        if command:
            counts[command[1]] = counts.get(command[1], 0) + 1
            if counts[command[1]] <= SHOWN:
                yield line


def summary(report: dict[str, Any]) -> str:
    """Return the job summary: the counts, and a table of the findings that are no annotations."""
    counts = report["summary"]
    head = " · ".join(f"{name}: {counts[name]}" for name in ("errors", "warnings", "infos", "rules", "files"))
    text = f"### siplint\n\n{head}\n"
    rest = [one for severity in SEVERITIES for one in _of(report["diagnostics"], severity)[SHOWN:]]
    if not rest:
        return text
    text += f"\nGitHub shows {SHOWN} annotations of a kind. These {len(rest)} findings are beyond that:\n\n"
    text += "| severity | code | place | message |\n|---|---|---|---|\n"
    size, written = len(text), 0
    for one in rest[:MOST_ROWS]:
        row = f"| {' | '.join(_cells(one))} |\n"
        size += len(row.encode())
        if size > MOST_BYTES:
            break
        text += row
        written += 1
    return text + (f"\nand {len(rest) - written} more, in the report\n" if written < len(rest) else "")


def _of(diagnostics: Iterable[dict[str, Any]], severity: str) -> list[dict[str, Any]]:
    return [one for one in diagnostics if one["severity"] == severity]


def _cells(one: dict[str, Any]) -> tuple[str, ...]:
    start = one.get("start") or {}
    place = f"{one['file']}:{start['line']}" if start else one["file"]
    return one["severity"], inert(one["code"]), inert(place), inert(one["message"])


def inert(text: str) -> str:
    """Return text that Markdown shows as it is: everything but ASCII letters, digits and spaces is an entity."""
    cut = text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
    return "".join(
        letter if letter == " " or (letter.isascii() and letter.isalnum()) else _entity(letter) for letter in cut
    )


def _entity(letter: str) -> str:
    return f"&#{ord(letter)};" if letter.isprintable() else "&#65533;"


def _append(path: str, text: str) -> None:
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        file.write(text)


def main(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a step; a wrong input is one error command and exit code 2."""
    steps = {"install": install, "check": check}
    if len(words) != 1 or words[0] not in steps:
        sys.stderr.write("usage: github_action.py install|check\n")
        return 2
    try:
        return steps[words[0]](environment)
    except BadInputError as fault:
        text = re.sub(r"[\x00-\x1f\x7f]", " ", str(fault)).replace("%", "%25")
        print(f"::error title=siplint::{text}")
        return 2


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # on Windows a pipe has an encoding that lacks most letters
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:], os.environ))

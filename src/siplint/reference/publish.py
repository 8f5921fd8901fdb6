"""Write the files that are generated: `python -m siplint.reference.publish [--check]`, in the project's folder."""

from __future__ import annotations

import json
import os
import re
import sys

from siplint.reference.command_page import command_page
from siplint.reference.man_page import man_page
from siplint.reference.manual import SUBJECTS, page, rules_index
from siplint.reference.schemas import SCHEMAS
from siplint.rules.catalogue import all_rules, entries_in, rule_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHOWN, SHOWN_END = "<!-- output -->", "<!-- /output -->"
"""The lines of the README around what siplint prints for the vendor's example."""
SPEED, SPEED_END = "<!-- speed -->", "<!-- /speed -->"
"""The lines of the README around the results of the benchmarks."""
EXAMPLE = "examples/routing-rules/vendor-example.json"
RESULTS = "benchmarks/RESULTS.md"
FOLDERS = ("docs/rules", "schemas")
"""Folders in which only this module writes."""
README = "README.md"
SITE, NAV, NAV_END = "mkdocs.yml", "# <rules>\n", "# </rules>"
"""The configuration of the site, and the lines around its list of rules."""
SCRIPTS = "scripts/pages"
"""The folder of scripts for pages about what this package may not import; see `script_pages`."""
README_ROWS = (
    "| start, against `check-json`",
    "| start with findings, against `check-json`",
    "| 1 000 files, against `check-json`",
    "| 20000 rules with 5 % findings, against",
    "| call, against `jsonschema` with",
)
"""Rows of the results that the README shows."""
MAN_PAGE = "docs/siplint.1"
INDEX = "src/siplint/rules/index.py"
INDEX_HEAD = '''"""What the rules declare, so that a run imports only those it asks; written by `siplint.reference.publish`."""

# fmt: off
ROWS = (
{rows})
SIZES = {sizes}
"""The modules with rules, and the size (bytes) of each when this was written."""
'''


def pages() -> dict[str, str]:
    """Return every file that is made only from rules, fields and commands, by its path in the project."""
    return {
        **{
            f"schemas/{name}.schema.json": json.dumps(make(), indent=2, ensure_ascii=False) + "\n"
            for name, make in SCHEMAS.items()
        },
        **{f"docs/rules/{rule.code}.md": page(rule) for rule in all_rules()},
        "docs/rules/index.md": rules_index(),
        "docs/command-line.md": command_page(),
        INDEX: index_source(),
        MAN_PAGE: man_page(),
    }


def index_source() -> str:
    """Return the source of the index of all rules, read from the rules themselves."""
    sizes = rule_files()
    rows = [entry.row() for entry in entries_in(sizes)]
    lines = "".join(f"    {json.dumps(row)},\n" for row in sorted(rows))
    lines = lines.replace("[]", "()").replace(": true", "").replace(" true,", " True,").replace(" false,", " False,")
    lines = re.sub(r"\[([^\[\]]+)\]", lambda match: f"({match[1]},)" if "," not in match[1] else f"({match[1]})", lines)
    lines = re.sub(r"^    \[(.*)\],$", r"    (\1),", lines, flags=re.MULTILINE)
    return INDEX_HEAD.format(rows=lines, sizes=json.dumps(sizes, indent=4, sort_keys=True))


def script_pages(folder: str) -> dict[str, str]:
    """Return what the scripts of a project make: each has a function `pages` that takes the folder, as `pages` here."""
    import runpy

    names = [name for name in _listed(os.path.join(folder, SCRIPTS)) if name.endswith(".py")]
    made: dict[str, str] = {}
    for name in names:
        made |= runpy.run_path(os.path.join(folder, SCRIPTS, name))["pages"](folder)
    return made


def site(text: str) -> str:
    """Return the configuration of the site with the pages of all rules, by subject, in its navigation."""
    before, begin, rest = text.partition(NAV)
    _, end, after = rest.partition(NAV_END)
    margin = before[before.rfind("\n") + 1 :]
    lines = []
    for start, subject in SUBJECTS.items():
        mine = [f"{margin}    - rules/{rule.code}.md\n" for rule in all_rules() if rule.code.startswith(start)]
        lines += [f"{margin}- {subject}:\n", *mine] if mine else []
    return f"{before}{begin}{''.join(lines)}{margin}{end}{after}" if end else text


def readme(text: str, example: str = "", results: str = "") -> str:
    """Return the README with the current output and the last results in their places."""
    rows = [line.split(" | ") for line in results.split("\n") if line.startswith(README_ROWS)]
    if rows:
        table_rows = "\n".join(f"{row[0]} | {row[1]} |" for row in rows)
        text = _between(text, SPEED, SPEED_END, f"| | measured |\n|---|---|\n{table_rows}")
    return _between(text, SHOWN, SHOWN_END, _printed(example.encode())) if example else text


def _between(text: str, first: str, last: str, new: str) -> str:
    before, begin, rest = text.partition(first)
    _, end, after = rest.partition(last)
    return f"{before}{begin}\n{new}\n{end}{after}" if end else text


def _printed(example: bytes) -> str:
    from siplint.engine.files import lint_files
    from siplint.model.settings import DEFAULT
    from siplint.report.full import full
    from siplint.report.summary import advice, summary

    report = lint_files({EXAMPLE: example}, DEFAULT)
    said = "".join(f"siplint: {sentence}\n" for sentence in (summary(report), *advice(report)))
    return f"```\n$ siplint check {EXAMPLE}\n{''.join(full(report))}{said}```"


def stale(folder: str) -> dict[str, str | None]:
    """Return the files that are stale, with what they should contain; None: the file should not exist."""
    wanted: dict[str, str | None] = {**pages(), **script_pages(folder)}
    found = dict(_files(folder, wanted))
    if SITE in found:
        wanted[SITE] = site(found[SITE])
    if README in found:
        wanted[README] = readme(found[README], found.get(EXAMPLE, ""), found.get(RESULTS, ""))
    for path in (EXAMPLE, RESULTS):
        found.pop(path, None)
    wanted |= dict.fromkeys(found.keys() - wanted.keys())
    return {path: wanted[path] for path in sorted(wanted) if found.get(path) != wanted[path]}


def _files(folder: str, wanted: Iterable[str]) -> Mapping[str, str]:
    """Read the generated files, the files that they stand in, and those that they quote."""
    listed = [f"{inside}/{name}" for inside in FOLDERS for name in _listed(os.path.join(folder, inside))]
    found = {}
    for path in {README, SITE, EXAMPLE, RESULTS, *wanted, *listed}:
        whole = os.path.join(folder, path)
        if os.path.isfile(whole):
            with open(whole, encoding="utf-8", newline="") as file:
                found[path] = file.read()
    return found


def _listed(folder: str) -> list[str]:
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def publish(words: Sequence[str], folder: str = ".") -> int:
    """Write the stale files, or only name them with `--check`; return the exit code."""
    if [word for word in words if word != "--check"]:
        sys.stderr.write("usage: python -m siplint.reference.publish [--check]\n")
        return 2
    old = stale(folder)
    for path, text in old.items():
        if words:
            sys.stderr.write(f"stale: {path}\n")
        elif text is None:
            os.unlink(os.path.join(folder, path))
        else:
            whole = os.path.join(folder, path)
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            with open(whole, "w", encoding="utf-8", newline="") as file:
                file.write(text)
    return 1 if words and old else 0


if __name__ == "__main__":
    sys.exit(publish(sys.argv[1:]))

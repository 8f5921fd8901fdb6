"""Make the page about the formats of a report, each with what it prints for one file.

`siplint.reference.publish` calls `pages`.
"""

from __future__ import annotations

import json
from importlib import import_module

from siplint.engine.files import lint_files
from siplint.model.settings import FORMATS, Settings

PAGE = "docs/formats.md"
FILE = "support.json"
BODY = """{
  "name": "Support line",
  "type": "inbound",
  "phoneNumbers": ["+1 415 555 1234"],
  "agentId": "support-agent"
}
"""
LANGUAGES = {"json": "json", "sarif": "json", "gitlab": "json", "junit": "xml"}
INTRODUCTION = f"""# Report formats

`--format` chooses how findings are written; `-o FILE` writes the report to a file. Findings go to standard output, every other word to
standard error. A machine format prints one valid document even when nothing was found. No text of a checked file can act as a command in
any format: control characters are shown as visible pictures, and secrets are left out.

Each example below is what siplint prints for this file, `{FILE}`:

```json
{BODY}```
"""
WORDS = {
    "full": "For people: each finding with its lines, second places, the outcome and what to do. It is the default. Colors are used in a "
    "terminal; `--color`, `NO_COLOR` and `FORCE_COLOR` decide otherwise.",
    "concise": "For people and for `grep`: one line for each finding, `file:line:column: severity[CODE] message`.",
    "json": "For programs. [`report.schema.json`](../schemas/report.schema.json) describes it, and `siplint.pydantic.JSONReport` reads it. "
    "Lines and columns count from 1 (columns in code points), offsets are bytes from 0, ends are exclusive. `fingerprint` stays the same "
    "when lines move.",
    "sarif": "SARIF 2.1.0, for code scanning on GitHub and for other tools that collect findings.",
    "github": "Workflow commands: GitHub shows each finding at its line in a pull request.",
    "gitlab": "A code quality report for GitLab's merge requests.",
    "junit": "JUnit's XML, for CI systems that show test results. Each file is a test case.",
}
LONGEST = 40
"""How many lines of an example are shown."""


def pages(_folder: str = ".") -> dict[str, str]:
    """Return the page by its path."""
    report = lint_files({FILE: BODY.encode()}, Settings())
    parts = [INTRODUCTION]
    for name in FORMATS:
        printed = "".join(getattr(import_module(f"siplint.report.{name}"), name)(report))
        language = LANGUAGES.get(name, "text")
        if language == "json":
            printed = json.dumps(json.loads(printed), indent=2, ensure_ascii=False)
        lines = printed.rstrip("\n").split("\n")
        more = f"\nThe document has {len(lines)} lines; these are the first.\n" if len(lines) > LONGEST else ""
        shown = "\n".join(lines[:LONGEST])
        parts.append(f"## {name}\n\n{WORDS[name]}\n{more}\n```{language}\n{shown}\n```\n")
    return {PAGE: "\n".join(parts)}

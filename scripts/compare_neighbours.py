"""What siplint's neighbours find in the same twenty bodies: writes the table of docs/neighbours.md.

    python scripts/compare_neighbours.py            print the table
    python scripts/compare_neighbours.py --write    put it into the page

Needs Node with npm, and the packages of the group `neighbours`. Every neighbour is run; none is asked over the network.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "neighbours.md"
NODE = ROOT / "scripts" / "neighbours"
BEGIN, END = "<!-- comparison -->", "<!-- /comparison -->"
INBOUND = {"name": "Support", "type": "inbound", "phoneNumbers": ["+14155552671"], "agentId": "support-agent"}
OUTBOUND = {"name": "Sales", "type": "outbound", "phoneNumbers": ["+442071838750"]}
LEGACY = {
    "gatewayId": "gw_1",
    "name": "Support",
    "numbers": ["+14155552671"],
    "dispatch": {"room": {"type": "dynamic"}},
}


class Case(NamedTuple):
    """A text of one rule (or of a list of two), and whether something is wrong with it."""

    title: str
    text: str
    is_wrong: bool = True


def case(title: str, *bodies: object, is_wrong: bool = True) -> Case:
    """Make a case of bodies."""
    return Case(title, json.dumps(bodies[0] if len(bodies) == 1 else bodies, indent=2), is_wrong)


CASES = (
    case("an inbound rule, all right", INBOUND, is_wrong=False),
    case("an outbound rule with `headers`, all right", OUTBOUND | {"headers": {"X-Team": "sales"}}, is_wrong=False),
    case(
        "a static room with a PIN, all right",
        INBOUND | {"room": {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4826"}},
        is_wrong=False,
    ),
    case("`name` is missing", {key: value for key, value in INBOUND.items() if key != "name"}),
    case("`phoneNumbers` is one text", INBOUND | {"phoneNumbers": "+14155552671"}),
    case('`recording` is `"true"`', INBOUND | {"recording": "true"}),
    case('`type` is `"Inbound"`', INBOUND | {"type": "Inbound"}),
    case("`agentid` for `agentId`", {**OUTBOUND, "agentid": "support-agent"}),
    case("`headers` on an inbound rule", INBOUND | {"headers": {"X-Team": "sales"}}),
    case("`headersToAttributes` on an outbound rule", OUTBOUND | {"headersToAttributes": {"X-Id": "id"}}),
    case("a body of the old API", LEGACY),
    case("a number with spaces", INBOUND | {"phoneNumbers": ["+1 415 555 2671"]}),
    case("a number that is too short for its country", INBOUND | {"phoneNumbers": ["+1415555267"]}),
    case("a number with its national 0 left in", OUTBOUND | {"phoneNumbers": ["+4402071838750"]}),
    case("a line break in a header's value", OUTBOUND | {"headers": {"X-Team": "sales\r\nVia: x"}}),
    case("a header that the SIP stack writes itself", OUTBOUND | {"headers": {"Call-ID": "1"}}),
    case("a static room that is not named", INBOUND | {"room": {"type": "static"}}),
    case("a placeholder for the API key", INBOUND | {"apiKey": "$YOUR_API_KEY"}),
    Case("a key that appears twice", json.dumps(INBOUND, indent=2).replace('  "type"', '  "name": "Old",\n  "type"')),
    case("two inbound rules with one number", INBOUND, INBOUND | {"name": "Night"}),
)
Verdicts = list[bool]


def run(words: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command and take what it prints."""
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 (no shell)


def each(files: Sequence[Path], *words: str | Path) -> Verdicts:
    """Run a command on each file: it finds something if it does not end with 0."""
    return [run([*words, file], file.parent).returncode != 0 for file in files]


def siplint(files: Sequence[Path]) -> Verdicts:
    """Siplint itself, at its default severity; a warning counts."""
    return each(files, sys.executable, "-m", "siplint", "check", "--isolated", "--quiet", "--strict")


def check_jsonschema(files: Sequence[Path]) -> Verdicts:
    """check-jsonschema with our schema."""
    return each(files, sys.executable, "-m", "check_jsonschema", "--schemafile", ROOT / "schemas" / "rules.schema.json")


def sdk_types(files: Sequence[Path]) -> Verdicts:
    """The types of the vendor's SDK: each body as an object of its type, for the TypeScript compiler."""
    folder = files[0].parent / "types"
    folder.mkdir()
    for file in files:
        text = file.read_text("utf-8")
        kind = "CreateRoutingRuleOptions" + "[]" * text.startswith("[")
        source = f'import type {{ CreateRoutingRuleOptions }} from "@videosdk.live/server-sdk";\n\nexport const body: {kind} = '
        (folder / f"{file.stem}.ts").write_text(f"{source}{text};\n", "utf-8")
    words = [
        "node_modules/.bin/tsc",
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--lib",
        "es2022,dom",
    ]
    done = run([*words, *(f"types/{file.stem}.ts" for file in files)], files[0].parent)
    wrong = set(re.findall(r"^types/(\w+)\.ts\(", done.stdout, re.MULTILINE))
    if done.returncode and not wrong:
        raise SystemExit(done.stdout + done.stderr)
    return [file.stem in wrong for file in files]


def sdk_call(files: Sequence[Path]) -> Verdicts:
    """The vendor's SDK, called with each body: it finds something if it raises before it sends."""
    shutil.copy(NODE / "create_rules.mjs", files[0].parent)
    done = run(["node", "create_rules.mjs", *(file.name for file in files)], files[0].parent)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [bool(json.loads(line)["problem"]) for line in done.stdout.splitlines()]


def livekit(files: Sequence[Path]) -> Verdicts:
    """LiveKit's protocol: each body as a request for one of its dispatch rules."""
    from google.protobuf.json_format import ParseDict, ParseError
    from livekit.protocol.sip import CreateSIPDispatchRuleRequest

    verdicts = []
    for file in files:
        try:
            ParseDict(json.loads(file.read_text("utf-8")), CreateSIPDispatchRuleRequest())
            verdicts.append(False)
        except (ParseError, TypeError):
            verdicts.append(True)
    return verdicts


def cfn_lint(files: Sequence[Path]) -> Verdicts:
    """cfn-lint, which takes each body for a CloudFormation template."""
    return each(files, sys.executable, "-m", "cfnlint", "--template")


def npm_version(folder: Path, name: str) -> str:
    """Return the version of an installed npm package."""
    return str(json.loads((folder / "node_modules" / name / "package.json").read_text("utf-8"))["version"])


def compared(folder: Path) -> str:
    """Install the npm packages, run every neighbour and return the table."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE / name, folder)
    done = run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
    if done.returncode:
        raise SystemExit(done.stderr)
    files = []
    for number, one in enumerate(CASES):
        files.append(folder / f"case{number:02}.json")
        files[-1].write_text(one.text, "utf-8")
    sdk = npm_version(folder, "@videosdk.live/server-sdk")
    columns: dict[str, Callable[[Sequence[Path]], Verdicts]] = {
        f"siplint {version('siplint')}": siplint,
        f"check-jsonschema {version('check-jsonschema')} with our schema": check_jsonschema,
        f"types of VideoSDK's server SDK {sdk}, TypeScript {npm_version(folder, 'typescript')}": sdk_types,
        "the same SDK, called": sdk_call,
        f"LiveKit's protocol {version('livekit-protocol')}": livekit,
        f"cfn-lint {version('cfn-lint')}": cfn_lint,
    }
    return table({name: neighbour(files) for name, neighbour in columns.items()})


def table(columns: dict[str, Verdicts]) -> str:
    """Return the table; a neighbour that refuses what is all right finds nothing by refusing the rest."""
    rows = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    blind = {
        name: any(refused and not one.is_wrong for refused, one in zip(verdicts, CASES, strict=True))
        for name, verdicts in columns.items()
    }
    for number, one in enumerate(CASES):
        cells = [_cell(verdicts[number], one, is_blind=blind[name]) for name, verdicts in columns.items()]
        rows.append(f"| {one.title} | {' | '.join(cells)} |")
    totals = ["none" if blind[name] else str(sum(verdicts)) for name, verdicts in columns.items()]
    wrong = sum(one.is_wrong for one in CASES)
    return "\n".join([*rows, f"| **faults found, of {wrong}** | {' | '.join(totals)} |"])


def _cell(refused: bool, one: Case, *, is_blind: bool) -> str:
    if is_blind:
        return "refused" if refused else "passes"
    if refused:
        return "found"
    return "–" if one.is_wrong else "passes"


def main(words: Sequence[str]) -> int:
    """Compare, and print the table or write it into the page."""
    with tempfile.TemporaryDirectory(prefix="siplint-neighbours-") as scratch:
        text = compared(Path(scratch).resolve())
    if list(words) == ["--write"]:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Build the playground into a folder that any static host can serve, below any path.

    python scripts/build_playground.py FOLDER                     build, and check the sizes
    python scripts/build_playground.py FOLDER --rules ../rules/   where the pages of the rules are, as seen from it

It needs Node 20, npm, and PyYAML in the Python that runs it. siplint is the wheel of the checkout, or that of `--wheel`.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.metadata
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLAYGROUND = ROOT / "playground"
BUDGET = PLAYGROUND / "budget.json"
FIRST = ("index.html", "page.js", "style.css", "worker.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "snapshot.gz")
"""Files that are loaded before the first verdict."""
PACKED = (".html", ".js", ".mjs", ".css", ".wasm", ".txt")
"""Endings of files that hosts compress."""


def main() -> None:
    """Build the page; exit with a message if it is too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rules", default="../rules/", help="URL of the folder with the pages of the rules")
    parser.add_argument("--wheel", type=Path, help="a wheel of siplint that is built already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        wheel = options.wheel or build_wheel(work)
        modules = pack_modules(work / "modules.zip")
        if not is_installed():
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", cwd=PLAYGROUND)
        out = options.folder.resolve()
        made = (wheel.resolve(), modules, write_yaml_license(work / "license.txt"), out)
        run("node", "build.mjs", *map(str, made), options.rules, cwd=PLAYGROUND)
    over = check_sizes(options.folder)
    if over:
        sys.exit("\n".join(over))


def run(*command: str, cwd: Path = ROOT) -> None:
    """Run a program; end with its exit code if it fails."""
    done = subprocess.run(command, cwd=cwd, check=False)  # noqa: S603 (commands of this file)
    if done.returncode:
        sys.exit(done.returncode)


def build_wheel(folder: Path) -> Path:
    """Build the wheel that is published, without what it depends on."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("siplint-*.whl"))


def pack_modules(path: Path) -> Path:
    """Pack what Python needs beside siplint: the modules of the playground, and PyYAML without its C part."""
    spec = importlib.util.find_spec("yaml")
    if spec is None or spec.origin is None:
        sys.exit("PyYAML is not installed; the playground reads YAML with it")
    yaml = Path(spec.origin).parent
    files = {f"yaml/{file.name}": file for file in yaml.glob("*.py")}
    files |= {file.name: file for file in (PLAYGROUND / "python").glob("*.py")}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return path


def write_yaml_license(path: Path) -> Path:
    """Write the licence of the PyYAML that is packed."""
    files = importlib.metadata.files("PyYAML") or ()
    path.write_text(next(file for file in files if file.name == "LICENSE").read_text("utf-8"), "utf-8")
    return path


def is_installed() -> bool:
    """Tell whether the packages of the lock file are installed."""
    lock, installed = PLAYGROUND / "package-lock.json", PLAYGROUND / "node_modules" / ".package-lock.json"
    if not installed.exists():
        return False
    wanted = {name: entry["version"] for name, entry in json.loads(lock.read_bytes())["packages"].items() if name}
    found = {name: entry["version"] for name, entry in json.loads(installed.read_bytes())["packages"].items()}
    return found.items() <= wanted.items() and {"node_modules/pyodide", "node_modules/esbuild"} <= found.keys()


def check_sizes(folder: Path) -> list[str]:
    """Print what is loaded, in kilobytes; return a sentence for each size over its budget."""
    files = [Path(parent, name) for parent, _, names in os.walk(folder) for name in names]
    sizes = {
        "first": sum(file.stat().st_size for file in files if file.name in FIRST),
        "first, compressed": sum(compressed_size(file) for file in files if file.name in FIRST),
        "page": sum(file.stat().st_size for file in files if file.name in ("page.js", "style.css", "worker.js")),
        "all": sum(file.stat().st_size for file in files),
    }
    budget = json.loads(BUDGET.read_bytes())
    for name, size in sizes.items():
        sys.stdout.write(f"{name:20} {size // 1000:7} kB of {budget[name]}\n")
    return [
        f"{name}: {size // 1000} kB, more than {budget[name]}"
        for name, size in sizes.items()
        if size > budget[name] * 1000
    ]


def compressed_size(file: Path) -> int:
    """Return what a host sends of a file (bytes)."""
    data = file.read_bytes()
    return len(gzip.compress(data, 6)) if file.suffix in PACKED else len(data)


if __name__ == "__main__":
    main()

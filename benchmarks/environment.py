"""Makes the environments: one for siplint from this checkout, one for each peer, as pre-commit does."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
WORK = os.path.join(HERE, ".work")
"""Environments, wheels, inputs and the raw figures; ignored by git."""

PEERS = {
    "pre-commit-hooks": ["pre-commit-hooks"],
    "check-jsonschema": ["check-jsonschema"],
    "cfn-lint": ["cfn-lint"],
    "sourcemeta-jsonschema": ["sourcemeta-jsonschema"],
}
SHOWN = ("siplint", "jsonschema", "pydantic", "phonenumbers", *PEERS)
"""Packages whose versions the results name; jsonschema, pydantic and phonenumbers come with siplint."""


def clean() -> dict[str, str]:
    """Give the variables that every measured command gets: none of ours or Python's own."""
    return {"PATH": os.defpath, "HOME": WORK, "LANG": "C.UTF-8"}


def program(tool: str, name: str) -> str:
    """Give the path of a program in the environment of a tool."""
    return os.path.join(WORK, "env", tool, "bin", name)


def native_sourcemeta() -> str | None:
    """Give the path of sourcemeta's own binary, without the Python script in front of it; None when it has none here."""
    packages = os.path.join(
        WORK, "env", "sourcemeta-jsonschema", "lib", f"python{sys.version_info[0]}.{sys.version_info[1]}"
    )
    machine = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}.get(
        platform.machine().lower(), platform.machine()
    )
    path = os.path.join(
        packages, "site-packages", "sourcemeta_jsonschema", f"jsonschema-{platform.system().lower()}-{machine}"
    )
    return path if os.access(path, os.X_OK) else None


def make(*, fresh: bool = False) -> dict[str, str]:
    """Make what is missing, put this checkout's wheel in place, and give the versions of what is there."""
    if fresh:
        shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK, exist_ok=True)
    pip = _pip()
    versions: dict[str, str] = {}
    for tool, packages in PEERS.items():
        _install(pip, tool, packages)
        versions |= _versions(pip, tool)
    with tempfile.TemporaryDirectory() as folder:
        _run([pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT])
        (wheel,) = os.listdir(folder)
        _install(pip, "siplint", [os.path.join(folder, wheel), "--force-reinstall", "--no-deps"], always=True)
        _install(pip, "siplint", [os.path.join(folder, wheel)], always=True)
    # last, so that its jsonschema is the one that is named: the one that the library calls are compared with
    versions |= _versions(pip, "siplint")
    return {name: versions.get(name, "could not be installed") for name in SHOWN} | {
        "pip": _versions(pip, "pip")["pip"]
    }


def _pip() -> str:
    """Give one pip for all environments: older ones write console scripts that import `re`, 12 ms."""
    pip = program("pip", "pip")
    if not os.path.exists(pip):
        _run([sys.executable, "-m", "venv", os.path.join(WORK, "env", "pip")])
        _run([pip, "install", "--quiet", "--upgrade", "pip>=25.1"])
    return pip


def _install(pip: str, tool: str, packages: list[str], *, always: bool = False) -> None:
    python = program(tool, "python")
    if always or not os.path.exists(python):
        if not os.path.exists(python):
            _run([sys.executable, "-m", "venv", "--without-pip", os.path.join(WORK, "env", tool)])
        try:
            _run([pip, "--python", python, "install", "--quiet", *packages])
        except subprocess.CalledProcessError as error:
            if tool == "siplint":
                raise
            sys.stderr.write(f"{tool} could not be installed:\n{error.stderr}\n")


def _versions(pip: str, tool: str) -> dict[str, str]:
    listed = _run([pip, "--python", program(tool, "python"), "list", "--format", "json"])
    return {one["name"].lower().replace("_", "-"): one["version"] for one in json.loads(listed)}


def _run(words: list[str]) -> str:
    """Run an installer and give what it prints; compiled files are always written, as for any user."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(words, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, words, done.stdout, done.stderr)
    return done.stdout


def machine() -> list[str]:
    """Describe the machine in a few lines."""
    model = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
        model = names[0] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB",
        f"{platform.system()} {platform.release()}, {platform.python_implementation()} {platform.python_version()}",
        f"load average when it began {os.getloadavg()[0]:.1f}",
    ]

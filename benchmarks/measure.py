"""Times commands against each other: they take turns, so that a busy moment hits all of them alike."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import time
from dataclasses import dataclass

import environment

TOO_MANY = 40
"""Lines of a failed command's output that are shown."""


@dataclass(frozen=True)
class Sample:
    """What was measured of one contender, in seconds: on the wall's clock, and of processors where that is known."""

    times: tuple[float, ...]
    worked: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.times)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles: half of all times lie between them."""
        if len(self.times) < 2:  # noqa: PLR2004 (no quartiles of one)
            return self.times[0], self.times[0]
        low, _, high = statistics.quantiles(self.times, n=4, method="inclusive")
        return low, high


@dataclass(frozen=True)
class Command:
    """A command, the exit code it must end with, and the folder it is started in; "" is the working directory."""

    words: tuple[str, ...]
    exit_code: int = 0
    folder: str = ""


def interleave(commands: dict[str, Command], rounds: int, slow: dict[str, int] | None = None) -> dict[str, Sample]:
    """Run commands in turns (A B C A B C …) and give each one's wall times.

    Each runs once before, unmeasured, to warm caches and to see that it ends as it should. `slow` says for a command
    that takes long in how many rounds it takes part.
    """
    for command in commands.values():
        check(command)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(rounds):
        for name, command in commands.items():
            if turn < (slow or {}).get(name, rounds):
                taken[name].append(once(command))
    return {name: Sample(*zip(*pairs, strict=True)) for name, pairs in taken.items()}


def once(command: Command) -> tuple[float, float]:
    """Run a command, its output thrown away; give the seconds until it has ended and those that processors worked."""
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    with contextlib.chdir(command.folder or os.curdir):
        began = time.perf_counter()
        child = os.posix_spawn(command.words[0], command.words, environment.clean(), file_actions=nowhere)
        _, status, used = os.wait4(child, 0)
        taken = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) != command.exit_code:
        check(command)
    return taken, used.ru_utime + used.ru_stime


def check(command: Command) -> str:
    """Run a command and give its output; raise RuntimeError when it does not end as it should."""
    done = subprocess.run(
        command.words,
        cwd=command.folder or None,
        env=environment.clean(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != command.exit_code:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-TOO_MANY:])
        words = " ".join(command.words[:6])
        raise RuntimeError(f"exit {done.returncode} in place of {command.exit_code}: {words}\n{said}")
    return done.stdout + done.stderr

"""What came of a run of the command, and what is asked of it."""

from __future__ import annotations

import json

from harmless import assert_harmless

SECRET = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
"""A secret that the files of an attack hold, and that no run may show."""


class Ran:
    """Exit code, standard output and standard error of a run."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """The file, code and pointer of each diagnostic of a JSON report."""
        return [(one["file"], one["code"], one["pointer"]) for one in json.loads(self.out)["diagnostics"]]

    @property
    def found(self) -> list[tuple[str, str]]:
        """The file and code of each diagnostic of a JSON report."""
        return [(file, code) for file, code, _ in self.places]

    @property
    def lines(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()

    @property
    def said(self) -> list[str]:
        """The lines of standard error, without the name of the program."""
        return [line.removeprefix("siplint: ") for line in self.lines]

    @property
    def skipped(self) -> list[str]:
        """What `-v` says was skipped, without the line that counts it."""
        start = "siplint: skipped "
        return [
            line.removeprefix(start) for line in self.lines if line.startswith(start) and ": " in line[len(start) :]
        ]

    def held(self, *codes: int) -> Ran:
        """Assert that it ended as documented: no traceback, no internal error, no secret, nothing that is obeyed."""
        assert self.code in codes, self.err[-2000:]
        for text in (self.out, self.err):
            assert "Traceback" not in text
            assert "internal error" not in text
            assert SECRET not in text
        assert_harmless("stderr", self.err)
        return self

"""The golden reports: how each format looks for a small set of files. `python tests/golden.py` writes them anew."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent / "golden"
ENDINGS = {"full": "txt", "concise": "txt", "github": "txt", "junit": "xml"}
RULES = ("RR001", "RR002", "RR003", "RR102", "RR103", "RR105", "RR201")
"""Rules of which the set has findings; others are left out, so that a new rule changes nothing here."""


def rendered(name: str) -> str:
    """Write the set's report in a format, without what differs between machines and versions."""
    import siplint
    from siplint.api import check_files
    from siplint.model.settings import Settings
    from siplint.report import formatter

    files = {f"rules/{path.name}": path.read_bytes() for path in sorted((HERE / "rules").iterdir())}
    text = "".join(formatter(name)(check_files(files, settings=Settings(select=RULES))))
    return text.replace(Path.cwd().as_uri(), "file:///work").replace(f'"{siplint.__version__}"', '"VERSION"')


def home(name: str) -> Path:
    """Give the file in which a format's golden report is kept."""
    return HERE / f"{name}.{ENDINGS.get(name, 'json')}"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    from siplint.model.settings import FORMATS

    for one in FORMATS:
        home(one).write_text(rendered(one), encoding="utf-8", newline="")

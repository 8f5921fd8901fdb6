"""`siplint schema`: a JSON Schema."""

from __future__ import annotations

from siplint.cli.output import DONE, only_argument, write_stream
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_schema(_options: dict[str, Any], arguments: list[str]) -> int:
    """Print a JSON Schema and return the exit code."""
    from json import dumps

    from siplint.reference.schemas import SCHEMAS

    word = only_argument("schema", arguments or ["create"])
    if word not in SCHEMAS:
        raise UsageError(f"there is no schema {word!r}; there are {', '.join(SCHEMAS)}")
    write_stream([dumps(SCHEMAS[word](), indent=2, ensure_ascii=False) + "\n"])
    return DONE

"""The examples of the rules as texts and as runs."""

from __future__ import annotations

import json
from typing import Any


def text_of(example: Any) -> bytes:
    """Return an example as the bytes of a file."""
    if isinstance(example, bytes):
        return example
    return example.encode() if isinstance(example, str) else json.dumps(example, indent=2).encode()

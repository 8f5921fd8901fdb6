"""The scripts of the project as modules: they are no package, so they are loaded by path."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

from places import ROOT


def script(name: str) -> Any:
    """Return the script `scripts/NAME.py` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module

"""Modules of `scripts/` and `benchmarks/`, which are no packages, and whether the tables are of the installed phonenumbers."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import phonenumbers
import pytest

from places import ROOT


def script(name: str, folder: str = "scripts") -> ModuleType:
    """Return a module of a folder that is no package."""
    spec = spec_from_file_location(name, ROOT / folder / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def metadata_are_the_tables() -> bool:
    first = (ROOT / "src/siplint/domain/countries.txt").read_text(encoding="utf-8").partition("\n")[0]
    return first == phonenumbers.__version__


same_metadata = pytest.mark.skipif(not metadata_are_the_tables(), reason="the tables are of another phonenumbers")

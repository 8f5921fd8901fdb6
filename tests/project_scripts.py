"""The scripts of the project as modules, so that tests can call their functions."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from places import ROOT


def project_script(path: str) -> ModuleType:
    """Import a script by its path in `scripts/`, without running it as a program."""
    file = ROOT / "scripts" / f"{path}.py"
    spec = spec_from_file_location(file.stem, file)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module

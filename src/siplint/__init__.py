"""siplint says what VideoSDK's telephony API will make of a SIP routing rule, before it is sent."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint import aiohttp as aiohttp
    from siplint import httpx as httpx
    from siplint import pydantic as pydantic
    from siplint import pytest as pytest
    from siplint import requests as requests
    from siplint.account.snapshot import Account, BadSnapshot
    from siplint.api import InvalidRoutingRule, check, check_bytes, check_file, check_files, fix, require
    from siplint.engine.explanation import Explanation, explain
    from siplint.model.bodies import Body, InboundBody, OutboundBody, Room, UpdateBody
    from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label, Position
    from siplint.model.run_report import Report

__version__ = "0.1.0"

_HOMES = {
    "Account": "account.snapshot",
    "BadSnapshot": "account.snapshot",
    "Body": "model.bodies",
    "InboundBody": "model.bodies",
    "OutboundBody": "model.bodies",
    "Room": "model.bodies",
    "UpdateBody": "model.bodies",
    "Diagnostic": "model.diagnostic",
    "Edit": "model.diagnostic",
    "Fix": "model.diagnostic",
    "Label": "model.diagnostic",
    "Position": "model.diagnostic",
    "Report": "model.run_report",
    "Explanation": "engine.explanation",
    "explain": "engine.explanation",
    "InvalidRoutingRule": "api",
    "check": "api",
    "check_bytes": "api",
    "check_file": "api",
    "check_files": "api",
    "fix": "api",
    "require": "api",
}
"""Public names and the modules they come from; nothing is imported before it is asked for."""

_MODULES = frozenset(("aiohttp", "httpx", "pydantic", "pytest", "requests"))
"""Modules that `import siplint` alone makes reachable."""

__all__ = [
    "Account",
    "BadSnapshot",
    "Body",
    "Diagnostic",
    "Edit",
    "Explanation",
    "Fix",
    "InboundBody",
    "InvalidRoutingRule",
    "Label",
    "OutboundBody",
    "Position",
    "Report",
    "Room",
    "UpdateBody",
    "check",
    "check_bytes",
    "check_file",
    "check_files",
    "explain",
    "fix",
    "require",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        value = getattr(__import__(f"siplint.{_HOMES[name]}", fromlist=[name]), name)
    elif name in _MODULES:
        value = __import__(f"siplint.{name}", fromlist=[name])
    else:
        raise AttributeError(f"module 'siplint' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})

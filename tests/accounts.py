"""Snapshots of an account, and what the account rules say of bodies and files against one."""

from __future__ import annotations

import json
from typing import Any

from siplint.api import check, check_files
from siplint.model.settings import Settings

ONE, TWO = "+14155551234", "+14155555678"
LINE = {"id": "rr_1", "name": "Old line", "type": "inbound", "numbers": [ONE]}


def listed(number: str, **members: Any) -> dict[str, Any]:
    """Give a number as the API lists it."""
    return {
        "phoneNumber": {"e164": number, "status": "ACTIVE"},
        "inbound": {"id": "i"},
        "outbound": {"id": "o"},
    } | members


def snapshot(**parts: Any) -> dict[str, Any]:
    return {"version": 1, "takenAt": "2026-01-01T00:00:00Z"} | parts


def told(body: Any, account: Any, kind: Any = "create", **more: Any) -> list[tuple[str, str]]:
    """Give code and pointer of all that the account rules say of a body."""
    chosen = ("RR603", "RR604", "RR706", "RR8")
    report = check(body, settings=Settings(kind=kind, select=chosen, min_severity="info"), account=account, **more)
    return [(one.code, one.pointer) for one in report]


def run(files: dict[str, Any], account: Any, **settings: Any) -> Any:
    data = {name: json.dumps(value).encode() for name, value in files.items()}
    chosen = Settings(**({"select": ("RR603", "RR604", "RR706", "RR8"), "min_severity": "info"} | settings))
    return check_files(data, settings=chosen, account=account)


def places(report: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.file, one.pointer) for one in report]

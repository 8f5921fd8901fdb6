"""The examples do what they say."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from local_server import BAD, Server, server
from places import ROOT
from siplint.model.examples import INBOUND_BODY
from siplint.rules.http_request import TOKEN

pytestmark = pytest.mark.slow

__all__ = ["server"]
EXAMPLES = ROOT / "examples"


@pytest.fixture
def environment(server: Server) -> dict[str, str]:
    more = {"VIDEOSDK_TOKEN": TOKEN, "VIDEOSDK_API_ENDPOINT": server.url, "PYTHONPATH": os.pathsep.join(sys.path)}
    return {name: value for name, value in os.environ.items() if "proxy" not in name.lower()} | more


def ran(environment: dict[str, str], *words: str, cwd: Path = EXAMPLES) -> tuple[int, str]:
    run = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def test_send_safely_sends_what_is_right_only(server: Server, environment: dict[str, str], tmp_path: Path) -> None:
    for name, body in (("good", INBOUND_BODY), ("bad", BAD)):
        (tmp_path / name).write_text(json.dumps(body))
    code, out = ran(environment, sys.executable, "send_safely.py", str(tmp_path / "bad"))
    assert (code, "RR201" in out, server.arrived) == (1, True, [])
    code, out = ran(environment, sys.executable, "send_safely.py", str(tmp_path / "good"))
    assert (code, out) == (0, "created rr_1\n")
    assert [(method, path) for method, path, _ in server.arrived] == [("POST", "/v2/sip/routing-rule")]
    server.answer = (400, b'{"message": "Invalid API Key"}')
    code, out = ran(environment, sys.executable, "send_safely.py", str(tmp_path / "good"))
    assert (code, out.startswith("this is RR803")) == (2, True)


def test_the_unit_test_passes_and_can_fail(environment: dict[str, str], tmp_path: Path) -> None:
    words = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path))
    code, out = ran(environment, *words, str(EXAMPLES / "test_bodies.py"))
    assert (code, "2 passed" in out) == (0, True), out
    broken = (EXAMPLES / "test_bodies.py").read_text().replace('"random"', '"vip-"')
    (tmp_path / "test_broken.py").write_text(broken)
    code, out = ran(environment, *words, str(tmp_path / "test_broken.py"))
    assert (code, "RR405" in out, "^^^" in out) == (1, True, True), out


def test_the_web_handler_answers_422(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    import web_handler

    async def post(body: Any) -> httpx.Response:
        transport = httpx.ASGITransport(web_handler.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/rules", json=body)

    assert asyncio.run(post(INBOUND_BODY)).json() == {"accepted": "Support line"}
    answer = asyncio.run(post(BAD))
    assert answer.status_code == 422
    assert [one["type"] for one in answer.json()["detail"]] == ["RR201"]


def test_the_ci_job_runs_siplint_as_the_command_line_takes_it() -> None:
    from siplint.cli.arguments import parse_arguments

    steps = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text())["jobs"]["siplint"]["steps"]
    words = shlex.split(steps[-1]["run"])
    assert words[:4] == ["pipx", "run", "siplint", "check"]
    assert parse_arguments("check", words[4:], {}) == ({"format": "github"}, ["routing-rules/"])


def test_the_shipped_rules_are_the_vendors_and_a_clean_pair() -> None:
    from siplint import check_bytes

    folder = EXAMPLES / "routing-rules"
    codes = [one.code for one in check_bytes((folder / "vendor-example.json").read_bytes())]
    assert codes == ["RR113", "RR113", "RR201"]
    assert list(check_bytes((folder / "support.json").read_bytes())) == []

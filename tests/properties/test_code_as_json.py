"""A body that a language's own printer writes into a call has the findings of the same body as JSON, at true places."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import siplint
from strategies import broken

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.run_report import Report

URL = "https://api.videosdk.live/v2/sip/routing-rule"
NODE = """
const { inspect } = require("util");
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { value, width, code } = JSON.parse(line);
  const options = { depth: null, maxArrayLength: null, maxStringLength: null, breakLength: width };
  const answer = code === undefined
    ? { inspected: inspect(value, options), text: JSON.stringify(value), indented: JSON.stringify(value, null, 2) }
    : { text: JSON.stringify(eval(code)) };
  console.log(JSON.stringify(answer));
});
"""


class Node:
    """A process of Node that prints values and evaluates code."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(["node", "-e", NODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **question: Any) -> dict[str, str]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(question).encode() + b"\n")
        self.process.stdin.flush()
        answer: dict[str, str] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    pytest.importorskip("tree_sitter_typescript", reason="the extra `code` is not installed")
    node = Node()
    with node.process:
        yield node
        node.process.kill()


def codes(report: Report) -> list[tuple[str, str, str]]:
    return sorted((one.code, one.pointer, one.message) for one in report)


def value_at(body: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        body = body[int(key) if isinstance(body, list) else key]
    return body


def cuts(report: Report, data: bytes, body: Any) -> Iterator[tuple[str | None, Any, str]]:
    """Yield the key (None: an item), the value and the text of each member or item that a finding is about."""
    for one in report:
        if not (one.pointer and one.start and one.end):
            continue
        try:
            value = value_at(body, one.pointer)
            parent = value_at(body, one.pointer.rpartition("/")[0])
        except (KeyError, IndexError, TypeError, ValueError):
            continue  # a missing member has the place of its object
        key = one.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        yield key if isinstance(parent, dict) else None, value, data[one.start.offset : one.end.offset].decode()


@given(body=broken(), width=st.sampled_from((20, 100)), as_dict=st.booleans())
@settings(max_examples=150)
def test_the_repr_of_a_body_has_the_findings_of_its_json(body: dict[str, Any], width: int, as_dict: bool) -> None:
    from pprint import pformat

    printed = pformat(body, width=width, sort_dicts=False)
    if as_dict and all(key.isidentifier() and key.isascii() for key in body) and body and "class" not in body:
        printed = f"dict({', '.join(f'{key}={value!r}' for key, value in body.items())})"
    code = f'import requests\n# é😀\nrequests.post("{URL}", json={printed})\n'.encode()
    report = siplint.check_bytes(code, file="a.py")
    assert codes(report) == codes(siplint.check_bytes(json.dumps(body).encode()))
    for key, value, cut in cuts(report, code, body):
        if key and cut.startswith(f"{key}="):
            assert ast.literal_eval(cut.removeprefix(f"{key}=")) == value
        else:
            assert ast.literal_eval(f"{{{cut}}}" if key is not None else f"({cut}\n)") == (
                {key: value} if key is not None else value
            )


@given(body=broken(), width=st.sampled_from((20, 100)))
@settings(max_examples=150)
def test_what_node_prints_has_the_findings_of_its_json(node: Node, body: dict[str, Any], width: int) -> None:
    answer = node.ask(value=body, width=width)
    meant = json.loads(answer["text"])
    expected = codes(siplint.check_bytes(answer["text"].encode()))
    for printed in answer.values():
        code = f'axios.post("{URL}", /* é😀 */ {printed});\n'.encode()
        report = siplint.check_bytes(code, file="a.ts")
        assert codes(report) == expected
        for key, value, cut in cuts(report, code, meant):
            wanted = {key: value} if key is not None else [value]
            assert json.loads(node.ask(code=f"({{{cut}}})" if key is not None else f"[{cut}]")["text"]) == wanted


@given(body=broken(), quote=st.sampled_from(('"""', "'''", "r'''", '"', "'")))
@settings(max_examples=100)
def test_json_text_in_a_python_string_has_the_findings_of_the_text(body: dict[str, Any], quote: str) -> None:
    text = json.dumps(body, ensure_ascii=False)
    written = text if quote[0] == "r" else text.replace("\\", "\\\\").replace(quote[-1], "\\" + quote[-1])
    if quote[0] == "r" and ("'''" in text or text.endswith("'")):
        return
    code = f"import siplint\nsiplint.check({quote}{written}{quote.lstrip('r')})".encode()
    report = siplint.check_bytes(code, file="a.py")
    assert codes(report) == codes(siplint.check_bytes(text.encode()))
    for key, value, cut in cuts(report, code, body):
        plain = cut if quote[0] == "r" else cut.replace("\\" + quote[-1], quote[-1]).replace("\\\\", "\\")
        assert json.loads(f"{{{plain}}}" if key is not None else f"[{plain}]") == (
            {key: value} if key is not None else [value]
        )

"""Three thousand documents opened over the wire: each gets its diagnostics, none is lost, and memory stays bounded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from language_client import LanguageClient
from siplint.model.examples import INBOUND_BODY

MANY = 3_000
SHARED = 5
"""So many rules have the number of another one, and everything else of it but the name."""
MOST_MEMORY = 100 << 10
"""KiB of memory that the process may take at its largest; an idle one takes 12 MiB."""
GROWTH = 8 << 10
"""KiB by which the process may grow when the same documents are opened again."""

pytestmark = pytest.mark.slow


@pytest.fixture
def client(tmp_path: Path) -> Iterator[LanguageClient]:
    with LanguageClient(tmp_path) as client:
        client.start()
        yield client


def name_of(number: int) -> str:
    return f"{number:04}.json"


def text_of(number: int, *, recording: object) -> str:
    body = {"name": f"Rule {number}", "phoneNumbers": [f"+1415{5_550_000 + number % (MANY - SHARED)}"]}
    return json.dumps(INBOUND_BODY | body | {"recording": recording}, indent=1)


def codes(client: LanguageClient) -> dict[str, list[str]]:
    """Return the codes that are shown, by file; the words that point into another file are marked."""
    return {
        Path(uri).name: sorted(one["code"] + "*" * (one["severity"] == 3) for one in shown)
        for uri, shown in client.diagnostics.items()
    }


def expected(own: list[str]) -> dict[str, list[str]]:
    """Return the codes of all files: their own, and those of the rules that are like another one."""
    found = {name_of(number): [*own] for number in range(MANY)}
    for number in range(SHARED):
        found[name_of(number)] += ["RR701*", "RR702*"]
        found[name_of(MANY - SHARED + number)] += ["RR701", "RR702"]
    return found


def receive_until(client: LanguageClient, wanted: dict[str, list[str]], version: int) -> None:
    """Read messages until every document has diagnostics for a version, and they are the right ones."""
    late = set(wanted)
    while late or codes(client) != wanted:
        params = client.receive().get("params", {})
        if params.get("version") == version:
            late.discard(Path(params["uri"]).name)
        client.seen.clear()


def memory(client: LanguageClient, row: str) -> int:
    """Return a row of what the system says of the process, in KiB."""
    status = Path(f"/proc/{client.process.pid}/status")
    if not status.exists():
        pytest.skip("the system does not say in /proc how much memory a process takes")
    return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith(row)))


def test_a_client_that_reads_nothing_while_it_opens_documents_gets_all_diagnostics(client: LanguageClient) -> None:
    for number in range(MANY):
        client.open(name_of(number), text_of(number, recording="true"))
    receive_until(client, expected(["RR102"]), 1)
    for number in range(MANY):
        client.change(name_of(number), 2, {"text": text_of(number, recording=True)})
    receive_until(client, expected([]), 2)
    for number in range(MANY):
        client.notify("textDocument/didClose", client_document(client, number))
    while any(client.diagnostics.values()):
        client.receive()
    assert client.stop() == 0


def client_document(client: LanguageClient, number: int) -> dict[str, dict[str, str]]:
    return {"textDocument": {"uri": client.uri(name_of(number))}}


def test_documents_that_are_opened_again_and_again_take_no_more_memory(client: LanguageClient) -> None:
    sizes = []
    for _ in range(3):
        for number in range(MANY):
            client.open(name_of(number), text_of(number, recording="true"))
        receive_until(client, expected(["RR102"]), 1)
        sizes.append(memory(client, "VmRSS"))
        for number in range(MANY):
            client.notify("textDocument/didClose", client_document(client, number))
        while any(client.diagnostics.values()):
            client.receive()
    assert max(sizes[1:]) - sizes[0] < GROWTH, sizes
    assert memory(client, "VmHWM") < MOST_MEMORY

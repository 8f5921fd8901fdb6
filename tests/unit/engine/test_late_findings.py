"""Findings about the whole set are placed in documents that are read again, even if one of them cannot be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from siplint.engine.late_findings import place_late
from siplint.model.examples import INBOUND_BODY
from siplint.model.finding import Finding, Note
from siplint.model.settings import DEFAULT
from siplint.rules.catalogue import rule_of
from siplint.source.documents import read_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from siplint.model.finding import Path
    from siplint.source.documents import Document

BODY = json.dumps(INBOUND_BODY).encode()
NUMBER = ("phoneNumbers", 0)


def shared_number(file: str, other: str) -> Finding:
    note = Note(NUMBER, "the other rule", elsewhere=True)
    return Finding(NUMBER, "is in two rules", (note,)).reported(rule_of("RR701"), (file,), (other,))


def read(name: str, _: set[int]) -> Iterator[tuple[Path, Document]]:
    if name == "gone.json":
        raise ValueError(name)
    for document in read_documents(BODY):
        yield (name, *document.path), document


def test_a_finding_and_its_label_are_placed_in_their_files() -> None:
    failures: list[str] = []
    found = [shared_number("b.json", "a.json")]
    placed = place_late(found, read, DEFAULT, commented=(), several=(), failures=failures)
    ((diagnostic,), used) = placed["b.json"]
    at = BODY.index(b'"+1')
    assert (diagnostic.start and diagnostic.start.offset, used, failures) == (at, set(), [])
    assert [(label.file, label.start and label.start.offset) for label in diagnostic.labels] == [("a.json", at)]


def test_a_file_that_cannot_be_read_again_costs_its_own_places_alone() -> None:
    failures: list[str] = []
    found = [shared_number("b.json", "gone.json"), shared_number("gone.json", "a.json")]
    placed = place_late(found, read, DEFAULT, commented=("gone.json",), several=(), failures=failures)
    ((diagnostic,), _) = placed["b.json"]
    assert diagnostic.start
    assert [label.start for label in diagnostic.labels] == [None]
    assert placed.keys() == {"b.json"}
    assert [failure.partition(":")[0] for failure in failures] == ["gone.json", "gone.json"]


def test_hidden_findings_are_placed_only_for_comments() -> None:
    failures: list[str] = []
    found = [shared_number("b.json", "a.json"), shared_number("c.json", "a.json")]
    settings = DEFAULT.but(ignore=("RR701",))
    placed = place_late(found, read, settings, commented=("c.json",), several=(), failures=failures)
    assert (placed, failures) == ({"c.json": ([], set())}, [])

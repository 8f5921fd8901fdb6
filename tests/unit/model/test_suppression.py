"""Which findings are asked for."""

from __future__ import annotations

import json
from typing import Any

from siplint.api import check, check_files
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.finding import Finding
from siplint.model.settings import Settings
from siplint.model.suppression import Suppression, is_wanted, may_be_wanted
from siplint.rules.catalogue import entries, rule_of

BAD = json.dumps(OUTBOUND_BODY | {"recording": "yes"}).encode()


def codes(**chosen: Any) -> list[str]:
    body = OUTBOUND_BODY | {"recording": "true", "recordng": True, "headersToAttributes": {"X-A": "a"}}
    return [one.code for one in check(body, settings=Settings(**chosen))]


def test_the_longer_of_two_that_contradict_holds() -> None:
    assert codes() == ["RR102", "RR105", "RR202"]
    assert codes(select=("RR1",)) == codes(select=("rr1",)) == ["RR102", "RR105"]
    assert codes(select=("rr1", "Headers-To-Attributes-On-Outbound"), ignore=("Rr105",)) == ["RR102", "RR202"]
    assert codes(select=("RR1",), ignore=("RR105",)) == ["RR102"]
    assert codes(select=("RR105",), ignore=("RR1",)) == ["RR105"]
    assert codes(select=("unknown-field", "RR2"), ignore=("RR1",)) == ["RR105", "RR202"]
    assert codes(select=("RR1",), ignore=("RR1",)) == []
    assert codes(ignore=("R",)) == []


def test_an_exemption_covers_its_files_at_and_below_its_pointer() -> None:
    body = OUTBOUND_BODY | {"room": {"type": "direct", "id": "x"}, "roomId": 1}
    files = {name: json.dumps([body, body]).encode() for name in ("a.json", "b.json")}
    everywhere = [(name, f"/{n}/{at}") for name in files for n in (0, 1) for at in ("room/type", "roomId")]

    def places(*suppressions_of: Suppression) -> list[tuple[str, str]]:
        report = check_files(files, settings=Settings(select=("RR1",), per_file_ignores=suppressions_of))
        return [(one.file, one.pointer) for one in report]

    def without(*gone: tuple[str, str]) -> list[tuple[str, str]]:
        return [one for one in everywhere if one not in gone]

    a = frozenset({"a.json"})
    assert sorted(places()) == sorted(everywhere)
    assert places(Suppression("", ("RR1",), files=a)) == without(*everywhere[:4])
    assert places(Suppression("", ("RR1",), pointer="/1", files=a)) == without(*everywhere[2:4])
    assert places(Suppression("", ("RR1",), pointer="/1/room", files=a)) == without(everywhere[2])
    assert places(Suppression("", ("wrong-value",), pointer="/1", files=a)) == without(everywhere[2])
    assert places(Suppression("", ("RR2",), pointer="/1", files=a)) == everywhere
    assert check(body, settings=Settings(per_file_ignores=(Suppression("", ("RR",), files=a),))).errors != ()


def test_what_ignores_nothing_is_noted() -> None:
    settings = Settings(
        ignore=("RR102", "headers-on-inbound", "RR9"),
        per_file_ignores=(
            Suppression("*.json", ("RR1", "RR2"), files=frozenset({"a.json"})),
            Suppression("a.json#/room", ("RR1",), pointer="/room", files=frozenset({"a.json"})),
        ),
    )
    assert check_files({"a.json": BAD}, settings=settings).notes == (
        '"headers-on-inbound" of `ignore` matches nothing in this run',
        '"RR9" of `ignore` matches nothing in this run',
        '"RR2" for "*.json" of `per-file-ignores` matches nothing in this run',
        '"RR1" for "a.json#/room" of `per-file-ignores` matches nothing in this run',
    )
    assert check_files({"a.json": BAD}).notes == ()


def test_a_rule_in_preview_is_wanted_by_its_whole_code_or_name_or_with_the_setting() -> None:
    entry = next(entry for entry in entries() if entry.code == "RR202").but(maturity="preview")
    for select, preview, wanted in [
        ((), False, False),
        ((), True, True),
        (("RR202",), False, True),
        (("rr202",), False, True),
        (("Headers-To-Attributes-On-Outbound",), False, True),
        (("RR20",), False, False),
        (("RR20",), True, True),
        (("RR1",), True, False),
    ]:
        assert (select, preview, may_be_wanted(entry, Settings(select=select, preview=preview))) == (
            select,
            preview,
            wanted,
        )
    assert not may_be_wanted(entry, Settings(ignore=("RR1",)))


def test_a_finding_of_a_rule_in_preview_is_wanted_where_the_rule_is() -> None:
    rule = rule_of("RR202").but(maturity="preview")
    finding = Finding(("headersToAttributes",), "set").reported(rule, ("a.json",))
    assert not is_wanted(finding, Settings())
    assert is_wanted(finding, Settings(preview=True))
    assert is_wanted(finding, Settings(select=("RR202",)))
    assert not is_wanted(finding, Settings(select=("RR2",)))

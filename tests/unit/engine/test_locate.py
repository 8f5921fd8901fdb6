"""Labels that say in which of several bodies of a file a finding is."""

from __future__ import annotations

import pytest

from siplint.api import check_files
from siplint.engine.files import lint_files
from siplint.model.settings import DEFAULT, Settings

URL = "https://api.videosdk.live/v2/sip/routing-rule"
CALL = f"requests.post('{URL}', json={{'name': '', 'type': 'outbound', 'phoneNumbers': ['+1415555%s']}})\n"
FENCE = '```json\n{"name": "",\n "type": "outbound", "phoneNumbers": ["+1415555%s"]}\n```\n\n'
LABEL = "in this body"


def labels(name: str, text: str, settings: Settings = DEFAULT) -> list[tuple[str, str, list[tuple[str, int, str]]]]:
    report = lint_files({name: text.encode()}, settings)
    return [
        (
            one.code,
            one.pointer,
            [
                (label.pointer, label.start.line, text[label.start.offset : label.end.offset])
                for label in one.labels
                if label.message == LABEL and label.start and label.end
            ],
        )
        for one in report
    ]


@pytest.mark.parametrize(("name", "form", "lines"), [("a.py", CALL, (1, 2)), ("a.md", FENCE, (2, 7))])
def test_a_finding_says_in_which_of_several_bodies_it_is(name: str, form: str, lines: tuple[int, int]) -> None:
    only = Settings(select=("RR104",))
    assert labels(name, form % "1234" + form % "1235", only) == [
        ("RR104", "/name", [("", line, "{")]) for line in lines
    ]


def test_a_single_body_has_no_such_label() -> None:
    assert labels("a.py", CALL % "1234", Settings(select=("RR104",))) == [("RR104", "/name", [])]


def test_a_finding_about_the_body_itself_and_one_about_the_request_have_no_such_label() -> None:
    text = CALL.replace("'name': '', ", "")
    text = text.replace(f"'{URL}', ", f"'{URL}', headers={{'Authorization': 'Bearer x'}}, ")
    found = labels("a.py", text % "1234" + text % "1235", Settings(select=("RR101", "RR901")))
    assert found == [("RR901", "/headers/authorization", []), ("RR101", "/name", [])] * 2


def test_a_finding_about_two_bodies_of_a_file_says_so_too() -> None:
    name_of = "'name': 'A'"
    text = (CALL * 2 % ("1234", "1234")).replace("'name': ''", name_of)
    text = text.replace(name_of, "'name': 'B'", 1).replace("outbound", "inbound")
    found = labels("a.py", text, Settings(select=("RR701",)))
    assert [(code, [line for _, line, _ in marks]) for code, _, marks in found] == [("RR701", [2])]


def test_files_of_json_have_no_such_label() -> None:
    text = (
        b'[{"name": "", "type": "outbound", "phoneNumbers": []}, {"name": "", "type": "outbound", "phoneNumbers": []}]'
    )
    assert [label for one in check_files({"a.json": text}) for label in one.labels if label.message == LABEL] == []

"""The inputs of the benchmarks: the same every time, and as clean as they are said to be."""

import itertools
import json
import os

import phonenumbers

from project_scripts import script
from siplint import check, check_files
from siplint.model.settings import Settings

generate = script("generate", "benchmarks")


def test_rules_without_a_fault_give_nothing_at_all_alone_or_together() -> None:
    text = json.dumps(list(generate.rules(200))).encode()
    report = check_files({"rules.json": text}, settings=Settings(min_severity="info"))
    assert report.diagnostics == ()


def test_rules_with_a_fault_give_one_finding_each() -> None:
    codes = [[one.code for one in check(generate.faulty(turn, turn))] for turn in range(20)]
    assert codes == [["RR102"], ["RR301"], ["RR105"], ["RR102"], ["RR101"]] * 4


def test_every_so_manieth_rule_has_a_fault() -> None:
    clean = list(generate.rules(40))
    faulty = list(generate.rules(40, every=20))
    assert [index for index, pair in enumerate(zip(clean, faulty, strict=True)) if pair[0] != pair[1]] == [19, 39]


def test_numbers_differ_and_are_in_use_up_to_the_millionth() -> None:
    chosen = [*range(600), *range(999_400, 1_000_000)]
    texts = [generate.number(index) for index in chosen]
    assert len(set(texts)) == len(texts)
    for text in texts:
        parsed = phonenumbers.parse(text)
        assert phonenumbers.is_valid_number(parsed), text
        assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == text


def test_the_inputs_are_the_same_every_time(tmp_path: os.PathLike[str]) -> None:
    folders = [os.path.join(tmp_path, name) for name in ("one", "two")]
    for folder in folders:
        generate.main(folder)
        generate.write_files(os.path.join(folder, "files"), 8)
    contents = [
        {
            os.path.relpath(os.path.join(top, name), folder): _read(os.path.join(top, name))
            for top, _, names in os.walk(folder)
            for name in names
        }
        for folder in folders
    ]
    assert contents[0] == contents[1]
    assert len(contents[0]) == 12
    lines = contents[0]["thousand.jsonl"].splitlines()
    assert [json.loads(line) for line in itertools.islice(lines, 3)] == list(generate.rules(3))
    assert json.loads(contents[0]["ten.json"]) == list(generate.rules(10))


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()

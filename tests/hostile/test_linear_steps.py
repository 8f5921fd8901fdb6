"""Twice the input, twice the work: counted in lines of Python that are run, never in seconds."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import siplint
from siplint import check
from siplint.account.snapshot import account_of
from siplint.api import check_files
from siplint.domain import phone_repair
from siplint.engine.account_check import survey_account
from siplint.engine.full_lint import meant_by
from siplint.engine.routing import route
from siplint.engine.subject import Subject
from siplint.model.examples import INBOUND_BODY, OUTBOUND_BODY
from siplint.model.fields import FIELDS
from siplint.model.settings import FORMATS, Settings
from siplint.report import formatter
from siplint.rules.embedded_secrets import PLACES as MANY
from siplint.secrets.blanking import ESCAPED, blank_secrets
from siplint.secrets.detect import api_keys
from siplint.source.locations import byte_positions, locate, positions_in
from siplint.source.syntax_errors import parse_carefully

SOURCE = Path(siplint.__file__).parent
EVERYTHING = Settings(min_severity="info", debug=True)
ROOM = {"type": "static", "id": "2kyv-gzay-64pg", "pin": "4711"}


def steps(work: Callable[[], object]) -> int:
    """Count the lines that a piece of work runs."""
    phone_repair._READ.clear()  # what tests before this one left would be work that is not counted
    count = 0

    def line(_frame: object, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def assert_linear(work: Callable[[int], Callable[[], object]], size: int = 150) -> None:
    """Four times the size is at most about four times the work; what is quadratic would be sixteen times."""
    work(8)()  # what is imported or compiled but once
    small, large = (steps(work(one)) for one in (size, 4 * size))
    assert large < 5 * small + 2_000


def numbers(size: int) -> list[str]:
    return [f"+1415623{index:04}" for index in range(size)]


FILES: dict[str, Callable[[int], Any]] = {
    "RR003": lambda n: b"{" + b",".join([b'"a": 1'] * n) + b"}",
    "RR006": lambda n: OUTBOUND_BODY | {"tags": ["\ud800"] * n},
    "RR005": lambda n: [[]] * n,
    "RR102": lambda n: OUTBOUND_BODY | {"phoneNumbers": [1] * n, "tags": [None] * n},
    "RR105": lambda n: OUTBOUND_BODY | {f"fiel{index}": 1 for index in range(n)},
    "RR210": lambda n: OUTBOUND_BODY | {"headers": {f"X {index}": "a\rb" for index in range(n)}},
    "RR213": lambda n: OUTBOUND_BODY | {"headers": {f"{name}-A{index}": "é" for index in range(n) for name in "xX"}},
    "RR217": lambda n: (
        OUTBOUND_BODY | {"headers": {f"X-A{index}": f"Bearer 5up3r-s3cret-{index}" for index in range(n)}}
    ),
    "RR232": lambda n: INBOUND_BODY | {"headersToAttributes": {f"X-A{index}": "same" for index in range(n)}},
    "RR233": lambda n: INBOUND_BODY | {"headersToAttributes": {f"X A{index}": f"sip.{index}" for index in range(n)}},
    "RR301": lambda n: INBOUND_BODY | {"phoneNumbers": [f"+1 (415) 555-{index}x" for index in range(n)]},
    "RR305": lambda n: INBOUND_BODY | {"phoneNumbers": ["+14155551234"] * n},
    "RR401": lambda n: [{"name": "n", "type": "inbound", "phoneNumbers": ["+14155551234"]}] * n,
    "RR501": lambda n: INBOUND_BODY | {"allowedNumbers": [f"{index}-" for index in range(n)]},
    "RR502": lambda n: INBOUND_BODY | {"phoneNumbers": numbers(n), "allowedNumbers": numbers(n)},
    "RR504": lambda n: INBOUND_BODY | {"allowedIpAddresses": [f"a{index}.example, b" for index in range(n)]},
    "RR508": lambda n: (
        INBOUND_BODY | {"allowedIpAddresses": [f"10.0.{index // 256}.{index % 256}" for index in range(n)]}
    ),
    "RR509": lambda n: (
        INBOUND_BODY | {"allowedIpAddresses": ["8.8.8.0/24", *(f"8.8.8.{one % 256}" for one in range(n))]}
    ),
    "RR701": lambda n: [INBOUND_BODY | {"name": f"n{index}"} for index in range(n)],
    "RR702": lambda n: [OUTBOUND_BODY] * n,
    "RR703": lambda n: [
        INBOUND_BODY | {"room": ROOM | {"pin": f"{index:04}7"}, "phoneNumbers": []} for index in range(n)
    ],
    "RR704": lambda n: [OUTBOUND_BODY | {"phoneNumbers": [one]} for one in numbers(n)],
    "RR705": lambda n: [OUTBOUND_BODY | {"name": f"n{index}"} for index in range(n)],
}


def bytes_of(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@pytest.mark.parametrize("code", FILES)
def test_the_whole_way_is_linear_in_what_is_wrong(code: str) -> None:
    make = FILES[code]
    assert code in {one.code for one in check_files({"a.json": bytes_of(make(8))}, settings=EVERYTHING)}

    def work(size: int) -> Callable[[], object]:
        data = bytes_of(make(size))
        return lambda: check_files({"a.json": data}, settings=EVERYTHING)

    assert_linear(work)


def test_many_files_and_many_lines_are_linear() -> None:
    body = bytes_of(INBOUND_BODY)

    def files(size: int) -> Callable[[], object]:
        return lambda: check_files({f"{index}.json": body for index in range(size)}, settings=EVERYTHING)

    def lines(size: int) -> Callable[[], object]:
        return lambda: check_files({"a.jsonl": b"\n".join([body] * size)}, settings=EVERYTHING)

    assert_linear(files, 40)
    assert_linear(lines, 40)


def test_an_account_is_linear() -> None:
    def work(size: int) -> Callable[[], object]:
        rules = [INBOUND_BODY | {"name": f"n{index}", "phoneNumbers": [one]} for index, one in enumerate(numbers(size))]
        stored = [{**one, "id": f"rr_{index}", "numbers": one["phoneNumbers"]} for index, one in enumerate(rules)]
        snapshot = {"version": 1, "routingRules": stored}
        return lambda: check_files({"a.json": bytes_of(rules)}, settings=EVERYTHING, account=snapshot)

    assert_linear(work, 40)


def one_name(size: int) -> tuple[list[Any], list[Any]]:
    """All with one name, in the files and on the account, where another rule has the numbers too."""
    rules = [INBOUND_BODY | {"name": "n", "phoneNumbers": [one]} for one in numbers(size)]
    stored = [{**one, "id": f"rr_{index}", "numbers": one["phoneNumbers"]} for index, one in enumerate(rules)]
    return rules, [*stored, stored[0] | {"id": "rr", "name": "other", "numbers": numbers(size)}]


def one_number(size: int) -> tuple[list[Any], list[Any]]:
    rules = [INBOUND_BODY | {"name": f"n{index}"} for index in range(size)]
    stored = [{**one, "id": f"rr_{index}", "numbers": one["phoneNumbers"]} for index, one in enumerate(rules)]
    return rules, [one | {"name": "other"} for one in stored]


def one_rule(size: int) -> tuple[list[Any], list[Any]]:
    rules = [{"id": "rr", "phoneNumbers": [one]} for one in numbers(size)]
    return rules, [{"id": "rr", "name": "n", "type": "inbound", "numbers": numbers(2 * size)[size:]}]


def other_agents(size: int) -> tuple[list[Any], list[Any]]:
    rules, stored = one_name(size)
    return [one | {"agentId": f"a{index}"} for index, one in enumerate(rules)], stored


@pytest.mark.parametrize("kind", ["create", "update"])
@pytest.mark.parametrize("make", [one_name, one_number, one_rule, other_agents])
def test_an_account_with_much_of_the_same_is_linear(make: Callable[[int], Any], kind: Any) -> None:
    def work(size: int) -> Callable[[], object]:
        rules, stored = make(size)
        snapshot = account_of(
            {
                "version": 1,
                "routingRules": stored,
                "phoneNumbers": [f"+1415623{n:04}" for n in range(5_000, 5_000 + size)],
                "agents": [],
            }
        )
        settings = Settings(kind=kind, min_severity="info", debug=True, account=snapshot)
        subjects = [Subject(("a.json", index), body, *meant_by(body, settings)) for index, body in enumerate(rules)]

        def lint() -> None:
            found, _ = survey_account(subjects, settings)
            assert sum(len(one.message) for one in found) < 4_000 * size

        return lint

    assert_linear(work, 60)


def test_looking_for_who_answers_is_linear() -> None:
    def work(size: int) -> Callable[[], object]:
        data = bytes_of([INBOUND_BODY] * size)
        return lambda: route("+14155551234", {"a.json": data})

    assert_linear(work, 60)


# --- bodies that never were text


class Counted(dict[str, Any]):
    """An object that counts how often its members are gone through."""

    def __init__(self, members: dict[str, Any]) -> None:
        super().__init__(members)
        self.times = 0

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return super().__iter__()

    def items(self) -> Any:
        self.times += 1
        return super().items()

    def values(self) -> Any:
        self.times += 1
        return super().values()


class CountedList(list[Any]):
    """A list that counts how often its items are gone through."""

    times = 0

    def __iter__(self) -> Iterator[Any]:
        self.times += 1
        return super().__iter__()


def tower(bottom: Any, kinds: str = "dl") -> list[Any]:
    """Sixty containers, each of which holds the next one twice: as a text it would have 2 ** 60 values."""
    floors = [bottom]
    for index in range(60):
        below = floors[-1]
        floors.append(
            Counted({"a": below, "b": below}) if kinds[index % len(kinds)] == "d" else CountedList([below] * 2)
        )
    return floors


PLACES = [*FIELDS, "unknown", "dispatch", "gatewayId", "id", "rule", "numbers", "agent_metadata", "API_KEY"]


@pytest.mark.parametrize("kind", ["create", "update"])
@pytest.mark.parametrize("bottom", [None, [], "Bearer 5up3r-s3cret-t0ken"], ids=["null", "list", "secret"])
@pytest.mark.parametrize("place", [*PLACES, "room/id", "room/x", "headers/x", "headersToAttributes/x", "tags/0"])
def test_what_stands_in_many_places_is_read_a_few_times(place: str, bottom: Any, kind: Any) -> None:
    for kinds in ("d", "l", "dl"):
        floors = tower(bottom, kinds)
        field, _, inner = place.partition("/")
        value = [floors[-1]] if inner == "0" else {inner: floors[-1]} if inner else floors[-1]
        for more in ({}, {"gatewayId": "g", "createdAt": "x", "rule": {"type": "direct"}}):
            for body in (INBOUND_BODY | more | {field: value}, OUTBOUND_BODY | more | {field: value}):
                check(body, settings=Settings(kind=kind, min_severity="info"))
        assert max(one.times for one in floors[1:]) < 100


def test_a_secret_that_stands_in_many_places_is_told_in_some() -> None:
    secret = "Bearer 5up3r-s3cret-t0ken"
    report = check(INBOUND_BODY | {"agentMetadata": {"a": {"x": secret}, "b": [{"x": secret}] * 3}})
    assert sorted(one.pointer for one in report) == [
        "/agentMetadata/a/x",
        *(f"/agentMetadata/b/{index}/x" for index in range(3)),
    ]
    report = check(INBOUND_BODY | {"agentMetadata": tower({"x": secret}, "d")[-1]})
    assert len({one.pointer for one in report}) == len(report) == MANY


def test_the_api_keys_of_one_body_that_stands_many_times_are_read_once() -> None:
    floors = tower("5up3r")
    assert set(api_keys([{"apiKey": floors[-1], "api_key": floors[-1]}] * 50)) == {"a", "b", "5up3r"}
    assert {one.times for one in floors[1:]} <= {1, 2}  # an object is gone through for its keys and its values


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lines", [None, 1], ids=["one line", "many lines"])
def test_reports_are_linear(name: str, lines: int | None) -> None:
    def work(size: int) -> Callable[[], object]:
        data = json.dumps(OUTBOUND_BODY | {"tags": [1] * size}, indent=lines).encode()
        report = check_files({"a.json": data}, settings=EVERYTHING)
        return lambda: "".join(formatter(name)(report))

    assert_linear(work)


@pytest.mark.parametrize("text", ["[", '{"a":', "[1,", '{"a":1,"b":[', '"\\u0041', " ", "-", "1", "'", "/*", "//\n"])
def test_reading_is_linear(text: str) -> None:
    assert_linear(lambda size: lambda: parse_carefully(text * size), 400)
    assert_linear(lambda size: lambda: parse_carefully("[" + "1," * size + text), 400)


def test_finding_places_is_linear() -> None:
    def places(size: int) -> Callable[[], object]:
        text = json.dumps({f"k{index}": [index, {"a": "é\n"}] for index in range(size)})
        paths: list[tuple[str | int, ...]] = [(f"k{index}", 1, name) for index in range(size) for name in ("a", "b")]
        return lambda: locate(text, paths)

    assert_linear(places)
    assert_linear(lambda size: lambda: positions_in("é\n" * size, range(size * 2)))
    assert_linear(lambda size: lambda: byte_positions("é\n".encode() * size, range(size * 3)))


# --- regular expressions


def patterns() -> Iterator[tuple[str, str]]:
    """Every text of the source that is given to `re`, and every pattern that a module holds."""
    for path in sorted(SOURCE.rglob("*.py")):
        scope = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text())
        calls = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
        ]
        uses = [node for node in calls if isinstance(node.func.value, ast.Name) and node.func.value.id == "re"]  # type: ignore[attr-defined]
        if not uses:
            continue
        for name, value in vars(_module(scope)).items():
            for held in value.values() if isinstance(value, dict) else (value,):
                if isinstance(held, re.Pattern):
                    yield f"{scope}:{name}", held.pattern
        for node in uses:
            with suppress(NameError):  # in a comprehension, whose patterns the module holds
                yield f"{scope}:{node.lineno}", eval(ast.unparse(node.args[0]), vars(_module(scope)))


def _module(scope: str) -> Any:
    name = "siplint." + scope.removesuffix(".py").replace("/", ".")
    return __import__(name, fromlist=["_"])


def nested(parsed: Any, *, inside: bool = False) -> bool:  # noqa: C901, PLR0912 (a case for each kind)
    """Whether a quantifier that gives back what it took stands inside another that repeats it without bound."""
    for kind, value in parsed:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            low, high, inner = value
            if inside and low != high:
                return True
            if nested(inner, inside=inside or high == sre.MAXREPEAT):
                return True
        elif kind is sre.POSSESSIVE_REPEAT:
            if nested(value[2]):
                return True
        elif kind is sre.ATOMIC_GROUP:
            if nested(value):
                return True
        elif kind is sre.SUBPATTERN:
            if nested(value[3], inside=inside):
                return True
        elif kind is sre.BRANCH:
            if any(nested(one, inside=inside) for one in value[1]):
                return True
        elif kind in (sre.ASSERT, sre.ASSERT_NOT) and nested(value[1]):
            return True
    return False


DELIMITED = {
    "domain/dialled_number.py",
    "domain/placeholder_forms.py",
    "source/fault_wording.py",
    "source/markdown.py",
    "source/shell_words.py",
}
"""Looked through by a person: what is repeated within a repetition ends with a character that it cannot hold itself."""


def test_no_regular_expression_has_nested_quantifiers_but_those_that_were_looked_through() -> None:
    found = dict(patterns())
    assert {place.split(":")[0] for place in found} >= {
        "source/syntax_errors.py",
        "secrets/blanking.py",
        "model/escaping.py",
    }
    many = {place.split(":")[0] for place, pattern in found.items() if nested(_parser.parse(pattern))}
    assert many <= DELIMITED


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        ("(a+)+", True),
        ("(a*b?)*", True),
        ("(?:x|(?:a+c))*", True),
        ("(a{1,3}){2,}", True),
        ("(?=(a+)+)", True),
        ("(a++)+", False),
        ("(?>a+)+", False),
        ("a+b+", False),
        ("(a{3})+", False),
        ("(a+){3}", False),
    ],
)
def test_nested_quantifiers_are_told_from_others(pattern: str, bad: bool) -> None:
    assert nested(_parser.parse(pattern)) == bad


UNITS = (
    "apiKey",
    "apiKey ",
    "apiKey:",
    'apiKey:"',
    "apiKey:<",
    'apiKey:"<',
    'apiKey":[',
    '"\\\\',
    '\\"',
    '"\\u0061piKey":<',
    " ",
)


@pytest.mark.parametrize("unit", UNITS)
def test_looking_for_what_is_to_be_blanked_is_linear(unit: str) -> None:
    assert_linear(lambda size: lambda: blank_secrets((unit * size).encode(), ()))


def test_the_expression_for_strings_with_escapes_does_not_go_back() -> None:
    """Where a search begins anew at every place, a match that fails late would make it quadratic."""
    for text in ('"' + "\\" * 4_001, '"\\' * 500):
        assert sum(len(one[0]) for one in re.finditer(ESCAPED, text)) <= len(text)


def test_no_regular_expression_begins_a_line_with_white_space_of_many_lines() -> None:
    """`^\\s*` in a text of empty lines looks at all that follow from each of them."""
    assert [place for place, pattern in patterns() if re.search(r"\^\\s[*+]", pattern)] == []

"""The values of headers that go out: the last size that is fine, every header for itself, and the words on each."""

from __future__ import annotations

import pytest

from siplint import check, check_bytes
from siplint.model.examples import OUTBOUND_BODY
from siplint.model.settings import Settings

SMILE = "\U0001f600"


def told(headers: dict[str, str], code: str) -> list[tuple[str, str]]:
    report = check(OUTBOUND_BODY | {"headers": headers}, settings=Settings(select=(code,), min_severity="info"))
    return [(one.pointer, one.message) for one in report]


def places(headers: dict[str, str], code: str) -> list[str]:
    return [pointer for pointer, _ in told(headers, code)]


def test_every_header_is_checked_for_itself() -> None:
    values = {"X-A": "a", "X-B": "b\r", "X-C": "c", "X-D": "d\n"}
    assert told(values, "RR212") == [
        (
            "/headers/X-B",
            "the value of `X-B` holds a carriage return (CR): what follows is read as a header of its own",
        ),
        ("/headers/X-D", "the value of `X-D` holds a line feed (LF): what follows is read as a header of its own"),
    ]
    assert places({"X-A": "a", "X-B": "b" * 1025, "X-C": "c", "X-D": "d" * 1025}, "RR214") == [
        "/headers/X-B",
        "/headers/X-D",
    ]
    assert told({"X-A": "a", "X-B": "{b", "X-C": "{{c}}", "X-D": "d", "X-E": "${e} ${f}"}, "RR216") == [
        ("/headers/X-C", 'the value of `X-C` has the template "{{c}}", which nothing fills in'),
        ("/headers/X-E", 'the value of `X-E` has the template "${e}", which nothing fills in'),
    ]
    assert places({"X-A": "a", "X-B": "", "X-C": "\0 ", "X-D": " d"}, "RR219") == ["/headers/X-B", "/headers/X-D"]


def test_controls_that_end_no_line_have_other_words() -> None:
    assert told({"X-A": "\0"}, "RR212") == [("/headers/X-A", "the value of `X-A` holds a NUL")]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("X-A", "v" * 1024, ""),
        ("X-A", "v" * 1025, "the value of `X-A` has 1 025 bytes; more than 1 024 bytes may not arrive"),
        ("X-A", "é" * 512, ""),
        ("X-A", SMILE * 256, ""),
        ("X-A", SMILE * 256 + "v", "the value of `X-A` has 1 025 bytes; more than 1 024 bytes may not arrive"),
        ("n" * 255, "v", ""),
        (
            "n" * 256,
            "v",
            f'the header name "{"n" * 60}…" has 256 bytes; more than 255 bytes may not arrive',
        ),
        (
            "n" * 255,
            "v" * 1025,
            f"the value of `{'n' * 60}…` has 1 025 bytes; more than 1 024 bytes may not arrive",
        ),
        ("é" * 127, "v", ""),
        (
            "é" * 128,
            "v",
            f'the header name "{"é" * 60}…" has 256 bytes; more than 255 bytes may not arrive',
        ),
    ],
)
def test_what_is_too_long(name: str, value: str, message: str) -> None:
    assert told({name: value}, "RR214") == ([(f"/headers/{name}", message)] if message else [])


def test_half_of_a_surrogate_pair_is_counted_too() -> None:
    text = rb'{"name": "n", "type": "outbound", "phoneNumbers": ["+14155551234"], "headers": {"X-A": "\ud83d%s"}}'
    for size, codes in ((1021, []), (1022, ["RR214"])):
        report = check_bytes(text % (b"a" * size), settings=Settings(select=("RR214",)))
        assert ([one.code for one in report], report.failures) == (codes, ())


@pytest.mark.parametrize(
    ("value", "template"),
    [
        ("{{}}", "{{}}"),
        ("a {{ b }} c {{ d }}", "{{ b }}"),
        ("${", ""),
        ("${}", "${}"),
        ("}}{{", ""),
        ("}${", ""),
        ("{{ ${a}", "${a}"),
        ("{a}}", ""),
    ],
)
def test_a_template_is_told_where_it_is_closed(value: str, template: str) -> None:
    message = f'the value of `X-A` has the template "{template}", which nothing fills in'
    assert told({"X-A": value}, "RR216") == ([("/headers/X-A", message)] if template else [])


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("", "is empty"),
        (" ", "is only white space"),
        ("\t", "is only white space"),
        (" a", "has white space at its ends, which does not arrive"),
        ("a\t", "has white space at its ends, which does not arrive"),
        ("~", ""),
        ("!", ""),
        ("~é~", "has `é` (U+00E9), which is not ASCII"),
        ("a\x80", "has the character U+0080, which is not ASCII"),
        (" é", "has white space at its ends, which does not arrive"),
        ("é\0", ""),
    ],
)
def test_what_is_not_plain(value: str, what: str) -> None:
    expected = [("/headers/X-A", f"the value of `X-A` {what}")] if what else []
    assert told({"X-A": value}, "RR219") == expected


@pytest.mark.parametrize(
    ("headers", "size"),
    [
        ({"X-A": "v" * 693}, 0),
        ({"X-A": "v" * 694}, 701),
        ({"X-A": "v" * 343, "X-B": "v" * 343}, 0),
        ({"X-A": "v" * 343, "X-B": "v" * 344}, 701),
        ({f"X{at:02}": SMILE * 10 for at in range(14)}, 0),
        ({f"X{at:02}": SMILE * 10 for at in range(15)}, 705),
        ({"X-A": "v" * 600, "X-B": "v" * 1025}, 0),
        ({"X-A": "v" * 694, "X-B": "v" * 1025, "n" * 256: "v" * 50}, 701),
        ({"é" * 100: "v" * 496}, 0),
        ({"é" * 100: "v" * 497}, 701),
    ],
)
def test_how_much_headers_add(headers: dict[str, str], size: int) -> None:
    message = f"`headers` adds {size} bytes to every INVITE; over 1 300 in all it must leave UDP"
    assert told(headers, "RR220") == ([("/headers", message)] if size else [])

"""What hypothesis draws from: texts that want to be obeyed, files that hold them, and diagnostics that speak of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from siplint.model.diagnostic import Diagnostic, Edit, Fix, Label, Position
from siplint.model.examples import INBOUND_BODY
from siplint.model.run_report import Report
from siplint.model.severity import SEVERITIES
from siplint.rules.catalogue import all_rules

BY_CODE = {rule.code: rule for rule in all_rules()}

HOSTILE = st.sampled_from(
    [
        "##[error]",
        "#",
        "#[add-mask]",
        "##vso[task.setvariable]",
        "##teamcity[blockOpened]",
        "#\u200b#\ufe0f[error]",
        "::error::",
        " ::",
        ":",
        "\u00a0\u00ad:\u200d:set-env name=x::",
        "\n::warning file=x::",
        "\r##[group]",
        "\x1b[2J",
        "\x9b31m",
        "\x00",
        "\u202e",
        "\u2066",
        "\u2028::stop-commands::x\u2029",
        "\ud800",
        "\udcff",
        "\ufffe",
        "\uffff",
        "]]>",
        "<!--&amp;",
        '"\\',
        "%0A::error::",
        "[x](https://example.com)",
        ",line=9:",
        "../",
        "\t",
        "\x7f",
        "\x85",
        "\ufeff",
        "\U0001f469\u200d\U0001f4bb",
    ]
)
TEXTS = st.lists(HOSTILE | st.text(st.characters(codec=None), max_size=8), max_size=4).map("".join)
"""Any text, surrogates included."""
NAMES = TEXTS.map(lambda text: text + ".json") | TEXTS.map(lambda text: text + ".jsonl") | TEXTS


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """A right body with hostile texts put where rules speak of them."""
    extra = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "type": TEXTS,
                "includeHeaders": TEXTS,
                "room": st.dictionaries(TEXTS | st.just("type"), TEXTS, max_size=2),
                "phoneNumbers": st.lists(TEXTS | st.integers(), max_size=2),
                "headers": st.dictionaries(TEXTS, TEXTS, max_size=2),
                "tags": TEXTS,
            },
        )
    )
    return {**INBOUND_BODY, **extra, **draw(st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=2))}


@st.composite
def sources(draw: st.DrawFn) -> bytes:
    """The bytes of a file: bodies as JSON, or anything."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.binary(max_size=40) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
    value = draw(bodies() | st.lists(bodies(), max_size=2))
    text = json.dumps(value, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode("utf-8", "surrogatepass")


POSITIONS = st.builds(Position, st.integers(1, 3), st.integers(1, 40), st.integers(0, 60))
PLACES = st.tuples(POSITIONS, POSITIONS).map(lambda pair: tuple(sorted(pair, key=lambda one: (one.line, one.column))))


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    """A diagnostic of a real rule that says anything."""
    rule = BY_CODE[draw(st.sampled_from(sorted(BY_CODE)))]
    start, end = draw(PLACES | st.just((None, None)))
    labels = [
        Label(draw(TEXTS), draw(NAMES), draw(TEXTS), *draw(PLACES | st.just((None, None))))
        for _ in range(draw(st.integers(0, 2)))
    ]
    edits = st.builds(lambda at, text: Edit(at, at + 2, text), st.integers(0, 9), TEXTS)
    fix = draw(st.none() | st.builds(Fix, st.booleans(), st.lists(edits, max_size=2).map(tuple)))
    return Diagnostic(
        rule.code,
        rule.name,
        draw(st.sampled_from(SEVERITIES)),
        draw(TEXTS),
        rule.outcome,
        draw(NAMES),
        draw(TEXTS),
        start,
        end,
        tuple(labels),
        draw(TEXTS),
        rule.url,
        fix,
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report that was never a run: its texts are anything, its files are not there."""
    found = draw(st.lists(diagnostics(), max_size=4))
    return Report(tuple(found), names=tuple(draw(st.lists(NAMES, max_size=2))))

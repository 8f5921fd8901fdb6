"""Lints a data set of routing rules with Spark: as many rules as there are machines for.

The data set has a row a rule: `file` (any name for the part it came in), `index` (its place there, from 0) and `body`
(the JSON text). What comes out is what `siplint.check_files` says of the same parts as JSON Lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import functions as F  # noqa: N812 (its users know it by this letter)

import siplint
from siplint.body.members import numbered
from siplint.body.understand import understand
from siplint.domain.phone_repair import normalise
from siplint.model.settings import Settings
from siplint.source.reader import parse_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import DataFrame

    from siplint.model.severity import Severity

FINDINGS = "file string, index long, pointer string, code string, severity string, message string, other string"
NUMBERS = "number string, type string, file string, index long, item long"
CONFLICTS = {"inbound": ("RR701", "error"), "outbound": ("RR705", "info")}
"""What it is called that two rules of a direction have one number, and how grave it is."""


def lint(rules: DataFrame, min_severity: Severity = "warning") -> DataFrame:
    """Give a row for each finding; `other` is the second place it speaks of, as file and pointer."""
    found = rules.mapInArrow(each(min_severity), FINDINGS).unionByName(conflicts(rules))
    return found if min_severity == "info" else found.where(F.col("severity") != "info")


def each(min_severity: Severity) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Give the function that judges batches of rules, each rule for itself."""
    settings = Settings(min_severity=min_severity, cross_file=False)

    def lint(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = [
                {
                    "file": row["file"],
                    "index": row["index"],
                    "pointer": f"/{row['index']}{one.pointer[2:]}",
                    "code": one.code,
                    "severity": one.severity,
                    "message": one.message,
                    "other": f"{row['file']}#/{row['index']}{one.labels[0].pointer[2:]}" if one.labels else "",
                }
                for row in batch.to_pylist()
                for one in siplint.check_bytes(_line(row["body"]), file="rule.jsonl", settings=settings)
            ]
            yield pa.RecordBatch.from_pylist(rows, schema=_schema(FINDINGS))

    return lint


def numbers(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Give a row for each number of each rule, in E.164 however it is spelled."""
    for batch in batches:
        rows = []
        for row in batch.to_pylist():
            value, _ = parse_json(row["body"])
            if not isinstance(value, dict):
                continue
            body, *_ = understand(value)
            if body.get("type") in CONFLICTS:
                rows += [
                    {
                        "number": normalise(text),
                        "type": body["type"],
                        "file": row["file"],
                        "index": row["index"],
                        "item": item,
                    }
                    for item, text in numbered(body.get("phoneNumbers", []))
                ]
        yield pa.RecordBatch.from_pylist(rows, schema=_schema(NUMBERS))


def conflicts(rules: DataFrame) -> DataFrame:
    """Give a finding for each rule with a number that an earlier rule of its direction has: a group-by on the number."""
    rows = rules.mapInArrow(numbers, NUMBERS).where("number != ''")
    places = rows.groupBy("number", "type", "file", "index").agg(F.min("item").alias("item"))
    first = places.groupBy("number", "type").agg(F.min(F.struct("file", "index", "item")).alias("first"))
    later = places.join(first, ["number", "type"]).where("file != first.file or index != first.index")
    code, severity = (
        F.when(F.col("type") == "inbound", CONFLICTS["inbound"][part]).otherwise(CONFLICTS["outbound"][part])
        for part in (0, 1)
    )
    return later.select(
        "file",
        "index",
        F.format_string("/%d/phoneNumbers/%d", "index", "item").alias("pointer"),
        code.alias("code"),
        severity.alias("severity"),
        F.format_string("%s is in two %s rules", "number", "type").alias("message"),
        F.format_string("%s#/%d/phoneNumbers/%d", "first.file", "first.index", "first.item").alias("other"),
    )


def _line(text: str) -> bytes:
    """Write a rule as a line of JSON Lines, where a list is not a list of rules; its findings' pointers begin with /0."""
    return text.replace("\n", " ").encode()


def _schema(columns: str) -> pa.Schema:
    kinds = {"string": pa.string(), "long": pa.int64()}
    return pa.schema([(name, kinds[kind]) for name, kind in (one.split() for one in columns.split(","))])

"""Lints a small data set with Spark on this machine and without, and exits 1 when they do not say the same."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from lint_rules import lint
from pyspark.sql import SparkSession

import siplint
from siplint.model.settings import Settings

PARTS, RULES = 4, 500


def body(part: int, index: int) -> str:
    """Give the text of a rule; some have a fault, and some a number that another rule has."""
    serial = part * RULES + index
    # a rule in forty has the number of another part's rule, spelled as people do
    number = f"+1 415 2{serial % 37:02} {serial % 100:04}" if serial % 40 == 0 else f"+1415{2_300_000 + serial}"
    rule: dict[str, Any] = {
        "name": f"Line {serial}",
        "type": "inbound",
        "phoneNumbers": [number],
        "agentId": "support-agent",
    }
    match serial % 25:
        case 3:
            rule["recording"] = "true"
        case 7:
            return json.dumps(rule)[:-1]
        case 11:
            rule["headers"] = {"X-Team": "sales"}
        case 13:
            rule |= {"type": "outbound", "phoneNumbers": [f"+1415220{index % 50:04}", f"+1415220{index % 50:04}"]}
        case 17:
            rule["phoneNumbers"] = [7, number, f"+1415230{index % 10:04}"]
        case 19:
            return "[]"
        case 23:
            rule["numbers"] = rule.pop("phoneNumbers")
    return json.dumps(rule)


def alone(parts: dict[str, list[str]]) -> set[tuple[str, ...]]:
    """Give the findings of one process; rules alike (RR702), rooms (RR703) and names (RR704) are not compared in Spark."""
    files = {name: "\n".join(lines).encode() for name, lines in parts.items()}
    report = siplint.check_files(files, settings=Settings(min_severity="info", ignore=("RR702", "RR703", "RR704")))
    return {
        (
            one.file,
            one.pointer,
            one.code,
            one.severity,
            one.message,
            f"{one.labels[0].file}#{one.labels[0].pointer}" if one.labels else "",
        )
        for one in report
    }


def spread(folder: str) -> set[tuple[str, ...]]:
    """Give the findings of Spark with two workers."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["PYTHONPATH"] = os.pathsep.join([os.path.dirname(os.path.abspath(__file__)), *sys.path[1:]])
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    try:
        found = lint(spark.read.parquet(folder), min_severity="info").drop("index").collect()
    finally:
        spark.stop()
    return {(one.file, one.pointer, one.code, one.severity, one.message, one.other) for one in found}


def main() -> int:
    """Compare the two and say how it went."""
    parts = {f"part-{part}.jsonl": [body(part, index) for index in range(RULES)] for part in range(PARTS)}
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in parts.items():
            os.mkdir(os.path.join(folder, f"file={name}"))
            table = pa.table({"index": range(len(lines)), "body": lines})
            pq.write_table(table, os.path.join(folder, f"file={name}", "rules.parquet"))
        there = spread(folder)
    here = alone(parts)
    for title, only in (("only on one machine", here - there), ("only in Spark", there - here)):
        for finding in sorted(only):
            print(f"{title}: {finding}")
    codes = sorted({finding[2] for finding in here})
    print(
        f"{len(here)} findings on one machine, {len(there)} in Spark, {len(here & there)} the same: {', '.join(codes)}"
    )
    return int(here != there)


if __name__ == "__main__":
    sys.exit(main())

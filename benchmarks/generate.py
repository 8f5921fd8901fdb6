"""The inputs of the benchmarks: rules without a fault, rules with one, the same ones every time.

`python benchmarks/generate.py FOLDER` writes the small ones, to look at.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANS = (
    ("+1415", 2_200_000, 7),
    ("+447400", 0, 6),
    ("+33612", 0, 6),
    ("+49151", 11_000_000, 8),
    ("+9198", 11_000_000, 8),
    ("+8190", 12_000_000, 8),
)
"""Six countries: the beginning of their numbers, where to count on from, and with how many digits."""
FAULTS = 5


def number(index: int) -> str:
    """Give the index-th number; all below six million differ, and phonenumbers calls each one valid."""
    beginning, first, digits = PLANS[index % len(PLANS)]
    return f"{beginning}{first + index // len(PLANS):0{digits}}"


def body(index: int) -> dict[str, Any]:
    """Give the index-th rule; four shapes take turns, and every number, name and room is in one rule only."""
    return SHAPES[index % len(SHAPES)](index)


def _small(index: int) -> dict[str, Any]:
    return {
        "name": f"Line {index}",
        "type": "inbound",
        "phoneNumbers": [number(index)],
        "agentId": "support-agent",
        "recording": True,
    }


def _full(index: int) -> dict[str, Any]:
    """Give a rule with thirteen members."""
    return {
        "name": f"Support {index}",
        "type": "inbound",
        "phoneNumbers": [number(index)],
        "agentId": "support-agent",
        "agentMetadata": {"team": "support", "queue": index % 7},
        "room": {"type": "dynamic", "prefix": "blank", "pin": "483062"},
        "includeHeaders": "SIP_X_HEADERS",
        "headersToAttributes": {"X-Ticket": "ticket", "X-Customer-Id": "customer"},
        "allowedNumbers": ["+442071838750"],
        "allowedIpAddresses": ["8.8.4.4"],
        "tags": ["support", "primary"],
        "recording": True,
        "dtmf": False,
    }


def _outbound(index: int) -> dict[str, Any]:
    return {
        "name": f"Sales {index}",
        "type": "outbound",
        "phoneNumbers": [number(index)],
        "headers": {"X-Customer-Id": f"cust_{index}"},
        "tags": ["sales"],
        "noiseCancellation": True,
    }


def _guarded(index: int) -> dict[str, Any]:
    return {
        "name": f"Board {index}",
        "type": "inbound",
        "phoneNumbers": [number(index)],
        "room": {"type": "static", "id": f"{index // 10000:04}-{index % 10000:04}-room", "pin": "830571"},
        "allowedNumbers": ["+33142685300", "+442071838750"],
        "hidePhoneNumber": True,
    }


SHAPES = (_small, _full, _outbound, _guarded)


def faulty(index: int, turn: int = 0) -> dict[str, Any]:
    """Give the index-th rule with one fault; with `turn` counting on, the shapes take turns and so do five faults."""
    rule = SHAPES[turn % len(SHAPES)](index)
    match turn % FAULTS:
        case 0:
            rule["recording"] = "true"
        case 1:
            rule["phoneNumbers"] = [f"{rule['phoneNumbers'][0][:4]} {rule['phoneNumbers'][0][4:]}"]
        case 2:
            rule["agent_id"] = "support-agent"
        case 3:
            rule["tags"] = "support"
        case _:
            del rule["name"]
    return rule


def rules(count: int, every: int = 0) -> Iterator[dict[str, Any]]:
    """Give so many rules; with `every`, the last of each such group has a fault."""
    for index in range(count):
        turn, place = divmod(index, every) if every else (0, 0)
        yield faulty(index, turn) if every and place == every - 1 else body(index)


def write_array(path: str, count: int, every: int = 0) -> None:
    """Write rules as one array, laid out for people."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n")
        for index, rule in enumerate(rules(count, every)):
            file.write(",\n" if index else "")
            file.write(json.dumps(rule, indent=2))
        file.write("\n]\n")


def write_lines(path: str, count: int, every: int = 0) -> None:
    """Write rules as JSON Lines."""
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(rule)}\n" for rule in rules(count, every))


def write_files(folder: str, count: int) -> list[str]:
    """Write rules, each into a file of its own, and give the paths."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for index, rule in enumerate(rules(count)):
        paths.append(os.path.join(folder, f"{index:04}.json"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump(rule, file, indent=2)
            file.write("\n")
    return paths


def write_template(path: str, count: int) -> None:
    """Write a CloudFormation template of so many small resources: cfn-lint's counterpart of so many rules."""
    resources = {
        f"Queue{index}": {
            "Type": "AWS::SQS::Queue",
            "UpdateReplacePolicy": "Delete",
            "DeletionPolicy": "Delete",
            "Properties": {"QueueName": f"queue-{index}", "DelaySeconds": index},
        }
        for index in range(count)
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}, file, indent=2)
        file.write("\n")


def main(folder: str) -> None:
    """Write the small inputs into a folder."""
    os.makedirs(folder, exist_ok=True)
    write_array(os.path.join(folder, "ten.json"), 10)
    write_array(os.path.join(folder, "ten-faulty.json"), 10, every=2)
    write_lines(os.path.join(folder, "thousand.jsonl"), 1000)
    write_template(os.path.join(folder, "template.json"), 10)


if __name__ == "__main__":
    main(sys.argv[1])

"""Create a routing rule, and send nothing when the API would refuse it.

    VIDEOSDK_TOKEN=… python examples/send_safely.py rule.json

Exit code 0: created; 1: not sent, the findings say why; 2: the API refused it all the same.
"""

import json
import os
import sys

import httpx

import siplint

ENDPOINT = os.environ.get("VIDEOSDK_API_ENDPOINT", "https://api.videosdk.live")


def main(path: str) -> int:
    """Send the rule in a file."""
    with open(path, "rb") as file:
        body = json.load(file)
    headers = {"Authorization": os.environ["VIDEOSDK_TOKEN"]}
    with httpx.Client(event_hooks=siplint.httpx.hooks(), headers=headers) as client:
        try:
            answer = client.post(f"{ENDPOINT}/v2/sip/routing-rule", json=body)
        except siplint.InvalidRoutingRule as error:
            print(error)
            return 1
    if answer.is_success:
        print(f"created {answer.json()['id']}")
        return 0
    print(siplint.explain(answer.status_code, answer.text, body).sentence)
    return 2


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python send_safely.py rule.json")
    sys.exit(main(sys.argv[1]))

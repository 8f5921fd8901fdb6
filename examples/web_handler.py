"""A web handler that takes a routing rule and answers 422 with siplint's codes and pointers when it is not right."""

from fastapi import FastAPI

from siplint.pydantic import RoutingRule

app = FastAPI()


@app.post("/rules")
def create(rule: RoutingRule) -> dict[str, str]:
    """Take a rule; by the time this runs it has passed."""
    return {"accepted": rule["name"]}

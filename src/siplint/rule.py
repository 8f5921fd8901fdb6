"""What a rule is: one function under one decorator, from which tests, documentation and schemas are made."""

from __future__ import annotations

from siplint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any, Literal, TypeAlias

    from siplint.diagnostic import JSON, Finding, Severity

    Kind: TypeAlias = Literal["create", "update"]
    Stage: TypeAlias = Literal["document", "shape", "each", "together", "account", "snapshot", "request", "policy"]
    Sure: TypeAlias = Literal["certain", "likely", "guess"]
    Check: TypeAlias = Callable[..., Iterator[Finding]]

URL = "https://github.com/siplint/siplint/blob/main/docs/rules/"
REFUSED = "the API answers 400"
BOTH: tuple[Kind, ...] = ("create", "update")


class Bad(Record):
    """An example that breaks a rule, and where: the pointer of the finding, and of its label if it has one.

    `body` is JSON as plain data, or the text of a file where the fault is in the text. `also` are the codes that the
    same body cannot help giving; `name` is a file's name where it matters; `account` a snapshot;
    `policy` a JSON Schema of the user's.
    """

    body: JSON
    at: str
    label: str | None = None
    also: tuple[str, ...] = ()
    name: str = "rule.json"
    account: JSON = None
    severity: str = ""
    policy: JSON = None


class Rule(Record):
    """One rule of the catalogue.

    `check` tells by its stage what it is given: a fault of the text ("document"), a misfit ("shape"), a trusted body
    that has the member `on` ("each"), a body that shares with another the mark `on` (without it: any number, and it is
    asked at the end of the run), its path and what the run has seen ("together"), a body and what is known
    around it ("account"), an account ("snapshot"), a request ("request"), a body as it stands and the judge made of a
    policy ("policy"). `status` is 400 where a page says the API answers it, else 0; `states` is the same fact as JSON
    Schema, where a schema can say it; `url` is the page that explains the rule.
    """

    code: str
    name: str
    severity: Severity
    source: str
    outcome: str
    check: Check
    stage: Stage = "each"
    on: str = ""
    kinds: tuple[Kind, ...] = BOTH
    status: int = 0
    sure: Sure = "certain"
    fix: Literal["safe", "offer", ""] = ""
    good: Sequence[JSON] = ()
    bad: Sequence[Bad] = ()
    states: Mapping[str, JSON] = {}
    url: str = ""

    @property
    def summary(self) -> str:
        """The fault as one sentence about the body."""
        return (self.check.__doc__ or "").strip().split("\n", 1)[0].rstrip(".")

    @property
    def why(self) -> str:
        """What VideoSDK or the wire does with it."""
        lines = (self.check.__doc__ or "").strip().split("\n")[1:]
        return "\n".join(line.removeprefix("    ") for line in lines).strip()


def rule(code: str, name: str, severity: Severity, **facts: Any) -> Callable[[Check], Rule]:
    """Make a check into a rule; the arguments are the fields of `Rule`."""
    if facts.get("status") == 400:  # noqa: PLR2004 (the HTTP status)
        facts.setdefault("outcome", REFUSED)
    return lambda check: Rule(code, name, severity, check=check, url=f"{URL}{code}.md", **facts)

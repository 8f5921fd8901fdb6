"""What a rule is: one function under one decorator, from which tests, documentation and schemas are made."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Literal, TypeAlias

    from siplint.body.members import Trusted
    from siplint.model.finding import JSON, Finding
    from siplint.model.settings import Kind
    from siplint.model.severity import Severity

    Stage: TypeAlias = Literal["text", "shape", "body", "set", "account", "snapshot", "request", "policy"]
    Sure: TypeAlias = Literal["certain", "likely", "guess"]
    Maturity: TypeAlias = Literal["stable", "preview", "deprecated"]
    Check: TypeAlias = Callable[..., Iterator[Finding]]
    Key: TypeAlias = Callable[[Trusted], Iterable[Hashable]]

URL = "https://github.com/siplint/siplint/blob/main/docs/rules/"
REFUSED = "the API answers 400"
BOTH: tuple[Kind, ...] = ("create", "update")


class Bad(Record):
    """An example that breaks a rule, and where: the pointer of the finding, and of its label if it has one.

    `body` is JSON as plain data, or the text of a file where the fault is in the text. `also` are the codes that the
    same body must give too; `name` is a file's name where it matters; `account` a snapshot; `policy` a JSON Schema of
    the user's.
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

    `stage` says what `check` is given: a `Fault` of the text ("text") or of a member's type ("shape"); a body ("body");
    a body and the earlier one that it shares a key with ("set"); a body and what the account knows of it ("account"); an
    account ("snapshot"); a request ("request"); a body as it stands and the validator of a house policy ("policy").

    `on` is the member that a body must have for the rule to be asked; `reads` are the other members it looks at (with
    neither it reads them all). With `skips_ordinary` the rule declares that it has nothing to say as long as all these
    members are ordinary and none of them conflict (`siplint.engine.fast_path`): it is then not asked. A rule that does
    not declare it is always asked.

    `key` finds the pairs of bodies that a "set" rule is asked about: two bodies are a pair if it returns the same for
    both. Where one key is cheap and says little, give several: the next is worked out only for bodies of which the one
    before it was met twice.

    `status` is 400 where a page says that the API answers it, else 0; `states` is the same fact as JSON Schema, where a
    schema can say it; `url` is the page that explains the rule.

    `maturity` is "preview" for a rule that may still change in any release: it is asked only if `preview` is set or if
    its whole code or name is selected, and the schemas do not have it. A "deprecated" rule works as before and will be
    removed; `replaced_by` is the code to use instead, if there is one.
    """

    code: str
    name: str
    severity: Severity
    source: str
    outcome: str
    check: Check
    stage: Stage = "body"
    on: str = ""
    reads: tuple[str, ...] = ()
    skips_ordinary: bool = False
    key: Key | tuple[Key, ...] = ()
    kinds: tuple[Kind, ...] = BOTH
    status: int = 0
    sure: Sure = "certain"
    fix: Literal["safe", "offer", ""] = ""
    good: Sequence[JSON] = ()
    bad: Sequence[Bad] = ()
    states: Mapping[str, JSON] = {}
    url: str = ""
    maturity: Maturity = "stable"
    replaced_by: str = ""

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def members(self) -> tuple[str, ...]:
        """All members that the rule looks at; empty if it looks at every one."""
        return (self.on, *self.reads) if self.on else self.reads

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
    """Make a check a rule; the arguments are the fields of `Rule`."""
    if facts.get("status") == 400:  # noqa: PLR2004 (the HTTP status)
        facts.setdefault("outcome", REFUSED)
    return lambda check: Rule(code, name, severity, check=check, url=f"{URL}{code}.md", **facts)

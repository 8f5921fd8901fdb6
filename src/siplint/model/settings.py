"""The settings of a run."""

from __future__ import annotations

from siplint.model.record import Record
from siplint.model.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from siplint.account.snapshot import Account
    from siplint.model.severity import Severity
    from siplint.model.suppression import Suppression

    Kind: TypeAlias = Literal["create", "update"]
    Direction: TypeAlias = Literal["inbound", "outbound"]


FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")
"""The formats of a report; each is the name of a module in `siplint.report` and of the function in it."""


class Settings(Record):
    """The settings of a run.

    `select` and `ignore` are codes, names or prefixes of codes. `walked` are the files that nobody named: those of them
    that are something else are skipped. `templates` are syntaxes of placeholders that are meant. `policy` is what
    `siplint.rules.policy_engine` made of the user's own schema. `account` is a snapshot; `max_age` (days, 0: any) is how
    old it may be at `now` (seconds since 1970). `direction` and `rule_id` are those of the rule that an update changes.
    With `match_by_name` a body that creates a rule is taken for the stored rule of its name and type, as suits a file
    that is deployed already; without it, it is always a new rule, as a request is. `rules_at` are JSON Pointers (`*` for
    any item) to rules that are inside something on purpose. With `debug` an internal error is raised. Without `fixes`
    the diagnostics of files have no fixes, without `identities` no identities. With `comments` JSON files may have
    comments and trailing commas. With `preview` rules in preview are asked too; without it, only those whose whole code
    or name is in `select`. `known_rules` are names of rules that a baseline asks about.
    """

    kind: Kind = "create"
    min_severity: Severity = WARNING
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cross_file: bool = True
    walked: frozenset[str] = frozenset()
    per_file_ignores: tuple[Suppression, ...] = ()
    templates: tuple[str, ...] = ()
    policy: object = None
    account: Account | None = None
    max_age: float = 0
    now: float = 0
    direction: Direction | Literal[""] = ""
    rule_id: str = ""
    match_by_name: bool = True
    debug: bool = False
    fixes: bool = True
    rules_at: tuple[str, ...] = ()
    comments: bool = False
    identities: bool = True
    known_rules: frozenset[str] = frozenset()
    preview: bool = False


DEFAULT = Settings()


def matches_rule(text: str, code: str, name: str) -> bool:
    """Return whether a text is the code or the name of a rule, or a prefix of the code; case does not count."""
    return code.startswith(text.upper()) or name == text.lower()

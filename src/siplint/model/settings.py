"""What a run is asked for."""

from __future__ import annotations

from siplint.model.finding import WARNING
from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from siplint.account.snapshot import Account
    from siplint.model.finding import Severity
    from siplint.model.suppression import Suppression

    Kind: TypeAlias = Literal["create", "update"]
    Direction: TypeAlias = Literal["inbound", "outbound"]


class Settings(Record):
    """What a run is asked for.

    `select` and `ignore` are codes, names or beginnings of codes; `walked` names the files that nobody named: those of
    them that are plainly something else are passed over. `templates` are syntaxes of placeholders that are meant;
    `policy` is what `siplint.rules.policy_engine.read` made of the user's own schema; `account` is what a snapshot knows, `max_age`
    (days, 0: any) how old it may be at `now` (seconds of the epoch); `direction` that of the rule an update changes;
    `rules_at` are JSON Pointers (`*` for any item) to rules inside something, which is then meant; with `debug` an error of siplint's own is raised. Without `fixes` the diagnostics of files have none.
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
    debug: bool = False
    fixes: bool = True
    rules_at: tuple[str, ...] = ()


DEFAULT = Settings()

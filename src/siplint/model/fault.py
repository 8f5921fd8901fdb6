"""What is wrong with a text or with the type of a member, before a rule turns it into a finding."""

from __future__ import annotations

from siplint.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.fields import Field
    from siplint.model.finding import JSON, Path


class Fault(Record):
    """A fault that the reader (RR00x) or `understand` (RR1xx) found; the rule with this code turns it into a finding.

    In a text: `kind` names the mistake, `at` and `other` are spans in code points (its place, and a related place),
    `word` is the text there, `offset` (bytes of the file) is where a text stops being UTF-8.
    In a body: `path` leads to the member, `value` is its value, `field` the documented field, `wanted` the JSON type
    that was expected; `update` says that the body changes a rule. `meant` is the value that is certainly meant, `alias`
    the path where a missing field is written under another name.
    """

    code: str
    kind: str = ""
    at: tuple[int, int] | None = None
    word: str = ""
    path: Path = ()
    other: tuple[int, int] | None = None
    offset: int = 0
    value: JSON = None
    field: Field | None = None
    wanted: str = ""
    update: bool = False
    meant: JSON = None
    alias: Path = ()

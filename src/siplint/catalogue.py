"""The whole catalogue in order of code: the rules of every run, and those that need an account or a request."""

from __future__ import annotations

from siplint import rulebook
from siplint.rules import account, request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted((*rulebook.RULES, *account.RULES, *request.RULES), key=lambda one: one.code),
)

BY_CODE: Mapping[str, Rule] = {one.code: one for one in RULES}

ACCOUNT: tuple[Rule, ...] = tuple(one for one in RULES if one.stage == "account")
"""The rules about a body on an account."""

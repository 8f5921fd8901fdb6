"""For unit tests of your own project: the bodies your code makes, asserted to be right."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON
    from siplint.model.settings import Kind


def assert_valid(body: JSON, *, kind: Kind = "create", strict: bool = False) -> None:
    """Fail with the whole report when a body has findings of severity error, or with `strict` of warning.

    `body` is plain data; `kind` is "create" or "update". Raises AssertionError.
    """
    __tracebackhide__ = True
    from json import dumps

    from siplint.api import check, check_bytes
    from siplint.report.full import full
    from siplint.report.summary import summary

    report = check(body, kind=kind)
    if report.ok and not (strict and report.warnings):
        return
    try:
        text = dumps(body, indent=2, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError):
        raise AssertionError(f"the routing rule is not right\n\n{report}") from None
    shown = check_bytes(text, file="the body", kind=kind)
    raise AssertionError(f"the routing rule is not right: {summary(shown)}\n\n{''.join(full(shown))}")

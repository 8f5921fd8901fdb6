"""`siplint route`: the rule that answers a number."""

from __future__ import annotations

from siplint.cli.output import DONE, FINDINGS, NOT_DONE, is_colored, say, say_troubles, write_stream
from siplint.model.failure import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def run_route(options: dict[str, Any], arguments: list[str]) -> int:
    """Print the rule that answers a number and return the exit code."""
    from siplint.cli.inputs import embedded_endings, read_configuration, read_files
    from siplint.engine.routing import NotANumber, as_json, as_text, colored, route, uncolored
    from siplint.secrets.redact import redact_text

    if not arguments:
        raise UsageError("route needs a number: siplint route +14155551234 [PATH ...]")
    region = _checked_region(options.get("region", ""))
    config = read_configuration(options)
    files = read_files(arguments[1:], options, config, embedded=embedded_endings(options, config))
    try:
        answer = route(arguments[0], files.contents, region)
    except NotANumber as error:
        raise UsageError(str(error)) from None
    if options.get("format") == "json":
        from json import dumps

        pieces: Iterable[str] = [dumps(as_json(answer), indent=1) + "\n"]
    else:
        pieces = as_text(answer, colored if is_colored(options) else uncolored)
    write_stream(redact_text("".join(pieces), answer.secrets))
    say_troubles((*files.troubles, *(f"{name}: not JSON, skipped" for name in answer.unread)), ())
    if answer.status != "routed":
        from siplint.cli.walk import EMBEDDED_ADVICE

        for note in files.notes:
            say(f"siplint: {note.replace(EMBEDDED_ADVICE, '; name them, or set `embedded` in the configuration')}")
    if files.troubles:
        return NOT_DONE
    return DONE if answer.status == "routed" else FINDINGS


def _checked_region(text: str) -> str:
    """Return the region of `--region` as ISO 3166 writes it; raise UsageError."""
    if not text:
        return ""
    from siplint.domain.called_number import UnknownRegion, region_named

    try:
        return region_named(text)
    except UnknownRegion as error:
        advice = f"did you mean {error.suggestion}?" if error.suggestion else "regions are written like US, GB, IN"
        raise UsageError(f"--region: there is no region {text!r}; {advice}") from None

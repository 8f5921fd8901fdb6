"""The texts of the files that findings point into."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from siplint.model.diagnostic import Diagnostic
    from siplint.model.settings import Settings
    from siplint.source.chunks import Source


def shown_sources(
    diagnostics: Sequence[Diagnostic], files: Mapping[str, Source], settings: Settings
) -> dict[str, bytes]:
    """Return the bytes of the files that diagnostics point into, as far as they are held."""
    shown = {diagnostic.file for diagnostic in diagnostics}
    shown |= {label.file for diagnostic in diagnostics for label in diagnostic.labels}
    account = settings.account
    sources = {**files, **({account.file: account.data} if account and account.data else {})}
    return {name: data for name, data in sorted(sources.items()) if name in shown and isinstance(data, bytes)}

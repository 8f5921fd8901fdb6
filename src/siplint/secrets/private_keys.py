"""Private keys in PEM, from the line that begins one to the line that ends it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN, END, DASHES = "-----BEGIN ", "-----END ", "-----"
LONGEST_LABEL = 60
"""Characters after `BEGIN` in which the kind of key is named."""


def private_keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Return what it is, where it starts and where it ends for each private key; one without an end goes on to the last.

    A certificate or a public key is none, whatever comes after it.
    """
    start = text.find(BEGIN)
    while start >= 0:
        end = start + len(BEGIN)
        if "PRIVATE KEY" in text[end : end + LONGEST_LABEL].partition("--")[0]:
            end = text.find(END, end)
            close = text.find(DASHES, end + len(END)) if end >= 0 else -1
            end = close + len(DASHES) if close >= 0 else len(text)
            yield "a private key", start, end
        start = text.find(BEGIN, end)

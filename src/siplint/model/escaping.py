"""Make text from the user's files harmless: whatever a terminal, a log or a CI runner would obey becomes visible."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from siplint.model.finding import JSON

PICTURES: Mapping[int, str] = {
    **{code: chr(0x2400 + code) for code in range(32)},
    127: "␡",
    **{code: f"\\u{code:04x}" for code in range(0x80, 0xA0)},
    **{code: f"\\u{code:04x}" for code in (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)},
    **{code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}
"""Pictures for control characters (␛ for ESC); escapes for direction controls, line separators, non-characters."""

BYTES: Mapping[int, str] = {0xDC00 + byte: f"\\x{byte:02x}" for byte in range(0x80, 0x100)}
"""Escapes for the surrogates by which Python represents bytes that are not UTF-8, for example in file names."""

UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that are ignored in comparisons by language, which CI runners use."""


def visible(text: str) -> str:
    """Return a text without control characters, bidirectional controls, runner commands or lone surrogates."""
    if not (text.isascii() and text.isprintable()):
        text = encodable(text.translate(PICTURES))
    first = text.lstrip()[:1]
    if first == ":" or not first.isascii() or ("#" in text and "[" in text):
        return _broken(text)
    return text


def encodable(text: str) -> str:
    r"""Return a text that UTF-8 can encode: a byte that is not UTF-8 becomes `\xff`, a lone surrogate `\ud800`."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(BYTES).encode("utf-8", "backslashreplace").decode()
    return text


def sendable(value: JSON) -> JSON:
    """Return plain data in which UTF-8 can encode every text."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {encodable(key): sendable(item) for key, item in value.items()}
    return [sendable(item) for item in value] if isinstance(value, list) else value


def _broken(text: str) -> str:
    """Put a space into whatever a CI runner reads as a command: `##[…]` anywhere, `::` at the start of a line."""
    import re

    text = re.sub(f"#(?=[{UNSEEN}]*#[A-Za-z{UNSEEN}]*\\[)", "# ", text)
    return re.sub(f"^([\\s{UNSEEN}]*):(?=[{UNSEEN}]*:)", r"\1: ", text)

"""Text of the user's files made harmless: what a terminal, a log or a CI runner would obey becomes visible."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PICTURES: Mapping[int, str] = {
    **{code: chr(0x2400 + code) for code in range(32)},
    127: "␡",
    **{code: f"\\u{code:04x}" for code in range(0x80, 0xA0)},
    **{code: f"\\u{code:04x}" for code in (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF)},
    **{code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}
"""Control characters as pictures (ESC as ␛); what turns the direction of writing, or a line, as its escape."""


def visible(text: str) -> str:
    """Give a text without control characters, bidirectional controls, runner commands or lone surrogates."""
    if not text.isascii() or not text.isprintable():
        text = text.translate(PICTURES)
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") if _broken(text) else text
    return text.replace("##[", "# #[") if "##[" in text else text


def _broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)

"""A table for `str.translate` that turns all but certain letters into spaces, a hundred megabytes in a blink."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class KeptLetters(dict[int, str]):
    """Keeps the letters it is made with."""

    def __init__(self, letters: Iterable[str]) -> None:
        super().__init__((ord(letter), letter) for letter in letters)

    def __missing__(self, _code: int) -> str:
        return " "

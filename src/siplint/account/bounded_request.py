"""A request that ends: after a time and a number of bytes, whatever the server sends."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


MOST_BYTES = 64 << 20
"""Of one answer, unpacked: a page of a hundred items has some 100 kB."""


LONGEST_WAIT = 60.0
"""Seconds that a server may ask for before the next try."""


class GivenUp(Exception):  # noqa: N818 (it is said of the answer)
    """An answer takes too long, though bytes come all the while, or is too large; the text says which."""


def get(client: Any, path: str, params: dict[str, int], seconds: float) -> Any:
    """Get an answer within so many seconds; raise GivenUp, or what httpx raises.

    The timeouts of httpx start anew with every byte, so a thread waits for the answer, and is left when it is late.
    """
    from threading import Thread

    outcome: list[Any] = []

    def work() -> None:
        try:
            outcome.append(_read(client, path, params))
        except BaseException as error:  # noqa: BLE001 (it is raised below)
            outcome.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        client.close()
        raise GivenUp(f"the answer takes longer than {seconds:.0f} seconds")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _read(client: Any, path: str, params: dict[str, int]) -> Any:
    content = bytearray()
    with client.stream("GET", path, params=params) as response:
        for piece in response.iter_bytes():
            content += piece
            if len(content) > MOST_BYTES:
                raise GivenUp(f"the answer has more than {MOST_BYTES >> 20} MB")
        wait = response.headers.get("Retry-After", "")
        return type(response)(response.status_code, headers={"Retry-After": wait}, content=bytes(content))


def asked_wait(response: Any) -> float:
    """Return the seconds that a server asks to wait."""
    text = response.headers.get("Retry-After", "")
    return min(float(text), LONGEST_WAIT) if text.isascii() and text.isdigit() else 0.0

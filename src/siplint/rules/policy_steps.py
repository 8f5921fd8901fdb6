"""How much work a policy may make of a body: steps are counted, not seconds, so that every machine says the same."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from siplint.model.finding import JSON

FEWEST = 2_000_000
"""Steps for the smallest body and policy; a keyword costs about a hundred."""
EACH = 200
"""Steps for each value of the body and each keyword of the policy: a keyword may meet every value, and meet it twice."""
MOST = 30_000_000
"""Steps for the largest body and policy."""
TEXT = 100
"""Characters of a text that count as much as another value."""


class TooManySteps(Exception):  # noqa: N818 (it is said of the policy, not of us)
    """The steps are used up, perhaps by one pattern."""

    def __init__(self, pattern: str = "") -> None:
        super().__init__(pattern)
        self.pattern = pattern


class StepLimit:
    """Counts steps down; `keywords` is how many the policy has."""

    __slots__ = ("keywords", "left", "sizes")

    def __init__(self, keywords: int) -> None:
        self.keywords = keywords
        self.left = FEWEST
        self.sizes: dict[int, int] = {}

    def start(self, body: JSON) -> None:
        """Begin to count anew, for a body."""
        self.sizes = sizes_in(body)
        self.left = min(MOST, FEWEST + EACH * self.size(body) * (1 + self.keywords))

    def spend(self, steps: int) -> None:
        """Count steps; raise TooManySteps where there are none left."""
        self.left -= steps
        if self.left < 0:
            raise TooManySteps

    def size(self, value: JSON) -> int:
        """Return about how many values a value of the body is made of, in constant time."""
        if isinstance(value, str):
            return 1 + len(value) // TEXT
        return self.sizes.get(id(value), 1)


def sizes_in(body: JSON) -> dict[int, int]:
    """Return, by identity, how many values each container of a body holds, itself too."""
    sizes: dict[int, int] = {}

    def size(value: JSON) -> int:
        if not isinstance(value, (dict, list, tuple)):
            return 1 + len(value) // TEXT if isinstance(value, str) else 1
        if id(value) not in sizes:
            sizes[id(value)] = 1 + sum(map(size, value.values() if isinstance(value, dict) else value))
        return sizes[id(value)]

    size(body)
    return sizes

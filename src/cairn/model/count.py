"""How many: a number as a report gives it, with its bounds."""

from dataclasses import dataclass
from enum import StrEnum


class CasualtyGroup(StrEnum):
    """On whose side those who are counted stood."""

    SIDE_A = "side_a"
    SIDE_B = "side_b"
    CIVILIANS = "civilians"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its bounds; None is open. "At least 25" is low 25, best 25, high open; "over 300" is low 301.

    >>> Count.exactly(3)
    Count(low=3, best=3, high=3)
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        check_bounds(self.low, self.best, self.high)

    @classmethod
    def exactly(cls, number: int) -> "Count":
        """A number that is stated without a hedge."""
        return cls(number, number, number)

    @property
    def known(self) -> bool:
        """Whether at least one bound is known."""
        return any(value is not None for value in (self.low, self.best, self.high))


def check_bounds(low: int | None, best: int | None, high: int | None) -> None:
    """Raises ValueError for bounds that contradict each other."""
    least = 0
    for value in (low, best, high):
        if value is not None:
            if value < least:
                raise ValueError(f"count {low}/{best}/{high}: expected 0 <= low <= best <= high")
            least = value

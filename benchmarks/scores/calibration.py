"""How far confidence is from the share that is right: the expected calibration error (Naeini et al. 2015, Guo et al. 2017)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: Bins of equal width; a confidence of 1 falls into the last.
BINS = 10


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that was given with a confidence, and whether it is right."""

    confidence: float
    right: bool

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence!r}: expected 0 to 1")


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose confidence lies from `low` up to `high`: how many, the mean confidence, the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def bins(said: Sequence[Stated]) -> tuple[Bin, ...]:
    """The bins that hold any value, lowest first."""
    found = []
    for number in range(BINS):
        inside = [s for s in said if min(int(s.confidence * BINS), BINS - 1) == number]
        if inside:
            means = (sum(s.confidence for s in inside) / len(inside), sum(s.right for s in inside) / len(inside))
            found.append(Bin(number / BINS, (number + 1) / BINS, len(inside), *means))
    return tuple(found)


def calibration_error(said: Sequence[Stated]) -> float:
    """The mean distance of confidence from the share that is right over the bins, each as often as it holds values; 0 to 1.

    >>> calibration_error([Stated(0.8, True), Stated(0.8, False)])
    0.30000000000000004
    """
    return sum(b.count * abs(b.confidence - b.right) for b in bins(said)) / len(said) if said else 0.0


def table(said: Sequence[Stated]) -> list[dict[str, Any]]:
    """The reliability table as plain values."""
    return [
        {"low": b.low, "high": b.high, "count": b.count, "confidence": round(b.confidence, 4), "right": round(b.right, 4)}
        for b in bins(said)
    ]

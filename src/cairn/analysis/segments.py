"""Change points: where the mean of a series of counts changes.

Optimal partitioning (Jackson et al. 2005) with the likelihood of Poisson counts, whose penalty grows with the series' own scatter.
No library is used: those of change points that are kept up know costs for normal, not for Poisson counts, and need SciPy.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cairn.analysis.intervals import Floats

SHORTEST = 3
"""Periods that a level lasts at least: fewer are a spike and no level."""
PENALTY = (9.0, 0.5)
"""What a change must gain in twice the log-likelihood, over the dispersion: first + second x log(periods). Set on made-up series with seeds of
their own, so that of flat ones at most 5 % show a change; measured on others by `python -m benchmarks trend`."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Periods `start` up to but not including `end`, over which the mean is `mean`."""

    start: int
    end: int
    mean: float


def dispersion(counts: Sequence[int]) -> float:
    """How much the counts scatter from one period to the next, as variance over mean; 1 where they scatter as Poisson counts do.

    Neighbours are compared, so that a change of level hardly counts as scatter. A scatter that chance explains (within two standard
    errors of 1, the error being the square root of 3 over the number of periods) is 1.
    """
    x = np.asarray(counts, dtype=float)
    pairs = float((x[1:] + x[:-1]).sum()) if len(x) > 1 else 0.0
    if not pairs:
        return 1.0
    found = float(((x[1:] - x[:-1]) ** 2).sum()) / pairs
    return found if found > 1 + 2 * math.sqrt(3 / len(x)) else 1.0


def segments(counts: Sequence[int], *, scatter: float | None = None, penalty: tuple[float, float] = PENALTY) -> tuple[Segment, ...]:
    """The levels of a series in order of time; one where the mean never changes.

    `scatter` is the dispersion, measured on the series itself where it is None.
    """
    n = len(counts)
    if n == 0:
        return ()
    price = (penalty[0] + penalty[1] * math.log(n)) * (dispersion(counts) if scatter is None else scatter)
    sums = np.concatenate([[0.0], np.cumsum(np.asarray(counts, dtype=float))])
    best, last = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=int)
    best[0] = -price
    for end in range(min(SHORTEST, n), n + 1):
        starts = np.arange(end - SHORTEST + 1) if end > SHORTEST else np.array([0])
        costs = best[starts] + _cost(sums[end] - sums[starts], (end - starts).astype(float)) + price
        last[end] = starts[int(np.argmin(costs))]
        best[end] = costs.min()
    return _walk(last, sums)


def _cost(total: Floats, length: Floats) -> Floats:
    """Minus twice the log-likelihood of counts at their own mean, without what all partitions share."""
    mean = np.where(total > 0, total / length, 1.0)
    cost: Floats = -2 * total * np.log(mean)
    return cost


def _walk(last: np.ndarray[tuple[int], np.dtype[np.int64]], sums: Floats) -> tuple[Segment, ...]:
    found, end = [], len(last) - 1
    while end > 0:
        start = int(last[end])
        found.append(Segment(start, end, float((sums[end] - sums[start]) / (end - start))))
        end = start
    return tuple(reversed(found))

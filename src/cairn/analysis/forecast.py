"""A simple forecast of monthly counts, always beside the forecast that nothing changes.

The level of a series is followed by gamma-Poisson filters (Harvey and Fernandes 1989) that forget at different speeds and are drawn to the
series' long-run mean at different strengths; the forecast is their mixture, each by how well it has foretold the series so far, so many
months ahead. So the intervals hold both the scatter of counts and what is not known of the level. Counts of places, never of persons.
"""

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from cairn.analysis.crps import crps, quantile
from cairn.analysis.intervals import Floats, log_chances, negative_binomial
from cairn.analysis.periods import Stretch

#: What a filter keeps of its past each month, and how many months of the long-run mean it is drawn towards.
KEEPS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
DRAWN = (0.02, 0.25, 1.0, 4.0)
#: Fewest months that a forecast is made from, and months ahead that are forecast at most.
FEWEST = 24
FARTHEST = 12
#: The long-run mean begins as this many events in this many months.
START = (0.5, 2.0)
#: Chances beyond this many standard deviations above the mean are left out.
_BEYOND = 12
#: A filter of less weight is left out of the mixture.
LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Ahead:
    """The forecast of one month: its mean, its median and intervals in which the count comes to lie with a chance of 50 and 80 %.

    `no_change` is the last count, which is the forecast that nothing changes; `no_change_80` is its own interval, as Poisson counts
    around it scatter.
    """

    month: Stretch
    mean: float
    median: int
    half: tuple[int, int]
    most: tuple[int, int]
    no_change: int
    no_change_80: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tried:
    """How the forecast would have done in the past, one month ahead: the mean CRPS over `months` months (lower is better) of it, of the
    bare last count, and of Poisson counts around the last count. `inside` is the share that came to lie within the 80 % interval."""

    months: int
    forecast: float
    no_change: float
    no_change_poisson: float
    inside: float


class Filters:
    """The mixture for one distance, month by month: `see` a count, then ask for the `chances` of the month that is `ahead` of it."""

    def __init__(self, ahead: int = 1) -> None:
        grid = np.array(list(product(KEEPS, DRAWN)))
        self._keep, self._drawn = grid[:, 0], grid[:, 1]
        self._events, self._months = START
        self._a, self._b = self._drawn * self._mean, self._drawn.copy()
        self._weight = np.zeros(len(grid))
        self._ahead = ahead
        self._said: deque[tuple[Floats, Floats]] = deque(maxlen=ahead)

    @property
    def _mean(self) -> float:
        return self._events / self._months

    def see(self, seen: int) -> None:
        """Takes in the next month's count: first each filter is weighed by what it had said of this month."""
        if len(self._said) == self._ahead:
            self._weight += _log_chance(seen, *self._said[0])
            self._weight -= self._weight.max()
        self._events, self._months = self._events + seen, self._months + 1
        self._a, self._b = self._after(self._a + seen, self._b + 1)
        a, b = self._a, self._b
        for _ in range(self._ahead - 1):
            a, b = self._after(a, b)
        self._said.append((a, b))

    def chances(self) -> Floats:
        """The chances of 0, 1, 2, ... events in the month that is ahead."""
        a, b = self._said[-1]
        weight = np.exp(self._weight)
        weight /= weight.sum()
        kept = weight > LEAST
        top = int(np.max((a / b + _BEYOND * np.sqrt(a / b * (1 + 1 / b)))[kept])) + 20
        counts = np.arange(top)
        rows = [w * np.exp(negative_binomial(counts, size, rate / (1 + rate))) for w, size, rate in zip(weight[kept], a[kept], b[kept], strict=True)]
        mixed: Floats = np.sum(rows, axis=0)
        mixed /= mixed.sum()
        return mixed

    def _after(self, a: Floats, b: Floats) -> tuple[Floats, Floats]:
        """What is held of the level a month later, before its count is seen."""
        towards = (1 - self._keep) * self._drawn
        return self._keep * a + towards * self._mean, self._keep * b + towards


def _log_chance(seen: int, a: Floats, b: Floats) -> Floats:
    """The logarithm of the chance of a count under each filter."""
    rising = np.log(a[:, None] + np.arange(seen)).sum(axis=1) if seen else np.zeros(len(a))
    found: Floats = rising - math.lgamma(seen + 1) + a * np.log(b / (1 + b)) - seen * np.log1p(b)
    return found


def forecast(counts: Sequence[int], months: Sequence[Stretch]) -> tuple[Ahead, ...]:
    """The months that follow a series of counts. Raises ValueError for fewer than FEWEST counts or more than FARTHEST months."""
    if len(counts) < FEWEST:
        raise ValueError(f"a forecast needs {FEWEST} months that the record covers, and has {len(counts)}")
    if len(months) > FARTHEST:
        raise ValueError(f"{len(months)} months ahead: expected at most {FARTHEST}")
    last = no_change(counts[-1])
    return tuple(_ahead(month, _chances(counts, n), counts[-1], last) for n, month in enumerate(months, start=1))


def _chances(counts: Sequence[int], ahead: int) -> Floats:
    filters = Filters(ahead)
    for seen in counts:
        filters.see(seen)
    return filters.chances()


def tried(counts: Sequence[int], *, first: int = FEWEST, ahead: int = 1) -> Tried | None:
    """The forecast of each month from `first` on, made from the months that lie `ahead` and more before it; None where there is no such
    month."""
    filters, scores, inside = Filters(ahead), [], []
    for n, seen in enumerate(counts):
        filters.see(seen)
        target = n + ahead
        if target < len(counts) and target >= first:
            chances, came = filters.chances(), counts[target]
            scores.append((crps(chances, came), float(abs(came - seen)), crps(no_change(seen), came)))
            inside.append(quantile(chances, 0.1) <= came <= quantile(chances, 0.9))
    if not scores:
        return None
    own, last, poisson = (round(sum(column) / len(scores), 4) for column in zip(*scores, strict=True))
    return Tried(len(scores), own, last, poisson, round(sum(inside) / len(inside), 3))


def no_change(last: int) -> Floats:
    """The chances where nothing changes: Poisson counts around the last one; around a last count of 0 there is only 0."""
    if last == 0:
        return np.array([1.0])
    chances: Floats = np.exp(log_chances(np.arange(int(last + _BEYOND * math.sqrt(last)) + 20), last))
    return chances


def _ahead(month: Stretch, chances: Floats, last: int, unchanged: Floats) -> Ahead:
    mean = float((chances * np.arange(len(chances))).sum())
    return Ahead(month, round(mean, 2), quantile(chances, 0.5), _span(chances, 0.5), _span(chances, 0.8), last, _span(unchanged, 0.8))


def _span(chances: Floats, share: float) -> tuple[int, int]:
    return quantile(chances, (1 - share) / 2), quantile(chances, (1 + share) / 2)
